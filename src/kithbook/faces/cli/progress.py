"""Progress on standard error, for anything that takes longer than a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self, TextIO

from kithbook.faces.cli.paper import Page, clipped

PATIENCE: Final = 1.0  # seconds before the first word
EVERY: Final = 0.25  # seconds between two looks on a terminal
ENOUGH: Final = 0.5  # seconds from which a rate says something
EVERY_LINE: Final = 5.0  # seconds between two lines where nobody watches them change


class Meter:
    """Shows count, rate and time left: one changing line on a terminal, now and then a line elsewhere."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._page = Page.on(stream or sys.stderr)
        self._is_live = self._page.stream.isatty()
        self._clock = clock
        self._since = clock()
        self._next = self._since + PATIENCE
        self._is_shown = False
        self._label = ""
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def digested(self, what: str, count: int) -> None:
        """Follow a digest in the making: so many more of what it is at."""
        self._count = self._count + count if what == self._label else count
        self.show(what, self._count)

    def show(self, label: str, count: int, share: float | None = None) -> None:
        """Say how far it is: how many of what, and where it is known which share (0 to 1) of the whole."""
        now = self._clock()
        if label != self._label:
            self._since = now if self._label else self._since
            self._label = label
        if self._is_due():
            self._write(self._line(label, count, share, now - self._since))

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Say that something goes on of which nothing more can be told while it does, and for how long it has."""
        from kithbook.work.repeating import Repeating

        begun = self._clock()

        def told(label: str) -> None:
            if self._is_due():
                self._write(f"{label} … {_span(self._clock() - begun)}")

        with Repeating(told, lambda label: label) as tell:
            tell(what)
            yield

    def say(self, text: str) -> None:
        """Say something that stays, on a line of its own."""
        self.clear()
        self._page.text(text, ink=["yellow"])

    def clear(self) -> None:
        """Take the changing line away."""
        if self._is_shown and self._is_live:
            self._page.stream.write("\r\x1b[K")
            self._page.stream.flush()
        self._is_shown = False

    def _is_due(self) -> bool:
        """Say whether it is time for a word, and if so, when it is for the next."""
        now = self._clock()
        if now < self._next:
            return False
        self._next = now + (EVERY if self._is_live else EVERY_LINE)
        return True

    @staticmethod
    def _line(label: str, count: int, share: float | None, seconds: float) -> str:
        if not count:
            return f"{label} …"
        parts = [f"{label}: {count:,}"]
        if seconds >= ENOUGH:
            parts.append(f"{count / seconds:,.0f} a second")
        if share and 0 < share <= 1:
            parts += [f"{share:.0%}", f"{_span(seconds / share - seconds)} left"]
        return ", ".join(parts)

    def _write(self, line: str) -> None:
        if self._is_live:
            self._page.stream.write("\r\x1b[K" + clipped(line, self._page.width - 1))
            self._page.stream.flush()
        else:
            self._page.line(line)
            self._page.stream.flush()
        self._is_shown = True


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 90 else f"{whole / 60:.0f} min"
