"""Addresses in header fields: the usual shapes quickly, the rest by a reader of signs that cannot be overrun."""

import re
from functools import lru_cache
from typing import Final

from kithbook.model import handle
from kithbook.sources.mail import charset, words

MOST: Final = 1000  # addresses kept of one field; there are circulars with ten thousand
LONGEST_FIELD: Final = 64 << 10
LONGEST_NAME: Final = 200
_CACHED_FIELD: Final = 400  # fields up to this length come again and again

Mailbox = tuple[str, str]  # canonical address, or '' where there is none, and the name written with it

# Nothing in it steps back (*+), so that no field, however strange, costs more than its length.
_USUAL = re.compile(
    r'[ \t]*+(?:(?:"([^"\\]*+)"[ \t]*+|([^",<>()@:;\\\[\]]*+))<([^<>@\s",;:()\\\[\]]++@[^<>@\s",;:()\\\[\]]++)>'
    r"|([^<>@\s\",;:()\\\[\]']++@[^<>@\s\",;:()\\\[\]']++))[ \t]*+(?:,|$)"
)
_SIGN = re.compile(
    r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?=|\"(?:[^\"\\]|\\.)*\"?|\[[^\]\s]{0,60}\]?|[<>(),;:\\\]]|[^\s<>(),;:\\\"\[\]]+",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_VIA = re.compile(r"^['\"]?(.{1,150}?)['\"]? via .{1,150}$")


def name(text: str) -> str:
    """Read a display name: decoded, in one line; '' where it is only an address again."""
    if not text:
        return ""
    tidy = charset.line(words.decode(words.raw_text(text)), LONGEST_NAME)
    while len(tidy) > 1 and tidy[0] == tidy[-1] and tidy[0] in "'\"":
        tidy = tidy[1:-1].strip()
    if "@" in tidy and handle.email(tidy.partition(" ")[0].strip("'\"()<>,;")):
        return ""
    return tidy


def without_via(text: str) -> tuple[str, bool]:
    """Take "via List" off a name that a mailing list has rewritten, and say whether it was there."""
    found = _VIA.match(text)
    return (found[1].strip(), True) if found else (text, False)


def _email(text: str) -> str:
    """Spell an address; '' for what is none, or holds what cannot be printed."""
    found = handle.email(words.raw_text(text).strip("'")) or ""
    return found if found.isprintable() else ""


def _mailbox(name_text: str, address: str) -> Mailbox:
    found = _email(address)
    return found, name(name_text)


def _usual(value: str) -> list[Mailbox] | None:
    """Read a field in which every address has a usual shape; None if one has not."""
    found: list[Mailbox] = []
    at, end = 0, len(value)
    while at < end and len(found) < MOST:
        match = _USUAL.match(value, at)
        if not match:
            return None
        quoted, plain, angle, bare = match.groups()
        found.append(_mailbox(quoted or plain or "", angle or bare))
        at = match.end()
    return found


class _Reader:
    """Reads a field sign after sign; comments nest in a counter, not in calls."""

    def __init__(self) -> None:
        self.found: list[Mailbox] = []
        self.phrase: list[str] = []
        self.angle: list[str] | None = None
        self.was_angle = ""
        self.comment: list[str] = []
        self.depth = 0

    def flush(self) -> None:
        """End one address."""
        address = "".join(self.angle) if self.angle is not None else self.was_angle
        if not address:
            at = next((i for i in range(len(self.phrase) - 1, -1, -1) if "@" in self.phrase[i]), None)
            address = "" if at is None else self.phrase.pop(at)
        written = " ".join(self.phrase) or " ".join(self.comment)
        mailbox = _mailbox(written[: words.LONGEST_RAW], address)
        if mailbox != ("", ""):
            self.found.append(mailbox)
        self.phrase, self.angle, self.was_angle, self.comment = [], None, "", []

    def mark(self, sign: str) -> None:
        """Take a punctuation mark outside comments."""
        if sign == "<":
            self.angle = []
        elif sign == ">" and self.angle is not None:
            self.was_angle, self.angle = "".join(self.angle), None
        elif sign == ":" and self.angle is not None:
            self.angle = []  # an old route: <@one,@two:ann@example.org>
        elif sign == ":":
            self.phrase = []  # a group's name
        elif sign in ",;" and not (self.angle and self.angle[0].startswith("@")):
            self.flush()

    def word(self, sign: str) -> None:
        """Take a word, a quoted string or an encoded word outside comments."""
        if sign[0] == '"':
            sign = _ESCAPED.sub(r"\1", sign[1:-1] if len(sign) > 1 and sign[-1] == '"' else sign[1:])
        if self.angle is not None:
            self.angle.append(sign)
        else:
            self.phrase.append(sign)

    def read(self, value: str) -> list[Mailbox]:
        """Read a whole field."""
        for found in _SIGN.finditer(value):
            sign = found[0]
            if sign == "(":
                self.depth += 1
            elif sign == ")":
                self.depth = max(self.depth - 1, 0)
            elif self.depth:
                if len(self.comment) < 50:
                    self.comment.append(sign)
            elif sign in "<>,;:":
                self.mark(sign)
            elif sign not in "\\]":
                self.word(sign)
            if len(self.found) >= MOST:
                return self.found
        self.flush()
        return self.found


def _read(value: str) -> tuple[Mailbox, ...]:
    found = _usual(value)
    return tuple(_Reader().read(value) if found is None else found)


_read_cached = lru_cache(maxsize=8192)(_read)


def read(value: str) -> tuple[Mailbox, ...]:
    """Read the addresses of a field, in order; entries with neither address nor name are left out."""
    return _read_cached(value) if len(value) <= _CACHED_FIELD else _read(value[:LONGEST_FIELD])


def count(value: str, found: int) -> int:
    """Count the addresses of a field of which `found` were read: the rest by their at-signs."""
    return max(found, value.count("@")) if found >= MOST or len(value) > LONGEST_FIELD else found
