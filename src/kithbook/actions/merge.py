"""merge: rule that two people are one."""

from datetime import datetime

from kithbook.actions import who
from kithbook.actions.answers import PersonRef, Ruled
from kithbook.model import decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book


def merge(book: Book, one: str, other: str, *, now: datetime) -> Ruled:
    """Make one person of two. Nothing is copied and nothing lost: `split` and `undo` take it back."""
    from kithbook.actions.refresh import refresh

    first, second = who.one(book, one), who.one(book, other)
    if first.id == second.id:
        raise UserError(
            f"{one!r} and {other!r} are one person already: {first.name}.",
            do=f"`kith show {first.slug} --cards` lists what they were made of.",
        )
    shown = {"cards": who.cards_of(book, first), "others": who.cards_of(book, second)}
    ruling = book.evidence.decide(decision.MERGE, {"a": first.founder, "b": second.founder, **shown}, at=now)
    refresh(book, patient=False)
    person = book.digest.person(first.founder)
    assert person is not None, "a ruling removes nobody"
    return Ruled(ruling.id, PersonRef.of(person))
