"""Writing what cards share into the digest: blocks, counted values, and the matches that were found."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

import apsw

from kithbook.model import ids
from kithbook.store.sqlite.connection import CHUNK
from kithbook.store.sqlite.digest import codes

MatchRow = tuple[int, int, float, str, bool, tuple[str, ...]]
CardKeys = tuple[int, Iterable[str], Iterable[tuple[str, str]]]
# Somebody of whom nothing is known but a name and a birthday.
_BIRTHDAY: Final = (
    "{0}.birthday <> '' AND NOT {0}.is_ego AND NOT EXISTS "
    "(SELECT 1 FROM card e JOIN handle h ON h.card = e.number WHERE e.person = {0}.number)"
)


class Matching:
    """Lays blocks, counts and matches. All methods stand inside a transaction that the caller holds."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    # -- blocks and counts -----------------------------------------------------------------------------
    def put_blocks(self, rows: Iterable[tuple[int, int]]) -> None:
        """Lay which cards stand in which blocks: (hash of the block, card). Sorted rows lie closest."""
        self._connection.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", rows)

    def put_counted(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Lay counted values: (hash of what, hash of which one, card). Sorted rows lie closest."""
        self._connection.executemany("INSERT OR IGNORE INTO counted VALUES (?, ?, ?)", rows)

    def drop_keys(self, cards: Iterable[CardKeys]) -> None:
        """Take out the blocks and the counted values of cards."""
        for number, blocks, counted in cards:
            self._connection.executemany(
                "DELETE FROM block WHERE hash = ? AND card = ?", [(ids.hashed(block), number) for block in blocks]
            )
            self._connection.executemany(
                "DELETE FROM counted WHERE key = ? AND value = ? AND card = ?",
                [(ids.hashed(key), ids.hashed(value), number) for key, value in counted],
            )

    def block(self, block: str) -> list[int]:
        """List the cards of a block."""
        rows = self._connection.execute("SELECT card FROM block WHERE hash = ?", (ids.hashed(block),))
        return [row[0] for row in rows]

    def count(self, key: str) -> int:
        """Count the distinct values under a key."""
        query = "SELECT count(DISTINCT value) FROM counted WHERE key = ?"
        ((count,),) = self._connection.execute(query, (ids.hashed(key),))
        return int(count)

    def counted_by(self, key: str) -> list[int]:
        """List the cards that count under a key."""
        query = "SELECT DISTINCT card FROM counted WHERE key = ?"
        return [row[0] for row in self._connection.execute(query, (ids.hashed(key),))]

    # -- matches ---------------------------------------------------------------------------------------
    def drop_matches(self, cards: Iterable[int]) -> None:
        """Take out all matches of these cards."""
        for card in cards:
            self._connection.execute("DELETE FROM match WHERE a = ?", (card,))
            self._connection.execute("DELETE FROM match WHERE b = ?", (card,))

    def put_matches(self, matches: Iterable[MatchRow]) -> None:
        """Lay matches; the smaller number comes first."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO match VALUES (?, ?, ?, ?, ?, ?)",
            [
                (min(a, b), max(a, b), weight, verdict, beyond, codes.clean(json.dumps(reasons, ensure_ascii=False)))
                for a, b, weight, verdict, beyond, reasons in matches
            ],
        )

    def matches(self, cards: Collection[int] | None = None, *, verdict: str | None = None) -> Iterator[MatchRow]:
        """Give the matches of these cards, or all, in order of their numbers."""
        only = "" if verdict is None else "AND verdict = :verdict"
        named = {} if verdict is None else {"verdict": verdict}
        if cards is None:
            rows = self._connection.execute(f"SELECT * FROM match WHERE 1 {only} ORDER BY a, b", named)
            yield from (_match(row) for row in rows)
            return
        found = {}
        wanted = sorted(cards)
        for start in range(0, len(wanted), CHUNK):
            some = ",".join(map(str, wanted[start : start + CHUNK]))
            for side in ("a", "b"):
                for row in self._connection.execute(f"SELECT * FROM match WHERE {side} IN ({some}) {only}", named):
                    found[row[0], row[1]] = row
        yield from (_match(found[pair]) for pair in sorted(found))

    def crossing(self) -> Iterator[MatchRow]:
        """Give the matches between cards of two different people, both known.

        The entry of a calendar of birthdays makes nobody known, and yet is about somebody whom ego knows.
        """
        query = (
            "SELECT m.* FROM match m JOIN card c ON c.number = m.a JOIN card d ON d.number = m.b JOIN person p ON p.number = c.person "
            "JOIN person q ON q.number = d.person WHERE c.person <> d.person "
            f"AND (p.is_known AND (q.is_known OR {_BIRTHDAY.format('q')}) OR q.is_known AND {_BIRTHDAY.format('p')}) ORDER BY m.a, m.b"
        )
        yield from (_match(row) for row in self._connection.execute(query))


def _match(row: tuple[Any, ...]) -> MatchRow:
    a, b, weight, verdict, beyond, reasons = row
    return a, b, weight, verdict, bool(beyond), tuple(json.loads(reasons))
