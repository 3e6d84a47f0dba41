"""Circles: people who share a place, an employer or a group, as far as the book knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Circles:
    """Who belongs to which circle: one row a person and circle, sorted, without repeats."""

    person: Ints
    circle: Ints  # a place in `names`
    names: tuple[str, ...]

    @classmethod
    def read(cls, memberships: Iterable[tuple[int, str]]) -> "Circles":
        """Take (person, name of a circle) in any order; nameless circles are none."""
        pairs = sorted({(person, name) for person, name in memberships if name})
        names = tuple(sorted({name for _, name in pairs}))
        place = {name: at for at, name in enumerate(names)}
        table = np.array([(person, place[name]) for person, name in pairs], np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1], names)

    @cached_property
    def _of(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        for person, circle in zip(self.person.tolist(), self.circle.tolist(), strict=True):
            found.setdefault(person, []).append(self.names[circle])
        return {person: tuple(names) for person, names in found.items()}

    def of(self, person: int) -> tuple[str, ...]:
        """Name the circles of one person."""
        return self._of.get(person, ())

    def size(self) -> Ints:
        """Count the people in every circle."""
        return np.bincount(self.circle, minlength=len(self.names))

    def overlap(self, people: Ints, active: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Give for each of the people (ascending) the share of their circles that someone else active is in.

        NaN for people of whom no circle is known.
        """
        if not len(people):
            return np.zeros(0)
        at = np.minimum(np.searchsorted(people, self.person), len(people) - 1)
        inside = people[at] == self.person
        at, circle = at[inside], self.circle[inside]
        lively = active[at]
        others = np.bincount(circle[lively], minlength=len(self.names))[circle] - lively
        total = np.bincount(at, minlength=len(people))
        covered = np.bincount(at[others > 0], minlength=len(people))
        return np.where(total > 0, covered / np.maximum(total, 1), np.nan)
