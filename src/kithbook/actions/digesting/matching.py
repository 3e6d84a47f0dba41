"""Cards compared with all that share a block, each pair once, and grouped: in memory, by whichever process does it."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, Protocol

from kithbook.actions.digesting.compared import Counts, compared, row
from kithbook.actions.digesting.grouping import SAME, clustered, components
from kithbook.actions.digesting.setting import Setting
from kithbook.digest.pairs import BLOCK_LIMIT, groups, is_crowd, within
from kithbook.digest.piles import Piles
from kithbook.identity.compare import Match, compare
from kithbook.identity.features import Features
from kithbook.model import ids
from kithbook.model.card import Card
from kithbook.store.digesting import MatchRow

HASHES_KNOWN: Final = 20_000  # names and organisations stand on many cards; each is hashed once in so many
PUT: Final = 500
PAIRS_A_SIGN: Final = 5_000  # a tenth of a second

Block = tuple[int, int]
Counted = tuple[int, int, int]


class Matcher(Protocol):
    """What `Matching` does, here or in another process. The calls come in the order of the methods."""

    def add(self, cards: Iterable[tuple[int, Card]]) -> None: ...

    def sort(self) -> None: ...

    def blocks(self) -> Iterator[Block]: ...

    def counted(self) -> Iterator[Counted]: ...

    def matches(self) -> Iterator[list[MatchRow]]: ...

    def groups(self, left_out: Collection[int]) -> Iterator[list[int]]: ...


class Matching:
    """All cards of a digest: added one after the other, then sorted, and only then compared."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._known: dict[int, Features] = {}
        self._blocks: Piles[Block] = Piles(2)
        self._counted: Piles[Counted] = Piles(3)
        self._gone: set[tuple[int, ...]] = set()  # rows of cards that were added again, and are other now
        self._hashed: dict[str, int] = {}
        self._several: dict[int, int] = {}
        self._same: list[tuple[int, int, Match]] = []

    def add(self, cards: Iterable[tuple[int, Card]]) -> None:
        """Add cards by number; one that was added before is replaced."""
        for number, card in cards:
            before, found = self._known.pop(number, None), compared(card, self._setting)
            if before is not None:
                self._gone.update(*self._rows(number, before))
            if found is None:
                continue
            self._known[number] = found
            blocks, counted = self._rows(number, found)
            for block in blocks:
                self._blocks.add(block)
            for value in counted:
                self._counted.add(value)
            if self._gone:
                self._gone.difference_update(blocks, counted)

    def _rows(self, number: int, found: Features) -> tuple[list[Block], list[Counted]]:
        hashed = self._hash
        blocks = [(hashed(block), number) for block in found.blocks]
        return blocks, [(hashed(key), hashed(value), number) for key, value in found.counted]

    def _hash(self, text: str) -> int:
        found = self._hashed.get(text)
        if found is None:
            if len(self._hashed) >= HASHES_KNOWN:
                self._hashed.clear()
            found = self._hashed[text] = ids.hashed(text)
        return found

    def sort(self) -> None:
        """Learn, all cards being added, which stand in one block and what the book holds more than once."""
        self._hashed.clear()
        self._blocks.sort(without=self._gone)
        self._counted.sort(without=self._gone)
        for key, rows in groupby(self._counted, key=itemgetter(0)):
            count = len({value for _, value, _ in rows})
            if count > 1:
                self._several[key] = count

    def blocks(self) -> Iterator[Block]:
        """Give which cards stand in which blocks, sorted: (hash of the block, card)."""
        return iter(self._blocks)

    def counted(self) -> Iterator[Counted]:
        """Give the counted values, sorted: (hash of what, hash of which one, card)."""
        return iter(self._counted)

    def matches(self) -> Iterator[list[MatchRow]]:
        """Compare the pairs that share a block: batches of matches, also empty ones, so that one sees it go on."""
        numbers = {found.card: number for number, found in self._known.items()}
        counts = Counts(lambda key: self._several.get(ids.hashed(key), 1))
        found: list[MatchRow] = []
        for nth, (a, b) in enumerate(pairs(self._known, self._together()), 1):
            match = compare(self._known[a], self._known[b], counts)
            if match is not None:
                found.append(row(match, numbers))
                if match.verdict == SAME:
                    self._same.append((a, b, match))
            if len(found) >= PUT or nth % PAIRS_A_SIGN == 0:
                yield found
                found = []
        yield found

    def _together(self) -> list["array[int]"]:
        """Give the members of every block that has several, in the order of the blocks."""
        every = (array("q", [card for _, card in rows]) for _, rows in groupby(self._blocks, key=itemgetter(0)))
        return [members for members in every if len(members) > 1]

    def groups(self, left_out: Collection[int]) -> Iterator[list[int]]:
        """Group the cards that sure matches tie, all matches being found; not those that are tied to one left out."""
        matched: dict[int, list[Match]] = defaultdict(list)
        for a, _, match in self._same:
            matched[a].append(match)
        ties = [(a, b) for a, b, _ in self._same]
        for group in components(chain.from_iterable(ties), ties):
            if not any(card in left_out for card in group):
                found = [match for card in group for match in matched.get(card, ())]
                yield from clustered({card: self._known[card] for card in group}, found)


def pairs(known: Mapping[int, Features], together: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Give every pair that shares a block once: at the first of the blocks that bring all their members together.

    together: the members of the blocks, each in rising order.
    """
    shares = _shares(together)
    order = {number: found.card for number, found in known.items()}
    may_match = _Apart(known).may_match
    large, crowds = _sized(known, together)
    near: set[tuple[int, int]] = set()
    for block, members in enumerate(together):
        for group in groups(members, {member: known[member].narrow for member in members}):
            crowded = is_crowd(members, group)
            last, ours = -1, frozenset[int]()
            for a, b in within(group, order) if crowded else may_match(group):
                if a != last:
                    last, ours = a, frozenset(shares[a])
                shared = ours.intersection(shares[b])
                if not crowded and len(shared) == 1:
                    yield a, b
                    continue
                one, two = known[a].narrow, known[b].narrow
                open_ = shared - crowds[one] if one == two else shared - large
                if open_ and block == min(open_):
                    yield a, b
                elif not open_ and (a, b) not in near:
                    near.add((a, b))
                    yield a, b


def _shares(together: Sequence[Sequence[int]]) -> Mapping[int, "array[int]"]:
    """Give the places of the blocks that each card shares with others."""
    found: dict[int, array[int]] = {}
    for block, members in enumerate(together):
        for member in members:
            found.setdefault(member, array("l")).append(block)
    return found


class _Apart:
    """Leaves out, before anything else is looked at, the pairs that one network tells apart: most of an archive's."""

    def __init__(self, known: Mapping[int, Features]) -> None:
        self._known = known

    def may_match(self, group: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Give the pairs of a group without them."""
        members = [(card, self._known[card]) for card in group]
        networks = [found.source if found.profiles else card for card, found in members]
        is_one = len(set(networks)) < len(networks)
        tied = [_ties(found) for _, found in members] if is_one else []
        for place, a in enumerate(group):
            for other in range(place + 1, len(group)):
                if networks[other] != networks[place] or not tied[place].isdisjoint(tied[other]):
                    yield a, group[other]


def _ties(card: Features) -> frozenset[object]:
    """Give what makes two members of one network worth comparing, where they share any of it: see `compare`."""
    born = card.birthday
    whole = (born,) if born is not None and born.year and born.day else ()
    return card.contact_keys.union(card.tails, whole, (card.since,) if card.since else ())


def _sized(known: Mapping[int, Features], together: Sequence[Sequence[int]]) -> tuple[set[int], Mapping[str, set[int]]]:
    """Give the large blocks, and by second key those in which so many share it that not all of them are compared."""
    large: set[int] = set()
    crowds: dict[str, set[int]] = defaultdict(set)
    for block, members in enumerate(together):
        if len(members) > BLOCK_LIMIT:
            large.add(block)
            narrow = {member: known[member].narrow for member in members}
            for group in groups(members, narrow):
                if is_crowd(members, group):
                    crowds[narrow[group[0]]].add(block)
    return large, crowds
