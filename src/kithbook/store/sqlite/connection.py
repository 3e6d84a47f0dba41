"""One way to open a SQLite file: journal, durability, rights and limits are decided here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import apsw

from kithbook.model.fault import UserError
from kithbook.store.sqlite import seams, trouble

_BUSY_MILLISECONDS: Final = 10_000  # SQLite's own wait, behind the writer's lock
_CACHE_KIBIBYTES: Final = 16_384  # beyond this a large import gains nothing measurable
_WALK_KIBIBYTES: Final = 4_096  # a walk over all of a large file hardly comes by the same page again
_CHECKPOINT_PAGES: Final = 4_000  # 16 MB of log: a checkpoint every few dozen batches, not every few

CHUNK: Final = 500  # values in one IN (...): beyond this nothing is gained


def connect(path: Path, *, durable: bool, read_only: bool = False, vfs: str | None = None) -> apsw.Connection:
    """Open a SQLite file, making it if need be; rows are tuples. Raises UserError for what cannot be opened.

    `durable`: each commit survives a power cut (evidence); else the last may be lost, but never the file (digest).
    Memory-mapped reading stays off: under it a fault of the disk becomes a crash of the process.
    """
    if any("\ud800" <= mark <= "\udfff" for mark in str(path)):  # bytes that are no text: no name for SQLite
        raise UserError(f"{path} cannot be opened: its name is not UTF-8.", do="Give the file or folder another name.")
    with trouble.told(path):
        is_frozen = path.is_file() and not seams.may_write(path)
        read_only = read_only or is_frozen
        if not read_only:
            seams.make_file(path)
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        if is_frozen:
            connection = apsw.Connection(_frozen(path), flags=flags | apsw.SQLITE_OPEN_URI, vfs=vfs)
        else:
            connection = apsw.Connection(str(path), flags=flags, vfs=vfs)
        try:
            _prepare(connection, durable=durable, read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return connection


def _frozen(path: Path) -> str:
    """Name a file that cannot be written. Without a log nobody writes it elsewhere either, and no lock is needed."""
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return f"file:{quote(str(path.absolute()))}?mode=ro{'' if has_log else '&immutable=1'}"


def _prepare(connection: apsw.Connection, *, durable: bool, read_only: bool) -> None:
    connection.set_busy_timeout(_BUSY_MILLISECONDS)
    _distrust(connection)
    connection.execute(f"PRAGMA cache_size = -{_WALK_KIBIBYTES if read_only else _CACHE_KIBIBYTES}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    if not read_only:
        connection.execute(f"PRAGMA journal_mode = {seams.journal_mode()}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    connection.execute("SELECT count(*) FROM sqlite_schema")  # a file that is no database shows itself here


def _distrust(connection: apsw.Connection) -> None:
    """Let a file that somebody else made run nothing of its own: a book holds rows, and no triggers, views or code."""
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0)


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Write all or nothing; on return it is on the disk as firmly as the connection promises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has rolled back by itself after some errors of the disk
            connection.execute("ROLLBACK")
        raise


@contextmanager
def unasked(connection: apsw.Connection) -> Iterator[None]:
    """Let rows go without asking whether others refer to them, as a caller may who takes those out first.

    Some references have no index, since nothing else asks that way: for each row that went, all that could refer to it
    would be walked through.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


@contextmanager
def snapshot(connection: apsw.Connection) -> Iterator[None]:
    """Read from one state of the file, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def marks(count: int) -> str:
    """Write the question marks of an IN (...)."""
    return ",".join("?" * count)
