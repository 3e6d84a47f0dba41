"""Bring a backup back: tried out beside the book first, then put in its place whole, and nothing thrown away."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import apsw

from kithbook.model.fault import UserError
from kithbook.store.evidence import Imprint
from kithbook.store.sqlite import backup, checks, meta, migrate, seams, trouble
from kithbook.store.sqlite.book import EVIDENCE, LOCK
from kithbook.store.sqlite.connection import connect, transaction

_LOGS: Final = ("-wal", "-shm")


def proof(file: Path, there: Path) -> Imprint:
    """Restore a backup into a folder for trial, check it through, and take its imprint."""
    with _tried(file, there / EVIDENCE) as connection:
        return backup.imprint(connection)


def restore(folder: Path, file: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of a book's evidence; give where what stood there before was kept, if anything did.

    A sound book is replaced in one transaction, so that a kill leaves the old or the new, and other processes see the
    change like any other. One that cannot be opened (damaged, or of a later version) is moved aside with its log.
    """
    path = folder / EVIDENCE
    trying = folder / f"{EVIDENCE}.trying"
    aside = folder / f"evidence-before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    with trouble.told(path):
        seams.make_folder(folder)
        lock = seams.WriterLock(folder / LOCK)
        try:
            with lock.held():
                backup.sweep(folder, "evidence-before-*")  # each is named after its moment: none comes upon another's
                return _replace(path, file, trying, aside)
        finally:
            _remove(trying)
            lock.close()


def _replace(path: Path, file: Path, trying: Path, aside: Path) -> Path | None:
    with _tried(file, trying) as coming:
        migrate.migrate(coming, trying)
        try:
            current = _open(path)
        except UserError:
            _begin_lineage(coming, 0)
            return _move_in(coming, trying, path, aside)
        try:
            kept = None if checks.is_empty(current) else aside
            if kept:
                backup.copy(current, kept)
            _begin_lineage(coming, meta.mark(current))
            with current.backup("main", coming, "main") as task:
                task.step(-1)
            return kept
        finally:
            current.close()


def _open(path: Path) -> apsw.Connection:
    """Open the book that is there, or make one; raises UserError where that cannot be."""
    migrate.refuse_newer(path, newest=migrate.steps()[-1].number)
    connection = connect(path, durable=True)
    try:
        with trouble.told(path):
            migrate.migrate(connection, path)
            _refuse_damaged(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_damaged(connection: apsw.Connection) -> None:
    if connection.pragma("quick_check") != "ok":
        raise apsw.CorruptError("quick_check")


def _begin_lineage(connection: apsw.Connection, mark: int) -> None:
    """Tell all that was derived before that it no longer follows."""
    with transaction(connection):
        meta.write(connection, meta.LINEAGE, meta.chance())
        meta.rise_above(connection, mark)


def _move_in(coming: apsw.Connection, trying: Path, path: Path, aside: Path) -> Path:
    coming.close()  # folds its log into the file
    for ending in (*_LOGS, ""):
        old = path.with_name(path.name + ending)
        if old.exists():
            old.replace(aside.with_name(aside.name + ending))
    trying.replace(path)
    seams.sync_folder(path.parent)
    return aside


@contextmanager
def _tried(file: Path, trying: Path) -> Iterator[apsw.Connection]:
    """Copy a backup to a place for trial and open it there; raises UserError for what is no sound backup."""
    if not file.is_file():
        what = f"{file} is a folder." if file.is_dir() else f"There is no file {file}."
        raise UserError(what, do="Give the file that `kith backup` wrote.")
    log = file.with_name(file.name + "-wal")
    if not migrate.is_evidence(file) and not log.exists():  # a plain copy may have all that it says in its log
        raise _no_backup(file)
    migrate.refuse_newer(file, newest=migrate.steps()[-1].number, name=str(file))
    with trouble.told(trying, need_bytes=file.stat().st_size):
        _remove(trying)
        for ending in ("", "-wal"):  # a plain copy of a book's file may still have its log beside it
            if file.with_name(file.name + ending).exists():
                seams.make_file(trying.with_name(trying.name + ending))
                shutil.copyfile(file.with_name(file.name + ending), trying.with_name(trying.name + ending))
    try:
        connection = connect(trying, durable=True)
    except UserError as error:
        raise _no_backup(file) from error
    try:
        _check(connection, file)
        yield connection
    finally:
        connection.close()


def _check(connection: apsw.Connection, file: Path) -> None:
    try:
        is_sound = (
            migrate.version(connection) > 0
            and connection.pragma("integrity_check") == "ok"
            and connection.execute("PRAGMA foreign_key_check").get is None
            and _is_shaped(connection)
            and checks.is_numbered(connection)
            and checks.is_readable(connection)
        )
    except apsw.Error as error:
        raise _no_backup(file) from error
    if not is_sound:
        raise _no_backup(file)


def _is_shaped(connection: apsw.Connection) -> bool:
    """Compare with an empty book of the same version."""
    like = apsw.Connection(":memory:")
    try:
        at = migrate.version(connection)
        migrate.migrate(like, Path(), known=[step for step in migrate.steps() if step.number <= at])
        return checks.is_shaped(connection, like)
    finally:
        like.close()


def _no_backup(file: Path) -> UserError:
    return UserError(
        f"{file} is no backup of a book, or it is damaged.",
        do="Give another file that `kith backup` wrote.",
    )


def _remove(path: Path) -> None:
    for ending in ("", *_LOGS, "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
