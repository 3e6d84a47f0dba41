"""Small files in the book's folder: readable by their owner alone, written whole or not at all, and locks on them."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

OWNER_ALONE: Final = 0o600  # they name what a person imported, and let a browser in
FOLDER_OF_OWNER: Final = 0o700


def create(path: Path) -> int:
    """Make a file that is not there yet and open it; raises FileExistsError where it is."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ALONE)


def opened(path: Path, flags: int) -> int:
    """Open a file of ours, made if need be; raises OSError where a link lies in its place, for nothing of ours is one.

    A book may come from somebody else: what is written in it must not be written to where a link in it leads.
    """
    return os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, OWNER_ALONE)


def write(path: Path, content: bytes, *, is_durable: bool = True) -> None:
    """Put content in place of what the file held. One process at a time may; who reads finds the old or the new."""
    number = opened(beside(path), os.O_WRONLY | os.O_TRUNC)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(number, rest) :]
        if is_durable:
            os.fsync(number)
    finally:
        os.close(number)
    beside(path).replace(path)


def beside(path: Path) -> Path:
    """Say where a new content of a file stands until it is whole."""
    return path.with_name(f"{path.name}.new")


@contextmanager
def held(path: Path, *, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a lock file among processes. waiting: called before a wait for whoever holds it now."""
    number = opened(path, os.O_RDWR)
    try:
        if not _seized(number):
            waiting()
            fcntl.flock(number, fcntl.LOCK_EX)  # Ctrl-C ends the wait
        yield
    finally:
        os.close(number)


@contextmanager
def held_if_free(path: Path) -> Iterator[bool]:
    """Hold a lock file; False if another process holds it. Raises OSError where no file can be."""
    number = opened(path, os.O_RDWR)
    try:
        yield _seized(number)
    finally:
        os.close(number)


def is_locked(path: Path) -> bool | None:
    """Say whether a process holds a lock on a file; None where there is no such file."""
    try:
        number = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(number)
    return False


def _seized(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
