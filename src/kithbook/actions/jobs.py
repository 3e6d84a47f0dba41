"""jobs: long work in processes of its own: started, looked at, cancelled, gone on with."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kithbook.model.fault import UserError
from kithbook.work import detached
from kithbook.work.job import Files, Job, Order, every, files_of

if TYPE_CHECKING:
    from kithbook.actions.import_ import Wish

IMPORT: Final = "import"
REBUILD: Final = "rebuild"
BACKUP: Final = "backup"
SAMPLE: Final = "sample"
ENTRY: Final = "kithbook.actions.job_process"  # what the process of a job runs


def start_import(folder: Path, paths: Sequence[Path], wish: "Wish | None" = None, *, now: datetime) -> Job:
    """Start to import files into the book in a folder; raises UserError for a path at which there is nothing."""
    gone = [path for path in paths if not path.exists()]
    if gone or not paths:
        raise UserError(f"There is no {gone[0]}." if gone else "No file was given.", do="Choose a file or a folder.")
    options = {} if wish is None else asdict(wish)
    values = {"paths": [os.path.abspath(path) for path in paths], "wish": options}  # noqa: PTH100 - links stay as given
    return _started(folder, Order(IMPORT, values, now), [path.name or str(path) for path in paths])


def start_rebuild(folder: Path, *, now: datetime) -> Job:
    """Start to make anew what follows from the evidence."""
    return _started(folder, Order(REBUILD, {}, now), [])


def start_backup(folder: Path, file: Path, *, now: datetime, verify: bool = True) -> Job:
    """Start to copy the book into one file."""
    values = {"file": os.path.abspath(file), "verify": verify}  # noqa: PTH100 - links stay as given
    return _started(folder, Order(BACKUP, values, now), [file.name])


def start_sample(folder: Path, village: Path, *, now: datetime) -> Job:
    """Start to fill a book with the sample network, whose files lie in `village`. `now`: the time that it is there."""
    return _started(folder, Order(SAMPLE, {"folder": os.path.abspath(village)}, now), [])  # noqa: PTH100 - as above


def jobs(folder: Path) -> list[Job]:
    """List the jobs of the book in a folder, the newest first."""
    return [job for job, _ in every(folder)]


def under_way(folder: Path) -> list[Job]:
    """List the jobs that run or wait, the one that runs first."""
    found = [job for job in jobs(folder) if job.is_under_way]
    return sorted(found, key=lambda job: (job.state, int(job.id)))  # "running" stands before "waiting"


def job(folder: Path, name: str) -> Job:
    """Give one job as it stands now; raises UserError where there is none of that id."""
    return _found(folder, name)[1]


def cancel(folder: Path, name: str, *, now: datetime) -> Job:
    """End a job, within a second; what it kept stays, and the same order goes on from there."""
    files, found, _ = _found(folder, name)
    return detached.stop(files, now=now) if found.is_under_way else found


def resume(folder: Path, name: str, *, now: datetime) -> Job:
    """Start a job that ended early again: an import goes on where it stopped."""
    _, found, order = _found(folder, name)
    if not found.is_resumable:
        what = "is still under way" if found.is_under_way else "has come to its end"
        raise UserError(f"Job {name} {what}.", do="`kith jobs` says how far each is.")
    if order.verb == IMPORT:
        _refuse_gone(order.values)
    return _started(folder, replace(order, now=now), found.what)


def dismiss(folder: Path, name: str) -> None:
    """Take a job that ended off the list; raises UserError while it is under way."""
    files, found, _ = _found(folder, name)
    if found.is_under_way:
        raise UserError("That work is still under way.", do="Cancel it first.")
    files.remove()


def _started(folder: Path, order: Order, what: Sequence[str]) -> Job:
    from kithbook.store import open_book

    open_book(folder, now=order.now).close()  # made first, closed to others; what is wrong with it is said now
    return detached.start(folder, order, what=what, entry=ENTRY)


def _found(folder: Path, name: str) -> tuple[Files, Job, Order]:
    files = files_of(folder, name)
    if files is not None:
        try:
            return (files, *files.read())
        except (OSError, ValueError):  # damaged, or tidied away this moment
            pass
    raise UserError(f"There is no job {name!r} in this book.", do="`kith jobs` lists them.")


def _refuse_gone(values: Mapping[str, Any]) -> None:
    gone = [path for path in values["paths"] if not Path(path).exists()]
    if gone:
        name = Path(gone[0]).name
        raise UserError(f"{name} is no longer there.", do="Give the file again: it goes on where it stopped.")
