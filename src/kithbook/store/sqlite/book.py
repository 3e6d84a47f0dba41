"""A book in SQLite: a folder with its evidence, its digest and the one writer's lock."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from kithbook.model import times
from kithbook.store.evidence import Evidence, Imprint
from kithbook.store.sqlite import backup, checks, forget, meta, migrate, scratch, seams, trouble
from kithbook.store.sqlite.connection import connect, transaction
from kithbook.store.sqlite.digest.file import SqliteDigest
from kithbook.store.sqlite.evidence import SqliteEvidence

EVIDENCE: Final = "evidence.db"
DIGEST: Final = "digest.db"
LOCK: Final = "writer.lock"
DIGEST_LOCK: Final = "digest.lock"  # its own: whoever notes something need not wait for a rebuild

BYTES_OF_AN_EMPTY_BOOK: Final = 500_000  # with its log


class SqliteBook:
    """A book opened for its owner."""

    def __init__(self, folder: Path, *, now: datetime, vfs: str | None = None) -> None:
        self.folder = folder
        path = folder / EVIDENCE
        migrate.refuse_newer(path, newest=migrate.steps()[-1].number)
        with trouble.told(path, need_bytes=BYTES_OF_AN_EMPTY_BOOK):
            seams.make_folder(folder)
            self._lock = seams.WriterLock(folder / LOCK)
            self._digest_lock = seams.WriterLock(folder / DIGEST_LOCK)
            self._connection = connect(path, durable=True, vfs=vfs)
            try:
                self._bring_up(path, now)
                forget.make_good(self._connection, path, self._lock)
            except BaseException:
                self._connection.close()
                self._lock.close()
                self._digest_lock.close()
                raise
        self.evidence: Evidence = SqliteEvidence(self._connection, path, self._lock, vfs=vfs)

    def _bring_up(self, path: Path, now: datetime) -> None:
        if migrate.version(self._connection) < migrate.steps()[-1].number:
            with self._lock.held():
                migrate.migrate(self._connection, path)
        if meta.read(self._connection, meta.LINEAGE) is None:
            with self._lock.held(), transaction(self._connection):
                self._name_it(now)

    def _name_it(self, now: datetime) -> None:
        """Give a new book its chance, unless another process just did."""
        if meta.read(self._connection, meta.LINEAGE) is None:
            meta.write(self._connection, meta.SEED, meta.chance())
            meta.write(self._connection, meta.LINEAGE, meta.chance())
            meta.write(self._connection, meta.MADE_AT, times.written(now))

    @cached_property
    def digest(self) -> SqliteDigest:
        """The digest beside it, opened when first asked."""
        return SqliteDigest(self.folder / DIGEST)

    def writing(self) -> AbstractContextManager[None]:
        """Hold the one writer's place among processes; raises Busy after the wait."""
        return self._held(self._lock, LOCK)

    def digesting(self, *, wait_seconds: float | None = None) -> AbstractContextManager[None]:
        """Hold the place of the one process that changes the digest; raises Busy after the wait."""
        return self._held(self._digest_lock, DIGEST_LOCK, wait_seconds)

    @contextmanager
    def _held(self, lock: seams.WriterLock, name: str, wait_seconds: float | None = None) -> Iterator[None]:
        with ExitStack() as until:
            with trouble.told(self.folder / name):
                until.enter_context(lock.held(wait_seconds))
            yield

    def backup(self, to: Path) -> Imprint:
        """Copy the evidence into one file, whole and durable, while others may write."""
        return backup.copy(self._connection, to)

    def ailments(self, *, deep: bool = False) -> list[str]:
        """Say what is wrong with the book's files and rows."""
        with trouble.told(self.folder / EVIDENCE):
            return [*checks.of_files(self.folder), *checks.of_rows(self._connection, deep=deep)]

    def copy(self, folder: Path) -> None:
        """Copy the whole book, evidence and digest, into an empty folder."""
        self.backup(folder / EVIDENCE)
        self.digest.copy(folder / DIGEST)

    def scratch(self) -> AbstractContextManager[Path]:
        """Give a folder inside the book's for what is tried out; what a kill left of earlier ones goes."""
        return scratch.folder(self.folder, writing=self.writing())

    def close(self) -> None:
        """Close what is open; the log is folded into the file when nobody else has it open."""
        with trouble.told(self.folder / EVIDENCE):
            if "digest" in self.__dict__:
                self.digest.close()
            self._connection.close()
            self._lock.close()
            self._digest_lock.close()
