"""Interactions made in a second process, abreast of this one, where a machine has a core to spare.

Both walk the same keys in the same order. Of every few portions one side makes some and the other the rest; what the
second process made comes back through a pipe and is laid in its place, so that the digest is the same to the last row.
"""

import gc
import os
import pickle
import signal
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from kithbook.digest import interactions, writers
from kithbook.digest.ego import Ego
from kithbook.digest.interactions import Seen, Zone
from kithbook.model.digested import Part, Row
from kithbook.model.reading import Reading
from kithbook.model.record import Content
from kithbook.store import open_book
from kithbook.store.book import Book
from kithbook.store.evidence import Portion, Version
from kithbook.work import limits, wire
from kithbook.work.second import Second

LEAST_KEYS: Final = 20_000  # below these the second process would hardly have begun before the first is done
ALONE: Final = 64  # portions made here while the other process starts
TURNS: Final = (False, True, True, True)  # is it the other's? It only makes rows; this one lays all of them too
_ANSWER: Final = "rows"


def made(portion: Portion, *, ego: Ego, zone: Zone) -> list[Row]:
    """Make the interactions of a portion of the evidence."""
    return list(made_of(portion.read(), ego=ego, zone=zone))


def made_of(walk: Iterable[tuple[str, str, list[Version]]], *, ego: Ego, zone: Zone) -> Iterator[Row]:
    """Make interactions of keys with their versions."""
    for kind, key, versions in walk:
        for nth, some in enumerate(writers.parted(kind, versions, _content)):
            row = interactions.interact(kind, key, [_seen(one) for one in some], ego=ego, zone=zone)
            if row is not None:
                row.raw = interactions.raw_id(key, nth)
                row.place = min(one.record_number for one in some)
                yield row


def _content(version: Version) -> Content:
    return version.record.content


def _seen(version: Version) -> Seen:
    sources = tuple(dict.fromkeys(source for _, _, source in version.seen))
    readings = tuple(reading for _, reading in version.readings)
    return Seen(version.record.raw_id, version.record.content, sources, readings)


def is_worth_it(book: Book) -> bool:
    """Say whether a second process saves time: there is a core for it, and enough to do."""
    return _cores() > 1 and book.evidence.counts()["keys"] >= LEAST_KEYS


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Abreast(Second):
    """The second process; a context, which ends it on the way out. Should it fail, all is made here."""

    def __init__(self, book: Book, *, ego: Ego, zone: Zone, alone: int = ALONE) -> None:
        self._ego, self._zone, self._alone = ego, zone, alone
        self.taken = 0  # portions that came from it
        super().__init__(__name__)
        self.send((book.folder, ego, zone, alone))  # where it died already, its answers will be missed

    def rows(self, nth: int, portion: Portion) -> list[Row]:
        """Give the interactions of a portion, made there if it is the other's turn, else here."""
        if _is_others(nth, self._alone):
            _, numbers, rows = self.answer() or (_ANSWER, (), [])
            if numbers == portion.numbers:  # else it failed, or keys were added since it began to walk
                self.taken += 1
                return [_unpacked(one) for one in rows]
        return made(portion, ego=self._ego, zone=self._zone)


def _is_others(nth: int, alone: int) -> bool:
    return nth >= alone and TURNS[nth % len(TURNS)]


def _packed(row: Row) -> tuple[Any, ...]:
    """Flatten a row."""
    return (
        *(row.raw, row.at, row.day, row.is_day, row.kind, row.channel, row.direction, row.subject, row.thread),
        *(row.recipients, row.is_bulk, row.records, row.sources, row.hints, dict(row.signature), row.place),
        row.is_to_ego_alone,
        [(one.key, one.name, one.role, one.handle) for one in row.parts],
        [(one.reader, one.version, one.language, one.quote, dict(one.fields)) for one in row.findings],
    )


def _unpacked(packed: tuple[Any, ...]) -> Row:
    """Build it again."""
    *plain, hints, signature, place, is_to_ego_alone, parts, findings = packed
    row = Row(*plain)
    row.parts = tuple([Part(*one) for one in parts])
    row.findings = tuple([Reading(*one) for one in findings])
    row.hints, row.signature, row.place, row.is_to_ego_alone = hints, signature, place, is_to_ego_alone
    return row


def main() -> None:
    """Be the second process: read the order from standard input and write what is made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other's to answer, which then ends this one
    folder, ego, zone, alone = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    limits.end_with_parent()
    gc.freeze()
    gc.disable()  # nothing that is made here is in a cycle
    book = open_book(folder, now=datetime.now(UTC))
    for nth, portion in enumerate(book.evidence.portions(kinds=interactions.KINDS)):
        if _is_others(nth, alone):
            rows = [_packed(row) for row in made(portion, ego=ego, zone=zone)]
            sys.stdout.buffer.write(wire.frame(_ANSWER, portion.numbers, rows))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
