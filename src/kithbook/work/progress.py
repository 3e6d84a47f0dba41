"""A job from within its process: how far it is, said a few times a second, and its last word."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from kithbook.work import private
from kithbook.work.job import LINE, RUNNING, WAITING, Files, Job, Trouble, packed

EVERY_SECONDS: Final = 0.25
ENOUGH_SECONDS: Final = 0.5  # from which a rate says something


class Progress:
    """Writes the state of one job. Nothing that befalls this file may stop the work."""

    def __init__(self, files: Files, clock: Callable[[], float] = time.monotonic) -> None:
        self._files = files
        self._clock = clock
        self.job, self.order = files.read()
        self._began = clock()
        self._step, self._step_since, self._items = "", self._began, 0
        self._written = float("-inf")

    def show(self, step: str, items: int, share: float | None = None) -> None:
        """Say how many items of a step are through, and where it is known which share (0–1) of the whole."""
        now = self._clock()
        if step != self._step:
            self._step, self._step_since = step, now
        if now - self._written >= EVERY_SECONDS:
            self._write(replace(self.job, step=step, items=items, **_pace(items, share, now - self._step_since)))

    def count(self, step: str, more: int) -> None:
        """Say that so many more items of a step are through."""
        self._items = self._items + more if step == self._step else more
        self.show(step, self._items)

    def wait(self) -> None:
        """Say that it waits."""
        self._write(replace(self.job, state=WAITING, share=None, rate=None, seconds_left=None))

    def run(self) -> None:
        """Say that it runs."""
        self._write(replace(self.job, state=RUNNING))

    def end(self, state: str, *, result: Mapping[str, Any] | None = None, error: Trouble | None = None) -> None:
        """Say how it ended; on a full disk in the room that was kept for it."""
        seconds = self._clock() - self._began
        self.job = replace(
            self.job,
            state=state,
            result=result,
            error=error,
            rate=None,
            seconds_left=None,
            seconds=round(seconds, 3),
            ended=self.order.now + timedelta(seconds=round(seconds)),
        )
        with contextlib.suppress(OSError):
            self._files.reserve.unlink(missing_ok=True)
            if not self._files.log.stat().st_size:
                self._files.log.unlink()
        self._files.write(packed(self.job, self.order), durable=True)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until the jobs before this one have ended, and keep those behind it waiting."""
        with private.held(self._files.folder / LINE, waiting=self.wait):
            self._began = self._clock()
            self.run()
            yield

    def _write(self, job: Job) -> None:
        self._written = self._clock()
        self.job = replace(job, seconds=round(self._written - self._began, 3))
        with contextlib.suppress(OSError):  # no room, say: the work itself says so where it matters
            self._files.write(packed(self.job, self.order))


def _pace(items: int, share: float | None, seconds: float) -> dict[str, Any]:
    is_told = seconds >= ENOUGH_SECONDS
    left = round(seconds / share - seconds) if is_told and share and share <= 1 else None
    rate = round(items / seconds, 1) if is_told else None
    return {"share": None if share is None else round(min(share, 1.0), 4), "rate": rate, "seconds_left": left}
