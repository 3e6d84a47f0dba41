"""The SQLite engine keeps the contract of all stores."""

import apsw
import pytest
from store_contract import NOW, EvidenceContract, begin, bring, card, dump, sighting

from kithbook.store import open_book
from kithbook.store.sqlite import keeping


@pytest.fixture
def book(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    yield book
    book.close()


class TestSqliteEvidence(EvidenceContract):
    pass


def test_a_book_opened_again_says_the_same(tmp_path):
    book = open_book(tmp_path / "deep" / "book", now=NOW)
    bring(book, sighting(card()))
    said, lineage = dump(book), book.evidence.lineage
    book.close()
    again = open_book(tmp_path / "deep" / "book", now=NOW)
    assert (dump(again), again.evidence.lineage) == (said, lineage)
    again.close()


def test_two_books_are_of_another_seed(tmp_path):
    hashes = set()
    for name in ("one", "two"):
        book = open_book(tmp_path / name, now=NOW)
        hashes.add(book.evidence.tombstone("email", "ann@example.org"))
        book.close()
    assert len(hashes) == 2


def test_two_books_give_the_same_ruling_ids_of_their_own(tmp_path):
    found = set()
    for name in ("one", "two"):
        book = open_book(tmp_path / name, now=NOW)
        found.add(book.evidence.decide("zone", {"zone": "Europe/Berlin"}, at=NOW).id)
        book.close()
    assert len(found) == 2


def test_the_name_of_a_file_is_stored_once_a_run(book):
    run = begin(book)
    for position in range(3):
        book.evidence.keep(run, [sighting(card(str(position)), position=position)], [], checkpoint={})
    assert _files(book) == ["Connections.csv"]
    book.evidence.keep(run, [sighting(card("b"), file="b.csv"), sighting(card("c"))], [], checkpoint={})
    assert _files(book) == ["Connections.csv", "b.csv"]


def test_names_that_are_remembered_no_longer_are_stored_again_and_nothing_is_lost(book, monkeypatch):
    monkeypatch.setattr(keeping, "FILES_REMEMBERED", 2)
    run = begin(book)
    for position in range(8):
        seen = sighting(card(str(position)), file=f"{position % 4}.csv", position=position)
        book.evidence.keep(run, [seen], [], checkpoint={})
    assert [_place(book, str(n)) for n in range(8)] == [(f"{n % 4}.csv", n) for n in range(8)]


def _files(book):
    connection = apsw.Connection(str(book.folder / "evidence.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return [bytes(name).decode() for (name,) in connection.execute("SELECT name FROM file ORDER BY number")]
    finally:
        connection.close()


def _place(book, key):
    _, places, _ = book.evidence.record_by_id(card(key).id)
    return places[0].file, places[0].position
