"""Texts that stand often, kept once and named by number."""

from typing import Final

import apsw

from kithbook.store.sqlite.digest.codes import clean

CACHE_LIMIT: Final = 100_000  # some 15 MB; beyond it the cache starts afresh


class Texts:
    """Gives the number of a text, making it if need be."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Give a text's number."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > CACHE_LIMIT:
                self._known.clear()
            found = self._known[text] = self._kept(clean(text))
        return found

    def _kept(self, text: str) -> int:
        found = self._connection.execute("SELECT number FROM text WHERE text = ?", (text,)).fetchone()
        if found is None:
            self._connection.execute("INSERT INTO text (text) VALUES (?)", (text,))
            return self._connection.last_insert_rowid()
        return int(found[0])
