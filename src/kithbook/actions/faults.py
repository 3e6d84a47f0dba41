"""faults: the records that could not be read, and why."""

from dataclasses import dataclass

from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class Unread:
    """One record that could not be read: its neighbours were."""

    run: str
    file: str
    position: int
    reason: str


def faults(book: Book, *, run: str | None = None) -> list[Unread]:
    """List what could not be read, by import and place; all imports, or one."""
    return [Unread(of, fault.file, fault.position, fault.reason) for of, fault in book.evidence.faults(run)]
