"""The reasons on a recorded agenda: one in each place, and those said beside it of the same person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from kithbook.actions import dates
from kithbook.model import decision as verbs
from kithbook.model import times
from kithbook.model.decision import Decision, kept_promises, standing
from kithbook.store.book import Book
from kithbook.store.evidence import AgendaEntry

ANY: Final = ""
ALSO: Final = "also"  # of an entry's content: what else was said of the person, each as an entry without day and card
BINDING: Final = "is_binding"  # of the content of a reason said beside another: it may not wait for another day
# What a talk settles: whoever was spoken to is owed no answer and is not out of rhythm.
SETTLED_BY_TALK: Final = frozenset({"reply_owed", "own_rhythm"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the list of a day: what was put there, and what stands there now, first the reason that is shown."""

    entry: AgendaEntry
    standing: tuple[AgendaEntry, ...]


def of(entry: AgendaEntry) -> list[AgendaEntry]:
    """Give the reason of an entry, and those said beside it."""
    return [entry, *(AgendaEntry(entry.day, card=entry.card, **one) for one in entry.content.get(ALSO, ()))]


def beside(item: str, nudge: str, occasion: str, *, content: Mapping[str, Any]) -> dict[str, Any]:
    """Write a reason said beside another, as the content of an entry keeps it."""
    return {"item": item, "nudge": nudge, "occasion": occasion, "content": dict(content)}


def shown(book: Book, since: date) -> dict[str, AgendaEntry]:
    """Give every reason that was shown from a day on, by the id of its item."""
    return {reason.item: reason for entry in book.evidence.agenda(since) for reason in of(entry)}


def places(book: Book, day: date) -> Iterator[Place]:
    """Walk the places of a day's list as recorded, with the reasons that still stand there.

    Where the reason that was shown has been ended, a binding one said beside it takes its place: ending the one does
    not end the other. What may wait does so.
    """
    ended = _Ended.read(book, day)
    for entry in (one for one in book.evidence.agenda(day) if one.day == day):
        person = book.digest.person(entry.card)
        left = [one for one in of(entry) if person is not None and not ended.has(one, person.id)]
        if left and left[0] is not entry:
            first = next((one for one in left if person and ended.may_follow(one, person.id)), None)
            left = [first, *(one for one in left if one is not first)] if first else []
        yield Place(entry, tuple(left))


@dataclass(frozen=True)
class _Ended:
    """What was ruled out: items, promises that were kept, and reasons for a person, ANY of them or a pause."""

    items: frozenset[str]
    kept: frozenset[str]
    reasons: frozenset[tuple[str, str]]
    talked: frozenset[str]  # with whom the owner says to have been in touch on the day

    @classmethod
    def read(cls, book: Book, day: date) -> "_Ended":
        rulings = standing(book.evidence.decisions())
        items = {str(one.fields.get("item")) for one in rulings if one.verb == verbs.DONE}
        items |= {str(one.fields.get("item")) for one in rulings if one.verb == verbs.LATER and _lasts(one, day)}
        reasons: dict[tuple[str, str], bool] = {}
        for one, person in _of_people(book, rulings, {verbs.NEVER, verbs.PAUSE}):
            whole = ANY if one.fields.get("whole_person") else str(one.fields.get("nudge"))
            reason = verbs.PAUSE if one.verb == verbs.PAUSE else whole
            reasons[reason, person] = one.verb == verbs.NEVER or _lasts(one, day)
        zone = dates.zone(book)
        logs = [one for one in rulings if one.verb == verbs.LOG and _talked_on(one, zone) == day]
        return cls(
            frozenset(items),
            kept_promises(rulings),
            frozenset(reason for reason, lasts in reasons.items() if lasts),
            frozenset(person for _, person in _of_people(book, logs, {verbs.LOG})),
        )

    def has(self, reason: AgendaEntry, person: str) -> bool:
        """Say whether a reason no longer stands."""
        reasons = {(one, person) for one in (reason.nudge, ANY, verbs.PAUSE)}
        return reason.item in self.items or reason.occasion in self.kept or bool(reasons & self.reasons)

    def may_follow(self, reason: AgendaEntry, person: str) -> bool:
        """Say whether a reason said beside another takes its place, once that is ended."""
        is_settled = reason.nudge in SETTLED_BY_TALK and person in self.talked
        return bool(reason.content.get(BINDING)) and not is_settled


def _of_people(book: Book, rulings: Iterable[Decision], wanted: set[str]) -> Iterator[tuple[Decision, str]]:
    for one in rulings:
        person = book.digest.person(str(one.fields.get("card"))) if one.verb in wanted else None
        if person is not None:
            yield one, person.id


def _talked_on(log: Decision, zone: ZoneInfo) -> date:
    said = str(log.fields.get("at") or "")
    if len(said) == len("2026-11-23"):
        return date.fromisoformat(said)
    return (times.instant(said) if said else log.at).astimezone(zone).date()


def _lasts(ruling: Decision, day: date) -> bool:
    until = ruling.fields.get("until")
    return not until or str(until) > day.isoformat()
