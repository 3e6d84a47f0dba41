"""Where engines and systems differ: which SQLite is sound, the one writer's lock, who may look, room on the disk."""

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import apsw

from kithbook.model.fault import Busy

OPEN_TO_OWNER: Final = 0o600  # files hold other people's words: nobody else on this machine may look
FOLDER_OF_OWNER: Final = 0o700

WAIT_SECONDS: Final = 10.0  # longer than any one batch takes, shorter than patience
TOLD_STEPS: Final = 2_000_000  # of the engine's own, between two signs: some tenth of a second
_LOOK_AGAIN_SECONDS: Final = 0.004  # between two looks at the lock: a batch takes some 40 ms


def is_sound(version: int) -> bool:
    """Say whether this SQLite is free of the WAL-reset bug (https://www.sqlite.org/wal.html#walresetbug).

    >>> [is_sound(v) for v in (3040001, 3044006, 3050004, 3050007, 3051002, 3051003, 3054001)]
    [False, True, False, True, False, True, True]
    """
    return version >= 3051003 or 3050007 <= version < 3051000 or 3044006 <= version < 3045000


def journal_mode() -> str:
    """Choose the journal: write-ahead where it is sound, else the rollback journal, under which readers wait."""
    return "WAL" if is_sound(apsw.SQLITE_VERSION_NUMBER) else "DELETE"


def free_bytes(folder: Path) -> int:
    """Count what the disk still takes."""
    return shutil.disk_usage(folder).free


def takes_files(folder: Path) -> bool:
    """Say whether the disk takes another file: some hold only so many, however small."""
    if not hasattr(os, "statvfs"):
        return True
    told = os.statvfs(folder)
    return told.f_files == 0 or told.f_ffree > 0  # a disk without such a bound says 0 of 0


def make_folder(folder: Path) -> None:
    """Make the book's folder, open to its owner only whatever the umask; an empty one is closed to others."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        folder.chmod(FOLDER_OF_OWNER)


def make_file(path: Path) -> None:
    """Make a file that only its owner may read, if it is not there; SQLite gives its side files the same mode."""
    try:
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OPEN_TO_OWNER)
    except FileExistsError:
        return
    os.close(number)
    path.chmod(OPEN_TO_OWNER)


def may_write(path: Path) -> bool:
    """Say whether a file, and what lies beside it, may be written: not on a disk mounted read-only, even by root."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def is_open_to_others(path: Path) -> bool:
    """Say whether others than the owner may look into a file or folder; cannot be said on Windows."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def is_running(number: int) -> bool:
    """Say whether there is a process of this number; where asking could end it, that there is."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass  # somebody else's, or no number of a process at all: not ours to judge
    return True


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder durable; systems that cannot open a folder do it by themselves."""
    with suppress(PermissionError, IsADirectoryError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


if sys.platform == "win32":
    import msvcrt

    def size_limit() -> int | None:
        """Tell how large a file this process may write; None for no limit."""
        return None

    def _seize(number: int) -> bool:
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(number: int) -> None:
        os.lseek(number, 0, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

else:
    import fcntl
    import resource

    def size_limit() -> int | None:
        """Tell how large a file this process may write; None for no limit."""
        soft, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
        return None if soft == resource.RLIM_INFINITY else soft

    def _seize(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_UN)


class WriterLock:
    """The one writer's place among processes: a locked file beside the book, given up when its holder dies.

    Entering it twice in one place is entering it once. The file says which process holds it.
    """

    def __init__(self, path: Path, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._path = path
        self._wait_seconds = wait_seconds
        self._number: int | None = None
        self._depth = 0
        self._threads = threading.RLock()

    @contextmanager
    def held(self, wait_seconds: float | None = None) -> Iterator[None]:
        """Hold the place; raises Busy when another process keeps it longer than the wait."""
        with self._threads:
            if not self._depth:
                self._wait(self._wait_seconds if wait_seconds is None else wait_seconds)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    _let_go(self._open())

    def close(self) -> None:
        """Give the file back to the system."""
        if self._number is not None:
            os.close(self._number)
            self._number = None

    def _open(self) -> int:
        if self._number is None:
            make_file(self._path)
            self._number = os.open(self._path, os.O_RDWR)
        return self._number

    def _wait(self, seconds: float) -> None:
        number = self._open()
        until = time.monotonic() + seconds
        while not _seize(number):
            if time.monotonic() > until:
                raise self._busy(seconds)
            time.sleep(_LOOK_AGAIN_SECONDS)
        with suppress(OSError):  # on a full disk the place is held without saying by whom
            os.lseek(number, 1, os.SEEK_SET)  # the first byte is the one that is locked on Windows
            os.write(number, f"{os.getpid():<20}\n".encode())
            os.lseek(number, 0, os.SEEK_SET)

    def _busy(self, seconds: float) -> Busy:
        holder = self._path.read_text(encoding="ascii", errors="replace").strip("\0 \n") or "unknown"
        return Busy(
            f"Another process (number {holder}) has been writing in this book for {seconds:.0f} seconds.",
            do="Wait until it has ended, or end it, and try again.",
        )


def tell(connection: apsw.Connection, sign: Callable[[], None] | None) -> None:
    """Give a sign now and then while a long statement runs: an index of a million rows takes many seconds."""

    def going_on() -> bool:
        if sign:
            sign()
        return False  # true would break it off

    connection.set_progress_handler(going_on if sign else None, TOLD_STEPS)


def hold_memory(most_bytes: int) -> None:
    """Let all files opened by this process together keep about so many bytes in memory: for a process that lasts."""
    apsw.soft_heap_limit(most_bytes)
