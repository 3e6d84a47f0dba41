"""History: what passed between ego and the network up to a day, as nudges read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from kithbook.insight.days import Days, Floats, Ints
from kithbook.insight.drift import drift
from kithbook.insight.own import OwnPromise, OwnRhythm, Reminder
from kithbook.insight.ties import Ties
from kithbook.model import times
from kithbook.model.card import SEEN, Card
from kithbook.model.change import Change
from kithbook.model.interaction import BROADCAST, Finding, Interaction

DEATH: Final = ("deceased", "deathdate")  # what address books call the field (Monica; vCard, RFC 6474)
# In touch this often in this month and the one before, people need no prompting to thank or to prepare for a meeting
# of a series; letters that only arranged a first meeting make nobody frequent.
FREQUENT_DAYS, FREQUENT_WINDOW_DAYS = 4, 30


def _begin(day: date) -> int:
    return times.day_number(day) * 86_400


def nothing_said(_person: int) -> Sequence[Interaction]:
    """Stand for a book without interactions."""
    return ()


def no_cards(_person: int) -> Sequence[Card]:
    """Stand for a book without cards."""
    return ()


def nobody_thanked(_person: int) -> Sequence[Finding]:
    """Stand for a book without thanks."""
    return ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting in the calendar or logged, without ego."""

    id: str
    day: date
    title: str
    people: tuple[int, ...]
    others: int = 0  # who came besides ego, as far as they can be counted; not all of them are people of the book
    begins_at: int | None = None  # seconds since the epoch; None where only the day is known
    is_of_series: bool = False  # one of several that recur

    @property
    def is_small(self) -> bool:
        """Say whether at most ten met, ego among them: more are a crowd."""
        return bool(self.people) and max(self.others, len(self.people)) < BROADCAST


@dataclass(frozen=True)
class History:
    """What nudges may look at. Findings, changes and meetings reach no further than their own dates say."""

    ties: Ties
    days: Days  # those that the ties were measured on
    questions: Sequence[Finding] = ()
    promises: Sequence[Finding] = ()
    meetings: Sequence[Meeting] = ()
    changes: Sequence[Change] = ()
    own_promises: Sequence[OwnPromise] = ()
    reminders: Sequence[Reminder] = ()
    own_rhythms: Sequence[OwnRhythm] = ()
    kept: frozenset[str] = frozenset()  # ids of promises
    talk: Callable[[int], Sequence[Interaction]] = field(default=nothing_said)  # of one person, newest first
    cards: Callable[[int], Sequence[Card]] = field(default=no_cards)
    thanks: Callable[[int], Sequence[Finding]] = field(default=nobody_thanked)  # between one person and ego

    def drifting(self, today: date) -> Floats:
        """Give the drift alert for everyone in `ties`."""
        return drift(self.days, times.day_number(today), self.ties)

    @cached_property
    def last_from_ego(self) -> dict[int, int]:
        """Give for every person the second of ego's last message to them, 0 for none."""
        return dict(zip(self.days.people.tolist(), self.days.greatest(self.days.last_from_ego).tolist(), strict=True))

    @cached_property
    def last_from_them(self) -> dict[int, int]:
        """Give for every person the second of their last message to ego, 0 for none."""
        return dict(zip(self.days.people.tolist(), self.days.greatest(self.days.last_from_them).tolist(), strict=True))

    def last_word(self, person: int, *, is_mine: bool) -> int:
        """Give the second of the last message from ego or from them, 0 for none."""
        return (self.last_from_ego if is_mine else self.last_from_them).get(person, 0)

    @cached_property
    def last_met(self) -> dict[int, int]:
        """Give for every person the day number of the last meeting or call; people never met are absent."""
        met = self.days.where(self.days.meetings > 0)
        return dict(zip(met.people.tolist(), met.last_day.tolist(), strict=True))

    def has_turned_to(self, person: int, after_second: int, after_day: date) -> bool:
        """Say whether ego wrote to a person, or they met or spoke, after a moment of a day: any channel counts.

        On the day itself a meeting counts that began after the moment. Where only its day is known it may have been
        before, and does not.
        """
        if self.last_from_ego.get(person, 0) > after_second:
            return True
        met, day = self.last_met.get(person), times.day_number(after_day)
        if met is None or met < day:
            return False
        return met > day or any(
            one.is_talk and one.day == after_day and not one.is_day and times.to_seconds(one.at) > after_second
            for one in self.talk(person)
        )

    def has_taken_up(self, person: int) -> bool:
        """Say whether ego ever turned to a person, or keeps them on a list: else they only wrote in."""
        return (
            self.last_from_ego.get(person, 0) > 0
            or person in self.last_met
            or any(card.relation != SEEN for card in self.cards(person))
        )

    def is_dead(self, person: int) -> bool:
        """Say whether a source states that a person has died."""
        said = (name.casefold() for card in self.cards(person) for name, value in card.fields.items() if value)
        return any(name.startswith(DEATH) for name in said)

    def is_frequent(self, person: int, today: date) -> bool:
        """Say whether the two are in touch so often that they need no prompting."""
        ages = times.day_number(today) - self._days_of(person)
        months = (ages < FREQUENT_WINDOW_DAYS, (ages >= FREQUENT_WINDOW_DAYS) & (ages < 2 * FREQUENT_WINDOW_DAYS))
        return all(int(np.count_nonzero(month)) >= FREQUENT_DAYS for month in months)

    def _rows_of(self, person: int) -> slice:
        return slice(*np.searchsorted(self.days.person, [person, person + 1]))

    def _days_of(self, person: int) -> Ints:
        return self.days.day[self._rows_of(person)]

    def last_contact(self, person: int) -> date | None:
        """Give the last contact day."""
        at = self.ties.at(person)
        return None if at is None else times.from_day_number(int(self.ties.last_day[at]))

    def contact_until(self, person: int, day: date) -> date | None:
        """Give the last contact day up to a day; of the day itself only messages: its meetings may be yet to come."""
        if max(self.last_word(person, is_mine=True), self.last_word(person, is_mine=False)) >= _begin(day):
            return day
        before = self._days_of(person)
        earlier = before[before < times.day_number(day)]
        return times.from_day_number(int(earlier[-1])) if len(earlier) else None

    def has_written_after(self, person: int, meeting: Meeting) -> bool:
        """Say whether ego wrote after a meeting began; where only its day is known, on that day or later."""
        if meeting.begins_at is not None:
            return self.last_from_ego.get(person, 0) > meeting.begins_at
        rows = self._rows_of(person)
        return bool(((self.days.out[rows] > 0) & (self.days.day[rows] >= times.day_number(meeting.day))).any())

    def latest(self, person: int, limit: int = 3) -> tuple[str, ...]:
        """Name the latest interactions that made contact days, newest first; copies of others' letters made none."""
        days = set(self._days_of(person).tolist())
        made = (one.id for one in self.talk(person) if not one.is_bulk and times.day_number(one.day) in days)
        return tuple(made)[:limit]
