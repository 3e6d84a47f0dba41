"""A reply owed: they asked ego something, and ego has neither written to them nor met them since."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import Suggestion
from kithbook.model import times
from kithbook.model.interaction import IN
from kithbook.network.network import Network

NUDGE: Final = "reply_owed"
HEADING: Final = "A reply owed"
RULE: Final = (
    "A question to you and at most two others, older than two days, after which you have neither written nor met."
)
FEW: Final = 3  # a question to more people is not ego's alone to answer
YOUNGEST_DAYS: Final = 2  # people answer at their own pace; nobody is hurried
OLDEST_DAYS: Final = 180


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield the latest open question of every person."""
    asked: set[int] = set()
    for finding in sorted(history.questions, key=lambda one: (one.at, one.id), reverse=True):
        person, age = finding.speaker, (today - finding.day).days
        if finding.direction != IN or finding.is_bulk or finding.recipients > FEW or person not in network.people:
            continue
        if not YOUNGEST_DAYS < age <= OLDEST_DAYS or person in asked:
            continue
        if history.has_turned_to(person, times.to_seconds(finding.at), finding.day):
            continue
        asked.add(person)
        yield Suggestion(
            nudge=NUDGE,
            person=person,
            occasion=finding.id,
            why=f"Asked you on {phrases.day(finding.day, today)}: {phrases.asked(finding.quote)} "
            f"You have not written since ({age} days).",
            evidence=(finding.id, finding.interaction),
            offer="A short answer, or the day by which you can give one.",
            is_hard=history.has_taken_up(person),  # whoever writes in for the first time has no claim yet
        )
