"""Versions: what the live runs saw of each key, streamed in a fixed order with flat memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

import apsw

from kithbook.model.record import Record
from kithbook.model.run import AsOf
from kithbook.store.evidence import Portion, Version
from kithbook.store.sqlite import codec, readings, records, runs
from kithbook.store.sqlite.connection import marks

Seen: TypeAlias = tuple[str, AsOf, str]
LiveRuns: TypeAlias = Mapping[int, tuple[int, Seen]]

KEYS_AT_ONCE: Final = 64  # what is read of so many still lies in the processor's cache when it is unpacked

_ALL: Final = "SELECT kind, text, number FROM key"
_SOME: Final = "SELECT key.kind, key.text, key.number FROM wanted JOIN key ON key.hash = wanted.hash"


def stream(
    connection: apsw.Connection,
    keys: Iterable[tuple[str, str]] | None,
    kinds: Sequence[str],
    *,
    also_undone: bool = False,
) -> Iterator[tuple[str, str, list[Version]]]:
    """Walk the keys by kind and text with their live versions, oldest first; `connection` is this walk's own."""
    for portion in portions(connection, keys, kinds, also_undone=also_undone):
        yield from portion.read()


def portions(
    connection: apsw.Connection,
    keys: Iterable[tuple[str, str]] | None,
    kinds: Sequence[str],
    *,
    also_undone: bool = False,
) -> Iterator[Portion]:
    """Walk as `stream` does, in portions that are read only when asked for."""
    live = live_runs(connection, also_undone=also_undone)
    rows = _keys(connection, keys, kinds)
    while chunk := [row for _, row in zip(range(KEYS_AT_ONCE), rows, strict=False)]:
        yield Portion(tuple([number for _, _, number in chunk]), partial(_read, connection, chunk, live))


def _read(
    connection: apsw.Connection, chunk: Sequence[tuple[Any, ...]], live: LiveRuns
) -> list[tuple[str, str, list[Version]]]:
    found = _of_keys(connection, chunk, live)
    return [(kind, codec.to_text(text), found[number]) for kind, text, number in chunk if number in found]


def live_runs(connection: apsw.Connection, *, also_undone: bool = False) -> LiveRuns:
    """Know every live run: its number → (the order of its day, what a version says of it)."""
    return {
        number: (runs.since_first(run.as_of.day), (run.id, run.as_of, run.source))
        for number, run in runs.every(connection)
        if also_undone or not run.is_undone
    }


def _keys(
    connection: apsw.Connection, keys: Iterable[tuple[str, str]] | None, kinds: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    sql = _ALL
    if keys is not None:  # laid on the connection's own scratch table, so that many cost no memory
        connection.execute("CREATE TEMP TABLE wanted (hash BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID")
        connection.executemany(
            "INSERT INTO wanted (hash) VALUES (?) ON CONFLICT DO NOTHING",
            ((records.key_hash(kind, text),) for kind, text in keys),
        )
        sql = _SOME
    only = f" WHERE kind IN ({marks(len(kinds))})" if kinds else ""
    return iter(connection.execute(f"{sql}{only} ORDER BY kind, text", tuple(kinds)))


def _of_keys(connection: apsw.Connection, keys: Sequence[tuple[Any, ...]], live: LiveRuns) -> dict[int, list[Version]]:
    """Gather the versions of a few keys in one question, however many there are."""
    places = {number: (kind, codec.to_text(text)) for kind, text, number in keys}
    rows = connection.execute(
        "SELECT record.number, record.key, record.id, record.content, sighting.run FROM record "
        f"JOIN sighting ON sighting.record = record.number WHERE record.key IN ({marks(len(places))})",
        tuple(places),
    )
    stored: dict[int, tuple[int, bytes, bytes]] = {}
    sights: dict[int, tuple[int, ...]] = {}
    for number, key, raw_id, content, run in rows:
        if run in live:
            stored[number] = key, raw_id, content
            sights[number] = (*sights.get(number, ()), run)
    told = {by: _told(by, live) for by in set(sights.values())}  # few sets of runs see many records
    found: dict[int, list[tuple[int, Version]]] = {}
    for number, (key, raw_id, packed) in stored.items():
        latest, seen = told[sights[number]]
        content, said = readings.parse(packed)
        record = Record(*places[key], content)
        record.__dict__["raw_id"] = raw_id  # known already: hashing it anew costs more than reading it
        numbered = tuple(enumerate(said, start=number * readings.NUMBERS_A_RECORD))
        found.setdefault(key, []).append((latest, Version(record, number, seen, numbered)))
    return {key: _oldest_first(versions) for key, versions in found.items()}


def _oldest_first(found: list[tuple[int, Version]]) -> list[Version]:
    if len(found) > 1:
        found.sort(key=lambda entry: (entry[0], entry[1].record.raw_id))  # of one day the greater id is the later
    return [version for _, version in found]


def _told(by: tuple[int, ...], live: LiveRuns) -> tuple[int, tuple[Seen, ...]]:
    ordered = sorted((live[number] for number in by), key=lambda entry: (entry[0], entry[1][0]))
    return ordered[-1][0], tuple(seen for _, seen in ordered)
