"""Persons from their cards: what stands for them, and whether ego knows them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.persons import face, searched, stem
from kithbook.digest.rulings import sort
from kithbook.model import decision, ids, times
from kithbook.model.card import CONNECTION, CONTACT, OWNER, SEEN, Card
from kithbook.model.decision import Decision
from kithbook.model.digested import Made

NONE = sort([])


def made(key="bao", order=0, relation=CONTACT, *, known=True, known_from=None, stated=None, **said):
    return Made(
        Card(key=key, source=said.pop("source", "vcard"), relation=relation, **said),
        order=order, is_known=known, known_from=known_from, stated=stated,
    )  # fmt: skip


def of(*cards, rulings=NONE, is_ego=False):
    return face(cards, rulings, is_ego=is_ego)


def test_the_founder_is_the_card_that_was_kept_first():
    found = of(made("b", 2, name="Bao"), made("a", 1), made("c", 3))
    assert found.founder == ids.make(ids.CARD, "a")
    assert found.cards == tuple(ids.make(ids.CARD, key) for key in "abc")


def test_the_owners_words_win_then_the_connection_then_the_address_book():
    mail, book = made("m", 0, SEEN, name="bao tran (home)"), made("v", 1, CONTACT, name="B. Tran")
    link, own = made("l", 2, CONNECTION, name="Bao Tran"), made("o", 3, name="Bao", source=OWNER)
    assert of(mail).name == "bao tran (home)"
    assert of(mail, book).name == "B. Tran"
    assert of(mail, book, link).name == "Bao Tran"
    assert of(mail, book, link, own).name == "Bao"


def test_a_person_without_a_name_is_called_by_an_address():
    assert of(made(handles=(("phone", "1"), ("email", "bao@acme.example")))).name == "bao@acme.example"
    assert of(made(handles=(("phone", "1"),))).name == "1"
    assert of(made()).name == "(no name)"


def test_the_organisation_is_of_the_latest_day_and_its_title_of_the_same_card():
    old = made("l", 0, CONNECTION, organisation="Acme", title="CTO", stated=date(2020, 1, 1))
    new = made("m", 1, SEEN, organisation="Globex", stated=date(2026, 1, 1))
    undated = made("v", 2, CONTACT, organisation="Initech")
    own = made("o", 3, organisation="Umbra", source=OWNER)
    assert (of(old, new, undated).organisation, of(old, new, undated).title) == ("Globex", "")
    assert (of(old, undated).organisation, of(undated).organisation) == ("Acme", "Initech")
    assert of(old, new, undated, own).organisation == "Umbra"
    assert of(made()).organisation == ""


@pytest.mark.parametrize(
    ("days", "known_from"),
    [([5], 5), ([7, 5], 5), ([5, None], None), ([None], None)],
)
def test_a_person_is_known_from_the_first_day_that_any_card_tells_and_undated_cards_always(days, known_from):
    found = of(*(made(str(n), n, known_from=day) for n, day in enumerate(days)))
    assert found.is_known
    assert found.known_from == (times.from_day_number(known_from) if known_from else None)


def test_somebody_merely_seen_is_not_known_and_ego_is_nobodys_acquaintance():
    assert not of(made(relation=SEEN, known=False)).is_known
    assert not of(made(), is_ego=True).is_known
    assert of(made(), is_ego=True).is_ego


def test_a_robot_is_never_known_but_a_person_with_a_robots_address_is_and_keeps_their_own_name():
    robot = made("r", 0, SEEN, name="Weekly News", is_bulk=True, organisation="News", stated=date(2026, 1, 1))
    assert (of(robot).is_bulk, of(robot).is_known) == (True, False)
    both = of(robot, made("v", 1, name="Bao Tran"))
    assert (both.is_bulk, both.is_known, both.name, both.organisation) == (False, True, "Bao Tran", "")


def test_a_birthday_with_its_year_stands_before_one_without_and_the_tie_began_at_the_earliest():
    found = of(
        made("a", birthday="--05-05", since="2020-01-01"), made("b", 1, birthday="1980-05-05", since="2019-01-01")
    )
    assert (found.birthday, found.since) == ("1980-05-05", "2019-01-01")


def test_tags_and_notes_follow_the_card_and_a_tag_can_be_taken_away():
    card = ids.make(ids.CARD, "bao")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    rulings = sort(
        [
            Decision("d1", at, decision.TAG, {"card": card, "add": ["mentor"], "remove": ["climate"]}),
            Decision("d2", at, decision.NOTE, {"card": card, "text": "met in Zürich"}),
        ]
    )
    found = of(made(tags=("climate", "fair")), rulings=rulings)
    assert found.tags == ("fair", "mentor")
    assert "met in zurich" in found.words
    assert "mentor" in found.words


def test_everything_said_of_a_person_is_found():
    spans = ({"organisation": "Old Place"},)
    words = of(
        made(name="Bao", other_names=("B T",), names={"maiden": "Lê"}, handles=(("email", "b@x"),), organisation="Acme",
             title="CTO", location="Oslo", note="likes tea", spans=spans, tags=("t",))
    ).words  # fmt: skip
    for word in ("bao", "b t", "le", "b@x", "acme", "cto", "oslo", "likes tea", "old place"):
        assert word in words


@pytest.mark.parametrize(
    ("name", "found"),
    [("Bao Tran", "bao-tran"), ("Jürgen  Weiß", "jurgen-weiss"), ("Łukasz Đoković", "lukasz-dokovic"), ("李娜", "李娜"),
     ("!!!", "someone"), ("a.b/c", "a-b-c"), ("x" * 99, "x" * 60)],
)  # fmt: skip
def test_a_slug_is_readable_and_plain(name, found):
    assert stem(name) == found


@given(st.text())
def test_a_slug_holds_no_point_blank_or_slash_so_that_its_number_can_be_told(name):
    assert stem(name)
    assert not {".", " ", "/", "\x00"} & set(stem(name))
    assert searched(searched(name)) == searched(name)


cards = st.lists(
    st.builds(
        made,
        key=st.sampled_from("abcdefgh"),
        order=st.integers(0, 3),
        relation=st.sampled_from([CONNECTION, CONTACT, SEEN]),
        known=st.booleans(),
        known_from=st.one_of(st.none(), st.integers(0, 9)),
        stated=st.one_of(st.none(), st.just(date(2020, 1, 1))),
        name=st.sampled_from(["", "Bao", "Bao Tran"]),
        organisation=st.sampled_from(["", "Acme", "Globex"]),
        birthday=st.sampled_from(["", "--05-05", "1980-05-05", "1981-05-05"]),
        is_bulk=st.booleans(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one.card.key,
)


@given(cards, st.randoms(use_true_random=False))
def test_the_order_in_which_cards_are_given_does_not_matter(found, chance):
    mixed = list(found)
    chance.shuffle(mixed)
    assert of(*mixed) == of(*found)


@pytest.mark.parametrize(("source", "shown"), [("mail", "Jürgen Müller"), ("owner", "Müller, Jürgen")])
def test_a_name_behind_a_comma_is_shown_in_its_order_unless_the_owner_wrote_it_so(source, shown):
    assert of(made("a", name="Müller, Jürgen", source=source)).name == shown
