"""The header of a message: only the fields that are wanted, found in one pass over its lines."""

import re
from typing import Final

LONGEST: Final = 512 << 10  # header bytes looked at: beyond stands no field that a mail program wrote
MOST: Final = 20  # fields of one name that are kept

WANTED: Final = frozenset(
    """from sender to cc bcc date subject message-id references in-reply-to received delivered-to x-original-to
    envelope-to x-delivered-to x-gm-thrid x-gmail-labels list-id list-unsubscribe list-post mailing-list precedence
    auto-submitted x-auto-response-suppress x-autoreply x-autorespond feedback-id x-campaign x-campaignid
    x-mailgun-sid x-sg-eid x-ses-outgoing x-mc-user x-feedback-id x-beenthere x-loop x-spam-flag x-spam-status status
    x-status x-mozilla-status x-mozilla-status2 x-original-from reply-to resent-date content-type
    content-transfer-encoding content-disposition x-apparently-to authentication-results
    x-ms-exchange-organization-authas x-ms-exchange-crosstenant-authas""".split()
)
_NAME = re.compile(r"[!-9;-~]+[ \t]*$")

Fields = dict[str, list[str]]


class _Spellings(dict[str, str]):
    """A field's name in any spelling → its lower case if it is wanted, '' if not, '?' if it is no field's name."""

    most = 4096  # strange names must not fill the memory

    def __missing__(self, name: str) -> str:
        lower = name.rstrip().lower()
        meant = lower if lower in WANTED else "" if _NAME.match(name) else "?"
        if len(self) < self.most and len(name) < 80:
            self[name] = meant
        return meant


_SPELLINGS: Final = _Spellings()


def scan(raw: bytes) -> tuple[Fields, int]:
    """Find the wanted fields at the head of a message (with plain line feeds), and where its body begins.

    Values are unfolded and taken over byte by byte (latin-1). As mail programs do, the header also ends at the
    first line that is no field, when the empty line is missing.
    """
    end = 0 if raw.startswith(b"\n") else raw.find(b"\n\n") + 1
    if end == 0 and not raw.startswith(b"\n"):
        end = len(raw)
    block = raw[: min(end, LONGEST)].decode("latin-1")
    fields: Fields = {}
    for line in block.replace("\n ", " ").replace("\n\t", "\t").split("\n"):
        name, colon, value = line.partition(":")
        meant = _SPELLINGS[name]
        if not meant:
            continue
        if meant == "?" or not colon:
            if _is_strange(line):
                return fields, _body_at(block, line)
            continue
        values = fields.setdefault(meant, [])
        if len(values) < MOST:
            values.append(value.strip())
    return fields, end + 1


def _is_strange(line: str) -> bool:
    """Say whether a line that is no field ends the header; separators that programs leave there do not."""
    return bool(line.strip()) and not line.startswith(("From ", ">From ", " ", "\t"))


def _body_at(block: str, line: str) -> int:
    """Find where the line that ended the header stands."""
    first = line.split("\t", 1)[0].split(" ", 1)[0]
    at = block.find("\n" + first)
    return at + 1 if at >= 0 and not block.startswith(first) else 0
