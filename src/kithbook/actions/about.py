"""What a book holds about one person as of a day: read once, however many answers rest on it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from kithbook.actions import dates, measured, people, remarked, who
from kithbook.actions.questions import Asked
from kithbook.actions.questions import about as asked_about
from kithbook.model import change, interaction, reading
from kithbook.model import decision as verbs
from kithbook.model.card import CONNECTION, Card
from kithbook.model.change import Change
from kithbook.model.decision import Decision, kept_promises, standing
from kithbook.model.person import Person
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """What was promised, by whom, and whether it was kept. `id` is what `kith kept` takes."""

    id: str
    text: str
    due: date | str | None
    theirs: bool
    at: datetime
    kept: bool


@dataclass(frozen=True, slots=True)
class ReminderShown:
    """A day on which the owner wants to be told of them. `id` is what `kith undo` takes, else that of a record."""

    id: str
    on: str
    text: str


@dataclass(frozen=True)
class About:
    """A book, a person in it, and the day that is asked about."""

    book: Book
    person: Person
    day: date

    @classmethod
    def of(cls, book: Book, whom: str, *, now: datetime, as_of: date | None = None) -> Self:
        """Ask about whom a WHO means, as of a day or of today."""
        return cls(book, who.one(book, whom), as_of or dates.today(book, now))

    @cached_property
    def cards(self) -> list[Card]:
        """List what sources say of the person."""
        return self.book.digest.cards(self.person.number)

    @cached_property
    def changes(self) -> list[Change]:
        """List what later versions of their cards say differently, up to the day.

        A connection that is gone from under one address of its profile and stands under another is no change.
        """
        found = self.book.digest.changes(self.person.number)
        return [one for one in found if (one.at is None or one.at <= self.day) and not self._stands_elsewhere(one)]

    def _stands_elsewhere(self, one: Change) -> bool:
        return one.field == change.CONNECTION and any(
            card.relation == CONNECTION and card.id != one.card and card.seen_to and one.at and one.at <= card.seen_to
            for card in self.cards
        )

    @cached_property
    def head(self) -> people.PersonShown:
        """Give them as lists show them."""
        return people.one(self.person, self.cards, measured.standing(self.book, self.person, self.day))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Count what passed with them up to the day, by kind."""
        return self.book.digest.passed(self.person.number, until=self.day)

    @cached_property
    def days(self) -> list[tuple[Any, ...]]:
        """Give their contact days up to the day, as tuples in the order of ContactDay's fields."""
        return self.book.digest.contact_days(until=self.day, person=self.person.number)

    @cached_property
    def rulings(self) -> list[Decision]:
        """List the rulings that stand, on whomever."""
        return standing(self.book.evidence.decisions())

    @cached_property
    def own_rulings(self) -> list[Decision]:
        """List those that are about one of their cards."""
        cards = {card.id for card in self.cards}
        return [ruling for ruling in self.rulings if ruling.fields.get("card") in cards]

    @cached_property
    def kept(self) -> frozenset[str]:
        """Name the promises that the owner said were kept."""
        return kept_promises(self.rulings)

    @cached_property
    def reminders(self) -> tuple[ReminderShown, ...]:
        """List the reminders that were set, here or in another program, and not done with, the next first."""
        done = {one.fields.get("occasion") for one in self.rulings if one.verb == verbs.DONE}
        found = [
            ReminderShown(one.id, str(one.fields["on"]), str(one.fields.get("text") or ""))
            for one in self.own_rulings
            if one.verb == verbs.REMIND and one.id not in done
        ]
        found += [
            ReminderShown(one.id, one.on.isoformat(), one.text)
            for card in self.cards
            for one in remarked.reminders(card, self.person.number, self.day)
            if one.occasion not in done
        ]
        return tuple(sorted(found, key=lambda reminder: reminder.on))

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """List what the machine is not sure of about them."""
        return asked_about(self.book, self.person)

    @cached_property
    def promises(self) -> tuple[PromiseShown, ...]:
        """List what was promised either way up to the day, entered or found, newest first."""
        entered = [
            PromiseShown(
                r.id, str(r.fields["text"]), r.fields.get("due"), bool(r.fields.get("theirs")), r.at, r.id in self.kept
            )
            for r in self.own_rulings
            if r.verb == verbs.PROMISE
        ]
        found = [
            PromiseShown(
                f.id,
                f.quote,
                str(f.fields.get("due") or "") or None,
                f.direction == interaction.IN,
                f.at,
                f.id in self.kept,
            )
            for f in self.book.digest.findings([reading.PROMISE], person=self.person.number)
            if f.day <= self.day and not f.is_bulk
        ]
        return tuple(sorted(entered + found, key=lambda promise: promise.at, reverse=True))
