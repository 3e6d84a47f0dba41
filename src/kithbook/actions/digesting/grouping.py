"""Cards grouped into persons: what is tied by sure matches or by the owner's word, taken apart where it must be."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from kithbook.digest.cards import trusted
from kithbook.digest.rulings import Pair
from kithbook.identity.cluster import cluster
from kithbook.identity.compare import Match
from kithbook.identity.features import Features, features
from kithbook.model import ids
from kithbook.store.digesting import DigestFile

SAME: Final = "same"


def numbers_of(pairs: Iterable[Pair], file: DigestFile) -> list[tuple[int, int]]:
    """Name ruled pairs by numbers; a pair of which one card is gone rules nothing."""
    listed = list(pairs)
    known = file.laying.by_id({card for pair in listed for card in pair})
    return [(known[a], known[b]) for a, b in listed if a in known and b in known and known[a] != known[b]]


def components(cards: Iterable[int], ties: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Give the groups of cards that are tied, by sure matches or by the owner's word, each sorted."""
    neighbours: dict[int, list[int]] = {card: [] for card in cards}
    for a, b in ties:
        if a in neighbours and b in neighbours:
            neighbours[a].append(b)
            neighbours[b].append(a)
    found, seen = [], set()
    for card in sorted(neighbours):
        if card in seen:
            continue
        group, waiting = [], deque([card])
        seen.add(card)
        while waiting:
            one = waiting.popleft()
            group.append(one)
            for other in neighbours[one]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found.append(sorted(group))
    return found


def closure(
    file: DigestFile, cards: Iterable[int], must: Iterable[tuple[int, int]], *, bereft: Collection[int]
) -> tuple[set[int], set[int]]:
    """Give all cards whose grouping may change with these, and the persons they belong to now.

    bereft: persons that lost a card.
    """
    tied: dict[int, set[int]] = {}
    for a, b in must:
        tied.setdefault(a, set()).add(b)
        tied.setdefault(b, set()).add(a)
    found: set[int] = set()
    persons = set(bereft)
    fresh = set(cards).union(*file.linking.members(persons).values())
    while fresh:
        found |= fresh
        theirs = set(file.linking.person_of(fresh).values()) - persons
        persons |= theirs
        reached = {card for members in file.linking.members(theirs).values() for card in members}
        for row in file.linking.matches(fresh, verdict=SAME):
            reached.update(row[:2])
        for card in fresh:
            reached |= tied.get(card, set())
        fresh = reached - found
    return found, persons


def clustered(known: Mapping[int, Features], matches: Sequence[Match]) -> list[list[int]]:
    """Group the cards of one component, on which nothing is ruled, into persons."""
    named = {found.card: number for number, found in known.items()}
    clusters = cluster(list(named), matches, features={found.card: found for found in known.values()})
    return [sorted(named[name] for name in group) for group in clusters.groups]


def grouped(
    file: DigestFile, component: list[int], *, must: Mapping[int, set[int]], apart: Mapping[int, set[int]]
) -> list[list[int]]:
    """Group the cards of one component into persons, as the owner ruled."""
    if len(component) == 1:
        return [component]
    raws = file.linking.raws(component)
    named = {ids.spell(ids.CARD, raws[card]): card for card in component}
    back = {card: name for name, card in named.items()}
    stored = file.laying.cards(component)
    found = [
        Match(min(back[a], back[b]), max(back[a], back[b]), weight, SAME, reasons, goes_beyond_name=beyond)
        for a, b, weight, verdict, beyond, reasons in file.linking.matches(component, verdict=SAME)
        if a in back and b in back
    ]
    clusters = cluster(
        list(named),
        found,
        must=_pairs_within(must, back),
        must_not=_pairs_within(apart, back),
        features={name: features(trusted(stored[card])) for name, card in named.items() if card in stored},
    )
    return [sorted(named[name] for name in group) for group in clusters.groups]


def _pairs_within(ruled: Mapping[int, set[int]], back: Mapping[int, str]) -> list[tuple[str, str]]:
    pairs = {(min(back[a], back[b]), max(back[a], back[b])) for a in back for b in ruled.get(a, ()) if b in back}
    return sorted(pairs)
