"""What the owner said of themselves, one word after the other, and whose an archive is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.persons import searched
from kithbook.digest.rulings import sort
from kithbook.model import decision
from kithbook.model.decision import Decision

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ADDRESSES = ("ada@own.example", "a@work.example", "old@home.example")


def said(*words):
    return sort([Decision(f"d{nth}", NOW, decision.EGO, fields) for nth, fields in enumerate(words)]).ego


def test_nothing_was_said():
    assert said() is None


@pytest.mark.parametrize(
    ("words", "ego"),
    [
        ([{"emails": ["a@x"]}], {"emails": ["a@x"]}),
        ([{"emails": ["a@x"], "name": "Ada"}, {"name": "Ada Own"}], {"emails": ["a@x"], "name": "Ada Own"}),
        ([{"emails": ["a@x"]}, {"not_emails": ["b@x"]}], {"emails": ["a@x"], "not_emails": ["b@x"]}),
        ([{"not_emails": ["b@x"]}, {"not_emails": ["c@x"]}], {"not_emails": ["b@x", "c@x"]}),
        ([{"not_emails": ["b@x"]}, {"not_emails": ["b@x"]}], {"not_emails": ["b@x"]}),
        ([{"not_emails": ["b@x"]}, {"name": "Ada"}], {"not_emails": ["b@x"], "name": "Ada"}),
        ([{"not_emails": ["B@x", "c@x"]}, {"emails": ["b@X"]}], {"not_emails": ["c@x"], "emails": ["b@X"]}),
        ([{"emails": ["B@x", "c@x"]}, {"not_emails": ["b@X"]}], {"emails": ["c@x"], "not_emails": ["b@X"]}),
    ],
)
def test_a_later_word_adds_to_the_earlier_or_takes_it_back(words, ego):
    assert said(*words) == ego


@given(
    st.lists(st.tuples(st.sampled_from(["emails", "not_emails"]), st.sampled_from(ADDRESSES)), min_size=1, max_size=6)
)
def test_of_each_address_the_last_word_counts(words):
    found = said(*({sort_: [address]} for sort_, address in words)) or {}
    for address in ADDRESSES:
        spoken = [sort_ for sort_, one in words if one == address]
        if spoken:
            assert (address in found.get("not_emails", ())) is (spoken[-1] == "not_emails")
            assert not (address in found.get("emails", ()) and address in found.get("not_emails", ()))


def test_an_answer_says_whose_an_archive_is_and_the_last_one_counts():
    answers = [("c1", "same"), ("c2", "different"), ("c3", "same"), ("c3", "different")]
    ruled = sort(
        [
            Decision(f"d{nth}", NOW, decision.ANSWER, {"question": "q", "answer": answer, "archive": card})
            for nth, (card, answer) in enumerate(answers)
        ]
    )
    assert ruled.archives == {"c1": True, "c2": False, "c3": False}
    other = Decision("d", NOW, decision.ANSWER, {"question": "q", "answer": "same"})
    assert sort([other]).archives == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ærøskøbing", "aeroskobing"),
        ("Łódź Đoković", "lodz dokovic"),
        ("Weiß", "weiss"),
        ("œuvre Þór Guðrún", "oeuvre thor gudrun"),
        ("Iğdır", "igdir"),
        ("𝓐da", "ada"),
        ("Bao\x00Tran", "bao tran"),
        ("Bäo\x00Tran", "bao tran"),
    ],
)
def test_letters_are_found_under_what_they_are_taken_for(text, found):
    assert searched(text) == found
