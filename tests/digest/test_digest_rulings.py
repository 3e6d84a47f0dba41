"""What the owner's standing decisions come to: the later ruling stands, and none contradicts another."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.rulings import Chains, links, own_key, sort, spelt
from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.model.decision import Decision

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ADA, BAO, CLEO, DAN = (ids.make(ids.CARD, name) for name in ("ada", "bao", "cleo", "dan"))


def ruled(verb, number=0, **fields):
    return Decision(ids.make(ids.DECISION, str(number)), NOW, verb, fields)


def merge(a, b):
    return ruled(verbs.MERGE, a=a, b=b)


def split(cards, others):
    return ruled(verbs.SPLIT, cards=cards, others=others)


def pair(a, b):
    return (min(a, b), max(a, b))


def test_nothing_is_ruled_where_nothing_was():
    found = sort([])
    assert (found.zone, found.ego, found.must, found.must_not) == ("", None, (), ())


def test_the_book_keeps_the_zone_of_its_first_import_where_the_owner_names_none():
    assert sort([ruled(verbs.ZONE, zone="Europe/Berlin"), ruled(verbs.ZONE, zone="Asia/Tokyo")]).zone == "Asia/Tokyo"
    assert sort([ruled(verbs.NOTE, card=BAO, text="x")]).zone == ""


def test_the_later_of_merge_and_split_stands():
    assert links([merge(BAO, CLEO), split([BAO], [CLEO])]) == ((), (pair(BAO, CLEO),))
    assert links([split([BAO], [CLEO]), merge(BAO, CLEO)]) == ((pair(BAO, CLEO),), ())


def test_a_merge_of_two_people_is_of_all_their_cards_until_one_is_split_off():
    of_people = ruled(verbs.MERGE, a=ADA, b=CLEO, cards=[ADA, BAO], others=[CLEO])
    assert links([of_people]) == ((pair(ADA, CLEO), pair(BAO, CLEO)), ())
    must, must_not = links([of_people, split([ADA], [BAO, CLEO])])
    assert must == (pair(BAO, CLEO),)
    assert set(must_not) == {pair(ADA, BAO), pair(ADA, CLEO)}


def test_a_split_parts_a_chain_at_its_latest_merge():
    must, must_not = links([merge(ADA, BAO), merge(BAO, CLEO), split([ADA], [CLEO])])
    assert must == (pair(BAO, CLEO),)
    assert must_not == (pair(ADA, CLEO),)


def test_an_answer_rules_like_a_merge_or_a_split():
    same = ruled(verbs.ANSWER, answer="same", a=BAO, b=CLEO, question="q")
    other = ruled(verbs.ANSWER, answer="different", a=BAO, b=DAN, question="q")
    later = ruled(verbs.ANSWER, answer="later", question="q")
    assert links([same, other, later]) == ((pair(BAO, CLEO),), (pair(BAO, DAN),))


def test_a_card_is_not_parted_from_itself():
    assert links([split([BAO], [BAO, CLEO])]) == ((), (pair(BAO, CLEO),))


cards = st.sampled_from([ADA, BAO, CLEO, DAN])
rulings = st.lists(
    st.one_of(
        st.builds(merge, cards, cards),
        st.builds(split, st.lists(cards, min_size=1, max_size=2), st.lists(cards, min_size=1, max_size=2)),
    ),
    max_size=8,
)


@given(rulings)
def test_rulings_never_contradict_each_other(decisions):
    must, must_not = links(decisions)
    chains = Chains()
    for one in must:
        chains.join(one)
    assert not [one for one in must_not if chains.joins(one)]


@given(rulings)
def test_the_latest_ruling_always_stands(decisions):
    if not decisions:
        return
    last = decisions[-1].fields
    must, must_not = links(decisions)
    if "a" in last and last["a"] != last["b"]:
        assert pair(last["a"], last["b"]) in must
    for a in last.get("cards", ()):
        for b in last.get("others", ()):
            assert a == b or pair(a, b) in must_not


@given(rulings)
def test_chains_know_what_may_not_meet_after_any_joining(decisions):
    must, must_not = links(decisions)
    chains = Chains()
    for one in must_not:
        chains.forbid(one)
    for one in must:
        assert not chains.forbids(one)
        chains.join(one)
        chains.join(one)
    assert all(chains.forbids(one) for one in must_not)


def test_edits_add_up_on_the_owners_card_and_a_later_one_beats_an_earlier_one():
    found = sort(
        [
            ruled(verbs.EDIT, 1, card=BAO, set={"position": "Editor", "email": "b@acme.example"}),
            ruled(verbs.EDIT, 2, card=BAO, set={"role": "Publisher"}, add={"email": ["B2@acme.example", "no address"]}),
            ruled(verbs.EDIT, 3, card=BAO, remove={"email": "b@acme.example"}),
            ruled(verbs.EDIT, 4, card=BAO, set={"phone": "1"}, add={"phone": "1"}, remove={"url": " "}),
        ]
    )
    words = found.own[own_key(BAO)]
    assert words.content == {"title": "Publisher", "handles": [["email", "b2@acme.example"], ["phone", "1"]]}
    assert words.removed == {("email", "b@acme.example")}
    assert len(words.decisions) == 4
    assert (BAO, ids.make(ids.CARD, own_key(BAO))) in found.must
    assert pair(BAO, ids.make(ids.CARD, "email:b@acme.example")) in found.must_not


def test_an_address_given_back_is_the_persons_again():
    taken, given_back = (
        ruled(verbs.EDIT, n, card=BAO, **{w: {"email": ["b@x.example"]}}) for n, w in ((1, "remove"), (2, "add"))
    )
    assert sort([taken, given_back]).must_not == ()
    assert sort([given_back, taken]).own[own_key(BAO)].content["handles"] == []


def test_a_person_entered_is_a_card_of_the_owners():
    entered = ruled(verbs.ADD, 7, name="Bao Li", email="Bao@Acme.example", met="at the fair", title="")
    found = sort([entered])
    words = found.own[own_key(entered.id)]
    assert words.anchor == ""
    assert words.content == {
        "relation": "contact", "name": "Bao Li", "note": "at the fair", "handles": [["email", "bao@acme.example"]],
    }  # fmt: skip
    assert found.must == ()


def test_tags_notes_logs_and_ego_are_gathered_in_order():
    found = sort(
        [
            ruled(verbs.TAG, card=BAO, add=["a", "b"], remove=[]),
            ruled(verbs.TAG, card=BAO, add=[], remove=["a"]),
            ruled(verbs.NOTE, card=BAO, text="one"),
            ruled(verbs.LOG, card=BAO, kind="call"),
            ruled(verbs.EGO, emails=["ada@own.example"]),
            ruled(verbs.EGO, name="Ada"),
            ruled(verbs.RHYTHM, card=BAO, days=30),
        ]
    )
    assert found.tags == {BAO: ("a", "b", "-a")}
    assert found.notes == {BAO: ("one",)}
    assert [one.fields["kind"] for one in found.logs] == ["call"]
    assert found.ego == {"emails": ["ada@own.example"], "name": "Ada"}


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("email", "mailto:Bao@Acme.example", "bao@acme.example"), ("email", "bao", None), ("email", "  ", None),
        ("linkedin", "https://www.linkedin.com/in/Bao/", "bao"), ("linkedin", "bao", None),
        ("phone", " +49 30 1 ", "+49 30 1"), ("url", "Acme.example/", "https://acme.example"),
    ],
)  # fmt: skip
def test_handles_are_spelt_canonically_or_not_at_all(kind, value, found):
    assert spelt(kind, value) == ([kind, found] if found else None)
