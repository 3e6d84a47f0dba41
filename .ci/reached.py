# noqa: INP001
"""A pytest plugin for `make coverage`: a process that we end when it has said all is first let write what it reached.

The worker that parses, and the one that makes interactions abreast, are killed as soon as their last word is heard.
"""

import contextlib
import subprocess
from typing import Final

OURS: Final = {"kithbook.work.child", "kithbook.actions.digesting.abreast"}
PATIENCE_SECONDS: Final = 1.0  # one that is killed in the middle of its work has nothing to write, and is killed

_kill = subprocess.Popen.kill


def _kill_when_written(process: "subprocess.Popen[bytes]") -> None:
    if isinstance(process.args, list) and OURS.intersection(process.args):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_SECONDS)
    _kill(process)


subprocess.Popen.kill = _kill_when_written  # type: ignore[method-assign]
