"""The worker's own side: a fresh interpreter that reads one order, parses one foreign file and streams what it saw."""

import dataclasses
import gc
import importlib
import importlib.util
import os
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any, Final, cast

from kithbook import sources as sources_room
from kithbook.model import record as records
from kithbook.model.fault import Fault, NothingToRead, UserError
from kithbook.model.record import Finished, Observed, is_too_deep
from kithbook.reading import Heard
from kithbook.sources import Found, Seen, Source
from kithbook.work import limits, wire
from kithbook.work.aside import Aside, ReaderBroke, Told, has_room, read
from kithbook.work.standing import Standing

BATCH_ITEMS: Final = 500
BATCH_SECONDS: Final = 0.25  # progress is shown twice a second
BATCH_BYTES: Final = 4 << 20  # a batch of huge records must not fill the parent's memory

YOUNG_OBJECTS: Final = 50_000  # some megabytes at most, before cycles are looked for

_GESTURES: Final = {records.INVITATION, records.ENDORSEMENT, records.RECOMMENDATION}
# What passes between people. A card's note, say, is nobody's message: a snippet of it would only say it twice.
_TOLD: Final = {*_GESTURES, records.MESSAGE, records.MEETING, records.ACTIVITY, records.REMARK}


class Leave(BaseException):
    """Thrown through a source at an item that killed a worker before. No error: nothing may catch it on the way."""


class Outlet:
    """The pipe to the parent: gathers items into batches and blocks while the parent is busy."""

    def __init__(self, descriptor: int, *, careful: int, until: str) -> None:
        self._descriptor = descriptor
        self._careful = careful  # so many items go out one by one, because a death lost them before
        self._until = until
        self._sightings: list[tuple[Any, ...]] = []
        self._left: list[tuple[Any, ...]] = []
        self._finished: list[tuple[Any, ...]] = []
        self._mark: tuple[str, int] | None = None
        self._newest = ""
        self._bytes = 0
        self._sent_at = time.monotonic()
        self._waiting: deque[tuple[Seen, bool]] = deque()  # in their order: is it being read aside?
        self.aside: Aside | None = None
        self.standing: Standing | None = None
        self.heed: Callable[[Seen], None] = lambda _: None  # called with the item that is waited for
        self.is_open = False  # the source has begun: what breaks before is a bug of ours, not of a record

    def send(self, verb: str, *values: Any) -> None:
        """Write one frame, all of it."""
        rest = memoryview(wire.frame(verb, *values))
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def put(self, item: Seen) -> None:
        """Add an item, behind those whose texts are still being read."""
        heard = None if self.aside is None or self._careful > 0 else _heard(item)
        if heard is not None and self.aside is not None and isinstance(item, Observed) and item.text:
            while self.aside.is_full:
                self._settle_one()
            self.aside.send(item.text, heard)
            self._waiting.append((item, True))
        elif self._waiting:
            self._waiting.append((item, False))
        else:
            self._add(item, None)
        while self._waiting and self._settle_one(is_waiting=False):
            pass

    def settle(self) -> None:
        """Wait until all texts are read, and send all that was gathered; the source stands where it stood."""
        place = self.standing.look() if self.standing else None
        while self._waiting:
            self._settle_one()
        if self.standing and place:
            self.standing.put_back(place)
        self.flush()

    def _settle_one(self, *, is_waiting: bool = True) -> bool:
        """Add the first of those that wait; say whether it could be."""
        item, is_aside = self._waiting[0]
        told = self._told(item, is_waiting=is_waiting) if is_aside else ()
        if told is None:
            return False
        self._waiting.popleft()
        self._add(item, told)
        return True

    def _told(self, item: Seen, *, is_waiting: bool) -> Told | None:
        """Take what was read in an item's text aside."""
        assert self.aside is not None, "an item waits for it"
        try:
            return self.aside.take(is_waiting=is_waiting)
        except ReaderBroke:
            self.heed(item)
            raise

    def point(self, answered: int) -> None:
        """Announce the item whose text is read next aside, so many being answered: should it kill, it is this one."""
        aside = (item for item, is_aside in self._waiting if is_aside)
        item = next(islice(aside, answered, None), None)
        if item is not None:  # else it is the one that is being sent, which stands announced
            self.heed(item)

    def _add(self, item: Seen, told: Told | None) -> None:
        """Add an item to the batch, read now if nothing is told; send what stands before it when that is enough.

        Items of one position stay together: who goes on behind a batch must not lose the second half of a row.
        """
        if not isinstance(item, Finished):
            if self._mark != (item.file, item.position) and self._is_enough():
                self.flush()
            self._mark = (item.file, item.position)
        if isinstance(item, Observed) and is_too_deep(item.record.content):
            self._left.append(wire.pack_left(Fault(item.file, item.position, "it is nested too deeply")))
        elif isinstance(item, Observed):
            self._add_observed(item, told)
        elif isinstance(item, Finished):
            self._finished.append(wire.pack_finished(item))
        else:
            self._left.append(wire.pack_left(item))
        self._careful -= 1
        if self._careful >= 0:
            self.flush()

    def flush(self) -> None:
        """Send what was gathered."""
        self._sent_at = time.monotonic()
        if not (self._sightings or self._left or self._finished):
            return
        batch = (self._sightings, self._left, self._finished, self._mark, self._newest, self._bytes)
        self.send(wire.ITEMS, *batch)
        self._sightings, self._left, self._finished = [], [], []
        self._newest, self._bytes = "", 0

    def _add_observed(self, item: Observed, told: Told | None) -> None:
        record = item.record
        if told is None:
            heard = _heard(item)
            told = read(item.text, heard) if heard is not None and item.text else ()
        self._sightings.append(wire.pack_record(record, item.file, item.position, told))
        self._bytes += len(record.text) + len(item.text or "")
        day = _day(record)
        if self._newest < day <= self._until:
            self._newest = day

    def _is_enough(self) -> bool:
        count = len(self._sightings) + len(self._left)
        return count >= BATCH_ITEMS or self._bytes >= BATCH_BYTES or time.monotonic() - self._sent_at >= BATCH_SECONDS


class Tracker:
    """Follows the source through its members, announces where it stands and leaves out what killed before."""

    def __init__(self, found: Found, standing: Standing, outlet: Outlet) -> None:
        self._index = {name: number for number, name in enumerate(found.members)}
        self._member = 0
        self._standing = standing
        self._outlet = outlet
        self.killers: set[tuple[str, int]] = set()

    def announce(self, member: str, position: int) -> None:
        """Note where the source stands; called by the source, see sources.announce."""
        self._member = self._index.get(member, self._member)
        if (member, position) in self.killers:
            self.killers.discard((member, position))  # once: a source that comes back to it must not circle here
            self._outlet.settle()
            raise Leave(member, position)
        self._standing.announce(self._member, position)

    def is_killer(self, item: Seen) -> bool:
        """Note that an item goes to the readers; say whether it killed a worker before, there or in the source."""
        if isinstance(item, Finished):
            return False
        self._member = self._index.get(item.file, self._member)
        self._standing.announce(self._member, item.position)
        return (item.file, item.position) in self.killers

    def heed(self, item: Seen) -> None:
        """Note that an item which was given before is being waited for."""
        if not isinstance(item, Finished):
            self._standing.announce(self._index.get(item.file, self._member), item.position)

    def passed(self, item: Seen) -> None:
        """Note an item that went through."""
        position = self._standing.look().position if isinstance(item, Finished) else item.position
        self._standing.passed(self._member, position)


def main() -> None:
    """Read the order from standard input and carry it out."""
    descriptor = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a stray print must not end up between the frames
    order = wire.unframe(_read_exactly(wire.PREFIX.unpack(_read_exactly(wire.PREFIX.size))[0]))[1]
    limits.end_with_parent()
    _collect_seldom()
    outlet = Outlet(descriptor, careful=order.get("careful", 0), until=order.get("until", ""))
    try:
        if "found" in order:
            _parse(order, outlet)
        else:
            outlet.send(wire.ANSWER, *_recognise(order))
        if outlet.aside:
            outlet.aside.close()
        outlet.send(wire.END)
    except ReaderBroke as broke:
        outlet.flush()
        outlet.send(wire.BROKE, broke.reason)
    except UserError as error:
        verb = wire.NOTHING if isinstance(error, NothingToRead) else wire.REFUSED
        _end(outlet, verb, error.what, error.safe, error.do)
    except BrokenPipeError:
        os._exit(0)  # the parent went away
    except OSError as error:  # the file cannot be read on; not a bad record, and no other worker would fare better
        _end(outlet, wire.REFUSED, f"{order['path']} could not be read: {error.strerror or error}", "", "")
    except Exception as error:  # noqa: BLE001 - whatever a foreign file provokes in a parser costs one record
        is_bug = "found" in order and not outlet.is_open
        _end(outlet, *((wire.BUG, traceback.format_exc()) if is_bug else (wire.BROKE, _reason(error))))


def _end(outlet: Outlet, verb: str, *values: Any) -> None:
    """Say how it ended, behind what came before; should a reader break on that, this is how it ended."""
    try:
        outlet.settle()
    except ReaderBroke as broke:
        outlet.flush()
        outlet.send(wire.BROKE, broke.reason)
    else:
        outlet.send(verb, *values)


def _recognise(order: dict[str, Any]) -> tuple[Any, ...]:
    from kithbook.sources.recognise import recognise  # noqa: PLC0415 - loads every source, and only this verb needs all

    _enclose(order)
    answer = recognise(_path(order), kind=order["kind"])
    unread = tuple(dataclasses.astuple(one) for one in answer.unread)
    return tuple(wire.pack_found(found) for found in answer.found), unread, tuple(answer.closed), answer.room


def _parse(order: dict[str, Any], outlet: Outlet) -> None:
    from kithbook.sources.opening import open_tree  # noqa: PLC0415 - only this verb needs it

    source = _source(order)
    found = wire.unpack_found(order["found"])
    standing = Standing(order["standing"])
    tracker = Tracker(found, standing, outlet)
    tracker.killers = {(member, position) for member, position in order["killers"]}
    cuts = dict(order["cuts"])
    sources_room.listeners.append(tracker.announce)
    outlet.standing, outlet.heed = standing, tracker.heed
    if has_room():
        outlet.aside = Aside(limits.Limits(*order["limits"]), _reason, heed=outlet.point)
    _enclose(order)
    tree = open_tree(_path(order))
    sizes = {member.name: member.size for member in tree.members()}
    outlet.send(wire.READY, {name: sizes.get(name, 0) for name in found.members})
    outlet.is_open = True
    after = tuple(order["after"]) if order["after"] else None
    while found.members:
        try:
            _stream(source.observe(tree, found, after=after), tracker, outlet)
        except Leave as place:
            member, position = place.args
            found, after = _behind(found, member, position, cuts=cuts)
        else:
            return


def _stream(items: Iterator[Seen], tracker: Tracker, outlet: Outlet) -> None:
    for item in items:
        if not tracker.is_killer(item):
            outlet.put(item)
        tracker.passed(item)
    outlet.settle()


def _behind(found: Found, member: str, position: int, *, cuts: dict[str, int]) -> tuple[Found, tuple[str, int] | None]:
    """Say where to go on: behind the killer, or, where there were too many, with the next member."""
    if cuts.get(member) != position:
        return found, (member, position)
    number = found.members.index(member) if member in found.members else len(found.members)
    return dataclasses.replace(found, members=found.members[number + 1 :]), None


def _source(order: dict[str, Any]) -> Source:
    """Load the one source that is asked for; only those of other packages need all to be looked through."""
    name = order["found"][0]
    path = order["module"] or f"{sources_room.__name__}.{name}"
    if order["module"] or (name.isidentifier() and importlib.util.find_spec(path)):
        module: Any = importlib.import_module(path)
        if order["module"] or getattr(module, "NAME", "") == name:
            return cast("Source", module)
    from kithbook.sources.recognise import source_named  # noqa: PLC0415 - loads every source

    return source_named(name)


def _day(record: records.Record) -> str:
    """Give the day on which a record shows that its source was still written to; '' if it shows none."""
    if record.kind == records.MEETING:
        return ""  # it may have been planned long before
    return str(record.content.get("at") or record.content.get("since") or "")[:10]


def _heard(item: Seen) -> Heard | None:
    """Give what the readers are told of an item's text; None where nothing is to be read."""
    if not isinstance(item, Observed) or not item.text or item.record.kind not in _TOLD:
        return None
    content = item.record.content
    sender = content.get("person") if item.record.kind in _GESTURES else content.get("sender")
    kind, value, name = sender or ("", "", "")
    try:
        day = date.fromisoformat(str(content.get("at", ""))[:10])
    except ValueError:
        day = None
    return Heard(
        day=day,
        sender_name=name,
        sender_email=value if kind == "email" else "",
        recipients=content.get("recipients") or len(content.get("to", ())) + len(content.get("cc", ())),
        is_bulk=bool(content.get("bulk")),
        subject=str(content.get("subject", "")),
    )


def _collect_seldom() -> None:
    """Look for cycles seventy times less often: what streams through makes hardly any, and looking costs."""
    gc.freeze()  # the modules stay
    gc.set_threshold(YOUNG_OBJECTS, 50, 100)


def _enclose(order: dict[str, Any]) -> None:
    limits.enclose(limits.Limits(*order["limits"]))


def _path(order: dict[str, Any]) -> Any:
    from pathlib import Path  # noqa: PLC0415 - beside its one use

    return Path(order["path"])


def _read_exactly(count: int) -> bytes:
    parts = b""
    while len(parts) < count:
        part = os.read(0, count - len(parts))
        if not part:
            sys.exit(0)
        parts += part
    return parts


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "it needs more memory than a record may have"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return f"{type(error).__name__}: {error}"[:300]


if __name__ == "__main__":
    main()
