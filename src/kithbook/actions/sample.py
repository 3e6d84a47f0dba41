"""sample: the sample network to look around in, in a book of its own beside the person's, gone at a word."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kithbook.actions import jobs
from kithbook.actions.demo import Village
from kithbook.model.fault import UserError
from kithbook.work import private
from kithbook.work.job import DONE, Job
from kithbook.work.private import FOLDER_OF_OWNER

BEHIND: Final = "-sample"  # behind the name of the person's own book
MARK: Final = "sample.txt"  # in a book that is a sample: nothing else is ever removed as one


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample's book. `now`: the time that it is there, always; `job`: what makes it, while it is not ready."""

    folder: Path
    now: datetime
    is_ready: bool
    job: Job | None


def beside(book: Path) -> Path:
    """Say where the sample of a person's book lies."""
    return book.with_name(book.name + BEHIND)


def is_sample(folder: Path) -> bool:
    """Say whether a book is a sample."""
    return (folder / MARK).is_file()


def sample(folder: Path) -> Sample:
    """Find the sample in a folder, or begin to make it there; what ended early is gone on with."""
    village = Village.find()
    _mark(folder, village)
    made = [job for job in jobs.jobs(folder) if job.verb == jobs.SAMPLE]
    if any(job.state == DONE for job in made):
        return Sample(folder, village.now, is_ready=True, job=None)
    if made and made[0].is_under_way:
        return Sample(folder, village.now, is_ready=False, job=made[0])
    job = jobs.start_sample(folder, village.folder, now=village.now)
    return Sample(folder, village.now, is_ready=False, job=job)


def remove(folder: Path) -> None:
    """Remove a sample with all that was tried in it; raises UserError for any other book."""
    if not is_sample(folder):
        raise UserError(
            f"{folder} is no sample network.", safe="Nothing was removed.", do="`kith erase` erases a book."
        )
    for job in jobs.under_way(folder):
        jobs.cancel(folder, job.id, now=job.started)
    shutil.rmtree(folder)


def _mark(folder: Path, village: Village) -> None:
    if is_sample(folder):
        return
    try:
        folder.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserError(f"{folder} is not empty, and is no sample network.", do="Choose another folder.")
        number = private.create(folder / MARK)
        os.write(number, f"{village.day} the sample network of invented people\n".encode())
        os.close(number)
        folder.chmod(FOLDER_OF_OWNER)
    except OSError as error:
        why = (error.strerror or "the system refuses").lower()
        raise UserError(f"The sample network cannot be made: {why}.", do="See that the folder is writable.") from error
