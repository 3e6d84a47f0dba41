"""What passed with somebody is the same whichever way it is looked for: through all of theirs, or by time first."""

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from kithbook.model import reading
from kithbook.model.interaction import CALL, MEETING, MESSAGE
from kithbook.store import open_book
from kithbook.store.sqlite.digest import passing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = NOW.date()
ASKED = (
    {"limit": 1},
    {"limit": 1, "is_earliest_first": True},
    {"limit": 5, "until": DAY, "kinds": (MESSAGE, MEETING, CALL)},
    {"limit": 5, "start": 3, "until": DAY - timedelta(200)},
    {"since": DAY - timedelta(45), "until": DAY, "kinds": (MEETING,)},
    {"since": DAY - timedelta(9), "until": DAY},
    {"until": DAY},
)
FOUND = (
    {"readers": [reading.PROMISE]},
    {"readers": [reading.THANKS, reading.QUESTION], "limit": 3},
    {"readers": [reading.QUESTION], "since": DAY - timedelta(90), "most": 3, "direction": "in"},
)


@pytest.fixture
def digest(village_book, tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(village_book, folder)
    with closing(open_book(folder, now=NOW)) as book:
        yield book.digest


def asked(digest):
    """Ask all of it of everybody."""
    people = [number for number, *_ in digest.roll()]
    return [
        ([digest.interactions(one, **how) for how in ASKED], [digest.findings(person=one, **how) for how in FOUND])
        for one in people
    ]


@pytest.mark.parametrize("part", [1, 4, 1000])
def test_by_time_is_found_what_is_found_one_by_one(digest, monkeypatch, part):
    wanted = asked(digest)
    assert any(found for passed, _ in wanted for found in passed) and any(found for _, said in wanted for found in said)
    monkeypatch.setattr(passing, "MANY", 1)
    monkeypatch.setattr(passing, "NEAR_PART", part)
    assert asked(digest) == wanted


def test_whoever_has_very_many_is_looked_through_once_where_all_of_theirs_is_asked_for(digest, monkeypatch):
    monkeypatch.setattr(passing, "MANY", 1)
    looked = []
    listed = passing.Passing._listed
    monkeypatch.setattr(passing.Passing, "_listed", lambda self, *how: looked.append(how) or listed(self, *how))
    people = [number for number, *_ in digest.roll()]
    for one in people:
        digest.interactions(one, until=DAY)
    assert len(looked) == len(people)
