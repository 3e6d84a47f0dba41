"""A work anniversary, where a source states the start of a position that it says is current."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import QUICK_MINUTES, Suggestion, faded
from kithbook.model.position import EMPLOYER, Position
from kithbook.model.times import PartialDate
from kithbook.network.network import Network

NUDGE: Final = "work_anniversary"
HEADING: Final = "Years in a position"
RULE: Final = "The day on which a source states the start of their present position."
WINDOW_DAYS: Final = 6
HALF_LIFE_DAYS: Final = 7


def suggest(network: Network, _history: History, today: date) -> Iterator[Suggestion]:
    """Yield people whose stated start has its day, or where only the month is stated, its month."""
    for person, positions in network.positions.items():
        if person in network.people:
            found = (_mark(person, position, today) for position in positions)
            yield from list(dict.fromkeys(one for one in found if one))[:1]


def _mark(person: int, position: Position, today: date) -> Suggestion | None:
    start = _start(position)
    begun = start.earliest() if start else None
    if start is None or begun is None or start.month is None:
        return None
    day = phrases.anniversary(begun, today.year)
    age = (today - day).days
    if age < 0 and start.day:  # the window may reach over the turn of the year
        day = phrases.anniversary(begun, today.year - 1)
        age = (today - day).days
    years = day.year - begun.year
    is_now = 0 <= age <= WINDOW_DAYS if start.day else today.month == start.month
    if not is_now or years < 1:
        return None
    when = phrases.day(begun, today) if start.day else phrases.month(begun)
    role = " as ".join(part for part in (position.organisation, position.title) if part)
    return Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=str(day.year),
        why=f"{phrases.count(years, 'year')} at {role}: {position.source} states the start as {when}.",
        evidence=(position.record,),
        offer="A word of congratulation.",
        freshness=faded(age, HALF_LIFE_DAYS),
        cost_minutes=QUICK_MINUTES,
    )


def _start(position: Position) -> PartialDate | None:
    if position.kind != EMPLOYER or not position.is_current or position.end or not position.organisation:
        return None
    try:
        return PartialDate.read(position.start)
    except ValueError:
        return None
