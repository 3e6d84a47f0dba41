"""Google's contact tables, before and since 2024."""

import re
from collections.abc import Sequence
from typing import Final

from kithbook.sources.addressbook.columns import FIELD, Column

NAME: Final = "google-csv"
TITLE: Final = "Google contacts (CSV)"
MARK: Final = " ::: "  # between several values in one cell

_GROUP = re.compile(r"(?P<what>[A-Za-z-]+(?: Field)?) (?P<number>\d+) - (?P<part>.+)\Z")
_PLAIN: Final = {
    "Name": "name", "First Name": "given", "Given Name": "given", "Middle Name": "middle", "Additional Name": "middle",
    "Last Name": "family", "Family Name": "family", "Name Prefix": "prefix", "Name Suffix": "suffix",
    "Nickname": "nickname", "Maiden Name": "maiden", "Organization Name": "organisation", "Organization Title": "title",
    "Organization Department": "department", "Birthday": "birthday", "Notes": "note", "Labels": "tags",
    "Group Membership": "tags", "Location": "location",
}  # fmt: skip
_GROUPED: Final = {
    ("E-mail", "Value"): "email", ("Phone", "Value"): "phone", ("Website", "Value"): "url",
    ("Organization", "Name"): "organisation", ("Organization", "Title"): "title",
    ("Organization", "Department"): "department", ("Address", "Formatted"): "text", ("Address", "Street"): "street",
    ("Address", "City"): "city", ("Address", "Region"): "region", ("Address", "Postal Code"): "postcode",
    ("Address", "Country"): "country", ("Address", "PO Box"): "pobox", ("Address", "Extended Address"): "extended",
}  # fmt: skip


def claims(header: Sequence[str]) -> bool:
    """Say whether this is the header of such a table."""
    names = set(header)
    if {"Given Name", "Family Name", "Group Membership"} <= names:
        return True
    if {"First Name", "Last Name", "Organization Name", "Labels"} <= names:
        return True
    return sum(bool(re.fullmatch(r"(?:E-mail|Phone) \d+ - (?:Value|Label|Type)", name)) for name in names) >= 2


def columns(header: Sequence[str]) -> list[Column]:
    """Say what its columns mean; as many e-mails, phones and addresses as the file has."""
    places = {name: at for at, name in enumerate(header)}
    found = []
    for at, name in enumerate(header):
        group = _GROUP.match(name)
        if not group:
            role = _PLAIN.get(name, FIELD)
            mark = MARK if role in {"tags", FIELD} else ""
            found.append(Column(at, name, role, mark=mark))
        elif group["part"] not in {"Label", "Type"}:
            found.append(_grouped(at, group, places))
    return found


def _grouped(at: int, group: re.Match[str], places: dict[str, int]) -> Column:
    stem = f"{group['what']} {group['number']}"
    label_at = places.get(f"{stem} - Label", places.get(f"{stem} - Type"))
    role = _GROUPED.get((group["what"], group["part"]), FIELD)
    several = role in {"email", "phone", "url", FIELD}
    header = group["what"] if group["part"] == "Value" else f"{group['what']} {group['part']}"
    return Column(at, header, role, stem if not several else "", label_at if several else None, MARK if several else "")
