"""The SQLite engine keeps the contract of all stores."""

import pytest
from store_contract import NOW, EvidenceContract, bring, card, dump, sighting

from kithbook.store import open_book


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
