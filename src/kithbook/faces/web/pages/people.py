"""People: the list, its search and facets, what is done with several at once, kept lists, and somebody new."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kithbook.actions import dates, list_people, pause, rhythm, tag, view
from kithbook.actions.add import add
from kithbook.actions.list_people import Facet, Listing
from kithbook.actions.view import View
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Form, Visit, with_query
from kithbook.model.fault import UserError
from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, LATENT, SEEN
from kithbook.store.book import Book

PLACE: Final = Place("People", "/people", "users", "p", rank=20)
ROWS: Final = 50
FOUND: Final = "found"  # the part of the page that a search as one types asks for
CONDITIONS: Final = ("organisation", "tag", "state", "layer", "place", "owed", "silence_days")
NUMBERS: Final = frozenset({"layer", "silence_days"})
STATES: Final = {
    ACTIVE: "Close or warm",
    DRIFTING: "Cooling",
    DORMANT: "Dormant",
    LATENT: "Never spoke",
    SEEN: "Only seen",
}
OWED: Final = {"you": "You owe", "them": "They owe"}
TITLES: Final = {
    "state": "Warmth",
    "owed": "Between you",
    "layer": "Circle",
    "tag": "Tag",
    "place": "Place",
    "organisation": "Organisation",
    "silence_days": "Silent for",
}
FACETS: Final = ("state", "owed", "layer", "tag", "place", "organisation")
SORTS: Final = (
    ("name", "Name", "ascending"),
    ("strength", "Warmth", "descending"),
    ("last", "Last contact", "descending"),
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One value of a facet as a link: to choose it, or where it is chosen to take it away."""

    title: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that holds, and the page without it."""

    title: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people and what narrows it."""

    listing: Listing
    today: date
    query: str
    chips: tuple[Chip, ...]
    facets: tuple[tuple[str, tuple[Narrowing, ...]], ...]
    sorts: tuple[tuple[str, str, str, str], ...]  # name, title, direction, address
    views: tuple[tuple[View, str], ...]
    before: str  # the page before this one, "" for none
    after: str
    hidden: dict[str, str]  # the conditions, for a form that keeps them


@page("/people")
def show(visit: Visit) -> Answer:
    """Show a page of people: words in ``q``, conditions by name, ``sort`` and ``start``."""
    asked = {name: visit.query(name) for name in CONDITIONS if visit.query(name)}
    with visit.desk.book() as book:
        now = visit.desk.now
        listing = list_people.list_people(
            book,
            now=now,
            query=visit.query("q") or None,
            sort=_sort(visit.query("sort")),
            start=_number(visit.query("start")) or 0,
            limit=ROWS,
            rosters=visit.desk.rosters,
            **_conditions(asked),
        )
        kept = view.views(book)
        shown = PeoplePage(
            listing=listing,
            today=dates.today(book, now),
            query=visit.query("q"),
            chips=_chips(visit.here, visit.query("q"), listing),
            facets=_facets(visit.here, listing.facets),
            sorts=tuple(
                (name, title, way, with_query(visit.here, sort=name, start=None)) for name, title, way in SORTS
            ),
            views=tuple((one, _address(one)) for one in kept),
            before=with_query(visit.here, start=str(max(0, listing.start - ROWS))) if listing.start else "",
            after=with_query(visit.here, start=str(listing.start + ROWS))
            if listing.start + ROWS < listing.total
            else "",
            hidden={**asked, **({"sort": visit.query("sort")} if visit.query("sort") else {})},
        )
        template = "people-found.html" if visit.part == FOUND else "people.html"
        return visit.page(template, shown, here=PLACE.address, book=book)


def _conditions(asked: dict[str, str]) -> dict[str, Any]:
    return {name: _number(value) if name in NUMBERS else value for name, value in asked.items()}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _sort(text: str) -> Any:
    return text if text in list_people.SORTS else "strength"


def _chips(here: str, query: str, listing: Listing) -> tuple[Chip, ...]:
    """Show every condition that holds; one that was read in the words leaves with its words."""
    said = listing.asked.said
    return tuple(
        Chip(
            TITLES[name],
            _title(name, value),
            with_query(here, start=None, q=" ".join(query.replace(said[name], " ").split()) or None)
            if name in said
            else with_query(here, start=None, **{name: None}),
        )
        for name, value in listing.asked.conditions.items()
    )


def _title(name: str, value: object) -> str:
    if name == "state":
        return STATES.get(str(value), str(value))
    if name == "owed":
        return OWED.get(str(value), str(value))
    if name == "layer":
        return f"Closest {value}"
    return f"{value} days" if name == "silence_days" else str(value)


def _facets(here: str, found: Any) -> tuple[tuple[str, tuple[Narrowing, ...]], ...]:
    rows = ((TITLES[name], tuple(_narrowing(here, name, one) for one in found.get(name, ()))) for name in FACETS)
    return tuple((title, narrowings) for title, narrowings in rows if narrowings)


def _narrowing(here: str, name: str, one: Facet) -> Narrowing:
    address = with_query(here, start=None, **{name: None if one.is_chosen else one.value})
    return Narrowing(
        _title(name, one.value) if name in {"state", "owed", "layer"} else one.title, one.count, address, one.is_chosen
    )


def _address(kept: View) -> str:
    words = {("q" if name == "query" else name): str(value) for name, value in kept.query.items()}
    return with_query("/people", **words)


# -- several at once ---------------------------------------------------------------------------------------


@change("/people/several")
def several(visit: Visit) -> Answer:
    """Tag, give a rhythm to, or pause all who are ticked: a ruling for each, and one word takes back all."""
    chosen = visit.form.all("who")
    if not chosen:
        raise UserError("Nobody is chosen.", do="Tick some people first.")
    with visit.desk.book() as book:
        what = _meant(visit.form)
        ruled = [_one(visit, book, who, what) for who in chosen]
    return visit.back(visit.form["back"], did=",".join(ruled))


def _meant(form: Form) -> str:
    """Say what is to be done: Enter in any of the fields sends the first button, so the field that is filled counts."""
    if form["do"] != "tag" or form["tags"]:
        return form["do"]
    return "rhythm" if form["days"] else "pause" if form["until"] else "tag"


def _one(visit: Visit, book: Book, who: str, what: str) -> str:
    form, now = visit.form, visit.desk.now
    if what == "tag":
        return tag.tag(book, who, form["tags"].split(), now=now).decision
    if what == "rhythm":
        return rhythm.rhythm(book, who, form["days"], now=now).decision
    if what == "pause":
        return pause.pause(book, who, now=now, until=form["until"] or None).decision
    raise UserError(f"Nothing is called {what!r} here.", do="Use the buttons of the page.")


# -- kept lists --------------------------------------------------------------------------------------------


@change("/views")
def keep(visit: Visit) -> Answer:
    """Keep this list under a name."""
    form = visit.form
    asked: dict[str, str | int | None] = {"query": form["q"] or None, "sort": form["sort"] or None}
    asked |= {name: _number(form[name]) if name in NUMBERS else form[name] or None for name in CONDITIONS}
    with visit.desk.book() as book:
        kept = view.view(book, form["name"], asked, now=visit.desk.now)
    return visit.back(_address(kept), did=kept.decision)


@change("/views/drop")
def drop(visit: Visit) -> Answer:
    """Keep a list no longer."""
    with visit.desk.book() as book:
        dropped = view.drop(book, visit.form["name"], now=visit.desk.now)
    return visit.back("/people", did=dropped.decision)


# -- somebody new ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewPage:
    """A form for somebody new, with what was filled in and what is wrong with it."""

    filled: Any
    error: UserError | None = None


@page("/people/new")
def new(visit: Visit) -> Answer:
    """Show the form for somebody new."""
    filled = {name: visit.query(name) for name in ("name", "email", "phone", "organisation", "position", "met")}
    return visit.page("new.html", NewPage(filled), here=PLACE.address)


@change("/people/new")
def enter(visit: Visit) -> Answer:
    """Add somebody; what cannot be read is said beside the form, with all that was typed."""
    form = visit.form
    try:
        with visit.desk.book() as book:
            made = add(
                book,
                form["name"],
                now=visit.desk.now,
                email=form["email"] or None,
                phone=form["phone"] or None,
                organisation=form["organisation"] or None,
                position=form["position"] or None,
                met=form["met"] or None,
            )
    except UserError as error:
        return visit.page("new.html", NewPage(form, error), here=PLACE.address, status=422)
    return visit.back(f"/people/{made.person.slug}", did=made.decision)
