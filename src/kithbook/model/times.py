"""Times: aware instants in UTC, days, and dates of which only a part is known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_PARTIAL = re.compile(r"^(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|--(\d{2})-(\d{2}))$")
EPOCH = date(1970, 1, 1)


def instant(text: str) -> datetime:
    """Read an instant as Kithbook writes it (``2026-11-23T09:30:00Z``); raises ValueError."""
    return datetime.fromisoformat(text).astimezone(UTC)


def written(moment: datetime) -> str:
    """Write an aware instant to the second, in UTC; four digits of year also before 1000."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def from_seconds(seconds: int) -> datetime:
    """Turn seconds since the epoch, which may be negative, into an instant."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def to_seconds(moment: datetime) -> int:
    """Turn an aware instant into whole seconds since the epoch."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


def day_number(day: date) -> int:
    """Count the days since 1970-01-01: how the store and the measures hold a day."""
    return (day - EPOCH).days


def from_day_number(number: int) -> date:
    """Turn a day number back into a day."""
    return EPOCH + timedelta(days=number)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year, the month or the day may be unknown: ``2021``, ``2021-03``, ``--12-09``."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def read(cls, text: str) -> "PartialDate":
        """Read ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``--MM-DD``; raises ValueError."""
        found = _PARTIAL.match(text.strip())
        if not found:
            raise ValueError(f"not a date: {text!r}")
        year, month, day, bare_month, bare_day = (int(part) if part else None for part in found.groups())
        if year is None:
            date(2000, bare_month or 0, bare_day or 0)  # raises for what no calendar holds; 2000 had a 29 February
            return cls(None, bare_month, bare_day)
        month, day = month or None, day or None  # forms write 2021-05-00
        if day and not month:
            raise ValueError(f"a day without a month: {text!r}")
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    def __str__(self) -> str:
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}"
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def earliest(self) -> date | None:
        """Give the first day it may mean; None without a year."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date | None:
        """Give the last day it may mean; None without a year."""
        if self.year is None:
            return None
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is not None:
            return date(self.year, self.month, self.day)
        return date(self.year, self.month, monthrange(self.year, self.month)[1])
