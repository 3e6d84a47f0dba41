"""Undo: takes back what was just done, from the toast or from the history."""

from kithbook.actions.undo import undo
from kithbook.faces.web.routes import change
from kithbook.faces.web.visit import Answer, Visit


@change("/undo")
def take_back(visit: Visit) -> Answer:
    """Take back a ruling or an import, or the several that one click made."""
    with visit.desk.book() as book:
        taken = [undo(book, one, now=visit.desk.now).decision for one in visit.form["decision"].split(",")]
    return visit.back(visit.form["back"], did=",".join(taken))
