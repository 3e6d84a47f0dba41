"""Birthdays and postal addresses: what is one's own beside the name."""

from itertools import pairwise

import pytest

from kithbook.identity.compare import compare
from kithbook.identity.features import features
from kithbook.identity.origins import is_near
from kithbook.model.card import Card
from kithbook.model.times import PartialDate

NAME = "Kerubino Zandhofer"


def match(one, two, name=NAME, other=NAME):
    a, b = (
        features(Card(key, "vcard", name=who, **{"relation": "contact", **more}))
        for key, who, more in (("a", name, one), ("b", other, two))
    )
    found = compare(a, b, {})
    assert found == compare(b, a, {})
    return found


def born(one, two, name=NAME, other=NAME):
    return match({"birthday": one}, {"birthday": two}, name, other)


def home(street="Lindenallee 4", postcode="10115", city="Berlin"):
    return {"addresses": ({"street": street, "postcode": postcode, "city": city, "country": "Germany"},)}


BARE = match({}, {})


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ("1980-02-03", "1980-02-03", "the same birthday 1980-02-03"),
        ("1980-02-03", "--02-03", "the same birthday, 02-03"),
        ("--12-03", "--12-03", "the same birthday, 12-03"),
        ("1980-02-03", "1980-03-02", "birthdays that differ by a slip, 1980-02-03 and 1980-03-02"),
        ("1980-02-03", "1980-02-13", "birthdays that differ by a slip, 1980-02-03 and 1980-02-13"),
        ("1980-02-03", "1975-07-21", "different birthdays, 1975-07-21 and 1980-02-03"),
        ("1980-02-03", "--02-04", "different birthdays, --02-04 and 1980-02-03"),
        ("--02-03", "--03-03", "different birthdays, --02-03 and --03-03"),
    ],
)
def test_two_birthdays_say(one, two, reason):
    assert set(born(one, two).reasons[1:]) <= {reason, _turned(reason)}
    assert len(born(one, two).reasons) == 2


def _turned(reason):
    head, _, last = reason.rpartition(" and ")
    start, _, first = head.rpartition(" ")
    return f"{start} {last} and {first}"


@pytest.mark.parametrize("other", ["", "1980", "1980-02", "1980-02-30", "1970-01-01"])
def test_a_birthday_beside_none_or_one_in_part_says_nothing(other):
    assert born("1980-02-03", other) == BARE


def test_the_more_of_a_birthday_agrees_the_likelier_it_is_one_person():
    whole, slip, day, none, other = (
        born("1980-02-03", text).weight for text in ("1980-02-03", "1980-02-13", "--02-03", "", "1975-07-21")
    )
    assert whole > slip > day > none > other


def test_only_a_whole_birthday_proves_and_another_forbids():
    assert born("1980-02-03", "1980-02-03").verdict == "same"
    for other in ("--02-03", "1980-02-13", "1980-03-02", "1975-07-21"):
        assert born("1980-02-03", other).verdict == "question"
    at_one_address = {"handles": (("email", "k@x.org"),)}
    both = match({"birthday": "1980-02-03", **at_one_address}, {"birthday": "1975-07-21", **at_one_address})
    assert both.verdict == "question"


def test_with_half_a_name_a_birthday_proves_only_at_the_same_address():
    one = {"birthday": "1980-02-03"}
    assert match(one, one, "Zandhofer").verdict == "question"
    assert match({**one, **home()}, {**one, **home()}, "Zandhofer").verdict == "same"
    assert match({**one, **home()}, {**one, **home()}, "Kerubino").verdict == "same"


def test_twins_share_birthday_address_and_family_name():
    one = {"birthday": "1980-02-03", **home()}
    found = match(one, one, "Bob Zandhofer", "Ann Zandhofer")
    assert found is None or found.verdict == "question"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("1980-02-03", "1980-02-03", True),
        ("1980-02-03", "1980-03-02", True),
        ("1980-02-03", "1981-03-02", False),  # day and month swapped, and another year
        ("1980-02-13", "1980-02-31", False),
        ("1980-02-13", "1980-02-12", True),
        ("1980-02-13", "1908-02-13", True),
        ("1980-02-13", "1908-02-14", False),
    ],
)
def test_a_slip_of_the_pen_in_a_date(one, two, expected):
    try:
        dates = [PartialDate.read(text) for text in (one, two)]
    except ValueError:
        assert not expected
        return
    assert is_near(*dates) is is_near(*reversed(dates)) is expected


SAME, NEAR, CITY = "the same postal address", "nearly the same postal address", "both in Berlin"


@pytest.mark.parametrize(
    ("other", "reason", "verdict"),
    [
        (home(), SAME, "same"),
        (home("Lindenalee 4"), SAME, "same"),
        (home(postcode=""), SAME, "same"),
        (home(city=""), SAME, "same"),
        (home(city="Hamburg"), SAME, "same"),  # of one postcode
        (home("Lindenallee 5"), NEAR, "question"),
        (home("Lindenallee"), NEAR, "question"),
        (home(postcode="20095", city="Hamburg"), NEAR, "question"),
        (home("Rosenweg 4"), CITY, "question"),
        (home(""), CITY, "question"),
        (home("Lindenallee 5", "20095", "Hamburg"), None, "question"),
        (home("Rosenweg 4", "20095", "Hamburg"), None, "question"),
    ],
)
def test_two_postal_addresses_say(other, reason, verdict):
    found = match(home(), other)
    assert found.verdict == verdict
    assert [one for one in found.reasons[1:] if one.startswith(reason or "")] == list(found.reasons[1:])
    assert bool(found.reasons[1:]) is (reason is not None)


def test_the_nearer_two_addresses_the_likelier_it_is_one_person():
    order = [home(), home("Lindenallee 5"), home("Rosenweg 4"), {}, home("Rosenweg 4", "20095", "Hamburg")]
    weights = [match(home(), other).weight for other in order]
    assert all(one > two for one, two in pairwise(weights))


def test_a_household_shares_its_address_and_is_not_one_person():
    assert match(home(), home(), "Ann Zandhofer", "Bob Zandhofer") is None


def test_two_of_one_name_under_one_roof_may_be_father_and_son():
    first, second = ({"handles": (("phone", number),), **home()} for number in ("+4915112345678", "+4915187654321"))
    assert match(first, home()).verdict == match(first, first).verdict == "same"
    assert match(first, second).verdict == "question"
    assert match(home(), home(), "John Zandhofer", "John Zandhofer Jr.").verdict == "question"
    assert match(home(), home(), "John Zandhofer Jr.", "John Zandhofer Jr.").verdict == "same"
    born = {"birthday": "1980-02-03"}
    assert match({**first, **born}, {**second, **born}, "John Zandhofer", "John Zandhofer Jr.").verdict == "same"


MARKED = {"birthday": "--02-03", "relation": "seen"}


class TestABirthdayUnderANameAlone:
    def test_of_whom_it_speaks_is_worth_asking_also_where_the_name_is_common(self):
        found = match(MARKED, {"handles": (("email", "j@acme.example"),)}, "John Smith", "John Smith")
        assert match({}, {"handles": (("email", "j@acme.example"),)}, "John Smith", "John Smith") is None
        assert found.verdict == "question" and not found.goes_beyond_name
        assert found.reasons == ("both named John Smith", "a birthday that a calendar keeps under the name alone")

    def test_half_a_name_asks_about_nobody(self):
        assert match(MARKED, {"handles": (("email", "j@acme.example"),)}, "John", "John Smith") is None

    def test_who_can_be_reached_is_no_bare_name(self):
        reached = {**MARKED, "handles": (("email", "k@own.example"),)}
        assert match(reached, {}) == match({"handles": reached["handles"], "relation": "seen"}, {})

    def test_it_never_joins_by_itself(self):
        assert match(MARKED, home(), NAME, NAME).verdict == "question"
