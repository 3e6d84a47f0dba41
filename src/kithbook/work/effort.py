"""What a process and those it began have had of the processor, so that one that was starved is not taken for hung."""

import os
from pathlib import Path
from typing import Final, NamedTuple

PROC: Final = Path("/proc")
HELD_UP: Final = frozenset("RD")  # ready to run, or waiting for a disk: it would go on if it were let
_STATE, _USER, _SYSTEM = 0, 11, 12  # proc(5), counted behind the name


class Effort(NamedTuple):
    """So much, up to now."""

    processor_seconds: float
    is_held_up: bool  # one of them would go on if the machine let it


def of(number: int) -> Effort | None:
    """Give the effort of a process and of those it began; None where the system does not tell, or it is gone."""
    told = [_stat(one) for one in (number, *_begun_by(number))]
    fields = [one for one in told if one]
    if not told[0]:
        return None
    ticks = sum(int(one[_USER]) + int(one[_SYSTEM]) for one in fields)
    return Effort(ticks / os.sysconf("SC_CLK_TCK"), any(one[_STATE] in HELD_UP for one in fields))


def _stat(number: int) -> list[str]:
    try:
        return (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _begun_by(number: int) -> list[int]:
    try:
        return [int(word) for word in (PROC / f"{number}/task/{number}/children").read_text().split()]
    except OSError:  # not every kernel lists them
        return []
