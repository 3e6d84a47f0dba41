"""welcome: how far a new book is: who its owner seems to be, who is close, and what would tell more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kithbook.actions import dates, measured
from kithbook.actions.answers import PersonRef
from kithbook.actions.me import AIMS, me
from kithbook.model import decision, handle, question
from kithbook.model.decision import standing
from kithbook.model.person import Person
from kithbook.model.run import Run
from kithbook.store.book import Book

CLOSE: Final = 10  # people to tap, on one screen
GUESSES: Final = 3
LATEST: Final = 500  # interactions looked at for who is in all of them

LINKEDIN: Final = "linkedin"
MAIL: Final = "mail"
CALENDAR: Final = "calendar"
CONTACTS: Final = "contacts"
# What each source adds, in the order in which it is worth adding.
SORTS: Final = {
    LINKEDIN: ("linkedin",),
    MAIL: ("mbox", "maildir", "eml"),
    CALENDAR: ("ical",),
    CONTACTS: ("vcard", "addressbook", "monica"),
}


@dataclass(frozen=True, slots=True)
class Close:
    """One of the strongest ties."""

    person: PersonRef
    organisation: str | None
    position: str | None
    strength: float
    last: date | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody who may be the owner."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Who the owner is: stated, else found in the evidence, else to be asked."""

    name: str | None
    is_stated: bool
    is_asked: bool  # the book cannot know: its question is open
    guesses: Sequence[Guess]  # the likeliest first; empty where the owner is stated or found


@dataclass(frozen=True, slots=True)
class Welcome:
    """The situation of a book at its first run."""

    people: int
    interactions: int
    questions: int
    owner: Owner
    aims: Sequence[str]  # to pick from
    goals: Sequence[str]  # that were picked
    close: Sequence[Close]  # the strongest first; empty while nothing passed with anybody
    missing: Sequence[str]  # linkedin mail calendar contacts: what is not in the book yet


def welcome(book: Book, *, now: datetime) -> Welcome:
    """Tell the situation of a book."""
    counts, mine = book.digest.counts("people", "interactions", "questions"), me(book, now=now)
    rulings = standing(book.evidence.decisions())
    return Welcome(
        people=counts["people"],
        interactions=counts["interactions"],
        questions=counts["questions"],
        owner=_owner(book, mine.name, is_stated=any(ruling.verb == decision.EGO for ruling in rulings)),
        aims=AIMS,
        goals=mine.goals,
        close=close(book, now=now),
        missing=_missing({run.source for run in _live(book)}),
    )


def is_empty(book: Book) -> bool:
    """Say whether nothing was imported and nothing entered."""
    return not _live(book) and not any(ruling.verb == decision.ADD for ruling in standing(book.evidence.decisions()))


def has_people(book: Book) -> bool:
    """Say whether anybody known is in the book."""
    return bool(book.digest.counts("people")["people"])


def _live(book: Book) -> list[Run]:
    return [run for run in book.evidence.runs() if not run.is_undone]


def close(book: Book, *, now: datetime, limit: int = CLOSE) -> list[Close]:
    """List the strongest ties. No tie is made of silence: who was never in touch is not among them."""
    strongest = measured.standings(book, dates.today(book, now)).strongest(limit + 1)  # ego may be among them
    people = book.digest.by_number([number for number, _ in strongest])
    found = [
        Close(
            person=PersonRef.of(person),
            organisation=person.organisation or None,
            position=person.title or None,
            strength=one.strength or 0.0,
            last=one.last,
            tags=person.tags,
        )
        for number, one in strongest
        if (person := people.get(number)) is not None and not person.is_ego
    ]
    return found[:limit]


def _owner(book: Book, name: str | None, *, is_stated: bool) -> Owner:
    is_asked = bool(book.digest.questions(kind=question.EGO, limit=1))
    guesses = _guesses(book) if is_asked and not is_stated else []
    return Owner(name, is_stated, is_asked, guesses)


def _guesses(book: Book) -> list[Guess]:
    """Say who took part most often of late: in a mailbox nobody does as its owner does."""
    latest = book.digest.interactions(limit=LATEST)
    cards = Counter(card for one in latest for card in {taking.card for taking in one.participants})
    found = []
    for card, _ in cards.most_common(GUESSES):
        person = book.digest.person(card)
        addresses = _addresses(book, person) if person else []
        if person and addresses:
            found.append(Guess(person.name, addresses[0]))
    return found


def _addresses(book: Book, person: Person) -> list[str]:
    return [value for card in book.digest.cards(person.number) for kind, value in card.handles if kind == handle.EMAIL]


def _missing(sources: set[str]) -> list[str]:
    return [sort for sort, names in SORTS.items() if sources.isdisjoint(names)]
