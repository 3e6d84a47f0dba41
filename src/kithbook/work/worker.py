"""One worker process as the parent sees it: started with an order, read as frames, killed when no longer wanted."""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final, Self

from kithbook.work import effort, wire
from kithbook.work.standing import Standing

TICK_SECONDS: Final = 0.25
START_SECONDS: Final = 60.0  # a fresh interpreter on a slow, busy machine
STARVED: Final = 30.0  # times as long for one that would go on if the machine let it
READ_BYTES: Final = 1 << 20
F_SETPIPE_SZ: Final = 1031  # linux/fcntl.h
PIPE_BYTES: Final = 1 << 20  # room for a few batches, so that worker and parent do not wait for one another


LARGEST_FRAME: Final = 256 << 20  # a batch is a few MB; more comes only from a worker that a file has taken over


class DiedError(Exception):
    """The worker ended before its work did."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Worker:
    """A fresh interpreter that parses; use it as a context, which ends it at once on the way out."""

    def __init__(self, order: dict[str, Any], *, seconds: float) -> None:
        self.standing = Standing.create()
        self._seconds = seconds
        self._is_ready = False
        os.set_inheritable(self.standing.descriptor, True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kithbook.work.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(self.standing.descriptor,),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        )
        widen(self._out)
        with contextlib.suppress(BrokenPipeError):  # it died already: the frames will say so
            assert self._process.stdin is not None
            self._process.stdin.write(wire.frame("order", {**order, "standing": self.standing.descriptor}))
            self._process.stdin.flush()  # and left open: its closing ends the worker

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process now and let go of all that belongs to it."""
        self._process.kill()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                if end is not None:
                    end.close()
        self.standing.close()

    def frames(self) -> Iterator[tuple[Any, ...]]:
        """Give its frames as they come, and () for a while without any; raises DiedError."""
        poll = select.poll()
        poll.register(self._out, select.POLLIN | select.POLLHUP)
        gathered = bytearray()
        stirred_at, stirs, spent = time.monotonic(), -1, None
        while True:
            if not poll.poll(TICK_SECONDS * 1000):
                look = self.standing.look().stirs
                if look != stirs:
                    stirred_at, stirs, spent = time.monotonic(), look, effort.of(self._process.pid)
                self._check(time.monotonic() - stirred_at, spent)
                yield ()
                continue
            part = os.read(self._out, READ_BYTES)
            if not part:
                raise DiedError(self._cause())
            gathered += part
            for values in _cut(gathered):
                self._is_ready = True
                yield values
            stirred_at = time.monotonic()  # the time the consumer took is not the worker's

    @property
    def _out(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def _check(self, silent_seconds: float, spent: effort.Effort | None) -> None:
        allowed = self._seconds if self._is_ready else START_SECONDS + self._seconds
        if silent_seconds > allowed and not (silent_seconds < STARVED * allowed and self._is_starved(spent)):
            self._process.kill()
            raise DiedError(f"it took longer than {self._seconds:g} seconds")

    def _is_starved(self, spent: effort.Effort | None) -> bool:
        """Say whether others kept the machine from it; spent: what it had had when it last stirred."""
        now = effort.of(self._process.pid)
        if spent is None or now is None:
            return False
        return now.is_held_up and now.processor_seconds - spent.processor_seconds < self._seconds

    def _cause(self) -> str:
        code = self._process.wait()
        return f"it ended the worker with signal {-code}" if code < 0 else f"it ended the worker with status {code}"


def _cut(gathered: bytearray) -> Iterator[tuple[Any, ...]]:
    size = wire.PREFIX.size
    while len(gathered) >= size:
        length = size + wire.PREFIX.unpack_from(gathered)[0]
        if length > LARGEST_FRAME:
            raise DiedError("it said what no worker says")
        if len(gathered) < length:
            return
        body = bytes(gathered[size:length])
        del gathered[:length]
        try:
            yield wire.unframe(body)
        except (ValueError, EOFError, TypeError) as error:
            raise DiedError("it said what no worker says") from error


def widen(descriptor: int) -> None:
    """Let a pipe hold more than usual before its writer waits, where the system allows it."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 - Unix only

        with contextlib.suppress(OSError):  # the user's quota of pipe memory is used up: the usual size will do
            fcntl.fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES)
