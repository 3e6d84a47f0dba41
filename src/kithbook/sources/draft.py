"""A card being drawn up: takes values as a source writes them, gives the content of a record without empty places."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from kithbook.model import handle, ids
from kithbook.model.record import CardContent, Span
from kithbook.model.times import PartialDate

LONGEST_VALUE: Final = 64 * 1024  # a cell of a megabyte is cut here: no name, note or address is longer

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DIGIT = re.compile(r"\d")
_FULL_DATE = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ])")
_MONTH_DATE = re.compile(r"^(\d{4})-(\d{2})$")
_YEARLESS = re.compile(r"^--?-?(\d{2})-?(\d{2})(?:$|[T ])")
_FULL_DATE_LENGTH: Final = len("1970-01-31")  # a day whose year is not known is written shorter
YEAR_UNKNOWN: Final = frozenset({1604, 1})  # Apple writes 1604, some write 0001, where the year is not known
# Label texts with which address books mark what every contact has: they say nothing of the person.
SYSTEM_LABELS: Final = frozenset({"mycontacts", "my contacts", "contacts", "other contacts", "all contacts"})


def clean(text: str) -> str:
    """Take out what no text should hold (NUL, lone surrogates, control characters) and cut what is absurdly long."""
    return _ODD.sub("", text[:LONGEST_VALUE]).strip()


def tidy(text: str) -> str:
    """Clean a one-line value and make every run of blanks one."""
    return " ".join(clean(text).split())


def partial_date(text: str) -> str:
    """Read a date of the ISO forms, with or without dashes or year; '' for anything else."""
    text = text.strip()
    if found := _FULL_DATE.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _YEARLESS.match(text):
        year, month, day = 0, int(found[1]), int(found[2])
    elif found := _MONTH_DATE.match(text):
        year, month, day = int(found[1]), int(found[2]), 0
    elif len(text) == 4 and text.isascii() and text.isdigit():
        year, month, day = int(text), 0, 0
    else:
        return ""
    return written_date(year, month, day)


def written_date(year: int, month: int, day: int) -> str:
    """Write a date of which parts may be unknown (0); '' for what no calendar holds."""
    known = None if not year or year in YEAR_UNKNOWN else year
    if known is None and not (month and day):
        return ""
    text = str(PartialDate(known, month or None, (day or None) if month else None))
    try:
        PartialDate.read(text)
    except ValueError:
        return ""
    return text


def told_apart(birthday: str, *said: str) -> tuple[str, ...]:
    """Give what tells somebody who cannot be reached from their namesake: the whole day of birth, else all said.

    >>> told_apart("1970-01-31", "Acme"), told_apart("--01-31", "Acme")
    (('1970-01-31',), ('Acme',))
    """
    return (birthday,) if len(birthday) == _FULL_DATE_LENGTH else said


class CardDraft:
    """Collects what one source says of one person."""

    def __init__(self) -> None:
        self.name = ""
        self.names: dict[str, str] = {}
        self.handles: list[list[str]] = []
        self.organisation = self.title = self.department = ""
        self.spans: list[Span] = []
        self.birthday = self.location = self.since = ""
        self.addresses: list[dict[str, str]] = []
        self.tags: list[str] = []
        self.notes: list[str] = []
        self.rhythm_days = 0
        self.fields: dict[str, Any] = {}

    def part(self, part: str, value: str) -> None:
        """Set a part of the name: given middle family prefix suffix nickname maiden."""
        value = tidy(value)
        if value and part not in self.names:
            self.names[part] = value

    def email(self, text: str) -> bool:
        """Add an address; what is none becomes a field."""
        address = handle.email(text)
        if address:
            self._handle(handle.EMAIL, address)
        elif tidy(text):
            self.field("email", text)
        return bool(address)

    def phone(self, text: str) -> None:
        """Add a telephone number as it is written; what holds too few digits becomes a field."""
        number = tidy(text)
        if len(_DIGIT.findall(number)) >= 5:
            self._handle(handle.PHONE, number)
        elif number:
            self.field("phone", number)

    def url(self, text: str, *, is_own: bool = False) -> None:
        """Add a web address: a profile points at the person, a bare site only where it `is_own`; others are fields."""
        address = tidy(text)
        if not address:
            return
        slug = handle.linkedin(address)
        if slug:
            self._handle(handle.LINKEDIN, slug)
        elif "." in address and not _is_placeholder(address) and (is_own or _has_path(address)):
            self._handle(handle.URL, handle.url(address))
        else:
            self.field("url", address)

    def tag(self, text: str) -> None:
        """Add a label, unless it is one that every contact has."""
        tag = tidy(text).lstrip("*").strip()
        if tag and tag.lower() not in SYSTEM_LABELS and tag not in self.tags:
            self.tags.append(tag)

    def note(self, text: str) -> None:
        """Add a note."""
        if clean(text) and clean(text) not in self.notes:
            self.notes.append(clean(text))

    def address(self, **parts: str) -> None:
        """Add a postal address: street city region postcode country text, as far as known."""
        known = {part: clean(value) for part, value in parts.items() if clean(value)}
        if known and known not in self.addresses:
            self.addresses.append(known)

    def position(self, span: Span) -> None:
        """Add a position; the first one is also the card's organisation and title."""
        known: Span = {part: tidy(value) for part, value in span.items() if isinstance(value, str) and tidy(value)}  # type: ignore[assignment]
        if not known:
            return
        if not self.spans and not self.organisation and not self.title:
            self.organisation, self.title = known.get("organisation", ""), known.get("title", "")
        if known not in self.spans:
            self.spans.append(known)

    def field(self, label: str, value: str) -> None:
        """Keep any other labelled value; a second one under the label makes a list."""
        value, label = clean(value), tidy(label)
        if not value or not label:
            return
        before = self.fields.get(label)
        if before is None:
            self.fields[label] = value
        elif isinstance(before, list):
            if value not in before:
                before.append(value)
        elif before != value:
            self.fields[label] = [before, value]

    def composed_name(self) -> str:
        """Make a name of its parts where the source shows none."""
        parts = [self.names.get(part, "") for part in ("given", "middle", "family")]
        return tidy(" ".join(parts)) or self.names.get("nickname", "")

    @property
    def is_empty(self) -> bool:
        """Say whether nothing here could tell who is meant."""
        return not (self.name or self.composed_name() or self.handles)

    def identity(self) -> tuple[str, ...]:
        """Give what a key may rest on where a source has none: the name, the e-mail addresses and the phones.

        Of a card by which nobody can be reached, what else tells it from one of the same name.
        """
        handles = sorted(f"{kind}:{value}" for kind, value in self.handles if kind != handle.URL)
        return (tidy(self.name) or self.composed_name(), *(handles or self.apart()))

    def apart(self) -> tuple[str, ...]:
        """Give what tells a card from another of the same name: the day of birth, else work and place, else the rest.

        On a name alone nobody is taken for another. A card of which this changes is a new one, which identity compares
        with the old one; what changes most is therefore looked at last.
        """
        addresses = [f"{part}={value}" for address in self.addresses for part, value in sorted(address.items())]
        said = told_apart(self.birthday, tidy(self.organisation), tidy(self.title), tidy(self.location), *addresses)
        return said if any(said) else (*self.notes, ids.canonical(self.fields))

    def content(self) -> CardContent:
        """Write the record's content, leaving out what has no value."""
        spans = (
            self.spans
            if len(self.spans) > 1 or any({"start", "end", "kind"} & set(span) for span in self.spans)
            else []
        )
        every: dict[str, Any] = {
            "name": tidy(self.name) or self.composed_name(),
            "names": self.names,
            "handles": self.handles,
            "organisation": tidy(self.organisation),
            "title": tidy(self.title),
            "department": tidy(self.department),
            "spans": spans,
            "birthday": self.birthday,
            "addresses": self.addresses,
            "location": tidy(self.location),
            "since": self.since,
            "tags": self.tags,
            "note": "\n\n".join(self.notes),
            "rhythm_days": self.rhythm_days,
            "fields": self.fields,
        }
        return {name: value for name, value in every.items() if value}  # type: ignore[return-value]

    def _handle(self, kind: str, value: str) -> None:
        value = clean(value)
        if value and [kind, value] not in self.handles:
            self.handles.append([kind, value])


def _has_path(address: str) -> bool:
    try:
        return bool(urlsplit(handle.url(address)).path.strip("/"))
    except ValueError:  # a bracket that opens no IPv6 address
        return False


def _is_placeholder(address: str) -> bool:
    """Say whether it is LinkedIn's address without anybody's name: one for all would make all one."""
    return "linkedin.com/" in address.lower() or address.lower().endswith("linkedin.com")
