"""Other processes, as the kernel tells of them: which live, whose children they are, and waiting for what they do."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

PATIENCE_SECONDS = 120.0  # for what takes a second on a machine that nobody else uses
Found = TypeVar("Found")


def until(asked: Callable[[], Found], seconds: float = PATIENCE_SECONDS) -> Found:
    """Ask until the answer is true and give it, for nobody tells what another process does; fails after so many seconds."""
    over = time.monotonic() + seconds
    while not (found := asked()):
        assert time.monotonic() < over, f"after {seconds:g} seconds it is still {found!r}"
        os.sched_yield()
        time.sleep(0.01)
    return found


def is_alive(number: int) -> bool:
    """Say whether a process runs; one that ended and was not asked how is none."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(number: int) -> set[int]:
    """List the processes that a process began and that still run."""
    told = [path.read_text() for path in Path(f"/proc/{number}/task").glob("*/children")]
    return {int(word) for one in told for word in one.split() if is_alive(int(word))}
