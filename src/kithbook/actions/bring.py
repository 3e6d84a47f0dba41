"""bring: import what other programs exported, and what `kith export --format json` did."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kithbook.actions.export import taking
from kithbook.actions.import_ import Imported, Read, Step, Watch, Wish, bring_up, import_
from kithbook.actions.refresh import refresh
from kithbook.model.fault import UserError
from kithbook.store import open_book
from kithbook.store.book import Book

SOURCE: Final = "kithbook"
WHAT: Final = "an exported book"
# What a crafted export provokes in a program that trusts its own words; the trial book is thrown away either way.
UNSOUND: Final = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError)


def bring(book: Book, paths: Sequence[Path], wish: Wish | None = None, *, now: datetime, watch: Watch) -> Imported:
    """Take in exported books first, then what sources read."""
    books = [path for path in paths if taking.is_archive(path)]
    rest = [path for path in paths if path not in books]
    if books and wish and wish.is_dry:
        raise UserError(
            f"{books[0]} is {WHAT}: it is taken whole.", do="To look into it: kith --book EMPTY-FOLDER import FILE"
        )
    began = time.monotonic()
    before = book.digest.counts()["people"] if books else 0
    for path in books:
        watch(Step(WHAT, 0))
        _try(book, path, now=now)
    reads = [_taken(book, path, watch) for path in books]
    if reads:
        bring_up(book, watch)
    refresh(book, progress=lambda what, count: watch(Step(what, count)))
    if rest:
        imported = import_(book, rest, wish, now=now, watch=watch)
        before = before if books else imported.people["before"]
        people = {**imported.people, "before": before}
        return replace(imported, runs=[*reads, *imported.runs], people=people, seconds=_since(began))
    counts = book.digest.counts()
    people = {"before": before, "after": counts["people"]}
    return Imported(runs=reads, people=people, questions=counts["questions"], seconds=_since(began), unread=[])


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)


def _try(book: Book, path: Path, *, now: datetime) -> None:
    """Take an exported book into an empty one first, so that one that is no good leaves this one as it is."""
    with book.scratch() as there:
        trial = open_book(there, now=now)
        try:
            taking.restore(trial, path)
            refresh(trial)
        except UserError as error:
            raise UserError(error.what, do=error.do) from error
        except UNSOUND as error:
            raise UserError(
                f"{path} holds something of which no book can be made ({type(error).__name__}).",
                do="Export the book again, or restore a backup.",
            ) from error
        finally:
            trial.close()


def _taken(book: Book, path: Path, watch: Watch) -> Read:
    watch(Step(WHAT, 0))
    counts = taking.restore(book, path)
    return Read(
        run=None,
        path=str(path),
        source=SOURCE,
        what=WHAT,
        as_of=None,
        observed=counts.total(),
        new=counts["new"],
        unchanged=counts["unchanged"],
        changed=counts["changed"],
        reread=0,
        skipped={},
        faults=[],
        fault_count=0,
    )
