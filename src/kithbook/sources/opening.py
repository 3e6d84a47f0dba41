"""Opening what a person gave: a file, a folder, a zip or a zip in a zip becomes a tree of members."""

import contextlib
import gzip
import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, cast

from kithbook.model.fault import UserError
from kithbook.sources import archive
from kithbook.sources.tree import BadMember, Left, Member, Tree, first_bytes, guarded, is_litter, tidy_name

GZIP: Final = b"\x1f\x8b"  # how every file packed with gzip begins
# What a zip holds that is a document, whatever its name: a workbook says how to convert it only as one file.
DOCUMENT: Final = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})


class FileMember:
    """A file on disk, plain or packed with gzip."""

    __slots__ = ("_at", "_is_packed", "name")
    modified: datetime | None = None

    def __init__(self, name: str, at: str, *, is_packed: bool = False) -> None:
        self.name, self._at, self._is_packed = name, at, is_packed

    @property
    def size(self) -> int:
        """Bytes on disk; a packed file's own size is not known before it is read."""
        with contextlib.suppress(OSError):
            return os.stat(self._at).st_size  # noqa: PTH116 - a Path each for 100,000 mails costs more than the call
        return 0

    @property
    def path(self) -> Path | None:
        return None if self._is_packed else Path(self._at)

    def open(self) -> BinaryIO:
        try:
            stream: BinaryIO = open(self._at, "rb")  # noqa: PTH123, SIM115 - as above; the caller closes it
        except OSError as error:
            raise BadMember(self.name, f"it could not be opened: {error.strerror}") from error
        if self._is_packed:
            return guarded(cast("BinaryIO", _Unpacked(stream)), self.name, packed=self.size)
        return guarded(stream, self.name)

    def head(self, count: int = 65536) -> bytes:
        return first_bytes(self, count)


class _Unpacked(gzip.GzipFile):
    """A gzip stream that closes the file below it."""

    def __init__(self, below: BinaryIO) -> None:
        super().__init__(fileobj=below, mode="rb")
        self._below = below

    def close(self) -> None:
        super().close()
        self._below.close()


class Opened:
    """A tree whose members are listed when they are first asked for."""

    def __init__(self, path: Path, *, is_archive: bool, listing: Callable[[list[Left]], Iterator[Member]]) -> None:
        self.path, self.is_archive = path, is_archive
        self.left: list[Left] = []
        self._listing = listing
        self._members: list[Member] | None = None

    def members(self) -> list[Member]:
        if self._members is None:
            self.left.clear()
            self._members = list(_told_apart(sorted(self._listing(self.left), key=lambda member: member.name)))
        return self._members


class _Renamed:
    """A member under another name."""

    def __init__(self, member: Member, name: str) -> None:
        self._member, self.name = member, name
        self.size, self.modified, self.path = member.size, member.modified, member.path

    def open(self) -> BinaryIO:
        return self._member.open()

    def head(self, count: int = 65536) -> bytes:
        return self._member.head(count)


def _told_apart(members: list[Member]) -> Iterator[Member]:
    """Tell members apart to which tidying or unpacking gave one name: ``a.mbox`` and ``a.mbox.gz``."""
    seen: set[str] = set()
    for member in members:
        name, number = member.name, 1
        while name in seen:
            number += 1
            name = f"{number}/{member.name}"
        seen.add(name)
        yield member if number == 1 else _Renamed(member, name)


def _cannot_open(path: Path, why: str) -> UserError:
    return UserError(f"{path} cannot be opened: {why}.", do="Check the path, and that you may read it.")


def _in_folder(root: str, left: list[Left]) -> Iterator[Member]:
    """Walk a folder. Links are not followed: what is inside is found anyway, what is outside was not given."""
    waiting = [("", root)]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            left.append(Left(tidy_name(prefix) or ".", f"it could not be opened: {error.strerror}", is_damaged=True))
            continue
        for entry in entries:
            name = prefix + entry.name
            if is_litter(name):
                continue
            if entry.is_symlink():
                left.append(Left(tidy_name(name), "a link to another place"))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((name + "/", entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield from _one_file(name, entry.path, left, 0)
            else:
                left.append(Left(tidy_name(name), "not a file"))


def _one_file(name: str, at: str, left: list[Left], depth: int) -> Iterator[Member]:
    """Offer a file on disk: itself, or what is in it when it is a zip."""
    lower = name.lower()
    if lower.endswith(".zip") and archive.is_zip_file(at):
        try:
            yield from archive.members_of(at, tidy_name(name) + "/", left, depth + 1)
        except UserError as error:
            left.append(Left(tidy_name(name), error.what, is_damaged=True))
        return
    is_packed = lower.endswith(".gz")
    yield FileMember(tidy_name(name[:-3] if is_packed else name), at, is_packed=is_packed)


def open_tree(path: Path) -> Tree:
    """Open what a person gave: a file, a folder, a zip, a zip in a zip, a file packed with gzip.

    Raises UserError when there is nothing there or nothing of it can be opened. Damage inside is met later, as
    BadMember of the one member.
    """
    try:
        if path.is_dir():
            os.scandir(path).close()
            return Opened(path, is_archive=False, listing=lambda left: _in_folder(str(path), left))
        if not stat.S_ISREG(path.stat().st_mode):
            raise _cannot_open(path, "it is neither a file nor a folder")
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise _cannot_open(path, (error.strerror or "input error").lower()) from error
    except ValueError as error:  # a NUL in the path
        raise _cannot_open(path, "no file can have that name") from error
    return _zip(path) if archive.is_zip(path, start) else _single(path, is_packed=start[:2] == GZIP)


def _zip(path: Path) -> Tree:
    """Open a zip; its table of contents is read now, so that what is wrong with all of it is said now."""
    found: list[Left] = []
    listed = list(archive.members_of(str(path), "", found, 1))
    if not DOCUMENT.isdisjoint(member.name for member in listed):
        return _single(path, is_packed=False)
    tree = Opened(path, is_archive=True, listing=lambda _: iter(listed))
    tree.members()
    tree.left.extend(found)
    return tree


def _single(path: Path, *, is_packed: bool) -> Tree:
    name = path.name[:-3] if is_packed and path.name.lower().endswith(".gz") else path.name
    only = FileMember(tidy_name(name) or "file", str(path), is_packed=is_packed)
    return Opened(path, is_archive=False, listing=lambda _: iter([only]))
