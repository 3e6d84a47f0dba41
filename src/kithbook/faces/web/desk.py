"""The books that pages read and rule in: a few opened at once, each lent to one request, and what time it is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock, Semaphore
from typing import Final

from kithbook.actions.current import excuse, is_current
from kithbook.actions.roster import Rosters
from kithbook.faces.web.forgetting import Forgetting
from kithbook.model.fault import UserError
from kithbook.store import open_book
from kithbook.store.book import Book

AT_ONCE: Final = 4  # requests that read at the same time: one person's tabs


def system_clock() -> datetime:
    """Give the time as it is."""
    return datetime.now(UTC)


def day_of_its_own(begin: datetime) -> Callable[[], datetime]:
    """Give a clock that begins at a moment and goes on from there, as a sample network has."""
    started = system_clock()
    return lambda: begin + (system_clock() - started)


@dataclass
class Desk:
    """One book's desk. `clock` is another than the system's in the sample network, which lives on its own day."""

    folder: Path
    clock: Callable[[], datetime] = system_clock
    is_sample: bool = False
    rosters: Rosters = field(default_factory=Rosters)  # the list of people, read once for all pages
    _idle: list[Book] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _places: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE))
    _waiting: int = 0
    forgetting: Forgetting | None = None  # under way, or at its end and not told yet
    is_ready: Event = field(default_factory=Event)  # cleared while the day is worked out ahead by another process

    def __post_init__(self) -> None:
        self.is_ready.set()

    @property
    def now(self) -> datetime:
        """Say what time it is."""
        return self.clock()

    @property
    def waiting(self) -> int:
        """Say how many keys of evidence were not digested when the book was last lent."""
        return self._waiting

    @contextmanager
    def book(self) -> Iterator[Book]:
        """Lend the book, caught up with its evidence before, and with what was ruled after."""
        with self._places:
            book = self._take()
            try:
                self._catch_up(book)
                yield book
                self._catch_up(book)
            except UserError:
                raise
            except Exception as error:  # a damaged page of the digest can turn into anything
                excuse(book, error)
                raise
            finally:
                with self._lock:
                    self._idle.append(book)

    @contextmanager
    def last_book(self) -> Iterator[Book]:
        """Lend the book to whoever ends it: nobody else's stays open, and it is closed afterwards in any case."""
        self.close()
        book = open_book(self.folder, now=self.now)
        try:
            yield book
        finally:
            book.close()

    def _take(self) -> Book:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return open_book(self.folder, now=self.now)

    def _catch_up(self, book: Book) -> None:
        if is_current(book):
            self._waiting = 0
            return
        from kithbook.actions.refresh import refresh  # noqa: PLC0415 - it loads all that digests

        self._waiting = refresh(book, patient=False).waiting

    def close(self) -> None:
        """Close what is idle; what is lent is closed with the process."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()


@dataclass
class Desks:
    """The person's own desk, and one for the sample network beside it while somebody looks around there."""

    own: Desk
    _others: dict[Path, Desk] = field(default_factory=dict)

    def sample(self) -> Desk | None:
        """Give the desk of the sample network, where it was made."""
        from kithbook.actions import sample  # noqa: PLC0415 - few look at it

        folder = sample.beside(self.own.folder)
        if not sample.is_sample(folder):
            return None
        if folder not in self._others:
            found = sample.sample(folder)
            if not found.is_ready:
                return None
            self._others[folder] = Desk(folder, clock=day_of_its_own(found.now), is_sample=True)
        return self._others[folder]

    def close(self, folder: Path | None = None) -> None:
        """Close one desk beside the own, or all."""
        for one in [folder] if folder else [*self._others]:
            if one in self._others:
                self._others.pop(one).close()
        if folder is None:
            self.own.close()
