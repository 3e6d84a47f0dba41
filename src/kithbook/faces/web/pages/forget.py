"""Forgetting a person for good: the one change that has no undo."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions import forget as erasing
from kithbook.actions import who
from kithbook.actions.answers import PersonRef
from kithbook.faces.web.desk import Desk
from kithbook.faces.web.forgetting import Forgetting, Watch
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError

AT_ONCE_SECONDS: Final = 0.7  # that the answer waits for the end; what takes longer says how far it is


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
    desk = visit.desk
    with desk.book() as book:
        person = who.one(book, visit.path("who"))
    if visit.form["name"].casefold() != person.name.casefold():
        wrong = UserError("That is not the name.", do=f"Type {person.name} to forget them.")
        return _considered(visit, wrong, is_counted=False)
    if desk.forgetting and desk.forgetting.is_alive():
        raise UserError(f"{desk.forgetting.who} is still being forgotten.", do="Once that is done, do this once more.")
    desk.forgetting = Forgetting(person.name, lambda watch: _forgotten(desk, person.id, watch))
    desk.forgetting.start()
    return _stand(visit, desk.forgetting, AT_ONCE_SECONDS) or visit.back("/forgetting")


@page("/forgetting")
def wait(visit: Visit) -> Answer:
    """Show how far a forgetting is, then that it is done, once."""
    begun = visit.desk.forgetting
    if begun is None:
        return visit.back("/people")
    return _stand(visit, begun) or visit.page("forgetting.html", begun, here="/people")


def _forgotten(desk: Desk, person: str, watch: Watch) -> erasing.Forgot:
    with desk.book() as book:
        return erasing.forget(book, person, watch=watch)


def _stand(visit: Visit, begun: Forgetting, seconds: float = 0) -> Answer | None:
    """Say that a forgetting is done, where it is; then nothing here knows of it any more."""
    try:
        forgot = begun.ended(seconds)
    except Exception:
        visit.desk.forgetting = None
        raise
    if forgot is None:
        return None
    visit.desk.forgetting = None
    return visit.page("forgotten.html", forgot, here="/people")
