"""brief: what to know of a person in ten seconds: who, how you know them, how it stands, what is next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kithbook.actions import dates, people, show
from kithbook.actions.about import About, PromiseShown
from kithbook.actions.show import InteractionShown
from kithbook.actions.today import Item, recorded
from kithbook.insight.promises import has_lapsed
from kithbook.model import ids, reading, times
from kithbook.model.card import OWNER
from kithbook.model.interaction import CALL, IN, MEETING, MESSAGE, OUT, Finding
from kithbook.model.person import Person
from kithbook.store.book import Book

CONNECTED, MET, THEY_WROTE, YOU_WROTE, ENTERED, LISTED = (
    "connected",
    "met",
    "they wrote",
    "you wrote",
    "entered",
    "listed",
)
TALK: Final = (MESSAGE, MEETING, CALL)
THANKS: Final = 40  # the latest words of thanks that are looked through
SAID: Final = 3  # thanks that are quoted on each side


@dataclass(frozen=True, slots=True)
class KnownBy:
    """How you know them: in which way, since when, in which words, and the ids that say so."""

    way: str  # one of the words above
    at: date | None
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that were said, and where."""

    text: str
    at: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What went each way. `given`: what they thanked you for, `received`: what you thanked them for, the latest."""

    sent: int  # messages
    heard: int
    meetings: int  # that have begun
    calls: int
    given: tuple[Quoted, ...]
    received: tuple[Quoted, ...]
    owed_by_you: int  # open promises of yours
    owed_by_them: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A person in ten seconds."""

    person: people.PersonShown
    known_by: KnownBy
    last: InteractionShown | None
    balance: Balance
    promises: tuple[PromiseShown, ...]
    next: Item | None


def brief(book: Book, whom: str, *, now: datetime) -> Brief:
    """Give what to know of a person before you talk."""
    return brief_of(About.of(book, whom, now=now), now=now)


def brief_of(about: About, *, now: datetime) -> Brief:
    """Give what to know of the person asked about, as of today."""
    book, person, day = about.book, about.person, about.day
    ahead = _ahead(book, person, now)
    talk = book.digest.interactions(person.number, until=day, kinds=TALK, limit=len(ahead) + 1, is_bare=True)
    last = [one for one in talk if one.id not in ahead]
    promised = tuple(still_open(about.promises, day))
    return Brief(
        person=about.head,
        known_by=_known_by(about),
        last=show.passed(last[0]) if last else None,
        balance=_balance(about, promised=promised, ahead=len(ahead)),
        promises=promised,
        next=next_step(book, person, now=now),
    )


def still_open(promises: Iterable[PromiseShown], day: date) -> Iterator[PromiseShown]:
    """Leave those that were not kept; of those found in a letter none that lapsed, some weeks after its day."""
    for promise in promises:
        due = times.PartialDate.read(str(promise.due)).earliest() if promise.due else None
        is_entered = promise.id[0] == ids.DECISION
        if not promise.kept and (is_entered or not has_lapsed(promise.at.date(), due, day)):
            yield promise


def _known_by(about: About) -> KnownBy:
    """Say by what came first how you know somebody: a connection, a talk, else the card they stand on."""
    person, cards = about.person, about.cards
    first = about.book.digest.interactions(
        person.number, until=about.day, kinds=TALK, limit=1, is_earliest_first=True, is_bare=True
    )
    since = _whole(person.since)
    if since and (not first or since <= first[0].day):
        said = [card for card in cards if card.since == person.since]
        return KnownBy(CONNECTED, since, "", tuple(card.id for card in said) or (person.founder,))
    if first:
        one = first[0]
        way = MET if one.kind in {MEETING, CALL} else THEY_WROTE if one.direction == IN else YOU_WROTE
        return KnownBy(way, one.day, one.subject, (one.id,))
    own = next((card for card in cards if card.source == OWNER), None)
    return KnownBy(ENTERED if own else LISTED, None, own.note if own else "", ((own or cards[0]).id,) if cards else ())


def _whole(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _ahead(book: Book, person: Person, now: datetime) -> frozenset[str]:
    """Name the meetings of the day that have not begun: one that is prepared for was not the last."""
    day = dates.today(book, now)
    found = book.digest.interactions(person.number, since=day, until=day, kinds=(MEETING,), is_bare=True)
    return frozenset(one.id for one in found if not one.is_day and one.at > now)


def _balance(about: About, *, promised: tuple[PromiseShown, ...], ahead: int) -> Balance:
    book, person, day, passed = about.book, about.person, about.day, about.counts
    thanks = [
        one for one in book.digest.findings([reading.THANKS], person=person.number, limit=THANKS) if one.day <= day
    ]
    return Balance(
        sent=sum([row[2] for row in about.days]),
        heard=sum([row[3] for row in about.days]),
        meetings=max(passed.get(MEETING, 0) - ahead, 0),
        calls=passed.get(CALL, 0),
        given=_quoted(one for one in thanks if one.speaker == person.number),
        received=_quoted(one for one in thanks if one.direction == OUT),
        owed_by_you=sum(not one.theirs for one in promised),
        owed_by_them=sum(one.theirs for one in promised),
    )


def _quoted(found: Iterable[Finding]) -> tuple[Quoted, ...]:
    return tuple(Quoted(one.quote, one.day, (one.id, one.interaction)) for one in found if not one.is_bulk)[:SAID]


def next_step(book: Book, person: Person, *, now: datetime) -> Item | None:
    """Give what today's agenda says of a person, else the best that any reason says of them alone; None for nothing.

    Nothing is recorded. What compares a person with all others is judged by what is remembered of the day.
    """
    day = dates.today(book, now)
    listed = recorded(book, day)
    found = next((item for item in listed.items if item.person.id == person.id), None) if listed else None
    return found or suggested(book, person, day)


def suggested(book: Book, person: Person, day: date) -> Item | None:
    """Give the best suggestion about one person on a day."""
    from kithbook.actions.situation import Situation
    from kithbook.actions.today import composed, item_of

    situation = Situation(book, day, only=person.number)
    agenda = composed(situation, limit=1)
    return next((item_of(situation, one) for one in agenda.items), None)
