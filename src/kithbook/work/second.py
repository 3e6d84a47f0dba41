"""A second process of the program's own: pickled orders go in, frames come out, and it ends with its context."""

import contextlib
import os
import pickle
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

from kithbook.work import wire
from kithbook.work.worker import widen


class Second:
    """A fresh interpreter that runs a module of ours; a context, which ends it on the way out."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._answers = self._process.stdin, self._process.stdout
        for end in (self._orders, self._answers):
            widen(end.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process now."""
        self._process.kill()
        self._process.wait()
        for end in (self._orders, self._answers):
            with contextlib.suppress(BrokenPipeError):
                end.close()

    def send(self, order: object) -> bool:
        """Send it an order, and leave its input open: the closing ends it. False where it has ended already."""
        try:
            pickle.dump(order, self._orders, protocol=pickle.HIGHEST_PROTOCOL)
            self._orders.flush()
        except BrokenPipeError:
            return False
        return True

    def answer(self) -> tuple[Any, ...] | None:
        """Read the next frame that it wrote; None where it has ended."""
        prefix = self._answers.read(wire.PREFIX.size)
        if len(prefix) == wire.PREFIX.size:
            with contextlib.suppress(ValueError, EOFError, TypeError):  # cut short
                return wire.unframe(self._answers.read(wire.PREFIX.unpack(prefix)[0]))
        return None
