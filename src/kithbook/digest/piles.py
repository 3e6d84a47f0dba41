"""Rows of whole numbers, gathered in any order and given sorted, each once: a fifth of what tuples in a list take."""

from array import array
from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any, Final, Generic, TypeVar, cast

_BITS: Final = 63  # of the first number of a row, a hash
_PILE_BITS: Final = 6  # sorted a sixty-fourth at a time, since for that rows must be tuples

Numbers = TypeVar("Numbers", bound=tuple[int, ...])


class Piles(Generic[Numbers]):
    """Rows of one width, of which the first number is a hash of 63 bits."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._piles = [array("q") for _ in range(1 << _PILE_BITS)]

    def add(self, row: Numbers) -> None:
        """Add a row."""
        self._piles[row[0] >> (_BITS - _PILE_BITS)].extend(row)

    def sort(self, *, without: Collection[tuple[int, ...]] = ()) -> None:
        """Bring the rows into their order, each once, some left out."""
        for nth, pile in enumerate(self._piles):
            rows: set[tuple[int, ...]] = set(self._rows(pile))
            rows.difference_update(without)
            self._piles[nth] = array("q", chain.from_iterable(sorted(rows)))

    def __iter__(self) -> Iterator[Numbers]:
        """Give the rows as they lie."""
        return chain.from_iterable(map(self._rows, self._piles))

    def _rows(self, pile: "array[int]") -> Iterator[Numbers]:
        return cast("Iterator[Any]", zip(*[iter(pile)] * self._width, strict=True))
