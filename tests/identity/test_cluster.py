import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.identity.cluster import cluster
from kithbook.identity.compare import Match
from kithbook.identity.features import features
from kithbook.model.card import Card

BY_MAIL = ("the same e-mail address a@x.org",)
BY_WORK = ("both named Ann Smith", "both at Acme")


def same(a, b, weight=30.0, reasons=BY_WORK):
    return Match(min(a, b), max(a, b), weight, "same", reasons, goes_beyond_name=True)


def ask(a, b, weight=15.0):
    return Match(min(a, b), max(a, b), weight, "question", ("both named Ann Smith",), goes_beyond_name=False)


def known(**cards):
    """Make features under short ids: slug or birthday."""
    found = {}
    for name, value in cards.items():
        is_day = value[:1].isdigit()
        made = Card(name, "x", birthday=value if is_day else "", handles=() if is_day else (("linkedin", value),))
        found[name] = features(made)
    return found


def test_cards_that_match_are_one_and_others_stay_apart():
    found = cluster("abcd", [same("a", "b"), same("b", "c")])
    assert found.groups == [("a", "b", "c"), ("d",)]
    assert found.questions == []


def test_a_question_joins_nobody_and_is_asked_once_for_two_groups():
    found = cluster("abcd", [same("a", "b"), same("c", "d"), ask("a", "c", 14), ask("b", "d", 16)])
    assert found.groups == [("a", "b"), ("c", "d")]
    assert found.questions == [ask("b", "d", 16)]


def test_a_card_without_a_name_does_not_make_a_couple_one():
    named = {"a": "Ann Smith", "b": "Bob Smith", "c": ""}
    found = {key: features(Card(key, "x", name=name)) for key, name in named.items()}
    matches = [same("a", "c", 30, BY_MAIL), same("b", "c", 29, BY_MAIL)]
    clusters = cluster("abc", matches, features=found)
    assert clusters.groups == [("a",), ("b",), ("c",)]
    assert {(match.a, match.b) for match in clusters.questions} == {("a", "c"), ("b", "c")}
    joined = cluster("abc", matches, must=[("a", "b")], features=found)
    assert joined.groups == [("a", "b", "c")]


def test_what_the_owner_joined_or_parted_stands():
    found = cluster("abc", [same("b", "c"), ask("a", "b")], must=[("a", "b")], must_not=[("a", "c")])
    assert found.groups == [("a", "b"), ("c",)]
    assert found.questions == []  # the owner has said that they are two


def test_the_owner_may_join_what_the_machine_never_would():
    cards = known(a="1980-02-03", b="1955-07-08")
    assert cluster("ab", [same("a", "b")], features=cards).groups == [("a",), ("b",)]
    assert cluster("ab", [], must=[("a", "b")], features=cards).groups == [("a", "b")]


def test_a_card_that_fits_two_entries_of_one_list_by_an_organisation_joins_neither():
    lists = {"a": ("mine",), "b": ("mine",), "c": (), "d": ("older",)}
    found = {key: features(Card(key, "x", lists=held)) for key, held in lists.items()}
    by_work = cluster("abc", [same("a", "c"), same("b", "c")], features=found)
    assert by_work.groups == [("a",), ("b",), ("c",)]
    assert {(match.a, match.b) for match in by_work.questions} == {("a", "c"), ("b", "c")}
    assert cluster("acd", [same("a", "c"), same("c", "d")], features=found).groups == [("a", "c", "d")]
    by_mail = [same(a, b, reasons=BY_MAIL) for a, b in ("ac", "bc", "ab")]
    assert cluster("abc", by_mail, features=found).groups == [("a", "b", "c")]  # the list holds one person twice


def test_a_card_that_fits_two_persons_joins_neither_and_is_asked_about():
    found = cluster("abc", [same("a", "c", 30), same("b", "c", 28)], must_not=[("a", "b")])
    assert found.groups == [("a",), ("b",), ("c",)]
    assert {(match.a, match.b) for match in found.questions} == {("a", "c"), ("b", "c")}
    assert {match.verdict for match in found.questions} == {"question"}


def test_a_card_that_fits_one_far_better_joins_it():
    found = cluster("abc", [same("a", "c", 54, BY_MAIL), same("b", "c", 22)], must_not=[("a", "b")])
    assert found.groups == [("a", "c"), ("b",)]


def test_two_profiles_are_two_people_unless_a_personal_handle_says_otherwise():
    cards = known(a="ann-1", b="ann-2")
    assert cluster("ab", [same("a", "b")], features=cards).groups == [("a",), ("b",)]
    assert cluster("ab", [same("a", "b", reasons=BY_MAIL)], features=cards).groups == [("a", "b")]


def test_no_chain_brings_two_profiles_or_two_birthdays_together():
    for cards in (known(a="ann-1", c="ann-2"), known(a="1980-02-03", c="1955-07-08")):
        found = cluster("abc", [same("a", "b", 40), same("b", "c", 25)], features=cards)
        assert found.groups == [("a", "b"), ("c",)]
        assert [(match.a, match.b) for match in found.questions] == [("b", "c")]


def test_birthdays_that_differ_by_a_slip_may_be_one_person():
    cards = known(a="1980-02-03", b="1980-03-02")
    assert cluster("ab", [same("a", "b")], features=cards).groups == [("a", "b")]


def test_the_founder_stands_first():
    found = cluster("abc", [same("a", "b"), same("b", "c")], order={"c": 1, "a": 2, "b": 3})
    assert found.groups == [("c", "a", "b")]


CARDS = "abcdefgh"
pairs = st.tuples(st.sampled_from(CARDS), st.sampled_from(CARDS)).filter(lambda pair: pair[0] < pair[1])
matches = st.lists(
    st.builds(
        lambda pair, weight, is_same: same(*pair, weight) if is_same else ask(*pair, weight),
        pairs,
        st.sampled_from([14.0, 20.0, 25.0, 30.0, 40.0]),
        st.booleans(),
    ),
    max_size=14,
    unique_by=lambda match: (match.a, match.b),
)


@settings(max_examples=150)
@given(matches, st.lists(pairs, max_size=3), st.lists(pairs, max_size=4), st.integers(0, 99))
def test_the_order_of_arrival_does_not_matter_and_rulings_hold(found, must, must_not, seed):
    joined = cluster(CARDS, [], must=must)
    group = {card: members for members in joined.groups for card in members}
    must_not = [pair for pair in must_not if group[pair[0]] != group[pair[1]]]  # the caller passes consistent ones
    features_ = known(a="ann-1", b="ann-2", c="1980-02-03", d="1955-07-08")
    first = cluster(CARDS, found, must=must, must_not=must_not, features=features_)
    chance = random.Random(seed)
    shuffled = [chance.sample(part, len(part)) for part in (list(CARDS), found, must, must_not)]
    second = cluster(shuffled[0], shuffled[1], must=shuffled[2], must_not=shuffled[3], features=features_)
    assert first == second
    assert sorted(card for members in first.groups for card in members) == list(CARDS)
    group = {card: members for members in first.groups for card in members}
    assert all(group[one] == group[two] for one, two in must)
    assert all(group[one] != group[two] for one, two in must_not)
    assert all(group[match.a] != group[match.b] for match in first.questions)


@pytest.mark.parametrize("size", [2_000])
def test_a_long_chain_is_clustered_at_once(size):
    cards = [f"{number:06d}" for number in range(size)]
    found = cluster(cards, [same(one, two) for one, two in pairwise(cards)])
    assert [len(group) for group in found.groups] == [size]


def test_a_card_that_an_organisation_joins_to_two_mobile_numbers_joins_neither():
    lines = {"a": "+4915112345678", "b": "", "c": "+4915187654321"}
    found = {
        key: features(Card(key, "x", name="Ann Smith", handles=(("phone", line),) if line else ()))
        for key, line in lines.items()
    }
    clusters = cluster("abc", [same("a", "b", 30), same("b", "c", 29)], features=found)
    assert clusters.groups == [("a",), ("b",), ("c",)]
    joined = cluster("abc", [same("a", "c", 30, BY_MAIL), same("b", "c", 29)], features=found)
    assert joined.groups == [("a", "b", "c")]


def test_under_one_roof_two_mobile_numbers_are_two_people_and_with_one_birthday_one():
    lines = {"a": "+4915112345678", "b": "+4915187654321"}
    found = {key: features(Card(key, "x", name="John Smith", handles=(("phone", one),))) for key, one in lines.items()}
    roof, birthday = ("the same postal address Lindenallee 4",), ("the same birthday 1980-02-03",)
    assert cluster("ab", [same("a", "b", reasons=roof)], features=found).groups == [("a",), ("b",)]
    assert cluster("ab", [same("a", "b", reasons=roof + birthday)], features=found).groups == [("a", "b")]
