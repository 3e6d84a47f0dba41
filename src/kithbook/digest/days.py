"""Contact days: one row a person and day, of what passed between the two."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kithbook.model import interaction as kinds
from kithbook.model.digested import Event
from kithbook.model.interaction import BROADCAST, ContactDay

ANSWER_SECONDS: Final = 7 * 86_400


def counts(event: Event) -> bool:
    """Say whether it makes a contact day with this person: no broadcast, no gesture, nothing between others.

    A mail that a third person wrote to both is no contact between the two.
    """
    if event.kind == kinds.GESTURE:
        return False
    if event.kind == kinds.MESSAGE and event.direction != kinds.BOTH:
        heard = event.role == "from" if event.direction == kinds.IN else event.role in {"to", "cc"}
        return heard and event.direction != kinds.NONE and event.recipients <= BROADCAST
    return event.recipients < BROADCAST  # ten people with ego


def contact_days(person: int, events: Iterable[Event]) -> Iterator[ContactDay]:
    """Make the contact days of one person, in order of days. An interaction through two cards counts once."""
    once = {event.interaction: event for event in events if counts(event)}
    ordered = sorted(once.values(), key=lambda event: (event.day, event.at, _way(event)))  # no number: it is local
    heard = sorted(event.at for event in ordered if _way(event) == kinds.IN)
    for day, group in groupby(ordered, key=lambda event: event.day):
        yield _day(person, day, list(group), heard)


def _way(event: Event) -> str:
    return event.direction if event.kind == kinds.MESSAGE else kinds.BOTH


def _day(person: int, day: int, events: list[Event], heard: list[int]) -> ContactDay:
    ways = [_way(event) for event in events]
    sent = [event.at for event, way in zip(events, ways, strict=True) if way == kinds.OUT]
    came = [event.at for event, way in zip(events, ways, strict=True) if way == kinds.IN]
    return ContactDay(
        person=person,
        day=day,
        out=len(sent),
        into=len(came),
        meetings=ways.count(kinds.BOTH),
        answered=sum(_is_answered(at, heard) for at in sent),
        smallest=min(event.recipients for event in events),
        first=ways[0],
        last=ways[-1],
        last_from_them=max(came, default=0),
        last_from_ego=max(sent, default=0),
    )


def _is_answered(at: int, heard: list[int]) -> bool:
    following = bisect_right(heard, at)
    return following < len(heard) and heard[following] - at <= ANSWER_SECONDS
