"""sources: what the book was made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kithbook.model.run import Run
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """One account of one source, with what its live runs saw."""

    source: str
    kind: str  # what `kith import --as` takes
    account: str
    runs: int
    records: int
    last_run: datetime | None


def sources(book: Book) -> list[SourceSeen]:
    """List the accounts that were imported, by name; undone imports do not count."""
    runs: dict[tuple[str, str], list[Run]] = {}
    for run in book.evidence.runs():
        if not run.is_undone:
            runs.setdefault((run.source, run.account), []).append(run)
    return [_seen(book, *key, runs[key]) for key in sorted(runs)]


def _seen(book: Book, source: str, account: str, runs: Sequence[Run]) -> SourceSeen:
    # Not the sum of what was new: a file that was given again has nothing new, but its records stand.
    records = book.evidence.seen_by([run.id for run in runs])
    last = runs[-1].finished_at or runs[-1].started_at
    return SourceSeen(source, source, account, len(runs), records, last)
