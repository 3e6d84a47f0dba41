"""Locks, rights and the choice of journal."""

import doctest
import os
import subprocess
import sys
import threading

import apsw
import pytest
from store_contract import NOW, bring, card, sighting

from kithbook.model.fault import Busy, UserError
from kithbook.store import open_book
from kithbook.store.sqlite import seams, trouble
from kithbook.store.sqlite.connection import connect

HOLD = """
import sys
from pathlib import Path
from kithbook.store.sqlite.seams import WriterLock
with WriterLock(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the writer's place until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "writer.lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_doctests_of_the_seams():
    assert doctest.testmod(seams).failed == 0


def test_an_unsound_sqlite_gets_the_safe_journal(tmp_path, monkeypatch):
    monkeypatch.setattr(apsw, "SQLITE_VERSION_NUMBER", 3040001)
    book = open_book(tmp_path / "book", now=NOW)
    assert book.evidence.connection.pragma("journal_mode") == "delete"
    bring(book, sighting(card()))
    assert next(book.evidence.versions())[1] == "ann"
    assert "known fault" in book.ailments()[0]
    book.close()


def test_a_connection_is_durable_private_and_never_mapped(tmp_path):
    for durable, synchronous in ((True, 2), (False, 1)):
        connection = connect(tmp_path / f"{durable}.db", durable=durable)
        names = ("synchronous", "journal_mode", "foreign_keys", "secure_delete", "mmap_size")
        assert [connection.pragma(name) for name in names] == [synchronous, "wal", 1, 1, 0]
        connection.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o277])
def test_only_the_owner_may_look_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        book = open_book(tmp_path / "book", now=NOW)
        bring(book, sighting(card()))
        book.backup(tmp_path / "backup")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "book").iterdir()}
    assert {"evidence.db", "evidence.db-wal", "evidence.db-shm", "writer.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert (tmp_path / "book").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    assert book.ailments() == []
    (tmp_path / "book" / "evidence.db").chmod(0o644)
    (tmp_path / "book").chmod(0o755)
    assert len(book.ailments()) == 2
    book.close()


def test_a_folder_that_holds_other_things_keeps_its_rights(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    (folder / "holiday.jpg").touch()
    open_book(folder, now=NOW).close()
    assert folder.stat().st_mode & 0o777 == 0o755


def test_who_waits_too_long_is_told_which_process_holds_it(tmp_path, holder):
    lock = seams.WriterLock(tmp_path / "writer.lock", wait_seconds=0.05)
    with pytest.raises(Busy, match=f"number {holder.pid}") as caught, lock.held():
        pass
    assert caught.value.do
    lock.close()


def test_the_place_is_free_again_when_its_holder_dies(tmp_path, holder):
    holder.kill()
    holder.wait()
    lock = seams.WriterLock(tmp_path / "writer.lock", wait_seconds=5)
    with lock.held(), lock.held():  # entering it twice is entering it once
        other = seams.WriterLock(tmp_path / "writer.lock", wait_seconds=0.01)
        with pytest.raises(Busy), other.held():
            pass
    with other.held():
        pass


def test_readers_are_not_kept_waiting_by_a_writer(tmp_path):
    writer, reader = (open_book(tmp_path / "book", now=NOW) for _ in range(2))
    bring(writer, sighting(card()))
    with writer.writing():
        writer.evidence.connection.execute("BEGIN IMMEDIATE; UPDATE meta SET value = x''")
        assert [key for _, key, _ in reader.evidence.versions()] == ["ann"]
        assert reader.evidence.runs()
        writer.evidence.connection.execute("ROLLBACK")
    reader.close()
    writer.close()


def test_threads_of_one_process_take_turns(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)

    def rule(name):
        for n in range(20):
            book.evidence.decide("note", {"card": name, "text": str(n)}, at=NOW)

    threads = [threading.Thread(target=rule, args=(f"t{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({ruling.id for ruling in book.evidence.decisions()}) == 80
    book.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (apsw.FullError("x"), "no room"),
        (apsw.IOError("x"), "The disk failed"),
        (apsw.ReadOnlyError("x"), "cannot be written"),
        (apsw.BusyError("x"), "used by another process"),
        (apsw.CorruptError("x"), "not a book"),
        (apsw.NotADBError("x"), "not a book"),
        (apsw.CantOpenError("x"), "cannot be opened"),
        (OSError(28, "x"), "no room"),
        (OSError(27, "x"), "no room"),
        (OSError(30, "x"), "cannot be written"),
        (OSError(5, "x"), "The disk failed"),
        (PermissionError(13, "x"), "cannot be opened"),
        (NotADirectoryError(20, "x"), "cannot be opened"),
    ],
)
def test_what_goes_wrong_is_said_with_what_is_safe_and_what_to_do(tmp_path, error, words):
    with (
        pytest.raises(trouble.UserError, match=words) as caught,
        trouble.told(tmp_path / "evidence.db", need_bytes=7_000_000),
    ):
        raise error
    assert caught.value.safe
    assert caught.value.do
    assert ("7.0 MB" in caught.value.what) == (words == "no room")


def test_a_bug_is_no_trouble(tmp_path):
    with pytest.raises(ZeroDivisionError), trouble.told(tmp_path / "evidence.db"):
        1 / 0


def test_a_folder_whose_name_is_no_text_is_said(tmp_path):
    folder = tmp_path / os.fsdecode(b"\xff\xfe")
    with pytest.raises(UserError, match="not UTF-8"):
        open_book(folder, now=NOW)


def test_a_long_statement_gives_signs_until_nobody_listens():
    connection, signs = apsw.Connection(":memory:"), []
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) SELECT count(*) FROM n"
    seams.tell(connection, lambda: signs.append(1))
    assert connection.execute(count).get == 400_000  # a sign breaks nothing off
    heard = len(signs)
    assert heard > 0
    seams.tell(connection, None)
    connection.execute(count)
    assert len(signs) == heard
