"""The cards of a vCard file, cut out of it one by one, so that a corrupt card costs only itself."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from kithbook.sources.contentline import lines

LARGEST_CARD: Final = 16 * 1024 * 1024  # a card of 1 MB with photos of 5 MB in base 64, and some room
KEPT_BINARY: Final = 10 * 1024  # a longer photo, logo, sound or key is replaced by its length and hash
BINARY: Final = ("PHOTO", "LOGO", "SOUND", "KEY")

_BINARY_HEAD = re.compile(rb"^[ \t]*(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_AGENT = re.compile(rb"^(?:[\w-]+\.)?AGENT\b[^:]*:\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cut:
    """One card as bytes, without its large photos; or what stood where a card should stand, with what is wrong."""

    position: int  # byte offset
    raw: bytes
    fault: str = ""


def cut(stream: BinaryIO) -> Iterator[Cut]:
    """Give the cards in order. A card without END is given when its words are whole; what is no card is a fault."""
    held: list[bytes] = []
    start = size = depth = 0
    stray = -1
    for position, line in lines(stream):
        word = line.strip(b" \t\xef\xbb\xbf\0")[:16].upper()
        if word == b"BEGIN:VCARD" and not (depth and held and _AGENT.match(held[-1])):
            if held:
                yield _whole(start, held, size, is_closed=False)
            held, start, size, depth = [b"BEGIN:VCARD"], position, len(line), 1
        elif depth:
            depth += (word == b"BEGIN:VCARD") - (word == b"END:VCARD")
            size += len(line) + 1
            if size <= LARGEST_CARD:
                held.append(line)
            if not depth:
                yield _whole(start, held, size, is_closed=True)
                held, stray = [], -1
        elif word and stray < 0:
            stray = position
            yield Cut(position, b"", "text that belongs to no card")
    if held:
        yield _whole(start, held[:-1] if len(held) > 1 else held, size, is_closed=False)


def _whole(start: int, held: list[bytes], size: int, *, is_closed: bool) -> Cut:
    if size > LARGEST_CARD:
        return Cut(start, b"", f"the card is larger than {LARGEST_CARD // 1024 // 1024} MB")
    if not is_closed:
        held = [*held, b"END:VCARD"]
    return Cut(start, b"\n".join(_lightened(held) if size > KEPT_BINARY else held) + b"\n")


def _lightened(held: list[bytes]) -> list[bytes]:
    """Replace binary values above the limit by a word on what stood there."""
    kept: list[bytes] = []
    binary: list[bytes] = []
    for line in held:
        is_more = bool(binary) and (line[:1] in b" \t" or b":" not in line)
        if binary and not is_more:
            kept += _without_bulk(binary)
            binary = []
        if is_more or _BINARY_HEAD.match(line):
            binary.append(line)
        else:
            kept.append(line)
    return kept + (_without_bulk(binary) if binary else [])


def _without_bulk(binary: list[bytes]) -> list[bytes]:
    head, _, first = binary[0].partition(b":")
    value = b"".join([first, *binary[1:]]).translate(None, b" \t\r\n")
    if len(value) <= KEPT_BINARY:
        return binary
    mark = hashlib.blake2b(value, digest_size=10).hexdigest()
    return [head + f":[left out: {len(value)} characters, blake2b {mark}]".encode()]
