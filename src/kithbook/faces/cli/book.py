"""The one place where a command opens the book: catches up with the evidence before, and with its own rulings after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kithbook.faces.cli.progress import Meter
from kithbook.model.fault import UserError
from kithbook.store.book import Book


@contextmanager
def opened(folder: Path, *, now: datetime, catches_up: bool = True, mention: Callable[[str], None]) -> Iterator[Book]:
    """Open a book for one command; made on first use. What it takes long to digest is said to wait."""
    from kithbook.store import open_book

    book = open_book(folder, now=now)
    try:
        if catches_up and _catch_up(book):
            message = "Part of what was imported is not digested yet; this answer is from before it. To digest it now:"
            mention(f"{message} kith rebuild")
        yield book
        if catches_up:
            _catch_up(book)
    except UserError:
        raise
    except Exception as error:  # whatever a damaged page turns into; without damage it is a bug and travels on
        from kithbook.actions.current import excuse

        excuse(book, error)
        raise
    finally:
        book.close()


def _catch_up(book: Book) -> int:
    """Digest what was not, if that is quick; say how much waits."""
    from kithbook.actions.current import is_current

    if is_current(book):
        return 0
    from kithbook.actions.refresh import refresh  # not before it is needed: it loads all that digests

    with Meter() as meter:
        return refresh(book, patient=False, progress=meter.digested).waiting
