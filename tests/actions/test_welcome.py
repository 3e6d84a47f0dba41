"""The first run: an empty book, then who the owner seems to be, who is close, and what to add."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "torture"))
import small_world

from kithbook.actions.add import add
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.me import AIMS, Wanted, me
from kithbook.actions.ties import ties
from kithbook.actions.undo import undo
from kithbook.actions.welcome import close, is_empty, welcome
from kithbook.store import open_book

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=40, messages=80)


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    yield made
    made.close()


def read(book, *paths):
    return import_(book, paths, Wish(zone="UTC"), now=NOW, watch=lambda _step: None)


def test_an_empty_book_knows_nothing_and_asks_nothing(book):
    told = welcome(book, now=NOW)
    assert is_empty(book)
    assert (told.people, told.interactions, told.questions) == (0, 0, 0)
    assert (told.owner.name, told.owner.is_stated, told.owner.is_asked) == (None, False, False)
    assert (told.aims, told.goals, told.close) == (AIMS, (), [])
    assert told.missing == ["linkedin", "mail", "calendar", "contacts"]


def test_an_archive_says_whose_it_is_and_what_is_missing(book, world):
    (run,) = read(book, world[0]).runs
    told = welcome(book, now=NOW)
    assert not is_empty(book)
    assert told.owner.name == book.digest.ego().name
    assert not told.owner.is_asked
    assert told.missing == ["mail", "calendar", "contacts"]
    assert told.people > 30
    undo(book, run.run, now=NOW)
    assert welcome(book, now=NOW).missing[0] == "linkedin"
    assert is_empty(book)


def test_the_close_are_the_strongest_ties(book, world):
    read(book, *world)
    told = welcome(book, now=NOW)
    strongest = [tie for tie in ties(book, now=NOW) if tie.strength is not None][:10]
    assert sorted(one.strength for one in told.close) == pytest.approx(sorted(t.strength for t in strongest), abs=1e-3)
    assert [one.strength for one in told.close] == sorted((one.strength for one in told.close), reverse=True)
    assert len({one.person.id for one in told.close}) == len(told.close) == 10
    assert book.digest.ego().id not in {one.person.id for one in told.close}
    assert close(book, now=NOW, limit=3) == list(told.close[:3])
    assert told.missing == []


def test_no_tie_is_made_of_silence(book, world):
    read(book, world[2])
    assert welcome(book, now=NOW).close == []


def test_what_cannot_be_known_is_asked_and_once_stated_no_more(book, tmp_path):
    path = tmp_path / "letters.mbox"
    path.write_text(
        "".join(
            f"From x Tue Aug  5 08:00:00 2025\nFrom: Bao <bao@x.example>\nTo: Ada <ada@own.example>, c{n}@y.example\n"
            f"Date: Tue, {5 + n} Aug 2025 10:00:00 +0000\nMessage-ID: <{n}@x>\n\nHi\n\n"
            for n in range(6)
        )
    )
    read(book, path)
    owner = welcome(book, now=NOW).owner
    assert owner.name is None
    assert owner.is_asked
    emails = [guess.email for guess in owner.guesses]
    assert "ada@own.example" in emails[:2]  # it is she or Bao: both are in all of them
    me(book, Wanted(emails=["ada@own.example"], name="Ada Own", goals=[AIMS[0]]), now=NOW)
    told = welcome(book, now=NOW)
    owner = told.owner
    assert (owner.name, owner.is_stated, owner.is_asked, owner.guesses) == ("Ada Own", True, False, [])
    assert told.goals == (AIMS[0],)


def test_a_book_in_which_somebody_was_entered_is_not_empty(book):
    add(book, "Cleo Diaz", now=NOW)
    assert not is_empty(book)
