"""Rulings are replayed in order; an undo is one more, and can be undone."""

from datetime import UTC, datetime

import pytest

from kithbook.model import decision as decisions
from kithbook.model.decision import Decision

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def ruling(name, verb=decisions.NOTE, **fields):
    return Decision(name, NOW, verb, fields)


def undo(name, of):
    return ruling(name, decisions.UNDO, decision=of)


def test_an_undone_ruling_stands_no_more_and_its_neighbours_do():
    found = [ruling("a"), ruling("b"), undo("c", "a"), ruling("d")]
    assert [one.id for one in decisions.standing(found)] == ["b", "d"]
    assert [one.id for one in decisions.effective(found)] == ["b", "c", "d"]


def test_the_undo_of_an_undo_brings_a_ruling_back():
    found = [ruling("a"), undo("b", "a"), undo("c", "b")]
    assert [one.id for one in decisions.standing(found)] == ["a"]
    assert [one.id for one in decisions.standing([*found, undo("d", "c")])] == []


def test_an_undo_undoes_only_what_came_before():
    assert [one.id for one in decisions.standing([undo("a", "b"), ruling("b")])] == ["b"]


def test_a_run_is_undone_while_its_undo_stands():
    of_run = ruling("a", decisions.UNDO, run="n1")
    assert decisions.undone_runs([of_run, ruling("b"), undo("c", "b")]) == {"n1"}
    assert decisions.undone_runs([of_run, undo("b", "a")]) == set()
    assert decisions.undone_runs([ruling("b", run="n2")]) == set()


@pytest.mark.parametrize(
    ("verb", "fields", "is_sound"),
    [
        (decisions.NOTE, {"card": "c", "text": "t"}, True),
        (decisions.NOTE, {"card": "c", "text": "t", "more": 1}, True),
        (decisions.NOTE, {"card": "c"}, False),
        (decisions.NOTE, {"card": "c", "text": 1}, False),
        (decisions.SPLIT, {"cards": [], "others": []}, True),
        (decisions.SPLIT, {"cards": "c", "others": []}, False),
        (decisions.MERGE, {"a": "x", "b": "y"}, True),
        (decisions.MERGE, {"a": "x"}, False),
        (decisions.GOALS, {}, True),
        (decisions.NOTE, ["card", "text"], False),
        (decisions.GOALS, None, False),
    ],
)
def test_a_ruling_from_outside_must_hold_what_its_verb_needs(verb, fields, is_sound):
    assert decisions.is_sound(verb, fields) is is_sound
