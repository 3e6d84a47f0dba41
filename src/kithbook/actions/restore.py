"""restore: bring a backup back; what stood in its place is kept beside it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kithbook import store


@dataclass(frozen=True, slots=True)
class Restored:
    """What the book now holds, and the file in which what it held before was kept (None where it was empty)."""

    ok: bool
    file: str
    kept: str | None
    records: int
    decisions: int


def restore(folder: Path, file: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of the evidence in a book's folder; restoring the kept file takes that back."""
    kept = store.restore_book(folder, file, now=now)
    book = store.open_book(folder, now=now)
    try:
        counts = book.evidence.counts()
    finally:
        book.close()
    return Restored(
        ok=True,
        file=str(file),
        kept=None if kept is None else str(kept),
        records=counts["records"],
        decisions=counts["decisions"],
    )
