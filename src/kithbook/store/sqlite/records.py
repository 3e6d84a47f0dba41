"""Records in the evidence, found again: by id, by key, by run, and by when they last changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw

from kithbook.model import ids
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.store.evidence import Place
from kithbook.store.sqlite import codec, readings
from kithbook.store.sqlite.connection import CHUNK, marks


def key_hash(kind: str, key: str) -> bytes:
    """Hash a key for looking it up."""
    return ids.digest(kind, key)


def by_hash(
    connection: apsw.Connection, hashes: Iterable[bytes]
) -> tuple[dict[bytes, int], dict[bytes, tuple[int, int]]]:
    """Find keys and their records: hash → key number, and raw id → (record number, key number)."""
    keys: dict[bytes, int] = {}
    found: dict[bytes, tuple[int, int]] = {}
    for chunk in chunks(hashes):
        for hashed, key, raw_id, record in connection.execute(
            "SELECT key.hash, key.number, record.id, record.number FROM key JOIN record ON record.key = key.number "
            f"WHERE key.hash IN ({marks(len(chunk))})",
            chunk,
        ):
            keys[hashed] = key
            found[raw_id] = record, key
    return keys, found


def number_of(connection: apsw.Connection, raw_id: bytes) -> int | None:
    """Find a record's number by its id: in the index, or among those that came after it was last brought up."""
    found = connection.execute("SELECT number FROM record_id WHERE id = :id", {"id": raw_id}).get
    if found is None:
        found = connection.execute(
            "SELECT number FROM record WHERE id = :id AND number > (SELECT value FROM counter WHERE name = 'indexed')",
            {"id": raw_id},
        ).get
    return None if found is None else int(found)


def bring_up_index(connection: apsw.Connection) -> None:
    """Put the records that came since into the index of ids, in the order of ids.

    One by one, in the order in which they come, each would touch another page: twice the writing of a large import.
    """
    connection.execute(
        "INSERT INTO record_id (id, number) SELECT id, number FROM record "
        "WHERE number > (SELECT value FROM counter WHERE name = 'indexed') ORDER BY id"
    )
    connection.execute(
        "UPDATE counter SET value = coalesce((SELECT max(number) FROM record), 0) WHERE name = 'indexed' "
        "AND value < coalesce((SELECT max(number) FROM record), 0)"
    )


def next_number(connection: apsw.Connection) -> int:
    """Give the number of the next record: beyond all that are there, and all that the index has seen."""
    last = connection.execute("SELECT coalesce(max(number), 0) FROM record").get
    indexed = connection.execute("SELECT value FROM counter WHERE name = 'indexed'").get
    return max(int(last), int(indexed)) + 1


def next_key(connection: apsw.Connection) -> int:
    """Give the number of the next key."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM key").get) + 1


def chunks(values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Cut values into tuples short enough for one IN (...)."""
    whole = tuple(values)
    return (whole[start : start + CHUNK] for start in range(0, len(whole), CHUNK))


def touched_since(connection: apsw.Connection, mark: int) -> Iterator[tuple[str, str]]:
    """Walk the keys changed after a mark, and those of runs whose day, facts or standing changed after it."""
    rows = connection.execute(
        "SELECT kind, text FROM key WHERE mark > :mark UNION "
        # CROSS: from the few runs on, and not by a walk over all sightings.
        "SELECT key.kind, key.text FROM run CROSS JOIN sighting ON sighting.run = run.number "
        "JOIN record ON record.number = sighting.record JOIN key ON key.number = record.key WHERE run.mark > :mark",
        {"mark": mark},
    )
    return ((kind, codec.to_text(text)) for kind, text in rows)


def keys_of(connection: apsw.Connection, numbers: Iterable[int]) -> list[tuple[str, str]]:
    """Give the keys of some records, each once, by kind and text."""
    found = {
        row
        for chunk in chunks(numbers)
        for row in connection.execute(
            "SELECT key.kind, key.text FROM record JOIN key ON key.number = record.key "
            f"WHERE record.number IN ({marks(len(chunk))})",
            chunk,
        )
    }
    return sorted((kind, codec.to_text(text)) for kind, text in found)


def keys_of_run(connection: apsw.Connection, run: str) -> Iterator[tuple[str, str]]:
    """Walk the keys that one run saw."""
    rows = connection.execute(
        "SELECT DISTINCT key.kind, key.text FROM run JOIN sighting ON sighting.run = run.number "
        "JOIN record ON record.number = sighting.record JOIN key ON key.number = record.key WHERE run.id = :run",
        {"run": run},
    )
    return ((kind, codec.to_text(text)) for kind, text in rows)


def seen_by(connection: apsw.Connection, runs: Sequence[str]) -> int:
    """Count the records that any of some runs saw."""
    within = f"SELECT number FROM run WHERE id IN ({marks(len(runs))})"
    # One run sees a record once, and then nothing need be told apart.
    counted = "*" if len(runs) == 1 else "DISTINCT record"
    query = f"SELECT count({counted}) FROM sighting WHERE run IN ({within})"
    ((count,),) = connection.execute(query, runs)
    return int(count)


def one(connection: apsw.Connection, record_id: str) -> tuple[Record, list[Place], tuple[Reading, ...]] | None:
    """Find a record by its id, with the places where live runs saw it and what was read in it."""
    try:
        prefix, raw_id = ids.unspell(record_id)
    except ValueError:
        return None
    number = number_of(connection, raw_id)
    if prefix != ids.RECORD or number is None:
        return None
    kind, key, content = connection.execute(
        "SELECT key.kind, key.text, record.content FROM record JOIN key ON key.number = record.key "
        "WHERE record.number = :number",
        {"number": number},
    ).get
    stored, said = readings.parse(content)
    return Record(kind, codec.to_text(key), stored), _places(connection, number), said


def _places(connection: apsw.Connection, record: int) -> list[Place]:
    rows = connection.execute(
        "SELECT run.source, file.name, sighting.position FROM sighting JOIN run ON run.number = sighting.run "
        "JOIN file ON file.number = sighting.file WHERE sighting.record = :record AND run.undone = 0 "
        "ORDER BY run.number",
        {"record": record},
    )
    return [Place(source, codec.to_text(name), position) for source, name, position in rows]
