"""preview: what a file is and what importing it would do, from as much of it as is read in a few seconds."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from kithbook.actions import dating, fingerprint
from kithbook.actions.bring import SOURCE, WHAT
from kithbook.actions.export import taking
from kithbook.actions.forgotten import Forgotten
from kithbook.actions.import_ import SAMPLE, Unread
from kithbook.actions.refresh import refresh
from kithbook.model import record
from kithbook.model.fault import Fault
from kithbook.model.ids import Json
from kithbook.reading import VERSIONS
from kithbook.sources import Found
from kithbook.store import open_book
from kithbook.store.book import Book
from kithbook.work.parse import Batch, parse, recognise_all

READ_SECONDS: Final = 3.0  # of reading; what is read is then digested, which takes about as long
LEAST_SECONDS: Final = 0.4  # for each of many sources, while PATIENCE lasts
PATIENCE: Final = 3  # times the seconds that were given; what is not begun by then is only named
MOST_RECORDS: Final = 12_000
COPIED_BYTES: Final = 48 << 20  # a book up to this size is tried on in a second; beyond, only the file itself is told
FIRST_YEAR: Final = 1970  # a message dated before has a broken clock, and makes no span of years


@dataclass(frozen=True, slots=True)
class Recognised:
    """One thing that can be read in what was given."""

    path: str
    source: str
    what: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was given, by a look at its names and heads."""

    found: Sequence[Recognised]
    unread: Sequence[Unread]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of one of them. Where it is not whole all figures are what there is at least."""

    it: Recognised
    kinds: Mapping[str, int]  # records by kind: card, message, meeting …
    new: int
    known: int  # records that the book holds already
    skipped: int
    faults: int
    share: float  # 0–1 of its bytes that was read
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What importing would do, as far as it was read; None where the book is too large to try it on at once."""

    people: int  # known people more than before; in a large book: how many there are in the file
    merged: int | None  # cards that are surely of somebody who has one already
    questions: int | None  # more than before


@dataclass(frozen=True, slots=True)
class Preview:
    """What it is and what it would do. `me`: who the owner seems to be."""

    found: Sequence[Looked]
    unread: Sequence[Unread]
    sample: Sequence[Mapping[str, Json]]
    effect: Effect | None  # None for an exported book, which is taken whole
    messages: int
    first: date | None
    last: date | None
    me: str | None
    is_whole: bool
    seconds: float


def recognition(paths: Sequence[Path], *, kind: str | None = None) -> Recognition:
    """Say what files and folders are, within a second; raises UserError where nothing of one can be read."""
    books, unread = [path for path in paths if taking.is_archive(path)], []
    found = [Recognised(str(path), SOURCE, WHAT, None) for path in books]
    for path, answer in recognise_all([path for path in paths if path not in books], kind):
        found += [_recognised(path, one) for one in answer.found]
        unread += [Unread(one.name, one.what, one.do) for one in answer.unread]
    return Recognition(found, unread)


def preview(
    book: Book,
    paths: Sequence[Path],
    *,
    kind: str | None = None,
    zone: str | None = None,
    now: datetime,
    seconds: float = READ_SECONDS,
    most: int = MOST_RECORDS,
) -> Preview:
    """Try an import on a copy of the book, with as much as is read in `seconds` and no more than `most` records.

    `zone`: the system's, for a book that has none yet. Raises UserError where nothing of a file can be read.
    """
    began = time.monotonic()
    books = [path for path in paths if taking.is_archive(path)]
    looked = recognise_all([path for path in paths if path not in books], kind)
    whole = [Looked(Recognised(str(path), SOURCE, WHAT, None), {}, 0, 0, 0, 0, 0.0, is_whole=False) for path in books]
    unread = [Unread(one.name, one.what, one.do) for _, answer in looked for one in answer.unread]
    found = [(path, one) for path, answer in looked for one in answer.found]
    if not found:
        return Preview(whole, unread, [], None, 0, None, None, None, not books, round(time.monotonic() - began, 3))
    with _trial(book, now) as (trial, is_copy):
        before = _counts(trial, zone)
        start = time.monotonic()
        reading = _Reading(trial, now, until=start + seconds, over=start + PATIENCE * seconds, most=most)
        read = [reading.read(path, one, share=1 / (len(found) - nth)) for nth, (path, one) in enumerate(found)]
        refresh(trial)
        ego = trial.digest.ego()
        effect = _effect(before, trial.digest.counts(), is_copy=is_copy)
    return Preview(
        found=[*whole, *read],
        unread=unread,
        sample=reading.sample,
        effect=None if books else effect,
        messages=sum(one.kinds.get(record.MESSAGE, 0) for one in read),
        first=reading.first,
        last=reading.last,
        me=ego.name if ego else None,
        is_whole=all(one.is_whole for one in (*whole, *read)),
        seconds=round(time.monotonic() - began, 3),
    )


@contextmanager
def _trial(book: Book, now: datetime) -> Iterator[tuple[Book, bool]]:
    """Give a copy of the book, or an empty one where a copy would take long; it is gone afterwards."""
    is_copy = sum(path.stat().st_size for path in book.folder.glob("*.db")) <= COPIED_BYTES
    with book.scratch() as there:
        if is_copy:
            book.copy(there)
        with closing(open_book(there, now=now)) as trial:
            yield trial, is_copy


def _counts(trial: Book, zone: str | None) -> dict[str, int]:
    from kithbook.actions.dates import FOUND_ZONE

    if zone and trial.evidence.meta(FOUND_ZONE) is None:
        trial.evidence.set_meta(FOUND_ZONE, zone)
    refresh(trial)
    return trial.digest.counts()


def _effect(before: Mapping[str, int], after: Mapping[str, int], *, is_copy: bool) -> Effect:
    people = after["people"] - before["people"]
    if not is_copy:
        return Effect(people, None, None)
    return Effect(people, max(0, _apart(after) - _apart(before)), max(0, after["questions"] - before["questions"]))


def _apart(counts: Mapping[str, int]) -> int:
    """Count by how much the cards exceed the people: so many were found to be somebody who has one already."""
    return counts["cards"] - counts["people"] - counts["seen"]


def _recognised(path: Path, found: Found) -> Recognised:
    return Recognised(str(path), found.source, found.what, found.as_of.day)


@dataclass
class _Reading:
    """Reads the beginnings of several sources into a trial book."""

    trial: Book
    now: datetime
    until: float
    over: float  # when nothing more is begun
    most: int
    sample: list[Mapping[str, Json]] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    def read(self, path: Path, found: Found, *, share: float) -> Looked:
        """Read one source, in its share (0–1) of the time and the records that are left."""
        evidence, count = self.trial.evidence, _Count()
        if time.monotonic() > self.over:
            return count.told(_recognised(path, found))
        run = evidence.start_run(
            source=found.source,
            account=found.account,
            path=str(path),
            as_of=found.as_of,
            fingerprint=fingerprint.of(path, found),
            at=self.now,
        )
        until, most = 0.0, int(self.most * share)
        forgotten = Forgotten.of(evidence)
        newest: date | None = None
        batches = parse(path, found, until=self.now.astimezone(UTC).date())
        with closing(batches):  # type: ignore[type-var]  # a generator, whose closing ends the worker
            for batch in batches:
                if batch.items and not until:  # before that its worker only starts
                    until = time.monotonic() + max(LEAST_SECONDS, (self.until - time.monotonic()) * share)
                seen, left = forgotten.filtered(batch.sightings, batch.left)
                kept = evidence.keep(run, seen, left, checkpoint={}, readers=VERSIONS)
                count.add(replace(batch, sightings=tuple(seen), left=tuple(left)), kept.new + kept.changed)
                self._look(batch)
                newest = max(filter(None, (newest, batch.newest)), default=None)
                if (until and time.monotonic() > until) or count.items >= most:
                    break
            else:
                count.is_whole = True
        self.most -= count.items
        as_of = dating.as_of(found, newest, path, self.now)
        evidence.finish_run(run, as_of=as_of, account=found.account, facts={}, at=self.now)
        shown = as_of.day if as_of.is_dated else None  # the file's own time dates nothing that is in it
        return count.told(replace(_recognised(path, found), as_of=shown))

    def _look(self, batch: Batch) -> None:
        today = self.now.astimezone(UTC).date()
        for one in batch.sightings:
            if len(self.sample) < SAMPLE:
                self.sample.append({"kind": one.record.kind, "key": one.record.key, **one.record.content})
            day = _day(one.record)
            if day and day.year >= FIRST_YEAR and day <= today:
                self.first = min(day, self.first or day)
                self.last = max(day, self.last or day)


@dataclass
class _Count:
    """Counts what was read of one source."""

    kinds: Counter[str] = field(default_factory=Counter)
    new: int = 0
    items: int = 0
    skipped: int = 0
    faults: int = 0
    share: float = 0.0
    is_whole: bool = False

    def add(self, batch: Batch, new: int) -> None:
        """Add a batch of which so many were new."""
        self.kinds.update(one.record.kind for one in batch.sightings)
        faults = sum(isinstance(one, Fault) for one in batch.left)
        self.items += len(batch.sightings) + len(batch.left)
        self.new, self.faults, self.skipped = (
            self.new + new,
            self.faults + faults,
            self.skipped + len(batch.left) - faults,
        )
        if batch.total_bytes:
            self.share = min(1.0, batch.done_bytes / batch.total_bytes)

    def told(self, it: Recognised) -> Looked:
        """Say what was counted."""
        return Looked(
            it=it,
            kinds=dict(self.kinds),
            new=self.new,
            known=self.kinds.total() - self.new,
            skipped=self.skipped,
            faults=self.faults,
            share=1.0 if self.is_whole else round(self.share, 4),
            is_whole=self.is_whole,
        )


def _day(found: record.Record) -> date | None:
    try:
        return date.fromisoformat(str(found.content.get("at") or found.content.get("since") or "")[:10])
    except ValueError:
        return None
