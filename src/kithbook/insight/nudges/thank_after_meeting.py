"""Thanks after a meeting: within two days, to people one is not in touch with all the time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History, Meeting
from kithbook.insight.suggestion import QUICK_MINUTES, Suggestion, faded
from kithbook.network.network import Network

NUDGE: Final = "thank_after_meeting"
HEADING: Final = "Thanks after a meeting"
RULE: Final = "Thank within two days of meeting; of many people met on one day, two a day."
WINDOW_DAYS: Final = 2  # 48 hours
A_DAY: Final = 2  # of all the people met on one day, so many are asked for on each following day
LONGEST_WAIT_DAYS: Final = 14  # after that, thanks would surprise
HALF_LIFE_DAYS: Final = 2


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield thanks that are due; of many people met on one day, two a day, those with the most history first."""
    met: dict[date, dict[int, Meeting]] = defaultdict(dict)
    for meeting in sorted(history.meetings, key=lambda one: (one.day, one.id)):
        if meeting.is_small and 1 <= (today - meeting.day).days <= WINDOW_DAYS + LONGEST_WAIT_DAYS:
            met[meeting.day] |= {person: meeting for person in meeting.people if person in network.people}
    for day, people in met.items():
        yield from _of_a_day(day, people, history, today=today)


def _of_a_day(day: date, people: dict[int, Meeting], history: History, *, today: date) -> Iterator[Suggestion]:
    ranked = sorted(people, key=lambda person: (-_contact_days(history, person), person))
    for place, person in enumerate(one for one in ranked if not history.is_frequent(one, today)):
        begin = day + timedelta(days=1 + place // A_DAY)
        over = (today - begin).days >= WINDOW_DAYS
        if over or (begin - day).days > LONGEST_WAIT_DAYS or history.has_written_after(person, people[person]):
            continue
        meeting = people[person]
        with_others = f" with {phrases.spelt(len(meeting.people) - 1)} more" if len(meeting.people) > 1 else ""
        title = f" ({phrases.quote(meeting.title)})" if meeting.title.strip() else ""
        yield Suggestion(
            nudge=NUDGE,
            person=person,
            occasion=meeting.id,
            why=f"You met {phrases.ago(day, today)}, on {phrases.day(day, today)}{title}{with_others}, "
            "and have not written since.",
            evidence=(meeting.id,),
            offer="A line of thanks, with the one thing you took away.",
            freshness=faded((today - begin).days, HALF_LIFE_DAYS),
            cost_minutes=QUICK_MINUTES,
            is_hard=True,
            not_before=begin,
        )


def _contact_days(history: History, person: int) -> int:
    at = history.ties.at(person)
    return 0 if at is None else int(history.ties.contact_days[at])
