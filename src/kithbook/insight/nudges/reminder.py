"""A reminder that the owner set, from its day until it is done."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.own import Reminder
from kithbook.insight.suggestion import Suggestion
from kithbook.network.network import Network

NUDGE: Final = "reminder"
HEADING: Final = "Your reminder"
RULE: Final = "You asked to be reminded on this day, or set yourself a task in another program."


def suggest(_network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield the reminders whose day has come."""
    for reminder in history.reminders:
        if reminder.on <= today:
            yield Suggestion(
                nudge=NUDGE,
                person=reminder.person,
                occasion=reminder.occasion,
                why=_why(reminder, today),
                evidence=(reminder.id,),
                offer=reminder.text.strip(),
                is_hard=True,
                due=reminder.on,
            )


def _why(reminder: Reminder, today: date) -> str:
    """Say what the owner asked for, and in which program."""
    there = f" in {reminder.source.capitalize()}" if reminder.source else ""
    text = f": {phrases.said(reminder.text)}" if reminder.text.strip() else "."
    if reminder.is_task:
        return f"You set yourself a task{there} on {phrases.day(reminder.on, today)}{text}"
    return f"You asked{there} to be reminded {phrases.ahead(reminder.on, today)}{text}"
