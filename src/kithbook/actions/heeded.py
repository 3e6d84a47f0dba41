"""What the owner said that a day's suggestions heed: promises, reminders, rhythms, pauses, answers to suggestions."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from kithbook.actions import remarked
from kithbook.actions.tag import MATTERS
from kithbook.insight.aims import Aim, Said, apart, read
from kithbook.insight.memory import DONE, LATER, NEVER, Ruling, Rulings
from kithbook.insight.own import OwnPromise, OwnRhythm, Reminder
from kithbook.model import decision as verbs
from kithbook.model.card import Card
from kithbook.model.decision import Decision, kept_promises

RULINGS: Final = {verbs.DONE: DONE, verbs.LATER: LATER, verbs.NEVER: NEVER}


@dataclass(frozen=True)
class Heeded:
    """The rulings that stand, as of a day. `number` finds the person whom a card belongs to; None for nobody here."""

    decisions: Sequence[Decision]
    number: Callable[[object], int | None]
    day: date
    wishes: Sequence[Card] = ()  # the cards on which the owner said in another program what they want

    @cached_property
    def promises(self) -> list[OwnPromise]:
        """List the promises that the owner entered."""
        return [
            OwnPromise(
                one.id,
                person,
                str(one.fields.get("text") or ""),
                _day(one.fields["due"]) if one.fields.get("due") else None,
                theirs=bool(one.fields.get("theirs")),
                entered=one.at.date(),
            )
            for one in self._of(verbs.PROMISE)
            if (person := self.number(one.fields.get("card"))) is not None
        ]

    @cached_property
    def reminders(self) -> list[Reminder]:
        """List the reminders that the owner set, here or in another program."""
        own = [
            Reminder(one.id, person, _day(one.fields["on"]), str(one.fields.get("text") or ""))
            for one in self._of(verbs.REMIND)
            if (person := self.number(one.fields.get("card"))) is not None
        ]
        return own + [one for card, person in self._wished for one in remarked.reminders(card, person, self.day)]

    @cached_property
    def rhythms(self) -> list[OwnRhythm]:
        """List the rhythms that the owner set: the last word about a person, else what another program was told."""
        last = {self.number(one.fields.get("card")): one for one in self._of(verbs.RHYTHM)}
        own = [
            OwnRhythm(one.id, person, int(one.fields["days"]), one.at.date())
            for person, one in last.items()
            if person is not None and one.fields.get("days")
        ]
        told = {
            person: found
            for card, person in self._wished
            if person not in last and (found := remarked.rhythm(card, person, self.day))
        }
        return [*own, *told.values()]

    @cached_property
    def _wished(self) -> list[tuple[Card, int]]:
        return [(card, person) for card in self.wishes if (person := self.number(card.id)) is not None]

    @cached_property
    def aims(self) -> list[Aim]:
        """List what the owner aims at, as last stated."""
        stated = ((one.id, one.fields.get("goals", ())) for one in self._of(verbs.GOALS)[-1:])
        return apart(read(str(goal), ruling) for ruling, goals in stated for goal in goals)

    @cached_property
    def mattering(self) -> dict[int, str]:
        """Give the people who matter to the owner, each with the ruling that says so."""
        return {person: ruling for (person, tag), ruling in self._tagged.items() if tag == MATTERS}

    def said(self, person: int) -> list[Said]:
        """List the tags and notes that the owner gave a person."""
        return self._said.get(person, [])

    @cached_property
    def _said(self) -> dict[int, list[Said]]:
        found: dict[int, list[Said]] = defaultdict(list)
        for (person, tag), ruling in self._tagged.items():
            found[person].append(Said(f"#{tag}", ruling))
        for one in self._of(verbs.NOTE):
            if (noted := self.number(one.fields.get("card"))) is not None:
                found[noted].append(Said(str(one.fields["text"]), one.id, is_note=True))
        return found

    @cached_property
    def _tagged(self) -> dict[tuple[int, str], str]:
        """Give the ruling by which each person bears a tag; the last word about both counts."""
        found: dict[tuple[int, str], str] = {}
        for one in self._of(verbs.TAG):
            if (person := self.number(one.fields.get("card"))) is not None:
                found |= {(person, str(tag)): one.id for tag in one.fields.get("add") or ()}
                for tag in one.fields.get("remove") or ():
                    found.pop((person, str(tag)), None)
        return found

    @cached_property
    def rulings(self) -> Rulings:
        """Give what the owner said of suggestions."""
        return Rulings(
            [
                Ruling(
                    RULINGS[one.verb],
                    one.at.date(),
                    person,
                    str(one.fields.get("nudge") or ""),
                    str(one.fields.get("occasion") or ""),
                    until=_day(one.fields["until"]) if one.fields.get("until") else None,
                    is_whole_person=bool(one.fields.get("whole_person")),
                )
                for one in self._of(*RULINGS)
                if (person := self.number(one.fields.get("card"))) is not None
            ]
        )

    @cached_property
    def kept(self) -> frozenset[str]:
        """Name the promises that the owner said were kept."""
        return kept_promises(self.decisions)

    @cached_property
    def paused(self) -> frozenset[int]:
        """Name the people about whom nothing is to be suggested now; the last word counts."""
        until = {self.number(one.fields.get("card")): one.fields.get("until") for one in self._of(verbs.PAUSE)}
        return frozenset(
            person for person, day in until.items() if person is not None and (not day or _day(day) > self.day)
        )

    @property
    def capacity(self) -> int | None:
        """Give how many items a day the owner wants; None if they did not say."""
        return next((int(one.fields["items"]) for one in self._of(verbs.CAPACITY)[::-1]), None)

    @property
    def is_quiet(self) -> bool:
        """Say whether the owner keeps this day of the week quiet."""
        said = self._of(verbs.QUIET)
        return bool(said) and self.day.weekday() in said[-1].fields.get("days", ())

    def _of(self, *wanted: str) -> list[Decision]:
        return [ruling for ruling in self.decisions if ruling.verb in wanted]


def _day(text: object) -> date:
    return date.fromisoformat(str(text)[:10])
