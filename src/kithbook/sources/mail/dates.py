"""Dates of messages: those of the standard quickly, broken ones as well as can be, impossible ones not at all."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from kithbook.model import times

# RFC 822 is of August 1982: what claims to be older comes from a clock that had lost its day (1970, 1979, 1980).
FIRST_YEAR: Final = 1982
# Network time overflows in 2036 and Unix time in 2038; clocks that are wrong by decades stand there and beyond.
LAST_YEAR: Final = 2035
FURTHEST_ZONE_MINUTES: Final = 14 * 60
# A message cannot be written after it arrived (two days: clocks and zones), and seldom a year before.
LATE: Final = timedelta(days=2)
EARLY: Final = timedelta(days=365)

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen janv januar january", "feb fév fev febr februar february", "mar mär mrz mars maart march",
            "apr abr avr avril april", "may mai maj mag mei", "jun giu juin juni june", "jul lug juil juli july",
            "aug ago août aout august", "sep set sept september", "oct okt out ott october oktober",
            "nov november", "dec dez dic déc dicembre december dezember",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES: Final = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60,
    "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "jst": 540, "kst": 540,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "akdt": -480, "hst": -600, "nzst": 720, "nzdt": 780, "aest": 600, "aedt": 660,
}  # fmt: skip

_STANDARD = re.compile(
    r"\s*(?:[^\W\d]{2,9}\.?,?\s*)?(\d{1,2})[\s.-]{1,2}([^\W\d]{3,9})\.?[\s,.-]+(\d{1,4})[\s,]+"
    r"(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.\d+)?)?\s*([ap]m)?\s*"
    r"(?:\(?([+-]\d{4}|[+-]\d\d:\d\d|[A-Za-z]{1,5})\b)?(.{0,2}[+-]\d{4})?",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    r".*?([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:([+-]\d{4}|[A-Z]{2,5})\s+)?(\d{4})"
    r"(?:\s+([+-]\d{4}))?"
)
_ISO = re.compile(r".*?(\d{4})[-/](\d\d?)[-/](\d\d?)[T ]+(\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*([+-]\d\d:?\d\d|Z)?")


# What nine messages of ten have, to the letter.
_STRICT = re.compile(
    r"(?:[A-Z][a-z]{2}, )?((\d{1,2}) ([A-Z][a-z]{2}) (\d{4})) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d)([0-5]\d)\b|(GMT)$)"
)


class Stated(NamedTuple):
    """A date as stated: the instant, the zone's offset in minutes (None: not said), and whether to be trusted."""

    at: datetime  # naive, in UTC
    zone_minutes: int | None
    is_sound: bool


def _year(text: str) -> int:
    """Read a year of one to four digits; 0 stays 0, which is no year."""
    year = int(text)
    if len(text) == 4 or len(text) == 1:
        return year
    if len(text) == 3:
        return year + 1900  # what programs wrote that counted from 1900
    return year + (2000 if year < 69 else 1900)


def _zone(text: str | None) -> tuple[int | None, bool]:
    """Read a zone: minutes east, None where it is not said, and whether it can be one."""
    if not text:
        return None, True
    if text[0] in "+-":
        digits = text[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes > FURTHEST_ZONE_MINUTES or int(digits[2:]) > 59:
            return None, False
        if text == "-0000":
            return None, True  # RFC 5322: the time in UTC, and no word about the zone
        return (minutes if text[0] == "+" else -minutes), True
    return _ZONES.get(text.lower()), True


def _made(
    day: tuple[int, int, int], clock: tuple[str, str, str | None], zone: str | None, half: str | None = None
) -> Stated | None:
    """Put a date together; None where no calendar holds it."""
    year, month, number = day
    hour, minute, second = int(clock[0]), int(clock[1]), min(int(clock[2] or 0), 59)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    offset, is_zone = _zone(zone)
    try:
        local = datetime(year, month, number, hour, minute, second)  # noqa: DTZ001  the zone is taken off below
        at = local - timedelta(minutes=offset) if offset else local
    except (ValueError, OverflowError):
        return None
    return Stated(at, offset, is_zone) if FIRST_YEAR <= at.year <= LAST_YEAR else None


def read(text: str) -> Stated | None:
    """Read a date in the standard's form, or in one of those seen in its place; None where there is none."""
    text = text[:200]
    found = _STANDARD.match(text)
    if found:
        day, name, year, hour, minute, second, half, zone, behind = found.groups()
        month = _MONTHS.get(name.lower()) or _MONTHS.get(name[:3].lower())
        if month:
            if behind and (not zone or zone[0] not in "+-"):
                zone = behind[-5:]  # "GMT+0200" and "(CEST) +0200"
            return _made((_year(year), month, int(day)), (hour, minute, second), zone, half)
    found = _ASCTIME.match(text)
    if found:
        name, day, hour, minute, second, before, year, behind = found.groups()
        return _made((int(year), _MONTHS.get(name.lower(), 0), int(day)), (hour, minute, second), before or behind)
    found = _ISO.match(text)
    if found:
        year, month_text, day, hour, minute, second, zone = found.groups()
        return _made((int(year), int(month_text), int(day)), (hour, minute, second), zone)
    return None


def _strict(text: str) -> tuple[Stated, str] | None:
    """Read a date in exactly the standard's form, and give its day as written; None leaves it to `read`."""
    found = _STRICT.match(text)
    if not found:
        return None
    written_day, day, name, year, hour, minute, second, sign, zone_hours, zone_minutes, _ = found.groups()
    month = _MONTHS.get(name.lower(), 0)
    offset = int(zone_hours) * 60 + int(zone_minutes) if sign else 0
    if offset > FURTHEST_ZONE_MINUTES or not month:
        return None
    try:
        at = datetime(int(year), month, int(day), int(hour), int(minute), int(second))  # noqa: DTZ001  taken off below
    except ValueError:
        return None
    if sign == "-":
        offset = -offset
    if offset:
        at -= timedelta(minutes=offset)
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return None
    return Stated(at, None if sign == "-" and not offset else offset, is_sound=True), written_day


def received(value: str) -> Stated | None:
    """Read the time of arrival at the end of a Received field."""
    found = read(value.rpartition(";")[2])
    return found if found and found.is_sound else None


def separator(line: bytes) -> Stated | None:
    """Read the time in a mailbox's separator line."""
    return read_asctime(line.decode("latin-1")) if line else None


def read_asctime(text: str) -> Stated | None:
    """Read the date that stands somewhere in a separator."""
    words = text[5:600].split()
    for start in range(min(len(words), 12)):
        if words[start].rstrip(",") in {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}:
            return read(" ".join(words[start:]))
    return read(" ".join(words[-3:]))


class Moment(NamedTuple):
    """When a message was sent, as far as can be known."""

    at: datetime | None
    zone_minutes: int | None
    is_guessed: bool
    is_of_message: bool  # known from the message itself, not from the container around it


def moment(stated: str, arrivals: Sequence[str], separator_line: bytes, *, is_resent: bool = False) -> Moment:
    """Take the stated date where it can be true; else the newest arrival, else the separator's, as a guess."""
    quick = _strict(stated)
    if quick and (not arrivals or quick[1] in arrivals[0]):  # it arrived on the day it was sent
        return Moment(quick[0].at, quick[0].zone_minutes, is_guessed=False, is_of_message=True)
    said = read(stated) if stated else None
    if said and said.is_sound:
        first = received(arrivals[0]) if arrivals and not is_resent else None
        if first is None or first.at - EARLY <= said.at <= first.at + LATE:
            return Moment(said.at, said.zone_minutes, is_guessed=False, is_of_message=True)
    known = [found.at for found in map(received, arrivals) if found]
    if known:
        return Moment(max(known), None, is_guessed=True, is_of_message=True)
    around = separator(separator_line)
    if around:
        return Moment(around.at, None, is_guessed=True, is_of_message=False)
    if said:
        return Moment(said.at, None, is_guessed=True, is_of_message=True)  # only its zone cannot be
    return Moment(None, None, is_guessed=False, is_of_message=True)


def written(at: datetime) -> str:
    """Write a naive moment in UTC as records have it."""
    return f"{at.isoformat()}Z" if not at.microsecond else times.written(at.replace(tzinfo=UTC))
