"""Birthdays that calendars keep as events: they are no meetings, but they say when somebody was born."""

import re
from datetime import datetime
from typing import Final

from kithbook.model.record import CardContent
from kithbook.sources.draft import written_date
from kithbook.sources.ical.events import Event

_WORD: Final = (
    r"(?:birthdays?|b-?day|geburtstage?|geb\.|anniversaires?|cumplea[ñn]os|compleann[oi]|anivers[áa]rios?"
    r"|verjaardag(?:en)?|urodziny|födelsedag(?:ar)?|день рождения)"
)
_HAS_WORD = re.compile(rf"(?<!\w){_WORD}(?!\w)", re.IGNORECASE)
_WEDDING = re.compile(r"wedding|hochzeit|mariage|boda|nozze|work|dienst", re.IGNORECASE)
# The titles under which calendars write them; the name is what is left.
_AROUND: Final = (
    re.compile(rf"^(?P<name>.+?)\s*(?:['’`´]s?|hat|:|-|–|,)?\s+{_WORD}$", re.IGNORECASE),
    re.compile(rf"^{_WORD}\s*(?:of|von|vom|de|d['’]|di|do|da|van|:|-|–)?\s*(?P<name>.+)$", re.IGNORECASE),
)
_YEAR = re.compile(r"\s*[(\[*]+\s*(?:born|geb\.|\*)?\s*(?P<year>(?:18|19|20)\d\d)\s*[)\]]?\s*$", re.IGNORECASE)
_AGE = re.compile(r"\s*[(\[]\s*\d{1,3}\s*(?:years?|jahre|ans)?\s*[)\]]\s*$|\s+\d{1,3}\.?$", re.IGNORECASE)
_SIGNS = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")


def is_birthday(event: Event) -> bool:
    """Say whether an event is somebody's birthday: a whole day, nobody invited, and called so."""
    if not event.start.is_day or event.every("ATTENDEE"):
        return False
    if _WEDDING.search(event.title):
        return False
    marks = " ".join(one.text for name in ("CATEGORIES", "X-GOOGLE-CALENDAR-CONTENT-TYPE") for one in event.every(name))
    return bool(
        _HAS_WORD.search(event.title)
        or _HAS_WORD.search(marks)
        or _HAS_WORD.search(event.calendar.name)
        or "BIRTHDAY" in event.uid.upper()
    )


def content(event: Event) -> CardContent | None:
    """Write what a birthday says of a person; None when it does not say whose it is."""
    name, year = _name_and_year(event.title)
    day: datetime = event.start.local
    birthday = written_date(year, day.month, day.day)
    if not name or not birthday:
        return None
    return {"name": name, "birthday": birthday, "relation": "seen"}


def _name_and_year(title: str) -> tuple[str, int]:
    text = " ".join(_SIGNS.sub("", title).split())
    stated = _YEAR.search(text)
    year = int(stated["year"]) if stated else 0
    text = _AGE.sub("", _YEAR.sub("", text)).strip()
    for pattern in _AROUND:
        found = pattern.match(text)
        if found:
            text = _AGE.sub("", _YEAR.sub("", found["name"])).strip(" .,:;-–'’")
            break
    return ("" if _HAS_WORD.fullmatch(text) else text), year
