"""done: end an item of the agenda, and if wished, log that you were in touch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kithbook.actions import dates, items
from kithbook.actions.answers import Ruled
from kithbook.actions.log import kind_of
from kithbook.actions.log import log as logged
from kithbook.model import decision
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book

TALKED: Final = "message"  # the least that "we were in touch" can mean


@dataclass(frozen=True, slots=True)
class RuledItem:
    """A ruling on an item: what became of it."""

    item: str
    state: str
    decision: str


@dataclass(frozen=True, slots=True)
class Ended(RuledItem):
    """An item that was ended. `logged` is the ruling that says you were in touch, None where none was made."""

    logged: str | None


def done(book: Book, item: str, *, now: datetime, log: str | None = None) -> Ended:
    """End an item. Only with `log` (call, meeting, message, mail) does it count as having been in touch."""
    kind = kind_of(log) if log is not None else None
    meant = items.one(book, item, now=now)
    contact = None
    if kind is not None:
        fields = {"card": meant.person.founder, "kind": kind, "at": dates.today(book, now).isoformat()}
        contact = book.evidence.decide(decision.LOG, fields, at=now).id
    kept = _ended_today(book, meant.id, now) or book.evidence.decide(decision.DONE, meant.fields, at=now)
    return Ended(meant.id, decision.DONE, kept.id, contact)


def _ended_today(book: Book, item: str, now: datetime) -> Decision | None:
    """Find the ruling that ended an item today: said again, as in a tab left open, it is no second one to undo."""
    zone, today = dates.zone(book), dates.today(book, now)
    for one in reversed(decision.standing(book.evidence.decisions())):
        if one.at.astimezone(zone).date() < today:
            break
        if one.verb == decision.DONE and one.fields.get("item") == item:
            return one
    return None


def talked(book: Book, ended: str, *, now: datetime, kind: str = TALKED) -> Ruled:
    """Log that you were in touch today with whom an item was about, named by the ruling that ended it."""
    found = next((one for one in book.evidence.decisions() if one.id == ended), None)
    if found is None or not found.fields.get("card"):
        raise UserError("That item is no longer there.", do="Open the person's page to log it.")
    return logged(book, str(found.fields["card"]), kind=kind, now=now)
