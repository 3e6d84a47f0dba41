"""Who the owner is: by what archives say, by what was sent, by where it came, and by the owner's own word."""

import pytest

from kithbook.digest import ego as egos
from kithbook.digest.ego import CALENDAR, DELIVERED, SENT, Ego, Self, folded

ADA = ("email", "ada@own.example")
SELF = {
    "name": "Ada  Owner",
    "handles": [["email", "ada@own.example"], ["linkedin", "ada"], ["phone", "1"], ["url", "https://x.example"]],
}


def find(contents, hints, ruling, archives=None):
    """Find ego among the members of archives, which came in this order."""
    selves = [Self(f"card{place}", place, content) for place, content in enumerate(contents)]
    return egos.find(selves, hints, ruling, archives)


def emails(ego):
    return {value for kind, value in ego.handles if kind == "email"}


def test_nothing_tells_nothing():
    assert find([], [], None) == Ego(frozenset(), frozenset())
    assert not find([], [], None).is_known


def test_a_profile_tells_by_its_personal_handles_and_its_name():
    found = find([SELF, {}], [], None)
    assert found.handles == {ADA, ("linkedin", "ada")}
    assert found.names == {"ada owner"}


def test_the_writer_of_what_was_sent_is_ego_but_not_a_colleague_whose_mail_was_filed_there():
    hints = [(SENT, "ada@own.example", 95), (SENT, "ada@work.example", 4), (SENT, "bao@acme.example", 1)]
    assert emails(find([], hints, None)) == {"ada@own.example", "ada@work.example"}


def test_counts_of_one_address_add_up():
    hints = [(SENT, "ada@own.example", 48), (SENT, "bao@acme.example", 1), (SENT, "ada@own.example", 51)]
    assert emails(find([], hints, None)) == {"ada@own.example"}


@pytest.mark.parametrize(
    ("hints", "found"),
    [
        ([(DELIVERED, "ada@own.example", 6), (DELIVERED, "x@own.example", 4)], {"ada@own.example"}),
        ([(DELIVERED, "ada@own.example", 5), (DELIVERED, "x@own.example", 5)], set()),
        ([(CALENDAR, "ada@own.example", 1)], {"ada@own.example"}),
        ([(DELIVERED, "ada@own.example", 1), (CALENDAR, "bao@acme.example", 9)], {"ada@own.example"}),
        ([(SENT, "ada@own.example", 1), (DELIVERED, "x@own.example", 99)], {"ada@own.example"}),
    ],
)
def test_where_nothing_was_sent_the_address_of_most_mail_or_of_the_calendar(hints, found):
    assert emails(find([], hints, None)) == found


def test_a_profile_without_an_address_leaves_it_to_the_mail():
    found = find([{"handles": [["linkedin", "ada"]]}], [(DELIVERED, "ada@own.example", 3)], None)
    assert found.handles == {ADA, ("linkedin", "ada")}


def test_the_owners_word_beats_what_the_mail_says():
    hints = [(SENT, "wrong@x.example", 100)]
    found = find(
        [],
        hints,
        {"emails": ["Ada@Own.example", "no address"], "linkedin": "https://linkedin.com/in/ada", "name": "Ada"},
    )
    assert found.handles == {ADA, ("linkedin", "ada")}
    assert found.names == {"ada"}


def test_a_stated_name_alone_does_not_silence_the_mail():
    assert emails(find([], [(SENT, "ada@own.example", 1)], {"name": "Ada"})) == {"ada@own.example"}


def test_a_handle_is_compared_by_value_and_a_bare_name_by_its_folded_spelling():
    ego = Ego(frozenset({ADA}), frozenset({"ada owner"}))
    assert ego.holds(*ADA)
    assert ego.holds(*ADA, "Somebody")
    assert not ego.holds("email", "bao@acme.example", "Ada Owner")
    assert ego.holds("name", "", " ADA  owner")
    assert not ego.holds("name", "", "")
    assert folded(" ADA  Owner ") == "ada owner"


# -- archives of others --------------------------------------------------------------------------------

EVA = {"name": "Eva Stranger", "handles": [["email", "eva@stranger.example"], ["linkedin", "eva"]]}


def test_an_archive_that_shares_no_handle_and_bears_another_name_is_not_egos():
    found = find([SELF, EVA], [], None)
    assert found.handles == {ADA, ("linkedin", "ada")}
    assert (found.strangers, found.stranger_names) == ({"card1"}, {"eva stranger"})
    assert found.is_stranger("email", "eva@stranger.example")
    assert not found.is_stranger(*ADA)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Ada K. Owner", "handles": [["email", "new@own.example"]]},  # one name, other addresses
        {"name": "Ada Married", "handles": [["linkedin", "ada"]]},  # another name, one profile
        {"handles": [["email", "new@own.example"]]},  # no name that could differ
        {},
    ],
)
def test_an_archive_that_agrees_in_anything_is_egos(other):
    found = find([SELF, other], [], None)
    assert not found.strangers
    assert {(kind, value) for kind, value in other.get("handles", ())} <= found.handles


def test_what_links_two_archives_may_come_between_them():
    middle = {"name": "Ada Married", "handles": [["linkedin", "ada"], ["email", "am@x.example"]]}
    last = {"name": "A. Married-Again", "handles": [["email", "am@x.example"]]}
    assert not find([SELF, last, middle], [], None).strangers


def test_the_owners_answer_says_whose_an_archive_is():
    assert find([SELF, EVA], [], None, {"card1": True}).strangers == {"card0"}
    both = find([SELF, EVA], [], None, {"card0": True, "card1": True})
    assert both.handles >= {ADA, ("email", "eva@stranger.example")}
    assert find([SELF], [], None, {"card0": False}).handles == set()


def test_whoever_the_owner_names_is_ego_whichever_archive_came_first():
    assert find([EVA, SELF], [], {"name": "Ada Owner"}).strangers == {"card0"}
    assert find([EVA, SELF], [], {"emails": ["ada@own.example"]}).strangers == {"card0"}


def test_an_address_that_the_owner_denies_is_never_theirs():
    denied = {"not_emails": ["ada@own.example"]}
    assert emails(find([SELF], [(SENT, "ada@own.example", 9)], denied)) == set()
    assert emails(find([], [(DELIVERED, "ada@own.example", 9), (DELIVERED, "b@own.example", 1)], denied)) == {
        "b@own.example"
    }
    assert find([SELF], [(SENT, "ada@own.example", 9)], None).has_sent
    assert not find([SELF], [(SENT, "ada@own.example", 9)], denied).has_sent
