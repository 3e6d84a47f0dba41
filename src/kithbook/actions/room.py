"""Whether the disk has room for an import: asked before it writes anything."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kithbook.model.fault import UserError
from kithbook.store.book import Book
from kithbook.work.parse import Recognised

LOG_BYTES: Final = 40_000_000  # what the engine writes beside its files, and gives back
_MEGABYTE: Final = 1_000_000


def free_bytes(folder: Path) -> int:
    """Count what the disk of a folder still takes."""
    return shutil.disk_usage(folder).free


def look(book: Book, looked: Sequence[tuple[Path, Recognised]], *, free: int) -> str:
    """Give a sentence where there may be too little room, else ''; raises UserError where there cannot be enough.

    What was begun before is not refused: it may need little more, or nothing.
    """
    begun = {run.path for run in book.evidence.runs()}
    least = sum(one.room[0] for path, one in looked if str(path) not in begun)
    if free < least:
        raise UserError(
            f"There is no room for this import: {_megabytes(free)} are free on the book's disk, and it takes "
            f"{_megabytes(least)} at the very least.",
            safe="Nothing was written.",
            do="Free some space, or choose a book on another disk with --book, then import it again.",
        )
    most = LOG_BYTES + sum(one.room[1] for _, one in looked) + _digest_bytes(book.folder)
    if free < most:
        return (
            f"Room may run short: {_megabytes(free)} are free on the book's disk, and this may take up to "
            f"{_megabytes(most)}. Should it run out, what was read stays, and the same import goes on from there."
        )
    return ""


def _digest_bytes(folder: Path) -> int:
    """Measure the digest: a large import makes a new one beside it."""
    return sum(path.stat().st_size for path in folder.glob("digest.db*") if path.is_file())


def _megabytes(count: int) -> str:
    return f"{count / _MEGABYTE:,.1f} MB"
