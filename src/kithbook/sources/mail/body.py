"""The words of a message and the number of its attachments: a walk over its parts that cannot be overrun."""

import binascii
import re
from dataclasses import dataclass, field
from typing import Final

from kithbook.sources.mail import charset, header, markup

DEEPEST: Final = 100
MOST_PARTS: Final = 1000
LONGEST_BODY: Final = 256 << 10  # bytes of a body looked at
LONGEST_TEXT: Final = 64 << 10  # characters of text handed to the readers
LONGEST_BULK_TEXT: Final = 8 << 10
_LONGEST_ENCODED: Final = 4 * LONGEST_TEXT

_PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"?|([^;\s]*))")
_QUOTED_SEPARATOR = re.compile(rb"^>(>*From )", re.MULTILINE)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_NOT_ATTACHED: Final = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/rfc822-headers",
     "application/pgp-encrypted", "message/delivery-status", "message/disposition-notification", "text/calendar",
     "text/x-amp-html", "text/watch-html")
)  # fmt: skip


@dataclass(slots=True)
class Body:
    """What a walk has found."""

    plain: tuple[bytes, header.Fields, dict[str, str]] | None = None
    html: tuple[bytes, header.Fields, dict[str, str]] | None = None
    attachments: int = 0
    parts: int = 0
    waiting: list[tuple[header.Fields, bytes, int, str]] = field(default_factory=list)


def content_type(fields: header.Fields, default: str = "text/plain") -> tuple[str, dict[str, str]]:
    """Read the Content-Type: the type in lower case, and its parameters."""
    values = fields.get("content-type")
    if not values:
        return default, {}
    value = values[0][:4096]
    kind = value.partition(";")[0].strip().lower()
    if "/" not in kind:
        kind = "text/plain" if kind == "text" or not kind else default
    return kind, {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(value)}


def _split(content: bytes, boundary: bytes, most: int) -> list[bytes]:
    """Part a multipart at its boundary; the preamble and what follows the end are left out."""
    mark = b"\n--" + boundary
    pieces = (b"\n" + content).split(mark, most + 1)
    if len(pieces) > most + 1:
        pieces.pop()
    found = []
    for piece in pieces[1:]:
        line, _, rest = piece.partition(b"\n")
        tail = line.rstrip()
        if tail == b"--":
            break
        if not tail:
            found.append(rest)
        elif found:  # a longer boundary that begins with this one: it belongs to the part before
            found[-1] += mark + piece
    return found


def _is_attached(kind: str, fields: header.Fields, parameters: dict[str, str]) -> bool:
    """Say whether a part is a file that was sent along, not words, a signature or a picture in the text."""
    disposition = fields["content-disposition"][0].lower() if "content-disposition" in fields else ""
    if kind in _NOT_ATTACHED:
        return False
    if disposition.startswith("attachment"):
        return True
    if disposition.startswith("inline"):
        return not kind.startswith(("text/", "image/"))
    has_name = "filename" in disposition or "name" in parameters or "name*" in parameters
    return has_name or not kind.startswith("text/")


def _take(body: Body, fields: header.Fields, content: bytes, depth: int, default: str) -> None:
    """Look at one part: open it, or note it as text or attachment."""
    kind, parameters = content_type(fields, default)
    if kind.startswith("multipart/") and parameters.get("boundary") and depth < DEEPEST:
        boundary = parameters["boundary"].rstrip().encode("latin-1", "replace")
        inner_default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        pieces = _split(content, boundary, MOST_PARTS - body.parts)
        for piece in reversed(pieces):
            inner, at = header.scan(piece)
            body.waiting.append((inner, piece[at:], depth + 1, inner_default))
        return
    if kind.startswith("multipart/"):
        kind = "text/plain" if depth < DEEPEST else kind
        if kind != "text/plain":
            return
    if depth and _is_attached(kind, fields, parameters):
        body.attachments += 1
    elif kind == "text/html":
        body.html = body.html or (content, fields, parameters)
    elif kind.startswith("text/") and kind not in _NOT_ATTACHED and body.plain is None and content.strip():
        body.plain = (content, fields, parameters)
    elif not depth and not kind.startswith("text/") and kind not in _NOT_ATTACHED:
        body.attachments += 1


def walk(fields: header.Fields, content: bytes) -> Body:
    """Go through the parts of a message in their order."""
    body = Body()
    body.waiting.append((fields, content[:LONGEST_BODY], 0, "text/plain"))
    while body.waiting and body.parts < MOST_PARTS:
        body.parts += 1
        _take(body, *body.waiting.pop())
    return body


def _decoded(content: bytes, fields: header.Fields, parameters: dict[str, str]) -> str:
    """Undo a part's transfer encoding and character set."""
    content = content[:_LONGEST_ENCODED]
    encodings = fields.get("content-transfer-encoding")
    encoding = encodings[0].partition(";")[0].strip().lower() if encodings else ""
    if encoding == "quoted-printable":
        content = binascii.a2b_qp(content)
    elif encoding == "base64":
        letters = _NO_BASE64.sub(b"", content)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        content = binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return charset.decode(content, parameters.get("charset", ""))


def text(body: Body, *, is_bulk: bool) -> str | None:
    """Give the words of a message: its first plain text, else its HTML reduced to text; None if it has none."""
    longest = LONGEST_BULK_TEXT if is_bulk else LONGEST_TEXT
    if body.plain:
        content, fields, parameters = body.plain
        found = _decoded(content[: 4 * longest], fields, parameters)
        if found.lstrip()[:15].lower().startswith(("<html", "<!doctype html")):
            found = markup.text(found[: 4 * longest])
    elif body.html:
        found = markup.text(_decoded(body.html[0], body.html[1], body.html[2])[: 4 * longest])
    else:
        return None
    return charset.paragraphs(found).strip("\n")[:longest] or None


def unquoted(content: bytes) -> bytes:
    """Take off the ``>`` that mailbox files put before lines beginning with From."""
    return _QUOTED_SEPARATOR.sub(rb"\1", content) if b">From " in content else content
