"""Recurrence rules (RFC 5545): which days a repeated event falls on, in a bounded number of steps.

The bound is a number of steps, not a time: a rule gives the same days on a fast machine and on a busy one.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Final

MOST_STEPS: Final = 60_000  # days looked at and times made for one rule: 160 years of days, about 50 ms
MOST_TIMES: Final = 288  # times a day: every five minutes

YEARLY: Final = "YEARLY"
MONTHLY: Final = "MONTHLY"
WEEKLY: Final = "WEEKLY"
DAILY: Final = "DAILY"

_WEEKDAYS: Final = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBERS: Final = {
    "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366), "BYHOUR": (0, 23), "BYMINUTE": (0, 59), "BYSECOND": (0, 59),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One RRULE, understood."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""  # as written: a day, a local time, or an instant
    first_weekday: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()  # (which one or 0 for every, weekday)
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()


def read(text: str) -> Rule:
    """Read a rule; raises ValueError for what is none, or repeats more often than daily."""
    parts = {
        name.strip().upper(): value.strip().upper()
        for name, _, value in (part.partition("=") for part in text.split(";"))
    }
    frequency = parts.get("FREQ", "")
    if frequency in {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise ValueError(f"a rule that repeats {frequency.lower()} is not followed")
    if frequency not in {YEARLY, MONTHLY, WEEKLY, DAILY}:
        raise ValueError("a rule without a known FREQ")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise ValueError(f"a rule in the calendar {parts['RSCALE'].lower()} is not followed")
    numbers = {name: _numbers(parts[name], *bounds) for name, bounds in _NUMBERS.items() if parts.get(name)}
    return Rule(
        frequency,
        interval=max(1, _number(parts.get("INTERVAL") or "1")),
        count=_number(parts["COUNT"]) if parts.get("COUNT") else None,
        until=parts.get("UNTIL", ""),
        first_weekday=_WEEKDAYS.get(parts.get("WKST", "MO"), 0),
        weekdays=_weekdays(parts.get("BYDAY", "")),
        months=numbers.get("BYMONTH", ()),
        month_days=numbers.get("BYMONTHDAY", ()),
        year_days=numbers.get("BYYEARDAY", ()),
        weeks=numbers.get("BYWEEKNO", ()),
        places=numbers.get("BYSETPOS", ()),
        hours=numbers.get("BYHOUR", ()),
        minutes=numbers.get("BYMINUTE", ()),
        seconds=numbers.get("BYSECOND", ()),
    )


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError(f"not a number: {text[:20]}")
    return int(text)


def _numbers(text: str, low: int, high: int) -> tuple[int, ...]:
    found = []
    for part in text.split(","):
        number = part.strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,3}", number) or not low <= int(number) <= high:
            raise ValueError(f"not a number between {low} and {high}: {number[:20]}")
        found.append(int(number))
    return tuple(sorted(set(found)))


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _BY_DAY.fullmatch(part)
        if not match:
            raise ValueError(f"not a weekday: {part[:20]}")
        found.append((int(match[1] or 0), _WEEKDAYS[match[2]]))
    return tuple(found)


def occurrences(rule: Rule, start: datetime, last: datetime) -> Iterator[datetime]:
    """Give the local times on which the rule falls, in order, from `start` (always the first) to `last`."""
    yield start
    counted, steps = 1, 0
    full = _completed(rule, start)
    times = _times(full, start)
    for days in _periods(full, start.date(), last.date()):
        steps += len(days)
        fitting = [day for day in days if _fits(full, day)]
        moments = [datetime.combine(day, moment) for day in fitting for moment in times]
        steps += len(moments)
        for moment in _placed(full, moments):
            if moment <= start:
                continue
            if moment > last or (rule.count is not None and counted >= rule.count):
                return
            counted += 1
            yield moment
        if steps > MOST_STEPS:
            return


def _completed(rule: Rule, start: datetime) -> Rule:
    """Take from the start what the rule leaves open: the month, the day of the month, the weekday."""
    if rule.frequency == YEARLY and not (rule.weeks or rule.year_days or rule.month_days or rule.weekdays):
        return replace(rule, months=rule.months or (start.month,), month_days=(start.day,))
    if rule.frequency == YEARLY and rule.weeks and not (rule.year_days or rule.month_days or rule.weekdays):
        return replace(rule, weekdays=((0, start.weekday()),))
    if rule.frequency == MONTHLY and not (rule.month_days or rule.weekdays):
        return replace(rule, month_days=(start.day,))
    if rule.frequency == WEEKLY and not rule.weekdays:
        return replace(rule, weekdays=((0, start.weekday()),))
    return rule


def _times(rule: Rule, start: datetime) -> list[time]:
    hours, minutes, seconds = (
        rule.hours or (start.hour,),
        rule.minutes or (start.minute,),
        rule.seconds or (start.second,),
    )
    return [time(*parts) for parts in product(hours, minutes, seconds)][:MOST_TIMES]


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """Give the days of each year, month, week or day that the rule visits; years before 9999 only."""
    if rule.frequency == YEARLY:
        for year in range(first.year, min(last.year, 9998) + 1, rule.interval):
            yield [day for month in rule.months or range(1, 13) for day in _month(year, month)]
    elif rule.frequency == MONTHLY:
        start, end = first.year * 12 + first.month - 1, min(last.year, 9998) * 12 + last.month - 1
        for number in range(start, end + 1, rule.interval):
            yield _month(number // 12, number % 12 + 1)
    else:
        width = 7 if rule.frequency == WEEKLY else 1
        back = (first.weekday() - rule.first_weekday) % 7 if width == 7 else 0
        for number in range(first.toordinal() - back, last.toordinal() + 1, width * rule.interval):
            yield [date.fromordinal(max(1, number + step)) for step in range(width)]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _in_month(rule.month_days, day):
        return False
    if rule.year_days and not _in_year(rule.year_days, day):
        return False
    if rule.weeks and not _in_week(rule, day):
        return False
    return not rule.weekdays or any(
        weekday == day.weekday() and _is_nth(rule, which, day) for which, weekday in rule.weekdays
    )


def _in_month(days: tuple[int, ...], day: date) -> bool:
    return day.day in days or day.day - calendar.monthrange(day.year, day.month)[1] - 1 in days


def _year_length(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _in_year(days: tuple[int, ...], day: date) -> bool:
    number = day.timetuple().tm_yday
    return number in days or number - _year_length(day.year) - 1 in days


def _in_week(rule: Rule, day: date) -> bool:
    """Say whether a day lies in one of the weeks of its own year, counted from the first with four days in it."""
    first = date(day.year, 1, 1)
    shift = (first.weekday() - rule.first_weekday) % 7
    start = first.toordinal() - shift + (7 if shift > 3 else 0)
    number = (day.toordinal() - start) // 7 + 1
    following = date(day.year + 1, 1, 1)
    following_shift = (following.weekday() - rule.first_weekday) % 7
    end = following.toordinal() - following_shift + (7 if following_shift > 3 else 0)
    total = (end - start) // 7
    return 1 <= number <= total and (number in rule.weeks or number - total - 1 in rule.weeks)


def _is_nth(rule: Rule, which: int, day: date) -> bool:
    if not which or rule.frequency not in {YEARLY, MONTHLY}:
        return True
    if rule.frequency == YEARLY and not rule.months:
        number, length = day.timetuple().tm_yday, _year_length(day.year)
    else:
        number, length = day.day, calendar.monthrange(day.year, day.month)[1]
    return which in {(number - 1) // 7 + 1, -((length - number) // 7 + 1)}


def _placed(rule: Rule, moments: list[datetime]) -> list[datetime]:
    """Keep the first, the last, the third … of a period, where the rule says so."""
    if not rule.places:
        return moments
    size = len(moments)
    kept = {place - 1 if place > 0 else size + place for place in rule.places}
    return [moment for number, moment in enumerate(moments) if number in kept]


def day_after(moment: datetime) -> datetime:
    """Give the same time a day later; the same on the last day that there is."""
    try:
        return moment + timedelta(days=1)
    except OverflowError:
        return moment
