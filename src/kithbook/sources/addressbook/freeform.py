"""Contact tables made by hand, or by a program nobody knows: their columns are guessed from header and content."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kithbook.model import handle
from kithbook.sources.addressbook import words
from kithbook.sources.addressbook.columns import FIELD, FULL_NAME, ROLES, Column
from kithbook.sources.addressbook.dates import unambiguous

NAME: Final = "csv"
TITLE: Final = "Contacts (CSV)"

MOST_COLUMNS: Final = 300  # wider tables hold measurements, not people
SURE_SHARE: Final = 0.6  # of the filled cells must be of a sort for the column to be
DISTINCT_SHARE: Final = 0.7  # of the addresses must differ: a list of people names each about once
FEW_CELLS: Final = 5  # of so few nothing can be said
FEWEST_DIGITS: Final = 7  # of a number that no header calls one: a code in chapters (2654.1.7) has fewer
_NAMED: Final = frozenset({"name", "given", "family"})
_REACHED: Final = frozenset({"email", "phone", "linkedin"})

_PHONE = re.compile(r"\+?[\d\s().\-/]{7,20}(?:\s*(?:x|ext\.?)\s*\d{1,6})?\Z", re.IGNORECASE)
_PHONE_SIGN = re.compile(r"^\s*(?:\+|00|\(|0\d)|[\s().-]\d")
_WEB = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_WORDS_OF_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){1,3}\Z")
_PART_OF_ADDRESS: Final = frozenset({"street", "city", "region", "postcode", "country", "text"})


def guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column] | None:
    """Say what the columns mean; None for a table that is plainly no list of contacts."""
    if not header or len(header) > MOST_COLUMNS:
        return None
    roles = [_role(name, _cells(rows, at)) for at, name in enumerate(header)]
    roles = _without_second_names(roles)
    if not _NAMED & set(roles) and _REACHED & set(roles):
        roles = _with_name(header, roles, rows)
    if "name" in roles and {"given", "family"} <= set(roles):
        roles[roles.index("name")] = FULL_NAME
    return _columns(header, roles) if _is_contacts(roles, rows) else None


def headerless(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Make up headers for a table whose first row is already a person; None where it is not."""
    if not rows or not any(handle.email(cell) or handle.linkedin(cell) for cell in rows[0]):
        return None
    return [f"column {at + 1}" for at in range(max(len(row) for row in rows))]


def given(header: Sequence[str], options: Mapping[str, str]) -> list[Column]:
    """Take the columns as they were shown, and perhaps corrected: column → field."""
    roles = [options.get(name, FIELD) for name in header]
    return _columns(header, [role if role in ROLES else FIELD for role in roles])


def shown(columns: Sequence[Column]) -> dict[str, str]:
    """Write the guess for people: column → field."""
    return {column.header: column.role for column in columns if column.header}


def _columns(header: Sequence[str], roles: Sequence[str]) -> list[Column]:
    found = []
    for at, (name, role) in enumerate(zip(header, roles, strict=True)):
        found.append(Column(at, name or f"column {at + 1}", role, "address" if role in _PART_OF_ADDRESS else ""))
    return found


def _cells(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [cell for row in rows if at < len(row) and (cell := row[at].strip())]


def _role(name: str, cells: Sequence[str]) -> str:
    """Judge a column by what stands in it where that is plain, else by its header."""
    said = words.role_of(name)
    seen = _sort(cells)
    if seen in {"email", "linkedin"}:
        return seen if said != FIELD else FIELD
    if said in _REACHED and cells and not seen and said != "phone":
        return FIELD if said == "email" else said
    if said:
        return said
    return seen if seen != "birthday" else FIELD


def _sort(cells: Sequence[str]) -> str:
    """Name the sort of most cells; '' for words."""
    tests = {
        "email": lambda cell: bool(handle.email(cell)),
        "linkedin": lambda cell: bool(handle.linkedin(cell)),
        "url": lambda cell: bool(_WEB.match(cell)),
        "birthday": lambda cell: bool(unambiguous(cell)),
        "phone": lambda cell: bool(_PHONE.match(cell) and _PHONE_SIGN.search(cell) and _digits(cell) >= FEWEST_DIGITS),
    }
    for role, fits in tests.items():
        if cells and sum(map(fits, cells)) >= SURE_SHARE * len(cells):
            return role
    return ""


def _digits(cell: str) -> int:
    return sum(mark.isdigit() for mark in cell)


def _without_second_names(roles: list[str]) -> list[str]:
    """Keep the first column of those parts of which a person has one."""
    seen: set[str] = set()
    kept = []
    for role in roles:
        kept.append(
            FIELD
            if role in seen and role in {"name", "given", "family", "birthday", "organisation", "title"}
            else role or FIELD
        )
        seen.add(role)
    return kept


def _with_name(header: Sequence[str], roles: list[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Find the column that holds names when no header says so: two to four words that hardly repeat."""
    for at in range(len(header)):
        cells = _cells(rows, at)
        fitting = [cell for cell in cells if len(cell) < 60 and _WORDS_OF_NAME.match(cell)]
        if roles[at] == FIELD and cells and len(fitting) >= SURE_SHARE * len(cells) and _is_distinct(cells):
            return [*roles[:at], "name", *roles[at + 1 :]]
    return roles


def _is_distinct(cells: Sequence[str]) -> bool:
    return len(cells) < FEW_CELLS or len(set(cells)) >= DISTINCT_SHARE * len(cells)


def _is_contacts(roles: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a table lists people: it names them and how to reach them, where they work or when they were born."""
    known = set(roles)
    if known & _REACHED and known & _NAMED:
        return all(_is_distinct(_cells(rows, roles.index(role))) for role in known & {"email", "linkedin"})
    if {"given", "family"} <= known:
        return True
    if "name" in known and ({"title", "organisation"} <= known or "birthday" in known):
        return True
    return "email" in known and len(roles) <= 3 and _is_distinct(_cells(rows, roles.index("email")))
