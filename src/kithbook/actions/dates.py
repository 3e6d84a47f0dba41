"""Days as people write them: ``tomorrow``, ``last friday``, ``in 3 weeks``, ``12 May``, ``2026-11-23``."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kithbook.model import decision
from kithbook.model.decision import standing
from kithbook.model.fault import UserError
from kithbook.store.book import Book

ROOM_YEARS: Final = 2  # that measures of a day look back or ahead
PAST: Final = "past"
FUTURE: Final = "future"
FOUND_ZONE: Final = "zone"  # under which a book keeps the zone that its first import found

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_NUMBERS: Final = {
    word: count
    for count, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}
_UNITS: Final = {"day": 1, "week": 7, "fortnight": 14}
_SPAN = re.compile(r"(\w+) (day|week|fortnight|month|year)s?")
_CLOCK = re.compile(
    r"(?:^| )(?:at )?(?:(\d{1,2}):(\d{2})(?::\d{2})?(?: ?(am|pm))?|(\d{1,2}) ?(am|pm)|(noon|midnight))$"
)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")


def zone(book: Book) -> ZoneInfo:
    """Give the book's own time zone: the owner's latest word on it, else the one the first import found, else UTC."""
    said = [ruling.fields["zone"] for ruling in standing(book.evidence.decisions()) if ruling.verb == decision.ZONE]
    return ZoneInfo(str(said[-1]) if said else book.evidence.meta(FOUND_ZONE) or "UTC")


def today(book: Book, now: datetime) -> date:
    """Give the day that it is in the book's zone."""
    return now.astimezone(zone(book)).date()


def day(text: str, *, today: date, lean: str = PAST) -> date:
    """Read a day. `lean`: which one a bare weekday or a day without a year means, the last or the next.

    >>> monday = date(2026, 11, 23)
    >>> [str(day(words, today=monday)) for words in ("last friday", "3 weeks ago", "12 May", "yesterday")]
    ['2026-11-20', '2026-11-02', '2026-05-12', '2026-11-22']
    >>> [str(day(words, today=monday, lean=FUTURE)) for words in ("friday", "in 3 weeks", "12 May", "next month")]
    ['2026-11-27', '2026-12-14', '2027-05-12', '2026-12-23']
    """
    words = " ".join(_ORDINAL.sub(r"\1", text.casefold()).replace(",", " ").split())
    words = words.removeprefix("on ").removeprefix("the ").replace(" of ", " ")
    for reading in (_iso, _named, _weekday, _span, _calendar):
        try:
            found = reading(words, today, lean)
        except (ValueError, OverflowError) as error:
            raise UserError(f"{text!r} is no day of any calendar.", do=_HOW) from error
        if found is not None:
            return found
    raise UserError(f"{text!r} cannot be read as a day.", do=_HOW)


def coming(text: str | date, *, today: date, is_today_too: bool = False) -> date:
    """Read a day to come, or take it as given; a day that has begun is none, unless today will do.

    >>> str(coming("friday", today=date(2026, 11, 23)))
    '2026-11-27'
    """
    found = day(text, today=today, lean=FUTURE) if isinstance(text, str) else text
    if found > today or (is_today_too and found == today):
        return found
    first = "today or a day" if is_today_too else "a day"
    raise UserError(f"{found} is not ahead.", do=f"Name {first} to come, such as tomorrow or in 2 weeks.")


def asked(text: str, *, today: date) -> date:
    """Read the day as of which something is asked. Measures look two years around it, so the calendar's ends are none.

    >>> str(asked("yesterday", today=date(2026, 11, 23)))
    '2026-11-22'
    """
    found = day(text, today=today)
    if not date.min.year + ROOM_YEARS <= found.year <= date.max.year - ROOM_YEARS:
        raise UserError(f"{text!r} is too near the end of the calendar to be asked about.", do=_HOW)
    return found


_HOW: Final = "Write it as 2026-11-23, 12 May, tomorrow, last friday, in 3 weeks or 2 months ago."


def moment(text: str, *, now: datetime, zone: ZoneInfo, lean: str = PAST) -> date | datetime:
    """Read a day, or an instant where a time of day is given (``yesterday 15:30``); the time is the zone's own.

    >>> noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("UTC"))
    >>> str(moment("yesterday 3pm", now=noon, zone=ZoneInfo("Europe/Berlin")))
    '2026-11-22 15:00:00+01:00'
    """
    words = " ".join(text.casefold().split())
    today = now.astimezone(zone).date()
    if words == "now":
        return now
    if re.match(r"\d{4}-\d{2}-\d{2}t\d", words):
        return _instant(text, zone)
    clock = _CLOCK.search(words)
    if not clock:
        return day(text, today=today, lean=lean)
    rest = words[: clock.start()].strip()
    try:
        at = _time(clock)
    except ValueError as error:
        raise UserError(f"{text!r} holds no time of day.", do="Write it as 15:30 or 3pm.") from error
    return datetime.combine(day(rest, today=today, lean=lean) if rest else today, at, zone)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(f"{text!r} is no time.", do="Write it as 2026-11-23T15:30.") from error
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _time(clock: re.Match[str]) -> time:
    hour, minute, half, bare, bare_half, word = clock.groups()
    if word:
        return time(12 if word == "noon" else 0)
    half, number = half or bare_half, int(hour or bare)
    if half:
        if not 1 <= number <= 12:
            raise ValueError(clock.group())
        number = number % 12 + (12 if half == "pm" else 0)
    return time(number, int(minute or 0))


def _iso(words: str, _today: date, _lean: str) -> date | None:
    return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) else None


def _named(words: str, today: date, _lean: str) -> date | None:
    near = {"today": 0, "now": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1,
            "day before yesterday": -2, "day after tomorrow": 2}  # fmt: skip
    if words in near:
        return today + timedelta(days=near[words])
    if words in {"end month", "month end"}:
        return _months_on(today.replace(day=1), 1) - timedelta(days=1)
    return None


def _weekday(words: str, today: date, lean: str) -> date | None:
    which, _, name = words.rpartition(" ")
    index = _index(name, _WEEKDAYS)
    if index is None or which not in {"", "last", "next", "this"}:
        return None
    if which == "last" or (not which and lean == PAST):
        return today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)
    if which == "this":
        return today - timedelta(days=today.weekday()) + timedelta(days=index)
    return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)


def _span(words: str, today: date, lean: str) -> date | None:
    if words.startswith(("next ", "last ")):
        count, unit, sign = 1, words[5:], 1 if words.startswith("next") else -1
        return _moved(today, sign * count, unit) if unit in {*_UNITS, "month", "year"} else None
    if words.startswith("in "):
        sign, rest = 1, words[3:]
    elif words.endswith(" ago"):
        sign, rest = -1, words[:-4]
    else:
        sign, rest = 1 if lean == FUTURE else -1, words
    found = _SPAN.fullmatch(rest)
    if not found:
        return None
    said, unit = found.groups()
    number = int(said) if said.isdecimal() else _NUMBERS.get(said)
    return None if number is None else _moved(today, sign * number, unit)


def _moved(today: date, count: int, unit: str) -> date:
    if unit in _UNITS:
        return today + timedelta(days=count * _UNITS[unit])
    return _months_on(today, count * (12 if unit == "year" else 1))


def _months_on(start: date, count: int) -> date:
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    for last in (start.day, 30, 29, 28):  # 31 January and a month is the last of February
        try:
            return date(year, month + 1, min(start.day, last))
        except ValueError:
            continue
    raise ValueError(start)


def _calendar(words: str, today: date, lean: str) -> date | None:
    parts = words.split()
    if not 2 <= len(parts) <= 3:
        return None
    year = int(parts.pop()) if len(parts) == 3 and re.fullmatch(r"\d{4}", parts[2]) else None
    if len(parts) != 2:
        return None
    number, name = sorted(parts, key=lambda part: not part.isdecimal())
    month = _index(name, _MONTHS)
    if month is None or not re.fullmatch(r"\d{1,2}", number):
        return None
    if year is not None:
        return date(year, month + 1, int(number))
    return _nearest(month + 1, int(number), today, lean)


def _nearest(month: int, number: int, today: date, lean: str) -> date:
    date(2000, month, number)  # raises for what no year holds
    step = -1 if lean == PAST else 1
    for year in range(today.year, today.year + 9 * step, step):  # 29 February may be eight years off
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if (found <= today) if lean == PAST else (found >= today):
            return found
    raise ValueError(f"{number} {month}")


def _index(name: str, names: tuple[str, ...] | list[str]) -> int | None:
    short = name.rstrip(".")
    if len(short) < 3:
        return None
    return next((place for place, full in enumerate(names) if full.startswith(short)), None)
