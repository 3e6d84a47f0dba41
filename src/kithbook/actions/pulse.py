"""pulse: on how many days a month you were in touch with a person, over the last two years."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kithbook.actions import dates, who
from kithbook.model import times
from kithbook.store.book import Book

MONTHS: Final = 24


@dataclass(frozen=True, slots=True)
class Pulse:
    """Contact days by month, the oldest first, up to this month; and how long it has been since the last."""

    first: date  # the first day of the first month
    counts: tuple[int, ...]
    days: int  # contact days in all
    since: date | None  # the first contact day ever
    gap_days: int | None


def pulse(book: Book, whom: str, *, now: datetime, months: int = MONTHS) -> Pulse:
    """Count the contact days of a person's last months."""
    person, today = who.one(book, whom), dates.today(book, now)
    days = [times.from_day_number(row[1]) for row in book.digest.contact_days(until=today, person=person.number)]
    this = today.year * 12 + today.month - 1
    by_month = Counter(day.year * 12 + day.month - 1 for day in days)
    first = this - months + 1
    return Pulse(
        first=date(first // 12, first % 12 + 1, 1),
        counts=tuple(by_month[month] for month in range(first, this + 1)),
        days=len(days),
        since=min(days, default=None),
        gap_days=(today - max(days)).days if days else None,
    )
