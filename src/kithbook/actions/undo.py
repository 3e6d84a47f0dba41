"""undo: take back a ruling or an import; itself a ruling, which can be undone."""

from dataclasses import dataclass
from datetime import datetime

from kithbook.actions.answers import picked
from kithbook.actions.history import IMPORT, Step, history
from kithbook.model import decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class Undone:
    """The ruling, and what it took back."""

    decision: str
    undone: str
    verb: str
    what: str


def undo(book: Book, what: str | None = None, *, now: datetime) -> Undone:
    """Take back the latest ruling or import that stands, or the one that is named. Evidence stays on the shelf."""
    steps = history(book)
    step = _named(steps, what) if what else _latest(steps)
    if step.undone:
        raise UserError(f"That was taken back already: {step.what}.", do="`kith history` lists everything.")
    field = "run" if step.verb == IMPORT else "decision"
    ruling = book.evidence.decide(decision.UNDO, {field: step.decision}, at=now)
    return Undone(ruling.id, step.decision, step.verb, step.what)


def _named(steps: list[Step], what: str) -> Step:
    found = picked(what, [step.decision for step in steps], "ruling or import", where="kith history")
    return next(step for step in steps if step.decision == found)


def _latest(steps: list[Step]) -> Step:
    # An undo is not undone by asking again: twice `kith undo` takes back two things. By its id it can be.
    stands = [step for step in steps if not step.undone and step.verb != decision.UNDO]
    if not stands:
        raise UserError("There is nothing to undo.")
    return stands[0]
