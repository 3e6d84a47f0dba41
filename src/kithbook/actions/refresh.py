"""refresh: bring the digest up to the evidence, for the keys touched or for all."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from kithbook.actions.current import is_current
from kithbook.actions.digesting import gather, link, settle
from kithbook.actions.digesting.organisations import name_organisations
from kithbook.actions.digesting.setting import Setting, setting
from kithbook.digest import interactions
from kithbook.digest.cards import MAIL, source_key
from kithbook.digest.rulings import Rulings
from kithbook.model import record
from kithbook.model.decision import Decision, standing
from kithbook.model.fault import Busy
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

AT_ONCE: Final = 3_000  # touched keys that are digested within a second, so that whoever opens a book may wait for them
WHOLE_SHARE: Final = 0.2  # beyond this share of the records it is quicker to make the digest anew
ANSWERS: Final = 20  # so many sent mails say that ego's side of the mail is in the book
GLANCE: Final = 5_000  # messages looked at to guess who ego is before all are digested
PATIENCE_SECONDS: Final = 600.0  # a rebuild of the largest book may be under way
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done: how many keys were digested, whether all were, and how many wait."""

    digested: int
    is_whole: bool
    waiting: int


def refresh(book: Book, *, patient: bool = True, progress: Progress | None = None) -> Refreshed:
    """Catch up with the evidence. Impatient, only where that takes under a second; else says how much waits."""
    file = cast("DigestFile", book.digest)
    file.freshen()
    if is_current(book):
        return Refreshed(0, is_whole=False, waiting=0)
    # A digest of other evidence, of before a restore or of another book, answers for nobody here: that cannot wait.
    is_first = book.digest.mark < 0 or file.noted("lineage") != book.evidence.lineage
    try:
        with book.digesting(wait_seconds=PATIENCE_SECONDS if patient or is_first else 0):
            file.freshen()
            return _catch_up(book, file, patient=patient or is_first, progress=progress)
    except Busy:
        if patient:
            raise
        return Refreshed(0, is_whole=False, waiting=book.evidence.mark - book.digest.mark)


def rebuild(book: Book, *, progress: Progress | None = None) -> Refreshed:
    """Make the digest anew from all evidence."""
    file = cast("DigestFile", book.digest)
    with book.digesting(wait_seconds=PATIENCE_SECONDS):
        file.freshen()
        return _whole(book, file, progress, hints=[])  # whatever is wrong with the old one, nothing is asked of it


def refresh_after(
    book: Book, erase: Callable[[], Collection[tuple[str, str]]], *, progress: Progress | None = None
) -> Refreshed:
    """Take out of the digest, to the last byte, what followed from evidence that is erased: the rows of a rebuild.

    `erase` erases it and gives the keys that were touched. A digest that was not current is made anew.
    """
    file = cast("DigestFile", book.digest)
    with book.digesting(wait_seconds=PATIENCE_SECONDS):
        file.freshen()
        before = _digested(book, file) if is_current(book) else None
        touched = {*erase(), *book.evidence.touched_since(book.digest.mark)}
        few = len(touched) <= max(AT_ONCE, int(WHOLE_SHARE * int(file.noted("keys") or 0)))
        if before and few and _some(book, file, sorted(touched), before=before) and file.leave_no_byte():
            return Refreshed(len(touched), is_whole=False, waiting=0)
        return _whole(book, file, progress, hints=[])


def _digested(book: Book, file: DigestFile) -> Rulings:
    """Give the rulings that the digest knows."""
    known = int(file.noted("decisions") or 0)
    return setting(book.evidence, book.evidence.decisions()[:known], file.laying.hints()).rulings


def _catch_up(book: Book, file: DigestFile, *, patient: bool, progress: Progress | None) -> Refreshed:
    if is_current(book):
        return Refreshed(0, is_whole=False, waiting=0)
    touched = _touched(book, file)
    if not patient and (touched is None or len(touched) > AT_ONCE):
        return Refreshed(0, is_whole=False, waiting=book.evidence.mark - book.digest.mark)
    if touched is None or not _some(book, file, touched):
        return _whole(book, file, progress, hints=file.laying.hints())
    return Refreshed(len(touched), is_whole=False, waiting=0)


def _touched(book: Book, file: DigestFile) -> list[tuple[str, str]] | None:
    """List the keys to digest; None where all must be, or are so many that all is quicker."""
    if book.digest.mark < 0 or file.noted("lineage") != book.evidence.lineage:
        return None
    limit = max(AT_ONCE, int(WHOLE_SHARE * int(file.noted("keys") or 0)))
    found = list(islice(book.evidence.touched_since(book.digest.mark), limit + 1))
    return found if len(found) <= limit else None


# -- all of it -----------------------------------------------------------------------------------------


def _whole(book: Book, file: DigestFile, progress: Progress | None, *, hints: list[tuple[str, str, int]]) -> Refreshed:
    """Make the digest anew beside the old one, which serves until then. hints: what the old one knew of who ego is."""
    evidence, mark, lineage = book.evidence, book.evidence.mark, book.evidence.lineage
    decisions = evidence.decisions()
    count = _Count(progress)
    with file.afresh() as fresh:
        found = setting(evidence, decisions, hints or _first_hints(book))
        found = _lay_all(book, fresh, found, decisions, count)
        fresh.index()
        has_answers = fresh.laying.has_answers(MAIL, ANSWERS)
        gather.lay_cards(evidence, fresh.laying, found, has_answers=has_answers, tick=count.of("cards"))
        link.match_all(fresh, found, count.of("matches"))
        settle.settle_all(fresh, found, count.of("people"))
        _finish(fresh, found, decisions)
        fresh.note(keys=count.total, has_answers=has_answers, **_notes(mark, lineage, found, decisions))
    return Refreshed(count.total, is_whole=True, waiting=0)


def _lay_all(book: Book, fresh: DigestFile, found: Setting, decisions: list[Decision], count: "_Count") -> Setting:
    """Lay all interactions; who ego is shows only then, and where the first guess was wrong they are laid again."""
    gather.lay_interactions(book.evidence, fresh.laying, found, keys=None, tick=count.of("interactions"))
    told = setting(book.evidence, decisions, fresh.laying.hints())
    if told.stamp != found.stamp:
        fresh.clear()
        gather.lay_interactions(book.evidence, fresh.laying, told, keys=None, tick=count.of("interactions"))
    gather.lay_logs(fresh.laying, told)
    return told


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
        self._say = progress or (lambda _what, _done: None)

    def of(self, what: str) -> Callable[[int], None]:
        """Give what counts one sort of things."""

        def add(count: int) -> None:
            self.total += count
            self._say(what, count)

        return add


# -- some of it ----------------------------------------------------------------------------------------


def _some(book: Book, file: DigestFile, touched: list[tuple[str, str]], *, before: Rulings | None = None) -> bool:
    """Digest the touched keys and the new rulings; False (and nothing changed) where all must be made anew.

    before: the rulings that the digest knows, where they are no longer to be found as they were.
    """
    evidence, mark, lineage = book.evidence, book.evidence.mark, book.evidence.lineage
    decisions = evidence.decisions()
    try:
        with file.changing():
            new = _lay_some(book, file, touched, (before or _digested(book, file), decisions))
            _finish(file, new, decisions)
            file.note(**_notes(mark, lineage, new, decisions))
    except _AllAnew:
        return False
    return True


class _AllAnew(Exception):
    """What changed changes everything."""


def _lay_some(
    book: Book, file: DigestFile, touched: list[tuple[str, str]], ruled: tuple[Rulings, list[Decision]]
) -> Setting:
    evidence, laying = book.evidence, file.laying
    old, decisions = ruled
    before = setting(evidence, decisions, laying.hints())
    if before.stamp != file.noted("stamp"):
        raise _AllAnew
    logs = _differing({d.id: d for d in old.logs}, {d.id: d for d in before.rulings.logs})
    passed = [(kind, key) for kind, key in touched if kind in interactions.KINDS]
    raws = [interactions.raw_id(key) for _, key in passed] + [interactions.raw_id(f"log:{one}") for one in sorted(logs)]
    affected = laying.drop_interactions(raws)
    affected |= gather.lay_interactions(evidence, laying, before, keys=passed, tick=lambda _: None)
    affected |= gather.lay_logs(laying, before, logs)
    new = setting(evidence, decisions, laying.hints())
    has_answers = laying.has_answers(MAIL, ANSWERS)
    if new.stamp != before.stamp or str(has_answers) != file.noted("has_answers"):
        raise _AllAnew
    keys = {key for kind, key in touched if kind in gather.CARD_KINDS}
    keys |= {source_key(key) for key in laying.keys(affected).values()}
    keys |= _differing(old.own, new.rulings.own) | _lists(book, file, new)
    _relink(book, file, new, keys, has_answers=has_answers, rulings=(old, new.rulings), affected=affected)
    return new


def _relink(
    book: Book,
    file: DigestFile,
    new: Setting,
    keys: set[str],
    *,
    has_answers: bool,
    rulings: tuple[Rulings, Rulings],
    affected: set[int],
) -> None:
    laying = file.laying
    numbers = laying.variants(keys)
    was = {n: link.compared(card, new) for n, card in laying.cards(numbers).items()}
    standing, gone = gather.relay_cards(book.evidence, laying, new, keys=keys, has_answers=has_answers)
    cards = laying.cards(standing)
    now = {n: link.compared(card, new) for n, card in cards.items()}
    changed = {
        n: link.Changed(was.get(n), now.get(n)) for n in {*was, *now, *gone} if was.get(n) != now.get(n) or n in gone
    }
    bereft = set(file.linking.person_of(gone).values())
    laying.drop_cards(sorted(gone))
    again = link.match_some(file, new, changed)
    settle.settle_some(file, new, (again | standing | affected | _ruled(file, *rulings)) - gone, bereft=bereft)


def _ruled(file: DigestFile, old: Rulings, new: Rulings) -> set[int]:
    """Give the cards about which something else is ruled now."""
    pairs = set(old.must) ^ set(new.must) | set(old.must_not) ^ set(new.must_not)
    cards = {card for pair in pairs for card in pair}
    cards |= _differing(old.tags, new.tags) | _differing(old.notes, new.notes)
    return set(file.laying.by_id(cards).values())


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> set[str]:
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def _lists(book: Book, file: DigestFile, new: Setting) -> set[str]:
    """Give the keys of whole lists of connections, when there is another: who is absent from it is touched too."""
    if file.noted("complete") == _complete(new):
        return set()
    return {
        key for one in new.complete for kind, key in book.evidence.keys_of_run(one.run) if kind in gather.CARD_KINDS
    }


# -- both ----------------------------------------------------------------------------------------------


def _finish(file: DigestFile, found: Setting, decisions: list[Decision]) -> None:
    settle.ask(file, found, standing(decisions))
    name_organisations(file)


def _notes(mark: int, lineage: str, found: Setting, decisions: list[Decision]) -> dict[str, object]:
    return {
        "mark": mark,
        "lineage": lineage,
        "stamp": found.stamp,
        "decisions": len(decisions),
        "complete": _complete(found),
    }


def _complete(found: Setting) -> str:
    return " ".join(f"{one.run}:{one.as_of.day}:{one.count}" for one in found.complete)
