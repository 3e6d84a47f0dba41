"""How cards occur in interactions, summed up from the digest's own rows."""

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import apsw

from kithbook.model.digested import Mention, Naming
from kithbook.model.interaction import BROADCAST
from kithbook.store.sqlite.connection import CHUNK

# Codes: direction 1 out, 2 in, 3 both; role 0 from, 1 to, 2 cc; kind 0 message, 3 gesture.
_ALONE: Final = "(i.is_to_ego_alone AND p.role = 0 AND NOT i.is_bulk)"
_RECEIVED: Final = "(i.kind = 0 AND i.direction = 1 AND p.role IN (1, 2) AND NOT i.is_bulk)"
_MET: Final = f"(i.kind <> 3 AND i.direction = 3 AND i.recipients < {BROADCAST})"
_LISTED: Final = "(i.kind = 0 AND i.direction = 2 AND p.role IN (1, 2) AND i.is_bulk)"
_WROTE: Final = "(i.kind = 0 AND i.direction = 2 AND p.role = 0)"
_SUMS: Final = f"""
SELECT c.number, c.key, c.handle_kind, c.handle_value, s.channels, s.place, s.first, s.last, s.wrote, s.wrote_bulk, s.alone, s.received, s.met,
  s.listed, s.known_from
FROM (
  SELECT p.card AS card, min(i.place) AS place, min(i.day) AS first, max(i.day) AS last, sum({_WROTE}) AS wrote, sum({_WROTE} AND i.is_bulk) AS wrote_bulk,
    sum({_ALONE}) AS alone, sum({_RECEIVED}) AS received, sum({_MET}) AS met, sum({_LISTED}) AS listed,
    min(CASE WHEN {_ALONE} OR {_RECEIVED} OR {_MET} THEN i.day END) AS known_from,
    group_concat(DISTINCT i.channel) AS channels
  {{joined}} GROUP BY p.card
) s JOIN card c ON c.number = s.card ORDER BY c.number
"""
# Who writes under an address says whose it is, and so does ego, who writes there; anybody else may call it anything.
_NAMES: Final = """
SELECT n.card, t.text, n.times, n.by_them, n.by_ego FROM (
  SELECT p.card AS card, p.name AS name, count(*) AS times, sum(p.role = 0) AS by_them, sum(p.role <> 0 AND i.direction = 1) AS by_ego
  {joined} GROUP BY p.card, p.name
) n JOIN text t ON t.number = n.name ORDER BY n.card, n.by_them + n.by_ego DESC, n.times DESC, t.text
"""
_SIGNATURES: Final = """
SELECT s.card, t.text, s.first, s.last FROM (
  SELECT p.card AS card, i.signature AS signature, min(i.day) AS first, max(i.day) AS last {joined} GROUP BY p.card, i.signature
) s JOIN text t ON t.number = s.signature ORDER BY s.card, s.last, s.first, t.text
"""


def hints(connection: apsw.Connection) -> list[tuple[str, str, int]]:
    """Count what messages say of who ego is."""
    counted = "SELECT sort, value, count(*) AS n FROM hint GROUP BY sort, value"
    return list(connection.execute(f"SELECT sort, text, n FROM ({counted}) JOIN text ON number = value"))


def mentions(connection: apsw.Connection, cards: Collection[int] | None = None) -> Iterator[tuple[int, Mention]]:
    """Sum up how cards occur in interactions, by card; all cards for None."""
    if cards is None:
        yield from _mentions(connection, "")
        return
    wanted = sorted(cards)
    for start in range(0, len(wanted), CHUNK):
        some = ",".join(map(str, wanted[start : start + CHUNK]))
        yield from _mentions(connection, f"WHERE p.card IN ({some})")


def _mentions(connection: apsw.Connection, where: str) -> Iterator[tuple[int, Mention]]:
    joined = f"FROM participant p JOIN interaction i ON i.number = p.interaction {where}"
    sums = connection.execute(_SUMS.format(joined=joined))
    texts: dict[str, str] = {}  # few channels are used by many cards
    names = _Groups(connection.execute(_NAMES.format(joined=joined)))
    signed = joined + (" AND " if where else " WHERE ") + "i.signature IS NOT NULL AND p.role = 0"
    signatures = _Groups(connection.execute(_SIGNATURES.format(joined=signed)))
    for card, key, kind, value, channels, place, *numbers in sums:
        first, last, wrote, wrote_bulk, alone, received, met, listed, known_from = numbers
        yield (
            card,
            Mention(
                key=key,
                place=place,
                handle=(kind, value) if kind else None,
                names=tuple(Naming(*found) for found in names.of(card) if found[0]),
                first=first,
                last=last,
                wrote=wrote,
                wrote_bulk=wrote_bulk,
                wrote_alone=alone,
                received=received,
                met=met,
                listed=listed,
                known_from=known_from,
                channels=tuple(sorted(_text(connection, number, texts) for number in channels.split(","))),
                signatures=tuple((json.loads(text), since, until) for text, since, until in signatures.of(card)),
            ),
        )


def _text(connection: apsw.Connection, number: str, known: dict[str, str]) -> str:
    if number not in known:
        ((known[number],),) = connection.execute("SELECT text FROM text WHERE number = ?", (int(number),))
    return known[number]


class _Groups:
    """Rows sorted by card, taken a card at a time beside another sorted stream."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next = next(self._groups, None)

    def of(self, card: int) -> list[tuple[Any, ...]]:
        """Give the rows of a card, without the card; cards must be asked for in rising order."""
        while self._next is not None and self._next[0] < card:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != card:
            return []
        rows = [row[1:] for row in self._next[1]]
        self._next = next(self._groups, None)
        return rows
