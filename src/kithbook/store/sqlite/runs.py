"""Runs in the evidence: opened, taken up again, closed, and undone by a ruling."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import apsw

from kithbook.model import ids, times
from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.run import AsOf, Run
from kithbook.store.sqlite import codec

_COLUMNS: Final = (
    "number, id, source, account, path, as_of, basis, started_at, finished_at, counts, counts_again, undone"
)
_NOTHING: Final = codec.pack_json({})


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known of a run when it begins."""

    source: str
    account: str
    path: str
    as_of: AsOf
    fingerprint: str
    at: datetime


def day_of(as_of: AsOf) -> int | None:
    """Turn the day of which a run speaks into the store's number."""
    return None if as_of.day is None else times.day_number(as_of.day)


def as_of(day: int | None, basis: str) -> AsOf:
    """Turn the store's number back."""
    return AsOf(None if day is None else times.from_day_number(day), basis)


def start(connection: apsw.Connection, opening: Opening, mark: int) -> tuple[str, bool]:
    """Open a run, or take up again the live one that read the same; say which by True or False."""
    found = connection.execute(
        "SELECT number, id, finished_at FROM run WHERE fingerprint = :print AND source = :source AND undone = 0 "
        "ORDER BY number DESC LIMIT 1",
        {"print": ids.digest(opening.fingerprint), "source": opening.source},
    ).get
    if found is None:
        return _open(connection, opening, mark), True
    number, run_id, finished_at = found
    if finished_at is not None:
        connection.execute(
            "UPDATE run SET counts_again = :nothing, checkpoint = :nothing WHERE number = :number",
            {"nothing": _NOTHING, "number": number},
        )
        # What could not be read the last time is told anew, if it still cannot, under the name that the file has now.
        connection.execute("DELETE FROM fault WHERE run = :number", {"number": number})
    return str(run_id), False


def _open(connection: apsw.Connection, opening: Opening, mark: int) -> str:
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM run").get
    times_before = connection.execute(
        "SELECT count(*) FROM run WHERE fingerprint = :print AND source = :source",
        {"print": ids.digest(opening.fingerprint), "source": opening.source},
    ).get
    run_id = ids.make(ids.RUN, opening.source, opening.fingerprint, str(times_before))
    connection.execute(
        "INSERT INTO run (number, id, source, account, path, fingerprint, as_of, basis, started_at, counts, "
        "checkpoint, facts, readers, mark) "
        "VALUES (:number, :id, :source, :account, :path, :print, :as_of, :basis, :at, :nothing, :nothing, "
        ":nothing, :nothing, :mark)",
        {
            "number": number,
            "id": run_id,
            "source": opening.source,
            "account": codec.to_bytes(opening.account),
            "path": codec.to_bytes(opening.path),
            "print": ids.digest(opening.fingerprint),
            "as_of": day_of(opening.as_of),
            "basis": opening.as_of.basis,
            "at": times.to_seconds(opening.at),
            "nothing": _NOTHING,
            "mark": mark,
        },
    )
    return run_id


def number_of(connection: apsw.Connection, run: str) -> int:
    """Find a run's number; raises UserError for an id that no run has."""
    found = connection.execute("SELECT number FROM run WHERE id = :id", {"id": run}).get
    if found is None:
        raise UserError(f"There is no import {run!r} in this book.", do="`kith history` lists them.")
    return int(found)


def checkpoint(connection: apsw.Connection, run: str) -> dict[str, Any]:
    """Tell how far the reading under way has come."""
    found = connection.execute("SELECT checkpoint FROM run WHERE id = :id", {"id": run}).get
    return {} if found is None else dict(codec.unpack_json(found))


def facts(connection: apsw.Connection, run: str) -> dict[str, Any]:
    """Tell what a run proved as a whole."""
    found = connection.execute("SELECT facts FROM run WHERE id = :id", {"id": run}).get
    return {} if found is None else dict(codec.unpack_json(found))


def readers(connection: apsw.Connection, run: str) -> dict[str, int]:
    """Tell which readers last went over a run's texts, in which versions."""
    found = connection.execute("SELECT readers FROM run WHERE id = :id", {"id": run}).get
    return {} if found is None else dict(codec.unpack_json(found))


def set_readers(connection: apsw.Connection, number: int, ran: Mapping[str, int]) -> None:
    """Keep which readers went over a run's texts."""
    connection.execute(
        "UPDATE run SET readers = :ran WHERE number = :number", {"ran": codec.pack_json(dict(ran)), "number": number}
    )


def note(connection: apsw.Connection, number: int, counted: Mapping[str, int], checkpoint: Mapping[str, Any]) -> None:
    """Add a batch's counts to the reading under way, and keep how far it has come."""
    finished_at, counts, again = connection.execute(
        "SELECT finished_at, counts, counts_again FROM run WHERE number = :number", {"number": number}
    ).get
    column = "counts" if finished_at is None else "counts_again"
    sums = Counter(codec.unpack_json(counts if finished_at is None else again or _NOTHING))
    sums.update(counted)
    connection.execute(
        f"UPDATE run SET {column} = :counts, checkpoint = :checkpoint WHERE number = :number",
        {"counts": codec.pack_json(dict(sums)), "checkpoint": codec.pack_json(dict(checkpoint)), "number": number},
    )


def leave_out(connection: apsw.Connection, number: int, left: Iterable[Fault | Skipped]) -> Counter[str]:
    """Keep the faults of a batch and count what was left out, by reason."""
    counted: Counter[str] = Counter()
    faults = []
    for item in left:
        if isinstance(item, Fault):
            faults.append((number, codec.to_bytes(item.file), item.position, codec.to_bytes(item.reason)))
            counted["faults"] += 1
        else:
            counted[f"skipped:{item.reason}"] += 1
    connection.executemany(
        "INSERT INTO fault (run, file, position, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", faults
    )
    counted["observed"] = sum(counted.values())
    return counted


def finish(
    connection: apsw.Connection,
    run: str,
    *,
    as_of: AsOf,
    account: str,
    facts: Mapping[str, Any],
    at: datetime,
    mark: int,
) -> bool:
    """Close a run, or a later reading of it; say whether it now means something else to its keys."""
    wanted = (day_of(as_of), as_of.basis, codec.to_bytes(account), codec.pack_json(dict(facts)))
    found = connection.execute(
        "SELECT as_of, basis, account, facts, finished_at, mark FROM run WHERE id = :id", {"id": run}
    ).get
    is_first, is_other = found[4] is None, found[:4] != wanted
    connection.execute(
        "UPDATE run SET as_of = :as_of, basis = :basis, account = :account, facts = :facts, checkpoint = :nothing, "
        "read_again_at = CASE WHEN finished_at IS NULL THEN NULL ELSE :at END, "
        "finished_at = coalesce(finished_at, :at), "
        "counts = coalesce(counts_again, counts), counts_again = NULL, mark = :mark WHERE id = :id",
        {
            "as_of": wanted[0],
            "basis": wanted[1],
            "account": wanted[2],
            "facts": wanted[3],
            "nothing": _NOTHING,
            "at": times.to_seconds(at),
            "mark": mark if is_first or is_other else found[5],
            "id": run,
        },
    )
    return bool(is_first or is_other)


def every(connection: apsw.Connection) -> list[tuple[int, Run]]:
    """List all runs with their numbers, oldest first."""
    return [_read(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM run ORDER BY number")]


def one(connection: apsw.Connection, run: str) -> Run:
    """Read one run."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM run WHERE id = :id", {"id": run}).get
    return _read(row)[1]


def _read(row: tuple[Any, ...]) -> tuple[int, Run]:
    number, run_id, source, account, path, day, basis, started_at, finished_at, counts, _, undone = row
    return number, Run(
        id=run_id,
        source=source,
        account=codec.to_text(account),
        path=codec.to_text(path),
        as_of=as_of(day, basis),
        started_at=times.from_seconds(started_at),
        finished_at=None if finished_at is None else times.from_seconds(finished_at),
        counts=codec.unpack_json(counts),
        is_undone=bool(undone),
    )


def set_undone(connection: apsw.Connection, undone: frozenset[str], mark: int) -> None:
    """Let the runs' standing follow the rulings."""
    now = connection.execute("SELECT id, undone FROM run").fetchall()
    other = [(int(run in undone), mark, run) for run, was in now if (run in undone) != bool(was)]
    connection.executemany("UPDATE run SET undone = ?, mark = ? WHERE id = ?", other)


def faults(connection: apsw.Connection, run: str | None) -> list[tuple[str, Fault]]:
    """List the faults of one run, or of all live ones, in the order of their places."""
    which = "run.undone = 0" if run is None else "run.id = :run"
    rows = connection.execute(
        f"SELECT run.id, fault.file, fault.position, fault.reason FROM fault JOIN run ON run.number = fault.run "
        f"WHERE {which} ORDER BY run.number, fault.file, fault.position, fault.reason",
        {"run": run} if run is not None else {},
    )
    return [
        (run_id, Fault(codec.to_text(file), position, codec.to_text(reason))) for run_id, file, position, reason in rows
    ]


def since_first(day: date | None) -> int:
    """Order days, an unknown one older than any known."""
    return -(2**62) if day is None else times.day_number(day)
