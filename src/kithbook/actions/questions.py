"""questions: what the machine is not sure of, the most valuable first."""

from collections.abc import Sequence
from dataclasses import dataclass

from kithbook.actions.answer import address_asked
from kithbook.actions.answers import PersonRef
from kithbook.model.person import Person
from kithbook.model.question import SAME
from kithbook.store.book import Book


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
    wanted = [question for question in found if not kinds or question.kind in kinds][start:end]
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


def how_many(book: Book) -> int:
    """Count what is open."""
    return book.digest.counts("questions")["questions"]


def _ref(person: Person | None) -> PersonRef | None:
    return PersonRef.of(person) if person else None
