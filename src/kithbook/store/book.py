"""A book: its evidence and its digest, opened for one owner; the protocol that every engine fulfils."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from kithbook.store.digest import Digest
from kithbook.store.evidence import Evidence, Imprint


class Book(Protocol):
    """A book: a folder with its evidence and its digest, opened for one owner."""

    folder: Path
    evidence: Evidence

    @property
    def digest(self) -> Digest:
        """What followed from the evidence when it was last digested; opened when first asked."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Hold the one writer's place among processes; raises Busy after the wait."""
        ...

    def digesting(self, *, wait_seconds: float | None = None) -> AbstractContextManager[None]:
        """Hold the place of the one process that changes the digest; raises Busy after the wait."""
        ...

    def backup(self, to: Path) -> Imprint:
        """Copy the evidence as it stands into one file, whole and durable, while others may write."""
        ...

    def ailments(self, *, deep: bool = False) -> list[str]:
        """Say what is wrong with the book's files and rows; `deep` reads every page and every record."""
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """Give a folder inside the book's for what is tried out; what a kill left of earlier ones goes."""
        ...

    def copy(self, folder: Path) -> None:
        """Copy the whole book, evidence and digest, into an empty folder."""
        ...

    def close(self) -> None: ...
