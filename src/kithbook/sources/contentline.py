"""Content lines: the grammar that vCard and iCalendar share, read tolerantly and without loss."""

import codecs
import io
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from kithbook.sources.tree import Member, at_most

LONGEST_LINE: Final = 16 * 1024 * 1024  # a photo of 5 MB in base 64 on one line, twice over
TRANSCODED_BYTES: Final = 64 * 1024 * 1024  # a file in UTF-16 is turned into UTF-8 in memory, up to this size
WINDOWS_1252: Final = "windows-1252"

# Windows-1252 with its five holes filled by the control characters of the same number (as browsers do), so that
# every byte has a character and the bytes can be had back.
_TABLE = "".join(
    bytes([byte]).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte) for byte in range(256)
)
_BACK = codecs.charmap_build(_TABLE)

_HEAD = re.compile(r'\s*(?:([\w-]+)\.)?([\w-]+)[ \t]*((?:;(?:[^":;]++|"[^"]*+")*+)*+):', re.ASCII)
_PARAMETER = re.compile(r';((?:[^";]++|"[^"]*+"?)*+)')
_PIECE = re.compile(r'(?:[^",]++|"[^"]*+"?)++')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^(['n^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_BREAK = re.compile(r"\r\n|\n|\r")
_BASE64 = re.compile(r"[A-Za-z0-9+/=]+\s*\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# What a parameter without a name means in vCard 2.1: an encoding; everything else is a TYPE.
_BARE_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


UUID: Final = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
LONG_UID: Final = 16
VARIED_UID: Final = 8  # different characters of a long one


def is_worldwide(uid: str) -> bool:
    """Say whether an id can be nobody else's: it bears a host or a scheme, or is a UUID, or long, varied and no number.

    Small programs count from one in every file.

    >>> [is_worldwide(uid) for uid in ("1", "null", "7@acme.example", "477343c8e6bf375a9bac1f96a5000837")]
    [False, False, True, True]
    """
    if "@" in uid or ":" in uid or UUID.fullmatch(uid):
        return True
    return len(uid) >= LONG_UID and len(set(uid)) >= VARIED_UID and not uid.isdecimal()


@dataclass(frozen=True, slots=True)
class Property:
    """One property: group (``item1``), name and parameters in capitals, and the value, decoded but still escaped."""

    name: str
    value: str
    group: str = ""
    parameters: dict[str, list[str]] = field(default_factory=dict)

    def types(self) -> set[str]:
        """Give the values of TYPE in small letters."""
        return {one.strip().lower() for value in self.parameters.get("TYPE", ()) for one in value.split(",")}

    def parameter(self, name: str) -> str:
        """Give the first value of a parameter, or ''."""
        return next(iter(self.parameters.get(name, ())), "")

    @property
    def text(self) -> str:
        """Give the value as plain text."""
        return unescape(self.value)


def opened(member: Member) -> BinaryIO:
    """Open a member as bytes in UTF-8 or a code page; UTF-16 and UTF-32 are turned into UTF-8."""
    encoding = wide_encoding(member.head(64))
    if not encoding:
        return member.open()
    raw = at_most(member, TRANSCODED_BYTES)
    return io.BytesIO(raw.decode(encoding, "replace").encode("utf-8", "replace"))


def wide_encoding(head: bytes) -> str:
    """Name the encoding of a text whose characters have two or four bytes; '' for any other."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 4 and head[0] and head[1:4:2] == b"\0\0":
        return "utf-16-le"
    return "utf-16-be" if len(head) >= 4 and head[1] and head[0:4:2] == b"\0\0" else ""


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Give the physical lines with their byte offsets, without their ends, whichever ends they have."""
    offset = 0
    while piece := stream.readline(LONGEST_LINE):
        if piece[-2:] == b"\r\n" and piece.find(b"\r") == len(piece) - 2:
            yield offset, piece[:-2]  # nearly all lines of nearly all files
            offset += len(piece)
            continue
        start = offset
        offset += len(piece)
        if b"\r" not in piece:
            yield start, piece.removesuffix(b"\n")
            continue
        body = piece.removesuffix(b"\n").removesuffix(b"\r") if piece.endswith(b"\n") else piece
        for part in body.split(b"\r"):
            yield start, part
            start += len(part) + 1


def decode(raw: bytes) -> tuple[str, str]:
    """Turn bytes into text without loss: UTF-8, else Windows-1252. Gives the text and the encoding."""
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return codecs.charmap_decode(raw, "strict", _TABLE)[0], WINDOWS_1252


def encode(text: str, encoding: str) -> bytes:
    """Undo `decode`."""
    if encoding == WINDOWS_1252:
        return codecs.charmap_encode(text, "strict", _BACK)[0]
    return text.encode(encoding)


def properties(raw: bytes) -> Iterator[Property]:
    """Read the properties of a component: unfolded, decoded by their own charset; the rest is passed over."""
    for line, encoding in _logical(_FOLD.sub(b"", raw)):
        found = _property(line, encoding)
        if found:
            yield found


def _logical(raw: bytes) -> Iterator[tuple[str, str]]:
    """Join what belongs to one property although it stands on several lines."""
    current, coding, encoding = "", "", "utf-8"
    for line, line_encoding in _decoded_lines(raw):
        if coding == "Q" and current.endswith("="):
            current = current[:-1] + line
        elif coding == "B" and _BASE64.match(line):
            current += line.strip()
        elif ":" in line:
            if current:
                yield current, encoding
            current, coding, encoding = line, _transfer(line), line_encoding
        elif current and line.strip():
            current += "\n" + line
        elif coding == "B" and not line.strip():
            coding = ""  # an empty line ends the photo of a vCard 2.1
    if current:
        yield current, encoding


def _decoded_lines(raw: bytes) -> Iterator[tuple[str, str]]:
    text, encoding = decode(raw)
    if encoding == "utf-8":
        for line in _BREAK.split(text):
            yield line, encoding
    else:
        for piece in re.split(rb"\r\n|\n|\r", raw):
            yield decode(piece)


def _transfer(line: str) -> str:
    head = line.partition(":")[0].upper()
    if "QUOTED-PRINTABLE" in head:
        return "Q"
    return "B" if "BASE64" in head or "ENCODING=B" in head else ""


def _property(line: str, encoding: str) -> Property | None:
    head = _HEAD.match(line)
    if head:
        group, name, parameters, value = head[1], head[2], head[3], line[head.end() :]
    else:
        group, name, parameters, value = _broken_head(line)
        if not name:
            return None
    read = _parameters(parameters) if parameters else {}
    if read and ("CHARSET" in read or "ENCODING" in read):
        value = _decoded_value(value, read, encoding)
    return Property(name.upper(), _CONTROL.sub("", value), (group or "").lower(), read)


def _broken_head(line: str) -> tuple[str, str, str, str]:
    """Read a line whose quotes are not closed, or whose name is odd, as well as it can be."""
    head, _, value = line.partition(":")
    name, mark, rest = head.strip().partition(";")
    group, dot, bare = name.rpartition(".")
    return group, (bare if dot else name).strip(), mark + rest, value


def _parameters(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for piece in _PARAMETER.findall(text):
        name, mark, value = piece.partition("=")
        if not mark:
            name, value = ("ENCODING" if piece.strip().upper() in _BARE_ENCODINGS else "TYPE"), piece
        found.setdefault(name.strip().upper(), []).extend(_values(value))
    return found


def _values(text: str) -> list[str]:
    if "," not in text and '"' not in text and "^" not in text:
        return [text.strip()] if text.strip() else []
    values = [_CARET.sub(lambda m: _CARETS[m[1]], one.strip().strip('"')) for one in _PIECE.findall(text)]
    return [value for value in values if value]


def _decoded_value(value: str, parameters: dict[str, list[str]], encoding: str) -> str:
    """Undo quoted-printable and a charset of the property's own; base 64 stays as it is."""
    charset = next(iter(parameters.get("CHARSET", ())), "")
    transfer = next(iter(parameters.get("ENCODING", ())), "").upper()
    if transfer == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(encode(value.removesuffix("="), encoding))
    elif charset:
        raw = encode(value, encoding)
    else:
        return value
    return _by_charset(raw, charset).replace("\r\n", "\n")


def _by_charset(raw: bytes, charset: str) -> str:
    """Decode by a stated charset, which may be unknown, or not true."""
    if charset.lower().replace("-", "") == "utf8":
        return raw.decode("utf-8", "replace")  # clients cut long values inside a character
    try:
        return raw.decode(charset) if charset else decode(raw)[0]
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(raw)[0]


def unescape(value: str) -> str:
    """Undo the backslashes of a text value."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def split(value: str, mark: str = ";") -> list[str]:
    """Split a structured value at unescaped marks and undo the backslashes of its parts."""
    if "\\" not in value:
        return value.split(mark)
    parts, current, skip = [], [], False
    for character in value:
        if skip or character == "\\":
            current.append(character)
            skip = not skip
        elif character == mark:
            parts.append("".join(current))
            current = []
        else:
            current.append(character)
    return [unescape(part) for part in [*parts, "".join(current)]]
