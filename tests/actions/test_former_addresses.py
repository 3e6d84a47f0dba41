"""Somebody whose card bore another address before: letters from there are theirs, and forgetting them finds them."""

from datetime import UTC, date, datetime

import pytest
from owned import owned

from kithbook.actions import forget
from kithbook.actions.refresh import rebuild, refresh
from kithbook.model import record
from kithbook.model.record import Record
from kithbook.model.run import BY_NAME, AsOf, Sighting

NOW = datetime(2026, 10, 9, 9, tzinfo=UTC)
OLD, NEW = ["email", "ann@old.example"], ["email", "ann@new.example"]
SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)


@pytest.fixture
def book(tmp_path):
    with owned(tmp_path / "book", NOW) as made:
        yield made


def read(book, day, *seen):
    sightings = [Sighting(one, "f", place) for place, one in enumerate(seen)]
    run = book.evidence.start_run(
        source="vcard", account="", path="p", as_of=AsOf(day, BY_NAME), fingerprint=str(day), at=NOW
    )
    book.evidence.keep(run, sightings, [], checkpoint={})
    book.evidence.finish_run(run, as_of=AsOf(day, BY_NAME), account="", facts={}, at=NOW)
    refresh(book)


def card(name, *handles):
    return Record(record.CARD, "vcard:7@x.example", {"name": name, "handles": list(handles), "relation": "contact"})


def letter(name):
    sender, me = [*OLD, name], ["email", "ada@own.example", "Ada Owner"]
    content = {"at": "2026-02-01T10:00:00Z", "channel": "mail", "sender": sender, "to": [me], "message_id": "1@x"}
    return Record(record.MESSAGE, "mail:1@x", content)


def people(book):
    return sorted(person.name for person in book.digest.people(known=None) if person.name != "Ada Owner")


@pytest.mark.parametrize("is_late", [False, True])
def test_letters_from_where_a_card_was_reached_before_are_theirs(book, is_late):
    versions = [(SPRING, card("Ann Lee", OLD)), (AUTUMN, card("Ann Lee", NEW))]
    for day, one in reversed(versions) if is_late else versions:
        read(book, day, one)
    read(book, date(2026, 8, 1), letter("Ann Lee"))
    assert people(book) == ["Ann Lee"]
    (person,) = book.digest.resolve("ann@old.example")
    assert "vcard:7@x.example" in {one.key for one in book.digest.cards(person.number)}
    rebuild(book)
    assert people(book) == ["Ann Lee"]


def test_an_address_that_went_with_the_name_is_not_theirs(book):
    """The card was Bob's before: somebody put another's name and address in its place."""
    read(book, SPRING, card("Bob Ray", OLD))
    read(book, AUTUMN, card("Ann Lee", NEW))
    read(book, date(2026, 8, 1), letter("Ann Lee"))
    assert people(book) == ["Ann Lee", "Ann Lee"]


def test_a_telephone_number_that_was_given_up_is_given_to_the_next(book):
    number = ["phone", "+4479460001"]
    read(book, SPRING, card("Ann Lee", NEW, number))
    read(book, AUTUMN, card("Ann Lee", NEW))
    (person,) = book.digest.resolve("ann@new.example")
    assert book.digest.cards(person.number)[0].former == ()


def test_whoever_is_forgotten_does_not_come_back_by_an_address_of_before(book):
    read(book, SPRING, card("Ann Lee", OLD))
    read(book, AUTUMN, card("Ann Lee", NEW))
    forget.forget(book, "ann@new.example", watch=lambda *_: None)
    assert book.evidence.tombstone(*OLD) in book.evidence.tombstones()
    assert people(book) == []
