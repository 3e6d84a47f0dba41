"""The digest's file: thrown away at will, made anew beside itself, read by others meanwhile."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import apsw
import pytest

from kithbook.actions.refresh import rebuild, refresh
from kithbook.model import decision
from kithbook.model.fault import Busy, UserError
from kithbook.store import open_book
from kithbook.store.sqlite.digest.file import SCHEMA

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    enter(made, "Bao Li")
    refresh(made)
    yield made
    made.close()


def names(book):
    return [person.name for person in book.digest.people()]


def again(book):
    """Open the book anew, as the next command does."""
    book.close()
    return open_book(book.folder, now=NOW)


def enter(book, name):
    """Enter somebody as evidence only; the digest is left behind."""
    book.evidence.decide(decision.ADD, {"name": name}, at=NOW)


def leftovers(book):
    return sorted(path.name for path in book.folder.iterdir() if path.name.startswith("digest.db"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database at all" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(b"\0" * 200 + path.read_bytes()[200:]),
    ],
)
def test_a_digest_that_is_gone_or_damaged_is_made_anew(book, spoil):
    book.close()
    for ending in ("-wal", "-shm"):
        (book.folder / f"digest.db{ending}").unlink(missing_ok=True)
    spoil(book.folder / "digest.db")
    opened = open_book(book.folder, now=NOW)
    assert opened.digest.mark == -1
    refresh(opened)
    assert names(opened) == ["Bao Li"]
    opened.close()


@pytest.mark.parametrize("found", [SCHEMA - 1, SCHEMA + 1, None])
def test_a_digest_of_another_form_is_made_anew(book, found):
    book.digest.note(schema=found) if found else book.digest._connection.execute("DELETE FROM meta")
    opened = again(book)
    assert opened.digest.mark == -1
    refresh(opened, patient=False)  # the first digest of all is always waited for
    assert names(opened) == ["Bao Li"]
    opened.close()


def test_a_digest_that_cannot_be_read_through_is_remade_by_a_rebuild(book):
    """Nothing is asked of the old one: its pages may be what is wrong."""
    pages = [
        n
        for (n,) in book.digest._connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name IN ('hint', 'interaction')"
        )
    ]
    ((size,),) = book.digest._connection.execute("PRAGMA page_size")
    book.close()
    with (book.folder / "digest.db").open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
    opened = open_book(book.folder, now=NOW)
    with pytest.raises((apsw.Error, UserError)):
        opened.digest.laying.hints()
    rebuild(opened)
    assert names(opened) == ["Bao Li"]
    assert opened.digest.interactions() == []
    opened.close()


def test_a_rebuild_that_fails_leaves_the_old_one_and_nothing_beside_it(book):
    mark = book.digest.mark
    with pytest.raises(ZeroDivisionError), book.digest.afresh() as fresh:
        fresh.note(mark=99)
        raise ZeroDivisionError
    assert (names(book), book.digest.mark) == (["Bao Li"], mark)
    assert not [name for name in leftovers(book) if ".new" in name]


def test_readers_of_the_old_one_are_not_disturbed_and_find_the_new_one_when_they_look(book):
    reader = open_book(book.folder, now=NOW)
    assert names(reader) == ["Bao Li"]
    enter(book, "Cleo Diaz")
    with book.digest.afresh() as fresh:
        fresh.index()
        assert names(reader) == ["Bao Li"]
        assert names(book) == ["Bao Li"]
    assert names(book) == []
    assert names(reader) == ["Bao Li"]
    reader.digest.freshen()
    assert names(reader) == []
    refresh(reader)
    book.digest.freshen()
    assert names(book) == names(reader) == ["Bao Li", "Cleo Diaz"]
    reader.close()


def test_a_digest_taken_away_under_a_reader_is_laid_empty_and_made_anew(book):
    (book.folder / "digest.db").unlink()
    refresh(book)
    assert names(book) == ["Bao Li"]


def test_a_change_is_all_or_nothing_and_numbers_that_were_never_given_are_forgotten(book):
    digest = book.digest
    with pytest.raises(ZeroDivisionError), digest.changing():
        number = digest.laying.card_number("vcard:never")
        digest.note(mark=99)
        raise ZeroDivisionError
    assert digest.mark != 99
    assert digest.laying.numbers(["vcard:never"]) == {}
    with digest.changing():
        other, never = digest.laying.card_number("vcard:other"), digest.laying.card_number("vcard:never")
    assert number in {other, never}
    assert digest.laying.numbers(["vcard:other", "vcard:never"]) == {"vcard:other": other, "vcard:never": never}


def test_what_was_remembered_for_a_day_ends_with_the_next_change(book):
    day = NOW.date()
    book.digest.remember("ties", day, b"x")
    assert book.digest.remembered("ties", day) == b"x"
    with book.digest.changing():
        pass
    assert book.digest.remembered("ties", day) is None


def test_what_cannot_be_remembered_is_no_fault(book):
    other = apsw.Connection(str(book.folder / "digest.db"))
    other.execute("BEGIN IMMEDIATE")
    book.digest._connection.set_busy_timeout(0)
    book.digest.remember("ties", NOW.date(), b"x")
    other.execute("ROLLBACK")
    other.close()
    assert book.digest.remembered("ties", NOW.date()) is None


def test_whoever_must_not_wait_answers_from_the_last_whole_digest(book):
    enter(book, "Cleo Diaz")
    other = open_book(book.folder, now=NOW)
    with other.digesting():
        waited = refresh(book, patient=False)
        assert waited.waiting > 0
        with pytest.raises(Busy), book.digesting(wait_seconds=0):
            pass
    assert names(book) == ["Bao Li"]
    assert refresh(book, patient=False).waiting == 0
    assert names(book) == ["Bao Li", "Cleo Diaz"]
    assert refresh(book).digested == 0
    other.close()


REBUILDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kithbook.actions.refresh import rebuild
from kithbook.store import open_book
book = open_book(Path(sys.argv[1]), now=datetime(2026, 11, 2, 9, tzinfo=UTC))
for _ in range(3):
    rebuild(book)
print(len(book.digest.people()))
book.close()
"""


def test_two_processes_may_rebuild_while_a_third_reads(book):
    workers = [
        subprocess.Popen([sys.executable, "-c", REBUILDER, str(book.folder)], stdout=subprocess.PIPE, env=os.environ)
        for _ in range(2)
    ]
    while any(worker.poll() is None for worker in workers):
        assert names(book) == ["Bao Li"]
        book.digest.freshen()
    assert [worker.communicate()[0].split() for worker in workers] == [[b"1"], [b"1"]]
    assert [worker.returncode for worker in workers] == [0, 0]
    assert not [name for name in leftovers(book) if ".new" in name or name[-1].isdigit()]


def test_the_file_is_its_owners_only_and_a_copy_is_whole(book, tmp_path):
    assert (book.folder / "digest.db").stat().st_mode & 0o077 == 0
    (tmp_path / "copy").mkdir()
    book.copy(tmp_path / "copy")
    copy = open_book(tmp_path / "copy", now=NOW)
    assert names(copy) == ["Bao Li"]
    assert copy.digest.mark == book.digest.mark
    copy.close()


def test_what_a_kill_left_of_a_digest_that_was_begun_goes_but_not_what_another_has_begun(book):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    for number in (ended.pid, os.getppid()):
        (book.folder / f"digest.db.{number}").touch()
    (book.folder / "digest.db").unlink()
    book = again(book)
    refresh(book)
    assert names(book) == ["Bao Li"]
    book.close()
    assert leftovers(book) == ["digest.db", f"digest.db.{os.getppid()}"]
