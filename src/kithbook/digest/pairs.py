"""Which cards are compared: those that share a block; a large block is narrowed by a second key, never dropped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

BLOCK_LIMIT: Final = 200
# So many of one name and one organisation cannot be told apart by what they share: each is compared with those beside
# it in the order of the card ids, which is as good as chance and the same whatever came first.
CROWD: Final = 200
NEIGHBOURS: Final = 10


def groups(members: Sequence[int], narrow: Mapping[int, str]) -> Iterable[Sequence[int]]:
    """Give a block whole, or, where it is large, by the second key."""
    if len(members) <= BLOCK_LIMIT:
        return (members,)
    narrowed: dict[str, list[int]] = {}
    for member in members:
        narrowed.setdefault(narrow[member], []).append(member)
    return narrowed.values()


def is_crowd(members: Sequence[int], group: Sequence[int]) -> bool:
    """Say whether even the second key leaves too many of a block's members for all to be compared with all."""
    return len(members) > BLOCK_LIMIT and len(group) > CROWD


def within(group: Sequence[int], order: Mapping[int, str] | None) -> Iterator[tuple[int, int]]:
    """Give the pairs of a group: all, or, for a crowd, those that stand near each other in an order."""
    if order is None:
        yield from combinations(group, 2)
        return
    ordered = sorted(group, key=order.__getitem__)
    for place, one in enumerate(ordered):
        for two in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            yield min(one, two), max(one, two)


def beside(group: Sequence[int], order: Mapping[int, str], some: Iterable[int]) -> set[int]:
    """Give those of a crowd who stand near one of some in an order, themselves included."""
    ordered = sorted(group, key=order.__getitem__)
    places = {member: place for place, member in enumerate(ordered)}
    found: set[int] = set()
    for place in (places[one] for one in some if one in places):
        found.update(ordered[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1])
    return found


def rounded(count: int) -> int:
    """Round a count down to a power of two, so that one more card seldom changes what others weigh."""
    return 1 << (count.bit_length() - 1) if count > 0 else 0
