"""Reading the digest for lists: many people at once, in as few queries whatever their number."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

import apsw

from kithbook.model import ids, times
from kithbook.model.card import OWNER, Card
from kithbook.model.interaction import BROADCAST
from kithbook.model.position import Position
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes

Beside: TypeAlias = tuple[int, int, int, int]
"""Person, small meetings and messages in which both took part, the last day."""

RollRow: TypeAlias = tuple[int, str, str, str, str]
"""Number, name, organisation, place and tags (JSON) of a person."""

_ROLL: Final = (
    "SELECT number, name, organisation, location, tags FROM person WHERE is_known AND NOT is_ego ORDER BY number"
)


OF_PERSON: Final = (
    "i.number IN (SELECT p.interaction FROM card c JOIN participant p ON p.card = c.number WHERE c.person = :person)"
)
# A position that no record states was gathered from the days on which an address was in use. Some of these may lie
# ahead of the day asked (a calendar reaches into the next year): it ends with the last one that does not.
_GATHERED: Final = 'x.record IS NULL AND x."end" >= :month'
_LAST_USE: Final = (
    "(SELECT max(i.day) FROM participant t JOIN interaction i ON i.number = t.interaction "
    "WHERE t.card = x.card AND i.day <= :day)"
)
POSITION: Final = (
    'c.person, x.organisation, x.organisation_key, x.title, x.start, x."end", x.kind, x.source, x.record, x.is_current, '
    f"CASE WHEN {_GATHERED} THEN {_LAST_USE} END"
)
LATEST: Final = 2000  # of one person's interactions: who took part in older ones is no news
MEETING_WORTH: Final = 3  # messages: to sit at one table says more than to stand in one line of addresses


class Lists:
    """What lists ask for."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def roll(self) -> Iterator[RollRow]:
        """Give number, name, organisation, place and tags (JSON) of everyone known, by number."""
        return iter(self._connection.execute(_ROLL))

    def known(self, until: date) -> list[int]:
        """Give the numbers of those who were known by the end of a day."""
        query = "SELECT number FROM person WHERE is_known AND NOT is_ego AND (known_from IS NULL OR known_from <= ?) ORDER BY number"
        return [row[0] for row in self._connection.execute(query, (times.day_number(until),))]

    def contact_rows(self, *, until: date, person: int | None = None) -> Iterator[tuple[int, ...]]:
        """Give contact days as `contact_days` does, one by one, directions as 1 for ego, -1 for them, 0 for both."""
        only = "" if person is None else "AND person = :person"
        sign = "CASE {} WHEN 1 THEN 1 WHEN 2 THEN -1 ELSE 0 END"
        query = (
            f'SELECT person, day, out, "into", meetings, answered, smallest, {sign.format("first")}, {sign.format("last")}, '
            f"last_from_them, last_from_ego FROM contact_day WHERE day <= :until {only} ORDER BY person, day"
        )
        return iter(self._connection.execute(query, {"until": times.day_number(until), "person": person}))

    def spelt(self) -> dict[str, str]:
        """Give the organisation that each spelling means: the name it most often goes by."""
        query = (
            "SELECT x.organisation, o.name FROM (SELECT organisation, min(organisation_key) AS key FROM position "
            "WHERE organisation_key <> '' GROUP BY organisation) x JOIN organisation o ON o.key = x.key"
        )
        return dict(self._connection.execute(query))

    def wishes(self) -> list[Card]:
        """List the cards on which the owner said, elsewhere, what they want to be reminded of, and when."""
        query = "SELECT key, content FROM card WHERE is_wish ORDER BY place, key"
        return [codes.card_of(key, content) for key, content in self._connection.execute(query)]

    def cards_by(self, persons: Iterable[int]) -> dict[int, list[Card]]:
        """Give the cards of several people as `cards` gives those of one."""
        wanted = list(dict.fromkeys(persons))
        found: dict[int, list[Card]] = {number: [] for number in wanted}
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            query = (
                f"SELECT person, key, content FROM card WHERE person IN ({marks(len(some))}) AND content IS NOT NULL "
                "ORDER BY place, key"
            )
            for person, key, content in self._connection.execute(query, some):
                found[person].append(codes.card_of(key, content))
        return {person: without_removed(cards) for person, cards in found.items()}

    def matching(self, words: Iterable[Iterable[str]]) -> tuple[list[int], list[int]]:
        """Find everyone whose texts have a word beginning like one of each of the spellings: the known, the seen."""
        phrase = " AND ".join(
            "(" + " OR ".join(f'"{codes.clean(one)}"*' for one in dict.fromkeys(spellings)) + ")" for spellings in words
        )
        query = (
            "SELECT p.number, p.is_known FROM found f CROSS JOIN person p ON p.number = f.rowid "
            "WHERE found MATCH ? AND NOT p.is_ego"
        )
        known: list[int] = []
        seen: list[int] = []
        for number, is_known in self._connection.execute(query, (phrase,)) if phrase else ():
            (known if is_known else seen).append(number)
        return known, seen

    def passed(self, person: int, *, until: date | None = None) -> dict[str, int]:
        """Count what passed with one person, by kind; `until` is the last day."""
        query = f"SELECT i.kind, count(*) FROM interaction i WHERE {OF_PERSON} AND i.day <= :until GROUP BY i.kind"
        named = {"person": person, "until": times.day_number(until or date.max)}
        return {codes.KINDS[kind]: count for kind, count in self._connection.execute(query, named)}

    def beside(self, person: int, *, until: date | None = None, limit: int = 12) -> list[Beside]:
        """Give those who most often took part in the same small meetings and messages as a person; ego left out."""
        named = {"person": person, "until": times.day_number(until or date.max), "limit": limit}
        query = (
            f"WITH small AS (SELECT i.number, i.kind, i.day FROM interaction i WHERE {OF_PERSON} AND i.day <= :until "
            f"AND NOT i.is_bulk AND i.recipients BETWEEN 2 AND {BROADCAST} ORDER BY i.at DESC LIMIT {LATEST}) "
            "SELECT c.person, sum(s.kind IN (1, 2)) AS met, sum(s.kind NOT IN (1, 2)) AS wrote, max(s.day) AS day FROM small s "
            "JOIN participant q ON q.interaction = s.number JOIN card c ON c.number = q.card JOIN person p ON p.number = c.person "
            "WHERE c.person <> :person AND NOT p.is_ego AND NOT p.is_bulk GROUP BY c.person "
            f"ORDER BY {MEETING_WORTH} * met + wrote DESC, day DESC, c.person LIMIT :limit"
        )
        return list(self._connection.execute(query, named))

    def between(self, person: int, others: Sequence[int], *, latest: int = 3) -> dict[int, list[str]]:
        """Name the latest small meetings and messages in which a person and each of the others took part."""
        query = (
            "SELECT person, raw FROM (SELECT c.person, i.raw, i.at, row_number() OVER (PARTITION BY c.person ORDER BY i.at DESC, i.raw) AS nth "
            f"FROM interaction i JOIN participant q ON q.interaction = i.number JOIN card c ON c.number = q.card WHERE {OF_PERSON} "
            f"AND NOT i.is_bulk AND i.recipients BETWEEN 2 AND {BROADCAST} AND c.person IN ({','.join(map(str, others))})) "
            "WHERE nth <= :latest ORDER BY person, at DESC, raw"
        )
        found: dict[int, list[str]] = {}
        for other, raw in self._connection.execute(query, {"person": person, "latest": latest}):
            found.setdefault(other, []).append(ids.spell(ids.INTERACTION, raw))
        return found

    def members(self, organisation_key: str, *, until: date | None = None) -> list[Position]:
        """List the positions of everyone known at an organisation; see `positions`."""
        query = (
            f"SELECT {POSITION} FROM position x JOIN card c ON c.number = x.card JOIN person p ON p.number = c.person "
            "WHERE x.organisation_key = :key AND p.is_known ORDER BY c.person, x.start DESC, x.title, c.key"
        )
        named = {"key": organisation_key, **bounds(until)}
        return [found for row in self._connection.execute(query, named) if (found := position(row, until))]


def bounds(until: date | None) -> dict[str, str | int]:
    """Give the parameters that POSITION takes."""
    day = until or date.max
    return {"month": day.isoformat()[:7], "day": times.day_number(day)}


def position(row: Sequence[Any], until: date | None) -> Position | None:
    """Read a position; None for one of which nothing was seen up to a day."""
    person, organisation, key, title, start, end, kind, source, record, is_current, last_use = row
    if until and not record and end >= until.isoformat()[:7]:
        if last_use is None:
            return None
        end = min(end, times.from_day_number(last_use).isoformat()[:7])
    return Position(
        person=person, organisation=organisation, organisation_key=key, title=title, start=start, end=end, kind=kind, source=source,
        record=ids.spell(ids.DECISION if source == OWNER else ids.RECORD, record) if record else "", is_current=bool(is_current),
    )  # fmt: skip


def without_removed(cards: list[Card]) -> list[Card]:
    """Leave out the handles that the owner said are not this person's."""
    removed = {tuple(pair) for card in cards if card.source == OWNER for pair in card.fields.get("removed", ())}
    if not removed:
        return cards
    kept = []
    for card in cards:
        values = {name: getattr(card, name) for name in Card.__dataclass_fields__}
        kept.append(Card(**{**values, "handles": tuple(pair for pair in card.handles if pair not in removed)}))
    return kept
