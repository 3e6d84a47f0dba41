"""Taking a person along, as a file."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions import who
from kithbook.actions.answers import PersonRef
from kithbook.actions.export import export
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit

FORMS: Final = {
    "vcard4": ("Contact card", "vcf", "text/vcard", "For address books; every property is kept."),
    "csv": ("Table", "csv", "text/csv", "For a spreadsheet; formulas in it are defused."),
    "json": (
        "Everything",
        "json",
        "application/json",
        "All that the book holds of them, with sources; Kithbook reads it back.",
    ),
    "canonical": (
        "Plain lines",
        "jsonl",
        "application/jsonl",
        "One fact a line, in an order that is always the same, to compare two books.",
    ),
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
