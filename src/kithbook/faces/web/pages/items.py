"""What the owner says of an item of the agenda: done, later, never with a reason; and that they talked."""

from typing import Final

from kithbook.actions import mail_draft
from kithbook.actions.done import TALKED, done, talked
from kithbook.actions.later import later
from kithbook.actions.never import never
from kithbook.faces.web.routes import change
from kithbook.faces.web.visit import Answer, Visit

WHOLE_PERSON: Final = "person"


@change("/items/{item:str}/done")
def end(visit: Visit) -> Answer:
    """End an item; only with `log` does it count as having been in touch."""
    with visit.desk.book() as book:
        ruled = done(book, visit.path("item"), now=visit.desk.now, log=visit.form["log"] or None)
    return visit.back(visit.form["back"], did=ruled.decision)


@change("/items/{item:str}/later")
def put_off(visit: Visit) -> Answer:
    """Put an item off until a day in words, else for a week."""
    with visit.desk.book() as book:
        ruled = later(book, visit.path("item"), now=visit.desk.now, until=visit.form["until"] or None)
    return visit.back(visit.form["back"], did=ruled.decision)


@change("/items/{item:str}/never")
def refuse(visit: Visit) -> Answer:
    """Want this reason for this person no more, or nothing about them at all."""
    with visit.desk.book() as book:
        ruled = never(
            book,
            visit.path("item"),
            now=visit.desk.now,
            person=visit.form["about"] == WHOLE_PERSON,
            because=visit.form["because"],
        )
    return visit.back(visit.form["back"], did=ruled.decision)


@change("/talked")
def talk(visit: Visit) -> Answer:
    """Log that they were in touch today: the one more key after done."""
    with visit.desk.book() as book:
        ruled = talked(book, visit.form["decision"], kind=visit.form["kind"] or TALKED, now=visit.desk.now)
    return visit.back(visit.form["back"], did=ruled.decision)


@change("/letter.eml")
def keep(visit: Visit) -> Answer:
    """Give the words as edited as a file that opens in a mail program, unsent."""
    form = visit.form
    content = mail_draft.eml(form["to"] or None, form["subject"], form["text"])
    return visit.file(content, kind="message/rfc822", name=f"{form['subject'][:60] or 'letter'}.eml")
