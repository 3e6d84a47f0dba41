"""What the columns of a contact table mean, and a row read by them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from kithbook.model.record import Span
from kithbook.sources.addressbook.dates import unambiguous
from kithbook.sources.draft import CardDraft, tidy, written_date

FIELD: Final = "field"  # kept under its header, without a meaning of its own

FULL_NAME: Final = "full_name"  # beside columns for its parts: taken of a row that leaves these empty

NAME_PARTS: Final = ("given", "middle", "family", "prefix", "suffix", "nickname", "maiden")
ADDRESS_PARTS: Final = ("street", "city", "region", "postcode", "country", "text", "pobox", "extended")
POSITION_PARTS: Final = ("organisation", "title", "department")
ROLES: Final = frozenset(
    {*NAME_PARTS, *ADDRESS_PARTS, *POSITION_PARTS, FIELD, FULL_NAME, "name", "email", "phone", "linkedin", "url"}
    | {"own_url", "birthday", "birth_year", "birth_month", "birth_day", "note", "tags", "location", "since"}
)

_NOT_THEIR_PHONE = re.compile(r"fax|pager|main\b|assistant|callback|telex|isdn", re.IGNORECASE)
_TAG_MARK = re.compile(r"[,;|]")
_MAIL_IN = re.compile(r"[^\s<>,;|]+@[^\s<>,;|]+")
_SLUG = re.compile(r"[\w%-]{3,100}\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, what its header says, what it means, and with which others it belongs together."""

    at: int
    header: str
    role: str
    group: str = ""  # "work", "home", "1": the address or position that it is a part of
    label_at: int | None = None  # where the row itself says what sort of value it is
    mark: str = ""  # between several values in one cell


def draw_up(columns: Sequence[Column], cells: Sequence[str]) -> CardDraft:
    """Read a row into a draft; cells behind the last column are kept as fields."""
    draft = CardDraft()
    reading = _Reading(draft)
    for column in columns:
        cell = _bare(cells[column.at]) if column.at < len(cells) else ""
        if not cell.strip():
            continue
        label = tidy(cells[column.label_at]) if column.label_at is not None and column.label_at < len(cells) else ""
        for value in cell.split(column.mark) if column.mark else (cell,):
            if value.strip():
                reading.take(column, value, label.lstrip("* "))
    for extra in cells[max((column.at for column in columns), default=-1) + 1 :]:
        draft.field("beyond the last column", extra)
    reading.settle()
    return draft


def _bare(cell: str) -> str:
    """Take off the apostrophe with which tables keep spreadsheets from computing a cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


class _Reading:
    """Collects the parts of a row that make sense only together."""

    def __init__(self, draft: CardDraft) -> None:
        self.draft = draft
        self.addresses: dict[str, dict[str, str]] = {}
        self.positions: dict[str, dict[str, str]] = {}
        self.birth: dict[str, str] = {}
        self.full_name: tuple[str, str] | None = None  # header, value

    def take(self, column: Column, value: str, label: str) -> None:
        role = column.role
        if role in NAME_PARTS:
            self.draft.part(role, value)
        elif role in ADDRESS_PARTS:
            parts = self.addresses.setdefault(column.group, {})
            parts[role] = f"{parts[role]}\n{value.strip()}" if role in parts else value.strip()
        elif role in POSITION_PARTS:
            self.positions.setdefault(column.group, {}).setdefault(role, value)
        elif role == FULL_NAME:
            self.full_name = column.header, value
        elif role.startswith("birth_"):
            self.birth[role] = value.strip()
        elif role in _READERS:
            _READERS[role](self.draft, column, value, label)
        else:
            self.draft.field(f"{column.header} {label}".strip() if label else column.header, value)

    def settle(self) -> None:
        for group, parts in self.addresses.items():
            self.draft.address(**parts, type=group.lower())
        for parts in self.positions.values():
            self.draft.position(Span(organisation=parts.get("organisation", ""), title=parts.get("title", "")))
            self.draft.department = self.draft.department or parts.get("department", "")
        if self.birth and not self.draft.birthday:
            year, month, day = (_number(self.birth.get(f"birth_{part}", "")) for part in ("year", "month", "day"))
            self.draft.birthday = written_date(year, month, day)
        if not tidy(self.draft.name):
            self.draft.name = self.draft.composed_name()
        if self.full_name and self.draft.name:
            self.draft.field(*self.full_name)
        elif self.full_name:
            self.draft.name = self.full_name[1]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _name(draft: CardDraft, column: Column, value: str, _label: str) -> None:
    if draft.name:
        draft.field(column.header, value)
    draft.name = draft.name or value


def _email(draft: CardDraft, _column: Column, value: str, _label: str) -> None:
    found = _MAIL_IN.findall(value) if "@" in value else []
    for address in found or [value]:
        draft.email(address)


def _phone(draft: CardDraft, column: Column, value: str, label: str) -> None:
    if _NOT_THEIR_PHONE.search(label):
        draft.field(f"{column.header} {label}", value)
        return
    draft.phone(value)
    if label:
        draft.field(f"{column.header} {label}", value)


def _linkedin(draft: CardDraft, _column: Column, value: str, _label: str) -> None:
    value = value.strip()
    draft.url(f"https://www.linkedin.com/in/{value}" if _SLUG.match(value) else value)


def _url(draft: CardDraft, _column: Column, value: str, label: str) -> None:
    draft.url(value, is_own=label.lower() in {"profile", "home", "blog"})


def _own_url(draft: CardDraft, _column: Column, value: str, _label: str) -> None:
    draft.url(value, is_own=True)


def _birthday(draft: CardDraft, column: Column, value: str, _label: str) -> None:
    found = unambiguous(value)
    if found and not draft.birthday:
        draft.birthday = found
    elif not found and value.strip() not in {"0/0/00", "00.00.0000", "0000-00-00", "0/0/0000", "00/00/0000"}:
        draft.field(column.header, value)


def _since(draft: CardDraft, column: Column, value: str, _label: str) -> None:
    found = unambiguous(value)
    if len(found) == 10 and not draft.since:
        draft.since = found
    else:
        draft.field(column.header, value)


def _note(draft: CardDraft, _column: Column, value: str, _label: str) -> None:
    draft.note(value)


def _tags(draft: CardDraft, column: Column, value: str, _label: str) -> None:
    for tag in [value] if column.mark else _TAG_MARK.split(value):
        draft.tag(tag)


def _location(draft: CardDraft, column: Column, value: str, _label: str) -> None:
    if draft.location:
        draft.field(column.header, value)
    draft.location = draft.location or value


_READERS: Final[dict[str, Callable[[CardDraft, Column, str, str], None]]] = {
    "name": _name, "email": _email, "phone": _phone, "linkedin": _linkedin, "url": _url, "own_url": _own_url,
    "birthday": _birthday, "since": _since, "note": _note, "tags": _tags, "location": _location,
}  # fmt: skip
