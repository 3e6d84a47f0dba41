"""shared_people: whom one person has in common with you: who met and wrote with both, and who was where they were."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import log2
from typing import Final

from kithbook.actions import dates, who
from kithbook.actions.answers import PersonRef
from kithbook.model import times
from kithbook.model.position import Position
from kithbook.store.book import Book

SHOWN: Final = 12
CROWD: Final = 200  # people at an organisation beyond which sharing it says nothing
LATER: Final = "9999"  # an end that is not stated: still there
CIRCLE_WORTH: Final = 2.0  # messages in common that a circle of two weighs


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody whom a person shares with you, and how often and where."""

    person: PersonRef
    position: str | None
    organisation: str | None
    meetings: int
    messages: int
    last: date | None
    circles: tuple[str, ...]
    evidence: tuple[str, ...]


def shared_people(book: Book, whom: str, *, now: datetime, limit: int = SHOWN) -> list[Shared]:
    """List the people known who were in the same small meetings, messages and circles, the most shared first."""
    person, day = who.one(book, whom), dates.today(book, now)
    beside = {number: rest for number, *rest in book.digest.beside(person.number, until=day, limit=limit)}
    circles, records = _circles(book, person.number, day)
    worth = {number: _worth(beside.get(number), circles.get(number, {})) for number in {*beside, *circles}}
    best = sorted(worth, key=lambda number: (-worth[number], number))[: 2 * limit]
    people = book.digest.by_number(best)
    best = [number for number in best if people[number].is_known and not people[number].is_ego][:limit]
    between = book.digest.between(person.number, [number for number in best if number in beside])
    found = []
    for number in best:
        one, (meetings, messages, last) = people[number], beside.get(number, (0, 0, None))
        found.append(
            Shared(
                person=PersonRef.of(one),
                position=one.title or None,
                organisation=one.organisation or None,
                meetings=meetings,
                messages=messages,
                last=None if last is None else times.from_day_number(last),
                circles=tuple(sorted(circles.get(number, {}))),
                evidence=tuple(dict.fromkeys([*between.get(number, ()), *records.get(number, ())])),
            )
        )
    return found


def _worth(beside: Sequence[int] | None, circles: dict[str, int]) -> float:
    """Weigh what is shared: a meeting as three messages; a circle the less the more are in it."""
    meetings, messages, _ = beside or (0, 0, 0)
    return 3 * meetings + messages + sum(CIRCLE_WORTH / log2(1 + size) for size in circles.values())


def _circles(book: Book, person: int, day: date) -> tuple[dict[int, dict[str, int]], dict[int, list[str]]]:
    """Give who was at the same organisations at the same time: their circles with their sizes, and what says so."""
    circles: dict[int, dict[str, int]] = defaultdict(dict)
    records: dict[int, list[str]] = defaultdict(list)
    own: dict[str, list[Position]] = defaultdict(list)
    for position in book.digest.positions(person, until=day):
        if position.organisation_key:
            own[position.organisation_key].append(position)
    for key, mine in own.items():
        members = book.digest.members(key, until=day)
        size = len({one.person for one in members})
        if size > CROWD:
            continue
        for other, met in _met(mine, members):
            if other.person != person:
                circles[other.person][met.organisation] = size
                records[other.person] += [one.record for one in (met, other) if one.record]
    return circles, records


def _met(mine: list[Position], theirs: list[Position]) -> Iterator[tuple[Position, Position]]:
    """Give for each of their positions one of mine at the same time, where there is one."""
    for other in theirs:
        for one in mine:
            if one.start <= (other.end or LATER) and other.start <= (one.end or LATER):
                yield other, one
                break
