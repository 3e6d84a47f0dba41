"""History: every decision and every import, newest first, each of which can be taken back."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

from kithbook.actions import dates
from kithbook.actions.history import Paged, paged
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit, with_query

PLACE: Final = Place("History", "/history", "history", "h", rank=110, is_apart=True)
ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of deeds."""

    past: Paged
    today: date
    zone: tzinfo
    later: str
    earlier: str


@page("/history")
def show(visit: Visit) -> Answer:
    """Show what was done, with a way back for each."""
    start = visit.number("start")
    with visit.desk.book() as book:
        past = paged(book, start=start, limit=ROWS)
        shown = HistoryPage(
            past,
            dates.today(book, visit.desk.now),
            dates.zone(book),
            later=with_query(visit.here, start=str(max(0, start - ROWS))) if start else "",
            earlier=with_query(visit.here, start=str(start + ROWS)) if start + ROWS < past.total else "",
        )
        return visit.page("history.html", shown, here=PLACE.address, book=book)
