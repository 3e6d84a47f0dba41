"""The process of one job: carries out its order, says how far it is and how it ended, and belongs to nobody."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kithbook.actions import incoming, jobs, outgoing
from kithbook.model.fault import Busy, UserError
from kithbook.work import detached
from kithbook.work.job import CANCELLED, DONE, FAILED, Files, Trouble
from kithbook.work.progress import Progress

if TYPE_CHECKING:
    from kithbook.actions.import_ import Imported, Step, Watch
    from kithbook.store.book import Book

NICENESS: Final = 5  # the pages that are open meanwhile go first
BUSY_SECONDS: Final = 1.0  # between two tries, while a command on the terminal holds the book
LISTED_FAULTS: Final = 20  # in the result; all are in the book
BUG: Final = "Something went wrong in Kithbook itself"
GO_ON: Final = "What was kept until now is safe."

Task = Callable[["Book", Mapping[str, Any], Progress], Any]


def main(folder: Path, name: str, held: int) -> None:
    """Carry out a job. `held`: the descriptor by which this process holds the job's lock."""
    detached.part(held)
    outgoing.watch()
    os.nice(NICENESS)
    progress = Progress(Files(folder, name))
    try:
        with progress.turn():
            ending = _patiently(folder, progress)
    except KeyboardInterrupt:
        ending = {"state": CANCELLED}
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the last word is said whole
    progress.end(**ending)


def _patiently(folder: Path, progress: Progress) -> dict[str, Any]:
    """Do the work, as often as a command on the terminal is in its way; say how it ended."""
    while True:
        try:
            return {"state": DONE, "result": _done(folder, progress)}
        except Busy:
            progress.wait()
            time.sleep(BUSY_SECONDS)
            progress.run()
        except UserError as error:
            return {"state": FAILED, "error": Trouble(error.what, error.safe, error.do)}
        except Exception as error:  # noqa: BLE001 - nobody stands above this process: a bug must be told to the page
            return {"state": FAILED, "error": _bug(error)}


def _done(folder: Path, progress: Progress) -> Any:
    from kithbook.actions.document import plain
    from kithbook.store import open_book

    order = progress.order
    with closing(open_book(folder.parent, now=order.now)) as book:
        return plain(_TASKS[order.verb](book, order.values, progress))


def _import(book: "Book", values: Mapping[str, Any], progress: Progress) -> Any:
    from kithbook.actions.bring import bring
    from kithbook.actions.import_ import Wish
    from kithbook.actions.refresh import refresh

    refresh(book, progress=progress.count)
    before = _apart(book)
    known = {one.name for one in fields(Wish)}
    wish = Wish(**{name: value for name, value in values["wish"].items() if name in known})
    paths = _near(book.folder, [Path(path) for path in values["paths"]])
    answer = bring(book, paths, wish, now=progress.order.now, watch=_watch(progress))
    incoming.settle(book.folder, paths)
    return _told(answer, merged=max(0, _apart(book) - before))


def _sample(book: "Book", values: Mapping[str, Any], progress: Progress) -> Any:
    from kithbook.actions.demo import Village, fill

    village = Village(Path(values["folder"]), progress.order.now.date())
    return _told(fill(book, village, watch=_watch(progress)), merged=max(0, _apart(book)))


def _watch(progress: Progress) -> "Watch":
    def watch(step: "Step") -> None:
        if step.is_warning:
            return  # before the first item, and gone a moment later; should room run out, the job says so
        if step.total_bytes:
            progress.show(step.what, step.items, step.done_bytes / step.total_bytes)
        else:
            progress.count(step.what, step.items)

    return watch


def _told(answer: "Imported", *, merged: int) -> dict[str, Any]:
    from kithbook.actions.document import plain

    told: dict[str, Any] = plain(answer)
    runs = [{**run, "path": Path(run["path"]).name, "faults": run["faults"][:LISTED_FAULTS]} for run in told["runs"]]
    kept = {name: value for name, value in told.items() if name not in {"is_dry", "sample"}}
    return {**kept, "runs": runs, "merged": merged}


def _near(folder: Path, paths: list[Path]) -> list[Path]:
    """Go to where an upload lies, so that the book remembers it by the name that the person gave it."""
    if len(paths) != 1 or folder / incoming.FOLDER not in paths[0].parents:
        return paths
    os.chdir(paths[0].parent)
    return [Path(paths[0].name)]


def _apart(book: "Book") -> int:
    """Count by how much the cards exceed the people: so many were found to be somebody who has one already."""
    counts = book.digest.counts()
    return counts["cards"] - counts["people"] - counts["seen"]


def _rebuild(book: "Book", _values: Mapping[str, Any], progress: Progress) -> Any:
    from kithbook.actions.refresh import rebuild

    made = rebuild(book, progress=progress.count)
    return {"digested": made.digested, **made.counts}


def _backup(book: "Book", values: Mapping[str, Any], progress: Progress) -> Any:
    from kithbook.actions.backup import backup

    progress.show("backup", 0)
    return backup(book, Path(values["file"]), now=progress.order.now, verify=values["verify"])


_TASKS: Final[Mapping[str, Task]] = {
    jobs.IMPORT: _import,
    jobs.REBUILD: _rebuild,
    jobs.BACKUP: _backup,
    jobs.SAMPLE: _sample,
}


def _bug(error: Exception) -> Trouble:
    """Tell of a bug by its kind and place only: what it says of itself may name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    print(type(error).__name__, *places, sep="\n  ", file=sys.stderr, flush=True)  # noqa: T201 - into the job's log
    where = places[-1] if places else "an unknown place"
    return Trouble(f"{BUG} ({type(error).__name__} at {where}).", GO_ON, "Try again; if it happens again, report it.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
