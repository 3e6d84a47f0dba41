"""Zip archives as members of a tree, with the guards that the zip reader of the standard library does not have."""

import io
import os
import stat
import struct
import tempfile
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from kithbook.model.fault import UserError
from kithbook.sources.tree import (
    DEPTH,
    ENTRY_BYTES,
    RATIO,
    RATIO_FROM,
    BadMember,
    Left,
    Member,
    first_bytes,
    guarded,
    is_litter,
    tidy_name,
)

ARCHIVE_BYTES: Final = 20_000_000_000  # reliability: the whole archive, unpacked
ENTRIES: Final = 100_000  # reliability: a real export has tens, a folder of mails is no zip
DIRECTORY_BYTES: Final = 64_000_000  # what 100,000 entries with long names can take
SPOOL_BYTES: Final = 8_000_000  # an inner zip beyond this goes to a temporary file

_LOCAL_HEADER: Final = 30  # bytes before the name in front of every entry
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY: Final = struct.Struct("<4s24x3H12x")  # of the table of contents, with the lengths of what follows it
_ENTRY_MARK: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 0x1

# Zip files that are documents: to be read as one file, by whoever can, not to be unpacked.
_DOCUMENTS = frozenset(
    """.xlsx .xlsm .docx .pptx .odt .ods .odp .numbers .pages .key .epub .jar .apk .csv .vcf .ics .mbox .eml
    .json .olm""".split()
)


def is_zip(path: Path, start: bytes) -> bool:
    """Say whether a file is an archive to look into, by its first bytes and its name."""
    return start in {b"PK\x03\x04", b"PK\x05\x06"} and path.suffix.lower() not in _DOCUMENTS


def is_zip_file(at: str) -> bool:
    """Say whether the file there begins as a zip."""
    try:
        with open(at, "rb") as stream:  # noqa: PTH123 - called for each file of a large folder
            return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}
    except OSError:
        return False


class ZipMember:
    """One entry of a zip. It keeps the archive open as long as it lives."""

    __slots__ = ("_archive", "_entry", "_flaw", "name")
    path: Path | None = None

    def __init__(self, name: str, archive: ZipFile, entry: ZipInfo, flaw: str) -> None:
        self.name, self._archive, self._entry, self._flaw = name, archive, entry, flaw

    @property
    def size(self) -> int:
        return self._entry.file_size

    @property
    def modified(self) -> datetime | None:
        year, month, day, hour, minute, second = self._entry.date_time
        if year <= 1980:  # the format's zero: a writer that states no time
            return None
        try:
            return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        except ValueError:
            return None

    def open(self) -> BinaryIO:
        if self._flaw:
            raise BadMember(self.name, self._flaw)
        try:
            stream = cast("BinaryIO", self._archive.open(self._entry))
        except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, struct.error) as error:
            raise BadMember(self.name, "it is damaged, or packed in a way that cannot be read here") from error
        return guarded(stream, self.name, packed=self._entry.compress_size)

    def head(self, count: int = 65536) -> bytes:
        return first_bytes(self, count)


def members_of(at: str, prefix: str, left: list[Left], depth: int) -> Iterator[Member]:
    """List the entries of the zip at a path, inner zips opened; raises UserError when it cannot be read at all."""
    if Path(at).stat().st_size > ARCHIVE_BYTES:
        raise _refused(at, "is larger than 20 GB")
    yield from _members(open(at, "rb"), at, prefix, left, depth)  # noqa: PTH123, SIM115 - closed with the archive


def _refused(at: str, why: str) -> UserError:
    return UserError(
        f"The archive {Path(at).name} {why}.",
        do="If you trust it, unpack it yourself and give the folder.",
    )


def _broken(at: str) -> UserError:
    return UserError(
        f"The archive {Path(at).name} is damaged or was cut short: its table of contents is missing or wrong.",
        do="Download it again, or unpack what can be unpacked and give the folder.",
    )


def _members(stream: BinaryIO, at: str, prefix: str, left: list[Left], depth: int) -> Iterator[Member]:
    try:
        _check_directory(stream, at)
        archive = ZipFile(stream)
    except (BadZipFile, OSError, ValueError, NotImplementedError, struct.error, OverflowError) as error:
        stream.close()
        raise _broken(at) from error
    except UserError:
        stream.close()
        raise
    weakref.finalize(archive, stream.close)  # the members hold the archive; when the last is gone, so is the file
    entries = archive.infolist()
    files = [entry for entry in entries if not entry.is_dir()]
    if files and all(entry.flag_bits & _ENCRYPTED for entry in files):
        raise UserError(
            f"The archive {Path(at).name} is locked with a password.",
            do="Unpack it yourself and give the folder.",
        )
    flaws = _overlaps(archive, entries)
    if sum(entry.file_size for entry in files) > ARCHIVE_BYTES:
        raise _refused(at, "unpacks to more than 20 GB")
    yield from _offered(archive, files, flaws, prefix=prefix, left=left, depth=depth)


def _offered(
    archive: ZipFile, files: list[ZipInfo], flaws: dict[int, str], *, prefix: str, left: list[Left], depth: int
) -> Iterator[Member]:
    """Offer each entry under a harmless name. Of two with one name the last counts, as with every unpacker."""
    last = {tidy_name(entry.filename): entry for entry in files}
    for entry in files:
        name = tidy_name(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not name or is_litter(name):
            continue
        if last[name] is not entry:
            left.append(Left(prefix + name, "the archive holds another of the same name behind it"))
        elif kind not in {0, stat.S_IFREG}:
            left.append(Left(prefix + name, "a link or a device, not a file"))
        else:
            member = ZipMember(prefix + name, archive, entry, flaws.get(id(entry), "") or _flaw(entry))
            yield from _unfolded(member, left, depth)


def _unfolded(member: ZipMember, left: list[Left], depth: int) -> Iterator[Member]:
    """Give the member, or what is in it when it is a zip itself."""
    if not member.name.lower().endswith(".zip") or member.head(4) not in {b"PK\x03\x04", b"PK\x05\x06"}:
        yield member
    elif depth >= DEPTH:
        left.append(Left(member.name, "an archive in an archive in an archive"))
    else:
        try:
            yield from _members(_spooled(member), member.name, member.name + "/", left, depth + 1)
        except (UserError, BadMember) as error:
            reason = error.what if isinstance(error, UserError) else error.reason
            left.append(Left(member.name, reason, is_damaged=True))


def _spooled(member: ZipMember) -> BinaryIO:
    """Copy an inner zip to where it can be read at random: memory if it is small, else a temporary file."""
    spool = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES))  # noqa: SIM115 - closed with the archive
    try:
        with member.open() as stream:
            while part := stream.read(1 << 20):
                spool.write(part)
    except BadMember:
        spool.close()
        raise
    spool.seek(0)
    return spool


def _flaw(entry: ZipInfo) -> str:
    if entry.flag_bits & _ENCRYPTED:
        return "it is locked with a password"
    if entry.file_size > ENTRY_BYTES:
        return "it is larger than 10 GB"
    if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(1, entry.compress_size):
        return "it unpacks to far more than its packed size allows (a zip bomb?)"
    return ""


def _overlaps(archive: ZipFile, entries: list[ZipInfo]) -> dict[int, str]:
    """Find entries that share bytes with another: no honest writer makes them, and they unpack without end."""
    flaws: dict[int, str] = {}
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    widest, reach = None, -1
    for entry in ordered:
        if entry.header_offset < reach and widest is not None:
            flaws[id(entry)] = flaws[id(widest)] = "it shares its bytes with another entry (a zip bomb?)"
        end = (
            entry.header_offset
            + _LOCAL_HEADER
            + len(entry.orig_filename.encode("utf-8", "replace"))
            + entry.compress_size
        )
        if "?" in entry.orig_filename or not entry.orig_filename.isascii():
            end -= len(
                entry.orig_filename.encode("utf-8", "replace")
            )  # its length in the file's own code page is not known
        if end > reach:
            widest, reach = entry, end
        if end > archive.start_dir:
            flaws[id(entry)] = "it is cut short"
    return flaws


def _check_directory(stream: BinaryIO, at: str) -> None:
    """Refuse a table of contents with too many entries before the standard reader takes it into memory."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - (1 << 16) - _END.size))
    tail = stream.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _END.size:
        raise BadZipFile("no end record")
    _, _, _, _, count, length, _, _ = _END.unpack_from(tail, found)
    end = size - len(tail) + found
    found_64 = tail.rfind(b"PK\x06\x06", 0, found)
    if found_64 >= 0 and len(tail) - found_64 >= _END_64.size:
        *_, count_64, length_64, _ = _END_64.unpack_from(tail, found_64)
        count, length = (
            max(count, count_64 if count == 0xFFFF else 0),
            max(length if length != 0xFFFFFFFF else 0, length_64),
        )
        end = size - len(tail) + found_64
    if count > ENTRIES or length > DIRECTORY_BYTES or _has_too_many(stream, end - length, length):
        raise _refused(at, "holds more than 100,000 files")
    stream.seek(0, io.SEEK_SET)


def _has_too_many(stream: BinaryIO, start: int, length: int) -> bool:
    """Count the entries of a table of contents that has room for too many: how many it says it holds may be a lie."""
    if length <= ENTRIES * _ENTRY.size or start < 0:
        return False
    stream.seek(start)
    table = stream.read(length)
    place = count = 0
    while count <= ENTRIES and place + _ENTRY.size <= len(table):
        mark, *lengths = _ENTRY.unpack_from(table, place)
        if mark != _ENTRY_MARK:
            break
        place += _ENTRY.size + sum(lengths)
        count += 1
    return count > ENTRIES
