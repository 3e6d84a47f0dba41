"""How every tie stands on a day, in the few figures that lists show; computed once a day and remembered."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from kithbook.insight import rhythm, state, strength
from kithbook.insight.days import Days
from kithbook.model import decision, times
from kithbook.model.decision import standing
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
    today = times.day_number(day)
    days = Days.read(book.digest.contact_days(until=day))
    if not len(days):
        return np.zeros((0, COLUMNS))
    # Whoever became known only later is not among the known of that day; undated cards count as known.
    known_numbers = {p.number for p in book.digest.people() if p.known_from is None or p.known_from <= day}
    known = np.array([number in known_numbers for number in days.people.tolist()], dtype=bool)
    raw = strength.raw(days, today)
    rhythms = rhythm.replaced(rhythm.rhythm(days), days, _own_rhythms(book))
    states = state.state((today - days.last_day).astype(np.float64), rhythms, known)
    indexes = np.array([STATES.index(word) for word in states.tolist()], np.float64)
    columns = (days.people, strength.percentile(raw, known), strength.layer(strength.rank(raw, known)), days.last_day)
    return np.column_stack([*(column.astype(np.float64) for column in columns), indexes])


def _own_rhythms(book: Book) -> dict[int, float]:
    said: dict[str, float | None] = {}
    for ruling in standing(book.evidence.decisions()):
        if ruling.verb == decision.RHYTHM:
            said[str(ruling.fields["card"])] = ruling.fields.get("days")
    found = {}
    for card, wanted in said.items():
        person = book.digest.person(card) if wanted else None
        if person and wanted:
            found[person.number] = float(wanted)
    return found
