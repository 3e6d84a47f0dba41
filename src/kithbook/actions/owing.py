"""Who owes whom: an answer or a promise, as the agenda judges it."""

from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from kithbook.store.book import Book

if TYPE_CHECKING:
    from kithbook.actions.situation import Situation

NAME: Final = "owing-1"  # under which the digest remembers
YOU, THEM = 1, 2  # bits: ego owes them something, they owe ego
WORDS: Final = {"you": YOU, "them": THEM}


def owing(book: Book, day: date) -> dict[int, int]:
    """Say who is owed an answer or a promise by ego, who owes ego one, or both, by person number; as of a day."""
    raw = book.digest.remembered(NAME, day)
    if raw is None:
        from kithbook.actions.situation import Situation

        raw = remember(Situation(book, day))
    pairs = array("q")
    pairs.frombytes(raw)
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def remember(situation: "Situation") -> bytes:
    """Judge who owes whom, and let the digest keep it for the day."""
    return keep(situation.book, situation.day, _bits(situation))


def keep(book: Book, day: date, bits: Mapping[int, int]) -> bytes:
    """Let the digest keep for a day who owes whom."""
    raw = array("q", (value for pair in sorted(bits.items()) for value in pair)).tobytes()
    book.digest.remember(NAME, day, raw)
    return raw


def of_one(book: Book, person: int, day: date) -> int:
    """Judge one person alone."""
    from kithbook.actions.situation import Situation

    return _bits(Situation(book, day, only=person)).get(person, 0)


def _bits(situation: "Situation") -> dict[int, int]:
    found: dict[int, int] = {}
    for person, bit in _judged(situation):
        found[person] = found.get(person, 0) | bit
    return found


def _judged(situation: "Situation") -> Iterator[tuple[int, int]]:
    from kithbook.insight.nudges import promise_due, reply_owed
    from kithbook.network.circles import Circles
    from kithbook.network.network import Network

    history, day = situation.history, situation.day
    named = {one for said in (*history.questions, *history.promises) for one in (said.speaker, *said.others)}
    people = situation.book.digest.by_number(named)
    known = {n: p for n, p in people.items() if p.is_known and (p.known_from is None or p.known_from <= day)}
    network = Network(known, Circles.read(()))  # whoever is paused still owes and is owed
    for asked in reply_owed.suggest(network, history, day):
        yield asked.person, YOU
    for promise in promise_due.suggest(network, history, day):
        yield promise.person, THEM if promise.offer == promise_due.ASK else YOU
    for entered in history.own_promises:
        if entered.id not in history.kept:
            yield entered.person, THEM if entered.theirs else YOU
