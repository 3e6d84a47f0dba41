"""Runs: one source account read once, what it saw, and of which day it speaks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kithbook.model.reading import Reading
from kithbook.model.record import Record

BY_NAME: Final = "name"  # the date in the archive's name
BY_MEMBER: Final = "member"  # the newest member of the archive
BY_CONTENT: Final = "content"  # the newest date inside
BY_FILE: Final = "file"  # the file's modification time: orders versions, never dates a fact
UNKNOWN: Final = "unknown"  # older than any known


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day of which a source speaks, and how that is known."""

    day: date | None
    basis: str

    @property
    def is_dated(self) -> bool:
        """Say whether the day may stand as the date of a fact."""
        return self.day is not None and self.basis in {BY_NAME, BY_MEMBER, BY_CONTENT}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A record as a run saw it: where it stood, and what the readers found in its words."""

    record: Record
    file: str
    position: int
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of one source account."""

    id: str
    source: str  # the source's name: linkedin, mbox, vcard …
    account: str  # whose data it is, as the source knows it (a slug, an address), or ''
    path: str  # what the person gave, as they gave it
    as_of: AsOf
    started_at: datetime
    finished_at: datetime | None  # None: interrupted, will be resumed
    counts: dict[str, int]  # observed new changed unchanged reread faults, and skipped:<reason>
    is_undone: bool = False
