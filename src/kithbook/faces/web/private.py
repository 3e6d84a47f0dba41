"""Small files of the web app in the book's folder: readable by their owner alone, and written whole or not at all."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kithbook.model.fault import UserError

OWNER_ALONE: Final = 0o600


def write(path: Path, content: bytes) -> None:
    """Put content in place of what the file held."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ALONE)
    try:
        os.write(number, content)
        os.fsync(number)
    finally:
        os.close(number)
    beside.replace(path)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a lock file among processes, as long as it takes."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ALONE)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


@contextmanager
def held_if_free(path: Path) -> Iterator[bool]:
    """Hold a lock file for as long as this process serves; False if another holds it. Raises UserError if it cannot."""
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ALONE)
    except OSError as error:
        raise UserError(
            f"{path.parent} cannot be written: {error.strerror}.",
            do="To serve pages, Kithbook must be able to write there. Choose another book with --book, or use the "
            "other commands to read this one.",
        ) from error
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(number)
