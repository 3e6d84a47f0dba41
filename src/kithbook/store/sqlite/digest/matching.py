"""Writing what cards share into the digest: blocks, counted values, and the matches that were found."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

import apsw

from kithbook.store.sqlite.connection import CHUNK
from kithbook.store.sqlite.digest import codes

MatchRow = tuple[int, int, float, str, bool, tuple[str, ...]]
CardKeys = tuple[int, Iterable[str], Iterable[tuple[str, str]]]

SORTED: Final = 10_000  # cards whose keys are sorted before they are laid: many rows then go to one page


class Matching:
    """Lays blocks, counts and matches. All methods stand inside a transaction that the caller holds."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    # -- blocks and counts -----------------------------------------------------------------------------
    def put_keys(self, cards: Iterable[CardKeys]) -> dict[int, frozenset[int]]:
        """Lay the blocking keys and the counted values of cards; give the hashes of the blocks, by card."""
        found: dict[int, frozenset[int]] = {}
        left = iter(cards)
        while some := list(islice(left, SORTED)):
            hashed = _hashed_once()
            blocks = {number: frozenset(map(hashed, names)) for number, names, _ in some}
            self._connection.executemany(
                "INSERT OR IGNORE INTO block VALUES (?, ?)",
                sorted((block, number) for number, hashes in blocks.items() for block in hashes),
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO counted VALUES (?, ?, ?)",
                sorted((hashed(key), hashed(value), number) for number, _, counted in some for key, value in counted),
            )
            found |= blocks
        return found

    def drop_keys(self, cards: Iterable[CardKeys]) -> None:
        """Take out the keys that `put_keys` laid."""
        for number, blocks, counted in cards:
            self._connection.executemany(
                "DELETE FROM block WHERE hash = ? AND card = ?", [(codes.hashed(block), number) for block in blocks]
            )
            self._connection.executemany(
                "DELETE FROM counted WHERE key = ? AND value = ? AND card = ?",
                [(codes.hashed(key), codes.hashed(value), number) for key, value in counted],
            )

    def hashed(self, text: str) -> int:
        """Hash a block or a counted key as `blocks` and `counts` give it."""
        return codes.hashed(text)

    def block(self, block: str) -> list[int]:
        """List the cards of a block."""
        rows = self._connection.execute("SELECT card FROM block WHERE hash = ?", (codes.hashed(block),))
        return [row[0] for row in rows]

    def blocks(self, least: int = 2) -> Iterator[tuple[int, list[int]]]:
        """Give all blocks of so many cards or more, with their hash."""
        query = "SELECT hash, card FROM block WHERE hash IN (SELECT hash FROM block GROUP BY hash HAVING count(*) >= ?) ORDER BY hash, card"
        for hash_, rows in groupby(self._connection.execute(query, (least,)), key=itemgetter(0)):
            yield hash_, [card for _, card in rows]

    def count(self, key: str) -> int:
        """Count the distinct values under a key."""
        query = "SELECT count(DISTINCT value) FROM counted WHERE key = ?"
        ((count,),) = self._connection.execute(query, (codes.hashed(key),))
        return int(count)

    def counts(self) -> dict[int, int]:
        """Count the distinct values under every key that has several; by the key's hash."""
        query = "SELECT key, count(DISTINCT value) AS n FROM counted GROUP BY key HAVING n > 1"
        return dict(self._connection.execute(query))

    def counted_by(self, key: str) -> list[int]:
        """List the cards that count under a key."""
        query = "SELECT DISTINCT card FROM counted WHERE key = ?"
        return [row[0] for row in self._connection.execute(query, (codes.hashed(key),))]

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
        """Give the matches between cards of two different people, both known."""
        query = (
            "SELECT m.* FROM match m JOIN card c ON c.number = m.a JOIN card d ON d.number = m.b JOIN person p ON p.number = c.person "
            "JOIN person q ON q.number = d.person WHERE c.person <> d.person AND p.is_known AND q.is_known ORDER BY m.a, m.b"
        )
        yield from (_match(row) for row in self._connection.execute(query))


def _hashed_once() -> Callable[[str], int]:
    """Hash texts, each once: names and organisations stand on many cards."""
    known: dict[str, int] = {}

    def hashed(text: str) -> int:
        found = known.get(text)
        if found is None:
            found = known[text] = codes.hashed(text)
        return found

    return hashed


def _match(row: tuple[Any, ...]) -> MatchRow:
    a, b, weight, verdict, beyond, reasons = row
    return a, b, weight, verdict, bool(beyond), tuple(json.loads(reasons))
