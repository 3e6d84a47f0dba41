"""What a book knows of itself: its seed, its lineage, its mark, and small facts by name."""

import os
from typing import Final

import apsw

from kithbook.store.sqlite import codec

SEED: Final = "seed"  # this book's own secret chance: ids of decisions, hashes of those who were forgotten
LINEAGE: Final = "lineage"  # other after a restore or an erasure: what was derived before no longer follows
MADE_AT: Final = "made_at"
ERASING: Final = "erasing"  # set with an erasure, until no byte of what was erased is left in any file of the book

_CHANCE_BYTES: Final = 16


def chance() -> str:
    """Draw from the system's randomness; the only place in the store that does."""
    return os.urandom(_CHANCE_BYTES).hex()


def read(connection: apsw.Connection, name: str) -> str | None:
    """Read a fact; None if there is none."""
    found = connection.execute("SELECT value FROM meta WHERE name = :name", {"name": name}).get
    return None if found is None else codec.to_text(found)


def write(connection: apsw.Connection, name: str, value: str) -> None:
    """Write a fact in place of what stood under its name."""
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {"name": name, "value": codec.to_bytes(value)},
    )


def mark(connection: apsw.Connection) -> int:
    """Read the number that grows with every change."""
    return int(connection.execute("SELECT value FROM counter WHERE name = 'mark'").get)


def next_mark(connection: apsw.Connection) -> int:
    """Let the mark grow by one, inside the transaction of the change that it counts."""
    connection.execute("UPDATE counter SET value = value + 1 WHERE name = 'mark'")
    return mark(connection)


def rise_above(connection: apsw.Connection, other: int) -> None:
    """Let the mark grow beyond another book's, inside a transaction."""
    connection.execute(
        "UPDATE counter SET value = 1 + CASE WHEN value > :other THEN value ELSE :other END WHERE name = 'mark'",
        {"other": other},
    )
