"""found: what lies in the downloads folder and looks like something to import. Names only; nothing is opened."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kithbook.store.book import Book

MOST_LOOKED: Final = 20_000  # entries of a folder that is never tidied; beyond, what comes late is not found
MOST_OFFERED: Final = 12

# By name, the most telling first. A calendar or a mailbox may have any name, but its own ending.
_KINDS: Final = (
    (re.compile(r"(?:Complete_|Basic_)?LinkedIn_?DataExport.*\.zip", re.IGNORECASE), "LinkedIn archive"),
    (re.compile(r"Connections(?: \(\d+\))?\.csv", re.IGNORECASE), "LinkedIn connections"),
    (re.compile(r"takeout-.+\.(?:zip|mbox)", re.IGNORECASE), "Google Takeout"),
    (re.compile(r".+\.mbox(?:\.gz)?", re.IGNORECASE), "mailbox"),
    (re.compile(r".+\.(?:vcf|vcard)", re.IGNORECASE), "contacts"),
    (re.compile(r".*contacts.*\.csv", re.IGNORECASE), "contacts"),
    (re.compile(r".+\.ics", re.IGNORECASE), "calendar"),
    (re.compile(r"monica.*\.json", re.IGNORECASE), "Monica export"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that may be imported. `what` is guessed from its name."""

    path: Path
    name: str
    what: str
    bytes: int
    modified: datetime
    is_known: bool  # a file of this path was imported


def found(book: Book, folder: Path, *, limit: int = MOST_OFFERED) -> list[Offer]:
    """List what a folder offers, the most telling and newest first; an unreadable folder offers nothing."""
    known = {run.path for run in book.evidence.runs() if not run.is_undone}
    offers = [(rank, _offer(entry, what, known)) for rank, what, entry in _matching(folder)]
    offers.sort(key=lambda pair: (pair[0], -pair[1].modified.timestamp(), pair[1].name))
    return [offer for _, offer in offers[:limit]]


def _matching(folder: Path) -> Iterator[tuple[int, str, "os.DirEntry[str]"]]:
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_LOOKED:
                    return
                rank = next((at for at, (name, _) in enumerate(_KINDS) if name.fullmatch(entry.name)), None)
                if rank is not None and entry.is_file(follow_symlinks=False):
                    yield rank, _KINDS[rank][1], entry
    except OSError:
        return


def _offer(entry: "os.DirEntry[str]", what: str, known: set[str]) -> Offer:
    status = entry.stat(follow_symlinks=False)
    try:
        modified = datetime.fromtimestamp(status.st_mtime, UTC)
    except (OverflowError, ValueError, OSError):  # a date that no calendar has
        modified = datetime.fromtimestamp(0, UTC)
    path = Path(entry.path)
    return Offer(path, entry.name, what, status.st_size, modified, str(path) in known)
