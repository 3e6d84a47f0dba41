"""Bring a book up to this version's shape, step by numbered step, with a backup first; never touch a newer one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import apsw

from kithbook.model.fault import BookTooNew, UserError
from kithbook.store.sqlite import backup, trouble
from kithbook.store.sqlite.connection import connect, transaction

BOOK_MARK: Final = 0x4B495448  # "KITH", SQLite's application id: says that a file is a book's evidence
_HEADER: Final = b"SQLite format 3\x00"
_NAME: Final = re.compile(r"^(\d{4})_\w+\.sql$")


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered change of shape."""

    number: int
    sql: str


@cache
def steps() -> tuple[Step, ...]:
    """Read the steps that this version knows, in order."""
    folder = resources.files("kithbook.store.sqlite") / "migrations"
    found = ((_NAME.match(entry.name), entry) for entry in folder.iterdir())
    return tuple(sorted((Step(int(m[1]), e.read_text("utf-8")) for m, e in found if m), key=lambda step: step.number))


def refuse_newer(path: Path, *, newest: int, name: str = "") -> None:
    """Raise BookTooNew for a book of a later version without touching its files; UserError for what is no book.

    name: by which the person knows it; of a book its folder.
    """
    with trouble.told(path):
        if not path.exists() or not path.stat().st_size:
            return
        with path.open("rb") as file:
            header = file.read(100)
        if not header.startswith(_HEADER):
            raise apsw.NotADBError(path.name)
        found = int.from_bytes(header[60:64], "big")  # user_version, as it stands in the file itself
        log = path.with_name(path.name + "-wal")
        if found <= newest and log.exists() and log.stat().st_size:
            with connect(path, durable=True, read_only=True) as connection:
                found = version(connection)
    if found > newest:
        raise BookTooNew(
            f"{name or path.parent} was written by a later version of Kithbook "
            f"(its shape is {found}, here {newest} is known).",
            safe="Nothing was opened or changed.",
            do="Use that version or a later one; or choose another book with --book.",
        )


def is_evidence(path: Path) -> bool:
    """Say whether a file is the evidence of a book, or a backup of it, by its first bytes."""
    with trouble.told(path):
        if not path.is_file():
            return False
        with path.open("rb") as file:
            header = file.read(100)
    return header.startswith(_HEADER) and int.from_bytes(header[68:72], "big") == BOOK_MARK


def version(connection: apsw.Connection) -> int:
    """Tell the number of the last step that was taken; 0 for an empty file. Raises UserError for a foreign database."""
    number, mark = connection.pragma("user_version"), connection.pragma("application_id")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
    if mark == BOOK_MARK or not tables:
        return int(number)
    raise UserError(
        f"{connection.filename} is a database, but no book.",
        do="Choose another folder with --book.",
    )


def migrate(connection: apsw.Connection, path: Path, *, known: Sequence[Step] | None = None) -> list[int]:
    """Take all missing steps in one transaction; a book in use is copied to ``evidence-before-N.db`` first.

    So a book is of the old version or of the new, and the copy is of the old: never of a version between.
    """
    known = steps() if known is None else known
    at = version(connection)
    missing = [step for step in known if step.number > at]
    if at and missing:
        backup.copy(connection, path.with_name(f"evidence-before-{missing[-1].number}.db"))
    with transaction(connection):
        for step in missing:
            if version(connection) < step.number:  # another process may have been quicker
                _take(connection, step)
    return [step.number for step in missing]


def _take(connection: apsw.Connection, step: Step) -> None:
    connection.execute(step.sql)
    connection.execute(f"PRAGMA application_id = {BOOK_MARK}")
    connection.execute(f"PRAGMA user_version = {step.number}")
