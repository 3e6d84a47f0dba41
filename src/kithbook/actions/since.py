"""What happened in a book since a mark, as far as lists of people are concerned."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.store.book import Book

# Rulings after which everyone stands in lists as before.
STILL: Final = frozenset(
    {verbs.NOTE, verbs.PAUSE, verbs.REMIND, verbs.VIEW, verbs.GOALS, verbs.CAPACITY, verbs.QUIET}
    | {verbs.DONE, verbs.LATER, verbs.NEVER}
)
OWING: Final = frozenset({verbs.PROMISE, verbs.KEPT})
MOST: Final = 200  # rulings that are followed one by one; after more, all is read anew


@dataclass(frozen=True)
class Since:
    """Whose tags, and who is owed or owes, may be others now (numbers). All else about everyone is as it was."""

    tagged: set[int] = field(default_factory=set)
    owing: set[int] = field(default_factory=set)


def since(book: Book, mark: int) -> Since | None:
    """Say what changed after a mark; None where it may be anything."""
    rulings = book.evidence.decisions(since=mark)
    if len(rulings) > MOST or any(islice(book.evidence.touched_since(mark), 1)):
        return None
    found = Since()
    for ruling in rulings:
        meant = _meant(book, ruling)
        if meant is None or not _followed(book, meant, found):
            return None
    return found


def _meant(book: Book, ruling: Decision) -> Decision | None:
    """Give the ruling itself, or the one that an undo took back; None for an import, or an undo of an undo."""
    if ruling.verb != verbs.UNDO:
        return ruling
    wanted = ruling.fields.get("decision")
    found = next((one for one in book.evidence.decisions() if one.id == wanted), None)
    return None if found is None or found.verb == verbs.UNDO else found


def _followed(book: Book, ruling: Decision, found: Since) -> bool:
    """Note whom a ruling is about; False where it may change more."""
    if ruling.verb in STILL:
        return True
    if ruling.verb not in {verbs.TAG, *OWING}:
        return False
    people = found.tagged if ruling.verb == verbs.TAG else found.owing
    about = _about(book, ruling)
    people |= about
    return bool(about)


def _about(book: Book, ruling: Decision) -> set[int]:
    promise = str(ruling.fields.get("promise") or "")
    if ruling.verb == verbs.KEPT and promise[:1] == ids.READING:
        kept = book.digest.finding(promise)
        return {kept.speaker, *kept.others} - {0} if kept else set()
    if ruling.verb == verbs.KEPT:
        made = next((one for one in book.evidence.decisions() if one.id == promise), None)
        return _about(book, made) if made and made.verb == verbs.PROMISE else set()
    person = book.digest.person(str(ruling.fields.get("card")))
    return {person.number} if person else set()
