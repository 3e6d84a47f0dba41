"""Whether a digest follows from all of the evidence: asked at every command, so it loads nothing that digests."""

from typing import cast

from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile


def is_current(book: Book) -> bool:
    """Say whether nothing waits to be digested, and the evidence is the one that was."""
    file = cast("DigestFile", book.digest)
    return book.digest.mark == book.evidence.mark and file.noted("lineage") == book.evidence.lineage
