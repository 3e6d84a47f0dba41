"""A rhythm that the owner set, and that has passed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.own import OwnRhythm
from kithbook.insight.suggestion import Suggestion
from kithbook.network.network import Network

NUDGE: Final = "own_rhythm"
HEADING: Final = "Your own rhythm"
RULE: Final = "You set how often you want to be in touch, and that time has passed."
NEVER: Final = "never"


def suggest(_network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield people whom the owner wished to be in touch with by now; the clock starts at the last contact day."""
    for wish in history.own_rhythms:
        last = history.last_contact(wish.person)
        passed = (today - (last or wish.set_on)).days
        if passed < wish.days:
            continue
        since = (
            f"the last time was {phrases.day(last, today)}, {phrases.count(passed, 'day')} ago"
            if last
            else f"the book knows of no contact yet, {phrases.count(passed, 'day')} on"
        )
        yield Suggestion(
            nudge=NUDGE,
            person=wish.person,
            occasion=last.isoformat() if last else NEVER,
            why=f"You wanted to be in touch every {phrases.count(wish.days, 'day')}{_there(wish)}; {since}.",
            evidence=(wish.id, *history.latest(wish.person)),
            is_hard=True,
        )


def _there(wish: OwnRhythm) -> str:
    return f", as you set in {wish.source.capitalize()}" if wish.source else ""
