"""Contact days as columns: what every measure is computed from, for all people at once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kithbook.model.interaction import IN, OUT

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

SECONDS_A_DAY: Final = 86_400
_WORD: Final = "U4"  # out, in, both


def _signs(words: NDArray[np.str_]) -> Ints:
    """Turn directions into numbers: 1 ego, -1 the person, 0 both (a meeting)."""
    return np.asarray((words == OUT).astype(np.int64) - (words == IN))


@dataclass(frozen=True)
class Days:
    """Contact days by person and day, one column a field of `model.interaction.ContactDay`.

    A slot is a person's place in `people`; what a measure gives has one value a slot.
    """

    person: Ints
    day: Ints
    out: Ints
    into: Ints
    meetings: Ints
    answered: Ints
    smallest: Ints
    first: Ints  # 1 ego began the day, -1 the person did, 0 both
    last: Ints
    last_from_them: Ints  # seconds since the epoch, 0 if none
    last_from_ego: Ints

    @classmethod
    def read(cls, rows: Iterable[tuple[Any, ...]]) -> "Days":
        """Turn rows in the order of ContactDay's fields, in whatever order they come, into columns."""
        listed = list(rows)
        words = {"first", "last"}
        layout = np.dtype([(name, _WORD if name in words else np.int64) for name in cls.names()])
        table = np.fromiter(listed, layout, len(listed))  # one pass: a quarter of the time that columns of lists take
        days = cls(*(_signs(table[name]) if name in words else table[name].copy() for name in cls.names()))
        return days if days.is_sorted else days.where(np.lexsort((days.day, days.person)))

    @classmethod
    def sorted_rows(cls, rows: Iterable[tuple[int, ...]]) -> "Days":
        """Turn rows by person and day, with directions as signs, into columns; none of them is held as a row."""
        table = np.fromiter(rows, np.dtype([(name, np.int64) for name in cls.names()]))
        return cls(*(np.ascontiguousarray(table[name]) for name in cls.names()))

    @classmethod
    def names(cls) -> list[str]:
        """Name the columns in order."""
        return [column.name for column in fields(cls)]

    def __len__(self) -> int:
        return len(self.day)

    @property
    def is_sorted(self) -> bool:
        """Say whether the rows stand by person and day, as the store gives them."""
        step, back = np.diff(self.person), np.diff(self.day) < 0
        return not bool(((step < 0) | ((step == 0) & back)).any())

    def where(self, chosen: Flags | Ints) -> "Days":
        """Take the chosen rows, by flags or by their places."""
        return Days(*(getattr(self, name)[chosen] for name in self.names()))

    def until(self, today: int) -> "Days":
        """Keep what happened before the end of a day (a day number)."""
        return self if not len(self) or self.day.max() <= today else self.where(self.day <= today)

    @cached_property
    def starts(self) -> Ints:
        """Give the first row of every slot."""
        fresh = np.ones(len(self), dtype=bool)
        fresh[1:] = self.person[1:] != self.person[:-1]
        return np.flatnonzero(fresh)

    @cached_property
    def ends(self) -> Ints:
        """Give the last row of every slot."""
        return np.append(self.starts[1:], len(self))[: len(self.starts)] - 1

    @cached_property
    def people(self) -> Ints:
        """Give the person in every slot, ascending."""
        return self.person[self.starts]

    @cached_property
    def slot(self) -> Ints:
        """Give the slot of every row."""
        return np.repeat(np.arange(len(self.starts)), self.contact_days)

    @cached_property
    def contact_days(self) -> Ints:
        """Count the days of every slot."""
        return self.ends - self.starts + 1

    @cached_property
    def first_day(self) -> Ints:
        """Give the first day of every slot."""
        return self.day[self.starts]

    @cached_property
    def last_day(self) -> Ints:
        """Give the last day of every slot."""
        return self.day[self.ends]

    @cached_property
    def silence(self) -> Ints:
        """Give the days since the person's row before; for a first row the greatest number there is."""
        steps = np.full(len(self), np.iinfo(np.int64).max)
        steps[1:] = self.day[1:] - self.day[:-1]
        steps[self.starts] = np.iinfo(np.int64).max
        return steps

    def total(self, values: NDArray[Any]) -> Floats:
        """Add up a row's value over every slot."""
        return np.add.reduceat(values.astype(np.float64), self.starts) if len(self) else np.zeros(0)

    def greatest(self, values: Ints) -> Ints:
        """Take the greatest of a row's value over every slot."""
        return np.maximum.reduceat(values, self.starts) if len(self) else np.zeros(0, np.int64)

    def faded(self, today: int, half_life_days: float) -> Floats:
        """Weigh every row by its age: one half for every half-life that has passed."""
        ages = today - self.day
        table = np.exp2(-np.arange(int(ages.max(initial=0)) + 1) / half_life_days)
        return np.asarray(table[ages])

    def counter(self, today: int, half_life_days: float) -> Floats:
        """Count contact days, each faded by its age: ``C_h = Σ 0.5^((today − day)/h)``."""
        return self.total(self.faded(today, half_life_days))
