"""How every tie stands on a day, in the few figures that lists show; computed once a day and remembered."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from math import isnan
from typing import Final

from kithbook.model import times
from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, LATENT, SEEN, Person
from kithbook.store.book import Book

NAME: Final = "measured-1"  # under which the digest remembers; the number grows when the columns change
STATES: Final = (ACTIVE, DRIFTING, DORMANT, LATENT, SEEN)
COLUMNS: Final = 5  # person, strength, layer, last day, state


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's tie on a day. Strength and layer are None without a contact day, and for the merely seen."""

    strength: float | None
    layer: int | None
    last: date | None
    state: str


class Standings:
    """How every tie stands on a day, each read when it is asked for: a list shows few of many."""

    def __init__(self, raw: bytes) -> None:
        self._table = memoryview(raw).cast("d")  # read without numpy, which takes longer to load than a list to show
        self._rows = range(len(self._table) // COLUMNS)

    def of(self, person: Person) -> Standing:
        """Give a person's standing: latent or seen without a contact day."""
        return self._of(person.number, LATENT if person.is_known else SEEN)

    def _of(self, number: int, without: str = LATENT) -> Standing:
        row = bisect_left(self._rows, number, key=lambda at: int(self._table[COLUMNS * at]))
        if row == len(self._rows) or self._table[COLUMNS * row] != number:
            return Standing(None, None, None, without)
        return _standing(self._table[COLUMNS * row : COLUMNS * (row + 1)])

    def items(self) -> Iterator[tuple[int, Standing]]:
        """Give everyone with a contact day, by number."""
        for at in self._rows:
            row = self._table[COLUMNS * at : COLUMNS * (at + 1)]
            yield int(row[0]), _standing(row)

    def strongest(self, count: int) -> list[tuple[int, Standing]]:
        """Give those of the strongest ties, by number; whose strength is unknown is not among them."""
        numbers, shares = self._table[::COLUMNS].tolist(), self._table[1::COLUMNS].tolist()
        least = min(nlargest(count, (share for share in shares if not isnan(share))), default=0.0)
        # Only few are rounded, which takes longest: those that may be as strong as the least when they are.
        some = (
            (-round(share, 4), number) for number, share in zip(numbers, shares, strict=True) if share > least - 1e-4
        )
        return [(int(number), self._of(int(number))) for _, number in sorted(some)[:count]]


def standings(book: Book, day: date) -> Standings:
    """Give the standing of everyone as of the end of a day."""
    return Standings(table_of(book, day))


def measured(book: Book, day: date) -> dict[int, Standing]:
    """Give the standing of everyone with a contact day, by person number, as of the end of a day."""
    return dict(standings(book, day).items())


def standing(book: Book, person: Person, day: date) -> Standing:
    """Give the standing of one person."""
    return standings(book, day).of(person)


def table_of(book: Book, day: date) -> bytes:
    """Give the figures of everyone with a contact day, in doubles: COLUMNS a row, by person number."""
    raw = book.digest.remembered(NAME, day)
    if raw is None:
        raw = _computed(book, day).tobytes()
        book.digest.remember(NAME, day, raw)
    return raw


def _standing(row: "memoryview[float]") -> Standing:
    _, share, layer, last, state_index = row
    return Standing(
        strength=None if isnan(share) else round(share, 4),
        layer=int(layer) or None,
        last=times.from_day_number(int(last)),
        state=STATES[int(state_index)],
    )


def _computed(book: Book, day: date) -> "array[float]":
    from kithbook.actions.situation import Situation

    ties = Situation(book, day).ties
    states = [float(STATES.index(word)) for word in ties.state.tolist()]
    columns = (ties.person.tolist(), ties.strength.tolist(), ties.layer.tolist(), ties.last_day.tolist(), states)
    return array("d", (float(value) for row in zip(*columns, strict=True) for value in row))
