"""Full disks, failing disks, limits and kills: a plain message, a clean book, and it goes on from there (R1, R3)."""

import os
import random
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from workload import NOW, check, dump, work

from failing import BROKEN, FULL, Fate, failing
from kithbook.model.fault import UserError
from kithbook.store.sqlite.book import SqliteBook

STEPS = 8
WORKLOAD = [sys.executable, str(Path(__file__).with_name("workload.py"))]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed") / "book"
    book = SqliteBook(folder, now=NOW)
    work(book, STEPS)
    book.close()
    return dump(folder)


def finish(folder):
    """Do what is left to do: a run that was closed needs no second reading."""
    book = SqliteBook(folder, now=NOW)
    if not [run for run in book.evidence.runs() if run.finished_at]:
        work(book, STEPS)
    book.close()
    return dump(folder)


def run_with(fate, folder):
    """Work on a failing disk; give the steps acknowledged and the error that a person would see."""
    acknowledged, error = [], None
    with failing(fate):
        book = None
        try:
            book = SqliteBook(folder, now=NOW, vfs="failing")
            book.evidence.connection.execute("PRAGMA wal_autocheckpoint = 20")
            work(book, STEPS, acknowledged.append)
        except UserError as problem:
            error = problem
        finally:
            if book is not None:
                with suppress(UserError):
                    book.close()
    return acknowledged, error


def every_operation(folder):
    fate = Fate()
    assert run_with(fate, folder)[1] is None
    return fate.done


@pytest.mark.parametrize("answers", [FULL, BROKEN], ids=["full", "broken"])
@pytest.mark.parametrize("lasts", [False, True], ids=["once", "for good"])
# SQLite passes over some failures (while it switches the journal, say, where the old one does as well); apsw then has
# nobody to raise them to.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("every", [23, pytest.param(1, marks=pytest.mark.long)])
def test_whichever_write_fails_the_book_is_clean_and_goes_on(tmp_path, undisturbed, answers, lasts, every):
    operations = every_operation(tmp_path / "counted")
    for at in range(1, operations + 1, every):
        folder = tmp_path / f"{at}"
        acknowledged, error = run_with(Fate(at, lasts=lasts, answers=answers), folder)
        if lasts and at < operations - 10:  # the last operations belong to closing, where nothing is lost
            assert error is not None
        if error is not None:
            assert error.what
            assert error.do
            assert error.safe
        assert check(folder) >= max(acknowledged, default=0)
        assert finish(folder) == undisturbed


def test_a_full_disk_says_how_much_is_needed(tmp_path):
    _, error = run_with(Fate(40, lasts=True, answers=FULL), tmp_path / "book")
    assert "MB" in error.what
    assert "needed" in error.what
    assert "goes on from there" in error.do


@pytest.mark.parametrize("limit", [1, 5_000, 60_000, 110_000, 150_000, 200_000])
def test_a_limit_on_file_sizes(tmp_path, undisturbed, limit):
    folder = tmp_path / "book"
    found = subprocess.run(
        [*WORKLOAD, folder, str(STEPS), "one", str(limit)], capture_output=True, text=True, check=False
    )
    acknowledged = [int(line) for line in found.stdout.split()]
    assert found.returncode != 0
    assert "kithbook.model.fault.UserError: There is no room to write" in found.stderr
    assert "no file may grow beyond" in found.stderr
    assert check(folder) >= max(acknowledged, default=0)
    assert finish(folder) == undisturbed


@contextmanager
def small_disk(folder, size):
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("free_kilobytes", [0, 24, 64, 160, 300])
def test_a_full_disk(tmp_path, undisturbed, free_kilobytes):
    with small_disk(tmp_path / "disk", "1m") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes((1024 - free_kilobytes) * 1024 - 4096))
        found = subprocess.run([*WORKLOAD, disk / "book", str(STEPS)], capture_output=True, text=True, check=False)
        acknowledged = [int(line) for line in found.stdout.split()]
        if free_kilobytes < 160:
            assert "UserError: There is no room to write" in found.stderr
        ballast.unlink()
        assert check(disk / "book") >= max(acknowledged, default=0)
        assert finish(disk / "book") == undisturbed


def kill_and_go_on(folder, chance, undisturbed):
    """Kill the work at random moments until it is done once; the book is whole each time and ends the same."""
    acknowledged = 0
    process = subprocess.Popen([*WORKLOAD, folder, str(STEPS)], stdout=subprocess.PIPE, text=True)
    with process, suppress(subprocess.TimeoutExpired):
        try:
            for _ in range(chance.randrange(STEPS + 1)):
                acknowledged = int(process.stdout.readline() or acknowledged)
            process.wait(chance.random() * (0.3 if not acknowledged else 0.02))
        finally:
            process.kill()
    assert check(folder) >= acknowledged
    assert finish(folder) == undisturbed


def test_killed_at_any_moment(tmp_path, undisturbed):
    chance = random.Random(1)
    for nth in range(15):
        kill_and_go_on(tmp_path / str(nth), chance, undisturbed)


@pytest.mark.long
def test_killed_at_very_many_moments(tmp_path, undisturbed):
    chance = random.Random(2)
    for nth in range(500):
        kill_and_go_on(tmp_path / str(nth), chance, undisturbed)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_read_only_disk(tmp_path, undisturbed):
    with small_disk(tmp_path / "disk", "4m") as disk:
        book = SqliteBook(disk / "book", now=NOW)
        work(book, STEPS)
        book.close()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for folder in (disk / "book", disk / "new"):
            found = subprocess.run([*WORKLOAD, folder, "9"], capture_output=True, text=True, check=False)
            assert "fault.ReadOnlyBook" in found.stderr
            assert "read-only" in found.stderr
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        assert dump(disk / "book") == undisturbed
