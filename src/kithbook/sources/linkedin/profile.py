"""The owner of the archive: one record of who they are, where they work and worked, and how they are reached."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol

from kithbook.model import handle
from kithbook.model.record import SELF, Record
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.owner import Owner
from kithbook.sources.linkedin.people import full_name, tidied
from kithbook.sources.linkedin.tables import Row

_YES: Final = frozenset({"yes", "true", "ja", "oui", "sí"})
_WEBSITE = re.compile(r"\[?(?:[A-Z_]+:)?(https?://[^\s,\]]+)\]?")

# section: its kind of span, and its columns for organisation, title, start, end and place.
_SPANS: Final[dict[str, tuple[str, dict[str, tuple[str, ...]]]]] = {
    "positions": (
        "position",
        {
            "organisation": ("company name",),
            "title": ("title",),
            "start": ("started on",),
            "end": ("finished on",),
            "location": ("location",),
        },
    ),
    "education": (
        "education",
        {"organisation": ("school name",), "title": ("degree name",), "start": ("start date",), "end": ("end date",)},
    ),
    "volunteering": (
        "volunteering",
        {
            "organisation": ("company name", "organization", "organisation"),
            "title": ("role",),
            "start": ("started on",),
            "end": ("finished on",),
        },
    ),
    "memberships": (
        "membership",
        {
            "organisation": ("name",),
            "title": ("position held", "position"),
            "start": ("started on", "start date"),
            "end": ("finished on", "end date"),
        },
    ),
    "projects": (
        "project",
        {"title": ("title",), "start": ("started on", "start date"), "end": ("finished on", "end date")},
    ),
}


class Rows(Protocol):
    """Where the rows of a section come from."""

    def __call__(self, section: str) -> Iterator[Row]: ...


def name_in(row: Row) -> str:
    """Give the name on the profile."""
    return full_name(row.get("first name"), row.get("last name"))


def owner_record(account: str, owner: Owner, rows: Rows) -> Record | None:
    """Make the one record of the owner from all that the archive says of them; None if it says nothing."""
    content: dict[str, Any] = {}
    profile = next(rows("profile"), None)
    if profile is not None:
        content |= _of_profile(profile)
    summary = next(rows("profile-summary"), None)
    if summary is not None and (text := summary.get("profile summary")):
        content.setdefault("fields", {}).setdefault("summary", text)
    if handles := _handles(owner, rows, profile):
        content["handles"] = handles
    if spans := list(_spans(rows)):
        content["spans"] = spans
        content |= _now(spans)
    return Record(SELF, f"self:{account}", content) if content else None


_PLACED = ("first name", "last name", "maiden name", "birth date", "geo location", "address", "websites")


def _of_profile(row: Row) -> dict[str, Any]:
    get = row.get
    names = {
        "given": tidied(get("first name")),
        "family": tidied(get("last name")),
        "maiden": tidied(get("maiden name")),
    }
    born = get("birth date")
    birthday = dates.birthday(born)
    fields = row.fields(*_PLACED) | ({"birth date": born} if born and not birthday else {})
    found: dict[str, Any] = {
        "name": name_in(row),
        "names": {part: text for part, text in names.items() if text},
        "birthday": birthday,
        "location": get("geo location"),
        "addresses": [{"text": get("address")}] if get("address") else [],
        "fields": fields,
    }
    return {name: value for name, value in found.items() if value}


def _handles(owner: Owner, rows: Rows, profile: Row | None) -> list[list[str]]:
    """List the owner's handles: the profile, confirmed addresses (the primary first), numbers, websites."""
    found = [[handle.LINKEDIN, owner.slug]] if owner.slug else []
    found += [[handle.EMAIL, address] for address in _addresses(rows("email-addresses"))]
    for section in ("phone-numbers", "whatsapp-numbers"):
        for row in rows(section):
            if number := row.get("number"):
                found.append([handle.PHONE, f"{row.get('extension')} {number}".strip()])
    if profile is not None:
        found += [[handle.URL, handle.url(url)] for url in _WEBSITE.findall(profile.get("websites"))]
    return [one for number, one in enumerate(found) if one not in found[:number]]


def _addresses(rows: Iterable[Row]) -> list[str]:
    confirmed = [row for row in rows if row.get("confirmed").lower() in _YES]
    confirmed.sort(key=lambda row: row.get("primary").lower() not in _YES)
    found = (handle.email(row.get("email address")) for row in confirmed)
    return [address for address in found if address]


def _spans(rows: Rows) -> Iterator[dict[str, Any]]:
    for section, (kind, columns) in _SPANS.items():
        for row in rows(section):
            span: dict[str, Any] = {"kind": kind}
            for name, headings in columns.items():
                text = row.get(*headings)
                value = dates.partial(text) if name in {"start", "end"} and text else text
                if value:
                    span[name] = value
            if kind == "position" and not row.get("finished on"):
                span["current"] = True
            if "organisation" in span or "title" in span:
                yield span


def _now(spans: list[dict[str, Any]]) -> dict[str, str]:
    """Give the position that the owner holds now: of several, the one begun last."""
    current = [span for span in spans if span.get("current")]
    if not current:
        return {}
    latest = max(current, key=lambda span: str(span.get("start", "")))
    return {name: str(latest[name]) for name in ("organisation", "title") if name in latest}
