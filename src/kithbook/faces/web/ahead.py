"""The day worked out ahead: when the server starts, after midnight, and after an import."""

import gc
import subprocess
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from kithbook.actions import preparing
from kithbook.faces.web.desk import Desk
from kithbook.model.fault import UserError

EVERY_SECONDS: Final = 20.0  # between two looks at whether the day is worked out: a look takes a millisecond
PATIENCE_SECONDS: Final = 60.0  # for the work of one day, on the largest book and a busy machine


class Ahead(Thread):
    """Looks after one desk for as long as the server runs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(name="ahead", daemon=True)
        self._desk = desk
        self._ended = Event()
        self._has_read = False

    def run(self) -> None:
        """Work out what is not, again and again."""
        while not self._ended.is_set():
            self._desk.is_ready.clear()
            try:
                with suppress(UserError):  # a book that cannot be read now is told of by the page that is asked for
                    self.look()
            finally:
                self._desk.is_ready.set()
            self._ended.wait(EVERY_SECONDS)

    def look(self) -> None:
        """Have the day worked out if it is not, and read the list of people as it then stands."""
        with self._desk.book() as book:
            work = preparing.begin(book, now=self._desk.now)
        if work is not None:
            try:
                work.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                work.kill()
                work.wait()
        self._desk.is_ready.set()
        if work is not None or not self._has_read:
            with self._desk.book() as book:
                self._desk.rosters.of(book, self._desk.now)
            self._has_read = True
            gc.collect()
            gc.freeze()  # what is loaded by now stays, and need not be looked through again and again

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
