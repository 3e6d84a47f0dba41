"""matters: what else stands on a day beside the agenda: meetings, and promises in both directions."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from kithbook.actions import dates
from kithbook.actions.answers import PersonRef
from kithbook.insight import promises
from kithbook.model import decision as verbs
from kithbook.model import reading
from kithbook.model.decision import kept_promises, standing
from kithbook.model.interaction import MEETING, OUT, Finding, Interaction
from kithbook.model.person import Person
from kithbook.store.book import Book

NAME: Final = "promised-1"  # under which the digest remembers what was found in letters
SHOWN: Final = 6  # of each sort: the rest stands with the people


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A meeting of today or tomorrow, with those who are known; `others` counts whoever else comes."""

    id: str
    at: datetime
    is_day: bool
    day: date
    title: str
    people: tuple[PersonRef, ...]
    others: int


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that nobody said is kept. `theirs`: they made it to you."""

    id: str
    person: PersonRef
    text: str
    due: date | None
    theirs: bool
    said: date


@dataclass(frozen=True, slots=True)
class Matters:
    """Meetings in the order of time; promises, the first due first."""

    meetings: tuple[MeetingAhead, ...]
    promises: tuple[OpenPromise, ...]


def matters(book: Book, *, now: datetime) -> Matters:
    """Give what stands today beside the agenda."""
    day = dates.today(book, now)
    return Matters(_meetings(book, day), _promises(book, day))


def _meetings(book: Book, day: date) -> tuple[MeetingAhead, ...]:
    found = book.digest.interactions(since=day, until=day + timedelta(1), kinds=(MEETING,))
    shown = [_meeting(book, one) for one in found if not one.is_bulk]
    return tuple(sorted((one for one in shown if one.people), key=lambda one: (one.day, not one.is_day, one.at)))


def _meeting(book: Book, one: Interaction) -> MeetingAhead:
    found = {person.id: person for part in one.participants if (person := book.digest.person(part.card))}
    people = [PersonRef.of(person) for person in found.values() if not person.is_ego and person.is_known]
    others = max(0, one.recipients - len(people))
    return MeetingAhead(one.id, one.at, one.is_day, one.day, " ".join(one.subject.split()), tuple(people), others)


def _promises(book: Book, day: date) -> tuple[OpenPromise, ...]:
    rulings = standing(book.evidence.decisions())
    kept = kept_promises(rulings)
    entered = [
        OpenPromise(
            one.id,
            PersonRef.of(person),
            str(one.fields.get("text") or ""),
            date.fromisoformat(str(one.fields["due"])[:10]) if one.fields.get("due") else None,
            theirs=bool(one.fields.get("theirs")),
            said=one.at.date(),
        )
        for one in rulings
        if one.verb == verbs.PROMISE
        and one.id not in kept
        and (person := book.digest.person(str(one.fields.get("card")))) is not None
    ]
    found = [one for one in found_promises(book, day) if one.id not in kept]
    return tuple(sorted((*entered, *found), key=lambda one: (one.due or one.said, one.id)))


def found_promises(book: Book, day: date) -> list[OpenPromise]:
    """List the promises found in letters, kept or not; read once a day, for nothing that is ruled changes them."""
    raw = book.digest.remembered(NAME, day)
    if raw is None:
        raw = json.dumps([_written(one) for one in _read(book, day)]).encode()
        book.digest.remember(NAME, day, raw)
    return [_again(one) for one in json.loads(raw)]


def _written(one: OpenPromise) -> dict[str, Any]:
    return {**asdict(one), "due": str(one.due or one.said), "said": str(one.said)}


def _again(one: dict[str, Any]) -> OpenPromise:
    due, said = (date.fromisoformat(one[name]) for name in ("due", "said"))
    return OpenPromise(**{**one, "person": PersonRef(**one["person"]), "due": due, "said": said})


def _read(book: Book, day: date) -> list[OpenPromise]:
    """Find those that name a day, for as long as the agenda asks about them."""
    since = day - timedelta(promises.LOOKED_BACK_DAYS)
    dated = (
        (one, date.fromisoformat(str(one.fields["due"])[:10]))
        for one in book.digest.findings([reading.PROMISE], since=since, most=promises.FEW)
        if one.day <= day and one.fields.get("due")
    )
    told = [(one, due) for one, due in dated if not promises.has_lapsed(one.day, due, day)]
    people = book.digest.by_number({number for one, _ in told for number in (one.speaker, *one.others)})
    shown = [(one, due, _other(one, people)) for one, due in told]
    return [
        OpenPromise(
            one.id,
            PersonRef.of(person),
            one.quote,
            due,
            theirs=one.direction != OUT,
            said=one.day,
        )
        for one, due, person in shown
        if person is not None
    ]


def _other(one: Finding, people: dict[int, Person]) -> Person | None:
    """Find the one known person on the other side."""
    sides = one.others if one.direction == OUT else (one.speaker,)
    found = [people[number] for number in sides if number in people]
    return next((person for person in found if person.is_known and not person.is_ego), None)
