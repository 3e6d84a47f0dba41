"""A whole, consistent copy of the evidence in one file, made while others write, and the imprint that tells copies."""

import hashlib
import os
from pathlib import Path
from typing import Final

import apsw

from kithbook.store.evidence import Imprint
from kithbook.store.sqlite import seams, trouble
from kithbook.store.sqlite.connection import snapshot

_PART: Final = ".part"  # behind the name of a copy that is not yet whole


def imprint(connection: apsw.Connection) -> Imprint:
    """Take the imprint of a book's evidence as it stands."""
    hasher, counts = hashlib.blake2b(digest_size=16), dict[str, int]()
    for table in tables(connection):
        counts[table] = 0
        for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY {_key(connection, table)}'):
            counts[table] += 1
            hasher.update(repr(row).encode("utf-8", "surrogatepass"))
    return Imprint(counts, hasher.hexdigest())


def tables(connection: apsw.Connection) -> list[str]:
    """List the tables, by name."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in found)


def _key(connection: apsw.Connection, table: str) -> str:
    columns = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
    return ",".join(f'"{name}"' for (name,) in columns) or "rowid"


def copy(source: apsw.Connection, to: Path) -> Imprint:
    """Copy what `source` holds at this moment into one file, durably, replacing it only once whole."""
    making = to.with_name(to.name + _PART)
    with trouble.told(to, need_bytes=_bytes(source)):
        making.unlink(missing_ok=True)
        seams.make_file(making)
        try:
            taken = _fill(source, making)
            making.replace(to)
        except BaseException:
            making.unlink(missing_ok=True)
            raise
        seams.sync_folder(to.parent)
    return taken


def sweep(folder: Path, names: str) -> None:
    """Remove what a kill left of copies that were to have such names; the caller sees to it that nobody makes one."""
    for left in folder.glob(f"{names}{_PART}*"):  # its journal too
        left.unlink(missing_ok=True)


def _bytes(source: apsw.Connection) -> int:
    return int(source.pragma("page_count")) * int(source.pragma("page_size"))


def _fill(source: apsw.Connection, making: Path) -> Imprint:
    copied = apsw.Connection(str(making))
    try:
        with snapshot(source):
            source.execute("SELECT count(*) FROM sqlite_schema")  # fixes the state of which both speak
            taken = imprint(source)
            with copied.backup("main", source, "main") as task:
                task.step(-1)
        copied.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    finally:
        copied.close()
    number = os.open(making, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
    return taken
