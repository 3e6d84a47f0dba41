"""backup, restore and doctor, on real books."""

import tempfile
from datetime import UTC, date, datetime, timedelta

import pytest

from kithbook import reading, store
from kithbook.actions.backup import backup
from kithbook.actions.doctor import doctor
from kithbook.actions.restore import restore
from kithbook.model import decision as verbs
from kithbook.model.fault import UserError
from kithbook.model.record import CARD, Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AS_OF = AsOf(date(2026, 11, 1), BY_NAME)


def bring(book, *keys, name="cards.vcf", done=True, readers=None):
    run = book.evidence.start_run(source="vcard", account="", path=name, as_of=AS_OF, fingerprint=name, at=NOW)
    seen = [Sighting(Record(CARD, key, {"name": key.title()}), name, 1) for key in keys]
    book.evidence.keep(run, seen, [], checkpoint={}, readers=readers)
    if done:
        book.evidence.finish_run(run, as_of=AS_OF, account="", facts={}, at=NOW)
    return run


@pytest.fixture
def book(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    bring(book, "ann", "bob")
    book.evidence.decide(verbs.NOTE, {"card": "c", "text": "x"}, at=NOW)
    yield book
    book.close()


def test_a_backup_is_verified_by_restoring_it(book, tmp_path):
    made = backup(book, tmp_path / "kith.backup", now=NOW, verify=True)
    assert (made.ok, made.records, made.decisions, made.verified) == (True, 2, 1, True)
    assert made.bytes == (tmp_path / "kith.backup").stat().st_size
    assert not backup(book, tmp_path / "kith.backup", now=NOW).verified  # an older backup may be replaced


def test_a_backup_is_tried_inside_the_books_folder_where_forgetting_would_find_it(book, tmp_path, monkeypatch):
    """A whole copy of the book in the system's folder for what is temporary would stay there after a kill, for good."""
    tried, proof = [], store.proof
    monkeypatch.setattr(store, "proof", lambda file, there: [tried.append(there), proof(file, there)][1])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    backup(book, tmp_path / "kith.backup", now=NOW, verify=True)
    assert [there.parent for there in tried] == [book.folder]
    assert not tried[0].exists()


def test_a_backup_goes_nowhere_where_it_would_not_help(book, tmp_path):
    (tmp_path / "thesis.odt").write_text("years of work")
    for wrong in (book.folder / "kith.backup", tmp_path, tmp_path / "thesis.odt", tmp_path / "none" / "kith.backup"):
        with pytest.raises(UserError) as caught:
            backup(book, wrong, now=NOW)
        assert caught.value.do
    assert (tmp_path / "thesis.odt").read_text() == "years of work"


def test_restoring_into_an_empty_place_and_over_a_book(book, tmp_path):
    backup(book, tmp_path / "kith.backup", now=NOW)
    fresh = restore(tmp_path / "new", tmp_path / "kith.backup", now=NOW)
    assert (fresh.ok, fresh.records, fresh.decisions, fresh.kept) == (True, 2, 1, None)
    bring(book, "cleo", name="more.vcf")
    over = restore(book.folder, tmp_path / "kith.backup", now=NOW)
    assert over.records == 2
    back = restore(book.folder, book.folder / over.kept, now=NOW + timedelta(seconds=1))
    assert back.records == 3


def test_a_sound_book_has_no_problems(book):
    found = doctor(book, now=NOW, deep=True)
    assert (found.ok, found.problems) == (True, ())
    assert (found.records, found.decisions, found.runs, found.last_backup) == (2, 1, 1, None)
    assert found.bytes > 0 < found.free_bytes


def test_advice(book, tmp_path):
    assert any("lies in this book only" in line for line in doctor(book, now=NOW).advice)
    backup(book, tmp_path / "kith.backup", now=NOW)
    assert not any("backup" in line for line in doctor(book, now=NOW).advice)
    later = doctor(book, now=NOW + timedelta(days=40))
    assert any("40 days old" in line for line in later.advice)
    assert later.last_backup == NOW
    bring(book, "x", name="half.vcf", done=False)
    assert any("half.vcf was interrupted" in line for line in doctor(book, now=NOW).advice)
    old = dict(reading.VERSIONS) | {"question": reading.VERSIONS["question"] - 1}
    bring(book, "y", name="old.mbox", readers=old)
    bring(book, "z", name="new.mbox", readers=reading.VERSIONS)
    (line,) = [line for line in doctor(book, now=NOW).advice if "would find more" in line]
    assert "old.mbox" in line
    assert "question" in line


def test_a_clock_that_was_ahead_is_a_problem(book):
    book.evidence.decide(verbs.NOTE, {"card": "c"}, at=NOW + timedelta(days=3650))
    found = doctor(book, now=NOW)
    assert not found.ok
    assert "a clock was, or is, wrong" in found.problems[0]


@pytest.mark.parametrize(
    ("harm", "words", "deep"),
    [
        ("DELETE FROM sighting WHERE record = 1", "records that no import saw", False),
        ("DELETE FROM sighting; DELETE FROM record", "keys without a record", False),
        ("UPDATE run SET undone = 1", "does not agree with what was ruled", False),
        ("UPDATE run SET finished_at = 0", "ended before they began", False),
        ("UPDATE counter SET value = 0", "newer than the book", False),
        ("DELETE FROM sighting", "kept 2 records, but 0 are there", False),
        ("DELETE FROM key", "that is not there", True),
        ("UPDATE record SET content = (SELECT content FROM record WHERE number = 2)", "is not what was kept", True),
        ("UPDATE record SET content = x'0100'", "is damaged", True),
        ("INSERT INTO reader VALUES ('x', 1, 1)", "counts of readings", True),
    ],
)
def test_what_is_wrong_is_found(book, harm, words, deep):
    connection = book.evidence.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(harm)
    found = doctor(book, now=NOW, deep=deep)
    assert not found.ok
    assert any(words in line for line in found.problems)
