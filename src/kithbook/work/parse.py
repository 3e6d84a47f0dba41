"""Foreign files read apart from ourselves: what they are, and the stream of what their sources saw."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from kithbook.model.fault import Fault, NothingToRead, Skipped, UserError
from kithbook.model.record import Finished
from kithbook.model.run import Sighting
from kithbook.sources import Found
from kithbook.sources.unread import Unread
from kithbook.work import wire
from kithbook.work.limits import Limits
from kithbook.work.standing import Place
from kithbook.work.worker import DiedError, Worker

DEFAULT: Final = Limits()
MOST_IN_VAIN: Final = 3  # such deaths in a row; then something is left out, or a slow machine would begin for ever
_PART: Final = re.compile(r"(.+)-\d{1,4}\.zip", re.IGNORECASE)
Mark = tuple[str, int]  # member and position
_ANEW: Final = "See that the file is whole, or export it again where it came from."


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was given, as far as sources recognise it; and what they know but cannot read."""

    found: tuple[Found, ...]
    unread: tuple[Unread, ...]
    closed: tuple[str, ...]  # known, private and of no use: never opened
    room: tuple[int, int]  # by so many bytes a book grows that takes all of it in: at least, and at most


@dataclass(frozen=True, slots=True)
class Batch:
    """Some items in the order of the file. One without items only says that the work goes on."""

    sightings: tuple[Sighting, ...] = ()
    left: tuple[Fault | Skipped, ...] = ()
    finished: tuple[Finished, ...] = ()
    checkpoint: Mark | None = None  # go on behind this after an interruption
    newest: date | None = None  # the newest date among the contents, up to `until`
    items: int = 0  # observed, left out and faulty since the start of this call
    done_bytes: int = 0  # an estimate, never falling
    total_bytes: int = 0


def recognise_apart(path: Path, kind: str | None = None, *, limits: Limits = DEFAULT) -> Recognised:
    """Say what a file or folder holds, having looked at it in a worker; raises UserError."""
    order = {"path": str(path), "kind": kind, "limits": _plain(limits)}
    with Worker(order, seconds=limits.seconds_per_record) as worker:
        try:
            for verb, *values in filter(None, worker.frames()):
                if verb == wire.ANSWER:
                    found, unread, closed, room = values
                    known = tuple(wire.unpack_found(one) for one in found)
                    return Recognised(known, tuple(Unread(*one) for one in unread), closed, room)
                _raise(verb, values)
        except DiedError as death:
            raise UserError(f"{path} cannot be read: {death.reason}.", do=_ANEW) from death
    raise UserError(f"{path} cannot be read.", do=_ANEW)


def recognise_all(paths: Iterable[Path], kind: str | None = None) -> list[tuple[Path, Recognised]]:
    """Say what each of several files and folders holds; raises UserError.

    Of a download in several parts one may hold nothing to read, pictures perhaps: it is told of beside the others.
    """
    found: list[tuple[Path, Recognised]] = []
    empty: list[tuple[Path, NothingToRead]] = []
    for path in paths:
        try:
            found.append((path, recognise_apart(path, kind)))
        except NothingToRead as error:
            empty.append((path, error))
    downloads = {_download(path) for path, _ in found} - {None}
    for path, refusal in empty:
        if _download(path) not in downloads:
            raise refusal
        nothing = Unread(path.name, "a part of a download that holds nothing to read", "")
        found.append((path, Recognised((), (nothing,), (), (0, 0))))
    return found


def _download(path: Path) -> str | None:
    """Name the download of which a file is a part by its number: takeout-20260501T101010Z-001.zip."""
    part = _PART.fullmatch(path.name)
    return f"{path.parent}/{part[1]}" if part else None


def parse(
    path: Path,
    found: Found,
    *,
    after: Mark | None = None,
    until: date | None = None,
    limits: Limits = DEFAULT,
    module: str = "",
) -> Iterator[Batch]:
    """Stream what a source sees, from a worker that is started again behind whatever kills it; raises UserError.

    `until`: later dates are no evidence for `newest` (tomorrow if not given). `module`: the source by its dotted name
    instead of by ``found.source``. Closing the iterator ends the worker at once.
    """
    until = until or datetime.now(UTC).date() + timedelta(days=1)
    course = _Course(found, after, limits)
    fixed = {"path": str(path), "kind": None, "limits": _plain(limits), "until": until.isoformat(), "module": module}
    while not course.is_over:
        with Worker({**fixed, **course.order()}, seconds=limits.seconds_per_record) as worker:
            try:
                yield from _follow(worker, course)
            except DiedError as death:
                fault = course.bury(death.reason, worker.standing.look())
                if fault:
                    yield course.batch(left=(fault,))


@dataclass
class _Course:
    """How far a parse has come, over the lives of its workers."""

    found: Found
    after: Mark | None
    limits: Limits
    is_over: bool = False
    items: int = 0
    given: int = 0  # frames' items from the present worker, ends of sections included
    killers: set[Mark] = field(default_factory=set)
    cuts: dict[str, int] = field(default_factory=dict)
    deaths: Counter[str] = field(default_factory=Counter)
    careful: int = 0
    in_vain: int = 0  # deaths in a row of workers that had items, and of which none came
    stride: int = 0  # how far the last worker was sent beyond a killer whose place is unknown
    is_counting: bool = False  # positions are row numbers: two followed one another by one
    sizes: dict[str, int] = field(default_factory=dict)
    weights: Counter[str] = field(default_factory=Counter)  # what came out of a member, in bytes of content

    def order(self) -> dict[str, Any]:
        """Word the order for the next worker."""
        self.given = 0
        return {
            "found": wire.pack_found(self.found),
            "after": self.after,
            "killers": tuple(self.killers),
            "cuts": self.cuts,
            "careful": self.careful,
        }

    def take(self, values: list[Any]) -> Batch:
        """Turn the values of a frame into a batch and note how far it reaches."""
        sightings, left, finished, mark, newest, weight = values
        self.given += len(sightings) + len(left) + len(finished)
        self.in_vain = 0
        self.items += len(sightings) + len(left)
        if mark:
            before = [self.after[1]] if self.after and self.after[0] == mark[0] else []
            places = before + [wire.position_of(one) for one in sightings[:3]]
            self.is_counting |= any(later - earlier == 1 for earlier, later in pairwise(places))
            self.after, self.stride = (mark[0], mark[1]), 0
            self.weights[mark[0]] += weight
        return self.batch(
            sightings=tuple(wire.unpack_sighting(one) for one in sightings),
            left=tuple(wire.unpack_left(one) for one in left),
            finished=tuple(Finished(*one) for one in finished),
            newest=date.fromisoformat(newest) if newest else None,
        )

    def batch(self, **values: Any) -> Batch:
        """Make a batch that says how far the work has come."""
        total = sum(self.sizes.values())
        return Batch(checkpoint=self.after, items=self.items, done_bytes=self._done(), total_bytes=total, **values)

    def bury(self, reason: str, place: Place) -> Fault | None:
        """Decide where the next worker begins; give the fault that the death comes to, once its place is known."""
        members = self.found.members
        lost = place.yielded - self.given
        if place.is_announced and place.member < len(members):
            self.careful = 0
            return self._leave_out((members[place.member], place.position), reason)
        self.careful = lost + 1 if lost > 0 else 0
        if lost > 0 and self.in_vain < MOST_IN_VAIN:  # the items that died with the worker come first, one by one
            self.in_vain += 1
            return None
        member, position = self.after or (members[0] if members else "", 0)
        if self.stride == 0 or self.is_counting:
            self.stride = 1
            self.after = (member, position + 1)
            return self._leave_out((member, position + 1), reason)
        self.stride *= 2  # the item is longer than we went: byte offsets that the source does not announce
        self.after = (member, position + self.stride)
        if not self._count(member):
            return None
        self.items += 1
        return Fault(member, position, self._with_rest(reason, member))

    def _leave_out(self, killer: Mark, reason: str) -> Fault:
        self.items += 1
        member, position = killer
        if killer in self.killers and not self.stride:  # the source does not heed its own announcement
            reason, self.deaths[member] = f"{reason}, again", self.limits.deaths_per_member
        self.killers.add(killer)
        if self._count(member):
            reason = self._with_rest(reason, member)
        return Fault(member, position, reason)

    def _with_rest(self, reason: str, member: str) -> str:
        return f"{reason}; the rest of {member} is left out after {self.deaths[member]} such items"

    def _count(self, member: str) -> bool:
        """Count a death; after too many, leave out the rest of the member."""
        self.deaths[member] += 1
        if self.deaths[member] < self.limits.deaths_per_member:
            return False
        marks = [position for name, position in self.killers if name == member]
        self.cuts[member] = max(marks, default=0)
        if self.stride or self.deaths[member] > self.limits.deaths_per_member:
            self._drop(member)
        return True

    def _drop(self, member: str) -> None:
        number = self.found.members.index(member) if member in self.found.members else len(self.found.members)
        self.found = replace(self.found, members=self.found.members[number + 1 :])
        self.after, self.stride = None, 0
        self.is_over = not self.found.members

    def _done(self) -> int:
        if self.after is None or self.after[0] not in self.sizes:
            return 0
        member, position = self.after
        names = list(self.sizes)
        before = sum(self.sizes[name] for name in names[: names.index(member)])
        return before + min(self.sizes[member], max(position, self.weights[member]))


def _follow(worker: Worker, course: _Course) -> Iterator[Batch]:
    for frame in worker.frames():
        if not frame:
            yield course.batch()
            continue
        verb, *values = frame
        if verb == wire.READY:
            course.sizes = course.sizes or values[0]
        elif verb == wire.ITEMS:
            yield course.take(values)
        elif verb == wire.END:
            course.is_over = True
            return
        else:
            _raise(verb, values)


def _raise(verb: str, values: list[Any]) -> None:
    if verb == wire.BROKE:
        raise DiedError(values[0])
    if verb == wire.BUG:
        raise RuntimeError(f"the worker broke:\n{values[0]}")
    if verb in {wire.REFUSED, wire.NOTHING}:
        what, safe, do = values
        raise (UserError if verb == wire.REFUSED else NothingToRead)(what, safe=safe or "Nothing was changed.", do=do)


def _plain(limits: Limits) -> tuple[float, int, int]:
    return (limits.seconds_per_record, limits.memory_bytes, limits.deaths_per_member)
