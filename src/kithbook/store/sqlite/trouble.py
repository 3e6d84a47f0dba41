"""What SQLite and the system complain of, said so that a person can mend it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from kithbook.model.fault import Busy, ReadOnlyBook, UserError
from kithbook.store.sqlite import seams

KEPT: Final = "Everything kept before is safe; what was being written now was not kept."
MEGABYTE: Final = 1_000_000
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def full(path: Path, need_bytes: int) -> UserError:
    """Say that there is no room, and how much is needed where that is known."""
    free = seams.free_bytes(path.parent) / MEGABYTE
    limit = seams.size_limit()
    room = f"{free:.1f} MB are free on its disk"
    if not seams.takes_files(path.parent):
        room += ", but it takes no further file: it holds as many as it can"
    if limit is not None:
        room += f", but no file may grow beyond {limit / MEGABYTE:.1f} MB"
    need = f" About {max(need_bytes / MEGABYTE, 0.1):.1f} MB are needed now." if need_bytes else ""
    return UserError(
        f"There is no room to write {path.name}: {room}.{need}",
        safe=KEPT,
        do="Free some space (or lift the limit on the size or number of files), then run the same command again: "
        "it goes on from there.",
    )


def _read_only(path: Path) -> UserError:
    return ReadOnlyBook(
        f"{path} cannot be written: the file or its folder is read-only.",
        do=f"Give yourself the right to write in {path.parent}, or choose another book with --book.",
    )


def _no_access(path: Path) -> UserError:
    is_folder = os.path.isdir(path.parent)  # noqa: PTH112 - a Path raises where it may not look
    if is_folder and not seams.may_write(path):
        return _read_only(path)
    if is_folder and not seams.takes_files(path.parent):
        return full(path, 0)  # SQLite does not say why it cannot open a file that it must make
    return UserError(
        f"{path} cannot be opened.",
        do=f"See that {path.parent} is a folder in which you may read and write, or choose another book with --book.",
    )


def _no_book(path: Path) -> UserError:
    return UserError(
        f"{path} is not a book: the file is something else, or it is damaged.",
        do="If it was a book, bring back your last backup with `kith restore FILE`; else choose another folder.",
    )


def _failing(path: Path, error: Exception) -> UserError:
    return UserError(
        f"The disk failed on {path.name}: {error}.",
        safe=KEPT,
        do="See that the disk is there and sound, then run the same command again.",
    )


def _busy(path: Path) -> Busy:
    return Busy(f"{path.name} is being used by another process.", do="Wait until it has ended, and try again.")


def _of_system(path: Path, error: OSError, need_bytes: int) -> UserError:
    if error.errno in _FULL:
        return full(path, need_bytes)
    if error.errno == errno.EROFS:
        return _read_only(path)
    if error.errno == errno.EIO:
        return _failing(path, error)
    return _no_access(path)


@contextmanager
def told(path: Path, *, need_bytes: int = 0) -> Iterator[None]:
    """Turn what goes wrong with the file at `path` into a UserError; bugs pass through."""
    try:
        yield
    except apsw.FullError as error:
        raise full(path, need_bytes) from error
    except apsw.ReadOnlyError as error:
        raise _read_only(path) from error
    except apsw.IOError as error:
        raise _of_io(path, error, need_bytes) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise _busy(path) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise _no_book(path) from error
    except (apsw.CantOpenError, apsw.PermissionsError, apsw.AuthError) as error:
        raise _no_access(path) from error
    except OSError as error:
        raise _of_system(path, error, need_bytes) from error


def _of_io(path: Path, error: apsw.IOError, need_bytes: int) -> UserError:
    # A file at its size limit, and no room for the log's index, show themselves as failures of the disk.
    if seams.size_limit() is not None or seams.free_bytes(path.parent) < MEGABYTE:
        return full(path, need_bytes)
    return _failing(path, error)
