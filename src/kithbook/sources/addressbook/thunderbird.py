"""Thunderbird's contact tables, in their American and British spelling."""

from collections.abc import Sequence
from typing import Final

from kithbook.sources.addressbook.columns import FIELD, Column

NAME: Final = "thunderbird-csv"
TITLE: Final = "Thunderbird contacts (CSV)"

_PARTS: Final = {
    "Address": "street", "Address 2": "street", "City": "city", "State": "region", "County": "region",
    "ZipCode": "postcode", "Zip Code": "postcode", "Post Code": "postcode", "Postcode": "postcode",
    "Country": "country",
}  # fmt: skip
_PLAIN: Final = {
    "First Name": "given", "Last Name": "family", "Display Name": "name", "Nickname": "nickname",
    "Primary Email": "email", "Secondary Email": "email", "Work Phone": "phone", "Home Phone": "phone",
    "Mobile Number": "phone", "Job Title": "title", "Department": "department", "Organization": "organisation",
    "Organisation": "organisation", "Web Page 1": "url", "Web Page 2": "own_url", "Birth Year": "birth_year",
    "Birth Month": "birth_month", "Birth Day": "birth_day", "Notes": "note",
}  # fmt: skip


def claims(header: Sequence[str]) -> bool:
    """Say whether this is the header of such a table."""
    return {"Display Name", "Primary Email", "Secondary Email"} <= set(header)


def columns(header: Sequence[str]) -> list[Column]:
    """Say what its columns mean; the nameless last one, of the trailing comma, means nothing."""
    return [_column(at, name) for at, name in enumerate(header)]


def _column(at: int, name: str) -> Column:
    for place in ("Home", "Work"):
        part = _PARTS.get(name.removeprefix(f"{place} ")) if name.startswith(f"{place} ") else None
        if part:
            return Column(at, name, part, place.lower())
    return Column(at, name or "unnamed", _PLAIN.get(name, FIELD))
