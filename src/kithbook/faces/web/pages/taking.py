"""Taking a person along, as a file, and forgetting them for good."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions import forget as erasing
from kithbook.actions import who
from kithbook.actions.answers import PersonRef
from kithbook.actions.export import export
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError

FORMS: Final = {
    "vcard4": ("Contact card", "vcf", "text/vcard; charset=utf-8", "For address books; every property is kept."),
    "csv": ("Table", "csv", "text/csv; charset=utf-8", "For a spreadsheet; formulas in it are defused."),
    "json": (
        "Everything",
        "json",
        "application/json",
        "All that the book holds, with sources; Kithbook reads it back.",
    ),
    "canonical": ("Plain lines", "jsonl", "application/jsonl", "Sorted lines that are the same in every book."),
}


@dataclass(frozen=True, slots=True)
class ExportPage:
    """Whom to take along, and as what."""

    person: PersonRef
    forms: tuple[tuple[str, str, str], ...]  # name, title, what it is for


@page("/people/{who:str}/export")
def choose(visit: Visit) -> Answer:
    """Show in which forms a person can be taken along; with ``?as`` give the file."""
    form = visit.query("as")
    with visit.desk.book() as book:
        person = who.one(book, visit.path("who"))
        if form in FORMS:
            _, ending, kind, _ = FORMS[form]
            content = b"".join(export(book, person.id, form=form))
            return visit.file(content, kind=kind, name=f"{person.slug}.{ending}")
        forms = tuple((name, title, use) for name, (title, _, _, use) in FORMS.items())
        return visit.page("export.html", ExportPage(PersonRef.of(person), forms), here="/people", book=book)


@dataclass(frozen=True, slots=True)
class ForgetPage:
    """What forgetting somebody comes to."""

    person: PersonRef
    plan: erasing.Plan
    error: UserError | None = None


@page("/people/{who:str}/forget")
def consider(visit: Visit) -> Answer:
    """Show what would be erased, and whose it is."""
    return _considered(visit)


def _considered(visit: Visit, error: UserError | None = None) -> Answer:
    with visit.desk.book() as book:
        person = who.one(book, visit.path("who"))
        shown = ForgetPage(PersonRef.of(person), erasing.plan(book, person.id), error)
        return visit.page("forget.html", shown, here="/people", status=422 if error else 200)


@change("/people/{who:str}/forget")
def erase(visit: Visit) -> Answer:
    """Erase a person for good, once their name was typed: the one change that has no undo."""
    with visit.desk.book() as book:
        person = who.one(book, visit.path("who"))
        is_meant = visit.form["name"].casefold() == person.name.casefold()
        if is_meant:
            forgot = erasing.forget(book, person.id, watch=lambda _what, _count: None)
            return visit.page("forgotten.html", forgot, here="/people")
    return _considered(visit, UserError("That is not the name.", do=f"Type {person.name} to forget them."))
