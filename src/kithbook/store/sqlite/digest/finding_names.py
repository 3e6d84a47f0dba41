"""Finding a finding by its id: a list of ids made when first asked for, so that laying millions need not write it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

import apsw

from kithbook.model import ids
from kithbook.store.sqlite.connection import transaction

LATEST: Final = 10_000  # interactions that are looked through before a list is made: a tenth of a second

_MADE: Final = (
    "CREATE TABLE IF NOT EXISTS finding_name (raw BLOB NOT NULL PRIMARY KEY, interaction INTEGER NOT NULL, nth INTEGER NOT NULL) "
    "WITHOUT ROWID"
)
_FINDINGS: Final = (
    "SELECT f.interaction, f.nth, i.raw, r.text, f.quote FROM finding f JOIN interaction i ON i.number = f.interaction "
    "JOIN text r ON r.number = f.reader WHERE {where} ORDER BY f.interaction"
)
# A file that cannot be written to just now is read through, which takes a second of half a million messages.
_UNWRITABLE: Final = (apsw.BusyError, apsw.ReadOnlyError, apsw.FullError, apsw.IOError, apsw.LockedError)


def raw_id(interaction: bytes, reader: str, quote: str) -> bytes:
    """Hash where a finding stood, who found it, and the words."""
    return ids.digest(ids.spell(ids.INTERACTION, interaction), reader, quote)


def all_ids(connection: apsw.Connection) -> Iterator[str]:
    """Give the ids of all findings."""
    for raw, _, _ in _named(connection, "1", {}):
        yield ids.spell(ids.READING, raw)


def interaction_of(connection: apsw.Connection, wanted: bytes, known: dict[bytes, int]) -> int | None:
    """Give the number of the interaction in which a finding of this id stands; None for none.

    known: where findings stood when these days were last looked through; what it says is tried, not believed.
    """
    if wanted not in known:
        known.clear()
        known.update((raw, number) for raw, number, _ in _latest(connection))  # mostly these days are asked about
    if wanted in known and (found := _among(_of(connection, known[wanted]), wanted)) is not None:
        return found
    with suppress(*_UNWRITABLE):
        with transaction(connection):
            connection.execute(_MADE)
            _catch_up(connection)
        found = _listed(connection, wanted)
        if found is not None:
            return found
    # Numbers of interactions that were laid anew may be those of earlier ones: what is not listed is looked for.
    return _among(_named(connection, "1", {}), wanted)


def _among(rows: Iterable[tuple[bytes, int, int]], wanted: bytes) -> int | None:
    return next((number for raw, number, _ in rows if raw == wanted), None)


def _latest(connection: apsw.Connection) -> Iterator[tuple[bytes, int, int]]:
    named = {"latest": LATEST}
    return _named(connection, "i.number IN (SELECT number FROM interaction ORDER BY at DESC LIMIT :latest)", named)


def _catch_up(connection: apsw.Connection) -> None:
    ((last,),) = connection.execute("SELECT ifnull(max(interaction), 0) FROM finding_name")
    rows = list(_named(connection, "f.interaction > :last", {"last": last}))
    connection.executemany("INSERT OR REPLACE INTO finding_name VALUES (?, ?, ?)", rows)


def _listed(connection: apsw.Connection, wanted: bytes) -> int | None:
    """Look into the list, and whether what it says still stands."""
    found = connection.execute("SELECT interaction FROM finding_name WHERE raw = ?", (wanted,)).fetchone()
    if found is None:
        return None
    return _among(_of(connection, found[0]), wanted)


def _of(connection: apsw.Connection, number: int) -> Iterator[tuple[bytes, int, int]]:
    return _named(connection, "f.interaction = :number", {"number": number})


def _named(connection: apsw.Connection, where: str, named: dict[str, int]) -> Iterator[tuple[bytes, int, int]]:
    for number, nth, raw, reader, quote in connection.execute(_FINDINGS.format(where=where), named):
        yield raw_id(raw, reader, quote), number, nth
