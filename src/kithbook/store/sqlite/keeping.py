"""Keeping: a batch of sightings becomes records kept once, however often they are seen, with where they stood."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, TypeAlias

import apsw

from kithbook.model.run import Sighting
from kithbook.store.evidence import Kept
from kithbook.store.sqlite import codec, readings, records, sieve
from kithbook.store.sqlite.connection import marks

FILES_REMEMBERED: Final = 20_000  # names of one run's files; a Maildir has one a message

Rows: TypeAlias = list[tuple[Any, ...]]


class FileNames:
    """The numbers of the files that this process has lately named, so that a name is stored once a run."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}

    def resolve(self, connection: apsw.Connection, run: int, names: Iterable[str]) -> dict[str, int]:
        """Give every name a number; what is given is remembered by `settle` alone, once it is durable."""
        found = {name: self._numbers.get((run, name), 0) for name in names}
        missing = [name for name, number in found.items() if not number]
        if missing:
            last = connection.execute("SELECT coalesce(max(number), 0) FROM file").get
            found.update({name: last + nth for nth, name in enumerate(missing, start=1)})
            connection.executemany(
                "INSERT INTO file (number, name) VALUES (?, ?)",
                [(found[name], codec.to_bytes(name)) for name in missing],
            )
        return found

    def settle(self, run: int, numbers: Mapping[str, int]) -> None:
        """Remember numbers that were committed."""
        if len(self._numbers) > FILES_REMEMBERED:
            self._numbers.clear()
        self._numbers.update({(run, name): number for name, number in numbers.items()})

    def forget(self) -> None:
        """Remember nothing: the numbers may have gone."""
        self._numbers.clear()


@dataclass(slots=True)
class Batch:
    """What one batch will write, gathered before anything is written."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    keys: Rows = field(default_factory=list)
    records: Rows = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    reread: Rows = field(default_factory=list)
    reread_lines: dict[int, str] = field(default_factory=dict)
    said: readings.Counts = field(default_factory=Counter)
    touched: set[int] = field(default_factory=set)
    files: dict[str, int] = field(default_factory=dict)

    @property
    def kept(self) -> Kept:
        """Say what the batch came to."""
        return Kept(self.new, self.changed, self.unchanged, len(self.reread))


def keep(
    connection: apsw.Connection,
    run: int,
    seen: Sequence[Sighting],
    *,
    ran: Mapping[str, int],
    mark: int,
    names: FileNames,
) -> Batch:
    """Keep the sightings of a batch inside the caller's transaction."""
    batch = Batch()
    numbers, was_known = _gather(connection, batch, seen, mark)
    _reread(connection, batch, seen, was_known, ran)
    connection.executemany("INSERT INTO key (number, hash, kind, text, mark) VALUES (?, ?, ?, ?, ?)", batch.keys)
    connection.executemany("INSERT INTO record (number, id, key, content) VALUES (?, ?, ?, ?)", batch.records)
    connection.executemany("UPDATE record SET content = ? WHERE number = ?", batch.reread)
    sieve.lay(connection, batch.lines)
    sieve.change(connection, batch.reread_lines)
    readings.count(connection, batch.said)
    _see(connection, batch, run, {s.record.raw_id: (*numbers[s.record.raw_id], s) for s in reversed(seen)}, names)
    fresh = {row[0] for row in batch.keys}
    connection.executemany(
        "UPDATE key SET mark = ? WHERE number = ?", [(mark, key) for key in sorted(batch.touched - fresh)]
    )
    return batch


def _gather(
    connection: apsw.Connection, batch: Batch, seen: Sequence[Sighting], mark: int
) -> tuple[dict[bytes, tuple[int, int]], dict[bytes, int]]:
    """Tell new from known; give (record number, key number) of each, and the numbers of those that were known."""
    hashes = [records.key_hash(s.record.kind, s.record.key) for s in seen]
    keys, numbers = records.by_hash(connection, set(hashes))
    was_known = {raw_id: record for raw_id, (record, _) in numbers.items()}
    dead_records, dead_keys = _dead(connection, numbers, keys)
    next_record, next_key = count(records.next_number(connection)), count(records.next_key(connection))
    for sighting, hashed in zip(seen, hashes, strict=True):
        record = sighting.record
        raw_id, key = record.raw_id, keys.get(hashed)
        if key is None or key in dead_keys:
            batch.new += 1
        elif raw_id in numbers and raw_id not in dead_records:
            batch.unchanged += 1
        else:
            batch.changed += 1
        dead_records.discard(raw_id)
        if key is None:
            key = keys[hashed] = next(next_key)
            batch.keys.append((key, hashed, record.kind, codec.to_bytes(record.key), mark))
        dead_keys.discard(key)
        if raw_id not in numbers:
            numbers[raw_id] = next(next_record), key
            packed = readings.pack(record.text, sighting.readings)
            batch.records.append((numbers[raw_id][0], raw_id, key, packed))
            batch.lines.append((numbers[raw_id][0], sieve.line(record.content, sighting.readings)))
            batch.said.update([(reading.reader, reading.version) for reading in sighting.readings])
    return numbers, was_known


def _dead(
    connection: apsw.Connection, numbers: Mapping[bytes, tuple[int, int]], keys: Mapping[bytes, int]
) -> tuple[set[bytes], set[int]]:
    """Find the records and keys of a batch that no live run has seen: to the owner they are not there."""
    if not connection.execute("SELECT 1 FROM run WHERE undone = 1 LIMIT 1").get:
        return set(), set()
    concerned = {key for _, key in numbers.values()} | set(keys.values())
    live_records: set[int] = set()
    live_keys: set[int] = set()
    for chunk in records.chunks(concerned):
        for record, key in connection.execute(
            f"SELECT record.number, record.key FROM record JOIN sighting ON sighting.record = record.number "
            f"JOIN run ON run.number = sighting.run WHERE run.undone = 0 AND record.key IN ({marks(len(chunk))})",
            chunk,
        ):
            live_records.add(record)
            live_keys.add(key)
    dead_records = {raw_id for raw_id, (record, _) in numbers.items() if record not in live_records}
    return dead_records, concerned - live_keys


def _reread(
    connection: apsw.Connection,
    batch: Batch,
    seen: Sequence[Sighting],
    was_known: Mapping[bytes, int],
    ran: Mapping[str, int],
) -> None:
    """Replace the readings of known records where readers have grown."""
    found = {was_known[s.record.raw_id]: s.readings for s in seen if s.readings and s.record.raw_id in was_known}
    for chunk in records.chunks(found):
        for record, key, packed in list(
            connection.execute(f"SELECT number, key, content FROM record WHERE number IN ({marks(len(chunk))})", chunk)
        ):
            content, said = readings.unpack(packed)
            if said == readings.written(found[record]):
                continue
            before = readings.read(said)
            after = readings.merged(before, found[record], ran)
            if after != before:
                batch.reread.append((readings.pack(content, after), record))
                batch.reread_lines[record] = sieve.line(json.loads(content), after)
                batch.touched.add(key)
                batch.said.update(readings.counted(after))
                batch.said.subtract(readings.counted(before))


def _see(
    connection: apsw.Connection,
    batch: Batch,
    run: int,
    seen: Mapping[bytes, tuple[int, int, Sighting]],
    names: FileNames,
) -> None:
    """Write that this run saw these records, where it had not."""
    already: set[int] = set()
    for chunk in records.chunks(record for record, _, _ in seen.values()):
        already.update(
            record
            for (record,) in connection.execute(
                f"SELECT record FROM sighting WHERE run = ? AND record IN ({marks(len(chunk))})",
                (run, *chunk),
            )
        )
    fresh = sorted((entry for entry in seen.values() if entry[0] not in already), key=lambda entry: entry[0])
    batch.files = names.resolve(connection, run, dict.fromkeys(sighting.file for _, _, sighting in fresh))
    connection.executemany(
        "INSERT INTO sighting (record, run, file, position) VALUES (?, ?, ?, ?)",
        [(record, run, batch.files[sighting.file], sighting.position) for record, _, sighting in fresh],
    )
    batch.touched.update(key for _, key, _ in fresh)
