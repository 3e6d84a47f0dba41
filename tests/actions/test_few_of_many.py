"""What a screen shows of many is read alone, and is what a look at all of them would give."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kithbook.actions import measured
from kithbook.actions.history import deeds, paged
from kithbook.actions.me import Wanted, me
from kithbook.actions.questions import questions
from kithbook.actions.refresh import refresh
from kithbook.actions.wording import sentences
from kithbook.model import decision
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    found = open_book(tmp_path_factory.mktemp("few") / "b", now=NOW)
    for place in range(3):
        for name in ("Ann Smith", "Bao Tran", "Cleo Diaz", "Dora Weiss"):
            entry = {"name": name, "email": f"{name[:3].lower()}{place}@acme.example", "organisation": "Acme"}
            found.evidence.decide(decision.ADD, entry, at=NOW)
    refresh(found)
    for at, person in enumerate(found.digest.people()):
        for times in range(at % 5):
            day = (NOW - timedelta(days=9 * times + at)).date().isoformat()
            found.evidence.decide(decision.LOG, {"card": person.founder, "kind": "call", "at": day, "text": ""}, at=NOW)
    refresh(found)
    yield found
    found.close()


@pytest.mark.parametrize("start", [0, 1, 3])
@pytest.mark.parametrize("limit", [1, 2, 500, None])
def test_some_questions_are_those_of_the_list_of_all(book, start, limit):
    whole = questions(book)
    assert len(whole) > 3
    end = None if limit is None else start + limit
    assert questions(book, start=start, limit=limit) == whole[start:end]
    assert questions(book, kinds=["same"], start=start, limit=limit) == whole[start:end]
    assert questions(book, kinds=["ego"]) == []


def test_what_is_counted_alone_is_what_is_counted_with_all_else(book):
    for kept in (book.digest, book.evidence):
        every = kept.counts()
        assert len(every) == 5 and sum(every.values()) > 5
        assert [kept.counts(name) for name in every] == [{name: count} for name, count in every.items()]


def test_the_strongest_are_those_of_all(book):
    day = date(2026, 11, 2)
    every = measured.measured(book, day)
    ranked = sorted((-one.strength, number) for number, one in every.items() if one.strength is not None)
    found = measured.standings(book, day).strongest(4)
    assert found == [(number, every[number]) for _, number in ranked[:4]]
    assert len(measured.standings(book, day).strongest(500)) == len(ranked) > 4


def test_who_the_owner_is_needs_no_walk_over_what_was_read(book, monkeypatch):
    me(book, Wanted(emails=["ada@own.example"]), now=NOW)
    told = me(book, now=NOW)
    monkeypatch.setattr(type(book.digest), "hints", None)
    assert me(book, now=NOW) == told
    assert [one.value for one in told.handles] == ["ada@own.example"]


def test_what_was_just_done_is_said_as_the_history_says_it(book, monkeypatch):
    steps = paged(book, limit=20).steps
    wanted = {steps[0].decision, steps[7].decision}
    said = []
    whole = sentences.of_ruling
    monkeypatch.setattr(sentences, "of_ruling", lambda *one: said.append(one) or whole(*one))
    assert deeds(book, wanted, among=20) == (steps[0], steps[7])
    assert len(said) == 2
    assert deeds(book, wanted, among=5) == (steps[0],)
