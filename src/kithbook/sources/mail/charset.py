"""Bytes of a stated, misstated or unknown character set turned into text; nothing that could break a line survives."""

import codecs
import re
from functools import lru_cache
from typing import Final

# What senders write, and the superset that also reads what they meant.
_MEANT: Final = {
    "us-ascii": "utf-8", "ascii": "utf-8", "ansi_x3.4-1968": "utf-8", "646": "utf-8", "utf8": "utf-8",
    "utf-8": "utf-8", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso8859-1": "cp1252", "ansi": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "ks_c_5601": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "x-windows-949": "cp949", "koi8": "koi8-r",
}  # fmt: skip
# Codecs that are no character sets, or whose work grows with the square of the input.
_REFUSED: Final = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+")
_TEXT_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]+")


@lru_cache(maxsize=256)
def _codec(name: str) -> str | None:
    """Find the codec for a stated name; None where there is none that may be used."""
    stated = name.strip().strip("\"'").lower().partition("*")[0]
    if len(stated) > 40 or not stated.isascii() or "\0" in stated:
        return None
    try:
        found = codecs.lookup(_MEANT.get(stated, stated))
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in _REFUSED else None


def guess(raw: bytes) -> str:
    """Read bytes of which nothing is known: UTF-8, else Windows' Western set, which reads anything."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def decode(raw: bytes, name: str) -> str:
    """Read bytes as the character set says; where that fails, as well as can be."""
    codec = _codec(name) if name else "utf-8"
    if codec is None or codec == "utf-8":
        return guess(raw)
    if codec == "cp1252" and raw.isascii():
        return raw.decode("ascii")  # several times quicker
    try:
        return raw.decode(codec)
    except (UnicodeError, ValueError):
        pass
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(codec, "replace")


def line(text: str, longest: int) -> str:
    """Tidy a value that stands in one line: single blanks, no control character, no half of a character."""
    if not text.isprintable():
        text = _CONTROLS.sub("", _BREAKS.sub(" ", text))
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= longest else tidy[:longest].rstrip()


def paragraphs(text: str) -> str:
    """Tidy a text of many lines: no control characters but line breaks and tabs, no halves of characters."""
    return text if text.replace("\n", "").isprintable() else _TEXT_CONTROLS.sub("", text)
