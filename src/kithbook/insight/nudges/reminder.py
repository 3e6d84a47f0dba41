"""A reminder that the owner set, from its day until it is done."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import Suggestion
from kithbook.network.network import Network

NUDGE: Final = "reminder"
HEADING: Final = "Your reminder"
RULE: Final = "You asked to be reminded on this day."


def suggest(_network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield the reminders whose day has come."""
    for reminder in history.reminders:
        if reminder.on <= today:
            text = f": {phrases.said(reminder.text)}" if reminder.text.strip() else "."
            yield Suggestion(
                nudge=NUDGE,
                person=reminder.person,
                occasion=reminder.id,
                why=f"You asked to be reminded {phrases.ahead(reminder.on, today)}{text}",
                evidence=(reminder.id,),
                offer=reminder.text.strip(),
                is_hard=True,
                due=reminder.on,
            )
