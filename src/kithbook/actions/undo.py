"""undo: take back a ruling or an import; itself a ruling, which can be undone."""

from dataclasses import dataclass
from datetime import datetime

from kithbook.actions.answers import picked
from kithbook.actions.history import IMPORT, Past
from kithbook.model import decision
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.model.run import Run
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
    past = Past.read(book)
    step = past.step(_named(past, what) if what else _latest(past))
    if step.undone:
        raise UserError(f"That was taken back already: {step.what}.", do="`kith history` lists everything.")
    field = "run" if step.verb == IMPORT else "decision"
    ruling = book.evidence.decide(decision.UNDO, {field: step.decision}, at=now)
    return Undone(ruling.id, step.decision, step.verb, step.what)


def _named(past: Past, what: str) -> Run | Decision:
    found = picked(what, [one.id for one in past.events], "ruling or import", where="kith history")
    return next(one for one in past.events if one.id == found)


def _latest(past: Past) -> Run | Decision:
    # An undo is not undone by asking again: twice `kith undo` takes back two rulings. By its id it can be.
    standing = [one for one in past.events if one.id not in past.undone and not _is_no_deed(one)]
    if standing and standing[0] is past.events[0] and isinstance(standing[0], Run):
        return standing[0]
    ruling = next((one for one in standing if isinstance(one, Decision)), None)
    if ruling:
        return ruling
    if standing:
        raise UserError(
            "There is no ruling left to undo, and an import is undone only by its name.",
            do=f"The latest is {past.step(standing[0]).what}. To take it back: kith undo {standing[0].id}",
        )
    raise UserError("There is nothing to undo.", do="`kith history` lists what was ruled and imported.")


def _is_no_deed(one: Run | Decision) -> bool:
    return isinstance(one, Decision) and one.verb in {decision.UNDO, decision.FORGOTTEN}
