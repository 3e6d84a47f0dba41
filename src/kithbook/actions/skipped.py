"""skipped: what an import left out or could not read, with reasons, to look at and to take away as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kithbook.actions.export.tables import line
from kithbook.actions.imports import SKIPPED
from kithbook.model.fault import UserError
from kithbook.store.book import Book

FAULT: Final = "could not be read"
LEFT_OUT: Final = "left out"
HEADER: Final = ("What", "File", "Position", "Reason", "Records")


@dataclass(frozen=True, slots=True)
class Left:
    """One record that could not be read, or all that were left out for one reason, which are counted only."""

    what: str  # "could not be read" or "left out"
    file: str  # '' where they are counted
    position: int | None
    reason: str
    records: int


def skipped(book: Book, run: str) -> Iterator[Left]:
    """Give what one import left out, by reason, and then what it could not read, by place; raises UserError."""
    found = next((one for one in book.evidence.runs() if one.id == run), None)
    if found is None:
        raise UserError(f"There is no import {run!r} in this book.", do="The history lists them.")
    reasons = sorted((name, count) for name, count in found.counts.items() if name.startswith(SKIPPED))
    faults = book.evidence.faults(run)
    return _listed(reasons, (Left(FAULT, one.file, one.position, one.reason, 1) for _, one in faults))


def skipped_csv(book: Book, run: str) -> Iterator[bytes]:
    """Give the same as a table, a row at a time; no cell is taken for a formula by a spreadsheet."""
    rows = skipped(book, run)  # asked now, so that an unknown import is told before the first byte
    return _table(rows)


def _listed(reasons: list[tuple[str, int]], faults: Iterator[Left]) -> Iterator[Left]:
    for name, count in reasons:
        yield Left(LEFT_OUT, "", None, name.removeprefix(SKIPPED), count)
    yield from faults


def _table(rows: Iterator[Left]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + line(HEADER).encode()  # by this mark spreadsheets know UTF-8
    for one in rows:
        position = "" if one.position is None else str(one.position)
        yield line([one.what, one.file, position, one.reason, str(one.records)]).encode("utf-8", "replace")
