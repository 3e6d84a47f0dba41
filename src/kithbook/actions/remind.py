"""remind: be told about a person on a day."""

from datetime import datetime

from kithbook.actions import dates, who
from kithbook.actions.answers import PersonRef, Ruled
from kithbook.model import decision
from kithbook.store.book import Book


def remind(book: Book, whom: str, when: str, *, now: datetime, text: str = "") -> Ruled:
    """Put a person on the agenda of a day, with the words that you will want to read then."""
    person = who.one(book, whom)
    day = dates.coming(when, today=dates.today(book, now), is_today_too=True)
    kept = book.evidence.decide(
        decision.REMIND, {"card": person.founder, "on": day.isoformat(), "text": text.strip()}, at=now
    )
    return Ruled(kept.id, PersonRef.of(person))
