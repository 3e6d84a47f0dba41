"""What a person gave as named members to be read as streams, behind guards; `opening` makes a tree of a path."""

import contextlib
import gzip
import io
import re
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from zipfile import BadZipFile

from kithbook.model.fault import KithError

ENTRY_BYTES: Final = 10_000_000_000  # reliability: one member, read as a stream
WHOLE_BYTES: Final = 512_000_000  # reliability: one member, read as a whole
RATIO: Final = 200  # reliability: real mail and tables pack 3 to 20 times; a bomb 1,000 times
RATIO_FROM: Final = 10_000_000  # below this even a bomb does no harm
PIECE_BYTES: Final = 1 << 20  # read at once
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
    is_damaged: bool = False  # it should have been read, and could not be


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


def at_most(member: Member, limit: int) -> bytes:
    """Read a member up to a limit, in pieces: asking for all at once would take the memory of the limit."""
    parts = bytearray()
    with member.open() as stream:
        while len(parts) < limit and (part := stream.read(min(PIECE_BYTES, limit - len(parts)))):
            parts += part
    return bytes(parts)


def whole(member: Member) -> bytes:
    """Read a member as a whole; raises BadMember also when it is larger than one may hold in memory."""
    data = at_most(member, WHOLE_BYTES + 1)
    if len(data) > WHOLE_BYTES:
        raise BadMember(member.name, f"it is larger than {WHOLE_BYTES // 1_000_000} MB")
    return data


def tidy_name(name: str) -> str:
    """Make a name harmless: forward slashes, no drive, no ``..``, nothing that cannot be printed."""
    found = re.sub("[\ud800-\udfff]", lambda lone: f"%{ord(lone[0]) & 0xFF:02X}", name)  # bytes that were no UTF-8
    found = re.sub(r"[\x00-\x1f\x7f]", "_", found.replace("\\", "/"))
    parts = [part for part in found.split("/") if part not in {"", ".", ".."} and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(parts)


def is_litter(name: str) -> bool:
    """Say whether an operating system put this here, not a person."""
    return bool(_LITTER.search(name))


class Rest:
    """A tree without some of its members: what the sources asked before did not take."""

    def __init__(self, tree: Tree, taken: Collection[str]) -> None:
        self.path, self.is_archive = tree.path, tree.is_archive
        self._members = [member for member in tree.members() if member.name not in taken]

    def members(self) -> list[Member]:
        return self._members


def left_out(tree: Tree) -> list[Left]:
    """Tell what inside the tree is not offered as a member, and why."""
    return list(getattr(tree, "left", ()))


def without(tree: Tree, taken: Collection[str]) -> Tree:
    """Give a view of the tree that hides these members."""
    return Rest(tree, taken)
