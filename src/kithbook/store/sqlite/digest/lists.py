"""Reading the digest for lists: many people at once, in as few queries whatever their number."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import apsw

from kithbook.model.card import OWNER, Card
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes

RollRow: TypeAlias = tuple[int, str, str, str, str]
"""Number, name, organisation, place and tags (JSON) of a person."""

_ROLL: Final = (
    "SELECT number, name, organisation, location, tags FROM person WHERE is_known AND NOT is_ego ORDER BY number"
)


class Lists:
    """What lists ask for."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def roll(self) -> Iterator[RollRow]:
        """Give number, name, organisation, place and tags (JSON) of everyone known, by number."""
        return iter(self._connection.execute(_ROLL))

    def spelt(self) -> dict[str, str]:
        """Give the organisation that each spelling means: the name it most often goes by."""
        query = (
            "SELECT x.organisation, o.name FROM (SELECT organisation, min(organisation_key) AS key FROM position "
            "WHERE organisation_key <> '' GROUP BY organisation) x JOIN organisation o ON o.key = x.key"
        )
        return dict(self._connection.execute(query))

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
