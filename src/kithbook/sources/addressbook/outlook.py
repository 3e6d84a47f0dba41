"""Outlook's contact tables: of the desktop (in its languages), of the web, of Windows Live, and Google's imitation."""

import re
from collections.abc import Sequence
from typing import Final

from kithbook.sources.addressbook import words
from kithbook.sources.addressbook.columns import FIELD, Column

NAME: Final = "outlook-csv"
TITLE: Final = "Outlook contacts (CSV)"

_PLACES: Final = {
    "business": "work", "home": "home", "other": "other", "geschaftlich": "work", "privat": "home", "weitere": "other",
    "weiterer": "other", "weiteres": "other", "bureau": "work", "domicile": "home", "autre": "other",
}  # fmt: skip
_PARTS = (
    (re.compile(r"\b(?:street(?: \d)?|strasse(?: \d)?|rue(?: \d)?)\b"), "street"),
    (re.compile(r"\b(?:po box|address po box|postfach|bp)\b"), "pobox"),
    (re.compile(r"\b(?:postal code|postleitzahl|code postal)\b"), "postcode"),
    (re.compile(r"\b(?:city|ort|ville)\b"), "city"),
    (re.compile(r"\b(?:country(?: region)?|land(?: region)?|pays(?: region)?)\b"), "country"),
    (re.compile(r"\b(?:state|region|bundesland(?: kanton)?|kanton|dep region|departement)\b"), "region"),
    (re.compile(r"\b(?:address|adresse)\b"), "text"),
)
_JOB: Final = frozenset({"job title", "position", "titre1", "titre 1", "profession", "fonction"})
_MAIL = re.compile(
    r"e ?mail (?:\d )?address|e mail adresse(?: \d)?|e mail \d adresse|adresse (?:de messagerie|e mail)(?: \d)?"
)
_OFTEN: Final = 4  # columns of Outlook's own that a table must have


def claims(header: Sequence[str]) -> bool:
    """Say whether this is the header of such a table: names, addresses, and its way to write telephones and streets."""
    names = {words.folded(name) for name in header}
    has_mail = any(_MAIL.fullmatch(name) for name in names)
    has_name = bool(names & {"first name", "vorname", "prenom"}) and bool(names & {"last name", "nachname", "nom"})
    own = sum(_place(name) != "" for name in names) + len(
        names & {"mobile phone", "mobiltelefon", "tel mobile", "web page"}
    )
    return has_mail and has_name and own >= _OFTEN


def columns(header: Sequence[str]) -> list[Column]:
    """Say what its columns mean. ``Title`` is the honorific where a job title has a column of its own."""
    folded = [words.folded(name) for name in header]
    has_job = bool(_JOB & set(folded))
    found = []
    for at, (name, text) in enumerate(zip(header, folded, strict=True)):
        role, group = _meaning(text, is_honorific=has_job)
        found.append(Column(at, name, role, group))
    return found


def _meaning(text: str, *, is_honorific: bool) -> tuple[str, str]:
    if text in {"title", "titel", "titre"}:
        return ("prefix" if is_honorific else "title"), ""
    if text in _JOB:
        return "title", ""
    if text in {
        "personal web page",
        "schools",
        "hobby",
        "sensitivity",
        "priority",
        "private",
        "privat",
        "gender",
        "language",
    }:
        return ("own_url" if text == "personal web page" else FIELD), ""
    if text in {"location", "ort"}:
        return "location", ""
    place = _place(text)
    if place and (part := next((part for pattern, part in _PARTS if pattern.search(text)), "")):
        return part, place
    role = words.role_of(text)
    return (role if role not in {"text", "city", "region", "postcode", "country", ""} else FIELD), ""


def _place(text: str) -> str:
    """Say whether a header names the business, the home or another place."""
    return next((place for word in text.split() if (place := _PLACES.get(word, ""))), "")
