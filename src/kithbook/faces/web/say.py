"""How pages put things into words: days as people say them, spans, counts, warmth."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from kithbook.actions.show import CardShown
from kithbook.insight.phrases import MONTHS as LONG_MONTHS
from kithbook.insight.phrases import WEEKDAYS
from kithbook.model.card import CONNECTION, SEEN
from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, LATENT

CLOSEST: Final = 15  # "close" is active and among the strongest fifteen
WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
PLACES: Final = {
    "help": "Help",
    "history": "History",
    "import": "Import",
    "jobs": "Import",
    "people": "People",
    "questions": "Questions",
    "remind": "“Remind me”",
    "show": "The person's page",
    "sources": "Import",
    "today": "Today",
}
_INSTEAD: Final = {
    "Name one by the word at the start of the line.": "Did you mean one of these?",
    "run the same command again: it goes on from there": "try again",
}
_COMMAND: Final = re.compile(r"`kith ([a-z]+)[^`]*`")


def warmth(state: str, layer: int | None) -> str:
    """Name how warm a tie is; "" where no contact tells."""
    if state == ACTIVE:
        return "close" if layer is not None and layer <= CLOSEST else "warm"
    return {DRIFTING: "cooling", DORMANT: "dormant"}.get(state, "")


def warmth_or_none(state: str, layer: int | None) -> str:
    """Name how warm a tie is, in words also where there was no contact."""
    return warmth(state, layer) or ("never spoke" if state == LATENT else "seen in mail only")


def count(number: int, one: str, many: str = "") -> str:
    """Count things in words up to twelve: "one person", "no people", "14 people"."""
    shown = WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"
    return f"{shown} {one if number == 1 else many or f'{one}s'}"


def long_day(day: date) -> str:
    """Write a day as a page's title has it: "Monday, 23 November"."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {LONG_MONTHS[day.month - 1]}"


def short_day(day: date | datetime | None, today: date) -> str:
    """Write a day as one says it: "on Thursday" within a week, "19 Nov" this year, "19 Nov 2023" before."""
    if day is None:
        return ""
    plain = day.date() if isinstance(day, datetime) else day
    gone = (today - plain).days
    if gone in {0, 1, -1}:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[gone]
    if 0 < gone < 7:
        return f"on {WEEKDAYS[plain.weekday()]}"
    if plain.year == today.year or abs(gone) < 180:
        return f"{plain.day} {MONTHS[plain.month - 1]}"
    return f"{plain.day} {MONTHS[plain.month - 1]} {plain.year}"


def due(day: date | str, today: date) -> str:
    """Write the day that a promise is for: "tomorrow", "last Friday", "10 Nov", "December 2026"."""
    if isinstance(day, str):
        return partial(day)
    said = short_day(day, today)
    return f"last {said.removeprefix('on ')}" if said.startswith("on ") else said


def in_pages(advice: str) -> str:
    """Turn what the command line advises to what the pages have for it.

    >>> in_pages("`kith history` lists everything.")
    'History lists everything.'
    """
    said = _COMMAND.sub(lambda found: PLACES.get(found[1], found[0]), advice)
    for there, here in _INSTEAD.items():
        said = said.replace(there, here)
    return said


def span(days: float | None) -> str:
    """Write a span of days as one says it: "four days", "three weeks", "five months", "two years"."""
    if days is None:
        return ""
    whole = round(days)
    if whole < 14:
        return count(whole, "day") if whole else "less than a day"
    if whole < 75:
        return count(round(whole / 7), "week")
    if whole < 700:
        return count(round(whole / 30.44), "month")
    return count(round(whole / 365.25), "year")


def ago(day: date | None, today: date) -> str:
    """Say how long ago a day was: "today", "4 days", "3 weeks", "2 years"; short, for lists."""
    if day is None:
        return ""
    gone = (today - day).days
    if gone <= 0:
        return "today" if gone == 0 else f"in {_plain(-gone)}"
    return _plain(gone)


def _plain(days: int) -> str:
    for size, name in ((365.25, "year"), (30.44, "month"), (7, "week")):
        if days >= 2 * size:
            return f"{round(days / size)} {name}s"
    return f"{days} day{'' if days == 1 else 's'}"


ICONS: Final = {
    "call": "phone",
    "connection": "link",
    "contact": "contact",
    "gesture": "handshake",
    "log": "notebook-pen",
    "meeting": "calendar",
    "message": "mail",
    "note": "notebook-pen",
    "promise": "flag",
    "remind": "bell",
}


def icon_of(kind: str) -> str:
    """Name the icon of a kind of record."""
    return ICONS.get(kind, "file-text")


def clock(moment: datetime) -> str:
    """Write the time of a day."""
    return f"{moment:%H:%M}"


def size(amount: int) -> str:
    """Write an amount of bytes as one reads it: "3.3 MB", "12 kB", "empty"."""
    if amount <= 0:
        return "empty"
    for unit, name in ((1e9, "GB"), (1e6, "MB")):
        if amount >= 0.95 * unit:
            return f"{amount / unit:,.1f} {name}"
    return f"{max(1, round(amount / 1e3))} kB"


def until(seconds: float) -> str:
    """Say how long something still takes: "a few seconds", "40 seconds", "3 minutes"."""
    if seconds < 5:
        return "a few seconds"
    if seconds < 90:
        return f"{round(seconds / 5) * 5} seconds"
    return str(count(round(timedelta(seconds=seconds).total_seconds() / 60), "minute"))


_QUOTED: Final = re.compile("“[^”]*”")
_TELLING: Final = re.compile(
    r"\b(?:the last was [^.;]*|It was due [^.;]*|have not (?:written|spoken)[^.;]*|became [^.;]*|A new [^.;:]*)"
)
_FIRST: Final = re.compile(r"^[^.;:]*")


def lit(reason: str) -> tuple[str, str, str]:
    """Split a reason into what stands before, on and after its one highlight: their words, else what set it off.

    >>> lit("You wrote on 28 October: “I'll send it.” It was due.")
    ('You wrote on 28 October: ', "“I'll send it.”", ' It was due.')
    """
    found = _QUOTED.search(reason) or _TELLING.search(reason) or _FIRST.search(reason)
    assert found is not None  # the last one always is
    return reason[: found.start()], found[0], reason[found.end() :]


SOURCES: Final = {
    "owner": "Your own words",
    "linkedin": "LinkedIn archive",
    "mbox": "Mail",
    "maildir": "Mail",
    "eml": "Mail",
    "ical": "Calendar",
    "vcard": "Contact card",
    "monica": "Monica",
    "addressbook": "Table of contacts",
}


def source(name: str) -> str:
    """Name a source for people."""
    return SOURCES.get(name, name.replace("_", " ").capitalize())


def record(card: CardShown, today: date) -> str:
    """Name a card's record: its source, what it is there, and the day of which it speaks."""
    kind = "a connection" if card.relation == CONNECTION else ""
    if card.relation == SEEN and card.handles:
        kind = card.handles[0].value
    return ", ".join(part for part in (source(card.source), kind, short_day(card.as_of, today)) if part)


def partial(text: str) -> str:
    """Write a day of which the year or the day may be unknown: "18 November", "May 1980", "1980"."""
    parts = text.removeprefix("--").split("-")
    if not all(part.isdecimal() for part in parts):
        return text
    numbers = [int(part) for part in parts]
    if text.startswith("--"):
        numbers.insert(0, 0)
    year, month, day = (*numbers, 0, 0)[:3]
    words = (str(day) if day else "", LONG_MONTHS[month - 1] if 0 < month <= 12 else "", str(year) if year else "")
    return " ".join(word for word in words if word)


def left_out(counts: Mapping[str, int]) -> str:
    """Say what an import left out on purpose, by reason, and what it could not read; "" for nothing."""
    reasons = [
        f"{name.partition(':')[2]} ({count:,})"
        for name, count in counts.items()
        if name.startswith("skipped:") and count
    ]
    faults = counts.get("faults", 0)
    said = [f"Left out: {', '.join(reasons)}."] if reasons else []
    return " ".join([*said, *([f"{count(faults, 'record')} could not be read."] if faults else [])])


def row(fields: Mapping[str, object]) -> str:
    """Write one record of a sample in a line."""
    return ", ".join(str(value) for value in fields.values() if isinstance(value, str | int) and value)[:160]
