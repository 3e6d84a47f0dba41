"""Connections and the uploaded phone book: a card each."""

import re
from typing import Any, Final

from kithbook.model import card, handle, ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import CARD, Observed, Record
from kithbook.sources.draft import told_apart
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.people import folded, full_name, is_nobody, slug_of, tidied
from kithbook.sources.linkedin.tables import Row

CLOSED: Final = "closed account"  # a row of which LinkedIn left only the day

# The columns of a connection; whatever else stands in the row is kept as a field.
_KNOWN = (
    "first name", "middle name", "last name", "suffix", "title", "url", "email address", "e-mail 2 address",
    "e-mail 3 address", "company", "position", "job title", "connected on",
)  # fmt: skip
_SEPARATED = re.compile(r"[,;|\n]+")


def connection(row: Row, place: tuple[str, int]) -> Observed | Fault | Skipped:
    """Make a card of a connection."""
    get = row.get
    names = _names(get("first name"), get("middle name"), get("last name"), suffix=get("suffix"))
    name = full_name(names.get("given", ""), names.get("middle", ""), names.get("family", ""))
    url, connected = get("url"), get("connected on")
    slug = slug_of(url)
    handles = [[handle.LINKEDIN, slug]] if slug else []
    handles += _emails(get("email address"), get("e-mail 2 address"), get("e-mail 3 address"))
    if (is_nobody(name) and not slug) or not (name or handles):
        return Skipped(*place, "empty row" if row.is_empty else CLOSED)
    content: dict[str, Any] = {"relation": card.CONNECTION}
    if not is_nobody(name):
        content |= {"name": name, "names": names}
    if handles:
        content["handles"] = handles
    if organisation := get("company"):
        content["organisation"] = organisation
    if title := get("position", "job title"):
        content["title"] = title
    since = dates.day(connected) or (dates.minute(connected) if connected else None)
    if since:
        content["since"] = since
    if more := _more(row, connected="" if since else connected):
        content["fields"] = more
    stable = f"linkedin:{slug}" if slug else f"linkedin-connection:{ids.digest(folded(name), since or connected).hex()}"
    return Observed(Record(CARD, stable, content), *place)


def _more(row: Row, *, connected: str) -> dict[str, str]:
    """Give the fields of a connection that have no place of their own: rare, so the usual width is not looked at."""
    more = row.fields(*_KNOWN) if row.header.width > 7 else {}
    honorific = row.get("title") if row.header.width > 7 else ""
    return more | ({"connected on": connected} if connected else {}) | ({"honorific": honorific} if honorific else {})


def _names(given: str, middle: str, family: str, *, suffix: str = "") -> dict[str, str]:
    parts = {"given": tidied(given), "middle": tidied(middle), "family": tidied(family), "suffix": tidied(suffix)}
    return {part: text for part, text in parts.items() if text}


def _emails(*cells: str) -> list[list[str]]:
    found: list[list[str]] = []
    for cell in cells:
        for piece in re.split(r"[,;|\s]+", cell) if cell else ():
            address = handle.email(piece)
            if address and [handle.EMAIL, address] not in found:
                found.append([handle.EMAIL, address])
    return found


def contact(row: Row, place: tuple[str, int]) -> Observed | Fault | Skipped:
    """Make a card of an entry of the phone book that the member once uploaded."""
    get = row.get
    names = _names(get("first name"), get("middle name"), get("last name"))
    name = tidied(get("fullname", "full name")) or full_name(*names.values())
    handles = _emails(get("emails", "email address"))
    for number in _SEPARATED.split(get("phonenumbers", "phone numbers")):
        if any(mark.isdigit() for mark in number) and [handle.PHONE, number.strip()] not in handles:
            handles.append([handle.PHONE, number.strip()])
    for address in get("profiles").split(","):
        slug = slug_of(address)
        if slug and [handle.LINKEDIN, slug] not in handles:
            handles.append([handle.LINKEDIN, slug])
    if is_nobody(name) and not handles:
        return Skipped(*place, "empty row" if row.is_empty else "no name and no address")
    content: dict[str, Any] = {"relation": card.CONTACT}
    if not is_nobody(name):
        content["name"] = name
    birthday = dates.born(get("birthday"))
    rest: dict[str, Any] = {
        "names": names,
        "handles": handles,
        "organisation": get("companies"),
        "title": get("title"),
        "location": get("location"),
        "addresses": [{"text": get("addresses")}] if get("addresses") else [],
        "birthday": birthday,
        "fields": row.fields(*_CONTACT_KNOWN, *(["birthday"] if birthday else [])),
    }
    content |= {field: value for field, value in rest.items() if value}
    said = (get(part) for part in ("companies", "title", "location", "addresses"))
    stable = ids.digest(folded(name), *([handles[0][1]] if handles else told_apart(birthday or "", *said))).hex()
    return Observed(Record(CARD, f"linkedin-contact:{stable}", content), *place)


_CONTACT_KNOWN = (
    "first name", "middle name", "last name", "fullname", "full name", "emails", "email address", "phonenumbers",
    "phone numbers", "profiles", "companies", "title", "location", "addresses",
)  # fmt: skip
