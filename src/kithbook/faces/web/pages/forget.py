"""Forgetting a person for good: the one change that has no undo."""

from dataclasses import dataclass

from kithbook.actions import forget as erasing
from kithbook.actions import who
from kithbook.actions.answers import PersonRef
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError


@dataclass(frozen=True, slots=True)
class ForgetPage:
    """Whom to forget, and what that comes to; None until it is counted, which goes through every record."""

    person: PersonRef
    plan: erasing.Plan | None
    error: UserError | None = None


@page("/people/{who:str}/forget")
def consider(visit: Visit) -> Answer:
    """Ask for the name; with ``?counted`` show what would be erased, and whose it is."""
    return _considered(visit, is_counted=visit.query("counted") != "")


def _considered(visit: Visit, error: UserError | None = None, *, is_counted: bool) -> Answer:
    with visit.desk.book() as book:
        person = who.one(book, visit.path("who"))
        plan = erasing.plan(book, person.id) if is_counted else None
        shown = ForgetPage(PersonRef.of(person), plan, error)
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
    wrong = UserError("That is not the name.", do=f"Type {person.name} to forget them.")
    return _considered(visit, wrong, is_counted=False)
