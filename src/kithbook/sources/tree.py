"""What a person gave, opened: a file, a folder, a zip or a zip in a zip, as named members to be read as streams."""

import contextlib
import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast
from zipfile import BadZipFile

from kithbook.model.fault import KithError, UserError

ENTRY_BYTES: Final = 10_000_000_000  # reliability: one member, read as a stream
WHOLE_BYTES: Final = 512_000_000  # reliability: one member, read as a whole
RATIO: Final = 200  # reliability: real mail and tables pack 3 to 20 times; a bomb 1,000 times
RATIO_FROM: Final = 10_000_000  # below this even a bomb does no harm
DEPTH: Final = 3  # a zip in a zip in a zip; nobody's export goes deeper

# What operating systems put beside people's files.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


class BadMember(KithError):
    """A member that cannot be read (locked, damaged, a bomb): raised by `open` and by reads, for a Fault."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class Member(Protocol):
    """One file inside what was given."""

    @property
    def name(self) -> str:
        """With forward slashes, relative to what was given; a plain file's own name. Never a path to write to."""
        ...

    @property
    def size(self) -> int:
        """Bytes, as far as the container states them."""
        ...

    @property
    def modified(self) -> datetime | None:
        """As the archive states it (zone unknown, taken as UTC); None for plain files and folders."""
        ...

    @property
    def path(self) -> Path | None:
        """Where the member lies on disk by itself; None inside archives."""
        ...

    def open(self) -> BinaryIO:
        """Open a stream of its bytes; raises BadMember, now or while reading."""
        ...

    def head(self, count: int = 65536) -> bytes:
        """Give the first bytes, or as many of them as can be read; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Left:
    """Something inside what was given that is not offered as a member, and why."""

    name: str
    reason: str


class Tree(Protocol):
    """All members of what was given."""

    path: Path
    is_archive: bool

    def members(self) -> list[Member]:
        """List the members, by name. Raises UserError for what cannot be opened at all."""
        ...


class Guarded(io.RawIOBase):
    """A stream that turns every way in which reading can fail into BadMember, and stops bombs."""

    def __init__(self, inner: BinaryIO, name: str, *, packed: int) -> None:
        self._inner, self._name = inner, name
        # What was unpacked before the damage is still given: `read` of a damaged stream gives nothing of its last part.
        self._read: Callable[[int], bytes] = getattr(inner, "read1", inner.read)
        self._limit = min(ENTRY_BYTES, max(RATIO_FROM, packed * RATIO)) if packed else ENTRY_BYTES
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = _guard(self._name, lambda: self._read(len(buffer)))
        self._count += len(data)
        if self._count > self._limit:
            raise BadMember(self._name, "it unpacks to far more than its packed size allows (a zip bomb?)")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def _guard(name: str, read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except BadMember:
        raise
    except (BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise BadMember(name, "it is damaged or cut short") from error
    except NotImplementedError as error:
        raise BadMember(name, "it is packed in a way that cannot be read here") from error
    except OSError as error:
        raise BadMember(name, f"it could not be read: {error.strerror or 'input error'}") from error


def guarded(inner: BinaryIO, name: str, *, packed: int = 0) -> BinaryIO:
    """Wrap a stream so that failures are BadMember and unpacking more than `packed` allows is refused."""
    return io.BufferedReader(Guarded(inner, name, packed=packed), 1 << 16)


def first_bytes(member: Member, count: int) -> bytes:
    """Read the head of a member; what cannot be read is not there."""
    parts = bytearray()
    with contextlib.suppress(BadMember), member.open() as stream:
        while len(parts) < count:
            part = stream.read(min(1 << 16, count - len(parts)))
            if not part:
                break
            parts += part
    return bytes(parts)


def whole(member: Member) -> bytes:
    """Read a member as a whole; raises BadMember also when it is larger than one may hold in memory."""
    with member.open() as stream:
        data = stream.read(WHOLE_BYTES + 1)
    if len(data) > WHOLE_BYTES:
        raise BadMember(member.name, "it is larger than 512 MB")
    return data


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


def tidy_name(name: str) -> str:
    """Make a name harmless: forward slashes, no drive, no ``..``, nothing that cannot be printed."""
    found = re.sub("[\ud800-\udfff]", lambda lone: f"%{ord(lone[0]) & 0xFF:02X}", name)  # bytes that were no UTF-8
    found = re.sub(r"[\x00-\x1f\x7f]", "_", found.replace("\\", "/"))
    parts = [part for part in found.split("/") if part not in {"", ".", ".."} and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(parts)


def is_litter(name: str) -> bool:
    """Say whether an operating system put this here, not a person."""
    return bool(_LITTER.search(name))


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


class Rest:
    """A tree without some of its members: what the sources asked before did not take."""

    def __init__(self, tree: Tree, taken: Collection[str]) -> None:
        self.path, self.is_archive = tree.path, tree.is_archive
        self._members = [member for member in tree.members() if member.name not in taken]

    def members(self) -> list[Member]:
        return self._members


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
            left.append(Left(tidy_name(prefix) or ".", f"it could not be opened: {error.strerror}"))
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
    if lower.endswith(".zip"):
        from kithbook.sources import archive  # noqa: PLC0415 - it stands on this module

        if archive.is_zip_file(at):
            try:
                yield from archive.members_of(at, tidy_name(name) + "/", left, depth + 1)
            except UserError as error:
                left.append(Left(tidy_name(name), error.what))
            return
    is_packed = lower.endswith(".gz")
    yield FileMember(tidy_name(name[:-3] if is_packed else name), at, is_packed=is_packed)


def open_tree(path: Path) -> Tree:
    """Open what a person gave: a file, a folder, a zip, a zip in a zip, a file packed with gzip.

    Raises UserError when there is nothing there or nothing of it can be opened. Damage inside is met later, as
    BadMember of the one member.
    """
    from kithbook.sources import archive  # noqa: PLC0415 - it stands on this module

    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
            return Opened(path, is_archive=False, listing=lambda left: _in_folder(str(path), left))
        if not stat.S_ISREG(mode):
            raise _cannot_open(path, "it is neither a file nor a folder")
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise _cannot_open(path, (error.strerror or "input error").lower()) from error
    except ValueError as error:  # a NUL in the path
        raise _cannot_open(path, "no file can have that name") from error
    if archive.is_zip(path, start):
        found: list[Left] = []
        listed = list(archive.members_of(str(path), "", found, 1))
        tree = Opened(path, is_archive=True, listing=lambda _: iter(listed))
        tree.members()
        tree.left.extend(found)
        return tree
    is_packed = start[:2] == b"\x1f\x8b"
    name = path.name[:-3] if is_packed and path.name.lower().endswith(".gz") else path.name
    only = FileMember(tidy_name(name) or "file", str(path), is_packed=is_packed)
    return Opened(path, is_archive=False, listing=lambda _: iter([only]))


def left_out(tree: Tree) -> list[Left]:
    """Tell what inside the tree is not offered as a member, and why."""
    return list(getattr(tree, "left", ()))


def without(tree: Tree, taken: Collection[str]) -> Tree:
    """Give a view of the tree that hides these members."""
    return Rest(tree, taken)
