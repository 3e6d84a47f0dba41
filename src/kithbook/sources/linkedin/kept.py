"""Rows kept whole because they may serve later: what the owner learns, follows, applied for and can do."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any, Final

from kithbook.model import ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import KEPT, Observed, Record
from kithbook.sources.linkedin import dates
from kithbook.sources.linkedin.tables import Row
from kithbook.sources.tree import Member

Reader = Callable[[str], str | None]

# section: the columns that say what a row is about (all of them where none are given), and the one that holds its time.
_ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "skills": ("name",),
    "languages": ("name",),
    "positions": ("company name", "title", "started on"),
    "education": ("school name", "degree name", "start date"),
    "certifications": ("name", "authority"),
    "projects": ("title",),
    "courses": ("name",),
    "publications": ("name",),
    "company-follows": ("organization",),
    "member-follows": ("fullname",),
    "events": ("event name", "event time"),
    "learning": ("content title",),
    "job-applications": ("job url", "application date"),
    "saved-jobs": ("job url",),
    "email-addresses": ("email address",),
    "phone-numbers": ("extension", "number"),
    "whatsapp-numbers": ("extension", "number"),
}
_TIME: Final[dict[str, tuple[str, Reader]]] = {
    "company-follows": ("followed on", dates.java),
    "member-follows": ("date", dates.stamp),
    "events": ("event time", dates.first_of_range),
    "job-applications": ("application date", dates.minute),
    "saved-jobs": ("saved date", dates.minute),
    "email-addresses": ("updated on", dates.minute),
    "learning": ("content last watched date (if viewed)", dates.stamp),
    "saved-items": ("createdtime", dates.stamp),
}
_NOTHING: Final = frozenset({"n/a", "null"})  # what some tables write for an empty cell

# Private and of no use here.
_PRIVATE: Final = (
    "question and answers", "resume name", "contact phone number", "phone number",
    "commute preference starting address",
)  # fmt: skip


def row_of(row: Row, place: tuple[str, int], section: str) -> Observed | Fault | Skipped:
    """Keep a row whole, under what it is about."""
    fields = {name: text for name, text in row.fields(*_PRIVATE).items() if text.lower() not in _NOTHING}
    if not fields:
        return Skipped(*place, "empty row")
    content: dict[str, Any] = {"section": section, "fields": fields}
    if section in _TIME:
        column, read = _TIME[section]
        if at := read(row.get(column)):
            content["at"] = at
    about = [fields.get(column, "") for column in _ABOUT.get(section, ())]
    stable = (
        ids.digest(*about) if any(about) else ids.digest(*(part for pair in sorted(fields.items()) for part in pair))
    )
    return Observed(Record(KEPT, f"linkedin-{section}:{stable.hex()}", content), *place)


_TITLE = re.compile(r"<title[^>]*>([^<]{1,1000})</title>", re.IGNORECASE)
_PULSE = re.compile(r'href="(https://www\.linkedin\.com/pulse/[^"]{1,1000})"', re.IGNORECASE)


def article(member: Member) -> Observed | Fault:
    """Keep the title and the address of an article that the owner wrote."""
    text = member.head().decode("utf-8", "replace").replace("\0", "")
    title, link = _TITLE.search(text), _PULSE.search(text)
    fields = {"title": " ".join(unescape(title[1]).split()) if title else "", "link": link[1] if link else ""}
    fields = {name: found for name, found in fields.items() if found}
    if not fields:
        return Fault(member.name, 1, "an article without a title")
    stable = ids.digest(fields.get("link") or fields["title"]).hex()
    content = {"section": "articles", "fields": fields}
    return Observed(Record(KEPT, f"linkedin-articles:{stable}", content), member.name, 1)
