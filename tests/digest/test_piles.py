"""Rows in piles come back sorted, each once."""

from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.piles import Piles

hashes = st.integers(0, (1 << 63) - 1)
rows = st.tuples(hashes | st.integers(0, 3), st.integers(1, 5), st.integers(1, 5))


@given(st.lists(rows, max_size=60), st.lists(rows, max_size=5))
def test_rows_come_back_sorted_each_once_without_those_left_out(given, left_out):
    piles = Piles(3)
    for row in given:
        piles.add(row)
    piles.sort(without=left_out)
    assert list(piles) == sorted(set(given) - set(left_out)) == list(piles)
