"""Who is who: cards are compared with those that share a block, and grouped into persons."""

import gc
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from kithbook.actions.digesting.setting import Setting
from kithbook.digest.cards import trusted
from kithbook.digest.pairs import BLOCK_LIMIT, beside, groups, is_crowd, rounded, within
from kithbook.digest.rulings import Pair
from kithbook.identity.cluster import cluster
from kithbook.identity.compare import Match, compare
from kithbook.identity.features import Features, features
from kithbook.model import ids
from kithbook.model.card import Card
from kithbook.store.digesting import DigestFile, Keys, Linking, MatchRow

SAME: Final = "same"
PUT: Final = 500
Item = TypeVar("Item")


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
            found = self._known[key] = rounded(self._count(key))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _row(match: Match, numbers: Mapping[str, int]) -> MatchRow:
    beyond, reasons = match.goes_beyond_name, match.reasons
    return numbers[match.a], numbers[match.b], match.weight, match.verdict, beyond, reasons


def _keys(cards: Mapping[int, Features]) -> Keys:
    return ((number, found.blocks, found.counted) for number, found in cards.items())


# -- all cards -----------------------------------------------------------------------------------------


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the collector of cycles back: of millions of small objects that live at once none is in a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collection()
def match_all(file: DigestFile, setting: Setting, tick: Callable[[int], None]) -> None:
    """Compare all cards that share a block, each pair once."""
    known = {n: found for n, card in file.laying.all_cards() if (found := compared(card, setting)) is not None}
    numbers = {found.card: number for number, found in known.items()}
    file.linking.put_keys(_keys(known))
    several = file.linking.counts()
    counts = Counts(lambda key: several.get(file.linking.hashed(key), 1))
    rows: list[MatchRow] = []
    for a, b in _pairs(file.linking, known):
        match = compare(known[a], known[b], counts)
        if match is not None:
            rows.append(_row(match, numbers))
        if len(rows) >= PUT:
            file.linking.put_matches(rows)
            tick(len(rows))
            rows.clear()
    file.linking.put_matches(rows)


def _pairs(linking: Linking, known: Mapping[int, Features]) -> Iterator[tuple[int, int]]:
    """Give every pair that shares a block once: at the first of the blocks that bring all their members together."""
    blocks = {number: frozenset(linking.hashed(block) for block in found.blocks) for number, found in known.items()}
    narrow = {number: found.narrow for number, found in known.items()}
    order = {number: found.card for number, found in known.items()}
    large, crowds = _sized(linking, narrow)
    near: set[tuple[int, int]] = set()
    for block, members in linking.blocks():
        for group in groups(members, narrow):
            crowded = is_crowd(members, group)
            for a, b in within(group, order if crowded else None):
                shared = blocks[a] & blocks[b]
                if not crowded and len(shared) == 1:
                    yield a, b
                    continue
                open_ = shared - crowds[narrow[a]] if narrow[a] == narrow[b] else shared - large
                if open_ and block == min(open_):
                    yield a, b
                elif not open_ and (a, b) not in near:
                    near.add((a, b))
                    yield a, b


def _sized(linking: Linking, narrow: Mapping[int, str]) -> tuple[set[int], Mapping[str, set[int]]]:
    """Give the large blocks, and by second key those in which so many share it that not all of them are compared."""
    large: set[int] = set()
    crowds: dict[str, set[int]] = defaultdict(set)
    for block, members in linking.blocks():
        if len(members) > BLOCK_LIMIT:
            large.add(block)
            for group in groups(members, narrow):
                if is_crowd(members, group):
                    crowds[narrow[group[0]]].add(block)
    return large, crowds


# -- some cards ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changed:
    """A card before and after: None where it was not, or is not, compared."""

    before: Features | None
    after: Features | None


def match_some(file: DigestFile, setting: Setting, changed: Mapping[int, Changed]) -> set[int]:
    """Compare these cards anew, and those whose weights or blocks change with them; give all that were compared."""
    linking = file.linking
    before = {number: one.before for number, one in changed.items() if one.before}
    after = {number: one.after for number, one in changed.items() if one.after}
    keys = {key for one in (*before.values(), *after.values()) for key, _ in one.counted}
    blocks = {block for one in (*before.values(), *after.values()) for block in one.blocks}
    counted = {key: rounded(linking.count(key)) for key in keys}
    sized = {block: linking.block(block) for block in blocks}
    linking.drop_keys(_keys(before))
    linking.put_keys(_keys(after))
    again = set(changed)
    for key, count in counted.items():
        if rounded(linking.count(key)) != count:
            again.update(linking.counted_by(key))
    store = _Known(file, setting)
    for block, members in sized.items():
        now = linking.block(block)
        if (len(members) > BLOCK_LIMIT) != (len(now) > BLOCK_LIMIT):
            again.update(members)
        elif len(now) > BLOCK_LIMIT:
            again |= _shifted(members, now, changed, store)
    _compare_again(file, again, store)
    return again


def _shifted(was: list[int], now: list[int], changed: Mapping[int, Changed], store: "_Known") -> set[int]:
    """Give those of the crowds of a large block whose neighbours change with these cards."""
    store.load(now)
    after = {number: store.of(number) for number in now}
    before = {number: changed[number].before if number in changed else after.get(number) for number in was}
    found: set[int] = set()
    for key in {one.narrow for number in changed for one in (before.get(number), after.get(number)) if one}:
        sides = [(members, _of_key(some, key)) for members, some in ((was, before), (now, after))]
        if [is_crowd(members, list(order)) for members, order in sides].count(True) == 1:
            found.update(*(order for _, order in sides))
        elif is_crowd(now, list(sides[1][1])):
            found.update(*(beside(list(order), order, changed) for _, order in sides))
    return found


def _of_key(some: Mapping[int, Features | None], key: str) -> dict[int, str]:
    return {number: one.card for number, one in some.items() if one is not None and one.narrow == key}


def _compare_again(file: DigestFile, again: Collection[int], store: "_Known") -> None:
    counts = Counts(file.linking.count)
    file.linking.drop_matches(again)
    rows: dict[tuple[int, int], MatchRow] = {}
    for a in sorted(again):
        mine = store.of(a)
        if mine is None:
            continue
        for b in sorted(_mates(file.linking, store, a)):
            theirs = store.of(b)
            if theirs is None or (b in again and b < a):
                continue
            match = compare(mine, theirs, counts)
            if match is not None:
                rows[min(a, b), max(a, b)] = _row(match, {mine.card: a, theirs.card: b})
    file.linking.put_matches(rows.values())


class _Known:
    """The features of cards, computed when first asked for."""

    def __init__(self, file: DigestFile, setting: Setting) -> None:
        self._file = file
        self._setting = setting
        self._found: dict[int, Features | None] = {}
        self._members: dict[tuple[str, str], tuple[list[int], dict[int, str]]] = {}

    def of(self, card: int) -> Features | None:
        """Give the features of one card."""
        if card not in self._found:
            self.load([card])
        return self._found[card]

    def near(self, linking: Linking, block: str, key: str, card: int) -> set[int]:
        """Give the members of a block that a card of this second key is compared with; of a crowd those beside it."""
        place = block, key
        if place not in self._members:
            members = linking.block(block)
            self.load(members)
            if len(members) > BLOCK_LIMIT:
                self._members[place] = members, _of_key({member: self._found[member] for member in members}, key)
            else:
                self._members[place] = members, dict.fromkeys(members, "")
        members, order = self._members[place]
        return beside(list(order), order, [card]) if is_crowd(members, list(order)) else set(order)

    def load(self, cards: Iterable[int]) -> None:
        """Compute the features of several cards at once."""
        wanted = [card for card in cards if card not in self._found]
        stored = self._file.laying.cards(wanted)
        for card in wanted:
            self._found[card] = compared(stored[card], self._setting) if card in stored else None


def _mates(linking: Linking, store: _Known, card: int) -> set[int]:
    mine = store.of(card)
    assert mine is not None, "only cards that are compared have mates"
    found: set[int] = set()
    for block in mine.blocks:
        found |= store.near(linking, block, mine.narrow, card)
    found.discard(card)
    return found


# -- grouping ------------------------------------------------------------------------------------------


def numbers_of(pairs: Iterable[Pair], file: DigestFile) -> list[tuple[int, int]]:
    """Name ruled pairs by numbers; a pair of which one card is gone rules nothing."""
    listed = list(pairs)
    known = file.laying.by_id({card for pair in listed for card in pair})
    return [(known[a], known[b]) for a, b in listed if a in known and b in known and known[a] != known[b]]


def components(cards: Iterable[int], matches: Iterable[MatchRow], must: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Give the groups of cards that are tied by sure matches or by the owner's word, each sorted."""
    neighbours: dict[int, list[int]] = {card: [] for card in cards}
    for a, b in (*((row[0], row[1]) for row in matches if row[3] == SAME), *must):
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


def grouped(
    file: DigestFile,
    component: list[int],
    *,
    must: Mapping[int, set[int]],
    apart: Mapping[int, set[int]],
) -> list[list[int]]:
    """Group the cards of one component into persons."""
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
