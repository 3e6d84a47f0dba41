"""The sample network in a book of its own: made by a job, gone on with when killed, removed alone."""

import os
import signal
from datetime import UTC, date, datetime

import pytest

from kithbook.actions import jobs
from kithbook.actions.demo import Village
from kithbook.actions.sample import beside, is_sample, remove, sample
from kithbook.actions.today import today
from kithbook.model.fault import UserError
from kithbook.store import open_book
from kithbook.work.job import files_of
from processes import until

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_it_is_made_once_beside_the_persons_book_and_shows_its_day(tmp_path):
    mine = tmp_path / "book"
    open_book(mine, now=NOW).close()
    folder = beside(mine)
    assert not is_sample(folder)
    first = sample(folder)
    assert (first.folder, first.is_ready, first.job.verb) == (folder, False, "sample")
    assert sample(folder).job.id == first.job.id  # asked again meanwhile: the same job
    os.kill(until(files_of(folder, first.job.id).process), signal.SIGKILL)
    until(lambda: jobs.jobs(folder)[0].state == "lost")
    again = sample(folder)
    assert again.job.id != first.job.id
    until(lambda: not jobs.jobs(folder)[0].is_under_way)
    done = jobs.jobs(folder)[0]
    assert done.state == "done", done
    ready = sample(folder)
    assert (ready.is_ready, ready.job, ready.now.date()) == (True, None, Village.find().day)
    book = open_book(folder, now=ready.now)
    assert len(today(book, now=ready.now, date=None, record=False).items) >= 3
    book.close()
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    remove(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_removed_while_it_is_made(tmp_path):
    folder = tmp_path / "book-sample"
    sample(folder)
    remove(folder)
    assert not folder.exists()


def test_no_other_book_is_made_a_sample_or_removed(tmp_path):
    mine = tmp_path / "book"
    open_book(mine, now=NOW).close()
    with pytest.raises(UserError, match="no sample"):
        remove(mine)
    with pytest.raises(UserError, match="not empty"):
        sample(mine)
    with pytest.raises(UserError):
        remove(tmp_path / "nowhere")
    assert mine.exists()
    assert not is_sample(mine)


def test_the_village_has_a_day_of_its_own():
    assert Village.find().now.date() == Village.find().day > date(2025, 1, 1)
