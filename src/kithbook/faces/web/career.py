"""A career as a picture: two lanes of positions over the years, and where both were at one place lit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from kithbook.actions.show import PositionShown
from kithbook.model.times import PartialDate

WIDEST_YEARS: Final = 30
LEAST_YEARS: Final = 3  # so that one month is shown as a month, among years
NARROWEST_PERCENT: Final = 1.5  # a short time is still seen
NAMED_PERCENT: Final = 9  # a piece as wide holds its name
ROOM_PERCENT: Final = 18  # free beside a narrower one, it is named there
LAST_TICK_PERCENT: Final = 95  # a year behind it would be cut
TICKS: Final = 4
MOST_ROWS: Final = 3  # at once in a lane; what is beside them lies over the last
HANDED_OVER_YEARS: Final = 1 / 12 + 1e-6  # left and begun in one month is one after the other

Naming = Literal["within", "after", "before", "not"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a lane, in per cent of the width; in which row of it, and where its name is written."""

    x: float
    width: float
    text: str
    is_now: bool = False
    row: int = 0
    naming: Naming = "within"


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
        now = today.year + today.timetuple().tm_yday / 366
        mine = [span for one in theirs if (span := _dated(one, now)) and span[2] > now - WIDEST_YEARS]
        if not mine:
            return None
        begun = max(min(start for _, start, _, _ in mine), now - WIDEST_YEARS)
        scale = _Scale(min(begun, now - LEAST_YEARS), now)
        own = [span for one in yours if (span := _dated(one, now)) and span[2] > scale.first]
        both = _together(mine, own)
        shared = [f"{place} {_years(start, end)}" for place, start, end in both]
        words = f"Positions of {name} since {int(begun)}"
        return cls(
            scale.lane(_apart(mine)),
            scale.lane(_apart(own)),
            tuple(scale.span(place, start, end, False) for place, start, end in both),
            scale.years(),
            words + (f"; you were both at {', '.join(shared)}." if shared else ".") + " The list below says the same.",
        )

    @property
    def their_rows(self) -> int:
        """How many rows their lane has."""
        return _rows(self.theirs)

    @property
    def your_rows(self) -> int:
        """How many rows ego's lane has."""
        return _rows(self.yours)


Dated = tuple[str, float, float, bool]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float

    def at(self, year: float) -> float:
        return round(100 * (min(max(year, self.first), self.last) - self.first) / (self.last - self.first), 2)

    def span(self, text: str, start: float, end: float, is_now: bool) -> Span:  # noqa: FBT001 - one of four of a row
        width = round(max(self.at(end) - self.at(start), NARROWEST_PERCENT), 2)
        return Span(min(self.at(start), 100 - width), width, text, is_now)

    def lane(self, found: Sequence[Dated]) -> tuple[Span, ...]:
        """Lay what was at one time in rows, and name each piece where there is room."""
        laid: list[list[Dated]] = []
        for one in found:
            free = (row for row in laid if row[-1][2] - one[1] <= HANDED_OVER_YEARS)
            row = next(free, None) or (laid[-1] if len(laid) == MOST_ROWS else None)
            if row is None:
                laid.append([one])
            else:
                row.append(one)
        return tuple(one for n, row in enumerate(laid) for one in _named([self.span(*piece) for piece in row], n))

    def years(self) -> tuple[tuple[float, int], ...]:
        step = max(1, round((self.last - self.first) / TICKS))
        ticks = range(int(self.first) + 1, int(self.last) + 1, step)
        return tuple((self.at(year), year) for year in ticks if self.at(year) <= LAST_TICK_PERCENT)


def _named(row: Sequence[Span], number: int) -> list[Span]:
    ends = [0.0, *(one.x + one.width for one in row)]
    begins = [*(one.x for one in row[1:]), 100.0]
    return [
        replace(one, row=number, naming=_naming(one, begins[n] - ends[n + 1], one.x - ends[n]))
        for n, one in enumerate(row)
    ]


def _naming(one: Span, room_after: float, room_before: float) -> Naming:
    if one.width > NAMED_PERCENT:
        return "within"
    return "after" if room_after >= ROOM_PERCENT else "before" if room_before >= ROOM_PERCENT else "not"


def _rows(lane: Sequence[Span]) -> int:
    return max((one.row + 1 for one in lane), default=0)


def _years(start: float, end: float) -> str:
    first, last = int(start), int(end - 1e-6)  # the end of a December is no January
    return str(first) if last <= first else f"{first} to {last}"


def _dated(one: PositionShown, now: float) -> Dated | None:
    start = _year(one.start, last=False)
    if start is None or start > now or not one.organisation:
        return None
    end = _year(one.end, last=True) if one.end else None
    return (one.place, start, max(start, min(end or now, now)), end is None)


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
    """Leave out what the same place says twice: it would lie over itself."""
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
