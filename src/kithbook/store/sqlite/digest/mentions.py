"""How cards occur in interactions, summed up from the digest's own rows."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias

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
# A row for each name under which a card occurs: what a card comes to is added up from these, and most have one.
# Who writes under an address says whose it is, and so does ego, who writes there; anybody else may call it anything.
_NAMED: Final = f"""
SELECT n.card, c.key, c.handle_kind, c.handle_value, t.text, n.times, n.by_them, n.by_ego, n.place, n.first, n.last, n.known_from, n.wrote, n.wrote_bulk,
  n.alone, n.received, n.met, n.listed, n.channels, n.signed
FROM (
  SELECT p.card AS card, p.name AS name, count(*) AS times, sum(p.role = 0) AS by_them, sum(p.role <> 0 AND i.direction = 1) AS by_ego,
    min(i.place) AS place, min(i.day) AS first, max(i.day) AS last, min(CASE WHEN {_ALONE} OR {_RECEIVED} OR {_MET} THEN i.day END) AS known_from,
    sum({_WROTE}) AS wrote, sum({_WROTE} AND i.is_bulk) AS wrote_bulk, sum({_ALONE}) AS alone, sum({_RECEIVED}) AS received,
    sum({_MET}) AS met, sum({_LISTED}) AS listed, group_concat(DISTINCT i.channel) AS channels, sum(p.role = 0 AND i.signature IS NOT NULL) AS signed
  FROM participant p JOIN interaction i ON i.number = p.interaction WHERE p.card IN ({{cards}}) GROUP BY p.card, p.name
) n JOIN card c ON c.number = n.card JOIN text t ON t.number = n.name ORDER BY n.card, n.by_them + n.by_ego DESC, n.times DESC, t.text
"""
_SIGNATURES: Final = """
SELECT s.card, t.text, s.first, s.last FROM (
  SELECT p.card AS card, i.signature AS signature, min(i.day) AS first, max(i.day) AS last
  FROM participant p JOIN interaction i ON i.number = p.interaction
  WHERE p.card IN ({cards}) AND p.role = 0 AND i.signature IS NOT NULL GROUP BY p.card, i.signature
) s JOIN text t ON t.number = s.signature ORDER BY s.card, s.last, s.first, t.text
"""


Signed: TypeAlias = tuple[Mapping[str, Any], int, int]  # (fields, first day, last day)


def hints(connection: apsw.Connection) -> list[tuple[str, str, int]]:
    """Count what messages say of who ego is."""
    counted = "SELECT sort, value, count(*) AS n FROM hint GROUP BY sort, value"
    return list(connection.execute(f"SELECT sort, text, n FROM ({counted}) JOIN text ON number = value"))


def mentions(connection: apsw.Connection, cards: Collection[int]) -> Iterator[tuple[int, Mention]]:
    """Sum up how cards occur in interactions, by card."""
    texts: dict[str, str] = {}  # few channels are used by many cards
    wanted = sorted(cards)
    for start in range(0, len(wanted), CHUNK):
        rows = list(connection.execute(_NAMED.format(cards=_listed(wanted[start : start + CHUNK]))))
        signatures = _signatures(connection, sorted({row[0] for row in rows if row[-1]}))
        for card, named in groupby(rows, key=itemgetter(0)):
            yield card, _mention(connection, list(named), texts, signatures.get(card, ()))


def _mention(
    connection: apsw.Connection, rows: Sequence[tuple[Any, ...]], texts: dict[str, str], signatures: Iterable[Signed]
) -> Mention:
    """Add up the rows of a card."""
    _, key, kind, value, *_ = rows[0]
    *_, places, firsts, lasts, known, wrote, wrote_bulk, alone, received, met, listed, channels, _ = zip(
        *rows, strict=True
    )
    numbers = {number for some in channels for number in some.split(",")}
    return Mention(
        key=key,
        place=min(places),
        handle=(kind, value) if kind else None,
        names=tuple(Naming(*row[4:8]) for row in rows if row[4]),
        first=min(firsts),
        last=max(lasts),
        wrote=sum(wrote),
        wrote_bulk=sum(wrote_bulk),
        wrote_alone=sum(alone),
        received=sum(received),
        met=sum(met),
        listed=sum(listed),
        known_from=min((day for day in known if day is not None), default=None),
        channels=tuple(sorted(_text(connection, number, texts) for number in numbers)),
        signatures=tuple(signatures),
    )


def _signatures(connection: apsw.Connection, cards: Sequence[int]) -> dict[int, list[Signed]]:
    """Give what these cards signed with, and from when to when."""
    found: dict[int, list[Signed]] = {}
    if cards:
        for card, text, since, until in connection.execute(_SIGNATURES.format(cards=_listed(cards))):
            found.setdefault(card, []).append((json.loads(text), since, until))
    return found


def _listed(cards: Iterable[int]) -> str:
    return ",".join(map(str, cards))


def _text(connection: apsw.Connection, number: str, known: dict[str, str]) -> str:
    if number not in known:
        ((known[number],),) = connection.execute("SELECT text FROM text WHERE number = ?", (int(number),))
    return known[number]
