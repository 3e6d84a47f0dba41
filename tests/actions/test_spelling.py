"""Which spellings are forgiven, and which words are other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.actions.spelling import NEAREST, almost, near
from kithbook.actions.word_index import Index

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sorensn", "sorensen"), ("beckr", "becker"), ("mullr", "muller"), ("mueller", "muller"), ("okafar", "okafor"),
        ("lindquist", "lindqvist"), ("webber", "weber"), ("wbeer", "weber"), ("davis", "davies"), ("davys", "davies"),
        ("stevens", "stephens"), ("schmitt", "schmidt"), ("catherine", "katherine"), ("filip", "philip"),
        ("jon", "jan"), ("sergey", "sergei"), ("iuri", "yuri"), ("marchetty", "marchetti"), ("ingird", "ingrid"),
        ("fernandes", "fernandez"), ("yamomoto", "yamamoto"), ("chevaleir", "chevalier"), ("hanna", "anna"), ("frnk", "frank"), ("omra", "omar"),
        ("hargrea", "hargreaves"), ("hargerav", "hargreaves"), ("lindgv", "lindqvist"), ("petrnk", "petrenko"),
    ],
)  # fmt: skip
def test_a_slip_is_forgiven(typed, name):
    assert near([name], typed) == [name]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("valves", "davies"), ("valley", "bailey"), ("finland", "finlay"), ("pump", "bump"), ("data", "dahl"),
        ("editor", "victor"), ("nurse", "norris"), ("water", "weber"), ("harbour", "harper"), ("bank", "blake"),
        ("press", "peters"), ("river", "oliver"), ("flood", "lloyd"), ("map", "max"), ("sea", "lea"),
        ("energy", "henry"), ("school", "scholz"), ("climate", "clement"), ("an", "ann"), ("tidal", "vidal"),
        ("gas", "gao"), ("lawyer", "sawyer"), ("mark", "mary"), ("berlin", "merlin"), ("law", "lau"),
    ],
)  # fmt: skip
def test_another_word_is_not_taken_for_a_name(typed, name):
    assert near([name], typed) == []


def test_places_come_nearest_first_and_hold_one_of_the_spellings_of_every_word():
    index = Index.read(["Mia Muller", "Mia Muler", "Ann Mulers", "Miles Muler"])
    assert almost(index, ["mia", "mueler"]) == ([1, 0], [["mia"], ["muler", "muller"]])
    assert almost(index, ["ann", "qqqq"]) == ([], [["ann"], []])
    assert almost(index, []) == ([], [])


@given(st.lists(WORDS, max_size=20), WORDS)
def test_few_are_offered_of_those_that_are_known(known, typed):
    found = near(sorted(known), typed)
    assert len(found) == len(set(found)) <= NEAREST
    assert set(found) <= set(known)
