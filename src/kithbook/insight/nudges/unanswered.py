"""Somebody who wrote to ego alone in the last half year, and whom ego never answered."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from kithbook.insight import phrases
from kithbook.insight.days import Days, Ints
from kithbook.insight.history import History
from kithbook.insight.suggestion import Suggestion, faded
from kithbook.model import times
from kithbook.model.interaction import IN, Interaction
from kithbook.network.network import Network

NUDGE: Final = "unanswered"
HEADING: Final = "Never answered"
RULE: Final = "A letter to you alone in the last half year that had no answer."
WINDOW_DAYS: Final = 180
YOUNGEST_DAYS: Final = 2
FRESH_START_DAYS: Final = 14  # "thank you!" the day after ego's letter ends a talk; two weeks later a new one begins
HALF_LIFE_DAYS: Final = 60
MOST: Final = 40  # the latest; older ones come up as these are answered


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield people who began a talk that ego did not take up."""
    number = times.day_number(today)
    rows = beginnings(history.days.until(number))
    person, day = history.days.person[rows], history.days.day[rows]
    recent = (number - day > YOUNGEST_DAYS) & (number - day <= WINDOW_DAYS)
    order = np.lexsort((person, -day))
    found = [row for row in order.tolist() if recent[row] and int(person[row]) in network.people]
    for row in found[:MOST]:
        yield from _suggest(int(person[row]), times.from_day_number(int(day[row])), history, today=today)


def beginnings(days: Days) -> Ints:
    """Find, for every person who had the last word, the row in which they began to write after ego's last turn.

    Only where ego never took a turn or did so two weeks before, and where they wrote to ego alone.
    """
    turn = (days.out > 0) | (days.meetings > 0)
    last_turn = days.greatest(np.where(turn, np.arange(len(days)), -1))
    first_after = np.where(last_turn >= 0, last_turn + 1, days.starts)
    is_open = first_after <= days.ends
    row, before = first_after[is_open], last_turn[is_open]
    gap = np.where(before >= 0, days.day[row] - days.day[before], FRESH_START_DAYS)
    return row[(gap >= FRESH_START_DAYS) & (days.smallest[row] <= 1) & (days.into[row] > 0)]


def _suggest(person: int, day: date, history: History, *, today: date) -> Iterator[Suggestion]:
    letter = _letter(person, day, history)
    if letter is None:
        return
    said = letter.subject.strip() or letter.snippet.strip()
    about = f": {phrases.said(said)}" if said else "."
    yield Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=day.isoformat(),
        why=f"Wrote to you on {phrases.day(day, today)}{about} It has had no answer yet.",
        evidence=(letter.id,),
        offer="A short answer; late ones are welcome too.",
        freshness=faded((today - day).days, HALF_LIFE_DAYS),
    )


def _letter(person: int, day: date, history: History) -> Interaction | None:
    """Find the letter of that day that came to ego alone."""
    of_day = (one for one in history.talk(person) if one.day == day and one.direction == IN)
    return next((one for one in of_day if not one.is_bulk and one.recipients <= 1), None)
