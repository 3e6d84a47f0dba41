"""Nudges: one reason to turn to somebody a file. Being here is enough to be found.

A nudge has a ``HEADING``, a ``RULE`` for whoever asks why, and ``suggest(network, history, today)``, which yields
suggestions that are true on that day, each with the evidence that it rests on. Its name is the file's.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from kithbook.insight.history import History
from kithbook.insight.nudges import reminder
from kithbook.insight.suggestion import Suggestion
from kithbook.network.network import Network


class Nudge(Protocol):
    """What a nudge module has: its name in words, its rule in one sentence, and what it suggests."""

    HEADING: str
    RULE: str

    def suggest(self, network: Network, history: History, today: date) -> Iterator[Suggestion]:
        """Yield every suggestion that this reason gives on a day."""
        ...


@cache
def nudges() -> dict[str, Nudge]:
    """Find the nudges by name."""
    names = sorted(found.name for found in iter_modules(__path__))
    return {name: cast("Nudge", import_module(f"{__name__}.{name}")) for name in names}


def suggest(network: Network, history: History, today: date) -> list[Suggestion]:
    """Ask every nudge. What names nobody of the network, says nothing or rests on nothing is left out.

    Of the dead, only the owner's own reminders speak.
    """
    found = [
        suggestion
        for nudge in nudges().values()
        for suggestion in nudge.suggest(network, history, today)
        if suggestion.person in network.people and suggestion.why and suggestion.evidence
    ]
    dead = {person for person in {one.person for one in found} if history.is_dead(person)}
    return [one for one in found if one.person not in dead or one.nudge == reminder.NUDGE]
