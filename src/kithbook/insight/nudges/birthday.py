"""A birthday, today or in the two days before."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import QUICK_MINUTES, Suggestion, faded
from kithbook.model.person import Person
from kithbook.model.times import PartialDate
from kithbook.network.network import Network

NUDGE: Final = "birthday"
HEADING: Final = "Birthday"
RULE: Final = "Good wishes on a birthday that a source states, until two days after."
LATE_DAYS: Final = 2
HALF_LIFE_DAYS: Final = 7
LEAP_YEAR: Final = 2000


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield people whose birthday it is or just was; 29 February is kept on the 28th in a common year."""
    marks = {
        ((today - timedelta(days=late)).month, (today - timedelta(days=late)).day) for late in range(LATE_DAYS + 1)
    }
    for person in network.people.values():
        if person.birthday and (found := _read(person.birthday)):
            celebrated = phrases.anniversary(found, today.year)
            if (celebrated.month, celebrated.day) in marks or (found.month, found.day) in marks:
                yield from _congratulate(person, found, history, today=today)


def _read(text: str) -> date | None:
    """Take month and day, in a leap year; None where either is unknown."""
    try:
        born = PartialDate.read(text)
    except ValueError:
        return None
    return date(LEAP_YEAR, born.month, born.day) if born.month and born.day else None


def _congratulate(person: Person, born: date, history: History, *, today: date) -> Iterator[Suggestion]:
    day = phrases.anniversary(born, today.year)
    if day > today:  # 31 December, seen on 1 January
        day = phrases.anniversary(born, today.year - 1)
    late = (today - day).days
    if not 0 <= late <= LATE_DAYS:
        return
    when = "is today" if late == 0 else f"was {phrases.ago(day, today)}, on {phrases.day(day, today)}"
    saying = tuple(card.id for card in history.cards(person.number) if card.birthday)
    yield Suggestion(
        nudge=NUDGE,
        person=person.number,
        occasion=str(day.year),
        why=f"Their birthday {when}.",
        evidence=saying or (person.founder,),
        offer="Good wishes, and a question about how they are.",
        freshness=faded(late, HALF_LIFE_DAYS),
        cost_minutes=QUICK_MINUTES,
    )
