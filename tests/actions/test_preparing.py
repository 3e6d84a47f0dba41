"""A day worked out ahead is the day that would have been worked out, records nothing, and never outlives a ruling."""

from datetime import UTC, datetime, timedelta

import pytest

from kithbook.actions import preparing
from kithbook.actions import today as days
from kithbook.actions.refresh import refresh
from kithbook.actions.today import is_prepared, prepare, today
from kithbook.model import decision
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def book(tmp_path):
    found = open_book(tmp_path / "b", now=NOW)
    for at, name in enumerate(("Ann Smith", "Bao Tran", "Cleo Diaz")):
        found.evidence.decide(decision.ADD, {"name": name, "email": f"{at}@acme.example"}, at=NOW)
    refresh(found)
    for person in found.digest.people():
        fields = {"card": person.founder, "on": "2026-11-02", "text": "ask about the move"}
        found.evidence.decide(decision.REMIND, fields, at=NOW)
    refresh(found)
    yield found
    found.close()


def test_the_prepared_day_is_the_day_and_is_recorded_only_when_it_is_shown(book, monkeypatch):
    wanted = today(book, now=NOW, record=False)
    assert len(wanted.items) == 3
    prepare(book, now=NOW)
    assert is_prepared(book, now=NOW)
    assert book.evidence.agenda_mark(wanted.date) is None
    monkeypatch.setattr(days, "_made", None)  # nothing is composed again
    assert today(book, now=NOW) == wanted
    assert [one.item for one in book.evidence.agenda(wanted.date)] == [one.id for one in wanted.items]
    assert today(book, now=NOW) == wanted


def test_what_is_ruled_after_it_was_prepared_is_in_the_day(book):
    prepare(book, now=NOW)
    first = today(book, now=NOW, record=False).items[0]
    book.evidence.decide(decision.CAPACITY, {"items": 1}, at=NOW)
    assert len(today(book, now=NOW).items) == 1  # before the digest has heard of it
    refresh(book)
    assert book.digest.remembered(days.PREPARED, NOW.date()) is None
    assert first.id in {one.id for one in today(book, now=NOW, limit=7).items}


def test_another_day_is_worked_out_anew(book):
    prepare(book, now=NOW)
    assert not is_prepared(book, now=NOW + timedelta(days=1))
    today(book, now=NOW)
    assert is_prepared(book, now=NOW)


def test_a_process_of_its_own_works_it_out_once(book):
    work = preparing.begin(book, now=NOW)
    assert work is not None
    assert work.wait(60) == 0
    assert is_prepared(book, now=NOW)
    assert book.evidence.agenda_mark(NOW.date()) is None
    assert preparing.begin(book, now=NOW) is None


def test_a_book_that_cannot_be_opened_is_told_of_by_whoever_asks(tmp_path):
    (tmp_path / "file").write_text("")
    assert preparing.main(str(tmp_path / "file"), NOW.isoformat()) == 1
