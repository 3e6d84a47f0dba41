"""Fixing who a person is: their fields in your own words, two made one, one made two."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions.edit import edit
from kithbook.actions.find import PersonFound, find
from kithbook.actions.merge import merge
from kithbook.actions.show import Shown, show
from kithbook.actions.split import split
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Form, Visit
from kithbook.model.fault import UserError

FIELDS: Final = {
    "name": "Name",
    "organisation": "Organisation",
    "position": "Position",
    "location": "Place",
    "birthday": "Birthday",
}
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class FixPage:
    """A person's fields to correct, those who may be the same, and their cards to part."""

    who: Shown
    fields: tuple[tuple[str, str, str, str], ...]  # name, title, value as filled in, value as it stands
    query: str
    others: tuple[PersonFound, ...]
    error: UserError | None = None


@page("/people/{who:str}/fix")
def mend(visit: Visit) -> Answer:
    """Show the forms that correct a person."""
    return _form(visit)


def _form(visit: Visit, error: UserError | None = None) -> Answer:
    query = visit.query("q")
    with visit.desk.book() as book:
        shown = show(book, visit.path("who"), now=visit.desk.now, talk=0)
        found = find(book, query or shown.name, SHOWN, now=visit.desk.now, rosters=visit.desk.rosters).people
        others = tuple(one for one in found if one.id != shown.id)
        fields = tuple((name, title, *_filled(visit.form, shown, name)) for name, title in FIELDS.items())
        fixed = FixPage(shown, fields, query, others, error)
        return visit.page("fix.html", fixed, here="/people", book=book, status=422 if error else 200)


def _filled(form: Form, shown: Shown, name: str) -> tuple[str, str]:
    value = _value(shown, name)
    return (value if form.is_left(name) else form[name] or value), value


def _value(shown: Shown, name: str) -> str:
    return str(getattr(shown, name) or "")


@change("/people/{who:str}/edit")
def correct(visit: Visit) -> Answer:
    """Correct what differs from what the book says; what was left alone stays the sources'."""
    try:
        with visit.desk.book() as book:
            shown = show(book, visit.path("who"), now=visit.desk.now, talk=0)
            wanted = _changes(shown, visit.form)
            if not wanted:
                return visit.back(f"/people/{shown.slug}")
            ruled = edit(book, shown.id, wanted, now=visit.desk.now)
    except UserError as error:
        return _form(visit, error)
    return visit.back(f"/people/{ruled.person.slug}", did=ruled.decision)


def _changes(shown: Shown, form: Form) -> list[str]:
    """List what the form changes. Raises UserError for a field that was changed elsewhere since the form was opened."""
    ours = [name for name in FIELDS if form[name] != _value(shown, name) and not form.is_left(name)]
    for name in ours:
        if form.shown(name) not in {None, _value(shown, name)}:
            what = f"Meanwhile the {FIELDS[name].lower()} was changed to {_value(shown, name) or 'nothing'}."
            raise UserError(what, do="Keep it once more, and yours stands.")
    changed = [f"{name}={form[name]}" for name in ours]
    added = [f"{kind}+={form[f'add_{kind}']}" for kind in ("email", "phone", "linkedin") if form[f"add_{kind}"]]
    known = {f"{one.kind}-={one.value}" for one in shown.handles}
    taken = [one for one in form.all("take") if one in known]
    return [*changed, *added, *taken]


@change("/people/{who:str}/merge")
def join(visit: Visit) -> Answer:
    """Make one person of two."""
    with visit.desk.book() as book:
        ruled = merge(book, visit.path("who"), visit.form["other"], now=visit.desk.now)
    return visit.back(f"/people/{ruled.person.slug}", did=ruled.decision)


@change("/people/{who:str}/split")
def part(visit: Visit) -> Answer:
    """Take the ticked cards away from a person."""
    with visit.desk.book() as book:
        parted = split(book, visit.path("who"), visit.form.all("card"), now=visit.desk.now)
    return visit.back(f"/people/{parted.person.slug}", did=parted.decision)
