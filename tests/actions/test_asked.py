"""A search in words is read as conditions, honestly: what is not understood stays words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.actions.asked import CONDITIONS, Asked, read_query


@pytest.mark.parametrize(
    ("text", "conditions", "words"),
    [
        ("people in Lisbon I have not met for a year", {"place": "Lisbon", "silence_days": 365}, ""),
        ("people in Lisbon I haven't seen for 6 months", {"place": "Lisbon", "silence_days": 180}, ""),
        ("not talked to for two weeks", {"silence_days": 14}, ""),
        ("quiet for half a year", {"silence_days": 182}, ""),
        ("ann at Acme Corp in New York", {"organisation": "Acme Corp", "place": "New York"}, "ann"),
        ("everyone who works at Acme, dormant", {"organisation": "Acme", "state": "dormant"}, ""),
        ("#climbing #chess", {"tag": "climbing"}, "#chess"),
        ("tagged as family", {"tag": "family"}, ""),
        ("my closest 15 in Porto", {"layer": 15, "place": "Porto"}, ""),
        ("who owe me an answer", {"owed": "them"}, ""),
        ("people I owe a reply", {"owed": "you"}, ""),
        ("drifting engineers", {"state": "drifting"}, "engineers"),
    ],
)
def test_phrases_become_conditions(text, conditions, words):
    read = read_query(text)
    assert (read.conditions, read.words) == (conditions, words)
    assert set(read.said) == set(conditions)


@pytest.mark.parametrize("text", ["Zoë Müller", "People", "Everyone Smith", "closest 7", "for", "a year", "at", "in"])
def test_a_name_stays_a_name(text):
    assert read_query(text) == Asked(words=text)


def test_what_was_read_is_taken_back_for_words_and_beaten_by_what_is_given():
    read = read_query("Jan in 't Veld at Acme")
    assert read.without("place").words == "Jan 't Veld" and read.without("place").place is None
    corrected = read.over({"place": "Porto", "organisation": None})
    assert (corrected.place, corrected.organisation) == ("Porto", "Acme") and set(corrected.said) == {"organisation"}


@settings(max_examples=150, derandomize=True)
@given(st.lists(st.sampled_from("ann in at Lisbon not met for a year 3 weeks #tag closest 5 who , owe me".split())))
def test_nothing_typed_breaks_it_and_nothing_is_invented(words):
    read = read_query(" ".join(words))
    typed = {word.strip(",;") for word in words}
    assert set(read.words.split()) <= typed
    assert set(read.conditions) <= set(CONDITIONS)
    for name in ("place", "organisation"):
        assert set((getattr(read, name) or "").replace(",", " ").split()) <= typed


@settings(max_examples=100, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_is_read(text):
    read_query(text)
