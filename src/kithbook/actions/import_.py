"""import: read what a person gives into the book, resumable, and bring the digest up to it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from kithbook.actions import dating, fingerprint, forgotten, room
from kithbook.actions.dates import FOUND_ZONE
from kithbook.actions.digesting.setting import FINISHED
from kithbook.actions.refresh import refresh
from kithbook.model.fault import Fault
from kithbook.model.ids import Json
from kithbook.model.question import EGO
from kithbook.model.run import AsOf
from kithbook.reading import VERSIONS
from kithbook.sources import Found
from kithbook.store import open_book
from kithbook.store.book import Book
from kithbook.work.parse import Batch, Recognised, parse, recognise_all
from kithbook.work.repeating import Repeating

BATCH: Final = 2_000  # items kept in one transaction, unless SECONDS have gone by: a stop loses no more
SECONDS: Final = 0.35  # so that progress is told twice a second and more
SAMPLE: Final = 10
SEAL: Final = "seal"  # the fact of a run: every byte it read, and the readers that did
LISTED_FAULTS: Final = 1_000  # in the answer; all are kept, and `kith faults` lists them


@dataclass(frozen=True, slots=True)
class Read:
    """What one run came to. observed = new + changed + unchanged + all skipped + all faults."""

    run: str | None  # None for an exported book, which brings imports of its own
    path: str
    source: str
    what: str
    as_of: date | None
    observed: int
    new: int
    unchanged: int
    changed: int
    reread: int
    skipped: Mapping[str, int]
    faults: Sequence[Fault]
    fault_count: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that nobody reads, and how to make it readable."""

    name: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to; of a dry run, what it would come to."""

    runs: Sequence[Read]
    people: Mapping[str, int]  # known people: before, after
    questions: int
    seconds: float
    unread: Sequence[Unread]
    is_dry: bool = False
    sample: Sequence[Mapping[str, Json]] = ()
    doubts: Sequence[str] = ()  # on who the owner is: what is asked of kind `ego`


@dataclass(frozen=True, slots=True)
class Step:
    """How far an import is: for whoever watches."""

    what: str
    items: int
    done_bytes: int = 0
    total_bytes: int = 0
    is_warning: bool = False  # `what` is a sentence that the owner should read

    @property
    def again(self) -> "Step | None":
        """Say that it goes on: of what is counted up, no more are done; a warning is not said twice."""
        if self.is_warning:
            return None
        return self if self.total_bytes else replace(self, items=0)


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the owner wants an import done."""

    kind: str | None = None  # read it as this source only
    options: Mapping[str, str] = field(default_factory=dict)  # column → field, for a free-form list
    zone: str | None = None  # of the system: becomes the book's if it has none
    is_dry: bool = False


def import_(book: Book, paths: Sequence[Path], wish: Wish | None = None, *, now: datetime, watch: Watch) -> Imported:
    """Read files into the book and digest them. Raises UserError for what cannot be opened or recognised.

    What was read before an interruption stays, and the next import of the same file goes on behind it.
    """
    wanted = wish or Wish()
    with Repeating(watch, lambda step: step.again) as tell:
        if wanted.is_dry:
            with _copy(book, now) as copy:
                return replace(_import(copy, paths, wanted, now=now, watch=tell, sample=SAMPLE), is_dry=True)
        return _import(book, paths, wanted, now=now, watch=tell, sample=0)


@contextmanager
def _copy(book: Book, now: datetime) -> Iterator[Book]:
    """Copy the book beside itself, open to its owner only, for as long as a dry run takes."""
    with book.scratch() as there:
        book.copy(there)
        copy = open_book(there, now=now)
        try:
            yield copy
        finally:
            copy.close()


def _import(book: Book, paths: Sequence[Path], wish: Wish, *, now: datetime, watch: Watch, sample: int) -> Imported:
    began = time.monotonic()
    looked = recognise_all(paths, wish.kind)
    warning = room.look(book, looked, free=room.free_bytes(book.folder))  # before the digest, too, is written to
    if warning:
        watch(Step(warning, 0, is_warning=True))
    refresh(book)
    before = book.digest.counts()["people"]
    if wish.zone and book.evidence.meta(FOUND_ZONE) is None:
        book.evidence.set_meta(FOUND_ZONE, wish.zone)
    shown: list[Mapping[str, Json]] = []
    runs = [
        _Reading(book, path, _asked(found, wish), now=now, watch=watch, damaged=_damaged(recognised, nth)).read(
            shown, sample
        )
        for path, recognised in looked
        for nth, found in enumerate(recognised.found)
    ]
    bring_up(book, watch)
    refresh(book, progress=lambda what, count: watch(Step(what, count)))
    counts = book.digest.counts()
    return Imported(
        runs=runs,
        people={"before": before, "after": counts["people"]},
        questions=counts["questions"],
        seconds=round(time.monotonic() - began, 3),
        unread=[
            Unread(one.name, one.what, one.do)
            for _, recognised in looked
            for one in recognised.unread
            if not one.is_damaged
        ],
        sample=shown,
        doubts=[one.reasons[0] for one in book.digest.questions(kind=EGO)],
    )


def bring_up(book: Book, watch: Watch) -> None:
    """Lay what an older version of the program did not lay beside the book's records, and say how far it is."""
    for done in accumulate(book.evidence.bring_up()):
        watch(Step("older records", done))


def _damaged(recognised: Recognised, nth: int) -> list[Fault]:
    """Give what nobody can read as faults of the first run: its members stand in no list of their own."""
    return [Fault(one.name, 0, one.what) for one in recognised.unread if one.is_damaged] if nth == 0 else []


def _asked(found: Found, wish: Wish) -> Found:
    return replace(found, options={**found.options, **wish.options}) if wish.options else found


class _Reading:
    """One run under way."""

    def __init__(
        self, book: Book, path: Path, found: Found, *, now: datetime, watch: Watch, damaged: Sequence[Fault]
    ) -> None:
        self._book, self._path, self._found = book, path, found
        self._now, self._watch, self._damaged = now, watch, damaged
        self._newest: date | None = None
        self._finished: Counter[str] = Counter()
        self._items = 0
        self._step = Step(found.what, 0)
        self._forgotten = forgotten.Forgotten.of(book.evidence)

    def read(self, shown: list[Mapping[str, Json]], sample: int) -> Read:
        """Read it to the end, from where an interrupted reading stopped; not at all if it would say the same again."""
        evidence = self._book.evidence
        seal = None if sample else self._seal()  # a dry run keeps nothing, so it need not hash every byte
        if seal and (known := self._known(seal)):
            return known
        run = evidence.start_run(
            source=self._found.source,
            account=self._found.account,
            path=str(self._path),
            as_of=self._found.as_of,
            fingerprint=fingerprint.of(self._path, self._found),
            at=self._now,
        )
        checkpoint = evidence.checkpoint(run)
        if self._damaged and not checkpoint:  # in a reading that is taken up again they are listed already
            evidence.keep(run, [], self._damaged, checkpoint={FINISHED: {}})
        after = self._resume(checkpoint)
        until = self._now.astimezone(UTC).date()
        for batch in _gathered(parse(self._path, self._found, after=after, until=until)):
            self._keep(run, batch)
            shown += [
                {"kind": one.record.kind, "key": one.record.key, **one.record.content}
                for one in batch.sightings[: max(0, sample - len(shown))]
            ]
            self._step = Step(self._found.what, self._items, batch.done_bytes, batch.total_bytes)
            self._watch(self._step)
        facts: dict[str, Any] = {FINISHED: dict(self._finished)} if self._finished else {}
        if seal:
            facts[SEAL] = seal
        done = evidence.finish_run(run, as_of=self._as_of(), account=self._found.account, facts=facts, at=self._now)
        return self._told(run, done.counts)

    def _seal(self) -> str | None:
        self._watch(self._step)  # every byte is read for it, which takes a while
        return fingerprint.seal(self._path, self._found, versions=_versions(self._found.source))

    def _known(self, seal: str) -> Read | None:
        """Tell what a run came to that read these very bytes, with these very readers, and left nothing unread."""
        for run in reversed(self._book.evidence.runs()):
            is_whole = run.finished_at and not run.is_undone and not run.counts.get("faults")
            if is_whole and self._book.evidence.run_facts(run.id).get(SEAL) == seal:
                seen = sum(run.counts.get(name, 0) for name in ("new", "changed", "unchanged"))
                self._newest = run.as_of.day
                return self._told(run.id, {**run.counts, "new": 0, "changed": 0, "reread": 0, "unchanged": seen})
        return None

    def _resume(self, checkpoint: Mapping[str, Any]) -> tuple[str, int] | None:
        self._newest = date.fromisoformat(checkpoint["newest"]) if checkpoint.get("newest") else None
        self._finished.update(checkpoint.get(FINISHED, {}))
        return (checkpoint["member"], checkpoint["position"]) if "member" in checkpoint else None

    def _keep(self, run: str, batch: Batch) -> None:
        self._newest = max(filter(None, (self._newest, batch.newest)), default=None)
        for one in batch.finished:
            self._finished[one.section] += one.count
        self._items += len(batch.sightings) + len(batch.left)
        checkpoint: dict[str, Any] = {FINISHED: dict(self._finished)}
        if self._newest:
            checkpoint["newest"] = self._newest.isoformat()
        if batch.checkpoint:
            checkpoint |= {"member": batch.checkpoint[0], "position": batch.checkpoint[1]}
        seen, left = self._forgotten.filtered(batch.sightings, batch.left)
        if seen or left or batch.finished:
            self._book.evidence.keep(run, seen, left, checkpoint=checkpoint, readers=VERSIONS)

    def _as_of(self) -> AsOf:
        return dating.as_of(self._found, self._newest, self._path, self._now)

    def _told(self, run: str, counts: Mapping[str, int]) -> Read:
        faults = [fault for _, fault in self._book.evidence.faults(run)]
        skipped = {name.removeprefix("skipped:"): n for name, n in counts.items() if name.startswith("skipped:")}
        return Read(
            run=run,
            path=str(self._path),
            source=self._found.source,
            what=self._found.what,
            as_of=self._as_of().day,
            observed=counts.get("observed", 0),
            new=counts.get("new", 0),
            unchanged=counts.get("unchanged", 0),
            changed=counts.get("changed", 0),
            reread=counts.get("reread", 0),
            skipped=dict(sorted(skipped.items())),
            faults=faults[:LISTED_FAULTS],
            fault_count=len(faults),
        )


def _versions(source: str) -> str:
    """Name what decides what a reading of the same bytes sees."""
    from kithbook.sources.recognise import source_named

    readers = ",".join(f"{name}:{version}" for name, version in sorted(VERSIONS.items()))
    return f"{source_named(source).VERSION};{readers}"


def _gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Join small batches until they are worth a transaction, or SECONDS have gone by."""
    waiting: list[Batch] = []
    since = time.monotonic()
    with closing(batches):  # type: ignore[type-var]  # a generator, whose closing ends the worker
        for batch in batches:
            waiting.append(batch)
            size = sum(len(one.sightings) + len(one.left) for one in waiting)
            if size >= BATCH or time.monotonic() - since > SECONDS:
                yield _joined(waiting)
                waiting.clear()
                since = time.monotonic()
        if waiting:
            yield _joined(waiting)


def _joined(batches: Sequence[Batch]) -> Batch:
    return replace(
        batches[-1],
        sightings=tuple(one for batch in batches for one in batch.sightings),
        left=tuple(one for batch in batches for one in batch.left),
        finished=tuple(one for batch in batches for one in batch.finished),
        newest=max((batch.newest for batch in batches if batch.newest), default=None),
    )
