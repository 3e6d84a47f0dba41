"""A long piece of work as everybody sees it: its state, how far it is, and what it came to, from a file of its own."""

import contextlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kithbook.work import private

WAITING: Final = "waiting"  # for the job before it, or for another command that writes
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
LOST: Final = "lost"  # its process is gone: killed, or the machine went down
UNDER_WAY: Final = frozenset({WAITING, RUNNING})
ENDED_EARLY: Final = frozenset({FAILED, CANCELLED, LOST})

FOLDER: Final = "jobs"  # in the book's
LINE: Final = "line.lock"  # held by the one job that runs
KEPT: Final = 50  # ended jobs that are remembered
RESERVE_BYTES: Final = 65_536  # given up on a full disk, so that the job can still say why it ended
_ID: Final = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a job ended early: what happened, what is safe, what to do."""

    what: str
    safe: str = ""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a job is to do, in full, so that it can be done again: a verb and its plain values."""

    verb: str
    values: Mapping[str, Any]
    now: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work. Figures are of the step under way; None where nothing is known yet."""

    id: str
    verb: str  # import rebuild backup
    state: str  # waiting running done failed cancelled lost
    what: tuple[str, ...]  # the names of the files, as they were given
    started: datetime
    step: str = ""  # what it is at: "mailbox (mbox)", "people" …
    items: int = 0
    share: float | None = None  # 0–1 of the step
    rate: float | None = None  # items a second
    seconds_left: int | None = None  # of the step
    seconds: float = 0.0  # since it began to run
    ended: datetime | None = None
    result: Mapping[str, Any] | None = None
    error: Trouble | None = None

    @property
    def is_under_way(self) -> bool:
        """Say whether it waits or runs."""
        return self.state in UNDER_WAY

    @property
    def is_resumable(self) -> bool:
        """Say whether it ended early, so that the same order goes on where it stopped."""
        return self.state in ENDED_EARLY


def packed(job: Job, order: Order) -> bytes:
    """Write a job and its order as one JSON document; lone surrogates of file names pass."""
    document = {"job": asdict(job), "order": {"verb": order.verb, "values": order.values, "now": order.now}}
    return json.dumps(document, default=_word).encode("ascii")


def unpacked(raw: bytes) -> tuple[Job, Order]:
    """Read them back; raises ValueError for anything else."""
    try:
        document = json.loads(raw)
        told, order = document["job"], document["order"]
        known = {one.name: told[one.name] for one in fields(Job) if one.name in told}
        job = Job(
            **{
                **known,
                "what": tuple(told["what"]),
                "started": datetime.fromisoformat(told["started"]),
                "ended": datetime.fromisoformat(told["ended"]) if told["ended"] else None,
                "error": Trouble(**told["error"]) if told["error"] else None,
            }
        )
        return job, Order(order["verb"], order["values"], datetime.fromisoformat(order["now"]))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("this is no job") from error


def _word(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one job, in the folder of jobs of a book."""

    folder: Path
    id: str

    @property
    def state(self) -> Path:
        """Where the job's process says how far it is."""
        return self.folder / f"{self.id}.json"

    @property
    def lock(self) -> Path:
        """Held by the job's process as long as it lives, however it ends; says which process it is."""
        return self.folder / f"{self.id}.lock"

    @property
    def stop(self) -> Path:
        """There once somebody cancelled the job; says when."""
        return self.folder / f"{self.id}.stop"

    @property
    def log(self) -> Path:
        """Where the process's own complaints go."""
        return self.folder / f"{self.id}.log"

    @property
    def reserve(self) -> Path:
        """Room for the last word on a full disk."""
        return self.folder / f"{self.id}.room"

    def is_held(self) -> bool:
        """Say whether the job's process lives."""
        return bool(private.is_locked(self.lock))

    def process(self) -> int | None:
        """Give the number of the job's process, once it has said it."""
        with contextlib.suppress(OSError, ValueError):
            return int(self.lock.read_bytes())
        return None

    def read(self) -> tuple[Job, Order]:
        """Read the job as it stands now; raises OSError or ValueError where there is none."""
        is_held = self.is_held()  # before the state is read: who ends between the two has written it
        job, order = unpacked(self.state.read_bytes())
        if is_held or not job.is_under_way:
            return job, order
        stopped = self._stopped()
        gone = replace(job, state=CANCELLED if stopped else LOST, ended=stopped, rate=None, seconds_left=None)
        return gone, order

    def write(self, content: bytes, *, durable: bool = False) -> None:
        """Put a whole new content in place of the state."""
        private.write(self.state, content, is_durable=durable)

    def mark_stopped(self, now: datetime) -> None:
        """Note that the job was cancelled, before its process is told."""
        number = private.opened(self.stop, os.O_WRONLY | os.O_TRUNC)
        try:
            with contextlib.suppress(OSError):  # on a full disk that the file is there says enough
                os.write(number, now.isoformat().encode())
        finally:
            os.close(number)

    def remove(self) -> None:
        """Remove all of them."""
        for path in (self.state, private.beside(self.state), self.stop, self.log, self.reserve, self.lock):
            path.unlink(missing_ok=True)

    def _stopped(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.stop.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except ValueError:
            return datetime.fromtimestamp(self.stop.stat().st_mtime).astimezone()


def folder_of(book: Path) -> Path:
    """Say where the jobs of a book lie."""
    return book / FOLDER


def files_of(book: Path, job: str) -> Files | None:
    """Find the files of a job by its id; None where there is no such job."""
    if not _ID.fullmatch(job):
        return None
    found = Files(folder_of(book), job)
    return found if found.state.exists() else None


def every(book: Path) -> Iterator[tuple[Job, Order]]:
    """Give all jobs of a book, the newest first; what cannot be read is none."""
    for number in numbers(folder_of(book)):
        with contextlib.suppress(OSError, ValueError):
            yield Files(folder_of(book), str(number)).read()


def numbers(folder: Path) -> list[int]:
    """List the numbers of the jobs in a folder, the newest first."""
    try:
        names = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    stems = (name.removesuffix(".json") for name in names if name.endswith(".json"))
    return sorted((int(stem) for stem in stems if _ID.fullmatch(stem)), reverse=True)


def forget(book: Path, is_telling: Callable[[str], bool]) -> None:
    """Remove the jobs that ended and whose files or words tell of somebody; one under way is forgotten in its time."""
    folder = folder_of(book)
    for number in numbers(folder):
        files = Files(folder, str(number))
        said = [path.read_text("utf-8", "replace") for path in (files.state, files.log) if path.exists()]
        if not files.is_held() and any(map(is_telling, said)):
            files.remove()


def tidy(folder: Path) -> None:
    """Forget the oldest of the jobs that ended, beyond those that are kept."""
    for number in numbers(folder)[KEPT:]:
        files = Files(folder, str(number))
        if not files.is_held():
            files.remove()
