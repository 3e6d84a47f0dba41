"""How every tie stands on a day, in the few figures that lists show; computed once a day and remembered."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from kithbook.actions.situation import Situation
from kithbook.model import times
from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, LATENT, SEEN, Person
from kithbook.store.book import Book

NAME: Final = "measured-1"  # under which the digest remembers; the number grows when the columns change
STATES: Final = (ACTIVE, DRIFTING, DORMANT, LATENT, SEEN)
COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's tie on a day. Strength and layer are None without a contact day, and for the merely seen."""

    strength: float | None
    layer: int | None
    last: date | None
    state: str


def measured(book: Book, day: date) -> dict[int, Standing]:
    """Give the standing of everyone with a contact day, by person number, as of the end of a day."""
    raw = book.digest.remembered(NAME, day)
    if raw is None:
        table = _computed(book, day)
        book.digest.remember(NAME, day, table.tobytes())
    else:
        table = np.frombuffer(raw, np.float64).reshape(-1, COLUMNS)
    return {int(row[0]): _standing(row) for row in table.tolist()}


def of(person: Person, standings: dict[int, Standing]) -> Standing:
    """Give a person's standing: latent or seen without a contact day."""
    return standings.get(person.number) or Standing(None, None, None, LATENT if person.is_known else SEEN)


def _standing(row: list[float]) -> Standing:
    _, share, layer, last, state_index = row
    return Standing(
        strength=None if share != share else round(share, 4),  # noqa: PLR0124 - NaN is unlike itself
        layer=int(layer) or None,
        last=times.from_day_number(int(last)),
        state=STATES[int(state_index)],
    )


def _computed(book: Book, day: date) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    ties = Situation(book, day).ties
    indexes = np.array([STATES.index(word) for word in ties.state.tolist()], np.float64)
    columns = (ties.person, ties.strength, ties.layer, ties.last_day, indexes)
    return np.column_stack([column.astype(np.float64) for column in columns])
