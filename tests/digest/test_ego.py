"""Who the owner is: by what archives say, by what was sent, by where it came, and by the owner's own word."""

import pytest

from kithbook.digest.ego import CALENDAR, DELIVERED, SENT, Ego, find, folded

ADA = ("email", "ada@own.example")
SELF = {
    "name": "Ada  Owner",
    "handles": [["email", "ada@own.example"], ["linkedin", "ada"], ["phone", "1"], ["url", "https://x.example"]],
}


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
