"""glance: one person in a line: what they do and where, and how the tie stands."""

from dataclasses import dataclass
from datetime import datetime

from kithbook.actions import dates, measured, who
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class Glance:
    """A person as a card names them. Strength and layer are None without a contact day."""

    position: str | None
    organisation: str | None
    location: str | None
    state: str
    strength: float | None
    layer: int | None


def glance(book: Book, whom: str, *, now: datetime) -> Glance:
    """Look at one person as of today."""
    person = who.one(book, whom)
    tie = measured.standing(book, person, dates.today(book, now))
    return Glance(
        person.title or None, person.organisation or None, person.location or None, tie.state, tie.strength, tie.layer
    )
