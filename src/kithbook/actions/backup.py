"""backup: everything that cannot be made again, in one file."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kithbook import store
from kithbook.actions import backups
from kithbook.model import times
from kithbook.model.fault import UserError
from kithbook.store.book import Book
from kithbook.store.evidence import Imprint

LAST_BACKUP: Final = "last_backup"  # the book's own note of when the last one was made


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What the backup holds. `verified`: it was restored for trial, checked through and found equal."""

    ok: bool
    file: str
    bytes: int
    records: int
    decisions: int
    verified: bool


def backup(book: Book, file: Path, *, now: datetime, verify: bool = False) -> BackedUp:
    """Copy the evidence as it stands into one file, while others may write; the digest follows from it."""
    _refuse(book, file)
    taken = book.backup(file)
    if verify and _proof(book, file) != taken:
        raise UserError(
            f"{file} does not hold what was copied: its disk does not keep what is written.",
            safe="The book itself is as it was.",
            do="Make the backup on another disk.",
        )
    book.evidence.set_meta(LAST_BACKUP, times.written(now))
    made = BackedUp(
        ok=True,
        file=str(file),
        bytes=file.stat().st_size,
        records=taken.counts.get("record", 0),
        decisions=taken.counts.get("decision", 0),
        verified=verify,
    )
    backups.remember(book, asdict(made), now=now)
    return made


def _proof(book: Book, file: Path) -> Imprint:
    """Restore it for trial inside the book's folder: a copy that a kill leaves elsewhere no forgetting would find."""
    with book.scratch() as there:
        return store.proof(file, there)


def _refuse(book: Book, file: Path) -> None:
    """Refuse a place where a backup would be no help, or would do harm."""
    if book.folder.resolve() in file.resolve().parents:
        raise UserError(
            f"{file} lies in the book's own folder: whatever befalls the book would befall it, too.",
            do="Choose a place outside that folder, best on another disk.",
        )
    if not file.parent.is_dir():
        raise UserError(f"There is no folder {file.parent}.", do="Make it first, or choose another place.")
    if file.is_dir():
        raise UserError(f"{file} is a folder.", do=f"Give a file: kith backup {file / 'kith.backup'}")
    if file.exists() and not store.is_backup(file):
        raise UserError(
            f"{file} is there and is no backup, so it is not overwritten.",
            do="Choose another name, or remove that file first.",
        )
