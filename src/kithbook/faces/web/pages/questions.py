"""Questions: what the machine is not sure of, one after another, both sides with their evidence."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions.answer import answer
from kithbook.actions.questions import Asked, how_many, questions
from kithbook.actions.show import PositionShown, Shown, show
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import change, page
from kithbook.faces.web.visit import Answer, Visit
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


@page("/questions")
def ask(visit: Visit) -> Answer:
    """Show the most valuable open question, or the one at ``?at``."""
    wanted = visit.query("at")
    with visit.desk.book() as book:
        others = max(how_many(book) - 1, 0)
        place = min(int(wanted), others) if wanted.isdecimal() and len(wanted) < 6 else 0
        asked = next(iter(questions(book, start=place, limit=1)), None)
        shown = QuestionsPage(asked, _sides(visit, book, asked), others, place)
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
    """Answer a question, and go on to the next."""
    with visit.desk.book() as book:
        ruled = answer(book, visit.path("question"), visit.form["answer"], now=visit.desk.now)
    return visit.back("/questions", did=ruled.decision)
