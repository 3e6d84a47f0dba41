"""imports: every import with its state and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Final

from kithbook.model.run import Run
from kithbook.store.book import Book

WHOLE: Final = "whole"  # read to its end
FAULTY: Final = "faulty"  # read to its end, but for some records
INTERRUPTED: Final = "interrupted"  # importing the same file again goes on where it stopped
UNDONE: Final = "undone"
SKIPPED: Final = "skipped:"


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One import. observed = new + changed + unchanged + skipped + faults."""

    run: str  # what undo takes
    source: str
    account: str
    name: str  # of the file or folder, as it was given
    state: str  # whole faulty interrupted undone
    as_of: date | None
    started: datetime
    finished: datetime | None
    observed: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    faults: int
    counts: Mapping[str, int]  # as they were kept: what was left out stands there by its reason


def imports(book: Book) -> list[RunSeen]:
    """List every import, the newest first, undone ones too."""
    return [_run(run) for run in reversed(book.evidence.runs())]


def _run(run: Run) -> RunSeen:
    return RunSeen(
        run=run.id,
        source=run.source,
        account=run.account,
        name=PurePath(run.path).name or run.path,
        state=_state(run),
        as_of=run.as_of.day if run.as_of.is_dated else None,
        started=run.started_at,
        finished=run.finished_at,
        observed=run.counts.get("observed", 0),
        new=run.counts.get("new", 0),
        changed=run.counts.get("changed", 0),
        unchanged=run.counts.get("unchanged", 0),
        skipped=sum(number for name, number in run.counts.items() if name.startswith(SKIPPED)),
        faults=run.counts.get("faults", 0),
        counts=run.counts,
    )


def _state(run: Run) -> str:
    if run.is_undone:
        return UNDONE
    if run.finished_at is None:
        return INTERRUPTED
    return FAULTY if run.counts.get("faults") else WHOLE
