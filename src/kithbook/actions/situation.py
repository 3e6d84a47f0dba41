"""The situation of a day: what the nudges look at, loaded from the book."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Final

from kithbook.actions import dates
from kithbook.actions.heeded import Heeded
from kithbook.insight.aims import Said, said_of
from kithbook.insight.days import Days
from kithbook.insight.history import History, Meeting
from kithbook.insight.lifting import Wishes
from kithbook.insight.memory import Shown
from kithbook.insight.nudges.reply_owed import FEW as FEW_ASKED
from kithbook.insight.own import OwnPromise, OwnRhythm, Reminder
from kithbook.insight.promises import FEW as FEW_PROMISED
from kithbook.insight.promises import LOOKED_BACK_DAYS as PROMISE_DAYS
from kithbook.insight.ties import Ties, measure
from kithbook.model import handle, reading, times
from kithbook.model.decision import standing
from kithbook.model.interaction import CALL, IN, MEETING, MESSAGE, Finding, Interaction
from kithbook.model.person import Person
from kithbook.model.position import Position
from kithbook.network.circles import Circles
from kithbook.network.network import Network
from kithbook.store.book import Book

QUESTION_DAYS: Final = 180
THANKS: Final = 40  # the latest of one person that are looked through
MEETING_DAYS: Final = 17  # as long as thanks to a crowd may wait
SERIES_DAYS: Final = 35  # within which what recurs monthly comes again
CHANGE_DAYS: Final = 60
LOG_DAYS: Final = 400  # longer than any cooldown lets a suggestion feel
TALK: Final = 30  # interactions of one person that a reason may quote
KINDS: Final = (MESSAGE, MEETING, CALL)


@dataclass(frozen=True)
class Situation:
    """A book on a day. Who is who and the owner's rulings are as of now; all else as of the end of the day.

    `only`: the one person to look at; then nothing is said of how they stand beside others.
    """

    book: Book
    day: date
    only: int | None = None

    @cached_property
    def heeded(self) -> Heeded:
        """Give what the owner said."""
        digest = self.book.digest
        wishes = digest.wishes() if self.only is None else [card for card in digest.cards(self.only) if card.is_wish]
        return Heeded(standing(self.book.evidence.decisions()), self.number, self.day, wishes)

    @cached_property
    def known(self) -> dict[int, Person]:
        """Give the people known on the day, by number."""
        digest = self.book.digest
        people = digest.people() if self.only is None else digest.by_number([self.only]).values()
        return {p.number: p for p in people if p.is_known and (p.known_from is None or p.known_from <= self.day)}

    @cached_property
    def _by_founder(self) -> dict[str, int]:
        return {person.founder: person.number for person in self.known.values()}

    @cached_property
    def _by_card(self) -> dict[str, int | None]:
        return {}

    def number(self, card: object) -> int | None:
        """Find the person whom a card belongs to now; with `only`, None for anybody else's."""
        if self.only is not None:
            return self.only if card in self._cards else None
        found = self._by_founder.get(str(card))
        if found is None and (found := self._by_card.get(str(card), -1)) == -1:
            person = self.book.digest.person(str(card)) if card else None
            found = self._by_card[str(card)] = person.number if person and not person.is_ego else None
        return found

    @cached_property
    def _cards(self) -> frozenset[object]:
        return frozenset(card.id for card in self.book.digest.cards(self.only or 0))

    @cached_property
    def network(self) -> Network:
        """Give the people who may be suggested, with their circles."""
        ego = self.book.digest.ego()
        positions: dict[int, list[Position]] = defaultdict(list)
        for position in self._positions(ego):
            positions[position.person].append(position)
        names = _organisations(positions.values())
        circles: dict[int, set[str]] = defaultdict(set)
        spelt: dict[str, str] = {}
        for position in (one for found in positions.values() for one in found if one.organisation_key):
            name = spelt[position.organisation.casefold()] = names[position.organisation_key]
            circles[position.person].add(name)
        for number, person in self.known.items():
            if person.organisation:
                circles[number].add(spelt.setdefault(person.organisation.casefold(), person.organisation))
        return Network(
            people={
                n: self._alone(p)
                for n, p in {**self._named, **self.known}.items()
                if not p.is_bulk and n not in self.heeded.paused
            },
            circles=Circles.read((n, name) for n, found in circles.items() if n in self.known for name in found),
            own=tuple(positions.get(ego.number, ())) if ego else (),
            positions={number: tuple(found) for number, found in positions.items()},
        )

    def _positions(self, ego: Person | None) -> list[Position]:
        digest = self.book.digest
        if self.only is None:
            return digest.positions(until=self.day)
        alone = [self.only, *([ego.number] if ego else [])]
        return [position for number in alone for position in digest.positions(number, until=self.day)]

    def _alone(self, person: Person) -> Person:
        """Leave out where somebody looked at alone works: nothing may be said of who else is there."""
        return replace(person, organisation="") if self.only is not None and len(self.days) else person

    @cached_property
    def wishes(self) -> Wishes:
        """Give what the owner aims at, and who matters to them."""
        return Wishes(self.heeded.aims, self.heeded.mattering, cache(self._said))

    def _said(self, number: int) -> Sequence[Said]:
        person = self.known.get(number) or self._named.get(number)
        return [*said_of(person, self.history.cards(number)), *self.heeded.said(number)] if person else ()

    @cached_property
    def days(self) -> Days:
        """Give the contact days up to the day."""
        return Days.sorted_rows(self.book.digest.contact_rows(until=self.day, person=self.only))

    @cached_property
    def ties(self) -> Ties:
        """Measure every tie."""
        rhythms = {one.person: float(one.days) for one in self.heeded.rhythms}
        # Of those known only the numbers are asked for: lists measure ties without loading anybody.
        known = self.book.digest.known(self.day) if self.only is None else self.known
        return measure(self.days, self.day, known=known, rhythms=rhythms, ends_at=self.ends_at)

    @property
    def ends_at(self) -> int:
        """Give the second in which the day ends in the book's zone."""
        last = datetime.combine(self.day, time(23, 59, 59), dates.zone(self.book))
        return times.to_seconds(last) + 1

    @cached_property
    def _named(self) -> dict[int, Person]:
        """Give those whom the owner made an entry about, or meets tomorrow for the first time, known yet or not."""
        entries: list[OwnPromise | Reminder | OwnRhythm] = [
            *self.heeded.promises,
            *self.heeded.reminders,
            *self.heeded.rhythms,
        ]
        wanted = {one.person for one in entries} | {
            one for met in self.meetings if met.day > self.day for one in met.people
        }
        if self.only is not None:
            wanted &= {self.only}
        return {n: p for n, p in self.book.digest.by_number(wanted - set(self.known)).items() if not p.is_ego}

    @cached_property
    def history(self) -> History:
        """Give what passed up to the day, and the owner's own entries."""
        digest, day = self.book.digest, self.day
        return History(
            ties=self.ties,
            days=self.days,
            questions=self._findings(reading.QUESTION, QUESTION_DAYS, FEW_ASKED, IN),
            promises=self._findings(reading.PROMISE, PROMISE_DAYS, FEW_PROMISED),
            meetings=self.meetings,
            changes=[
                c for c in digest.changes(self.only, since=day - timedelta(CHANGE_DAYS)) if c.at is None or c.at <= day
            ],
            own_promises=self.heeded.promises,
            reminders=self.heeded.reminders,
            own_rhythms=self.heeded.rhythms,
            kept=self.heeded.kept,
            talk=cache(self._talk),
            cards=cache(digest.cards),
            thanks=cache(self._thanks),
        )

    def _findings(self, reader: str, days: int, most: int, direction: str | None = None) -> list[Finding]:
        since = self.day - timedelta(days)
        found = self.book.digest.findings([reader], since=since, person=self.only, most=most, direction=direction)
        return [one for one in found if one.day <= self.day]

    def _thanks(self, person: int) -> list[Finding]:
        found = self.book.digest.findings([reading.THANKS], person=person, limit=THANKS)
        return [one for one in found if one.day <= self.day]

    def _talk(self, person: int) -> list[Interaction]:
        return self.book.digest.interactions(person, until=self.day, kinds=KINDS, limit=TALK, is_bare=True)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """List the meetings of the last weeks and until tomorrow."""
        around = timedelta(SERIES_DAYS)
        found = self.book.digest.interactions(
            self.only, since=self.day - around, until=self.day + around, kinds=(MEETING,)
        )
        held = Counter(one.thread for one in found)
        return [
            _meeting(one, self.number, is_of_series=bool(one.thread) and held[one.thread] > 1)
            for one in found
            if not one.is_bulk and -1 <= (self.day - one.day).days <= MEETING_DAYS
        ]

    @cached_property
    def log(self) -> list[Shown]:
        """List what was shown before the day."""
        entries = self.book.evidence.agenda(self.day - timedelta(LOG_DAYS))
        return [
            Shown(one.day, person, one.nudge, one.occasion)
            for one in entries
            if one.day < self.day and (person := self.number(one.card)) is not None
        ]

    @property
    def seed(self) -> str:
        """Give what chance is seeded by: the owner, so that the same knowledge gives the same agenda in any book."""
        ego = self.book.digest.ego()
        cards = self.book.digest.cards(ego.number) if ego else []
        return min((value for card in cards for kind, value in card.handles if kind == handle.EMAIL), default="")


def _meeting(one: Interaction, number: Callable[[object], int | None], *, is_of_series: bool) -> Meeting:
    people = dict.fromkeys(person for part in one.participants if (person := number(part.card)) is not None)
    return Meeting(
        one.id,
        one.day,
        one.subject,
        tuple(people),
        others=one.recipients,
        begins_at=None if one.is_day else times.to_seconds(one.at),
        is_of_series=is_of_series,
    )


def _organisations(positions: Iterable[list[Position]]) -> dict[str, str]:
    """Name every organisation by the spelling most often used."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for found in positions:
        for one in found:
            if one.organisation_key:
                spellings[one.organisation_key][one.organisation] += 1
    return {key: min(words, key=lambda word: (-words[word], word)) for key, words in spellings.items()}
