"""The files of jobs: what is written is read, the old are forgotten, and whoever is dead is known to be."""

import fcntl
import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.work import job as work
from kithbook.work.job import Files, Job, Order, Trouble
from kithbook.work.progress import EVERY_SECONDS, Progress

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ORDER = Order("import", {"paths": ["/x"]}, NOW)
NAMES = st.text(st.characters(codec=None) | st.characters(categories=["Cs"]), max_size=8)


def made(folder, number, **more):
    folder.mkdir(exist_ok=True)
    files = Files(folder, str(number))
    job = Job(str(number), "import", more.pop("state", work.RUNNING), ("a.zip",), NOW, **more)
    files.write(work.packed(job, ORDER))
    return files, job


def hold(files):
    number = os.open(files.lock, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(number, fcntl.LOCK_EX)
    return number


@given(
    st.lists(NAMES, max_size=3),
    st.none() | st.builds(Trouble, NAMES, NAMES, NAMES),
    st.none() | st.floats(0, 1),
    st.none() | st.dictionaries(NAMES, st.integers() | NAMES, max_size=3),
)
def test_what_is_packed_is_unpacked(what, error, share, result):
    job = Job("7", "import", work.DONE, tuple(what), NOW, share=share, ended=NOW, error=error, result=result)
    assert work.unpacked(work.packed(job, ORDER)) == (job, ORDER)


def test_whoever_holds_the_lock_lives_and_whoever_does_not_is_lost(tmp_path):
    files, job = made(tmp_path, 1)
    held = hold(files)
    assert files.read()[0] == job
    os.close(held)
    assert files.read()[0] == replace(job, state=work.LOST)
    files.mark_stopped(NOW)
    assert files.read()[0] == replace(job, state=work.CANCELLED, ended=NOW)


@pytest.mark.parametrize("state", [work.DONE, work.FAILED])
def test_the_last_word_stands_whoever_cancelled_afterwards(tmp_path, state):
    files, job = made(tmp_path, 1, state=state)
    files.mark_stopped(NOW)
    assert files.read()[0] == job


def test_looking_at_a_lock_does_not_take_it(tmp_path):
    files, _ = made(tmp_path, 1)
    held = hold(files)
    assert all(files.is_held() for _ in range(50))
    os.close(held)
    assert not any(files.is_held() for _ in range(50))


def test_the_oldest_are_forgotten_but_not_those_under_way(tmp_path):
    for number in range(1, work.KEPT + 11):
        files, _ = made(tmp_path, number, state=work.DONE)
        files.log.write_text("x")
    held = hold(Files(tmp_path, "3"))
    work.tidy(tmp_path)
    assert work.numbers(tmp_path) == [*range(work.KEPT + 10, 10, -1), 3]
    assert not Files(tmp_path, "5").log.exists()
    os.close(held)


def test_progress_is_written_at_most_four_times_a_second(tmp_path):
    files, _ = made(tmp_path, 1)
    held, clock, writes = hold(files), [100.0], set()
    progress = Progress(files, clock=lambda: clock[0])
    for turn in range(1000):
        clock[0] += 0.01
        progress.show("mailbox", turn, turn / 1000)
        writes.add(files.state.read_bytes())
    assert 10 / EVERY_SECONDS * 0.8 <= len(writes) <= 10 / EVERY_SECONDS + 1
    job, _ = files.read()
    assert job.step == "mailbox"
    assert job.rate == pytest.approx(100, rel=0.02)
    assert job.seconds_left in {0, 1}
    os.close(held)


def test_the_pace_is_that_of_the_step_and_not_told_too_early(tmp_path):
    files, _ = made(tmp_path, 1)
    clock = [0.0]
    progress = Progress(files, clock=lambda: clock[0])
    progress.show("mailbox", 10, 0.1)
    assert (progress.job.rate, progress.job.seconds_left) == (None, None)
    clock[0] = 10.0
    progress.show("mailbox", 1000, 0.25)
    assert (progress.job.rate, progress.job.seconds_left) == (100, 30)
    progress.count("cards", 5)
    clock[0] = 12.0
    progress.count("cards", 15)
    assert (progress.job.step, progress.job.items, progress.job.rate) == ("cards", 20, 10)
    assert progress.job.share is None


def test_progress_that_cannot_be_written_stops_nobody(tmp_path):
    files, _ = made(tmp_path / "jobs", 1)
    progress = Progress(files)
    files.remove()
    files.folder.rmdir()
    progress.show("mailbox", 1)
    progress.run()
