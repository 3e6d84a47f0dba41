"""incoming: files that come in through a page, kept in the book's folder until they are imported."""

import contextlib
import errno
import fcntl
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kithbook.actions.jobs import IMPORT
from kithbook.model.fault import UserError
from kithbook.work import private
from kithbook.work.job import Job, every
from kithbook.work.private import FOLDER_OF_OWNER

FOLDER: Final = "incoming"  # in the book's
PART: Final = ".part-"  # before the name of what is still coming in; no name given may begin with a dot
MOST_BYTES: Final = 20_000_000_000  # the largest archive that is read
MOST_FILES: Final = 10_000  # of one drop: an unpacked archive, a folder of mails
ROOM_BYTES: Final = 100_000_000  # left free for the import itself, and for all else on that disk
LOOK_BYTES: Final = 16 << 20  # between two looks at the room that is left
NAME_BYTES: Final = 200  # file systems take 255, and a number may come behind
SUFFIX_BYTES: Final = 20
TRIES: Final = 100
MEGABYTE: Final = 1_000_000
UNCHANGED: Final = "Your book is unchanged."
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DROP: Final = re.compile(r"[1-9][0-9]{0,8}")
_UNSAID: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, directions, halves, nothing


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was dropped on a page at once, and is kept until it is imported or taken away."""

    drop: str
    names: tuple[str, ...]
    bytes: int
    path: Path  # what to import: the one file, else the folder of all
    received: datetime
    job: str | None  # the last import of it: under way, or ended early


class Receiving:
    """One file on its way in. Leaving the context before `finish` takes it away."""

    def __init__(self, folder: Path, drop: str, name: str, *, size: int | None) -> None:
        self.drop, self.name, self.bytes = drop, name, 0
        self._folder, self._size, self._looked = folder, size, 0
        self._part, self._number = _opened(folder / drop)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.abort()

    def write(self, chunk: bytes) -> None:
        """Keep the next bytes; raises UserError, and takes the file away, where there is no room for them."""
        self.bytes += len(chunk)
        try:
            _refuse_size(self.bytes, self._size)
            if self.bytes - self._looked >= LOOK_BYTES:
                self._looked = self.bytes
                _refuse_full(self._folder, 0)
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(self._number, rest) :]
        except OSError as error:
            self.abort()
            raise _told(error, self._folder, len(chunk)) from error
        except UserError:
            self.abort()
            raise

    def finish(self) -> Incoming:
        """Keep the file under its name; raises UserError where bytes are missing."""
        if self._size is not None and self.bytes < self._size:
            self.abort()
            raise UserError(f"{self.name} came in only in part.", safe=UNCHANGED, do="Give it again.")
        try:
            os.fsync(self._number)
            self.name = _named(self._part, self.name)
        except OSError as error:
            self.abort()
            raise _told(error, self._folder, 0) from error
        os.close(self._number)
        self._number = -1
        return _seen(self._folder / self.drop, {})

    def abort(self) -> None:
        """Take away what came in, unless it is finished; again does nothing."""
        if self._number >= 0:
            os.close(self._number)
            self._number = -1
            self._part.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self._part.parent.rmdir()  # unless others of its drop are there


def receive(book: Path, name: str, *, size: int | None = None, drop: str | None = None) -> Receiving:
    """Begin to take a file into the folder of a book that was opened before.

    `size`: as far as the browser says. `drop`: the one of an earlier file that was dropped together with this one.
    """
    if size is not None:
        _refuse_size(size, None)
    folder = book / FOLDER
    try:
        folder.mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)
        sweep(book)
        _refuse_full(folder, size or 0)
        return Receiving(folder, _drop(folder, drop), safe_name(name), size=size)
    except OSError as error:
        raise _told(error, book, 0) from error


def incoming(book: Path) -> list[Incoming]:
    """List what came in and is not imported yet, the newest first."""
    used = _used(book)
    folders = [path for path in _drops(book / FOLDER) if any(_files(path))]
    return sorted((_seen(path, used) for path in folders), key=lambda one: -int(one.drop))


def discard(book: Path, drop: str) -> None:
    """Take away what came in; raises UserError while it is being imported, or if it is not there."""
    path = book / FOLDER / drop
    if not _is_drop(path):
        raise UserError("That file is no longer there.", safe=UNCHANGED, do="Give it again to import it.")
    if any(str(path) == str(_drop_of(book, given)) for job, given in _paths(book) if job.is_under_way):
        raise UserError("That file is being imported.", do="Cancel the import first.")
    shutil.rmtree(path)


def settle(book: Path, paths: Sequence[Path]) -> None:
    """Take away what was imported to its end; what lies elsewhere stays."""
    for path in paths:
        drop = _drop_of(book, str(path))
        if drop is not None:
            shutil.rmtree(drop, ignore_errors=True)


def sweep(book: Path) -> None:
    """Take away the beginnings whose browser or server went away."""
    for drop in _drops(book / FOLDER):
        for part in drop.glob(f"{PART}*"):
            if private.is_locked(part) is False:  # one that is gone was finished this moment
                part.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            drop.rmdir()  # if it is empty


def safe_name(name: str) -> str:
    r"""Make a name of a file out of whatever a browser sent: no path, no control, no change of direction.

    >>> [safe_name(name) for name in ("a/../b.zip", "C:\\x\\Inbox.mbox", "..", "\u202egpj.zip", ".hidden", "")]
    ['b.zip', 'Inbox.mbox', 'file', 'gpj.zip', 'hidden', 'file']
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rstrip("/").rpartition("/")[2])
    plain = "".join(mark for mark in last if unicodedata.category(mark) not in _UNSAID and mark != ":")
    plain = plain.strip(" .") or "file"
    stem, dot, suffix = plain.rpartition(".")
    if not stem or len(suffix.encode()) > SUFFIX_BYTES:
        stem, dot, suffix = plain, "", ""
    room = NAME_BYTES - len(f"{dot}{suffix}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore").strip() + dot + suffix


def _drop(folder: Path, wanted: str | None) -> str:
    if wanted is not None:
        if not _DROP.fullmatch(wanted) or (folder / wanted).is_symlink():
            raise UserError("What came in before is not there.", safe=UNCHANGED, do="Give all files again.")
        (folder / wanted).mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)
        if sum(1 for _ in (folder / wanted).iterdir()) >= MOST_FILES:
            raise UserError(f"More than {MOST_FILES:,} files at once are too many.", do="Pack them into one zip file.")
        return wanted
    # Nor a number that a job still on the list was given: what comes in now would be taken for what that one read.
    taken = {*(path.name for path in _drops(folder)), *_used(folder.parent)}
    number = max(map(int, taken), default=0)
    for _ in range(TRIES):
        number += 1
        with contextlib.suppress(FileExistsError):
            (folder / str(number)).mkdir(mode=FOLDER_OF_OWNER)
            return str(number)
    raise UserError("Too much comes in at once.", safe=UNCHANGED, do="Wait a moment and try again.")


def _opened(folder: Path) -> tuple[Path, int]:
    """Open a file for what comes in, held as long as its server lives."""
    for attempt in range(TRIES):
        part = folder / f"{PART}{os.getpid()}-{attempt}"
        folder.mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)  # a sweep may have found it empty
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            number = private.create(part)
            fcntl.flock(number, fcntl.LOCK_EX)
            return part, number
    raise UserError("Too much comes in at once.", safe=UNCHANGED, do="Wait a moment and try again.")


def _named(part: Path, name: str) -> str:
    """Give a file its name, or one with a number behind where that is taken."""
    stem, dot, suffix = name.rpartition(".")
    stem, dot, suffix = (stem, dot, suffix) if stem else (name, "", "")
    for number in range(1, MOST_FILES + 1):
        free = name if number == 1 else f"{stem} ({number}){dot}{suffix}"
        with contextlib.suppress(FileExistsError):
            os.close(private.create(part.with_name(free)))
            part.replace(part.with_name(free))
            return free
    raise FileExistsError(errno.EEXIST, "no name is free")


def _drops(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if _is_drop(path)]
    except FileNotFoundError:
        return []


def _is_drop(path: Path) -> bool:
    """Say whether that is a drop of ours; what a link leads to never is."""
    return _DROP.fullmatch(path.name) is not None and path.is_dir() and not path.is_symlink()


def _files(drop: Path) -> Iterator[Path]:
    with contextlib.suppress(FileNotFoundError):
        yield from (path for path in drop.iterdir() if not path.name.startswith(".") and not path.is_symlink())


def _seen(drop: Path, used: Mapping[str, str]) -> Incoming:
    files = sorted(_files(drop))
    stats = [path.stat() for path in files]
    return Incoming(
        drop=drop.name,
        names=tuple(path.name for path in files),
        bytes=sum(one.st_size for one in stats),
        path=files[0] if len(files) == 1 else drop,
        received=datetime.fromtimestamp(max((one.st_mtime for one in stats), default=0), UTC),
        job=used.get(drop.name),
    )


def _paths(book: Path) -> Iterator[tuple[Job, str]]:
    for job, order in every(book):
        if order.verb == IMPORT:
            yield from ((job, str(path)) for path in order.values.get("paths", ()))


def _used(book: Path) -> dict[str, str]:
    """Say which drop was last given to which job."""
    found: dict[str, str] = {}
    for job, path in _paths(book):  # the newest comes first
        drop = _drop_of(book, path)
        if drop is not None:
            found.setdefault(drop.name, job.id)
    return found


def _drop_of(book: Path, path: str) -> Path | None:
    """Give the drop in which a path lies; None if it lies elsewhere."""
    folder = os.path.abspath(book / FOLDER)  # noqa: PTH100 - as the paths of orders are
    first = Path(os.path.relpath(os.path.abspath(path), folder)).parts[:1]  # noqa: PTH100 - as above
    return book / FOLDER / first[0] if first and _DROP.fullmatch(first[0]) else None


def _refuse_size(size: int, stated: int | None) -> None:
    if size > MOST_BYTES:
        largest = f"{MOST_BYTES / 1e9:.0f} GB"
        raise UserError(
            f"The file is larger than {largest}.", safe=UNCHANGED, do="Give its path on this machine instead."
        )
    if stated is not None and size > stated:
        raise UserError("The file is larger than the browser said.", safe=UNCHANGED, do="Give it again.")


def _refuse_full(folder: Path, size: int) -> None:
    missing = size + ROOM_BYTES - shutil.disk_usage(folder).free
    if missing > 0:
        raise _full(missing)


def _full(missing: int) -> UserError:
    free = f"Free {max(1, -(-missing // MEGABYTE)):,} MB"
    return UserError("The disk is full.", safe=UNCHANGED, do=f"{free} and give the file again.")


def _told(error: OSError, folder: Path, size: int) -> UserError:
    if error.errno in _FULL:
        return _full(max(MEGABYTE, size + ROOM_BYTES - shutil.disk_usage(folder).free))
    why = (error.strerror or "the system refuses").lower()
    return UserError(f"The file cannot be kept: {why}.", safe=UNCHANGED, do="See that the book's folder is writable.")
