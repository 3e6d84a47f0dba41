"""Logging a contact by hand: some day of one's life, up to today."""

from datetime import UTC, datetime

import pytest

from kithbook.actions.add import add
from kithbook.actions.log import log
from kithbook.model.fault import UserError
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    add(made, "Bao Tran", now=NOW)
    yield made
    made.close()


@pytest.mark.parametrize("at", ["0001-01-01", "0026-11-20", "1905-12-31"])
def test_a_year_mistyped_is_refused_for_it_would_stretch_everybody_s_usual_gap(book, at):
    with pytest.raises(UserError, match="longer ago than anybody lives"):
        log(book, "bao", kind="call", at=at, now=NOW)


@pytest.mark.parametrize("at", ["1906-01-01", "2026-11-23", "yesterday"])
def test_any_day_of_a_life_is_kept(book, at):
    assert log(book, "bao", kind="call", at=at, now=NOW).person.name == "Bao Tran"


def test_what_is_ahead_is_no_contact(book):
    with pytest.raises(UserError, match="still to come"):
        log(book, "bao", kind="call", at="2026-11-24", now=NOW)
