"""Where two people both were is said of what positions of both state, and of nothing else."""

from dataclasses import replace

from kithbook.model.position import EDUCATION, EMPLOYER, Position, SharedPlace
from kithbook.network.together import places


def position(organisation, **fields):
    stated = Position(
        person=1, organisation=organisation, organisation_key=organisation.casefold(), title="", start="", end="",
        kind=EMPLOYER, source="linkedin", record=f"r-{organisation}", is_current=False,
    )  # fmt: skip
    return replace(stated, **fields)


def test_places_come_in_the_order_of_the_other_s_positions_and_once():
    theirs = [position("A", start="2020"), position("B", start="2015"), position("A", start="2010"), position("C")]
    found = places([position("B"), position("a", record="r-own")], theirs)
    assert found == [
        SharedPlace("a", EMPLOYER, is_present=False, evidence=("r-A", "r-own")),
        SharedPlace("B", EMPLOYER, is_present=False, evidence=("r-B",)),
    ]


def test_what_only_the_use_of_an_address_tells_is_shared_with_nobody():
    gathered = position("A", record="")
    assert places([position("A")], [gathered]) == places([gathered], [position("A")]) == []
    assert [one.evidence for one in places([position("A")], [gathered, position("A", record="r-2")])] == [
        ("r-2", "r-A")
    ]


def test_both_are_there_now_if_a_position_of_each_says_so():
    there = [position("A", record="r-old"), position("A", is_current=True)]
    assert places(there, there) == [SharedPlace("A", EMPLOYER, is_present=True, evidence=("r-A",))]
    assert not places([position("A")], there)[0].is_present


def test_an_organisation_is_a_place_once_a_kind_and_has_none_where_the_kinds_differ():
    taught, studied = position("A"), position("A", kind=EDUCATION)
    assert [one.kind for one in places([studied, taught], [taught, studied])] == [EMPLOYER, EDUCATION]
    assert [one.kind for one in places([studied, taught], [studied])] == [EDUCATION]
    assert [one.kind for one in places([studied], [taught])] == [None]


def test_a_position_without_an_organisation_is_no_place():
    nowhere = position("", organisation_key="")
    assert places([nowhere], [nowhere]) == []
