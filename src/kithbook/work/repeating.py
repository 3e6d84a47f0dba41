"""Signs of life while nothing can give any: a commit that goes to the disk, a statement that takes seconds."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

EVERY_SECONDS: Final = 0.2  # and who watches may leave out a quarter of a second: together below half a second

_Step = TypeVar("_Step")


class Repeating(Generic[_Step]):
    """Tells whoever watches of each step, and of the last one again and again while no other comes.

    A context: within it a thread of its own watches the time. Whoever watches is told of one thing at a time.
    """

    def __init__(
        self,
        watch: Callable[[_Step], None],
        again: Callable[[_Step], _Step | None],
        *,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        """again: what to say when a step goes on; None where it is not to be said twice."""
        self._watch = watch
        self._again = again
        self._every_seconds = every_seconds
        self._last: _Step | None = None
        self._telling = Lock()
        self._ended = Event()
        self._thread = Thread(target=self._repeat, name="signs of life", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def __call__(self, step: _Step) -> None:
        """Tell of a step."""
        with self._telling:
            self._last = self._again(step)
            self._watch(step)

    def _repeat(self) -> None:
        with suppress(Exception):  # whatever stops the watching: the next step meets the same where it can be told
            while not self._ended.wait(self._every_seconds):
                with self._telling:
                    if self._last is not None:
                        self._watch(self._last)
