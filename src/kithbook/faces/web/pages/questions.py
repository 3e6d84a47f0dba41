"""Questions: what the machine is not sure of, one after another, both sides with their evidence."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions import who
from kithbook.actions.answer import answer
from kithbook.actions.answers import PersonRef
from kithbook.actions.questions import Asked, about, how_many, questions
from kithbook.actions.show import PositionShown, Shown, show
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit, with_query
from kithbook.store.book import Book

PLACE: Final = Place("Questions", "/questions", "circle-question-mark", "q", rank=30)
TALK: Final = 3  # interactions of each side that are shown
SECONDS: Final = 10  # a question takes, as far as trials went


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The question at hand, its two sides, and how many follow."""

    asked: Asked | None
    sides: tuple[tuple[Shown, tuple[PositionShown, ...]], ...]
    following: int
    place: int  # which of them it is, from 0
    who: PersonRef | None  # about whom alone is asked

    @property
    def next(self) -> str:
        """Give where the next question is asked."""
        return with_query(PLACE.address, who=self.who.slug if self.who else None, at=str(self.place + 1))

    @property
    def back(self) -> str:
        """Give where an answer leads: to the next question, or to the one who is asked about, by what stays theirs."""
        return f"/people/{self.who.id}" if self.who else PLACE.address


@page("/questions")
def ask(visit: Visit) -> Answer:
    """Show the most valuable open question, or the one at ``?at``; of all, or of those about ``?who``."""
    whom = visit.query("who")
    with visit.desk.book() as book:
        person = who.one(book, whom) if whom else None
        theirs = about(book, person) if person else ()
        others = max((len(theirs) if person else how_many(book)) - 1, 0)
        place = min(visit.number("at"), others)
        asked = next(iter(theirs[place:] if person else questions(book, start=place, limit=1)), None)
        ref = PersonRef.of(person) if person else None
        shown = QuestionsPage(asked, _sides(visit, book, asked), others, place, ref)
        return visit.page("questions.html", shown, here=PLACE.address, book=book)


def _sides(visit: Visit, book: Book, asked: Asked | None) -> tuple[tuple[Shown, tuple[PositionShown, ...]], ...]:
    people = [one for one in (asked.a, asked.b) if one] if asked else []
    shown = [show(book, one.id, now=visit.desk.now, talk=TALK) for one in people]
    return tuple((one, _once(one)) for one in shown)


def _once(side: Shown) -> tuple[PositionShown, ...]:
    """Say once what several sources say of one position, and leave out what stands under the name without a date."""
    kept: dict[tuple[str, str], PositionShown] = {}
    for one in side.positions:
        key = (one.organisation.casefold(), one.title.casefold())
        if key not in kept or not kept[key].start:
            kept[key] = one
    return tuple(
        one
        for one in kept.values()
        if one.start or one.end or (one.organisation, one.title) != (side.organisation or "", side.position or "")
    )


@change("/questions/{question:str}")
def settle(visit: Visit) -> Answer:
    """Answer a question, and go on to the next, or back to the one who was asked about."""
    with visit.desk.book() as book:
        ruled = answer(book, visit.path("question"), visit.form["answer"], now=visit.desk.now)
    return visit.back(visit.form["back"] or PLACE.address, did=ruled.decision)
