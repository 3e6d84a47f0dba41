"""never: do not want this reason for this person any more, or no suggestion about them at all."""

from datetime import datetime

from kithbook.actions import items
from kithbook.actions.done import RuledItem
from kithbook.model import decision
from kithbook.store.book import Book


def never(book: Book, item: str, *, now: datetime, person: bool = False, because: str = "") -> RuledItem:
    """End an item and its like: this reason for this person; with `person` every suggestion about them."""
    meant = items.one(book, item, now=now)
    fields = {**meant.fields, "whole_person": person}
    if because.strip():
        fields["because"] = because.strip()
    kept = book.evidence.decide(decision.NEVER, fields, at=now)
    return RuledItem(meant.id, decision.NEVER, kept.id)
