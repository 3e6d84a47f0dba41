"""demo: the sample network, an invented village of professionals, on its own day."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

import kithbook
from kithbook.actions.current import is_current
from kithbook.actions.import_ import Imported, Step, Watch, Wish, import_
from kithbook.actions.refresh import refresh
from kithbook.actions.today import Today, today
from kithbook.model.fault import UserError
from kithbook.store import open_book
from kithbook.store.book import Book

DAY: Final = "today.txt"
FILES: Final = "files"
ZONE: Final = "Europe/Copenhagen"
WHOLE: Final = "village"  # noted in its book when all of it is in


@dataclass(frozen=True, slots=True)
class Village:
    """Where the sample network's files lie, and which day it is there."""

    folder: Path
    day: date

    @classmethod
    def find(cls) -> "Village":
        """Find it inside the installed package, else beside the sources."""
        package = Path(kithbook.__file__).parent
        for folder in (package / "village", package.parent.parent / "examples" / "village"):
            if (folder / DAY).is_file():
                return cls(folder, date.fromisoformat((folder / DAY).read_text(encoding="utf-8").split()[0]))
        raise UserError("The sample network is not part of this installation.", do="Install Kithbook again.")

    @property
    def files(self) -> Path:
        """Say what is imported: one folder with everything."""
        return self.folder / FILES

    @property
    def now(self) -> datetime:
        """Say what time it is there, always."""
        return datetime.combine(self.day, time(12), UTC)

    @property
    def stamp(self) -> str:
        """Name this village as it is: other files, or another version of the program, make another book."""
        hasher = hashlib.blake2b(kithbook.__file__.encode("utf-8", "surrogateescape"), digest_size=6)
        for path in sorted(self.files.rglob("*")):
            if path.is_file():
                hasher.update(f"{path.relative_to(self.folder)}\0".encode("utf-8", "surrogateescape"))
                hasher.update(path.read_bytes())
        return hasher.hexdigest()


def demo(village: Village, folder: Path, *, watch: Watch) -> Today:
    """Show the village's agenda; its book is made in a folder, and found there the next time. Nothing is recorded."""
    now = village.now
    book = open_book(folder, now=now)
    try:
        if book.evidence.meta(WHOLE) is None:
            fill(book, village, watch=watch)
        elif not is_current(book):  # a newer program has begun the digest anew
            refresh(book, progress=lambda what, count: watch(Step(what, count)))
        return today(book, now=now, date=village.day, record=False)
    finally:
        book.close()


def fill(book: Book, village: Village, *, watch: Watch) -> Imported:
    """Import the village into a book and note that all of it is in."""
    done = import_(book, [village.files], Wish(zone=ZONE), now=village.now, watch=watch)
    book.evidence.set_meta(WHOLE, village.day.isoformat())
    return done
