"""find: the people and organisations that a few typed letters mean, for a palette that answers as one types."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from kithbook.actions import roster, searching
from kithbook.actions.roster import Rosters
from kithbook.actions.word_index import words_of
from kithbook.store.book import Book

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person, and what tells them from their namesakes."""

    id: str
    slug: str
    name: str
    position: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class OrganisationFound:
    """An organisation, and how many known people are there."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Found:
    """The best answers first. `nearest`: other spellings, where nobody goes by this one."""

    people: tuple[PersonFound, ...]
    organisations: tuple[OrganisationFound, ...]
    nearest: tuple[str, ...]


def find(book: Book, text: str, limit: int = SHOWN, *, now: datetime, rosters: Rosters | None = None) -> Found:
    """Find people by name, the strongest ties first, else by what is said of them; and organisations by their words."""
    everyone = roster.of(book, now, rosters)
    words = words_of(text)
    if not words:
        return Found((), (), ())
    nearest: tuple[str, ...] = ()
    slots = _strongest(everyone, np.flatnonzero(searching.by_name(everyone, words)), limit)
    if not len(slots):
        found = searching.search(book, everyone, text)
        slots, nearest = _strongest(everyone, np.flatnonzero(found.known), limit), found.nearest
    numbers = everyone.number[slots].tolist()
    known = book.digest.by_number(numbers)
    people = [known[number] for number in numbers]
    return Found(
        tuple(PersonFound(one.id, one.slug, one.name, one.title or None, one.organisation or None) for one in people),
        _organisations(everyone, words, limit),
        nearest,
    )


def _strongest(everyone: roster.Roster, slots: roster.Slots, limit: int) -> roster.Slots:
    return slots[np.argsort(everyone.strength_rank[slots], kind="stable")][:limit]


def _organisations(everyone: roster.Roster, words: list[str], limit: int) -> tuple[OrganisationFound, ...]:
    """Give the organisations with these words, those of most people first."""
    index = everyone.organisation_words
    found = set(index.beginning(words[0]).tolist())
    for word in words[1:]:
        found &= set(index.beginning(word).tolist())
    counts = everyone.organisation_counts
    best = Counter({at: int(counts[at]) for at in found}).most_common(limit)
    return tuple(OrganisationFound(everyone.organisations[at], count) for at, count in best)
