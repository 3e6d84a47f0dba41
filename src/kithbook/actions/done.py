"""done: end an item of the agenda, and if wished, log that you were in touch."""

from dataclasses import dataclass
from datetime import datetime

from kithbook.actions import dates, items
from kithbook.actions.log import KINDS
from kithbook.model import decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class RuledItem:
    """A ruling on an item: what became of it."""

    item: str
    state: str
    decision: str


def done(book: Book, item: str, *, now: datetime, log: str | None = None) -> RuledItem:
    """End an item. Only with `log` (call, meeting, message, mail) does it count as having been in touch."""
    if log is not None and log not in KINDS:
        raise UserError(f"{log!r} is no kind of contact.", do=f"Say one of {', '.join(KINDS)}.")
    meant = items.one(book, item, now=now)
    if log is not None:
        fields = {"card": meant.person.founder, "kind": log, "at": dates.today(book, now).isoformat()}
        book.evidence.decide(decision.LOG, fields, at=now)
    kept = book.evidence.decide(decision.DONE, meant.fields, at=now)
    return RuledItem(meant.id, decision.DONE, kept.id)
