"""Where facts are kept: one protocol (Book), engines behind it."""

from datetime import datetime
from pathlib import Path

from kithbook.store.book import Book
from kithbook.store.evidence import Imprint
from kithbook.store.sqlite import migrate, restore
from kithbook.store.sqlite.book import SqliteBook
from kithbook.store.sqlite.seams import hold_memory as hold_memory


def open_book(folder: Path, *, now: datetime) -> Book:
    """Open the book that lies in a folder, making it on first use; raises UserError for what cannot be opened."""
    return SqliteBook(folder, now=now)


def restore_book(folder: Path, file: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of a book's evidence; give the file in which what stood there before was kept."""
    return restore.restore(folder, file, now=now)


def proof(file: Path, there: Path) -> Imprint:
    """Restore a backup for trial into a folder, where it stays, and take its imprint; raises UserError for none."""
    return restore.proof(file, there)


def is_backup(file: Path) -> bool:
    """Say whether a file is a backup of a book, by its first bytes."""
    return migrate.is_evidence(file)
