"""Books of every schema version open and say the same; newer ones stay untouched; a kill leaves old or new (R9)."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from golden.make import say
from store_contract import NOW, bring, card, dump, sighting

from kithbook.model.fault import BookTooNew, UserError
from kithbook.store import open_book, restore_book
from kithbook.store.sqlite import migrate, sieve
from kithbook.store.sqlite.connection import connect
from kithbook.store.sqlite.migrate import Step
from powerloss import recording, replay

GOLDEN = Path(__file__).parent / "golden"
NOW_AT = migrate.steps()[-1].number
NEXT = Step(
    NOW_AT + 1, "ALTER TABLE run ADD COLUMN colour TEXT; CREATE TABLE extra (n INTEGER); INSERT INTO extra VALUES (7);"
)
AFTER = Step(NOW_AT + 2, "UPDATE extra SET n = n + 1; UPDATE run SET colour = 'blue';")
BAD = Step(NOW_AT + 1, "CREATE TABLE extra (n INTEGER); INSERT INTO nowhere VALUES (1);")


@pytest.fixture
def folder(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    bring(book, sighting(card()))
    book.close()
    return tmp_path / "book"


def later_version(monkeypatch, *more):
    known = (*migrate.steps(), *more)
    monkeypatch.setattr(migrate, "steps", lambda: known)


def test_every_schema_version_has_its_golden_book():
    assert sorted(path.stem for path in GOLDEN.glob("*.db")) == [f"{step.number:04}" for step in migrate.steps()]


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.db")), ids=lambda path: path.stem)
def test_a_golden_book_opens_and_says_what_it_said(golden, tmp_path):
    shutil.copyfile(golden, tmp_path / "evidence.db")
    book = open_book(tmp_path, now=NOW)
    assert say(book) == json.loads(golden.with_suffix(".json").read_text(encoding="utf-8"))
    assert [ailment for ailment in book.ailments(deep=True) if "other users" not in ailment] == []
    book.close()


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.db")), ids=lambda path: path.stem)
def test_what_older_records_say_is_brought_up_in_steps_and_found_before_between_and_after(
    golden, tmp_path, monkeypatch
):
    monkeypatch.setattr(sieve, "AT_ONCE", 3)
    shutil.copyfile(golden, tmp_path / "evidence.db")
    with closing(open_book(tmp_path, now=NOW)) as book:
        older = book.evidence.connection.execute(
            "SELECT count(*) FROM record WHERE NOT EXISTS (SELECT 1 FROM sieve WHERE number BETWEEN first AND last)"
        ).get
        found = book.evidence.holding(["a"])
        steps = []
        for count in book.evidence.bring_up():
            steps.append(count)
            assert book.evidence.holding(["a"]) == found
        assert sum(steps) == older and len(steps) == -(-older // 3) and max(steps, default=0) <= 3
        assert found and list(book.evidence.bring_up()) == []
        assert book.evidence.connection.execute("SELECT count(*) > 0 FROM sieve").get
        assert [ailment for ailment in book.ailments(deep=True) if "other users" not in ailment] == []


def test_a_migration_makes_a_backup_first_and_restoring_it_is_the_way_back(folder, monkeypatch):
    book = open_book(folder, now=NOW)
    said = dump(book)
    book.close()
    with monkeypatch.context() as later:
        later_version(later, NEXT, AFTER)
        book = open_book(folder, now=NOW)
        assert book.evidence.connection.execute("SELECT n FROM extra").get == 8
        assert book.evidence.connection.execute("SELECT colour FROM run").get == "blue"
        assert dump(book) == said
        book.close()
        before = folder / f"evidence-before-{NOW_AT + 2}.db"
        assert before.stat().st_mode & 0o777 == 0o600
        stamp = before.stat().st_mtime_ns
        open_book(folder, now=NOW).close()
        assert before.stat().st_mtime_ns == stamp  # nothing more to do, nothing more backed up
    with pytest.raises(BookTooNew):
        open_book(folder, now=NOW)
    kept = restore_book(folder, before, now=NOW)
    assert kept.name.startswith("evidence-before-restore-")
    book = open_book(folder, now=NOW)
    assert dump(book) == said
    book.close()


@pytest.mark.parametrize("has_log", [False, True])
def test_a_newer_book_is_not_opened_and_its_files_stay_untouched(folder, has_log):
    connection = connect(folder / "evidence.db", durable=True)
    connection.execute("PRAGMA user_version = 99")
    if has_log:
        copy = folder.parent / "copy"
        shutil.copytree(folder, copy)  # with the log not yet folded in
        folder = copy
        (folder / "evidence.db-shm").unlink()
    connection.close()
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}
    with pytest.raises(BookTooNew, match="later version") as caught:
        open_book(folder, now=NOW)
    assert "Nothing was opened or changed" in caught.value.safe
    after = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir() if not p.name.endswith("-shm")}
    assert after == before
    assert has_log == ("evidence.db-wal" in before)


def test_a_migration_that_fails_leaves_the_old_book(folder, monkeypatch):
    later_version(monkeypatch, BAD)
    with pytest.raises(Exception, match="nowhere"):
        open_book(folder, now=NOW)
    monkeypatch.undo()
    book = open_book(folder, now=NOW)
    assert book.evidence.connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").get == 0
    assert book.evidence.record_by_id(card().id) is not None
    book.close()


def test_a_migration_broken_off_between_two_steps_leaves_the_old_book_and_a_copy_of_it(folder, monkeypatch):
    broken = Step(NOW_AT + 2, "INSERT INTO nowhere VALUES (1);")
    with monkeypatch.context() as later:
        later_version(later, NEXT, broken)
        for _ in range(2):  # the second time it must not be a book between two versions that is copied
            with pytest.raises(Exception, match="nowhere"):
                open_book(folder, now=NOW)
    restore_book(folder, folder / f"evidence-before-{NOW_AT + 2}.db", now=NOW)
    book = open_book(folder, now=NOW)
    assert book.evidence.record_by_id(card().id) is not None
    book.close()


def test_power_cut_at_any_step_of_a_migration_leaves_old_or_new(tmp_path, monkeypatch):
    with recording("migrating") as notes:
        path = tmp_path / "book" / "evidence.db"
        path.parent.mkdir()
        connection = connect(path, durable=True, vfs="migrating")
        for number, known in enumerate(((), (NEXT,), (NEXT, AFTER)), start=NOW_AT):
            migrate.migrate(connection, path, known=(*migrate.steps(), *known))
            notes.acknowledge(number)
        connection.close()

    def check(state):
        opened = connect(state / "evidence.db", durable=True)
        try:
            assert opened.pragma("integrity_check") == "ok"
            number = migrate.version(opened)
            names = {name for (name,) in opened.execute("SELECT name FROM sqlite_schema")}
            assert ("record" in names, "extra" in names) == (number >= NOW_AT, number > NOW_AT)
            assert number <= NOW_AT or opened.execute("SELECT n FROM extra").get == 7 + (number - NEXT.number)
            return number
        finally:
            opened.close()

    (tmp_path / "states").mkdir()
    assert replay(notes, tmp_path / "states", check, cuts=60) == {"cuts": 60, "corrupt": 0, "lost": 0}


@pytest.mark.parametrize("content", [b"hello, this is no database", b"\0" * 5000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content):
    (tmp_path / "evidence.db").write_bytes(content)
    with pytest.raises(UserError, match="is not a book"):
        open_book(tmp_path, now=NOW)
    assert (tmp_path / "evidence.db").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.db"]


def test_a_database_that_is_no_book_is_left_alone(tmp_path):
    connection = connect(tmp_path / "evidence.db", durable=True)
    connection.execute("CREATE TABLE t (x); PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (tmp_path / "evidence.db").read_bytes()
    with pytest.raises(UserError, match="no book"):
        open_book(tmp_path, now=NOW)
    assert (tmp_path / "evidence.db").read_bytes() == before


def test_a_book_whose_making_was_killed_is_made(tmp_path):
    (tmp_path / "evidence.db").touch()
    book = open_book(tmp_path, now=NOW)
    assert book.evidence.runs() == []
    book.close()


@pytest.mark.parametrize("name", ["book", "book/under"])
def test_a_path_that_is_a_file_is_a_user_error(tmp_path, name):
    (tmp_path / "book").write_text("hello")
    with pytest.raises(UserError) as caught:
        open_book(tmp_path / name, now=NOW)
    assert caught.value.do
    assert (tmp_path / "book").read_text() == "hello"
