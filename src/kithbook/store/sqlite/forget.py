"""Erasing: the exception to keeping. Records, readings, rulings and shown items about a person go, to the last byte."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import apsw

from kithbook.model.decision import FORGOTTEN
from kithbook.model.fault import Busy
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.store.sqlite import codec, meta, readings, records, scratch, seams, sieve

COPIES: Final = ("evidence-before-*", "evidence.db.*")  # of before migrations and restores, and what a kill left


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be erased, and what stands in its place."""

    keys: Sequence[tuple[str, str]]
    replaced: Sequence[tuple[str, str, Record]]
    tombstones: Sequence[bytes]
    cards: frozenset[str]  # ids of the cards of the one who is forgotten
    readings: Mapping[str, Sequence[Reading]]  # id of a replacing record → the readings that may stay
    rulings: Mapping[str, Mapping[str, Any]]  # id of a decision → the fields that may stay; none: it was about them
    is_telling: Callable[[str], bool]  # says of a file's name whether it tells of them


def erase(connection: apsw.Connection, wish: Wish, mark: int) -> None:
    """Erase inside the caller's transaction; the rows' bytes are overwritten (secure_delete)."""
    lines: dict[int, str] = {}  # of the records that go and of those that come
    for (kind, key), instead in _by_key(wish).items():
        lines |= _replace(connection, (kind, key), instead, wish, mark)
    for kind, key in wish.keys:
        lines |= _replace(connection, (kind, key), [], wish, mark)
    sieve.change(connection, lines)
    _blank_rulings(connection, wish, mark)
    _blank_agenda(connection, wish.cards)
    connection.executemany(
        "INSERT INTO tombstone (hash) VALUES (?) ON CONFLICT DO NOTHING", [(hashed,) for hashed in wish.tombstones]
    )
    _drop_unused_names(connection)
    _blank_telling_names(connection, wish.is_telling)


def _by_key(wish: Wish) -> dict[tuple[str, str], list[Record]]:
    grouped: dict[tuple[str, str], list[Record]] = {}
    for kind, key, record in wish.replaced:
        grouped.setdefault((kind, key), []).append(record)
    return grouped


def _replace(
    connection: apsw.Connection, place: tuple[str, str], instead: Sequence[Record], wish: Wish, mark: int
) -> dict[int, str]:
    """Erase all records of a key; others take over their sightings. Give what becomes of the sieve's lines.

    One that stays as it was has its own; as many as there were take them one by one; else each takes all.
    """
    hashed = records.key_hash(*place)
    keys, _ = records.by_hash(connection, [hashed])
    if not keys:
        return {}
    gone, sights = _take_out(connection, keys[hashed])
    lines = dict.fromkeys(gone, "")
    own = dict(sights)
    every = [sight for _, of_one in sights for sight in of_one]
    for nth, record in enumerate(instead):
        said = wish.readings.get(record.id, ())
        number, is_new = _put(connection, record, said, mark)
        if is_new:
            lines[number] = sieve.line(record.content, said)
        theirs = sights[nth][1] if len(instead) == len(sights) else own.get(record.raw_id, every)
        _hand_over(connection, number, theirs)
    return lines


def _take_out(connection: apsw.Connection, key: int) -> tuple[list[int], list[tuple[bytes, list[tuple[Any, ...]]]]]:
    """Erase a key and its records; give the numbers of these, and the raw id of each with where it was seen."""
    said: readings.Counts = Counter()
    gone, sights = [], []
    for number, raw_id, packed in list(
        connection.execute("SELECT number, id, content FROM record WHERE key = ? ORDER BY number", (key,))
    ):
        said.subtract(readings.counted(readings.read(readings.unpack(packed)[1])))
        seen = connection.execute("SELECT run, file, position FROM sighting WHERE record = ?", (number,))
        gone.append(number)
        sights.append((raw_id, list(seen)))
        connection.execute("DELETE FROM sighting WHERE record = ?", (number,))
        connection.execute("DELETE FROM record_id WHERE id = ?", (raw_id,))
        connection.execute("DELETE FROM record WHERE number = ?", (number,))
    connection.execute("DELETE FROM key WHERE number = ?", (key,))
    readings.count(connection, said)
    return gone, sights


def _put(connection: apsw.Connection, record: Record, said: Sequence[Reading], mark: int) -> tuple[int, bool]:
    """Keep a record that stands in another's place; one that is there already stays as it is. Say whether it is new."""
    known = records.number_of(connection, record.raw_id)
    if known is not None:
        return known, False
    hashed, number = records.key_hash(record.kind, record.key), records.next_number(connection)
    connection.execute(
        "INSERT INTO key (number, hash, kind, text, mark) "
        "SELECT coalesce(max(number), 0) + 1, :hash, :kind, :text, :mark FROM key WHERE true "
        "ON CONFLICT (hash) DO UPDATE SET mark = excluded.mark",
        {"hash": hashed, "kind": record.kind, "text": codec.to_bytes(record.key), "mark": mark},
    )
    connection.execute(
        "INSERT INTO record (number, id, key, content) "
        "VALUES (:number, :id, (SELECT number FROM key WHERE hash = :hash), :content)",
        {"number": number, "id": record.raw_id, "hash": hashed, "content": readings.pack(record.text, said)},
    )
    readings.count(connection, readings.counted(said))
    return number, True


def _hand_over(connection: apsw.Connection, record: int, sights: Sequence[tuple[Any, ...]]) -> None:
    connection.executemany(
        "INSERT INTO sighting (record, run, file, position) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(record, *sight) for sight in sights],
    )


def _blank_rulings(connection: apsw.Connection, wish: Wish, mark: int) -> None:
    """Leave of a ruling about the forgotten only that there was one; lists in other rulings lose the card."""
    for number, ruling, verb, packed in list(connection.execute("SELECT number, id, verb, fields FROM decision")):
        before = codec.unpack_json(packed)
        left = wish.rulings.get(ruling, before)
        is_about = not left or _names(left, wish.cards)
        after = {} if is_about else {name: _without(value, wish.cards) for name, value in left.items()}
        if after == before:
            continue
        connection.execute(
            "UPDATE decision SET verb = :verb, fields = :fields, mark = :mark WHERE number = :number",
            {
                "verb": FORGOTTEN if is_about else verb,
                "fields": codec.pack_json(after),
                "mark": mark,
                "number": number,
            },
        )


def _names(fields: Mapping[str, Any], cards: frozenset[str]) -> bool:
    """Say whether a ruling is about one of the cards: a field is it, or a list holds no other."""
    return any(
        value in cards if isinstance(value, str) else isinstance(value, list) and value and not _without(value, cards)
        for value in fields.values()
    )


def _without(value: Any, cards: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [item for item in value if not (isinstance(item, str) and item in cards)]
    return value


def _blank_agenda(connection: apsw.Connection, cards: frozenset[str]) -> None:
    """Take out the shown items that are about the forgotten, or speak of them."""
    for day, nth, card, packed in list(connection.execute("SELECT day, nth, card, content FROM agenda")):
        content = codec.unpack(packed)
        if card in cards or any(named in content for named in cards):
            connection.execute("DELETE FROM agenda WHERE day = :day AND nth = :nth", {"day": day, "nth": nth})


def _drop_unused_names(connection: apsw.Connection) -> None:
    """Drop the names of files and runs in which nothing is seen any more: they may hold that of the forgotten."""
    connection.execute("DELETE FROM file WHERE number NOT IN (SELECT file FROM sighting)")
    empty = (
        "SELECT number FROM run WHERE finished_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM sighting WHERE sighting.run = run.number)"
    )
    connection.execute(f"UPDATE run SET path = x'' WHERE number IN ({empty})")
    connection.execute(f"DELETE FROM fault WHERE run IN ({empty})")


def _blank_telling_names(connection: apsw.Connection, is_telling: Callable[[str], bool]) -> None:
    """Blank the names of files in which others are seen, too, but which are named after the forgotten."""
    for table, column in (("run", "path"), ("file", "name")):
        for number, name in list(connection.execute(f"SELECT number, {column} FROM {table}")):
            if is_telling(codec.to_text(name)):
                connection.execute(f"UPDATE {table} SET {column} = x'' WHERE number = :number", {"number": number})


def leave_no_byte(connection: apsw.Connection, path: Path) -> None:
    """Remove old backups in the book's folder and write file and log anew, so that nothing of the erased is left.

    Should a kill come in between, the mark of it stands, and whoever opens the book next does it: `make_good`.
    """
    for pattern in COPIES:
        for old in path.parent.glob(pattern):
            old.unlink()
    scratch.sweep(path.parent)
    _empty_log(connection)
    connection.execute("VACUUM")
    _empty_log(connection)
    meta.write(connection, meta.ERASING, "")


def make_good(connection: apsw.Connection, path: Path, lock: seams.WriterLock) -> None:
    """Finish an erasure that was begun; whoever is at it now, or reads old pages, leaves it to the next who comes."""
    if meta.read(connection, meta.ERASING) and seams.may_write(path):
        with suppress(Busy, apsw.BusyError, apsw.LockedError), lock.held(wait_seconds=0):
            leave_no_byte(connection, path)


def _empty_log(connection: apsw.Connection) -> None:
    is_blocked, _, _ = next(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
    if is_blocked:
        raise Busy(
            "They are forgotten, but another process is reading the book, and its old pages must wait for that.",
            safe="Everything else is as it was.",
            do="End the other process; the next command on this book does the rest.",
        )
