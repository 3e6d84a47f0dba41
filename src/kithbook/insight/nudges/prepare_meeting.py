"""A meeting today or tomorrow, worth a look at what passed before."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History, Meeting
from kithbook.insight.suggestion import SHORT_MINUTES, Suggestion
from kithbook.network.network import Network

NUDGE: Final = "prepare_meeting"
HEADING: Final = "You meet"
RULE: Final = "Prepare a meeting of today or tomorrow, but for those you are always in touch with."
NOTICE_DAYS: Final = 1


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield one suggestion a meeting, about the person of it whom ego has not been in touch with for longest."""
    for meeting in history.meetings:
        if 0 <= (meeting.day - today).days <= NOTICE_DAYS and meeting.is_small:
            people = [one for one in meeting.people if one in network.people]
            fresh = [one for one in people if not (meeting.is_of_series and history.is_frequent(one, today))]
            if fresh:  # of a weekly talk among colleagues nothing is said
                yield _prepare(meeting, min(fresh, key=lambda one: _order(history, one, today)), history, today=today)


def _order(history: History, person: int, today: date) -> tuple[int, int]:
    """Put those with a history first, the longest silent foremost."""
    last = history.contact_until(person, today)
    return (last.toordinal() if last else date.max.toordinal(), person)


def _prepare(meeting: Meeting, person: int, history: History, *, today: date) -> Suggestion:
    title = f": {phrases.said(meeting.title)}" if meeting.title.strip() else "."
    last = history.contact_until(person, today)
    before = f"You were last in touch {_last(last, today)}." if last else "It would be your first contact in this book."
    others = f" with {phrases.spelt(len(meeting.people) - 1)} more" if len(meeting.people) > 1 else ""
    return Suggestion(
        nudge=NUDGE,
        person=person,
        occasion=meeting.id,
        why=f"You meet {phrases.ahead(meeting.day, today)}{others}{title} {before}",
        evidence=(meeting.id, *(one for one in history.latest(person) if one != meeting.id)),
        offer="Look at what you last spoke about." if last else "Look at who they are.",
        cost_minutes=SHORT_MINUTES,
        is_hard=True,
        due=meeting.day,
    )


def _last(last: date, today: date) -> str:
    return phrases.ago(last, today) if (today - last).days < 14 else f"on {phrases.day(last, today)}"
