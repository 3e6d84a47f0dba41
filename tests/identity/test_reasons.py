"""What speaks for and against one person beside the rules of names, and in which words."""

from itertools import pairwise

import pytest

from kithbook.identity.compare import compare
from kithbook.identity.features import features
from kithbook.model.card import Card

NAME = "Kerubino Zandhofer"


def match(one, two, counts=None):
    a, b = features(Card("a", "vcard", **one)), features(Card("b", "vcard", **two))
    found = compare(a, b, counts or {})
    assert found == compare(b, a, counts or {})
    return found


def mailed(name, *addresses, **more):
    return {"name": name, "handles": tuple(("email", one) for one in addresses), **more}


def test_one_spelling_before_the_at_speaks_for_one_person_and_proves_nothing():
    plain = match(mailed(NAME, "kz@a.org"), mailed(NAME, "other@b.org"))
    alike = match(mailed(NAME, "kz@a.org"), mailed(NAME, "kz@b.org"))
    assert alike.reasons == (f"both named {NAME}", "both write as kz@")
    assert plain.reasons == (f"both named {NAME}",)
    assert alike.weight > plain.weight
    assert (alike.verdict, alike.goes_beyond_name) == ("question", False)
    assert match(mailed(NAME, "kz@a.org"), {"name": NAME}).reasons == plain.reasons
    assert match({"name": NAME}, mailed(NAME, "kz@a.org")).reasons == plain.reasons


def test_who_shares_an_address_does_not_write_as_the_same_besides():
    found = match(mailed(NAME, "kz@a.org"), mailed(NAME, "kz@a.org", "kz@b.org"))
    assert found.reasons == (f"both named {NAME}", "the same e-mail address kz@a.org")


def test_the_less_two_names_at_one_address_agree_the_less_likely_it_is_one_person():
    names = ("Ann Smith", "Annie Smith", "Ann Jones", "Bob Jones", "Bob Smith")  # a couple least of all
    found = [match(mailed("Ann Smith", "k@x.org"), mailed(name, "k@x.org")) for name in names]
    assert all(one.weight > two.weight for one, two in pairwise(found))
    assert [one.verdict for one in found] == ["same", "same", "same", "question", "question"]
    assert all(one.goes_beyond_name for one in found)


def test_two_profiles_speak_against_and_forbid_but_where_an_address_is_shared():
    def profiled(slug, *addresses):
        return {"name": NAME, "handles": (("linkedin", slug), *(("email", one) for one in addresses))}

    one_profile = match(profiled("kz"), profiled("kz"))
    assert one_profile.verdict == "same"
    at_work = {"birthday": "1980-02-03"}
    two_profiles = match({**profiled("kz"), **at_work}, {**profiled("zk"), **at_work})
    assert two_profiles is not None
    assert two_profiles.verdict == "question"
    assert two_profiles.reasons[-1] == "two different LinkedIn profiles"
    without = match({"name": NAME, **at_work}, {"name": NAME, **at_work})
    assert without.verdict == "same"
    assert two_profiles.weight < without.weight
    assert match(profiled("kz", "k@x.org"), profiled("zk", "k@x.org")).verdict == "same"


def test_a_name_that_many_bear_here_weighs_no_more_than_their_number_allows():
    key = f"name:{features(Card('a', 'vcard', name=NAME)).name_key}"
    none, few, many, most = (match({"name": NAME}, {"name": NAME}, {key: count}) for count in (0, 8, 64, 4096))
    assert none.weight == few.weight > many.weight
    assert most is None


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        (NAME, NAME, "both named Kerubino Zandhofer"),
        ("Ann Smith", "Annie Smith", "named Ann Smith and Annie Smith, which agree"),
        ("Ann Smith", "Bob Smith", "named Ann Smith and Bob Smith, which differ"),
        ("王小明", "Ann Smith", "named 王小明 and Ann Smith"),
    ],
)
def test_a_reason_says_how_the_names_stand_to_each_other(one, two, words):
    assert match(mailed(one, "k@x.org"), mailed(two, "k@x.org")).reasons[0] == words


def test_a_card_is_not_compared_with_itself_nor_with_a_list():
    a = features(Card("a", "vcard", name=NAME, handles=(("email", "k@x.org"),)))
    assert compare(a, a, {}) is None
