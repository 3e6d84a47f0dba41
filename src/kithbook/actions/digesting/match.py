"""All cards compared with those that share a block, each pair once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from kithbook.actions.digesting.compared import Counts, compared, keys, row
from kithbook.actions.digesting.setting import Setting
from kithbook.digest.pairs import BLOCK_LIMIT, groups, is_crowd, within
from kithbook.identity.compare import compare
from kithbook.identity.features import Features
from kithbook.store.digesting import DigestFile, Linking, MatchRow

PUT: Final = 500


def match_all(file: DigestFile, setting: Setting, tick: Callable[[int], None]) -> Mapping[int, Features]:
    """Compare all cards that share a block, and give what they were compared by."""
    known = {n: found for n, card in file.laying.all_cards() if (found := compared(card, setting)) is not None}
    numbers = {found.card: number for number, found in known.items()}
    blocks = file.linking.put_keys(keys(known))
    several = file.linking.counts()
    counts = Counts(lambda key: several.get(file.linking.hashed(key), 1))
    rows: list[MatchRow] = []
    for a, b in _pairs(file.linking, known, blocks):
        match = compare(known[a], known[b], counts)
        if match is not None:
            rows.append(row(match, numbers))
        if len(rows) >= PUT:
            file.linking.put_matches(rows)
            tick(len(rows))
            rows.clear()
    file.linking.put_matches(rows)
    return known


def _pairs(
    linking: Linking, known: Mapping[int, Features], blocks: Mapping[int, frozenset[int]]
) -> Iterator[tuple[int, int]]:
    """Give every pair that shares a block once: at the first of the blocks that bring all their members together."""
    narrow = {number: found.narrow for number, found in known.items()}
    order = {number: found.card for number, found in known.items()}
    may_match = _Apart(known).may_match
    large, crowds = _sized(linking, narrow)
    near: set[tuple[int, int]] = set()
    for block, members in linking.blocks():
        for group in groups(members, narrow):
            crowded = is_crowd(members, group)
            for a, b in within(group, order) if crowded else may_match(group):
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


class _Apart:
    """Leaves out, before anything else is looked at, the pairs that one network tells apart: most of an archive's."""

    def __init__(self, known: Mapping[int, Features]) -> None:
        self._networks = {number: found.source if found.profiles else number for number, found in known.items()}
        self._ties = {number: _ties(found) for number, found in known.items()}

    def may_match(self, group: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Give the pairs of a group without them."""
        networks, tied = self._networks, self._ties
        for place, a in enumerate(group, 1):
            network, ours = networks[a], tied[a]
            for b in group[place:]:
                if networks[b] != network or not ours.isdisjoint(tied[b]):
                    yield a, b


def _ties(card: Features) -> frozenset[object]:
    """Give what makes two members of one network worth comparing, where they share any of it: see `compare`."""
    born = card.birthday
    whole = (born,) if born is not None and born.year and born.day else ()
    return card.contact_keys.union(card.tails, whole)


def _sized(linking: Linking, narrow: Mapping[int, str]) -> tuple[set[int], Mapping[str, set[int]]]:
    """Give the large blocks, and by second key those in which so many share it that not all of them are compared."""
    large: set[int] = set()
    crowds: dict[str, set[int]] = defaultdict(set)
    for block, members in linking.blocks(least=BLOCK_LIMIT + 1):
        large.add(block)
        for group in groups(members, narrow):
            if is_crowd(members, group):
                crowds[narrow[group[0]]].add(block)
    return large, crowds
