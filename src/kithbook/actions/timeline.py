"""timeline: everything that happened with one person, from all sources, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kithbook.actions import remarked
from kithbook.actions.about import About
from kithbook.actions.answers import PersonRef
from kithbook.actions.wording.changes import changed
from kithbook.model import decision as verbs
from kithbook.model import times
from kithbook.model.card import Card
from kithbook.model.change import CONNECTION
from kithbook.model.decision import Decision
from kithbook.model.interaction import CALL, GESTURE, IN, MEETING, MESSAGE, OUT, Interaction
from kithbook.model.person import Person
from kithbook.store.book import Book

NOTE: Final = "note"
PROMISE: Final = "promise"
CHANGE: Final = "change"
POSITION: Final = "position"
CONNECTED: Final = "connected"
PASSED: Final = (MESSAGE, MEETING, CALL, GESTURE)
KINDS: Final = (*PASSED, NOTE, PROMISE, CHANGE, POSITION, CONNECTED)
OWNER: Final = "owner"
MOST: Final = 500  # entries of one page


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `id` is what `kith evidence` takes; `others`: how many more took part."""

    id: str
    at: datetime | date
    kind: str
    direction: str
    text: str
    channel: str
    sources: tuple[str, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of entries, newest first, and how many there are of each kind."""

    person: PersonRef
    entries: tuple[Entry, ...]
    total: int
    start: int
    counts: Mapping[str, int]


def timeline(
    book: Book, whom: str, *, now: datetime, start: int = 0, limit: int = 50, kinds: Sequence[str] = ()
) -> Timeline:
    """Show what happened with a person up to today, of all kinds or of some; nothing but the page is loaded."""
    return timeline_of(About.of(book, whom, now=now), start=start, limit=limit, kinds=kinds)


def timeline_of(about: About, *, start: int = 0, limit: int = 50, kinds: Sequence[str] = ()) -> Timeline:
    """Show what happened with the person asked about."""
    book, person, day = about.book, about.person, about.day
    start, limit = max(start, 0), min(max(limit, 1), MOST)
    wanted = set(kinds or KINDS)
    few = [one for one in _few(about) if _second(one.at) < _second(day + timedelta(1))]
    counts = Counter(one.kind for one in few) + Counter(about.counts)
    return Timeline(
        PersonRef.of(person),
        _page(book, person, day, few=[one for one in few if one.kind in wanted], kinds=wanted, page=(start, limit)),
        total=sum(counts[kind] for kind in wanted),
        start=start,
        counts={kind: counts[kind] for kind in KINDS if counts[kind]},
    )


def _page(
    book: Book, person: Person, day: date, *, few: list[Entry], kinds: set[str], page: tuple[int, int]
) -> tuple[Entry, ...]:
    """Put the few entries among what passed, of which only what may stand on the page is read."""
    start, limit = page
    first = max(start - len(few), 0)  # before what passed as the first on the page stand no more than the few
    of_kinds = [kind for kind in PASSED if kind in kinds]
    number, most = person.number, start + limit - first
    found = (
        book.digest.interactions(number, until=day, kinds=of_kinds, start=first, limit=most, is_bare=True)
        if of_kinds
        else []
    )
    passed = [(times.to_seconds(one.at), _passed(one)) for one in found]
    if first and not passed:
        return ()
    beside = [(_second(one.at), one) for one in few]
    newer = [one for one in beside if first and one[0] > passed[0][0]]
    # The sort is stable: what passed in one second stays in the order of the book.
    merged = sorted([*passed, *(one for one in beside if one not in newer)], key=lambda one: -one[0])
    begin = start - first - len(newer)
    return tuple(entry for _, entry in merged[begin : begin + limit])


def _second(at: date | datetime) -> int:
    """Give the second in which an entry stands; a day's in its last, for a note is written after the talk."""
    return times.to_seconds(at) if isinstance(at, datetime) else (times.day_number(at) + 1) * 86_400 - 1


def _passed(one: Interaction) -> Entry:
    at = one.day if one.is_day else one.at
    return Entry(one.id, at, one.kind, one.direction, one.subject, one.channel, one.sources, max(one.recipients - 1, 0))


def _few(about: About) -> Iterator[Entry]:
    """Give what happens to one person a few times in a life, in no order."""
    yield from _entered(about.own_rulings)
    yield from _told(about.cards)
    book, person, day = about.book, about.person, about.day
    for change in about.changes:
        if change.at and change.records:
            words = changed(change.field, change.before, change.after)
            text = words if change.field == CONNECTION else f"{change.field}: {words}"  # the words say what it is
            yield Entry(change.records[0], change.at, CHANGE, "", text, "", (change.source,))
    begun: set[tuple[str, str]] = set()
    for one in book.digest.positions(person.number):
        at = _whole(one.start)
        if at and one.record and (one.organisation_key, one.start) not in begun:
            begun.add((one.organisation_key, one.start))
            text = " at ".join(part for part in (one.title, one.organisation) if part)
            yield Entry(one.record, at, POSITION, "", text, "", (one.source,))
    since = _whole(person.since)
    if since and since <= day:
        yield Entry(person.founder, since, CONNECTED, "", "", "", ())


def _entered(rulings: Iterable[Decision]) -> Iterator[Entry]:
    for ruling in rulings:
        if ruling.verb not in {verbs.NOTE, verbs.PROMISE}:
            continue
        said = ruling.fields.get("at") if ruling.verb == verbs.NOTE else None
        at = _whole(str(said or "")[:10]) or ruling.at
        kind = NOTE if ruling.verb == verbs.NOTE else PROMISE
        direction = "" if kind == NOTE else IN if ruling.fields.get("theirs") else OUT
        yield Entry(ruling.id, at, kind, direction, str(ruling.fields["text"]), "", (OWNER,))


def _told(cards: Iterable[Card]) -> Iterator[Entry]:
    """Give what the owner noted in another program."""
    for one in (remark for card in cards for remark in remarked.remarks(card)):
        if one.at:
            yield Entry(one.id, one.at, NOTE, "", one.sentence, "", (one.source,))


def _whole(text: str) -> date | None:
    """Read a date of which at least year and month are known, as its first day."""
    try:
        found = times.PartialDate.read(text) if text else None
    except ValueError:
        return None
    return found.earliest() if found and found.year and found.month else None
