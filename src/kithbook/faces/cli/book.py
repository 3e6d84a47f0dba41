"""The one place where a command opens the book: catches up with the evidence before, and with its own rulings after."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kithbook.store.book import Book


@contextmanager
def opened(folder: Path, *, now: datetime) -> Iterator[Book]:
    """Open a book for one command; made on first use."""
    from kithbook.actions.refresh import refresh
    from kithbook.store import open_book

    book = open_book(folder, now=now)
    try:
        refresh(book)
        yield book
        if book.digest.mark != book.evidence.mark:
            refresh(book)
    finally:
        book.close()
