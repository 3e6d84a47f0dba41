"""One person on one page: who, how you know them, the balance, everything that happened, and the next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final
from urllib.parse import quote

from kithbook.actions import dates
from kithbook.actions.about import About
from kithbook.actions.answers import PersonRef
from kithbook.actions.brief import Brief, brief, brief_of
from kithbook.actions.draft import draft, draft_to
from kithbook.actions.evidence import Shown as Evidence
from kithbook.actions.evidence import evidence
from kithbook.actions.pulse import Pulse, pulse_of
from kithbook.actions.questions import Asked, told_apart
from kithbook.actions.shared_people import Shared, shared_people
from kithbook.actions.show import CardShown, PositionShown, Shown, own_positions, show_of
from kithbook.actions.timeline import Entry, Timeline, timeline_of
from kithbook.actions.why import Why, why
from kithbook.faces.web import say
from kithbook.faces.web.career import Career
from kithbook.faces.web.letter import Letter
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit, with_query
from kithbook.store.book import Book

HERE: Final = "/people"
ENTRIES: Final = 40  # of the timeline on one page
SHARED: Final = 6
DOUBTS: Final = 3  # questions about one person that their page asks; the rest are counted
KINDS: Final = {
    "message": "Messages",
    "meeting": "Meetings",
    "call": "Calls",
    "gesture": "Gestures",
    "note": "Notes",
    "promise": "Promises",
    "change": "Changes",
    "position": "Positions",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, and the numbers of the sources that state it."""

    value: str
    marks: tuple[int, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One card of the person, as the list of sources shows it."""

    title: str
    card: CardShown


@dataclass(frozen=True, slots=True)
class Year:
    """The entries of one year."""

    year: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open question about the person; of whether they are somebody else, too, who that is, in a line."""

    asked: Asked
    other: PersonRef | None
    told: str
    address: str  # of the page that asks it


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as the page shows them."""

    who: Shown
    brief: Brief
    now: datetime
    today: date
    zone: tzinfo
    role: Stated
    facts: tuple[Stated, ...]
    handles: tuple[Stated, ...]
    known: str
    sources: tuple[Source, ...]
    passed: str
    pulse: Pulse
    career: Career | None
    positions: tuple[tuple[PositionShown, tuple[int, ...]], ...]
    shared: tuple[Shared, ...]
    timeline: Timeline
    years: tuple[Year, ...]
    kinds: tuple[tuple[str, int, str, bool], ...]  # title, count, address, chosen
    earlier: str
    why: Why | None
    doubts: tuple[Doubt, ...]
    letter: Letter | None


@page("/people/{who:str}")
def about(visit: Visit) -> Answer:
    """Show a person; ``?draft`` opens a letter, ``?kind`` chooses entries, ``?start`` earlier ones."""
    whom = visit.path("who")
    with visit.desk.book() as book:
        now = visit.desk.now
        held = About.of(book, whom, now=now)
        shown, told = show_of(held, talk=0), brief_of(held, now=now)
        kinds = [one for one in visit.queries("kind") if one in KINDS]
        start = visit.number("start")
        passed = timeline_of(held, start=start, limit=ENTRIES, kinds=kinds)
        sources = tuple(Source(say.source(card.source), card) for card in shown.cards)
        today, zone = dates.today(book, now), dates.zone(book)
        read = PersonPage(
            who=shown,
            brief=told,
            now=now,
            today=today,
            zone=zone,
            role=_role(told, sources),
            facts=_facts(shown, sources),
            handles=_handles(shown, sources),
            known=_known(told, today),
            sources=sources,
            passed=_passed(passed.counts.get("message", 0), told),
            pulse=pulse_of(held),
            career=Career.of(shown.positions, own_positions(book, today), today=today, name=shown.name),
            positions=_positions(shown.positions, sources),
            shared=tuple(shared_people(book, shown.id, now=now, limit=SHARED)),
            timeline=passed,
            years=_years(passed.entries, zone),
            kinds=_kinds(visit.here, passed, kinds),
            earlier=with_query(visit.here, start=str(start + ENTRIES)) if start + ENTRIES < passed.total else "",
            why=why(book, told.next) if told.next else None,
            doubts=_doubts(book, shown),
            letter=_letter(visit, book, shown) if visit.query("draft") else None,
        )
        return visit.page("person.html", read, here=HERE, book=book)


def _letter(visit: Visit, book: Book, shown: Shown) -> Letter:
    item, variant = visit.query("draft"), visit.number("words")
    place = f"/people/{shown.slug}"
    made = (
        draft_to(book, shown.id, now=visit.desk.now, variant=variant)
        if item == "1"
        else draft(book, item, now=visit.desk.now, variant=variant)
    )
    return Letter.of(made, chosen=f"{place}?draft={item}", closed=place)


def _doubts(book: Book, shown: Shown) -> tuple[Doubt, ...]:
    asked = shown.questions[:DOUBTS]
    told = told_apart(book, asked, but=shown.id)
    return tuple(
        Doubt(one, other, told.get(other.id, "") if other else "", f"/questions?who={quote(shown.slug)}&at={place}")
        for place, one in enumerate(asked)
        for other in (next((side for side in (one.a, one.b) if side and side.id != shown.id), None),)
    )


# -- values and the sources that state them ---------------------------------------------------------------


def _marks(sources: Iterable[Source], **wanted: str) -> tuple[int, ...]:
    """Give the numbers of the sources whose card states these fields so."""
    return tuple(
        number
        for number, one in enumerate(sources, 1)
        if all(str(one.card.fields.get(name, "")) == value for name, value in wanted.items() if value)
    )


def _by_source(sources: Sequence[Source], name: str) -> tuple[int, ...]:
    return tuple(number for number, one in enumerate(sources, 1) if one.card.source == name)[:1]


def _positions(
    found: Sequence[PositionShown], sources: Sequence[Source]
) -> tuple[tuple[PositionShown, tuple[int, ...]], ...]:
    """Say once what several sources say of one position: the dates of whoever gives them, the marks of all."""
    joined: dict[tuple[str, str], tuple[PositionShown, tuple[int, ...]]] = {}
    for one in found:
        key = (one.organisation.casefold(), one.title.casefold())
        known, marks = joined.get(key, (one, ()))
        kept = known if known.start else one
        joined[key] = (kept, tuple(dict.fromkeys((*marks, *_by_source(sources, one.source)))))
    return tuple(joined.values())


def _role(told: Brief, sources: tuple[Source, ...]) -> Stated:
    person = told.person
    text = ", ".join(part for part in (person.position, person.organisation) if part)
    marks = _marks(sources, organisation=person.organisation or "", title=person.position or "")
    return Stated(text, marks or _marks(sources, organisation=person.organisation or "")) if text else Stated("", ())


def _facts(shown: Shown, sources: tuple[Source, ...]) -> tuple[Stated, ...]:
    found = []
    if shown.location:
        found.append(Stated(shown.location, _marks(sources, location=shown.location), "map-pin"))
    if shown.birthday:
        found.append(Stated(say.partial(shown.birthday), _marks(sources, birthday=shown.birthday), "cake"))
    if shown.rhythm_days:
        found.append(Stated(f"every {say.span(shown.rhythm_days)}, as you set", (), "repeat"))
    return tuple(found)


def _handles(shown: Shown, sources: tuple[Source, ...]) -> tuple[Stated, ...]:
    return tuple(
        Stated(
            one.value, tuple(number for number, source in enumerate(sources, 1) if one in source.card.handles), one.kind
        )
        for one in shown.handles
    )


def _known(told: Brief, today: date) -> str:
    known = told.known_by
    when = f" {say.short_day(known.at, today)}" if known.at else ""
    when = when if when.startswith(" on ") or not when else f" on{when}" if known.at and when[1:2].isdigit() else when
    return {
        "connected": f"You connected{when}.",
        "met": f"You first met{when}" + (f": “{known.text}”." if known.text else "."),
        "they wrote": f"They first wrote to you{when}" + (f": “{known.text}”." if known.text else "."),
        "you wrote": f"You first wrote to them{when}" + (f": “{known.text}”." if known.text else "."),
        "entered": "You entered them yourself" + (f": {known.text}." if known.text else "."),
        "listed": "They stand in your contacts; nothing says yet how you met.",
    }.get(known.way, "")


def _passed(messages: int, told: Brief) -> str:
    """Count what passed, by kind: "three messages, one call"."""
    counted = ((messages, "message"), (told.balance.meetings, "meeting"), (told.balance.calls, "call"))
    return ", ".join(say.count(count, thing) for count, thing in counted if count) or "nothing that the book knows of"


# -- what happened ----------------------------------------------------------------------------------------


def _years(entries: Sequence[Entry], zone: tzinfo) -> tuple[Year, ...]:
    found: dict[int, list[Entry]] = {}
    for one in entries:
        day = one.at.astimezone(zone) if isinstance(one.at, datetime) else one.at
        found.setdefault(day.year, []).append(one)
    return tuple(Year(year, tuple(listed)) for year, listed in found.items())


def _kinds(here: str, passed: Timeline, chosen: list[str]) -> tuple[tuple[str, int, str, bool], ...]:
    everything = ("All", sum(passed.counts.values()), with_query(here, kind=None, start=None), not chosen)
    return (
        everything,
        *(
            (title, passed.counts[kind], with_query(here, kind=kind, start=None), kind in chosen)
            for kind, title in KINDS.items()
            if passed.counts.get(kind)
        ),
    )


# -- ten seconds, and the records behind anything ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BriefPage:
    """A person in ten seconds."""

    brief: Brief
    today: date
    known: str


@page("/people/{who:str}/brief")
def ten_seconds(visit: Visit) -> Answer:
    """Show what to know before a call, in a few lines."""
    with visit.desk.book() as book:
        told = brief(book, visit.path("who"), now=visit.desk.now)
        today = dates.today(book, visit.desk.now)
        return visit.page("brief.html", BriefPage(told, today, _known(told, today)), here=HERE, book=book)


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The records behind an id."""

    id: str
    shown: tuple[Evidence, ...]


@page("/evidence/{id:str}")
def behind(visit: Visit) -> Answer:
    """Show the records that anything printed anywhere rests on."""
    with visit.desk.book() as book:
        wanted = visit.path("id")
        return visit.page("evidence.html", EvidencePage(wanted, tuple(evidence(book, [wanted]))))
