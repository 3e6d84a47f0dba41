"""Folders inside a book's for what is tried out: gone when they are no longer needed, also after a kill."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from kithbook.model.fault import Busy
from kithbook.store.sqlite import seams, trouble

PREFIX: Final = "trying-"
_LOCK: Final = "in-use.lock"  # held as long as the folder is needed; a kill lets it go


@contextmanager
def folder(book: Path, *, writing: AbstractContextManager[None]) -> Iterator[Path]:
    """Give a new folder inside the book's, open to its owner only, for as long as the context lasts."""
    with ExitStack() as until:
        with writing, trouble.told(book):  # nobody sweeps between the making of the folder and of its lock
            sweep(book)
            made = Path(mkdtemp(dir=book, prefix=PREFIX))
            until.callback(shutil.rmtree, made, ignore_errors=True)
            lock = seams.WriterLock(made / _LOCK)
            until.callback(lock.close)
            until.enter_context(lock.held())
        yield made


def sweep(book: Path) -> None:
    """Remove what a kill left behind: it holds the same words as the book, and nothing else would erase them.

    The caller holds the writer's place.
    """
    for left in sorted(book.glob(f"{PREFIX}*")):
        lock = seams.WriterLock(left / _LOCK, wait_seconds=0)
        try:
            with lock.held():
                pass
        except (Busy, OSError):  # still in use, or not ours to remove
            continue
        finally:
            lock.close()
        shutil.rmtree(left, ignore_errors=True)
