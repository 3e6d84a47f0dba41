"""A welcome for a connection of the last thirty days with whom ego has never spoken."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.history import History
from kithbook.insight.suggestion import QUICK_MINUTES, Suggestion, faded
from kithbook.model.person import Person
from kithbook.model.position import SharedPlace
from kithbook.network.network import Network

NUDGE: Final = "welcome"
HEADING: Final = "A new connection"
RULE: Final = "Welcome a connection of the last thirty days with whom you never spoke."
WINDOW_DAYS: Final = 30
HALF_LIFE_DAYS: Final = 7
MOST: Final = 20  # thirty thousand new connections do not all ask at once: the newest do, those of ego's circles first


def suggest(network: Network, history: History, today: date) -> Iterator[Suggestion]:
    """Yield the newest connections without a contact day."""
    found: list[tuple[bool, date, Person]] = []
    for person in network.people.values():
        since = _since(person)
        if since and 0 <= (today - since).days <= WINDOW_DAYS and history.ties.at(person.number) is None:
            found.append((bool(network.shared(person.number)), since, person))
    found.sort(key=lambda one: (not one[0], -one[1].toordinal(), one[2].id))
    for _, since, person in found[:MOST]:
        yield _welcome(person, since, network.shared(person.number), history=history, today=today)


def _since(person: Person) -> date | None:
    """Read a full day; a year or a month is no date to welcome by."""
    try:
        return date.fromisoformat(person.since) if person.since else None
    except ValueError:
        return None


def _welcome(person: Person, since: date, shared: list[SharedPlace], *, history: History, today: date) -> Suggestion:
    role = " at ".join(part for part in (person.title, person.organisation) if part)
    ground = f" {phrases.shared(shared[0])}" if shared else f" {role}." if role else ""
    cards = tuple(card.id for card in history.cards(person.number) if card.since == person.since)
    return Suggestion(
        nudge=NUDGE,
        person=person.number,
        occasion=since.isoformat(),
        why=f"You connected on {phrases.day(since, today)} and have not spoken yet.{ground}",
        evidence=(*(cards or (person.founder,)), *(shared[0].evidence if shared else ())),
        offer="A word on what made you connect.",
        freshness=faded((today - since).days, HALF_LIFE_DAYS),
        cost_minutes=QUICK_MINUTES,
    )
