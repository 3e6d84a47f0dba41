"""Promises: one that was kept is ticked off."""

from kithbook.actions.kept import kept
from kithbook.faces.web.routes import change
from kithbook.faces.web.visit import Answer, Visit


@change("/promises/{promise:str}/kept")
def keep(visit: Visit) -> Answer:
    """Say that a promise is kept."""
    with visit.desk.book() as book:
        ruled = kept(book, visit.path("promise"), now=visit.desk.now)
    return visit.back(visit.form["back"], did=ruled.decision)
