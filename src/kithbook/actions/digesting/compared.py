"""What a card is compared by, and how a match is written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kithbook.actions.digesting.setting import Setting
from kithbook.digest.cards import trusted
from kithbook.digest.pairs import rounded
from kithbook.identity.compare import Match
from kithbook.identity.features import Features, features
from kithbook.model.card import Card
from kithbook.store.digesting import Keys, MatchRow

COUNTS_KNOWN: Final = 50_000  # addresses among them, of which each is seldom asked for twice: some 8 MB


def is_ego(card: Card, setting: Setting) -> bool:
    """Say whether a card is the owner's own: it says so, or it bears one of their addresses."""
    return card.is_self or any(pair in setting.ego.handles for pair in card.handles)


def compared(card: Card, setting: Setting) -> Features | None:
    """Give what a card is compared by; None for the owner's own and for robots, which are compared with nobody."""
    return None if card.is_bulk or is_ego(card, setting) else features(trusted(card))


class Counts(Mapping[str, int]):
    """How often names, organisations and handles stand in the book, rounded; asked of the digest as needed."""

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count
        self._known: dict[str, int] = {}

    def __getitem__(self, key: str) -> int:
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= COUNTS_KNOWN:
                self._known.clear()
            found = self._known[key] = rounded(self._count(key))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def row(match: Match, numbers: Mapping[str, int]) -> MatchRow:
    """Write a match with its cards by number."""
    beyond, reasons = match.goes_beyond_name, match.reasons
    return numbers[match.a], numbers[match.b], match.weight, match.verdict, beyond, reasons


def keys(cards: Mapping[int, Features]) -> Keys:
    """Give the blocking keys and the counted values of cards."""
    return ((number, found.blocks, found.counted) for number, found in cards.items())
