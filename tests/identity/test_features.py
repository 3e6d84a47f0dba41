from datetime import date
from itertools import combinations, pairwise

import pytest

from kithbook.identity.compare import compare
from kithbook.identity.features import BLOCK_LIMIT, features, heeded
from kithbook.identity.normalise import (
    birthday,
    city,
    guess,
    is_landline,
    mailbox,
    phone,
    place,
    region_of,
    work_domain,
)
from kithbook.model.card import Card


def card(key, name="", *handles, **more):
    return Card(key, "vcard", name=name, handles=handles, **more)


def blocks(name, *handles, **more):
    return features(card("x", name, *handles, **more)).blocks


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (card("a", "Ann Smith", ("email", "ann@x.org")), card("b", "", ("email", "ann@x.org"))),
        (card("a", "Ann Smith", ("email", "a.n.n@gmail.com")), card("b", "", ("email", "ann@googlemail.com"))),
        (card("a", "Ann", ("phone", "+4915112345678")), card("b", "Smith", ("phone", "0151/12345678"))),
        (card("a", "Ann Smith"), card("b", "Smith Ann")),
        (card("a", "Katharina Huber"), card("b", "Kathi Huber")),
        (card("a", "Bob Smith"), card("b", "R. Smith")),
        (card("a", "Sergey Ivanov"), card("b", "Сергей Иванов")),
        (card("a", "Jürgen Müller"), card("b", "Juergen Mueller")),
        (card("a", "José García Márquez"), card("b", "José García")),
        (card("a", "Catherine Stephens"), card("b", "Kathryn Stevens")),
        (card("a", "Anna Schmidt-Meier"), card("b", "Anna Meier")),
        (card("a", "Ann Smith", organisation="Acme GmbH"), card("b", "Ann Jones", ("email", "ann@acme.example"))),
        (card("a", "Ann Smith", organisation="Acme Consulting"), card("b", "Ann Jones", organisation="ACME")),
        (card("a", "Ann Smith"), card("b", "", ("email", "ann.smith@x.org"))),
        (card("a", "Ann Smith", birthday="1980-02-03"), card("b", "Nan Jones", birthday="1980-02-03")),
        (card("a", "Ann Smith", birthday="1980-02-03"), card("b", "Ann Jones", birthday="--02-03")),
        (
            card("a", "Waller", addresses=({"street": "6 Tullaroop Street", "postcode": "4011"},)),
            card("b", "Ann Waler", addresses=({"street": "Tullaroop St 6", "postcode": "4011"},)),
        ),
        (card("a", "", ("linkedin", "ann")), card("b", "王小明", ("linkedin", "ann"))),
        (card("a", "", ("url", "https://github.com/ann")), card("b", "Ann", ("url", "https://github.com/ann"))),
    ],
)
def test_cards_of_one_person_share_a_block(one, two):
    assert features(one).blocks & features(two).blocks


def test_what_is_shared_or_sent_in_bulk_makes_no_block():
    assert not blocks("", ("email", "info@acme.example"))
    assert not blocks("", ("email", "no-reply@acme.example"))
    assert not blocks("", ("url", "https://acme.example"))
    robot = features(card("x", "Acme News", ("email", "n@acme.example"), is_bulk=True))
    assert not robot.blocks
    assert not robot.counted


@pytest.mark.parametrize(
    "name",
    ["", "🚀" * 50, "Z̴̡̛a̷͝l̸go" * 100, "\u202e\u202d", "x" * 1_000_000, "\x00\ud800", "'", "-", ",", "Dr.", "é" * 500],
)
def test_hostile_names_cost_little_and_raise_nothing(name):
    found = features(card("x", name, organisation=name, location=name, other_names=(name, name)))
    assert len(found.blocks) < 40
    assert all(len(block) < 500 for block in found.blocks)


def narrowed_pairs(all_features):
    """Pair up as the digest does: within a block; in a large one only with the same second key."""
    members = {}
    for found in all_features:
        for block in found.blocks:
            members.setdefault(block, []).append(found)
    pairs = set()
    for group in members.values():
        pairs.update(
            frozenset((one.card, two.card))
            for one, two in combinations(group, 2)
            if len(group) <= BLOCK_LIMIT or one.narrow == two.narrow
        )
    return pairs


def test_ten_thousand_namesakes_without_anything_else_are_not_compared():
    crowd = [features(card(f"c{number}", "Ann Smith")) for number in range(10_000)]
    assert not any(one.narrow == two.narrow for one, two in pairwise(crowd))


def test_narrowing_a_large_block_loses_no_true_match_by_a_handle():
    switchboard = ("phone", "+49301234567")
    crowd = [
        features(
            card(f"c{number}", f"{chr(97 + number % 26)}nn Smith{number:04d}", switchboard, organisation=f"O{number}")
        )
        for number in range(BLOCK_LIMIT + 50)
    ]
    one = features(card("one", "Ornella Featherstone", switchboard, organisation="Acme"))
    two = features(card("two", "Featherstone, Ornella", switchboard, location="Berlin"))
    assert frozenset((one.card, two.card)) in narrowed_pairs([*crowd, one, two])


def test_narrowing_namesakes_keeps_those_with_evidence():
    crowd = [
        features(card(f"c{number}", "Ann Smith", organisation=f"Org{number}")) for number in range(BLOCK_LIMIT + 50)
    ]
    one = features(card("one", "Ann Smith", ("email", "ann@acme.example"), birthday="1980-02-03"))
    two = features(card("two", "Ann Smith", birthday="1980-02-03", organisation="Umbra"))
    three = features(card("three", "Ann Smith", organisation="Acme"))
    pairs = narrowed_pairs([*crowd, one, two, three])
    for other in (two, three):
        assert frozenset((one.card, other.card)) in pairs
        assert compare(one, other, {}).verdict == "same"


def test_counts_tell_bearers_switchboards_and_staff():
    found = features(
        card(
            "x",
            "Ann Smith",
            ("email", "ann@acme.example"),
            ("linkedin", "ann-1"),
            ("phone", "+49301234567"),
            organisation="Acme",
        )
    )
    assert {key.partition(":")[0] for key, _ in found.counted} == {
        "name", "bearer", "profile", "given", "surname", "email", "phone", "organisation", "staff",
    }  # fmt: skip
    assert (f"bearer:{found.name_key}", "ann-1") in found.counted
    assert found.contact_keys == {"email:ann@acme.example", "linkedin:ann-1", "phone:+49301234567"}


def test_a_position_reaches_two_years_beyond_what_was_seen_of_it():
    def window(**more):
        return features(card("x", "Ann Smith", **more)).jobs[0].window

    assert window(organisation="Acme") is None
    seen = window(organisation="Acme", seen_from=date(2020, 1, 1), seen_to=date(2021, 1, 1))
    assert (date.fromordinal(seen[0]).year, date.fromordinal(seen[1]).year) == (2018, 2023)
    stated = window(spans=({"organisation": "Acme", "start": "2010", "end": "2012-06"},))
    assert (date.fromordinal(stated[0]).year, date.fromordinal(stated[1]).year) == (2008, 2014)
    assert window(spans=({"organisation": "Acme", "start": "2010"},))[1] == date.max.toordinal()
    assert window(spans=({"organisation": "Acme", "start": "nonsense"},)) is None


# -- handles, days and places ------------------------------------------------------------------------------


def test_mailboxes_are_spelled_canonically():
    assert mailbox("a.nn+x@googlemail.com") == mailbox("ann@gmail.com")
    assert mailbox("a.nn+x@x.org") == "a.nn@x.org"
    assert mailbox("+@x.org") == "+@x.org"
    assert work_domain("ann@gmail.com") == ""
    assert work_domain("ann@acme.example") == "acme.example"


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("+49 151 12345678", None, "+4915112345678"),
        ("0049 151/123 456-78", None, "+4915112345678"),
        ("0151 12345678", "DE", "+4915112345678"),
        ("0151 12345678", None, "?12345678"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("12", None, ""),
        ("call me", None, ""),
        ("9" * 100_000, None, "?99999999"),
        ("", None, ""),
    ],
)
def test_phones_are_e164_or_their_last_digits(text, region, expected):
    assert phone(text, region) == expected


def test_landlines_are_known():
    assert is_landline("+49301234567")
    assert not is_landline("+4915112345678")
    assert not is_landline("nonsense")
    assert region_of(({"country": "Deutschland"},)) == "DE"
    assert region_of(({"country": "gb"},)) == "GB"
    assert region_of(({"city": "Berlin"},)) is None


def test_birthdays_that_forms_fill_in_are_none():
    assert birthday("1970-01-01") is None
    assert birthday("nonsense") is None
    assert str(birthday("--02-29")) == "--02-29"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ann.smith@x.org", [("ann", "smith")]),
        ("smith.ann@x.org", [("ann", "smith")]),
        ("ann_smith77@x.org", [("ann", "smith")]),
        ("ann@x.org", [("ann", "")]),
        ("asmith@acme.example", [("a", "smith")]),
        ("annsmith@gmail.com", [("ann", "smith")]),
        ("rider4711@gmail.com", []),
        ("x@x.org", []),
    ],
)
def test_names_are_guessed_from_customary_addresses(address, expected):
    assert [(" ".join(name.given), " ".join(name.family)) for name in guess(address)][:1] == expected
    assert all(name.is_guess for name in guess(address))


def test_places_are_compared_by_street_number_and_town():
    one = place({"street": "Hauptstraße 4", "postcode": "10 115", "city": "Berlin, DE"})
    two = place({"street": "4, Hauptstr.", "postcode": "10115", "city": "berlin"})
    assert (one.lines, one.number, one.postcode, one.city) == (two.lines, two.number, two.postcode, two.city)
    assert place({"city": "Berlin"}) is None
    assert city("München, Germany") == city("Muenchen")


def test_whoever_is_numbered_knows_of_a_first():
    one = features(card("a", "Ann Featherstone", ("email", "ann.featherstone2@acme.example")))
    assert len({value for key, value in one.counted if key == f"bearer:{one.name_key}"}) == 2
    other = features(card("a", "Ann Featherstone", ("email", "ann2@acme.example")))
    assert not [value for key, value in other.counted if key.startswith("bearer:")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ann.featherstone2@acme.example", ("whole", 1)),
        ("afeatherstone3@acme.example", ("whole", 2)),
        ("featherstone7@acme.example", ("family", 6)),
        ("ann4@acme.example", ("given", 3)),
        ("ann1@acme.example", ("given", 1)),
        ("ann99999999@acme.example", ("given", 9998)),
        ("ann@acme.example", ("", 0)),
        ("desk2@acme.example", ("", 0)),
        ("2@acme.example", ("", 0)),
    ],
)
def test_a_numbered_address_counts_the_bearers_of_what_it_spells(address, expected):
    found = features(card("a", "Ann Featherstone", ("email", address)))
    assert (found.jobs[0].numbered, found.jobs[0].others) == expected


def test_bearers_are_told_apart_by_a_mobile_number_of_each_card():
    def lines(*handles):
        return [one for one in features(card("a", "Ann Featherstone", *handles)).counted if one[0].startswith("line:")]

    mobile, other = ("phone", "+4915112345678"), ("phone", "+4915187654321")
    assert lines() == lines(("phone", "+493012345678")) == []
    assert lines(other, mobile) == [("line:an featherstone", "+4915112345678")]


def test_what_is_counted_of_second_bearers_concerns_all_of_the_name():
    found = features(card("a", "Ann Featherstone", ("linkedin", "af"), ("phone", "+4915112345678")))
    counted = {key for key, _ in found.counted}
    wider = {key: heeded(key) for key in counted if heeded(key)}
    assert {key.partition(":")[0] for key in wider} == {"bearer", "line"}
    assert set(wider.values()) == {f"name:{found.name_key}"}
    assert f"name:{found.name_key}" in counted
