"""The fingerprint of what was given: by which a later import of the same file is known for the same reading."""

import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from kithbook.model.fault import UserError
from kithbook.sources import Found

BLOCK: Final = 65_536
SEALED_BYTES: Final = 20 << 30  # beyond it reading again is asked for seldom; 5 GB take some ten seconds to hash
SEALED_FILES: Final = 10_000
SAMPLES: Final = 32  # blocks across a large file; a zip's own directory, with its check sums, is in the last


def of(path: Path, found: Found) -> str:
    """Take the fingerprint of one source in a file or folder: sizes, and samples of the bytes, but no path.

    It only decides which row of the history a reading belongs to, and from where an interrupted one goes on: what a
    reading sees is kept whatever it says.
    """
    hasher = hashlib.blake2b(digest_size=16)
    for part in (found.source, found.account, *sorted(f"{k}={v}" for k, v in found.options.items())):
        hasher.update(part.encode("utf-8", "surrogatepass") + b"\0")
    try:
        for name in found.members if len(found.members) > 1 or path.is_dir() else ():
            hasher.update(name.encode("utf-8", "surrogatepass") + b"\0")
        if path.is_dir():
            for name, size in _listed(path):
                hasher.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
        else:
            with path.open("rb") as stream:
                _sample(hasher, stream)
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {(error.strerror or 'input error').lower()}.",
            do="See that the file is whole and that you may read it, then import it again.",
        ) from error
    return hasher.hexdigest()


def seal(path: Path, found: Found, *, versions: str) -> str | None:
    """Hash every byte with all that decides what a reading sees; None where that takes too long.

    What was read to its end under one seal need not be read again: it would say the same.
    """
    hasher = hashlib.blake2b(digest_size=16)
    for part in (of(path, found), versions, str(found.as_of.day), found.as_of.basis):
        hasher.update(part.encode() + b"\0")
    try:
        files = [path / name for name, _ in _listed(path)] if path.is_dir() else [path]
        if len(files) > SEALED_FILES or sum(file.stat().st_size for file in files) > SEALED_BYTES:
            return None
        for file in files:
            with file.open("rb") as stream:
                hasher.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError:
        return None
    return hasher.hexdigest()


def _listed(path: Path) -> list[tuple[str, int]]:
    """List the files of a folder with their sizes; what is none is not looked into, for a pipe would wait for ever."""
    found = []
    for folder, _, names in os.walk(path):
        for name in names:
            whole = os.path.join(folder, name)  # noqa: PTH118 - a Path each for 100,000 mails costs more than the walk
            seen = os.lstat(whole)
            if stat.S_ISREG(seen.st_mode):
                found.append((os.path.relpath(whole, path), seen.st_size))
    return sorted(found)


def _sample(hasher: "hashlib.blake2b", stream: BinaryIO) -> None:
    size = stream.seek(0, os.SEEK_END)
    hasher.update(size.to_bytes(8, "little"))
    last = max(0, size - BLOCK)
    for place in sorted({0, last, *(last * n // SAMPLES for n in range(SAMPLES))}):
        stream.seek(place)
        hasher.update(stream.read(BLOCK))
