"""A dormant tie worth reviving: deep enough to trust, with something new to tell, and likely to answer."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from kithbook.insight import phrases, reply
from kithbook.insight.depth import dormancy_value
from kithbook.insight.history import History
from kithbook.insight.novelty import novelty
from kithbook.insight.suggestion import LONG_MINUTES, Suggestion
from kithbook.model import times
from kithbook.model.person import DORMANT
from kithbook.network.network import Network

NUDGE: Final = "dormant"
HEADING: Final = "Worth a hello"
RULE: Final = "A tie that was deep, has long been silent, and could bring something new."
FEWEST_DAYS: Final = 3  # less history is no tie to revive
MOST: Final = 150  # fewer would all rest after a week, and silence the others
NEW_FROM: Final = 0.999  # all their circles are new


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield the dormant ties with the greatest dormancy value."""
    ties, number = history.ties, times.day_number(today)
    new = novelty(ties, network.circles)
    values = dormancy_value(
        ties.depth,
        novelty=new,
        reply_rate=reply.person_rate(history.days.until(number), number, prior=reply.PERSON_PRIOR),
        gap_days=ties.gap_days.astype(np.float64),
    )
    fit = (ties.state == DORMANT) & (ties.contact_days >= FEWEST_DAYS)
    order = np.lexsort((ties.person, -values))
    found = [at for at in order.tolist() if fit[at] and int(ties.person[at]) in network.people]
    for at in found[:MOST]:
        yield _suggest(at, network, history, value=float(values[at]), is_new=bool(new[at] >= NEW_FROM), today=today)


def _suggest(at: int, network: Network, history: History, *, value: float, is_new: bool, today: date) -> Suggestion:
    ties = history.ties
    person = int(ties.person[at])
    first, last = (times.from_day_number(int(day)) for day in (ties.first_day[at], ties.last_day[at]))
    organisation = network.people[person].organisation
    fresh = f" Nobody you are in touch with now is at {organisation}." if is_new and organisation else ""
    return Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=last.isoformat(),
        why=f"You were in touch on {phrases.count(int(ties.contact_days[at]), 'day')} "
        f"{_span(first, last)}; the last was {phrases.day(last, today)}.{fresh}",
        evidence=history.latest(person),
        offer="Ask how they are, and say what made you think of them.",
        cost_minutes=LONG_MINUTES,
        value=value,
    )


def _span(first: date, last: date) -> str:
    one, two = phrases.month(first), phrases.month(last)
    return f"from {one} to {two}" if one != two else f"in {one}"
