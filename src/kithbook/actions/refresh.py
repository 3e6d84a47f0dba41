"""refresh: bring the digest up to the evidence, for the keys touched or for all."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from kithbook.actions.current import is_current
from kithbook.actions.digesting.ruled import Ruled, lay_rulings
from kithbook.actions.digesting.step import lay_step
from kithbook.actions.digesting.whole import Progress, lay_whole
from kithbook.model.fault import Busy, ReadOnlyBook
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

AT_ONCE: Final = 3_000  # touched keys that are digested within a second, so that whoever opens a book may wait for them
WHOLE_SHARE: Final = 0.2  # beyond this share of the records it is quicker to make the digest anew
PATIENCE_SECONDS: Final = 600.0  # a rebuild of the largest book may be under way


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
    except (Busy, ReadOnlyBook) as error:
        if patient or (is_first and isinstance(error, ReadOnlyBook)):
            raise
        return Refreshed(0, is_whole=False, waiting=book.evidence.mark - book.digest.mark)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made anew: how many keys were digested, and how much of each sort there is."""

    digested: int
    counts: Mapping[str, int]


def rebuild(book: Book, *, progress: Progress | None = None) -> Rebuilt:
    """Make the digest anew from all evidence."""
    file = cast("DigestFile", book.digest)
    with book.digesting(wait_seconds=PATIENCE_SECONDS):
        file.freshen()
        made = _whole(book, file, progress, hints=[])  # whatever is wrong with the old one, nothing is asked of it
        return Rebuilt(made.digested, book.digest.counts())


def refresh_after(
    book: Book, erase: Callable[[], Collection[tuple[str, str]]], *, progress: Progress | None = None
) -> Refreshed:
    """Take out of the digest, to the last byte, what followed from evidence that is erased: the rows of a rebuild.

    `erase` erases it and gives the keys that were touched. A digest that was not current is made anew; so is one, by
    the next who asks, whose last bytes a kill has left: only without them does it say from which evidence it follows.
    """
    file = cast("DigestFile", book.digest)
    with book.digesting(wait_seconds=PATIENCE_SECONDS):
        file.freshen()
        before = Ruled.read(book, file).new if is_current(book) else None
        touched = {*erase(), *book.evidence.touched_since(book.digest.mark)}
        few = len(touched) <= max(AT_ONCE, int(WHOLE_SHARE * int(file.noted("keys") or 0)))
        mark, ruled = book.evidence.mark, Ruled.read(book, file, old=before)
        if (
            before
            and few
            and lay_step(book, file, sorted(touched), ruled, mark=mark, is_erasing=True)
            and file.leave_no_byte()
        ):
            with file.changing():
                file.note(lineage=book.evidence.lineage)
            return Refreshed(len(touched), is_whole=False, waiting=0)
        return _whole(book, file, progress, hints=[])


def _catch_up(book: Book, file: DigestFile, *, patient: bool, progress: Progress | None) -> Refreshed:
    if is_current(book):
        return Refreshed(0, is_whole=False, waiting=0)
    mark = book.evidence.mark  # before it is asked what was touched: what comes meanwhile is left to the next time
    touched = _touched(book, file)
    ruled = None if touched is None else Ruled.read(book, file)
    if ruled and not touched and lay_rulings(book, file, ruled, mark):
        return Refreshed(0, is_whole=False, waiting=0)
    if not patient and (touched is None or len(touched) > AT_ONCE):
        return Refreshed(0, is_whole=False, waiting=book.evidence.mark - book.digest.mark)
    if touched is None or ruled is None or not lay_step(book, file, touched, ruled, mark=mark):
        return _whole(book, file, progress, hints=file.laying.hints())
    return Refreshed(len(touched), is_whole=False, waiting=0)


def _touched(book: Book, file: DigestFile) -> list[tuple[str, str]] | None:
    """List the keys to digest; None where all must be, or are so many that all is quicker."""
    if book.digest.mark < 0 or file.noted("lineage") != book.evidence.lineage:
        return None
    limit = max(AT_ONCE, int(WHOLE_SHARE * int(file.noted("keys") or 0)))
    found = list(islice(book.evidence.touched_since(book.digest.mark), limit + 1))
    return found if len(found) <= limit else None


def _whole(book: Book, file: DigestFile, progress: Progress | None, *, hints: list[tuple[str, str, int]]) -> Refreshed:
    return Refreshed(lay_whole(book, file, progress, hints=hints), is_whole=True, waiting=0)
