"""Yahoo's contact tables."""

import re
from collections.abc import Sequence
from typing import Final

from kithbook.sources.addressbook.columns import FIELD, Column

NAME: Final = "yahoo-csv"
TITLE: Final = "Yahoo contacts (CSV)"

_ALTERNATE = re.compile(r"Alternate Email \d+")
_PLAIN: Final = {
    "First": "given", "Middle": "middle", "Last": "family", "Nickname": "nickname", "Email": "email",
    "Category": "tags", "Home": "phone", "Work": "phone", "Mobile": "phone", "Other": "phone", "Yahoo! Phone": "phone",
    "Primary": "phone", "Personal Website": "own_url", "Business Website": "url", "Title": "title",
    "Company": "organisation", "Birthday": "birthday", "Comments": "note",
}  # fmt: skip
_PARTS: Final = {
    "Address": "street", "City": "city", "State": "region", "County": "region", "ZIP": "postcode",
    "Post Code": "postcode", "Country": "country",
}  # fmt: skip


def claims(header: Sequence[str]) -> bool:
    """Say whether this is the header of such a table."""
    names = set(header)
    return {"First", "Last", "Email"} <= names and bool(
        names & {"Distribution Lists", "Alternate Email 1", "Yahoo! ID", "Messenger ID"}
    )


def columns(header: Sequence[str]) -> list[Column]:
    """Say what its columns mean."""
    return [_column(at, name) for at, name in enumerate(header)]


def _column(at: int, name: str) -> Column:
    for place in ("Home", "Work"):
        part = _PARTS.get(name.removeprefix(f"{place} ")) if name.startswith(f"{place} ") else None
        if part:
            return Column(at, name, part, place.lower())
    return Column(at, name, "email" if _ALTERNATE.fullmatch(name) else _PLAIN.get(name, FIELD))
