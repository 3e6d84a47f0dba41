"""Which cards are compared, and how counts are rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.pairs import BLOCK_LIMIT, groups, rounded


@pytest.mark.parametrize(
    ("count", "found"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 2), (4, 4), (1023, 512), (1024, 1024)]
)
def test_counts_are_rounded_down_to_a_power_of_two(count, found):
    assert rounded(count) == found


@given(st.integers(1, 10**9))
def test_rounding_never_more_than_halves(count):
    assert count / 2 < rounded(count) <= count


def test_a_large_block_is_narrowed_and_nobody_is_dropped():
    members = list(range(BLOCK_LIMIT + 1))
    narrow = {member: str(member % 3) for member in members}
    found = list(groups(members, narrow))
    assert sorted(member for group in found for member in group) == members
    assert [{narrow[member] for member in group} for group in found] == [{"0"}, {"1"}, {"2"}]


def test_a_small_block_stays_whole():
    assert list(groups(range(BLOCK_LIMIT), {})) == [range(BLOCK_LIMIT)]
