"""Today: whom to turn to, why now, and what to offer."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kithbook.actions.today import Item, today
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit

PLACE: Final = Place("Today", "/", "sun", "t", rank=10)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The day, and its cards."""

    day: date
    items: tuple[Item, ...]


@page("/")
def show(visit: Visit) -> Answer:
    """Show the day's agenda."""
    with visit.desk.book() as book:
        made = today(book, now=visit.desk.now, record=not visit.desk.is_sample)
        return visit.page("today.html", TodayPage(made.date, made.items), here=PLACE.address, book=book)
