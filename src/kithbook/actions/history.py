"""history: every ruling and every import, newest first; each can be undone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kithbook.actions.wording import labels, sentences
from kithbook.actions.wording.known import Known
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision, effective, undone_runs
from kithbook.model.fault import UserError
from kithbook.model.run import Run
from kithbook.store.book import Book

IMPORT: Final = "import"


@dataclass(frozen=True, slots=True)
class Step:
    """One ruling or one import. `decision` is its id, which `kith undo` takes."""

    decision: str
    at: datetime
    verb: str
    what: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Deed(Step):
    """A step in a whole sentence, and whether it can be taken back."""

    said: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Paged:
    """Some deeds, newest first: from which place on, and of how many."""

    steps: tuple[Deed, ...]
    start: int
    total: int


def history(book: Book, *, start: int = 0, limit: int | None = None) -> list[Step]:
    """List what was ruled or imported, newest first: all, or so many after the first `start`."""
    past = Past.read(book)
    return [past.step(one) for one in past.page(start, limit)]


def paged(book: Book, *, start: int = 0, limit: int | None = None) -> Paged:
    """Give a page of the history in whole sentences; only what stands on it is put into words."""
    past = Past.read(book)
    return Paged(tuple(past.deed(one) for one in past.page(start, limit)), start, len(past.events))


def deeds(book: Book, wanted: Collection[str], *, among: int) -> tuple[Deed, ...]:
    """Give these of the latest steps in whole sentences, newest first; no other is put into words."""
    past = Past.read(book)
    return tuple(past.deed(one) for one in past.page(0, among) if one.id in wanted)


@dataclass(frozen=True)
class Past:
    """All rulings and imports, newest first, with what was undone; none is in words until it is asked for."""

    events: "list[Run | Decision]"
    known: Known
    undone: frozenset[str]

    @classmethod
    def read(cls, book: Book) -> "Past":
        """Read them from the evidence."""
        rulings, runs = book.evidence.decisions(), book.evidence.runs()
        known = Known(book, {ruling.id: ruling for ruling in rulings}, {run.id: run for run in runs})
        stands = {ruling.id for ruling in effective(rulings)}
        undone = undone_runs(rulings) | {ruling.id for ruling in rulings if ruling.id not in stands}
        events: list[Run | Decision] = [*runs, *rulings]
        # Of two in one second the later in the book is the later; a sort keeps that order.
        events.sort(key=lambda one: one.started_at if isinstance(one, Run) else one.at)
        return cls(events[::-1], known, frozenset(undone))

    def page(self, start: int, limit: int | None) -> "list[Run | Decision]":
        """Give so many after the first `start`, or all; `UserError` for what can be no page."""
        if start < 0 or (limit is not None and limit < 1):
            raise UserError("There is no such page of the history.", do="`kith history` begins with the newest.")
        return self.events[start : None if limit is None else start + limit]

    def step(self, one: "Run | Decision") -> Step:
        """Put one in words."""
        if isinstance(one, Run):
            return Step(one.id, one.started_at, IMPORT, labels.of_run(one), one.id in self.undone)
        return Step(one.id, one.at, one.verb, labels.of_ruling(self.known, one), one.id in self.undone)

    def deed(self, one: "Run | Decision") -> Deed:
        """Put one in a whole sentence."""
        step = self.step(one)
        said = sentences.of_run(one) if isinstance(one, Run) else sentences.of_ruling(self.known, one)
        can_undo = not step.undone and step.verb != verbs.FORGOTTEN
        return Deed(step.decision, step.at, step.verb, step.what, step.undone, said, can_undo)
