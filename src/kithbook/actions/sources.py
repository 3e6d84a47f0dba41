"""sources: what the book was made from."""

from dataclasses import dataclass
from datetime import datetime

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
    found: dict[tuple[str, str], SourceSeen] = {}
    for run in book.evidence.runs():
        if run.is_undone:
            continue
        key = (run.source, run.account)
        before = found.get(key, SourceSeen(run.source, run.source, run.account, 0, 0, None))
        new = run.counts.get("new", 0) + run.counts.get("changed", 0)
        found[key] = SourceSeen(
            run.source,
            run.source,
            run.account,
            before.runs + 1,
            before.records + new,
            run.finished_at or run.started_at,
        )
    return [found[key] for key in sorted(found)]
