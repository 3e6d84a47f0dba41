"""Starting a job as a process of its own, which no closed page or stopped server ends, and stopping it."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from kithbook.model.fault import UserError
from kithbook.work import private
from kithbook.work.job import (
    RESERVE_BYTES,
    WAITING,
    Files,
    Job,
    Order,
    folder_of,
    numbers,
    packed,
    tidy,
)
from kithbook.work.private import FOLDER_OF_OWNER

PATIENCE_SECONDS: Final = 0.6  # an interrupted import ends sooner; what does not is killed, which loses nothing either
LOOK_SECONDS: Final = 0.01
TRIES: Final = 100  # several that start a job in the same moment


def start(book: Path, order: Order, *, what: Sequence[str], entry: str) -> Job:
    """Start a job in its own process and give it as it waits. `entry`: the module that is run with the job's files.

    Raises UserError where the book's folder takes no file.
    """
    folder = folder_of(book)
    try:
        folder.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
        tidy(folder)
        files, held = _claim(folder)
        try:
            job = Job(files.id, order.verb, WAITING, tuple(what), order.now)
            _reserve(files)
            files.write(packed(job, order), durable=True)
            _spawn(files, held, entry)
        except BaseException:
            files.remove()
            raise
        finally:
            os.close(held)  # the process has it now, and holds the lock by it
    except OSError as error:
        raise UserError(
            f"The work could not be begun: {(error.strerror or 'the system refuses').lower()}.",
            do="See that the disk has room and that you may write in the book's folder, then try again.",
        ) from error
    return job


def part(held: int) -> None:
    """Part this process, which `start` waits for, from its starter's: the caller goes on as nobody's child."""
    if os.fork():
        os._exit(0)
    os.set_inheritable(held, False)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a server in the background may have it ignored
    os.pwrite(held, str(os.getpid()).encode(), 0)


def stop(files: Files, *, now: datetime) -> Job:
    """Cancel a job and give it as it then stands: at the latest a second later. What it kept stays."""
    with contextlib.suppress(FileNotFoundError):
        files.mark_stopped(now)
    told = 0
    until = time.monotonic() + PATIENCE_SECONDS
    while files.is_held():
        late = time.monotonic() > until
        wanted = signal.SIGKILL if late else signal.SIGINT
        if told != wanted and _tell(files, wanted):
            told = wanted
        time.sleep(LOOK_SECONDS)
    job, _ = files.read()
    return job


def _claim(folder: Path) -> tuple[Files, int]:
    """Take the next number by making its lock, held before anybody can see the job."""
    number = max([0, *numbers(folder)])
    for _ in range(TRIES):
        number += 1
        files = Files(folder, str(number))
        with contextlib.suppress(FileExistsError):
            held = private.create(files.lock)
            fcntl.flock(held, fcntl.LOCK_EX)
            return files, held
    raise UserError("Too much is begun at once.", do="Wait a moment and try again.")


def _reserve(files: Files) -> None:
    number = private.opened(files.reserve, os.O_WRONLY)
    try:
        os.write(number, bytes(RESERVE_BYTES))
    finally:
        os.close(number)


def _spawn(files: Files, held: int, entry: str) -> None:
    log = private.opened(files.log, os.O_WRONLY | os.O_APPEND)
    paths = [os.path.abspath(place) for place in sys.path if place]  # noqa: PTH100 - as the interpreter spells them
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-P", "-m", entry, os.path.abspath(files.folder), files.id, str(held)],  # noqa: PTH100
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(held,),
            start_new_session=True,
            cwd="/",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    finally:
        os.close(log)
    if process.wait():
        raise OSError(0, "its process did not start")


def _tell(files: Files, wanted: signal.Signals) -> bool:
    """Send a signal to the job's process, and to none that has its number after it; False where that cannot be yet."""
    number = files.process()
    if number is None:
        return False
    try:
        handle = os.pidfd_open(number) if hasattr(os, "pidfd_open") else None
    except ProcessLookupError:
        return True
    try:
        if not files.is_held():  # it ended while we looked, and its number may be another's
            return True
        if handle is None:
            os.kill(number, wanted)
        else:
            signal.pidfd_send_signal(handle, wanted)
    except ProcessLookupError:
        return True
    finally:
        if handle is not None:
            os.close(handle)
    return True
