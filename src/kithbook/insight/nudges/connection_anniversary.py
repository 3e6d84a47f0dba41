"""The anniversary of a connection with somebody whom ego has really been in touch or worked with."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import QUICK_MINUTES, Suggestion, faded
from kithbook.model.person import Person
from kithbook.model.position import EMPLOYER
from kithbook.model.times import PartialDate
from kithbook.network.network import Network

NUDGE: Final = "connection_anniversary"
HEADING: Final = "Connected for years"
RULE: Final = "On the day you connected, where you have really been in touch or worked in one place."
WINDOW_DAYS: Final = 3
HALF_LIFE_DAYS: Final = 7


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield connections whose day has come round, only with a contact day or a shared employer."""
    for person in network.people.values():
        since = _since(person)
        if since is None:
            continue
        day = phrases.anniversary(since, today.year)
        if day > today:
            day = phrases.anniversary(since, today.year - 1) if today.year > since.year + 1 else day
        if day.year > since.year and 0 <= (today - day).days <= WINDOW_DAYS:
            yield from _mark(person, since, day, network=network, history=history, today=today)


def _since(person: Person) -> date | None:
    try:
        found = PartialDate.read(person.since) if person.since else None
    except ValueError:
        return None
    return found.earliest() if found and found.day else None


def _mark(
    person: Person, since: date, day: date, *, network: Network, history: History, today: date
) -> Iterator[Suggestion]:
    last = history.last_contact(person.number)
    employers = [] if last else [one for one in network.shared(person.number) if one.kind == EMPLOYER]
    if last:
        # Of today: which may still lie ahead, as a meeting does.
        ground = (
            "You are in touch today." if last == today else f"You were last in touch on {phrases.day(last, today)}."
        )
        evidence = history.latest(person.number, 1)
    elif employers:
        ground, evidence = phrases.shared(employers[0]), employers[0].evidence
    else:
        return
    cards = tuple(card.id for card in history.cards(person.number) if card.since) or (person.founder,)
    years = phrases.count(day.year - since.year, "year")
    yield Suggestion(
        nudge=NUDGE,
        person=person.number,
        occasion=str(day.year),
        why=f"You connected {years} ago, on {phrases.day(since, today)}. {ground}",
        evidence=cards + evidence,
        offer="A short hello that recalls how you met.",
        freshness=faded((today - day).days, HALF_LIFE_DAYS),
        cost_minutes=QUICK_MINUTES,
    )
