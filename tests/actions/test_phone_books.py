"""Several phone books given at once: who stands in two of them is one person, who stands twice in one is asked about."""

from datetime import UTC, datetime

import pytest

from kithbook.actions.import_ import Wish, import_
from kithbook.actions.people import people
from kithbook.actions.questions import questions
from kithbook.store import open_book

NOW = datetime(2026, 1, 19, 9, 30, tzinfo=UTC)


def entry(uid, name, address):
    given, _, family = name.partition(" ")
    return (
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\nN:{family};{given};;;\nORG:Seafarer Mapping\n"
        f"EMAIL:{address}\nEND:VCARD\n"
    )


OTHER = entry("o1", "Naomi Stern", "naomi@seafarer.example")
ONE = entry("b1", "Oyelaran Featherstone", "of@seafarer.example")
TWO = entry("b2", "Oyelaran Featherstone", "oyelaran@home.example")


@pytest.mark.parametrize(
    ("files", "persons", "asked"),
    [
        ({"phone.vcf": OTHER + ONE, "google.vcf": OTHER + TWO}, 2, 0),
        ({"phone.vcf": OTHER + ONE + TWO}, 3, 1),
        ({"1.vcf": OTHER, "2.vcf": ONE, "3.vcf": TWO}, 3, 1),  # one book, a card a file
    ],
)
def test_one_name_in_two_books_is_one_person_and_twice_in_one_a_question(tmp_path, files, persons, asked):
    (tmp_path / "books").mkdir()
    for name, text in files.items():
        (tmp_path / "books" / name).write_text(text)
    book = open_book(tmp_path / "book", now=NOW)
    import_(book, [tmp_path / "books"], Wish(zone="UTC"), now=NOW, watch=lambda _step: None)
    assert len(people(book, now=NOW)) == persons
    assert len([one for one in questions(book) if one.kind == "same"]) == asked
    book.close()
