"""questions: what the machine is not sure of, the most valuable first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kithbook.actions.answer import address_asked
from kithbook.actions.answers import PersonRef
from kithbook.model import handle
from kithbook.model.person import Person
from kithbook.model.question import SAME, Question
from kithbook.store.book import Book

ADDRESSES: Final = 2  # of each side: enough to tell two apart


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question. For kind `ego` `a` is the member of an archive, who uses an address, or nobody."""

    question: str
    kind: str
    a: PersonRef | None
    b: PersonRef | None
    match_weight: float | None
    reasons: tuple[str, ...]
    address: str | None = None  # for kind `ego`: the address that may be ego's


def questions(book: Book, *, kinds: Sequence[str] = (), start: int = 0, limit: int | None = None) -> list[Asked]:
    """List what is open, the most valuable first: all, or so many from a place on, which are read alone."""
    end = None if limit is None else start + limit
    found = book.digest.questions(limit=None if kinds else end)
    return _asked(book, [question for question in found if not kinds or question.kind in kinds][start:end])


def about(book: Book, person: Person) -> tuple[Asked, ...]:
    """List what is open about one person, the most valuable first."""
    return tuple(_asked(book, book.digest.questions(person=person.number)))


def _asked(book: Book, wanted: Sequence[Question]) -> list[Asked]:
    people = book.digest.by_number({number for question in wanted for number in (question.a, question.b) if number})
    return [
        Asked(
            question=question.id,
            kind=question.kind,
            a=_ref(people.get(question.a)),
            b=_ref(people.get(question.b)),
            match_weight=question.match_weight if question.kind == SAME else None,
            reasons=question.reasons,
            address=address_asked(book, question),
        )
        for question in wanted
    ]


def told_apart(book: Book, asked: Sequence[Asked], *, but: str = "") -> Mapping[str, str]:
    """Say in a line who each side of these questions is, by person's id: position, place, an address or two.

    `but`: the id of a person of whom nothing need be said.
    """
    sides = {side.id for one in asked if one.kind == SAME for side in (one.a, one.b) if side and side.id != but}
    return {identity: _line(book, person) for identity in sides if (person := book.digest.person(identity))}


def _line(book: Book, person: Person) -> str:
    reached = [
        value
        for card in book.digest.cards(person.number)
        for kind, value in card.handles
        if kind in {handle.EMAIL, handle.PHONE, handle.LINKEDIN}
    ]
    told = (person.title, person.organisation, person.location, *list(dict.fromkeys(reached))[:ADDRESSES])
    return ", ".join(part for part in told if part)


def how_many(book: Book) -> int:
    """Count what is open."""
    return book.digest.counts("questions")["questions"]


def _ref(person: Person | None) -> PersonRef | None:
    return PersonRef.of(person) if person else None
