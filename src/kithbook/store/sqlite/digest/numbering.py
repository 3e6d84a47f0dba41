"""The numbers of cards in a digest: looked up, or given when a card is first heard of."""

from collections.abc import Iterable
from typing import Final

import apsw

from kithbook.model import ids
from kithbook.store.sqlite.digest import codes

BY_ID: Final = "="  # in front of a card's id where its key is not known
CARD_CACHE: Final = 200_000  # numbers of cards kept in memory: some 25 MB at most

Handle = tuple[str, str]


class Numbers:
    """Gives cards their numbers.

    Of a digest that is made anew this knows every card it holds, as long as memory allows: whatever it does not know
    is new, and the rows of new cards wait in memory until `flush`.
    """

    def __init__(self, connection: apsw.Connection, *, is_new: bool = False) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}
        self._knows_all = is_new
        self._last = 0
        self._by_id: set[bytes] = set()  # of cards that were named by id before their key was known
        self._waiting: list[tuple[int, bytes, str, str | None, str | None]] = []

    def forget(self) -> None:
        """Forget what was kept in memory: after a transaction that may have been undone it need not be true."""
        self.flush()
        self._known.clear()
        self._knows_all = False

    def of(self, key: str, handle: Handle | None = None) -> int:
        """Give the number of the card with this key (or, after ``=``, this id), making an empty one if need be."""
        found = self._known.get(key)
        if found is not None:
            return found
        if len(self._known) > CARD_CACHE:
            self._known.clear()
            self._knows_all = False
        raw = ids.unspell(key[1:])[1] if key.startswith(BY_ID) else ids.digest(key)
        if self._knows_all and not key.startswith(BY_ID) and raw not in self._by_id:
            found = self._new(raw, key, handle)
        else:
            found = self._kept(raw, key, handle)
            if self._knows_all:
                self._by_id.add(raw)
        self._known[key] = found
        return found

    def flush(self) -> None:
        """Write the rows that wait."""
        if self._waiting:
            self._connection.executemany(
                "INSERT INTO card (number, raw, key, handle_kind, handle_value) VALUES (?, ?, ?, ?, ?)", self._waiting
            )
            self._waiting.clear()

    def among(self, keys: Iterable[str]) -> dict[str, int]:
        """Give the numbers of those of these cards that exist."""
        if self._knows_all and not self._by_id:
            return {key: self._known[key] for key in keys if key in self._known}
        self.flush()
        query = "SELECT number FROM card WHERE raw = ?"
        rows = ((key, self._connection.execute(query, (ids.digest(key),)).fetchone()) for key in keys)
        return {key: int(row[0]) for key, row in rows if row}

    def _new(self, raw: bytes, key: str, handle: Handle | None) -> int:
        self._last += 1
        self._waiting.append((self._last, raw, codes.clean(key), *_spelt(handle)))
        return self._last

    def _kept(self, raw: bytes, key: str, handle: Handle | None) -> int:
        self.flush()
        query = "SELECT number, handle_kind FROM card WHERE raw = ?"
        found = self._connection.execute(query, (raw,)).fetchone()
        kind, value = _spelt(handle)
        if found is None:
            self._connection.execute(
                "INSERT INTO card (raw, key, handle_kind, handle_value) VALUES (?, ?, ?, ?)",
                (raw, codes.clean(key), kind, value),
            )
            self._last = self._connection.last_insert_rowid()
            return self._last
        if handle and found[1] is None:
            self._connection.execute(
                "UPDATE card SET handle_kind = ?, handle_value = ? WHERE number = ?", (kind, value, found[0])
            )
        return int(found[0])


def _spelt(handle: Handle | None) -> tuple[str | None, str | None]:
    return (codes.clean(handle[0]), codes.clean(handle[1])) if handle else (None, None)
