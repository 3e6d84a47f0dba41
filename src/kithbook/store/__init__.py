"""Where facts are kept: one protocol (Book), engines behind it."""

from datetime import datetime
from pathlib import Path

from kithbook.store.book import Book
from kithbook.store.sqlite.book import SqliteBook


def open_book(folder: Path, *, now: datetime) -> Book:
    """Open the book that lies in a folder, making it on first use; raises UserError for what cannot be opened."""
    return SqliteBook(folder, now=now)
