"""backups: which backups were made, where they lie, and when one was last restored for trial."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kithbook.model import times
from kithbook.store.book import Book

MADE: Final = "backups"  # under which a book keeps what it knows of its backups
REMEMBERED: Final = 20  # files; older ones are the person's own affair


@dataclass(frozen=True, slots=True)
class BackupMade:
    """One backup as it was made. `verified`: it was restored for trial then, and found equal to the book."""

    file: str
    at: datetime
    bytes: int
    records: int
    decisions: int
    verified: bool
    is_there: bool  # the file lies there now, and is as long as it was made; not whether it is sound


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups that the book remembers, newest first, and the last that was verified."""

    made: tuple[BackupMade, ...]
    last: BackupMade | None
    last_verified: BackupMade | None


def backups(book: Book) -> Backups:
    """List the backups that were made of this book; a file that was written again counts once."""
    made = tuple(one for one in map(_read, _kept(book)) if one)
    return Backups(made, next(iter(made), None), next((one for one in made if one.verified), None))


def remember(book: Book, made: Mapping[str, Any], *, now: datetime) -> None:
    """Keep that a backup was made: `made` holds what its action said."""
    fields = {name: made[name] for name in ("bytes", "records", "decisions", "verified")}
    entry = {"file": str(Path(made["file"]).absolute()), "at": times.written(now), **fields}
    with book.writing():
        others = [one for one in _kept(book) if one.get("file") != entry["file"]]
        book.evidence.set_meta(MADE, json.dumps([entry, *others][:REMEMBERED]))


def _kept(book: Book) -> list[dict[str, Any]]:
    kept = json.loads(book.evidence.meta(MADE) or "[]")
    return [one for one in kept if isinstance(one, dict)]


def _read(kept: Mapping[str, Any]) -> BackupMade | None:
    try:
        figures = {name: int(kept[name]) for name in ("bytes", "records", "decisions")}
        at = times.instant(str(kept["at"]))
        file = str(kept["file"])
    except (KeyError, ValueError):  # another version of the program wrote it otherwise
        return None
    is_there = _length(file) == figures["bytes"]
    return BackupMade(file=file, at=at, verified=bool(kept.get("verified")), is_there=is_there, **figures)


def _length(file: str) -> int | None:
    try:
        return Path(file).stat().st_size
    except (OSError, ValueError):
        return None
