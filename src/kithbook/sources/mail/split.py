"""A mailbox file cut into its messages, as a stream, in memory that does not grow with the file or a message."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

CHUNK: Final = 1 << 17  # read at once: what a damaged archive still gives is lost by so much at most
KEEP: Final = 1 << 20  # of one message so much is kept for parsing; the rest only moves the offset
LOOK: Final = 2048  # a separator and the line behind it lie within so many bytes
LONGEST_SEPARATOR: Final = 600

_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = rb"\d{1,2}:\d\d(?::\d\d)?"
_ZONE = rb"(?: +(?:[+-]\d{4}|[A-Z]{2,5}))?"
_TAKEOUT = re.compile(rb"From \d{5,20}@xxx " + _DAY + rb" " + _MONTH + rb" \d\d " + _CLOCK + rb" [+-]\d{4} \d{4}\r?$")
_DATED = re.compile(
    rb"From (?:[^\n]{0,320}? )??(?:"
    + (_DAY + rb",? +" + _MONTH + rb" +\d{1,2} +" + _CLOCK + _ZONE + rb" +\d{4}" + _ZONE)
    + rb"|"
    + (_DAY + rb",? +\d{1,2} +" + _MONTH + rb" +\d{4} +" + _CLOCK + _ZONE)
    + rb"|\d{4}-\d\d-\d\d[T ]"
    + _CLOCK
    + rb")"
)
_BARE = re.compile(rb"From (?:- *)?\r?$")  # how Thunderbird has separated messages since it dropped the date
_FIELD = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|>?From ")


class Piece(NamedTuple):
    """One message of a mailbox: where it begins, its separator line, its first bytes, and how long it is."""

    offset: int
    separator: bytes
    raw: bytes
    size: int


def is_separator(buffer: bytes, at: int) -> bool:
    """Say whether the line at `at`, which starts with ``From ``, parts two messages.

    Takeout's form is unmistakable. Any other needs an empty line before it, a date (or nothing) and a header line
    behind it: sentences that begin with From have none of these.
    """
    end = buffer.find(b"\n", at, at + LONGEST_SEPARATOR)
    if end < 0:
        if len(buffer) - at > LONGEST_SEPARATOR:
            return False
        end = len(buffer)
    line = buffer[at:end]
    if _TAKEOUT.match(line):
        return True
    is_after_empty = at == 0 or buffer[at - 2 : at] == b"\n\n" or buffer[at - 3 : at] == b"\n\r\n"
    if not is_after_empty or not (_DATED.match(line) or _BARE.match(line)):
        return False
    return end + 1 >= len(buffer) or _FIELD.match(buffer, end + 1) is not None


def _next(buffer: bytes, seek: int, *, is_end: bool) -> tuple[int, int]:
    """Find the next separator: its place, or -1 and the place from which to look when more has been read."""
    while True:
        found = buffer.find(b"\nFrom ", seek)
        if found < 0:
            return -1, max(seek, len(buffer) - 5)
        if not is_end and found + LOOK > len(buffer):
            return -1, found
        if is_separator(buffer, found + 1):
            return found + 1, found + 1
        seek = found + 1


def _piece(offset: int, raw: bytes, size: int) -> Piece | None:
    """Part the separator from the message; None for the blank lines that may stand before the first one."""
    if raw.startswith(b"From "):
        line, _, rest = raw.partition(b"\n")
        return Piece(offset, line, rest, size)
    return Piece(offset, b"", raw, size) if raw.strip() else None


def split(stream: BinaryIO, start: int = 0) -> Iterator[Piece]:
    """Cut a stream, which stands at byte `start` of a mailbox, into its messages."""
    buffer, passed, seek, is_end = b"", start, 0, False
    origin, kept = start, b""  # the message being read: where it begins, and its head once it is longer than KEEP
    while not is_end:
        chunk = stream.read(CHUNK)
        is_end = not chunk
        buffer += chunk
        begin = 0
        while True:
            found, seek = _next(buffer, seek, is_end=is_end)
            if found < 0:
                break
            piece = _piece(origin, kept or buffer[begin : min(found, begin + KEEP)], passed + found - origin)
            if piece:
                yield piece
            begin, origin, kept = found, passed + found, b""
        if not kept and len(buffer) - begin > KEEP + LOOK and not is_end:
            kept = buffer[begin : begin + KEEP]
        if kept:
            begin = max(begin, min(seek, len(buffer)) - 3)  # is_separator looks three bytes back
        if not is_end:
            buffer, passed, seek = buffer[begin:], passed + begin, seek - begin
    piece = _piece(origin, kept or buffer[origin - passed :][:KEEP], passed + len(buffer) - origin)
    if piece:
        yield piece
