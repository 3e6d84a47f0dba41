"""What waits is counted as people say it."""

import pytest

from kithbook.insight.nudges import nudges
from kithbook.insight.waiting import COUNTED, waiting


def test_the_most_comes_first_and_nothing_is_said_of_none():
    assert waiting({"birthday": 1, "dormant": 1068, "welcome": 15, "drifting": 0}) == (
        "1,068 dormant ties, 15 new connections to welcome and 1 birthday"
    )
    assert waiting({}) == waiting({"dormant": 0}) == ""


@pytest.mark.parametrize("name", sorted(nudges()))
def test_every_nudge_has_words_for_one_and_for_many(name):
    assert name in COUNTED and len(set(COUNTED[name])) == 2


def test_a_nudge_without_words_goes_by_its_name():
    assert waiting({"lost_umbrella": 2, "own_goal": 1}) == "2 lost umbrellas and 1 own goal"
