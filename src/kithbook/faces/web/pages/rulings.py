"""What the owner says of a person on their page: notes, contacts, tags, a rhythm, promises, reminders, a pause."""

from collections.abc import Callable

from kithbook.actions.answers import Ruled
from kithbook.actions.log import log
from kithbook.actions.note import note
from kithbook.actions.pause import pause
from kithbook.actions.promise import promise
from kithbook.actions.remind import remind
from kithbook.actions.rhythm import rhythm
from kithbook.actions.tag import tag
from kithbook.faces.web.routes import change
from kithbook.faces.web.visit import Answer, Visit
from kithbook.store.book import Book

Ruling = Callable[[Book, str], Ruled]


def _ruled(visit: Visit, ruling: Ruling) -> Answer:
    with visit.desk.book() as book:
        ruled = ruling(book, visit.path("who"))
    return visit.back(visit.form["back"], did=ruled.decision)


@change("/people/{who:str}/note")
def write(visit: Visit) -> Answer:
    """Keep a note."""
    form, now = visit.form, visit.desk.now
    return _ruled(visit, lambda book, who: note(book, who, form["text"], now=now, at=form["at"] or None))


@change("/people/{who:str}/log")
def touch(visit: Visit) -> Answer:
    """Log a contact that no file holds."""
    form, now = visit.form, visit.desk.now
    return _ruled(
        visit, lambda book, who: log(book, who, kind=form["kind"], now=now, at=form["at"] or None, text=form["text"])
    )


@change("/people/{who:str}/tag")
def mark(visit: Visit) -> Answer:
    """Tag a person, or take a tag away."""
    form, now = visit.form, visit.desk.now
    gone = form["remove"]
    return _ruled(
        visit, lambda book, who: tag(book, who, [gone] if gone else form["tags"].split(), now=now, remove=bool(gone))
    )


@change("/people/{who:str}/rhythm")
def beat(visit: Visit) -> Answer:
    """Set how often you want to be in touch."""
    return _ruled(visit, lambda book, who: rhythm(book, who, visit.form["days"], now=visit.desk.now))


@change("/people/{who:str}/promise")
def vow(visit: Visit) -> Answer:
    """Keep a promise, yours or theirs."""
    form, now = visit.form, visit.desk.now
    return _ruled(
        visit,
        lambda book, who: promise(book, who, form["text"], now=now, due=form["due"] or None, theirs=form.has("theirs")),
    )


@change("/people/{who:str}/remind")
def ring(visit: Visit) -> Answer:
    """Put a person on the agenda of a day."""
    form, now = visit.form, visit.desk.now
    return _ruled(visit, lambda book, who: remind(book, who, form["when"], now=now, text=form["text"]))


@change("/people/{who:str}/pause")
def rest(visit: Visit) -> Answer:
    """Suggest nothing about a person for a while, or for good."""
    return _ruled(visit, lambda book, who: pause(book, who, now=visit.desk.now, until=visit.form["until"] or None))
