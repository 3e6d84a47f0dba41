"""What passes between worker and parent: plain values in length-prefixed marshal frames, which cannot run code."""

import json
import marshal
import struct
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from kithbook.model.fault import Fault, Skipped
from kithbook.model.reading import Reading
from kithbook.model.record import Finished, Record
from kithbook.model.run import AsOf, Sighting
from kithbook.sources import Found

PREFIX: Final = struct.Struct("<I")

READY: Final = "ready"  # members with their sizes
ITEMS: Final = "items"  # one batch
BROKE: Final = "broke"  # the source raised: the reason
BUG: Final = "bug"  # something else broke: the traceback
REFUSED: Final = "refused"  # a UserError: what, safe, do
NOTHING: Final = "nothing"  # a NothingToRead: what, safe, do
ANSWER: Final = "answer"  # what was recognised
END: Final = "end"


def frame(verb: str, *values: Any) -> bytes:
    """Pack one frame. Every value is plain: None, bool, int, float, str, bytes, tuple, list, dict."""
    body = marshal.dumps((verb, *values))
    return PREFIX.pack(len(body)) + body


def unframe(body: bytes | memoryview) -> tuple[Any, ...]:
    """Unpack the body of one frame; raises ValueError, EOFError or TypeError for what is none."""
    values = marshal.loads(body)  # noqa: S302 - marshal builds values and calls nothing
    if not isinstance(values, tuple) or not values or not isinstance(values[0], str):
        raise ValueError("no frame")
    return values


class Content(Mapping[str, Any]):
    """A record's content, known by its text: the parent keeps the text, and hardly ever looks inside."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _content(self) -> dict[str, Any]:
        return dict(json.loads(self._text))

    def __getitem__(self, name: str) -> Any:
        return self._content[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)


def pack_sighting(seen: Sighting) -> tuple[Any, ...]:
    """Flatten a sighting: the record's content as its text, and its hash, so that the parent computes neither."""
    return pack_record(seen.record, seen.file, seen.position, pack_readings(seen.readings))


def pack_record(record: Record, file: str, position: int, readings: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    """Flatten a sighting whose readings are flat already."""
    return (record.kind, record.key, record.text, record.raw_id, file, position, readings)


def pack_readings(readings: Iterable[Reading]) -> tuple[tuple[Any, ...], ...]:
    """Flatten what was read in a text."""
    return tuple([(r.reader, r.version, r.language, r.quote, dict(r.fields)) for r in readings])


def unpack_sighting(packed: tuple[Any, ...]) -> Sighting:
    """Build the sighting again."""
    kind, key, text, raw_id, file, position, readings = packed
    record = Record(kind, key, Content(text))
    filled = record.__dict__  # with what cached_property would compute
    filled["text"], filled["raw_id"] = text, raw_id
    return Sighting(record, file, position, tuple([Reading(*one) for one in readings]) if readings else ())


def position_of(packed: tuple[Any, ...]) -> int:
    """Give the place at which a flattened sighting stood."""
    return int(packed[5])


def pack_left(left: Fault | Skipped) -> tuple[Any, ...]:
    """Flatten what was left out."""
    return (isinstance(left, Fault), left.file, left.position, left.reason)


def unpack_left(packed: tuple[Any, ...]) -> Fault | Skipped:
    """Build the fault or skip again."""
    is_fault, *values = packed
    return Fault(*values) if is_fault else Skipped(*values)


def pack_found(found: Found) -> tuple[Any, ...]:
    """Flatten what a source recognised."""
    day = found.as_of.day.isoformat() if found.as_of.day else None
    return (
        found.source,
        found.account,
        tuple(found.members),
        day,
        found.as_of.basis,
        found.what,
        {str(name): str(value) for name, value in found.options.items()},
    )


def unpack_found(packed: tuple[Any, ...]) -> Found:
    """Build it again."""
    source, account, members, day, basis, what, options = packed
    as_of = AsOf(date.fromisoformat(day) if day else None, basis)
    return Found(source, account, tuple(members), as_of, what, options)


def pack_finished(finished: Finished) -> tuple[Any, ...]:
    """Flatten the end of a section."""
    return (finished.section, finished.count)
