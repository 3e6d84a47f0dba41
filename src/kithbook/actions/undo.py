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
    """Take back the latest ruling that stands, or what is named. Evidence stays on the shelf.

    An import is taken back unnamed only as the very last thing that was done: never by asking once more.
    """
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
    # An undo is not undone by asking again: twice `kith undo` takes back two rulings. By its id it can be.
    if steps and steps[0].verb == IMPORT and not steps[0].undone:
        return steps[0]
    standing = [step for step in steps if not step.undone and step.verb not in {decision.UNDO, decision.FORGOTTEN}]
    ruling = next((step for step in standing if step.verb != IMPORT), None)
    if ruling:
        return ruling
    if standing:
        raise UserError(
            "There is no ruling left to undo, and an import is undone only by its name.",
            do=f"The latest is {standing[0].what}. To take it back: kith undo {standing[0].decision}",
        )
    raise UserError("There is nothing to undo.", do="`kith history` lists what was ruled and imported.")
