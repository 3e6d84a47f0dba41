"""Cards matched in a second process, beside this one which lays them, where a machine has a core to spare.

It is given the cards as they are laid, and is asked, in their order, all that `Matching` answers.
"""

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import IO, Any, Final

from kithbook.actions.digesting.matching import Block, Counted, Matching
from kithbook.actions.digesting.setting import Setting
from kithbook.model.card import Card
from kithbook.store.digesting import MatchRow
from kithbook.work import wire
from kithbook.work.second import Second

ROWS: Final = 2_000  # in one frame

CARDS: Final = "cards"
SORT: Final = "sort"
BLOCKS: Final = "blocks"
COUNTED: Final = "counted"
MATCHES: Final = "matches"
GROUPS: Final = "groups"
_PART: Final = "part"
_END: Final = "end"


class LostError(Exception):
    """The second process has ended before its work did."""


class Beside(Second):
    """The second process; a context, which ends it on the way out. Raises LostError where it fails."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(__name__)
        self._is_lost = False
        self._send(setting)

    def add(self, cards: Iterable[tuple[int, Card]]) -> None:
        """Add cards by number. Whether they arrive shows only when something is asked."""
        self._send((CARDS, list(cards)))

    def sort(self) -> None:
        """See `Matching.sort`."""
        self._send((SORT, None))

    def blocks(self) -> Iterator[Block]:
        """See `Matching.blocks`."""
        return (row for rows in self._asked(BLOCKS) for row in rows)

    def counted(self) -> Iterator[Counted]:
        """See `Matching.counted`."""
        return (row for rows in self._asked(COUNTED) for row in rows)

    def matches(self) -> Iterator[list[MatchRow]]:
        """See `Matching.matches`."""
        return self._asked(MATCHES)

    def groups(self, left_out: Collection[int]) -> Iterator[list[int]]:
        """See `Matching.groups`."""
        return (group for groups in self._asked(GROUPS, left_out) for group in groups)

    def _send(self, order: object) -> None:
        self._is_lost = self._is_lost or not self.send(order)

    def _asked(self, what: str, given: object = None) -> Iterator[list[Any]]:
        self._send((what, given))
        while (answer := self._answer())[0] != _END:
            yield answer[1]

    def _answer(self) -> tuple[Any, ...]:
        answer = self.answer()
        if answer is None:
            raise LostError
        return answer


def main() -> None:
    """Be the second process: heed the orders that come from standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other's to answer, which then ends this one
    gc.freeze()
    gc.disable()  # nothing that is made here is in a cycle
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    matching = Matching(_next(orders))
    heeded: dict[str, Callable[[Any], Iterable[list[Any]]]] = {
        BLOCKS: lambda _: _some(matching.blocks()),
        COUNTED: lambda _: _some(matching.counted()),
        MATCHES: lambda _: matching.matches(),
        GROUPS: lambda left_out: _some(matching.groups(left_out)),
    }
    while order := _next(orders):
        what, given = order
        if what == CARDS:
            matching.add(given)
        elif what == SORT:
            matching.sort()
        else:
            for part in heeded[what](given):
                _tell(answers, _PART, part)
            _tell(answers, _END)


def _next(orders: IO[bytes]) -> Any:
    try:
        return pickle.load(orders)  # noqa: S301 - from the process that started this one
    except EOFError:
        return None  # which has ended


def _tell(answers: IO[bytes], *values: Any) -> None:
    try:
        answers.write(wire.frame(*values))
        answers.flush()
    except BrokenPipeError:
        os._exit(0)  # the other process went away


def _some(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        yield some


if __name__ == "__main__":
    main()
