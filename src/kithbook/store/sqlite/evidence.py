"""The evidence of a book in SQLite: each change one durable transaction, each question one state of the file."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import apsw

from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.model.fault import Fault, Skipped
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.model.run import AsOf, Run, Sighting
from kithbook.store.evidence import AgendaEntry, Kept, Place, Portion, Version
from kithbook.store.sqlite import forget, keeping, meta, readings, records, rulings, runs, sieve, trouble, versions
from kithbook.store.sqlite.connection import connect, snapshot, transaction, unasked
from kithbook.store.sqlite.seams import WriterLock

BYTES_A_CHANGE: Final = 300_000  # any small change, with the pages of the log that it may touch
BYTES_A_SIGHTING: Final = 2_000  # in file and log together, generously: for saying how much room is needed

_COUNTED: Final = {"records": "record", "keys": "key", "runs": "run", "decisions": "decision", "forgotten": "tombstone"}


class SqliteEvidence:
    """Evidence in one SQLite file. `connection` writes; walks that may last read from connections of their own."""

    def __init__(self, connection: apsw.Connection, path: Path, lock: WriterLock, *, vfs: str | None = None) -> None:
        self.connection = connection
        self.path = path
        self._lock = lock
        self._vfs = vfs
        self._names = keeping.FileNames()

    # -- runs and records ------------------------------------------------------------------------------

    def start_run(self, *, source: str, account: str, path: str, as_of: AsOf, fingerprint: str, at: datetime) -> str:
        opening = runs.Opening(source, account, path, as_of, fingerprint, at)
        with self._writing():
            found, is_new = runs.start(self.connection, opening, self.mark + 1)
            if is_new:
                meta.next_mark(self.connection)
            return found

    def checkpoint(self, run: str) -> Mapping[str, Any]:
        with self._reading():
            return runs.checkpoint(self.connection, run)

    def keep(
        self,
        run: str,
        seen: Sequence[Sighting],
        left: Sequence[Fault | Skipped],
        *,
        checkpoint: Mapping[str, Any],
        readers: Mapping[str, int] | None = None,
    ) -> Kept:
        with self._writing(need_bytes=BYTES_A_CHANGE + len(seen) * BYTES_A_SIGHTING):
            number = runs.number_of(self.connection, run)
            batch = keeping.keep(
                self.connection, number, seen, ran=readers or {}, mark=self.mark + 1, names=self._names
            )
            if batch.touched:
                meta.next_mark(self.connection)
            kept = batch.kept
            counted = Counter(new=kept.new, changed=kept.changed, unchanged=kept.unchanged, reread=kept.reread)
            counted["observed"] = kept.new + kept.changed + kept.unchanged
            counted.update(runs.leave_out(self.connection, number, left))
            runs.note(self.connection, number, counted, checkpoint)
            if readers is not None:
                runs.set_readers(self.connection, number, readers)
        self._names.settle(number, batch.files)
        return kept

    def bring_up(self) -> Iterator[int]:
        while True:
            with self._writing():
                count = sieve.bring_up(self.connection)
            if not count:
                return
            yield count

    def finish_run(self, run: str, *, as_of: AsOf, account: str, facts: Mapping[str, Any], at: datetime) -> Run:
        with self._writing():
            records.bring_up_index(self.connection)
            if runs.finish(self.connection, run, as_of=as_of, account=account, facts=facts, at=at, mark=self.mark + 1):
                meta.next_mark(self.connection)
            found = runs.one(self.connection, run)
        self.connection.execute("PRAGMA shrink_memory")  # the pages of what was kept: what comes now reads elsewhere
        return found

    def runs(self) -> list[Run]:
        with self._reading():
            return [run for _, run in runs.every(self.connection)]

    def run_facts(self, run: str) -> Mapping[str, Any]:
        with self._reading():
            return runs.facts(self.connection, run)

    def faults(self, run: str | None = None) -> list[tuple[str, Fault]]:
        with self._reading():
            return runs.faults(self.connection, run)

    def touched_since(self, mark: int) -> Iterator[tuple[str, str]]:
        with self._walking() as connection:
            yield from records.touched_since(connection, mark)

    def keys_of_run(self, run: str) -> Iterator[tuple[str, str]]:
        with self._walking() as connection:
            yield from records.keys_of_run(connection, run)

    def seen_by(self, runs: Sequence[str]) -> int:
        with self._reading():
            return records.seen_by(self.connection, runs)

    def versions(
        self, keys: Iterable[tuple[str, str]] | None = None, *, kinds: Sequence[str] = (), also_undone: bool = False
    ) -> Iterator[tuple[str, str, list[Version]]]:
        with self._walking() as connection:
            yield from versions.stream(connection, keys, kinds, also_undone=also_undone)

    def portions(self, *, kinds: Sequence[str] = ()) -> Iterator[Portion]:
        with self._walking() as connection:
            yield from versions.portions(connection, None, kinds)

    def holding(self, parts: Collection[str], *, texts: Collection[str] = ()) -> list[tuple[str, str]]:
        with self._walking() as connection:
            return records.keys_of(connection, sieve.holding(connection, parts, texts))

    def record_by_id(self, record_id: str) -> tuple[Record, list[Place], tuple[Reading, ...]] | None:
        with self._reading():
            return records.one(self.connection, record_id)

    def run_readers(self, run: str) -> Mapping[str, int]:
        with self._reading():
            return runs.readers(self.connection, run)

    def reader_versions(self) -> dict[tuple[str, int], int]:
        with self._reading():
            return readings.counts(self.connection)

    # -- decisions -------------------------------------------------------------------------------------

    def decide(self, verb: str, fields: Mapping[str, Any], *, at: datetime) -> Decision:
        with self._writing():
            seed = meta.read(self.connection, meta.SEED) or ""
            return rulings.decide(self.connection, verb, fields, at=at, seed=seed, mark=meta.next_mark(self.connection))

    def decisions(self, *, since: int = 0) -> list[Decision]:
        with self._reading():
            return rulings.decisions(self.connection, since)

    # -- agenda log ------------------------------------------------------------------------------------

    def log_agenda(self, entries: Sequence[AgendaEntry], *, day: date, mark: int) -> None:
        with self._writing():
            rulings.log_agenda(self.connection, entries, day=day, mark=mark)

    def agenda(self, since: date) -> list[AgendaEntry]:
        with self._reading():
            return rulings.agenda(self.connection, since)

    def agenda_mark(self, day: date) -> int | None:
        with self._reading():
            return rulings.agenda_mark(self.connection, day)

    # -- the rest --------------------------------------------------------------------------------------

    @property
    def mark(self) -> int:
        with trouble.told(self.path):
            return meta.mark(self.connection)

    @property
    def lineage(self) -> str:
        return self.meta(meta.LINEAGE) or ""

    def meta(self, name: str) -> str | None:
        with trouble.told(self.path):
            return meta.read(self.connection, name)

    def set_meta(self, name: str, value: str) -> None:
        with self._writing():
            meta.write(self.connection, name, value)

    def counts(self, *names: str) -> dict[str, int]:
        with self._reading(), snapshot(self.connection):
            return {
                name: int(self.connection.execute(f"SELECT count(*) FROM {_COUNTED[name]}").get)
                for name in names or _COUNTED
            }

    def tombstone(self, kind: str, value: str) -> bytes:
        return ids.digest(self.meta(meta.SEED) or "", kind, value)

    def tombstones(self) -> frozenset[bytes]:
        with trouble.told(self.path):
            return frozenset(row[0] for row in self.connection.execute("SELECT hash FROM tombstone"))

    def forget(
        self,
        keys: Sequence[tuple[str, str]],
        replaced: Sequence[tuple[str, str, Record]],
        tombstones: Sequence[bytes],
        *,
        cards: Collection[str] = (),
        readings: Mapping[str, Sequence[Reading]] | None = None,
        rulings: Mapping[str, Mapping[str, Any]] | None = None,
        is_telling: Callable[[str], bool] = lambda _: False,
    ) -> None:
        wish = forget.Wish(keys, replaced, tombstones, frozenset(cards), readings or {}, rulings or {}, is_telling)
        with unasked(self.connection), self._writing():
            mark = meta.next_mark(self.connection)
            forget.erase(self.connection, wish, mark)
            meta.write(self.connection, meta.LINEAGE, meta.chance())
            meta.write(self.connection, meta.ERASING, "yes")
            self._names.forget()
        with self._lock.held(), trouble.told(self.path):
            forget.leave_no_byte(self.connection, self.path)

    # -- how it is asked -------------------------------------------------------------------------------

    @contextmanager
    def _writing(self, *, need_bytes: int = BYTES_A_CHANGE) -> Iterator[None]:
        with trouble.told(self.path, need_bytes=need_bytes), self._lock.held(), transaction(self.connection):
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with trouble.told(self.path):
            yield

    @contextmanager
    def _walking(self) -> Iterator[apsw.Connection]:
        with trouble.told(self.path):
            connection = connect(self.path, durable=True, read_only=True, vfs=self._vfs)
            try:
                with snapshot(connection):
                    yield connection
            finally:
                connection.close()
