"""What may be wrong with a book: its files, its rows, and what must hold between them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import apsw

from kithbook.model import ids
from kithbook.model.decision import UNDO, is_sound, undone_runs
from kithbook.model.record import is_too_deep
from kithbook.store.sqlite import codec, readings, rulings, runs, seams, sieve
from kithbook.store.sqlite.connection import snapshot

MOST_NUMBER: Final = 1 << 48  # a book counts its records in millions; beyond this some number would overflow
OURS: Final = ("*.db", "*.db-wal", "*.db-shm", "*.lock")

# What must never be found: a question that has answers, and what an answer means.
_ORPHANS: Final = (
    (
        "SELECT count(*) FROM key WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.key = key.number)",
        "keys without a record",
    ),
    (
        "SELECT count(*) FROM record WHERE NOT EXISTS (SELECT 1 FROM sighting WHERE sighting.record = record.number)",
        "records that no import saw",
    ),
    (
        "SELECT count(*) FROM record_id WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.number = record_id.number)",
        "ids of records that are not there",
    ),
    (
        "SELECT count(*) FROM run WHERE finished_at < started_at",
        "imports that ended before they began",
    ),
    (
        "SELECT count(*) FROM run WHERE mark > (SELECT value FROM counter WHERE name = 'mark')",
        "imports that are newer than the book",
    ),
    (
        "SELECT count(*) FROM agenda_day WHERE mark > (SELECT value FROM counter WHERE name = 'mark')",
        "agendas that are newer than the book",
    ),
)


def of_files(folder: Path) -> list[str]:
    """Look at who may read the book, and at the engine."""
    found = [
        f"{path.name} can be read by other users of this machine."
        for pattern in OURS
        for path in sorted(folder.glob(pattern))
        if seams.is_open_to_others(path)
    ]
    if seams.is_open_to_others(folder):
        found.append(f"The folder {folder} can be entered by other users of this machine.")
    if not seams.is_sound(apsw.SQLITE_VERSION_NUMBER):
        found.append(f"SQLite {apsw.sqlite_lib_version()} has a known fault; the book uses its slower, safe journal.")
    return found


def of_rows(connection: apsw.Connection, *, deep: bool) -> list[str]:
    """Check the evidence in one state of it; `deep` reads every page and unpacks every record."""
    with snapshot(connection):
        checks = [_pages(connection, deep=deep), _orphans(connection), _undone(connection), _sightings(connection)]
        if deep:
            checks += [_foreign(connection), _records(connection), _sieve(connection)]
        return [ailment for check in checks for ailment in check]


def _pages(connection: apsw.Connection, *, deep: bool) -> Iterator[str]:
    for (told,) in connection.execute(f"PRAGMA {'integrity_check' if deep else 'quick_check'}"):
        if told != "ok":
            yield f"evidence.db is damaged: {told}."


def _foreign(connection: apsw.Connection) -> Iterator[str]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"A row of {table} refers to a row of {parent} that is not there."


def _orphans(connection: apsw.Connection) -> Iterator[str]:
    for question, meaning in _ORPHANS:
        count = connection.execute(question).get
        if count:
            yield f"There are {count} {meaning}."


def _undone(connection: apsw.Connection) -> Iterator[str]:
    stored = {run for (run,) in connection.execute("SELECT id FROM run WHERE undone = 1")}
    undos = [ruling for ruling in rulings.decisions(connection, 0) if ruling.verb == UNDO]
    if stored != undone_runs(undos):
        yield "Which imports are undone does not agree with what was ruled."


def _sightings(connection: apsw.Connection) -> Iterator[str]:
    """Hold what each import kept against what it counted; forgetting takes away, so after it this says nothing."""
    if connection.execute("SELECT 1 FROM tombstone LIMIT 1").get:
        return
    seen = dict(connection.execute("SELECT run, count(*) FROM sighting GROUP BY run"))
    for number, run in runs.every(connection):
        kept = run.counts.get("new", 0) + run.counts.get("changed", 0)
        if seen.get(number, 0) < kept:
            yield f"The import {run.id} kept {kept} records, but {seen.get(number, 0)} are there."


def _records(connection: apsw.Connection) -> Iterator[str]:
    """Compare each record with its id, and the readings with their counts."""
    said: readings.Counts = Counter()
    for raw_id, kind, key, packed in connection.execute(
        "SELECT record.id, key.kind, key.text, record.content FROM record JOIN key ON key.number = record.key"
    ):
        try:
            content, line = readings.unpack(packed)
            found = readings.read(line)
        except (ValueError, TypeError):
            yield f"The content of {ids.spell(ids.RECORD, raw_id)} is damaged."
            continue
        said.update(readings.counted(found))
        if ids.digest(kind, codec.to_text(key), content) != raw_id:
            yield f"The content of {ids.spell(ids.RECORD, raw_id)} is not what was kept."
    if dict(said) != readings.counts(connection):
        yield "The counts of readings do not agree with the readings."


def _sieve(connection: apsw.Connection) -> Iterator[str]:
    """Hold the sieve against the records: a name that stands in none of its lines would not be forgotten."""
    try:
        count = sum(1 for _ in sieve.faults(connection))
    except (ValueError, TypeError):
        yield "What is looked through for names is damaged."
        return
    if count:
        yield f"There are {count} records of which something could not be found."


def is_shaped(connection: apsw.Connection, like: apsw.Connection) -> bool:
    """Say whether a file has the tables and columns of another and nothing else, and in each column what belongs there.

    SQLite holds any value in any column, and a file may carry triggers and views: a sound one can still be no book.
    """
    if _shape(connection) != _shape(like):
        return False
    held = (
        (f'SELECT 1 FROM "{table}" WHERE typeof("{column}") NOT IN (?, ?) LIMIT 1', (str(sort).lower(), "null"))
        for kind, table, columns in _shape(like)
        if kind == "table"
        for _, column, sort, *_ in columns
    )
    return not any(connection.execute(question, values).get for question, values in held)


def _shape(connection: apsw.Connection) -> list[tuple[str, str, tuple[tuple[object, ...], ...]]]:
    found = connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'")
    columns = "SELECT * FROM pragma_table_xinfo(?)"
    return sorted((kind, name, tuple(connection.execute(columns, (name,)))) for kind, name in list(found))


def is_readable(connection: apsw.Connection) -> bool:
    """Say whether all runs, rulings and contents can be unpacked and say what they must."""
    try:
        runs.every(connection)
        rulings.agenda(connection, date.min)
        ruled = rulings.decisions(connection, 0)
        are_sound = all(is_sound(ruling.verb, ruling.fields) and not is_too_deep(ruling.fields) for ruling in ruled)
        are_lined = sieve.is_readable(connection)
        contents = (readings.parse(packed)[0] for (packed,) in connection.execute("SELECT content FROM record"))
        return (
            are_sound
            and are_lined
            and all(isinstance(content, dict) and not is_too_deep(content) for content in contents)
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return False


def is_numbered(connection: apsw.Connection) -> bool:
    """Say whether all numbers and marks leave room to count on from them, and both counters are there."""
    counted = {name for (name,) in connection.execute("SELECT name FROM counter WHERE value IS NOT NULL")}
    beyond = (
        f'SELECT 1 FROM "{table}" WHERE "{column}" NOT BETWEEN 0 AND {MOST_NUMBER} LIMIT 1'
        for kind, table, columns in _shape(connection)
        if kind == "table"
        for _, column, *_ in columns
        if column in {"number", "mark"} or (table, column) == ("counter", "value")
    )
    return counted >= {"mark", "indexed"} and not any(connection.execute(question).get for question in beyond)


def is_empty(connection: apsw.Connection) -> bool:
    """Say whether nothing was ever imported, ruled or forgotten in this book."""
    return not any(
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1").get for table in ("run", "decision", "tombstone")
    )
