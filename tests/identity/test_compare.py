import pickle
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.identity import compare as comparing
from kithbook.identity.compare import Match, compare
from kithbook.identity.features import features, heeded
from kithbook.identity.value import question_value
from kithbook.model.card import CONNECTION, CONTACT, SEEN, Card

NEW = {"seen_from": date(2024, 1, 1), "seen_to": date(2025, 1, 1)}
OLD = {"seen_from": date(2005, 1, 1), "seen_to": date(2006, 1, 1)}


def card(name="", *handles, key=None, source="vcard", **more):
    card.number += 1
    return Card(key or f"{source}:{card.number}", source, name=name, handles=handles, **more)


card.number = 0


def email(address):
    return ("email", address)


def phone(number):
    return ("phone", number)


def slug(name):
    return ("linkedin", name)


def verdict(one, two, counts=None):
    found = compare(features(one), features(two), counts or {})
    assert found == compare(features(two), features(one), counts or {})
    return found.verdict if found else None


ACME = {"organisation": "Acme GmbH"}
HOME = ({"street": "Lindenallee 4", "postcode": "10115", "city": "Berlin", "country": "Germany"},)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (card("Ann Smith", email("ann@x.org")), card("Annie Smith", email("ann@x.org"))),
        (card("Ann Smith", email("a.nn+news@googlemail.com")), card("A. Smith", email("ann@gmail.com"))),
        (card("Ann Smith", email("ann@x.org")), card("", email("ann@x.org"))),
        (card("Ann Smith", email("ann@x.org")), card("Ann Jones", email("ann@x.org"))),  # she married
        (card("Ann Smith", phone("+4915112345678")), card("Ann S.", phone("0049 151 12345678"))),
        (card("Ann Smith", phone("0151 12345678")), card("Ann Smith", phone("+49 151 12345678"))),
        (card("Ann Smith", slug("ann-1")), card("Ann Jones-Smith", slug("ann-1"))),
        (card("Ann Smith", ("uid", "vcard:7")), card("Ann Smith", ("uid", "vcard:7"))),
        (card("Ann Smith", birthday="1980-02-03"), card("Smith, Ann", birthday="1980-02-03")),
        (card("Ann Smith", addresses=HOME), card("Ann Smith", addresses=HOME)),
        (card("Smith", birthday="1980-02-03", addresses=HOME), card("Ann Smith", birthday="1980-02-03", addresses=HOME)),
        (card("Ann Smith", **ACME, **NEW), card("Ann Smith", organisation="ACME", **NEW)),
        (card("Ann Smith", **ACME, **NEW), card("Ann Smith", email("ann@acme.example"), **NEW)),
        (card("Ann Smith", **ACME, **NEW), card("", email("ann.smith@acme.example"), **NEW)),
        (card("Ann Smith", **ACME), card("Ann Smith", **ACME)),
        (
            card("Ann Smith", spans=({"organisation": "Acme", "start": "2010", "end": "2015"},)),
            card("Ann Smith", email("as@acme.example"), seen_from=date(2014, 1, 1), seen_to=date(2014, 6, 1)),
        ),
    ],
    ids=lambda one: one.name,
)  # fmt: skip
def test_evidence_beyond_the_name_makes_one_person(one, two):
    assert verdict(one, two) == "same"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (card("Ornella Featherstone"), card("Ornella Featherstone")),  # a rare name, and nothing else
        (card("Ann Featherstone"), card("Ann Featherstone", email("ann@x.org"))),
        (card("Ornella Featherstone", **ACME, **NEW), card("Ornella Featherstone", **ACME, **OLD)),
        (card("Ann Smith", birthday="1980-02-03", addresses=HOME), card("Bob Smith", birthday="1980-02-03", addresses=HOME)),
        (card("Ann Smith", email("smiths@x.org")), card("Bob Smith", email("smiths@x.org"))),
        (card("O. Featherstone", **ACME), card("Ornella Featherstone", **ACME)),
        (card("Ann Smith", birthday="1980-02-03", addresses=HOME), card("Ann Smith", birthday="1955-07-08", addresses=HOME)),
        (card("Ann Smith", email("ann@x.org"), birthday="1980-02-03"), card("Ann Smith", email("ann@x.org"), birthday="1955-07-08")),
        (card("Ornella Featherstone", **ACME), card("Ornella Featherstone", email("ornella.featherstone2@acme.example"))),
    ],
    ids=lambda one: one.name,
)  # fmt: skip
def test_what_is_uncertain_is_asked(one, two):
    assert verdict(one, two) == "question"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (card("Ann Smith"), card("Bob Smith")),
        (card("Ann Smith", **ACME), card("Bob Smith", **ACME)),
        (card("Ann Smith", addresses=HOME), card("Bob Smith", addresses=HOME)),  # a couple at home
        (card("John Smith"), card("John Smith")),  # there are too many to ask
        (card("Ann Smith", email("info@acme.example")), card("Bob Jones", email("info@acme.example"))),
        (card("", email("info@acme.example")), card("", email("info@acme.example"))),
        (card("Ann Smith", phone("+49301234567")), card("Bob Jones", phone("+49301234567"))),
        (card("News", email("n@x.org"), is_bulk=True), card("News", email("n@x.org"))),
        (card("Ann Smith", **ACME), card("Ann Jones", **ACME)),
        (card(""), card("")),
        (card("🚀"), card("🚀")),
        (card("Ornella Featherstone", slug("o-1"), **ACME), card("Ornella Featherstone", slug("o-2"), **ACME)),
        (
            card("Camille Tevarez", email("camille81@gmail.com")),
            card("Camille Karasdal", email("camille@other.example")),
        ),
    ],
    ids=lambda one: one.name,
)
def test_what_speaks_for_nothing_is_nothing(one, two):
    assert verdict(one, two) is None


def test_a_mailbox_under_which_several_write_is_nobody():
    desk = card("Ornella Featherstone", email("desk@acme.example"), other_names=("Bob Quillfeather", "Acme"))
    assert verdict(desk, card("Ornella Featherstone", **ACME)) is None
    assert verdict(desk, card("Ornella Featherstone", email("desk@acme.example"))) == "question"
    function = card("Ornella Featherstone", email("desk@acme.example"), other_names=("Acme",))
    assert verdict(function, card("Ornella Featherstone", **ACME)) is None


def test_forms_of_one_name_are_one_person():
    forms = card(
        "Ted Quillfeather",
        email("quillfeather@acme.example"),
        other_names=("Edwadr Quillfeather", "Edward Quillfeather"),
    )
    assert verdict(forms, card("Edward Quillfeather", **ACME)) == "same"


def test_who_writes_on_behalf_keeps_their_own_address():
    helping = card("Bob Quillfeather", email("bob.quillfeather@acme.example"), other_names=("Ornella Featherstone",))
    assert verdict(helping, card("Ornella Featherstone", **ACME)) is None
    assert verdict(helping, card("Bob Quillfeather", **ACME)) == "same"


def test_an_address_that_writes_out_an_initial_completes_the_name():
    assert verdict(card("E. Moraqvist", email("emma.moraqvist@acme.example")), card("Emma Moraqvist", **ACME)) == "same"
    assert verdict(card("E. Moraqvist", email("emma.moraqvist@acme.example")), card("Eva Moraqvist", **ACME)) != "same"


def test_a_mobile_number_outlasts_a_change_of_the_family_name():
    mobile, front_desk = phone("+4915112345678"), phone("+493012345678")
    assert verdict(card("Ornella Featherstone", mobile), card("Ornella Quillfeather", mobile)) == "same"
    assert verdict(card("Ornella Featherstone", front_desk), card("Ornella Quillfeather", front_desk)) != "same"
    assert verdict(card("Ornella Featherstone", mobile), card("Bob Quillfeather", mobile)) != "same"


def test_two_addresses_of_one_name_at_one_organisation_are_two_people():
    one, two = card("Ornella Featherstone", **ACME), card("Ornella Featherstone", email("o.feather@acme.example"))
    assert verdict(one, two) == "same"
    assert verdict(one, two, {"staff:ornela featherstone@acme.example": 2}) == "question"


def test_two_entries_of_one_list_are_two_people_until_more_than_the_organisation_says_otherwise():
    def entry(book, *handles, **more):
        return card(RARE, *handles, relation=CONTACT, lists=(book,), **ACME, **more)

    assert verdict(entry("mine"), entry("mine")) == "question"
    found = compare(features(entry("mine")), features(entry("mine", phone("+4915112345678"))), {})
    assert (found.verdict, found.reasons[-1]) == ("question", "two entries of one list of contacts")
    assert verdict(entry("mine"), entry("an older one")) == "same"
    for own in ({"birthday": "1980-02-03"}, {"addresses": HOME}):
        assert verdict(entry("mine", **own), entry("mine", **own)) == "same"
    number = phone("+4915112345678")
    assert verdict(entry("mine", number), entry("mine", number)) == "same"


def test_half_a_name_of_an_organisation_proves_only_what_was_seen_within_two_years():
    one = card(
        "Ornella Featherstone", organisation="Acme Consulting", seen_from=date(2018, 1, 1), seen_to=date(2020, 1, 1)
    )
    for first, found in ((date(2021, 6, 1), "same"), (date(2022, 6, 1), "question")):
        two = card("Ornella Featherstone", email("of@acme.example"), seen_from=first, seen_to=date(2024, 1, 1))
        assert verdict(one, two) == found


def test_a_shared_mailbox_joins_nobody():
    one = card("Ornella Featherstone", email("info@acme.example"))
    two = card("Ornella Featherstone", email("info@acme.example"))
    assert verdict(one, two) == "question"
    crowded = {"email:desk@x.org": 16}
    assert verdict(card("Ann", email("desk@x.org")), card("Ann", email("desk@x.org")), crowded) is None


def test_a_switchboard_joins_nobody():
    one, two = card("John Smith", phone("+49301234567")), card("John Smith", phone("+49301234567"))
    assert verdict(one, two) == "same"
    assert verdict(one, two, {"phone:+49301234567": 4}) is None


def test_a_placeholder_profile_joins_nobody():
    one, two = card("Ann Smith", slug("member")), card("Bob Jones", slug("member"))
    assert verdict(one, two) == "question"
    assert verdict(one, two, {"profile:member": 8}) is None


def test_a_second_bearer_makes_the_organisation_no_proof():
    one, two = card("Ann Smith", **ACME), card("Ann Smith", email("ann@acme.example"))
    assert verdict(one, two) == "same"
    assert verdict(one, two, {f"bearer:{features(one).name_key}": 2}) == "question"
    assert verdict(card("Ann Smith", birthday="1980-02-03"), card("Ann Smith", birthday="1980-02-03"),
                   {f"bearer:{features(one).name_key}": 2}) == "same"  # fmt: skip


def test_a_large_organisation_is_no_proof_for_a_common_name():
    crowd = {"organisation:acme": 4096}
    assert verdict(card("Ann Smith", **ACME), card("Ann Smith", **ACME), crowd) == "question"
    rare = card("Ornella Featherstone", **ACME), card("Ornella Featherstone", **ACME)
    assert verdict(*rare, crowd) == "same"


def test_counts_are_asked_only_for_keys_that_the_cards_count():
    asked = set()

    class Counts(dict):
        def get(self, key, default=None):
            asked.add(key)
            return default

    everything = {**ACME, "birthday": "1980-02-03", "addresses": HOME}
    handles = (email("ann@x.org"), phone("+493012345678"), slug("ann-1"))
    one, two = features(card("Ann Smith", *handles, **everything)), features(card("Bob Smith", *handles, **everything))
    three = features(card("Ann Smith", *handles[:2], **everything))
    for pair in product((one, two, three), repeat=2):
        compare(*pair, Counts())
    assert asked
    counted = {key for found in (one, two, three) for key, _ in found.counted}
    assert {heeded(key) or key for key in asked} <= counted


def test_reasons_are_sentences_that_a_person_can_check():
    one = card("Ann Smith", email("ann@x.org"), **ACME, **NEW)
    two = card("Smith, Ann", email("ann@x.org"), **ACME, **NEW)
    found = compare(features(one), features(two), {})
    assert set(found.reasons) == {
        "named Ann Smith and Smith, Ann, which agree"
        if one.id < two.id
        else "named Smith, Ann and Ann Smith, which agree",
        "the same e-mail address ann@x.org",
        "both at Acme GmbH at the same time",
    }
    assert found.goes_beyond_name
    assert (found.a, found.b) == tuple(sorted((one.id, two.id)))


def test_a_bare_address_speaks_by_its_spelling():
    one, two = card("Ann Smith", **ACME), card("", email("ann.smith@acme.example"))
    reasons = compare(features(one), features(two), {}).reasons
    assert any("written ann.smith@acme.example" in reason for reason in reasons)
    silent = compare(features(card("", email("x1@y.org"))), features(card("Ann Smith", email("x1@y.org"))), {})
    assert silent.reasons == ("the same e-mail address x1@y.org",)


def test_a_question_about_people_one_knows_is_worth_more():
    match = Match("a", "b", 18.0, "question", (), goes_beyond_name=False)
    likely = replace(match, weight=25.0)
    assert question_value(match, known_a=1, known_b=1) > question_value(match, known_a=1, known_b=0.1)
    assert question_value(likely, known_a=1, known_b=1) > question_value(match, known_a=1, known_b=1)
    assert 0 < question_value(match, known_a=0, known_b=0) < question_value(likely, known_a=1, known_b=1) <= 1


def test_a_question_about_two_strangers_comes_behind_any_other():
    least = Match("a", "b", 0.1, "question", (), goes_beyond_name=False)  # a handle in common, and much against it
    surest = replace(least, weight=60.0)
    others = question_value(least, known_a=0, known_b=0)
    assert 0 < question_value(surest, known_a=1, known_b=1, are_strangers=True) < others


# -- laws --------------------------------------------------------------------------------------------------

names = st.sampled_from(
    ["Ann Smith", "Smith, Ann", "A. Smith", "Bob Smith", "Ann", "", "王小明", "Иван Петров"]
) | st.text(max_size=30)
days = st.dates(date(2000, 1, 1), date(2025, 1, 1))
cards = st.builds(
    Card,
    key=st.text(min_size=1, max_size=8),
    source=st.sampled_from(["vcard", "linkedin", "mbox"]),
    name=names,
    other_names=st.lists(names, max_size=2).map(tuple),
    handles=st.lists(
        st.sampled_from([email("ann.smith@acme.example"), email("ann@gmail.com"), phone("+4915112345678"), phone("12"), slug("a"), slug("b"), ("url", "https://github.com/ann")]),
        max_size=3,
        unique=True,
    ).map(tuple),
    organisation=st.sampled_from(["", "Acme", "ACME Inc.", "Umbra"]),
    birthday=st.sampled_from(["", "1980-02-03", "1980-02-04", "--02-03", "1955", "nonsense", "2023-02-31"]),
    location=st.sampled_from(["", "Berlin, Germany", "Paris"]),
    relation=st.sampled_from([CONNECTION, CONTACT, SEEN]),
    seen_from=st.none() | days,
    seen_to=st.none() | days,
    is_bulk=st.booleans(),
)  # fmt: skip


@settings(max_examples=150)
@given(cards, cards)
def test_comparison_is_symmetrical_and_total(one, two):
    first, second = features(one), features(two)
    found = compare(first, second, {})
    assert found == compare(second, first, {})
    if found:
        assert found.a < found.b
        assert found.weight >= comparing.SAME_WEIGHT or found.verdict == "question"
        assert found.verdict == "question" or found.goes_beyond_name


@settings(max_examples=60)
@given(cards)
def test_features_are_pure_and_travel(one):
    found = features(one)
    assert found == features(one)
    assert pickle.loads(pickle.dumps(found)) == found
    assert compare(found, found, {}) is None


RARE = "Ornella Featherstone"


def test_an_organisation_proves_what_was_seen_there_years_apart_only_where_no_other_of_the_name_is_to_be_expected():
    def seen(year):
        return card(RARE, email("ornella@acme.example"), seen_from=date(2014, 1, 1), seen_to=date(year, 6, 1))

    listed = card(RARE, slug("of-1"), source="linkedin", relation=CONNECTION, **ACME, **NEW)
    small, large = {"organisation:acme": 8}, {"organisation:acme": 128, "given:ornela": 16, "surname:featherstone": 16}
    assert [verdict(seen(year), listed, small) for year in (2023, 2021, 2018)] == ["same", "same", "question"]
    assert [verdict(seen(year), listed, large) for year in (2023, 2021, 2018)] == ["same", "question", "question"]


def test_one_title_at_one_organisation_outlasts_the_years():
    def signed(title, **more):
        when = {"seen_from": date(2014, 1, 1), "seen_to": date(2016, 1, 1)}
        return card(RARE, organisation="Acme", title=title, **when, **more)

    listed = card(RARE, slug("of-1"), source="linkedin", relation=CONNECTION, title="Port  Planner", **ACME, **NEW)
    assert verdict(signed("port planner"), listed) == "same"
    assert verdict(signed("Harbour Master"), listed) == verdict(signed(""), listed) == "question"
    untitled = replace(listed, title="")
    assert verdict(signed(""), untitled) == "question"
    crowd = {"organisation:acme": 128, "given:ornela": 16, "surname:featherstone": 16}
    assert verdict(signed("port planner"), listed, crowd) == "question"
    found = compare(features(signed("Port Planner")), features(listed), {})
    assert found.reasons[-1].endswith("under one title, within 10 years")


def test_a_list_says_who_works_where_on_the_day_it_was_exported_and_not_when_the_tie_began():
    tied = {"seen_from": date(2014, 1, 1), "seen_to": date(2025, 1, 1), "since": "2014-01-01"}
    listed = card(RARE, slug("of-2"), source="linkedin", relation=CONNECTION, **ACME, **tied)
    then = card(RARE, email("ornella@acme.example"), seen_from=date(2014, 1, 1), seen_to=date(2016, 1, 1))
    assert verdict(listed, then) == "question"


def test_two_mobile_numbers_make_an_organisation_no_proof():
    one = card(RARE, phone("+4915112345678"), **ACME)
    other = card(RARE, phone("+4915187654321"), source="google-csv", **ACME)
    assert verdict(one, other) == "question"
    assert verdict(one, replace(other, handles=(phone("+493012345678"),))) == "same"  # a desk's


def test_at_an_organisation_that_many_cards_name_a_slip_of_the_pen_may_be_another_person():
    one, other = card(RARE, **ACME, **NEW), card("Ornella Feahterstone", **ACME, **NEW, source="csv")
    assert verdict(one, other, {"organisation:acme": 8}) == "same"
    assert verdict(one, other, {"organisation:acme": 16}) == "question"


def test_a_name_that_the_book_holds_often_is_no_rare_one_at_a_large_organisation():
    one, other = card(RARE, **ACME, **NEW), card(RARE, **ACME, **NEW, source="csv")
    crowd = {"organisation:acme": 128}
    assert verdict(one, other, crowd) == "same"
    assert verdict(one, other, crowd | {"given:ornela": 128, "surname:featherstone": 32}) == "question"


def test_a_second_mobile_number_under_the_name_anywhere_in_the_book_is_a_second_bearer():
    one, other = card(RARE, **ACME, **NEW), card(RARE, email("of@acme.example"), **NEW)
    assert verdict(one, other) == "same"
    assert verdict(one, other, {f"line:{features(one).name_key}": 1}) == "same"
    assert verdict(one, other, {f"line:{features(one).name_key}": 2}) == "question"
    born = {"birthday": "1980-02-03"}
    assert verdict(replace(one, **born), replace(other, **born), {f"line:{features(one).name_key}": 2}) == "same"


@pytest.mark.parametrize(
    ("address", "counts", "expected"),
    [
        ("featherstone2@acme.example", {}, "same"),  # of another Featherstone, hardly of another Ornella
        ("ornella4@acme.example", {}, "same"),
        ("featherstone99@acme.example", {"given:ornela": 64}, "question"),  # among 98 an Ornella may well be
        ("ornella99@acme.example", {"surname:featherstone": 64}, "question"),
        ("ornella.featherstone2@acme.example", {}, "question"),
        ("ofeatherstone2@acme.example", {}, "question"),
    ],
)
def test_a_number_behind_a_part_of_the_name_tells_of_others_who_bear_that_part(address, counts, expected):
    listed = card(RARE, slug("of-4"), source="linkedin", relation=CONNECTION, **ACME, **NEW)
    assert verdict(card(RARE, email(address), **NEW), listed, counts) == expected


def test_all_forms_of_a_given_name_are_counted_as_one():
    one, other = card("Philipp Featherstone", **ACME, **NEW), card("Phil Featherstone", **ACME, **NEW, source="csv")
    same = replace(other, name="Philipp Featherstone")
    counts = {"organisation:acme": 128, "given:philip": 32, "surname:featherstone": 16}
    assert verdict(one, other, counts) == verdict(one, same, counts) == "same"
    more = counts | {"surname:featherstone": 64}
    assert verdict(one, other, more) == verdict(one, same, more) == "question"


def test_two_frequent_surnames_that_sound_alike_join_nobody_at_an_organisation():
    listed = card("Linnea Bakker", slug("lb"), source="linkedin", relation=CONNECTION, **ACME, **NEW)
    assert verdict(card("Linnea Baker", email("linnea4@acme.example"), **NEW), listed) != "same"
    assert verdict(card("Linnea Bakker", email("linnea4@acme.example"), **NEW), listed) == "same"
    assert verdict(card("Linnea Baker", email("lb@x.org")), card("Linnea Bakker", email("lb@x.org"))) == "same"
