"""Readings in the evidence: they lie with their record's content, and are replaced when their reader has grown.

A stored content is two lines of JSON packed together, the record's own and its readings, since both are asked for
together and small texts pack badly apart. A record's id is the hash of the first line alone.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import apsw

from kithbook.model import ids
from kithbook.model.reading import Reading
from kithbook.store.sqlite import codec

_decode: Final = json.JSONDecoder().raw_decode  # no look around for blanks: canonical JSON has none

NUMBERS_A_RECORD: Final = 4096  # a reading's number is its record's number and its own; no text says more things

Counts: TypeAlias = Counter[tuple[str, int]]


def pack(content: str, found: Sequence[Reading]) -> bytes:
    """Pack a content with its readings."""
    return codec.pack(f"{content}\n{written(found)}" if found else content)


def unpack(packed: bytes) -> tuple[str, str]:
    """Take a stored content apart into two lines of JSON, the second empty where nothing was read."""
    content, _, said = codec.unpack(packed).partition("\n")
    return content, said


def parse(packed: bytes) -> tuple[Any, tuple[Reading, ...]]:
    """Read a stored content and its readings."""
    text = codec.unpack(packed)
    content, end = _decode(text)
    return content, _of(_decode(text, end + 1)[0]) if end < len(text) else ()


def written(found: Sequence[Reading]) -> str:
    """Write readings as one line, the same for the same readings."""
    return ids.canonical(
        [
            [r.reader, r.version, r.language, r.quote, dict(r.fields)]
            if r.fields
            else [r.reader, r.version, r.language, r.quote]
            for r in arranged(found)
        ]
    )


def read(said: str) -> tuple[Reading, ...]:
    """Read what `written` wrote."""
    return _of(_decode(said)[0]) if said else ()


def _of(rows: list[list[Any]]) -> tuple[Reading, ...]:
    return tuple([Reading(*parts) for parts in rows])


def arranged(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Put readings in the order in which they lie: by reader, and of one reader as it found them."""
    return tuple(sorted(found, key=_reader)[:NUMBERS_A_RECORD])


def _reader(reading: Reading) -> str:
    return reading.reader


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


def _rank(group: Sequence[Reading]) -> tuple[int, str]:
    return _version(group), written(group)


def counted(found: Iterable[Reading]) -> Counts:
    """Count readings by reader and version."""
    return Counter((reading.reader, reading.version) for reading in found)


def count(connection: apsw.Connection, more: Counts) -> None:
    """Add to what is known of how many readings there are (less, where negative)."""
    connection.executemany(
        "INSERT INTO reader (name, version, readings) VALUES (?, ?, ?) "
        "ON CONFLICT (name, version) DO UPDATE SET readings = reader.readings + excluded.readings",
        [(name, version, number) for (name, version), number in more.items() if number],
    )


def counts(connection: apsw.Connection) -> dict[tuple[str, int], int]:
    """Tell how many readings of each reader and version there are."""
    rows = connection.execute("SELECT name, version, readings FROM reader WHERE readings > 0")
    return {(name, version): number for name, version, number in rows}
