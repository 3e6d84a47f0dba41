"""The readers in a process beside the worker, so that a source is parsed while what came before is read.

It is forked from the worker before any foreign byte is met, stands behind the same walls, and ends with it.
"""

import marshal
import os
import select
from collections import deque
from collections.abc import Callable
from datetime import date
from typing import Any, Final, NoReturn

from kithbook import reading
from kithbook.reading import Heard
from kithbook.work import limits, wire
from kithbook.work.worker import widen

MOST_WAITING: Final = 128  # texts on the way: enough that neither side waits for the other's next
MOST_CHARS: Final = 1 << 20  # and of these so much at most
READ_BYTES: Final = 1 << 18
MOST_INHERITED: Final = 64  # a fresh interpreter has hardly opened anything

Told = tuple[tuple[Any, ...], ...]  # readings, flattened


class ReaderBroke(BaseException):
    """A reader broke on the text that was sent first of those not yet answered. No error: no source may catch it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(text: str, heard: Heard) -> Told:
    """Read a text here and now."""
    return wire.pack_readings(reading.read(text, heard))


def has_room() -> bool:
    """Say whether there is a core for it."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


class Aside:
    """The process as the worker sees it: texts go in, readings come out in the same order."""

    def __init__(
        self, bounds: limits.Limits, reason: Callable[[Exception], str], *, heed: Callable[[int], None]
    ) -> None:
        """Fork it. heed: told, before each wait and before a death, how many of those not taken are answered.

        So whoever looks on blames the text that is being read.
        """
        self._heed = heed
        asked, self._ask = os.pipe()
        self._hear, answered = os.pipe()
        life, self._life = os.pipe()  # nothing is ever written to it: it closes when the worker ends
        self._process = os.fork()
        if self._process == 0:
            for end in (self._ask, self._hear, self._life):
                os.close(end)
            _serve(asked, answered, life, bounds, reason)
        for end in (asked, answered, life):
            os.close(end)
        for end in (self._ask, self._hear):
            widen(end)
            os.set_blocking(end, False)
        self._sizes: deque[int] = deque()
        self._chars = 0
        self._answers: deque[Told | str] = deque()
        self._gathered = bytearray()

    @property
    def is_full(self) -> bool:
        """Say whether no more should be sent before something is taken."""
        return len(self._sizes) >= MOST_WAITING or self._chars >= MOST_CHARS

    def send(self, text: str, heard: Heard) -> None:
        """Send a text to be read."""
        self._sizes.append(len(text))
        self._chars += len(text)
        rest = memoryview(wire.frame("read", text, *_flat(heard)))
        while rest:
            try:
                rest = rest[os.write(self._ask, rest) :]
            except BlockingIOError:
                self._wait(select.POLLOUT)
            except BrokenPipeError:
                while True:  # what it answered before it died is read first
                    self._wait(0)

    def take(self, *, is_waiting: bool) -> Told | None:
        """Give the next readings; None where they are not there and are not to be waited for. Raises ReaderBroke."""
        if not self._answers and not is_waiting:
            self._gather()
        while not self._answers:
            if not is_waiting:
                return None
            self._wait(0)
        answer = self._answers.popleft()
        self._chars -= self._sizes.popleft()
        if isinstance(answer, str):
            raise ReaderBroke(answer)
        return answer

    def close(self) -> None:
        """Let it end, all being read, and count its time as the worker's."""
        os.close(self._ask)
        os.waitpid(self._process, 0)

    def _wait(self, also: int) -> None:
        self._heed(len(self._answers))
        poll = select.poll()
        poll.register(self._hear, select.POLLIN)
        if also:
            poll.register(self._ask, also)
        poll.poll()
        self._gather()

    def _gather(self) -> None:
        """Take in what has come."""
        try:
            part = os.read(self._hear, READ_BYTES)
        except BlockingIOError:
            return
        if not part:
            self._die()
        self._gathered += part
        size = wire.PREFIX.size
        while len(self._gathered) >= size:
            length = size + wire.PREFIX.unpack_from(self._gathered)[0]
            if len(self._gathered) < length:
                return
            self._answers.append(marshal.loads(bytes(self._gathered[size:length])))  # noqa: S302 - builds plain values
            del self._gathered[:length]

    def _die(self) -> None:
        """End the worker as its readers ended: whoever looks on sees one death, at the item that stands announced."""
        self._heed(len(self._answers))
        _, status = os.waitpid(self._process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            os.kill(os.getpid(), -code)
        os._exit(code if code > 0 else 1)


def _serve(asked: int, answered: int, life: int, bounds: limits.Limits, reason: Callable[[Exception], str]) -> NoReturn:
    """Be the process: read texts one by one until the worker ends."""
    try:
        os.dup2(life, 0)
        _keep_only({asked, answered})
        limits.end_with_parent()
        limits.enclose(bounds)
        with os.fdopen(asked, "rb", buffering=READ_BYTES) as texts:
            while prefix := texts.read(wire.PREFIX.size):
                _, text, *heard = wire.unframe(texts.read(wire.PREFIX.unpack(prefix)[0]))
                _write(answered, _answer(text, _unflat(heard), reason))
    except BrokenPipeError:
        pass  # the worker went away
    except MemoryError:
        os._exit(1)
    finally:
        os._exit(0)


def _answer(text: str, heard: Heard, reason: Callable[[Exception], str]) -> Told | str:
    try:
        return read(text, heard)
    except Exception as error:  # noqa: BLE001 - whatever a foreign text provokes in a reader costs one record
        return reason(error)


def _write(answered: int, answer: Told | str) -> None:
    body = marshal.dumps(answer)
    rest = memoryview(wire.PREFIX.pack(len(body)) + body)
    while rest:
        rest = rest[os.write(answered, rest) :]


def _keep_only(kept: set[int]) -> None:
    """Close what was inherited: above all the pipe to the parent, which must close when the worker ends."""
    begin = 3
    for number in sorted(kept):
        os.closerange(begin, number)
        begin = number + 1
    os.closerange(begin, begin + MOST_INHERITED)


def _flat(heard: Heard) -> tuple[Any, ...]:
    day = heard.day.toordinal() if heard.day else 0
    return (day, heard.sender_name, heard.sender_email, heard.recipients, heard.is_bulk, heard.subject)


def _unflat(flat: list[Any]) -> Heard:
    day, name, email, recipients, is_bulk, subject = flat
    known = date.fromordinal(day) if day else None
    return Heard(
        day=known, sender_name=name, sender_email=email, recipients=recipients, is_bulk=is_bulk, subject=subject
    )
