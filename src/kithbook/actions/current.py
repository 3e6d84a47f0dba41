"""Whether a digest follows from all of the evidence: asked at every command, so it loads nothing that digests."""

from typing import cast

from kithbook.model.fault import UserError
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile


def is_current(book: Book) -> bool:
    """Say whether nothing waits to be digested, and the evidence is the one that was."""
    file = cast("DigestFile", book.digest)
    return book.digest.mark == book.evidence.mark and file.noted("lineage") == book.evidence.lineage


def excuse(book: Book, error: Exception) -> None:
    """Raise UserError in place of a bug that is none: the digest was damaged on the disk, and is thrown away."""
    if cast("DigestFile", book.digest).discard_damaged():
        raise UserError(
            "The digest was damaged on the disk, and was thrown away.",
            safe="What was imported and what you entered is kept apart from it, and all of it follows from that.",
            do="Give the same command again; it makes the digest anew.",
        ) from error
