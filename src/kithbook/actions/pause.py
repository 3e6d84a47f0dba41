"""pause: suggest nothing about a person for a while."""

from datetime import datetime

from kithbook.actions import dates, who
from kithbook.actions.answers import PersonRef, Ruled
from kithbook.model import decision
from kithbook.store.book import Book


def pause(book: Book, whom: str, *, now: datetime, until: str | None = None) -> Ruled:
    """Suggest nothing about this person until a day, or until the ruling is undone."""
    person = who.one(book, whom)
    day = dates.coming(until, today=dates.today(book, now)) if until else None
    kept = book.evidence.decide(
        decision.PAUSE, {"card": person.founder, "until": day.isoformat() if day else None}, at=now
    )
    return Ruled(kept.id, PersonRef.of(person))
