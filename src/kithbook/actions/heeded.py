"""What the owner said that a day's suggestions heed: promises, reminders, rhythms, pauses, answers to suggestions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from kithbook.insight.history import OwnPromise, OwnRhythm, Reminder
from kithbook.insight.memory import DONE, LATER, NEVER, Ruling, Rulings
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision

RULINGS: Final = {verbs.DONE: DONE, verbs.LATER: LATER, verbs.NEVER: NEVER}


@dataclass(frozen=True)
class Heeded:
    """The rulings that stand, as of a day. `number` finds the person whom a card belongs to; None for nobody here."""

    decisions: Sequence[Decision]
    number: Callable[[object], int | None]
    day: date

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
        """List the reminders that the owner set."""
        return [
            Reminder(one.id, person, _day(one.fields["on"]), str(one.fields.get("text") or ""))
            for one in self._of(verbs.REMIND)
            if (person := self.number(one.fields.get("card"))) is not None
        ]

    @cached_property
    def rhythms(self) -> list[OwnRhythm]:
        """List the rhythms that the owner set; the last word about a person counts."""
        last = {self.number(one.fields.get("card")): one for one in self._of(verbs.RHYTHM)}
        return [
            OwnRhythm(one.id, person, int(one.fields["days"]), one.at.date())
            for person, one in last.items()
            if person is not None and one.fields.get("days")
        ]

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
        return frozenset(str(one.fields.get("promise")) for one in self._of(verbs.KEPT))

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
