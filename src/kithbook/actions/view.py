"""view: lists of people that are kept under a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kithbook.actions.answers import said
from kithbook.model import decision as verbs
from kithbook.model.decision import standing
from kithbook.model.fault import UserError
from kithbook.store.book import Book

LONGEST: Final = 60  # characters of a name, so that it fits a rail
CONDITIONS: Final = ("query", "organisation", "tag", "state", "layer", "place", "owed", "silence_days", "sort")


@dataclass(frozen=True, slots=True)
class View:
    """A list that was kept: its name, and what `list_people` is asked for it. `decision` undoes it."""

    name: str
    query: Mapping[str, str | int]
    decision: str


def view(book: Book, name: str, query: Mapping[str, str | int | None], *, now: datetime) -> View:
    """Keep a list under a name; one of that name gives way."""
    title = " ".join(said(name, "name").split())
    if len(title) > LONGEST:
        raise UserError(f"The name has {len(title)} characters.", do=f"Give one of at most {LONGEST}.")
    unknown = [one for one in query if one not in CONDITIONS]
    if unknown:
        raise UserError(f"A list of people knows no {unknown[0]!r}.", do=f"Say some of {', '.join(CONDITIONS)}.")
    kept = {one: value for one, value in query.items() if value not in {None, ""}}
    ruling = book.evidence.decide(verbs.VIEW, {"name": title, "query": kept}, at=now)
    return View(title, kept, ruling.id)


def drop(book: Book, name: str, *, now: datetime) -> View:
    """Keep a list no longer."""
    found = _named(views(book), name)
    ruling = book.evidence.decide(verbs.VIEW, {"name": found.name, "query": None}, at=now)
    return View(found.name, found.query, ruling.id)


def views(book: Book) -> list[View]:
    """List what was kept, in the order in which it first was."""
    found: dict[str, View] = {}
    for ruling in standing(book.evidence.decisions()):
        if ruling.verb != verbs.VIEW:
            continue
        name, query = str(ruling.fields["name"]), ruling.fields.get("query")
        if isinstance(query, Mapping):
            found[name.casefold()] = View(name, _known(query), ruling.id)
        else:
            found.pop(name.casefold(), None)
    return list(found.values())


def _known(query: Mapping[str, Any]) -> dict[str, str | int]:
    return {one: value for one, value in query.items() if one in CONDITIONS and isinstance(value, str | int)}


def _named(kept: list[View], name: str) -> View:
    wanted = " ".join(name.split()).casefold()
    for one in kept:
        if one.name.casefold() == wanted:
            return one
    raise UserError(f"No list is kept under {name!r}.", do="Keep one under that name first.")
