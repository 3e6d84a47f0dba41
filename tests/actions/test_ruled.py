"""Rulings alone leave in place what they do not touch, and what they touch is never shown as it was."""

import json
from datetime import UTC, date, datetime

import pytest

from kithbook.actions import matters, measured, owing
from kithbook.actions import refresh as refreshing
from kithbook.actions.answers import PersonRef
from kithbook.actions.digesting import ruled
from kithbook.actions.me import Wanted, me
from kithbook.actions.refresh import rebuild, refresh
from kithbook.digest import rulings
from kithbook.digest.ego import Ego
from kithbook.model import decision
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = date(2026, 11, 2)


@pytest.fixture
def book(tmp_path):
    found = open_book(tmp_path / "b", now=NOW)
    found.evidence.decide(decision.ADD, {"name": "Ann Smith", "email": "ann@acme.example"}, at=NOW)
    found.evidence.decide(decision.ADD, {"name": "Bao Tran", "email": "bao@acme.example"}, at=NOW)
    refresh(found)
    talked(found, 0, "2026-10-01")
    refresh(found)
    yield found
    found.close()


def card(book, at=0):
    return book.digest.people()[at].founder


def talked(book, at, day):
    book.evidence.decide(decision.LOG, {"card": card(book, at), "kind": "call", "at": day, "text": ""}, at=NOW)


STILL = {
    decision.DONE: {"item": "a", "nudge": "drifting", "occasion": "1"},
    decision.LATER: {"item": "a", "nudge": "drifting", "occasion": "1", "until": "2026-12-01"},
    decision.NEVER: {"nudge": "drifting", "whole_person": False},
    decision.REMIND: {"on": "2026-12-01", "text": "ask"},
    decision.PAUSE: {"until": None},
    decision.NOTE: {"text": "likes tea"},
    decision.TAG: {"add": ["friend"], "remove": []},
    decision.CAPACITY: {"items": 3},
    decision.VIEW: {"name": "x", "query": {}},
}


def remembered(book):
    table, owed = measured.table_of(book, DAY), owing.owing(book, DAY)
    kept = (book.digest.remembered(measured.NAME, DAY), book.digest.remembered(owing.NAME, DAY))
    assert kept[0] == table
    assert kept[1] is not None
    assert owed == {}
    return kept


def test_a_ruling_that_changes_who_is_who_is_read_once_and_sorted_twice(book, monkeypatch):
    """All rulings are sorted as the digest knows them and as they are now: each further time costs as much again."""
    read, sort = [], rulings.sort
    monkeypatch.setattr(rulings, "sort", lambda decisions: [read.append(len(decisions)), sort(decisions)][1])
    book.evidence.decide(decision.MERGE, {"a": card(book, 0), "b": card(book, 1)}, at=NOW)
    refresh(book)
    assert read == [4, 3]
    assert len(book.digest.people()) == 1


@pytest.mark.parametrize("verb", STILL)
def test_what_touches_no_tie_leaves_the_figures_of_the_day_in_place(book, monkeypatch, verb):
    before = remembered(book)
    monkeypatch.setattr(refreshing, "lay_step", None)  # nothing else is digested again
    made = book.evidence.decide(verb, {"card": card(book), **STILL[verb]}, at=NOW)
    assert refresh(book).waiting == 0
    assert (book.digest.remembered(measured.NAME, DAY), book.digest.remembered(owing.NAME, DAY)) == before
    book.evidence.decide(decision.UNDO, {"decision": made.id}, at=NOW)
    refresh(book)
    assert book.digest.remembered(measured.NAME, DAY) == before[0]
    assert book.digest.mark == book.evidence.mark


def test_a_tag_and_a_note_are_found_at_once_and_gone_with_their_undo(book):
    made = [
        book.evidence.decide(decision.TAG, {"card": card(book), "add": ["friend"]}, at=NOW),
        book.evidence.decide(decision.NOTE, {"card": card(book), "text": "likes rooibos"}, at=NOW),
    ]
    refresh(book)
    assert [one.tags for one in book.digest.search("rooibos")] == [("friend",)]
    for one in made:
        book.evidence.decide(decision.UNDO, {"decision": one.id}, at=NOW)
    refresh(book)
    assert book.digest.search("rooibos") == []
    assert book.digest.people()[0].tags == ()


def test_a_promise_ends_who_owes_whom_and_a_rhythm_how_ties_stand(book):
    before = remembered(book)
    made = book.evidence.decide(decision.PROMISE, {"card": card(book), "text": "the book"}, at=NOW)
    refresh(book)
    assert book.digest.remembered(owing.NAME, DAY) is None
    assert book.digest.remembered(measured.NAME, DAY) == before[0]
    assert owing.owing(book, DAY) == {book.digest.people()[0].number: owing.YOU}
    book.evidence.decide(decision.KEPT, {"promise": made.id}, at=NOW)
    refresh(book)
    assert owing.owing(book, DAY) == {}
    book.evidence.decide(decision.RHYTHM, {"card": card(book), "days": 7}, at=NOW)
    refresh(book)
    assert measured.standing(book, book.digest.people()[0], DAY).state == "drifting"


def test_what_was_logged_changes_the_row_of_that_tie(book):
    remembered(book)
    talked(book, 0, "2026-11-01")
    refresh(book)
    assert book.digest.remembered(measured.NAME, DAY) is None
    assert measured.standing(book, book.digest.people()[0], DAY).last == date(2026, 11, 1)


def test_who_ego_is_is_noted_as_it_was_found(book):
    me(book, Wanted(emails=["ada@own.example"], name="Ada"), now=NOW)
    rebuild(book)
    noted = ruled.noted_ego(book.digest)
    assert noted.handles == {("email", "ada@own.example")}
    full = Ego(
        frozenset({("email", "a")}), frozenset("b"), True, frozenset("c"), frozenset({("url", "d")}), frozenset("e")
    )
    book.digest.note(**{ruled.EGO: ruled.written_ego(full)})
    assert ruled.noted_ego(book.digest) == full


def test_a_digest_that_noted_no_ego_is_brought_up_the_long_way(book):
    book.digest._connection.execute("DELETE FROM meta WHERE name = 'ego'")
    book.evidence.decide(decision.NOTE, {"card": card(book), "text": "likes rooibos"}, at=NOW)
    refresh(book)
    assert len(book.digest.search("rooibos")) == 1
    assert ruled.noted_ego(book.digest) is not None


def test_promises_found_in_letters_are_read_once_a_day_and_stay_as_they_were_read(book):
    ann = PersonRef.of(book.digest.people()[0])
    told = [matters.OpenPromise("r1", ann, "the book", date(2026, 11, 5), theirs=True, said=date(2026, 11, 1))]
    raw = json.dumps([matters._written(one) for one in told]).encode()
    assert matters.found_promises(book, DAY) == []
    book.digest.remember(matters.NAME, DAY, raw)
    book.evidence.decide(decision.NOTE, {"card": card(book), "text": "likes tea"}, at=NOW)
    refresh(book)
    assert matters.found_promises(book, DAY) == told
    assert list(matters.matters(book, now=NOW).promises) == told
    talked(book, 0, "2026-11-01")
    refresh(book)
    assert matters.found_promises(book, DAY) == []
