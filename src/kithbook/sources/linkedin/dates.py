"""The shapes in which LinkedIn writes dates, one function a shape: a column knows its own, nothing is guessed."""

import contextlib
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from kithbook.sources.draft import partial_date

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            # English as in every archive seen; German, French and Spanish cost nothing to allow.
            "jan january januar janv janvier ene enero jän jänner",
            "feb february februar févr fevr fév février fevrier febrero",
            "mar march mär märz mrz mars marzo",
            "apr april avr avril abr abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juil juillet julio",
            "aug august août aout ago agosto",
            "sep sept september septembre septiembre set",
            "oct october okt oktober octobre octubre",
            "nov november novembre noviembre",
            "dec december dez dezember déc décembre decembre dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}

_DAY = re.compile(r"(\d{1,2})[.\s\-/]+(?:de\s+)?([^\W\d_]{3,10})\.?[\s\-/,]+(?:de\s+)?(\d{4}|\d{2})", re.IGNORECASE)
_MINUTE = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AP]\.?M\.?)?)?", re.IGNORECASE
)
_STAMP = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:UTC|GMT|Z)?")
_JAVA = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (?:UTC|GMT) (\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MONTH = re.compile(r"(?:([^\W\d_]{3,10})\.?\s+(?:de\s+)?)?(\d{4})", re.IGNORECASE)
_NAMED_DAY = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2})(?:, (\d{4}))?", re.IGNORECASE)

# LinkedIn opened in 2003: where a year has two digits, the century is never in doubt.
_CENTURY: Final = 2000


def _written(year: int, month: int, day: int) -> str | None:
    try:
        return date(year + _CENTURY if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=20_000)  # thousands of rows share a few days
def day(text: str) -> str | None:
    """Read ``05 Jun 2023`` and what spreadsheets make of it, ``05-Jun-23``."""
    found = _DAY.fullmatch(text.strip())
    month = found and _MONTHS.get(found[2].lower())
    return _written(int(found[3]), month, int(found[1])) if found and month else None


@lru_cache(maxsize=2_000)
def minute(text: str) -> str | None:
    """Read ``6/5/23, 3:04 PM``, month first. It states no zone, so only the day is taken."""
    found = _MINUTE.fullmatch(text.strip())  # \s holds the narrow blank that newer programs put before PM
    return _written(int(found[3]), int(found[1]), int(found[2])) if found else None


def stamp(text: str) -> str | None:
    """Read ``2023-06-05 15:04:05 UTC``, with or without zone or seconds, also with slashes, as an instant."""
    if len(text) == 23 and text[10] + text[19:] == "  UTC" and text[4] + text[7] + text[13] + text[16] == "--::":
        with contextlib.suppress(ValueError):  # the usual shape, quickly
            datetime.fromisoformat(text[:19])
            return f"{text[:10]}T{text[11:19]}Z"
    found = _STAMP.fullmatch(text.strip())
    if not found:
        return None
    year, month, day_, hour, minute_, second = (int(part or 0) for part in found.groups())
    if hour > 23 or minute_ > 59 or second > 59 or not _written(max(year, 100), month, day_) or not year:
        return None
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{second:02d}Z"


def java(text: str) -> str | None:
    """Read ``Tue Jun 06 12:34:56 UTC 2023``."""
    found = _JAVA.fullmatch(text.strip())
    month = found and _MONTHS.get(found[1].lower())
    if not found or not month:
        return None
    return stamp(f"{found[6]}-{month:02d}-{int(found[2]):02d} {found[3]}:{found[4]}:{found[5]}")


def partial(text: str) -> str | None:
    """Read ``Jun 2023`` or ``2023``, and a full day where one is given, as a partial date."""
    found = _MONTH.fullmatch(text.strip())
    if not found:
        return day(text)
    month = _MONTHS.get(found[1].lower()) if found[1] else None
    if found[1] and not month:
        return None
    return f"{found[2]}-{month:02d}" if month else found[2]


def birthday(text: str) -> str | None:
    """Read ``Jun 5`` or ``Jun 5, 1980`` as a partial date; a year is then four digits."""
    found = _NAMED_DAY.fullmatch(text.strip())
    month = found and _MONTHS.get(found[1].lower())
    if not found or not month:
        return None
    year, number = found[3], int(found[2])
    if not _written(int(year) if year else 2000, month, number):  # 2000 had a 29 February
        return None
    return f"{year}-{month:02d}-{number:02d}" if year else f"--{month:02d}-{number:02d}"


def born(text: str) -> str | None:
    """Read the birthday of an uploaded contact: as LinkedIn writes days, or as the phone book had it.

    Which number is the month may not be certain there, nor the century of two digits: such a day is none.
    """
    said = " ".join(text.split())
    instant = stamp(said) or java(said)
    if instant:
        return partial_date(instant[:10]) or None
    if slashed := _SLASHED.fullmatch(said):
        one, two, year = (int(part) for part in slashed.groups())
        if one <= 12 and two <= 12 and one != two:
            return None
        return _written(year, *((two, one) if one > 12 else (one, two)))
    if named := _DAY.fullmatch(said):
        return day(said) if len(named[3]) == 4 else None
    return birthday(said) or (partial_date(said) if len(said) > len("1980") else "") or None


def first_of_range(text: str) -> str | None:
    """Read ``Mar 15, 2023 10:00 AM - …``: a span without a zone, of which the first day is taken."""
    found = re.match(r"([^\W\d_]{3,10}\.? \d{1,2}, \d{4})\b", text.strip())
    return birthday(found[1]) if found else None
