"""A tie that mattered and is going quiet against its own rhythm."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from kithbook.insight import phrases, strength
from kithbook.insight.history import History
from kithbook.insight.suggestion import Suggestion, faded
from kithbook.model import times
from kithbook.model.person import DORMANT
from kithbook.network.network import Network

NUDGE: Final = "drifting"
HEADING: Final = "Growing quiet"
RULE: Final = "A tie that mattered, quieter now than its own rhythm."
HALF_LIFE_DAYS: Final = 60
MOST: Final = strength.LAYERS[-1]  # fewer would all rest after a week, and silence the others
ONE_GAP_DAYS: Final = 2  # so many days have one gap, of which nothing is usual


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield the ties with the greatest drift; the clock restarts when they talk, through whatever channel."""
    alarms = history.drifting(today)
    ruled = {wish.person for wish in history.own_rhythms}  # their own rhythm says when
    order = np.lexsort((history.ties.person, -alarms))
    for at in [one for one in order.tolist() if alarms[one] > 0][:MOST]:
        person = int(history.ties.person[at])
        if person in network.people and person not in ruled and history.ties.state[at] != DORMANT:
            yield _suggest(person, at, history, value=float(alarms[at]), today=today)


def _suggest(person: int, at: int, history: History, *, value: float, today: date) -> Suggestion:
    ties = history.ties
    last, gap = times.from_day_number(int(ties.last_day[at])), int(ties.gap_days[at])
    usual = max(round(float(ties.rhythm_days[at])), 1)
    overdue, met = gap - usual, int(ties.contact_days[at])
    rhythm = f", usually every {phrases.count(usual, 'day')}" if met > ONE_GAP_DAYS else ""
    return Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=last.isoformat(),
        why=f"You were in touch on {phrases.count(met, 'day')} so far{rhythm}; the last was "
        f"{phrases.day(last, today)}, {phrases.count(gap, 'day')} ago.",
        evidence=history.latest(person),
        offer="A simple hello, or something you came across that fits them.",
        freshness=faded(overdue, HALF_LIFE_DAYS),
        value=value,
    )
