"""A career as a picture: two lanes of positions over the years, and where both were at one place lit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kithbook.actions.show import PositionShown
from kithbook.model.times import PartialDate

WIDEST_YEARS: Final = 30
NARROWEST_SHARE: Final = 1.5  # per cent: a short time is still seen
TICKS: Final = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a lane, in per cent of the width."""

    x: float
    width: float
    text: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Career:
    """Two lanes over the same years. `words` says the same for those who do not see it."""

    theirs: tuple[Span, ...]
    yours: tuple[Span, ...]
    together: tuple[Span, ...]
    years: tuple[tuple[float, int], ...]
    words: str

    @classmethod
    def of(
        cls, theirs: Sequence[PositionShown], yours: Sequence[PositionShown], *, today: date, name: str
    ) -> "Career | None":
        """Draw what is dated; None where nothing of theirs is."""
        mine = [span for one in theirs if (span := _dated(one, today))]
        own = [span for one in yours if (span := _dated(one, today))]
        if not mine:
            return None
        first = max(min(start for _, start, _, _ in mine), today.year - WIDEST_YEARS + 0.0)
        own = [one for one in own if one[2] > first]
        scale = _Scale(first, today.year + today.timetuple().tm_yday / 366)
        both = _together(mine, own)
        shared = [f"{place} {int(start)} to {int(end)}" for place, start, end in both]
        words = f"Positions of {name} since {int(first)}"
        return cls(
            tuple(scale.span(*one) for one in _apart(mine)),
            tuple(scale.span(*one) for one in _apart(own)),
            tuple(scale.span(place, start, end, False) for place, start, end in both),
            scale.years(),
            words + (f"; you were both at {', '.join(shared)}." if shared else ".") + " The list below says the same.",
        )


Dated = tuple[str, float, float, bool]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float

    def at(self, year: float) -> float:
        return round(100 * (min(max(year, self.first), self.last) - self.first) / max(self.last - self.first, 0.1), 2)

    def span(self, text: str, start: float, end: float, is_now: bool) -> Span:  # noqa: FBT001 - one of four of a row
        x = self.at(start)
        return Span(x, round(max(self.at(end) - x, NARROWEST_SHARE), 2), text, is_now)

    def years(self) -> tuple[tuple[float, int], ...]:
        step = max(1, round((self.last - self.first) / TICKS))
        return tuple((self.at(year), year) for year in range(int(self.first) + 1, int(self.last), step))


def _dated(one: PositionShown, today: date) -> Dated | None:
    start = _year(one.start, last=False)
    if start is None or not one.organisation:
        return None
    end = _year(one.end, last=True) if one.end else None
    now = today.year + today.timetuple().tm_yday / 366
    return (one.organisation, start, max(start, min(end or now, now)), end is None)


def _year(text: str | None, *, last: bool) -> float | None:
    try:
        day = PartialDate.read(text) if text else None
    except ValueError:
        return None
    if day is None or not day.year:
        return None
    month = day.month or (12 if last else 1)
    return day.year + (month - (0 if last else 1)) / 12


def _apart(found: list[Dated]) -> list[Dated]:
    """Leave out what the same place says twice, so that a lane stays one line."""
    kept: list[Dated] = []
    for one in sorted(found, key=lambda span: (span[1], -span[2])):
        if not any(other[0] == one[0] and other[1] <= one[1] and one[2] <= other[2] for other in kept):
            kept.append(one)
    return kept


def _together(theirs: list[Dated], yours: list[Dated]) -> list[tuple[str, float, float]]:
    found = [
        (place, max(start, other_start), min(end, other_end))
        for place, start, end, _ in theirs
        for other, other_start, other_end, _ in yours
        if place.casefold() == other.casefold() and max(start, other_start) < min(end, other_end)
    ]
    return sorted(set(found), key=lambda one: one[1])
