"""Backups: whole while others write, really restorable, and nothing is thrown away when one comes back (R6)."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import apsw
import pytest
from store_contract import LATER, NOW, begin, bring, card, current, dump, sighting, snippet
from workload import whole_steps

from kithbook.model import decision as verbs
from kithbook.model.fault import BookTooNew, UserError
from kithbook.store import open_book, proof, restore_book
from kithbook.store.sqlite.book import SqliteBook

WORKLOAD = [sys.executable, str(Path(__file__).with_name("workload.py"))]


@pytest.fixture
def book(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    bring(book, sighting(card(note="\ud800\0"), snippet("hello")), sighting(card("bob")))
    book.evidence.decide(verbs.NOTE, {"card": "c", "text": "x"}, at=NOW)
    yield book
    book.close()


def test_a_backup_is_one_private_file_and_the_same_book(book, tmp_path):
    taken = book.backup(tmp_path / "there" / "kith.backup") if (tmp_path / "there").mkdir() is None else None
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["kith.backup"]
    assert (tmp_path / "there" / "kith.backup").stat().st_mode & 0o777 == 0o600
    assert proof(tmp_path / "there" / "kith.backup", tmp_path) == taken
    assert taken.counts["record"] == 2
    assert restore_book(tmp_path / "new", tmp_path / "there" / "kith.backup", now=NOW) is None
    again = open_book(tmp_path / "new", now=NOW)
    assert dump(again) == dump(book)
    assert again.evidence.decisions() == book.evidence.decisions()
    assert again.evidence.tombstone("a", "b") == book.evidence.tombstone("a", "b")
    again.close()


def test_other_contents_have_another_imprint(book, tmp_path):
    one = book.backup(tmp_path / "one")
    assert book.backup(tmp_path / "two").hash == one.hash
    book.evidence.set_meta("colour", "blue")
    assert book.backup(tmp_path / "two").hash != one.hash


def test_restoring_keeps_what_was_there(book, tmp_path):
    book.backup(tmp_path / "old")
    lineage, mark = book.evidence.lineage, book.evidence.mark
    bring(book, sighting(card("cleo")), name="later")
    newer, grown = dump(book), book.evidence.mark
    kept = restore_book(tmp_path / "book", tmp_path / "old", now=LATER)
    assert kept == tmp_path / "book" / "evidence-before-restore-20261124T093000Z.db"
    assert current(book, "cleo") == []  # also in the book that was open all along
    assert book.evidence.mark > grown > mark
    assert book.evidence.lineage != lineage
    restore_book(tmp_path / "other", kept, now=NOW)
    other = open_book(tmp_path / "other", now=NOW)
    assert dump(other) == newer
    other.close()


def test_a_damaged_book_is_moved_aside_and_the_backup_put_in_its_place(book, tmp_path):
    said = dump(book)
    book.backup(tmp_path / "good")
    book.close()
    evidence = tmp_path / "book" / "evidence.db"
    damaged = b"not a database at all" * 1000
    evidence.write_bytes(damaged)
    with pytest.raises(UserError, match="is not a book"):
        open_book(tmp_path / "book", now=NOW)
    kept = restore_book(tmp_path / "book", tmp_path / "good", now=LATER)
    assert kept.read_bytes() == damaged
    again = open_book(tmp_path / "book", now=NOW)
    assert dump(again) == said
    again.close()


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3\x00" + bytes(100), b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_what_is_no_backup_is_refused_and_the_book_untouched(book, tmp_path, content):
    said = dump(book)
    (tmp_path / "wrong").write_bytes(content)
    for refused in (
        lambda: proof(tmp_path / "wrong", tmp_path),
        lambda: restore_book(tmp_path / "book", tmp_path / "wrong", now=NOW),
    ):
        with pytest.raises(UserError, match=r"wrong is no backup"):
            refused()
    with pytest.raises(UserError, match="is a folder"):
        restore_book(tmp_path / "book", tmp_path, now=NOW)
    with pytest.raises(UserError, match="There is no file"):
        restore_book(tmp_path / "book", tmp_path / "nowhere", now=NOW)
    assert dump(book) == said
    assert not list((tmp_path / "book").glob("evidence.db.*"))


def test_a_backup_of_a_later_version_is_called_by_its_own_name(book, tmp_path):
    book.backup(tmp_path / "later")
    raw = bytearray((tmp_path / "later").read_bytes())
    raw[60:64] = (999).to_bytes(4, "big")
    (tmp_path / "later").write_bytes(raw)
    with pytest.raises(BookTooNew, match=r"later was written by a later version"):
        restore_book(tmp_path / "book", tmp_path / "later", now=NOW)


def test_a_backup_with_a_damaged_page_is_refused(book, tmp_path):
    bring(book, *(sighting(card(f"p{n}", note="x" * 50)) for n in range(400)), name="many")
    book.backup(tmp_path / "good")
    raw = bytearray((tmp_path / "good").read_bytes())
    raw[8192:12288] = b"\x55" * 4096
    (tmp_path / "bad").write_bytes(raw)
    with pytest.raises(UserError, match="no backup of a book, or it is damaged"):
        proof(tmp_path / "bad", tmp_path)


def test_a_backup_that_cannot_be_written_leaves_nothing(book, tmp_path):
    with pytest.raises(UserError):
        book.backup(tmp_path / "no such folder" / "kith.backup")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError):
        book.backup(tmp_path / "folder")
    assert not list(tmp_path.glob("*.part"))


def test_backups_are_whole_while_four_write(tmp_path):
    SqliteBook(tmp_path / "book", now=NOW).close()
    writers = [
        subprocess.Popen([*WORKLOAD, tmp_path / "book", "12", f"w{n}"], stdout=subprocess.DEVNULL) for n in range(4)
    ]
    book, taken = SqliteBook(tmp_path / "book", now=NOW), []
    while any(writer.poll() is None for writer in writers):
        target = tmp_path / f"backup{len(taken)}"
        taken.append((target, book.backup(target)))
    book.close()
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    assert len(taken) > 1
    for nth, (target, imprint) in enumerate(taken[:: max(1, len(taken) // 8)]):
        assert proof(target, tmp_path) == imprint
        restore_book(tmp_path / f"restored{nth}", target, now=NOW)
        restored = SqliteBook(tmp_path / f"restored{nth}", now=NOW)
        for n in range(4):
            whole_steps(restored, f"w{n}")
        restored.close()


def test_an_import_goes_on_in_a_restored_book_where_the_backup_stood(book, tmp_path):
    run = begin(book, "half")
    book.evidence.keep(run, [sighting(card("x"))], [], checkpoint={"position": 5})
    book.backup(tmp_path / "old")
    restore_book(tmp_path / "new", tmp_path / "old", now=NOW)
    again = open_book(tmp_path / "new", now=NOW)
    assert again.evidence.checkpoint(begin(again, "half")) == {"position": 5}
    again.close()


RESTORE_FOR_EVER = """
import sys
from contextlib import suppress
from datetime import datetime, UTC
from pathlib import Path
from kithbook.store import restore_book
book, *files = map(Path, sys.argv[1:])
print("ready", flush=True)
while True:
    for file in files:
        restore_book(book, file, now=datetime.now(UTC))
"""


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(tmp_path):
    said = []
    for name, count in (("one", 3), ("two", 700)):
        book = open_book(tmp_path / name, now=NOW)
        bring(book, *(sighting(card(f"{name}{n}")) for n in range(count)))
        book.backup(tmp_path / f"{name}.backup")
        said.append(dump(book))
        book.close()
    files = [tmp_path / "one.backup", tmp_path / "two.backup"]
    restore_book(tmp_path / "book", files[0], now=NOW)
    chance = random.Random(3)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", RESTORE_FOR_EVER, tmp_path / "book", *files], stdout=subprocess.PIPE, text=True
        )
        with process, suppress(subprocess.TimeoutExpired):
            assert process.stdout.readline() == "ready\n"
            try:
                process.wait(chance.random() / 4)
            finally:
                process.kill()
        book = open_book(tmp_path / "book", now=NOW)
        assert dump(book) in said
        assert book.ailments(deep=True) == []
        book.close()


def test_a_restore_leaves_nothing_of_one_that_was_killed_while_it_copied(book, tmp_path):
    book.backup(tmp_path / "kith.backup")
    for name in (
        "evidence-before-restore-20261123T093000Z.db.part",
        "evidence-before-restore-20261123T093000Z.db.part-journal",
    ):
        (book.folder / name).write_bytes(b"half a book")
    kept = restore_book(book.folder, tmp_path / "kith.backup", now=LATER)
    assert [one.name for one in book.folder.glob("evidence-before-*")] == [kept.name]


CRAFTED = {
    "a trigger": "CREATE TRIGGER late AFTER INSERT ON decision BEGIN DELETE FROM sighting; END",
    "a view": "CREATE VIEW mine AS SELECT * FROM record",
    "a table more": 'CREATE TABLE "x""; DROP TABLE record" (a)',
    "a table less": "DROP TABLE agenda",
    "a column less": "ALTER TABLE run DROP COLUMN counts_again",
    "a number for a content": "UPDATE record SET content = 17",
    "a content that unpacks to nothing": "UPDATE record SET content = x'00ff'",
    "a content of zeros": "UPDATE record SET content = zeroblob(3000)",
    "a word for an instant": "UPDATE run SET started_at = 'noon'",
    "a day that no calendar has": "UPDATE run SET as_of = 99999999999",
    "a mark at the end of all numbers": "UPDATE counter SET value = 9223372036854775807 WHERE name = 'mark'",
    "a mark below nothing": "UPDATE counter SET value = -5 WHERE name = 'mark'",
    "a word for a mark": "UPDATE counter SET value = 'many' WHERE name = 'mark'",
    "no mark": "DELETE FROM counter WHERE name = 'mark'",
    "an index beyond all numbers": "UPDATE counter SET value = 9223372036854775807 WHERE name = 'indexed'",
    "a key marked beyond all numbers": "UPDATE key SET mark = 9223372036854775807",
    "a ruling that rules nothing": "UPDATE decision SET verb = 'merge', fields = x'007b7d'",
}


@pytest.mark.parametrize("crafted", CRAFTED.values(), ids=CRAFTED)
def test_a_database_crafted_to_look_like_a_backup_is_none(book, tmp_path, crafted):
    file = tmp_path / "crafted"
    book.backup(file)
    with apsw.Connection(str(file)) as connection:
        connection.execute(crafted)
    connection.close()
    before = dump(book)
    with pytest.raises(UserError, match="no backup of a book"):
        restore_book(book.folder, file, now=LATER)
    assert dump(book) == before


def test_a_trigger_in_a_book_that_somebody_gave_you_never_runs(book):
    with apsw.Connection(str(book.folder / "evidence.db")) as connection:
        connection.execute(CRAFTED["a trigger"])
    connection.close()
    again = open_book(book.folder, now=NOW)
    before = dump(again)
    again.evidence.decide(verbs.NOTE, {"card": "c", "text": "y"}, at=NOW)
    assert dump(again) == before
    again.close()
