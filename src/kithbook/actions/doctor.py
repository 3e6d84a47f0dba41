"""doctor: whether the book is sound, and what would do it good."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kithbook import reading
from kithbook.actions.backup import LAST_BACKUP
from kithbook.model import times
from kithbook.model.run import Run
from kithbook.store.book import Book

BACKUP_DAYS: Final = 30  # a month of rulings and notes is about what one can make again from memory
CLOCK_HOURS: Final = 26  # zones lie at most 26 hours apart, so beyond that a clock was wrong
ROOM_FACTOR: Final = 2  # a rebuild writes the digest beside the old one, a migration a backup beside the book
LEAST_ROOM_BYTES: Final = 100_000_000  # an import of a large mailbox writes as much before it is looked at again


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is wrong (`problems`), what would do good (`advice`), and the plain facts."""

    ok: bool
    problems: tuple[str, ...]
    advice: tuple[str, ...]
    records: int
    decisions: int
    runs: int
    bytes: int
    free_bytes: int
    last_backup: datetime | None


def doctor(book: Book, *, now: datetime, deep: bool = False) -> Checkup:
    """Check the book; `deep` reads every page and every record."""
    counts = book.evidence.counts()
    size = sum(path.stat().st_size for path in book.folder.glob("*.db*") if path.is_file())
    room = shutil.disk_usage(book.folder).free
    problems = (*book.ailments(deep=deep), *_clock(book, now))
    advice = (*_interrupted(book), *_room(size, room), *_backup(book, now), *_rereading(book), *_waiting(book))
    return Checkup(
        ok=not problems,
        problems=problems,
        advice=advice,
        records=counts["records"],
        decisions=counts["decisions"],
        runs=counts["runs"],
        bytes=size,
        free_bytes=room,
        last_backup=_last_backup(book),
    )


def _clock(book: Book, now: datetime) -> Iterator[str]:
    """Find what happened in the future: this machine's clock, or one before it, is wrong."""
    limit = now + timedelta(hours=CLOCK_HOURS)
    ahead = sum(ruling.at > limit for ruling in book.evidence.decisions())
    ahead += sum(run.started_at > limit for run in book.evidence.runs())
    if ahead:
        yield f"{ahead} rulings or imports are dated after today: a clock was, or is, wrong."


def _interrupted(book: Book) -> Iterator[str]:
    for run in _live(book):
        if run.finished_at is None:
            yield f"The import of {run.path} was interrupted. To go on with it: kith import {run.path}"


def _room(size: int, room: int) -> Iterator[str]:
    need = max(ROOM_FACTOR * size, LEAST_ROOM_BYTES)
    if room < need:
        yield f"The disk has {room / 1e6:,.0f} MB left; a large import or a rebuild may need {need / 1e6:,.0f} MB."


def _last_backup(book: Book) -> datetime | None:
    said = book.evidence.meta(LAST_BACKUP)
    return times.instant(said) if said else None


def _backup(book: Book, now: datetime) -> Iterator[str]:
    last = _last_backup(book)
    if last is None and book.evidence.decisions():
        yield "What you entered lies in this book only. To back it up: kith backup FILE"
    if last is not None and now - last > timedelta(days=BACKUP_DAYS):
        yield f"The last backup is {(now - last).days} days old. To make one: kith backup FILE"


def _rereading(book: Book) -> Iterator[str]:
    """Name what was read by readers that have since grown."""
    for run in _live(book):
        ran = book.evidence.run_readers(run.id)
        grown = sorted(name for name, version in ran.items() if version < reading.VERSIONS.get(name, version))
        grown += sorted(set(reading.VERSIONS) - set(ran)) if ran else []
        if grown:
            yield f"Importing {run.path} again would find more in it ({', '.join(grown)}): kith import {run.path}"


def _waiting(book: Book) -> Iterator[str]:
    if book.digest.mark != book.evidence.mark:
        yield "Part of what was imported is not digested yet. To do it now: kith rebuild"


def _live(book: Book) -> list[Run]:
    return [run for run in book.evidence.runs() if not run.is_undone]
