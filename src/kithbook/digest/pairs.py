"""Which cards are compared: those that share a block; a large block is narrowed by a second key, never dropped."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

BLOCK_LIMIT: Final = 200


def groups(members: Sequence[int], narrow: Mapping[int, str]) -> Iterable[Sequence[int]]:
    """Give a block whole, or, where it is large, by the second key."""
    if len(members) <= BLOCK_LIMIT:
        return (members,)
    narrowed: dict[str, list[int]] = {}
    for member in members:
        narrowed.setdefault(narrow[member], []).append(member)
    return narrowed.values()


def rounded(count: int) -> int:
    """Round a count down to a power of two, so that one more card seldom changes what others weigh."""
    return 1 << (count.bit_length() - 1) if count > 0 else 0
