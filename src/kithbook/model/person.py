"""Persons: one human being each, after identity is resolved."""

from dataclasses import dataclass
from datetime import date
from typing import Final

ACTIVE: Final = "active"
DRIFTING: Final = "drifting"
DORMANT: Final = "dormant"
LATENT: Final = "latent"
SEEN: Final = "seen"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the digest holds them: nothing here depends on today."""

    number: int  # the store's own integer, for joining with contact days; local to a digest
    id: str  # made from the founder's card
    slug: str  # readable, unique in the book: ann-example, ann-example.2
    name: str
    organisation: str
    title: str
    is_known: bool  # enters lists, ranks, questions and nudges
    known_from: date | None  # None: known by an undated card
    is_bulk: bool  # a list, a robot, a room: never suggested
    is_ego: bool
    card_count: int
    founder: str  # the founder's card id: rulings are anchored there
    birthday: str = ""
    since: str = ""  # the day on which they connected, where a source states it
    location: str = ""
    tags: tuple[str, ...] = ()
