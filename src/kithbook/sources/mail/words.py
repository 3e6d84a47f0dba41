"""Header values decoded: encoded words (RFC 2047) as senders really write them, and raw bytes of any kind."""

import binascii
import re
from typing import Final

from kithbook.sources.mail import charset

LONGEST_RAW: Final = 4096  # of one value, before decoding: twenty thousand encoded words are no subject

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def _payload(encoding: str, text: str) -> bytes:
    """Undo the encoding of one encoded word."""
    raw = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    letters = _NO_BASE64.sub(b"", raw)
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _short(text: str) -> str:
    """Cut a value that is too long, and not in the middle of an encoded word."""
    if len(text) <= LONGEST_RAW:
        return text
    cut = text[:LONGEST_RAW]
    opened = cut.rfind("=?")
    return cut[:opened] if opened >= 0 and not _WORD.match(cut, opened) else cut


def decode(text: str) -> str:
    """Decode the encoded words of a value; neighbours of one character set are joined before they are read."""
    text = _short(text)
    if "=?" not in text:
        return text
    parts: list[str] = []
    pending, pending_charset, end = b"", "", 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        name = found[1].lower()
        if pending and (between.strip() or name != pending_charset):
            parts.append(charset.decode(pending, pending_charset))
            pending = b""
        if between.strip() or not end:
            parts.append(between)
        pending, pending_charset, end = pending + _payload(found[2], found[3]), name, found.end()
    parts.append(charset.decode(pending, pending_charset))
    parts.append(text[end:])
    return "".join(parts)


def raw_text(value: str) -> str:
    """Read a value that was taken over byte by byte (latin-1) as what its bytes are."""
    return value if value.isascii() else charset.guess(value.encode("latin-1"))


def line(value: str, longest: int) -> str:
    """Give a header's value as one clean line of text."""
    return charset.line(decode(raw_text(value[: LONGEST_RAW * 4])), longest)
