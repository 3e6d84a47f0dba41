"""All of it: a digest made anew beside the old one, which serves until then."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from kithbook.actions.digesting import gather, remarks, settle
from kithbook.actions.digesting.finish import ANSWERS, finish, notes
from kithbook.actions.digesting.match import match_all, matcher
from kithbook.actions.digesting.ruled import sorted_rulings
from kithbook.actions.digesting.setting import Setting, setting
from kithbook.digest import interactions
from kithbook.digest.cards import MAIL
from kithbook.model import record
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

GLANCE: Final = 5_000  # messages looked at to guess who ego is before all are digested
Progress = Callable[[str, int], None]


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the collector of cycles back: of millions of small objects none is in a cycle, and it looks at all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collection()
def lay_whole(book: Book, file: DigestFile, progress: Progress | None, *, hints: list[tuple[str, str, int]]) -> int:
    """Make the digest anew beside the old one, which serves until then. hints: what the old one knew of who ego is."""
    evidence, mark, lineage = book.evidence, book.evidence.mark, book.evidence.lineage
    decisions = evidence.decisions()
    count = _Count(progress)
    with file.afresh() as fresh:
        fresh.tell(count.again)
        found = setting(evidence, sorted_rulings(decisions), hints or _first_hints(book))
        found = _lay_all(book, fresh, found, count)
        fresh.index()
        has_answers = fresh.laying.has_answers(MAIL, ANSWERS)
        groups = _match(book, fresh, found, count, has_answers=has_answers)
        settle.settle_all(fresh, found, groups, count.of("people"))
        finish(fresh, found, decisions)
        fresh.note(keys=count.total, has_answers=has_answers, **notes(mark, lineage, found, decisions))
    return count.total


def _lay_all(book: Book, fresh: DigestFile, found: Setting, count: "_Count") -> Setting:
    """Lay all interactions; who ego is shows only then, and where the first guess was wrong they are laid again."""
    gather.lay_all_interactions(book, fresh.laying, found, tick=count.of("interactions"))
    told = setting(book.evidence, found.rulings, fresh.laying.hints())
    if told.stamp != found.stamp:
        fresh.clear()
        gather.lay_all_interactions(book, fresh.laying, told, tick=count.of("interactions"))
    gather.lay_logs(fresh.laying, told)
    return told


def _match(book: Book, fresh: DigestFile, found: Setting, count: "_Count", *, has_answers: bool) -> list[list[int]]:
    """Lay all cards and what they come to beside one another; give the groups of those that are sure to be one."""
    with matcher(book, found) as matched:
        tick = count.of("cards")
        about, told = remarks.every(book.evidence)
        fresh.note(**{remarks.NOTE: remarks.written(about)})
        gather.lay_cards(
            book.evidence, fresh.laying, found, has_answers=has_answers, remarks=told, matcher=matched, tick=tick
        )
        return match_all(fresh, found, matched, count.of("matches"))


def _first_hints(book: Book) -> list[tuple[str, str, int]]:
    """Look at some of the messages for who ego is. They come in the order of their keys, which is as good as chance."""
    seen = islice(book.evidence.versions(kinds=(record.MESSAGE,)), GLANCE)
    hints: Counter[tuple[str, str]] = Counter()
    for _, _, versions in seen:
        hints.update(interactions.hints(versions[-1].record.content))
    return [(sort, value, count) for (sort, value), count in hints.items()]


class _Count:
    """Counts what is done, and says so."""

    def __init__(self, progress: Progress | None) -> None:
        self.total = 0
        self._what = "interactions"
        self._say = progress or (lambda _what, _done: None)

    def of(self, what: str) -> Callable[[int], None]:
        """Give what counts one sort of things."""

        def add(count: int) -> None:
            self.total += count
            self._what = what
            self._say(what, count)

        return add

    def again(self) -> None:
        """Say that what was last counted goes on."""
        self._say(self._what, 0)
