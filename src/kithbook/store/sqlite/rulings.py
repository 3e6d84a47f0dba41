"""Decisions and the agenda log in the evidence."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import apsw

from kithbook.model import ids, times
from kithbook.model.decision import UNDO, Decision, undone_runs
from kithbook.store.evidence import AgendaEntry
from kithbook.store.sqlite import codec, runs


def decide(
    connection: apsw.Connection, verb: str, fields: Mapping[str, Any], *, at: datetime, seed: str, mark: int
) -> Decision:
    """Add one ruling; what it undoes or restores follows in the same transaction."""
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM decision").get
    decision_id = ids.make(ids.DECISION, seed, str(number))
    packed, seconds = codec.pack_json(dict(fields)), times.to_seconds(at)
    connection.execute(
        "INSERT INTO decision (number, id, decided_at, verb, fields, mark) "
        "VALUES (:number, :id, :at, :verb, :fields, :mark)",
        {"number": number, "id": decision_id, "at": seconds, "verb": verb, "fields": packed, "mark": mark},
    )
    if verb == UNDO:
        settle(connection, mark)
    return Decision(decision_id, times.from_seconds(seconds), verb, codec.unpack_json(packed))


def settle(connection: apsw.Connection, mark: int) -> None:
    """Work out anew which runs are undone."""
    undos = _read(
        connection.execute("SELECT id, decided_at, verb, fields FROM decision WHERE verb = 'undo' ORDER BY number")
    )
    runs.set_undone(connection, frozenset(undone_runs(undos)), mark)


def decisions(connection: apsw.Connection, since: int) -> list[Decision]:
    """List the rulings made after a mark, in order."""
    return _read(
        connection.execute(
            "SELECT id, decided_at, verb, fields FROM decision WHERE mark > :since ORDER BY number", {"since": since}
        )
    )


def _read(rows: apsw.Cursor) -> list[Decision]:
    return [Decision(id_, times.from_seconds(at), verb, codec.unpack_json(fields)) for id_, at, verb, fields in rows]


def log_agenda(connection: apsw.Connection, entries: Sequence[AgendaEntry], *, day: date, mark: int) -> None:
    """Record a day's agenda in place of an earlier one of that day."""
    number = times.day_number(day)
    connection.execute("DELETE FROM agenda WHERE day = :day", {"day": number})
    connection.execute("DELETE FROM agenda_day WHERE day = :day", {"day": number})
    connection.execute("INSERT INTO agenda_day (day, mark) VALUES (:day, :mark)", {"day": number, "mark": mark})
    connection.executemany(
        "INSERT INTO agenda (day, nth, item, nudge, card, occasion, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, nth, e.item, e.nudge, e.card, codec.to_bytes(e.occasion), codec.pack_json(dict(e.content)))
            for nth, e in enumerate(entries)
        ],
    )


def agenda(connection: apsw.Connection, since: date) -> list[AgendaEntry]:
    """List what was shown on a day or later, in the order in which it was."""
    rows = connection.execute(
        "SELECT day, item, nudge, card, occasion, content FROM agenda WHERE day >= :day ORDER BY day, nth",
        {"day": times.day_number(since)},
    )
    return [
        AgendaEntry(times.from_day_number(day), item, nudge, card, codec.to_text(occasion), codec.unpack_json(content))
        for day, item, nudge, card, occasion, content in rows
    ]


def agenda_mark(connection: apsw.Connection, day: date) -> int | None:
    """Give the mark on which a day's agenda was made."""
    found = connection.execute("SELECT mark FROM agenda_day WHERE day = :day", {"day": times.day_number(day)}).get
    return None if found is None else int(found)
