"""later: put an item of the agenda off until a day."""

from datetime import date, datetime, timedelta
from typing import Final

from kithbook.actions import dates, items
from kithbook.actions.done import RuledItem
from kithbook.model import decision
from kithbook.store.book import Book

USUAL_DAYS: Final = 7


def later(book: Book, item: str, *, now: datetime, until: str | date | None = None) -> RuledItem:
    """Put an item off; without a day for a week."""
    today = dates.today(book, now)
    day = dates.coming(until or today + timedelta(days=USUAL_DAYS), today=today)
    meant = items.one(book, item, now=now)
    kept = book.evidence.decide(decision.LATER, {**meant.fields, "until": day.isoformat()}, at=now)
    return RuledItem(meant.id, decision.LATER, kept.id)
