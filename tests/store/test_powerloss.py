"""Power cuts: no book is corrupted and nothing acknowledged is lost (goal R1b)."""

import apsw
import pytest
from workload import NOW, check, work

from kithbook.store.sqlite.book import SqliteBook
from powerloss import recording, replay


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    with recording() as notes:
        book = SqliteBook(tmp_path_factory.mktemp("recorded") / "book", now=NOW, vfs="recorder")
        book.evidence.connection.execute("PRAGMA wal_autocheckpoint = 60")  # cuts fall into checkpoints too
        work(book, 40, notes.acknowledge)
        book.close()
    return notes


def test_no_power_cut_corrupts_or_loses_what_was_acknowledged(notes, tmp_path):
    assert len({name for _, name, *_ in notes.operations} & {"evidence.db", "evidence.db-wal"}) == 2
    assert replay(notes, tmp_path, check, cuts=220) == {"cuts": 220, "corrupt": 0, "lost": 0}


@pytest.mark.long
def test_no_power_cut_of_many(notes, tmp_path):
    assert replay(notes, tmp_path, check, cuts=2000, seed=2) == {"cuts": 2000, "corrupt": 0, "lost": 0}


def test_the_method_finds_what_is_not_durable(tmp_path):
    """Without syncs the same cuts find faults: so finding none means something."""
    with recording("careless") as notes:
        book = SqliteBook(tmp_path / "book", now=NOW, vfs="careless")
        book.evidence.connection.execute("PRAGMA synchronous = OFF")
        book.evidence.connection.execute("PRAGMA wal_autocheckpoint = 60")
        work(book, 20, notes.acknowledge)
        book.close()
    (tmp_path / "states").mkdir()
    found = replay(notes, tmp_path / "states", check, cuts=40)
    assert found["corrupt"] + found["lost"] > 10
    assert apsw.vfs_names().count("careless") == 0
