"""promise: keep what you or they said would be done."""

from datetime import datetime

from kithbook.actions import dates, who
from kithbook.actions.answers import PersonRef, Ruled, said
from kithbook.model import decision
from kithbook.store.book import Book


def promise(book: Book, whom: str, text: str, *, now: datetime, due: str | None = None, theirs: bool = False) -> Ruled:
    """Keep a promise to a person, or one of theirs; `due` puts it on the agenda of that day."""
    person = who.one(book, whom)
    fields = {"card": person.founder, "text": said(text, "promise"), "theirs": theirs}
    if due:
        fields["due"] = dates.day(due, today=dates.today(book, now), lean=dates.FUTURE).isoformat()
    kept = book.evidence.decide(decision.PROMISE, fields, at=now)
    return Ruled(kept.id, PersonRef.of(person))
