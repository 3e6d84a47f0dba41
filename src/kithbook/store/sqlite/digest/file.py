"""The digest's file: opened, caught up, and made anew beside itself and put in place."""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Final

import apsw

from kithbook.model import times
from kithbook.model.fault import UserError
from kithbook.store.sqlite import backup, seams, trouble
from kithbook.store.sqlite.connection import connect, marks, transaction
from kithbook.store.sqlite.digest.laying import Laying
from kithbook.store.sqlite.digest.linking import Linking
from kithbook.store.sqlite.digest.reading import Reading

SCHEMA: Final = 11  # raised when the tables, or what the digest's functions make of the evidence, change
_USED_TEXTS: Final = (
    "SELECT name FROM participant UNION SELECT value FROM hint UNION SELECT reader FROM finding "
    "UNION SELECT channel FROM interaction UNION SELECT sources FROM interaction "
    "UNION SELECT signature FROM interaction WHERE signature IS NOT NULL"
)
BUILD_CACHE_KIBIBYTES: Final = 24_576  # while all of it is laid at once
SORT_KIBIBYTES: Final = 8_192  # from then on: whatever is sorted, three things at once, takes as much again each


class SqliteDigest(Reading):
    """A digest opened for reading, with what lays its rows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with trouble.told(path):
            _move_folder_aside(path)
            connection = _open(path)
            if connection is None:
                _lay_empty(path)
                connection = connect(path, durable=False)
        super().__init__(connection)
        self._lay_on(connection)

    def _lay_on(self, connection: apsw.Connection, *, is_new: bool = False) -> None:
        self._connection = connection
        self._inode = self._path.stat().st_ino
        self._names_of_findings = {}
        self.laying = Laying(connection, is_new=is_new)
        self.linking = Linking(connection)

    @property
    def mark(self) -> int:
        """The evidence mark up to which this digest has digested; -1 for none."""
        return int(self.noted("mark") or -1)

    @property
    def stamp(self) -> str:
        """Other whenever any row of the digest may be: the file, the evidence it was made from, and how far."""
        return f"{self._inode} {self.noted('lineage')} {self.mark}"

    def noted(self, name: str) -> str | None:
        """Give what the last digesting noted about itself."""
        found = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def note(self, **values: object) -> None:
        """Note what the next digesting must know: mark, lineage, settings."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [(name, str(value)) for name, value in values.items()]
        )

    @contextmanager
    def changing(self, *, keeps: Collection[str] = ()) -> Iterator[None]:
        """Change the digest all or nothing. What was remembered for a day no longer holds, but for the names in `keeps`."""
        try:
            with trouble.told(self._path), transaction(self._connection):
                yield
                self._connection.execute(
                    f"DELETE FROM remembered WHERE name NOT IN ({marks(len(keeps))})", tuple(keeps)
                )
        finally:  # also where the transaction was undone: then the numbers were never given
            self.laying.forget_numbers()

    @contextmanager
    def afresh(self) -> Iterator["SqliteDigest"]:
        """Make a new digest beside this one and put it in its place; readers of the old one are not disturbed.

        The caller holds the writer's place. On an error the old one stays.
        """
        beside = self._path.with_name(f"{self._path.name}.new")
        _remove(beside)
        with trouble.told(self._path):
            fresh = _begin(beside)
            try:
                yield fresh
                fresh.settle()
            except BaseException:
                fresh.close()
                _remove(beside)
                raise
            fresh.close()
            self._connection.close()
            _put(beside, self._path)
            self._lay_on(connect(self._path, durable=False))

    def freshen(self) -> None:
        """Open the file anew if another process has put a new one in its place."""
        if not self._path.exists() or self._path.stat().st_ino != self._inode:
            self._connection.close()
            if not self._path.exists():
                _lay_empty(self._path)
            self._lay_on(connect(self._path, durable=False))

    def clear(self) -> None:
        """Take out all interactions and cards."""
        for table in ("interaction", "participant", "hint", "finding", "card", "handle", "position", "change"):
            self._connection.execute(f"DELETE FROM {table}")
        self._lay_on(self._connection, is_new=True)

    def settle(self) -> None:
        """Finish what `afresh` laid. The journal is chosen while nobody else sees the file: later it needs it alone."""
        self._connection.execute("COMMIT")
        self._connection.execute(f"PRAGMA journal_mode = {seams.journal_mode()}")

    def index(self) -> None:
        """Make the indexes, once the rows that they are over are laid."""
        self._connection.execute(f"PRAGMA cache_size = -{SORT_KIBIBYTES}")
        self._connection.execute(_text("indexes.sql"))

    def tell(self, sign: Callable[[], None]) -> None:
        """Give a sign now and then while a long statement runs."""
        seams.tell(self._connection, sign)

    def leave_no_byte(self) -> bool:
        """Write the file anew without what was taken out of it; False where a reader of the old pages hinders that."""
        _remove(self._path.with_name(f"{self._path.name}.new"))  # what a kill left of a rebuild
        with trouble.told(self._path):
            with self.changing():
                self._connection.execute(f"DELETE FROM text WHERE number NOT IN ({_USED_TEXTS})")
                # The search keeps no texts, so it cannot overwrite the words of one; it can leave out all dead ones.
                self._connection.execute("INSERT INTO found (found) VALUES ('optimize')")
            try:
                self._connection.execute("VACUUM")
                is_blocked, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() or (1, 0, 0)
            except (apsw.BusyError, apsw.LockedError):
                return False
        return not is_blocked

    def remember(self, name: str, day: date, value: bytes) -> None:
        """Cache what was computed for a day, until the digest changes. A cache that cannot be kept is no fault."""
        with suppress(apsw.BusyError, apsw.ReadOnlyError, apsw.FullError, apsw.IOError):
            self._connection.execute(
                "INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", (name, times.day_number(day), value)
            )

    def copy(self, to: Path) -> None:
        """Copy the digest as it stands into a file."""
        backup.copy(self._connection, to)

    def discard_damaged(self) -> bool:
        """Look the file through and, if it is damaged, put an empty one in its place; say whether it was."""
        try:
            if self._connection.execute("PRAGMA quick_check(1)").get == "ok":
                return False
        except (apsw.CorruptError, apsw.NotADBError, apsw.IOError, UnicodeDecodeError):
            pass  # too damaged even to be looked through
        self._connection.close()
        with trouble.told(self._path):
            _lay_empty(self._path)
            self._lay_on(connect(self._path, durable=False))
        return True

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _open(path: Path) -> apsw.Connection | None:
    """Open a digest of this form; None for none, or one of another form, or one that is damaged."""
    if not path.exists():
        return None
    try:
        connection = connect(path, durable=False)
    except UserError:
        return None
    try:
        found = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if found is not None and int(found[0]) == SCHEMA:
            return connection
    except (apsw.SQLError, apsw.CorruptError, apsw.NotADBError):
        pass  # another form, or damaged: either way it is made anew
    connection.close()
    return None


def _move_folder_aside(path: Path) -> None:
    """Give way where somebody made a folder in the digest's place; what is in it is theirs, and stays."""
    if path.is_dir():
        number = 1
        while (aside := path.with_name(f"{path.name}-aside-{number}")).exists():
            number += 1
        path.rename(aside)


def _lay_empty(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}.*"):  # what a kill left of another's beginning
        number = left.suffix.removeprefix(".")
        if number.isdecimal() and not seams.is_running(int(number)):
            _remove(left)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    _remove(beside)
    fresh = _begin(beside)
    fresh.index()
    fresh.settle()
    fresh.close()
    _put(beside, path)


def _begin(path: Path) -> SqliteDigest:
    """Begin a digest that nobody else sees yet: a crash leaves a file that is thrown away."""
    seams.make_file(path)
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIBIBYTES}")
    connection.execute("BEGIN")
    connection.execute(_text("schema.sql"))
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA,))
    fresh = SqliteDigest.__new__(SqliteDigest)
    fresh._path = path  # noqa: SLF001 - its own class, begun without a file to open
    fresh._lay_on(connection, is_new=True)  # noqa: SLF001
    return fresh


def _put(beside: Path, path: Path) -> None:
    """Put a whole file in place. The old one's log goes first: it must never be replayed into the new one."""
    number = os.open(beside, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    beside.replace(path)
    seams.sync_folder(path.parent)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
