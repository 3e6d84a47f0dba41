"""A hand-made table that is edited and given again: the same people, and nobody taken for their namesake."""

import os
from contextlib import closing
from datetime import UTC, datetime

import pytest

from kithbook.actions.bring import bring
from kithbook.actions.import_ import Wish
from kithbook.actions.show import show
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEAD = "Name,Company,Job title,Birthday,City,Notes\n"


@pytest.fixture
def given(tmp_path):
    """Give a table of rows as of a day to one book, and say who is in it then."""
    with closing(open_book(tmp_path / "book", now=NOW)) as book:

        def give(day, *rows):
            path = tmp_path / "people.csv"
            path.write_text(HEAD + "\n".join(rows) + "\n")
            seconds = datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()
            os.utime(path, (seconds, seconds))
            bring(book, [path], Wish(), now=NOW, watch=lambda _step: None)
            return book, sorted(person.slug for person in book.digest.people(known=None))

        yield give


def test_two_of_one_name_and_no_address_are_two_people(given):
    rows = ("John Smith,Acme,Clerk,1970-01-02,Leeds,", "John Smith,Acme,Clerk,1981-05-06,Leeds,")
    assert given("2026-09-01", *rows)[1] == ["john-smith", "john-smith.2"]
    assert given("2026-11-01", *reversed(rows))[1] == ["john-smith", "john-smith.2"]


def test_a_row_that_was_edited_is_still_the_same_person_whose_note_is_told_once(given):
    given("2026-09-01", "John Smith,Acme,Clerk,,Leeds,plays chess", "Mary Jones,Own,Baker,,Bath,met at a fair")
    book, people = given(
        "2026-11-01", "John Smith,Acme,Head,,Leeds,plays chess", "Mary Jones,Own,Baker,,Bath,met at a fair again"
    )
    assert people == ["john-smith", "mary-jones"]
    john, mary = (show(book, slug, now=NOW) for slug in people)
    assert (john.position, [note.text for note in john.notes]) == ("Head", ["plays chess"])
    assert [note.text for note in mary.notes] == ["met at a fair again"]
