"""Which suggestion an item's id stands for: from the agenda's log, else made again from what the book holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kithbook.actions import dates, reasons, remarked
from kithbook.insight.own import AGAIN
from kithbook.model import decision as verbs
from kithbook.model import ids, reading, times
from kithbook.model.decision import standing
from kithbook.model.fault import UserError
from kithbook.model.interaction import MEETING
from kithbook.model.person import Person
from kithbook.store.book import Book

LONG_AGO: Final = date(1970, 1, 1)  # before anything that was shown
SHORTEST: Final = 4  # characters of an id that may stand for the whole of it
PRINTED: Final = 7  # characters that are printed of an id: too many to fit two of all that could be made
NEVER: Final = "never"
BY_DAY: Final = ("drifting", "dormant", "own_rhythm", "unanswered")
BY_YEAR: Final = ("birthday", "work_anniversary", "connection_anniversary")
BY_PROMISE, BY_REMINDER, BY_QUESTION = ("promise_due",), ("reminder",), ("reply_owed",)
BY_MEETING: Final = ("thank_after_meeting", "prepare_meeting")


@dataclass(frozen=True, slots=True)
class Meant:
    """An item: which reason, whom, and what it was about."""

    id: str
    nudge: str
    person: Person
    occasion: str

    @property
    def fields(self) -> dict[str, object]:
        """Spell what a ruling on this item keeps."""
        return {"item": self.id, "nudge": self.nudge, "card": self.person.founder, "occasion": self.occasion}


def one(book: Book, item: str, *, now: datetime) -> Meant:
    """Find the item meant: whole, or for what was shown lately, by its first characters.

    An item that was only shown for another date is in no log: it is a hash of reason, person and occasion, so all of
    these that the book holds are tried.
    """
    typed = item.strip().lower()
    logged = reasons.shown(book, LONG_AGO)
    near = [one for one in logged if one == typed or (len(typed) >= SHORTEST and one.startswith(typed))]
    if len(near) == 1:
        entry = logged[near[0]]
        person = book.digest.person(entry.card)
        if person is not None:
            return Meant(entry.item, entry.nudge, person, entry.occasion)
    elif not near and _may_be_item(typed):
        for nudge, person, occasion in candidates(book, dates.today(book, now)):
            made = ids.make(ids.ITEM, nudge, person.id, occasion)
            if made.startswith(typed):
                return Meant(made, nudge, person, occasion)
    what = f"Several items begin with {item!r}." if len(near) > 1 else f"There is no item {item!r}."
    raise UserError(what, do="`kith today` lists them.")


def _may_be_item(typed: str) -> bool:
    return len(typed) >= PRINTED and typed.startswith(ids.ITEM) and ids.may_begin(typed)


def grounds(book: Book, meant: Meant) -> list[str]:
    """Give ids of what an item rests on that no log holds: what it was about, else what is said of the person."""
    if ids.is_id(about := meant.occasion.partition(AGAIN)[0]):
        return [about]
    if meant.nudge == "job_change":
        moved = [one for one in book.digest.changes(meant.person.number) if one.at]
        return [one for change in moved if str(change.at) == meant.occasion for one in change.records]
    passed = book.digest.interactions(meant.person.number) if meant.nudge in BY_DAY else []
    return [one.id for one in passed if one.day.isoformat() == meant.occasion] or [meant.person.id]


def candidates(book: Book, today: date) -> Iterator[tuple[str, Person, str]]:
    """Give every reason, person and occasion that a suggestion could have been made of, on any day."""
    people = {person.number: person for person in book.digest.people()}
    yield from _entered(book)
    yield from _wished(book, today)
    yield from _met(book, people)
    for finding in book.digest.findings([reading.PROMISE, reading.QUESTION]):
        rules = BY_PROMISE if finding.reader == reading.PROMISE else BY_QUESTION
        for number in (finding.speaker, *finding.others):
            if number in people:
                yield from ((rule, people[number], finding.id) for rule in rules)
    for change in book.digest.changes():
        if change.person in people and change.at:
            yield "job_change", people[change.person], change.at.isoformat()
    for person in people.values():
        yield "own_rhythm", person, NEVER
        if person.since:
            yield "welcome", person, person.since
        yield from ((reason, person, str(year)) for reason in BY_YEAR for year in range(LONG_AGO.year, today.year + 2))
    for number, day, *_ in book.digest.contact_days():
        if number in people:
            written = times.from_day_number(day).isoformat()
            yield from ((reason, people[number], written) for reason in BY_DAY)


def _entered(book: Book) -> Iterator[tuple[str, Person, str]]:
    rules = {verbs.PROMISE: BY_PROMISE, verbs.REMIND: BY_REMINDER}
    for ruling in standing(book.evidence.decisions()):
        person = book.digest.person(str(ruling.fields.get("card"))) if ruling.verb in rules else None
        if person:
            yield from ((rule, person, ruling.id) for rule in rules[ruling.verb])


def _wished(book: Book, today: date) -> Iterator[tuple[str, Person, str]]:
    for card in book.digest.wishes():
        person = book.digest.person(card.id)
        if person:
            for one in remarked.reminders(card, person.number, today):
                yield from ((rule, person, one.occasion) for rule in BY_REMINDER)


def _met(book: Book, people: dict[int, Person]) -> Iterator[tuple[str, Person, str]]:
    by_card: dict[str, Person | None] = {}
    for meeting in book.digest.interactions(kinds=(MEETING,)):
        for part in meeting.participants:
            if part.card not in by_card:
                by_card[part.card] = book.digest.person(part.card)
            person = by_card[part.card]
            if person and person.number in people:
                yield from ((reason, person, meeting.id) for reason in BY_MEETING)
