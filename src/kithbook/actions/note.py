"""note: write something down about a person."""

from datetime import datetime

from kithbook.actions import dates, who
from kithbook.actions.answers import PersonRef, Ruled, said
from kithbook.model import decision
from kithbook.store.book import Book


def note(book: Book, whom: str, text: str, *, now: datetime, at: str | None = None) -> Ruled:
    """Keep a note about a person, on today or on the day that is given."""
    person = who.one(book, whom)
    today = dates.today(book, now)
    day = dates.day(at, today=today) if at else today
    kept = book.evidence.decide(
        decision.NOTE, {"card": person.founder, "text": said(text, "note"), "at": day.isoformat()}, at=now
    )
    return Ruled(kept.id, PersonRef.of(person))
