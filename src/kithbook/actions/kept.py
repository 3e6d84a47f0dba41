"""kept: say that a promise has been kept."""

from dataclasses import dataclass
from datetime import datetime

from kithbook.actions.answers import picked
from kithbook.model import decision, reading
from kithbook.model.decision import standing
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class Kept:
    """The ruling, and the promise that it ends."""

    decision: str
    promise: str


def kept(book: Book, promise: str, *, now: datetime) -> Kept:
    """End a promise: one that was entered, or one that was found in a message. Said again, it is no second ruling."""
    rulings = standing(book.evidence.decisions())
    entered = [ruling.id for ruling in rulings if ruling.verb == decision.PROMISE]
    found = [finding.id for finding in book.digest.findings([reading.PROMISE])]
    meant = picked(promise, entered + found, "promise", where="kith show WHO")
    before = (one for one in rulings if one.verb == decision.KEPT and one.fields.get("promise") == meant)
    ruling = next(before, None) or book.evidence.decide(decision.KEPT, {"promise": meant}, at=now)
    return Kept(ruling.id, meant)
