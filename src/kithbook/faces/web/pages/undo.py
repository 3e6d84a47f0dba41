"""Undo: takes back what was just done, from the toast or from the history."""

from kithbook.actions.undo import undo
from kithbook.faces.web.routes import change
from kithbook.faces.web.visit import Answer, Visit


@change("/undo")
def take_back(visit: Visit) -> Answer:
    """Take back one ruling or one import."""
    with visit.desk.book() as book:
        taken = undo(book, visit.form["decision"], now=visit.desk.now)
    return visit.back(visit.form["back"], did=taken.decision)
