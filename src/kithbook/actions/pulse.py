"""pulse: on how many days a month you were in touch with a person, over the last two years."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from kithbook.actions.about import About
from kithbook.model import times

MONTHS: Final = 24


@dataclass(frozen=True, slots=True)
class Pulse:
    """Contact days by month, the oldest first, up to this month; and how long it has been since the last."""

    first: date  # the first day of the first month
    counts: tuple[int, ...]
    days: int  # contact days in all
    since: date | None  # the first contact day ever
    gap_days: int | None


def pulse_of(about: About, *, months: int = MONTHS) -> Pulse:
    """Count the contact days of the last months of the person asked about."""
    this = about.day.year * 12 + about.day.month - 1
    first = this - months + 1
    begun = date(first // 12, first % 12 + 1, 1)
    days = [row[1] for row in about.days]  # in rising order, as numbers
    latest = (times.from_day_number(day) for day in days[bisect_left(days, times.day_number(begun)) :])
    by_month = Counter(day.year * 12 + day.month - 1 for day in latest)
    return Pulse(
        first=begun,
        counts=tuple(by_month[month] for month in range(first, this + 1)),
        days=len(days),
        since=times.from_day_number(days[0]) if days else None,
        gap_days=times.day_number(about.day) - days[-1] if days else None,
    )
