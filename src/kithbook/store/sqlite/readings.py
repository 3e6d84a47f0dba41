"""Readings in the evidence: beside their record, replaced when their reader has grown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import apsw

from kithbook.model import ids
from kithbook.model.reading import Reading
from kithbook.store.sqlite import codec
from kithbook.store.sqlite.connection import CHUNK, marks

NUMBERS_A_RECORD: Final = 4096  # a reading's number is its record's number and its own; no text says more things

INSERT: Final = (
    "INSERT INTO reading (record, nth, reader, version, language, quote, fields) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def rows(record: int, found: Sequence[Reading]) -> list[tuple[Any, ...]]:
    """Spread the readings of a record over rows."""
    return [
        (
            record,
            nth,
            reading.reader,
            reading.version,
            reading.language,
            codec.pack(reading.quote),
            codec.pack_json(dict(reading.fields)) if reading.fields else None,
        )
        for nth, reading in enumerate(arranged(found)[:NUMBERS_A_RECORD])
    ]


def of_records(connection: apsw.Connection, records: Iterable[int]) -> dict[int, list[tuple[int, Reading]]]:
    """Find the readings of records, with their numbers, in order."""
    found: dict[int, list[tuple[int, Reading]]] = {}
    wanted = tuple(records)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        for record, nth, reader, version, language, quote, fields in connection.execute(
            "SELECT record, nth, reader, version, language, quote, fields FROM reading "  # noqa: S608
            f"WHERE record IN ({marks(len(chunk))}) ORDER BY record, nth",
            chunk,
        ):
            reading = Reading(
                reader, version, language, codec.unpack(quote), {} if fields is None else codec.unpack_json(fields)
            )
            found.setdefault(record, []).append((record * NUMBERS_A_RECORD + nth, reading))
    return found


def arranged(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Put readings in the order in which they lie: by reader, and of one reader as it found them."""
    return tuple(sorted(found, key=lambda reading: reading.reader))


def merged(before: Sequence[Reading], now: Sequence[Reading], ran: Mapping[str, int]) -> tuple[Reading, ...]:
    """Choose reader by reader: the higher version wins; at the same version the greater words.

    So the order in which two copies of a text arrive does not matter. A reader that only one side names keeps its say,
    unless it `ran` in a higher version and found nothing any more.
    """
    mine, theirs = _by_reader(before), _by_reader(now)
    chosen = []
    for reader in sorted({*mine, *theirs}):
        old, new = mine.get(reader, ()), theirs.get(reader, ())
        is_outgrown = not new and ran.get(reader, -1) > _version(old)
        chosen.append(new if is_outgrown else max(old, new, key=_rank))
    return tuple(reading for group in chosen for reading in group)


def _by_reader(found: Iterable[Reading]) -> Mapping[str, tuple[Reading, ...]]:
    groups: dict[str, tuple[Reading, ...]] = {}
    for reading in found:
        groups[reading.reader] = (*groups.get(reading.reader, ()), reading)
    return groups


def _version(group: Sequence[Reading]) -> int:
    return max((reading.version for reading in group), default=-1)


def _rank(group: Sequence[Reading]) -> tuple[int, list[tuple[int, str, str, str]]]:
    return _version(group), [
        (reading.version, reading.language, reading.quote, ids.canonical(dict(reading.fields))) for reading in group
    ]
