"""Today's items by their place on the list that was recorded: the numbers stay when items are ruled on."""

from datetime import datetime

from kithbook.actions import dates, items, reasons
from kithbook.actions.items import LONG_AGO, SHORTEST
from kithbook.model import ids
from kithbook.model.fault import UserError
from kithbook.store.book import Book


def numbers(book: Book, *, now: datetime) -> dict[str, int]:
    """Give the number of every item on today's recorded list."""
    day = dates.today(book, now)
    listed = enumerate(reasons.places(book, day), start=1)
    return {(place.standing or (place.entry,))[0].item: number for number, place in listed}


def item(book: Book, text: str, *, now: datetime) -> str:
    """Turn a number of today's list into the item's id; anything else is an id already."""
    typed = text.strip()
    if not typed.isdecimal():
        return typed
    found = {number: item for item, number in numbers(book, now=now).items()}
    if not found:
        raise UserError("Today's list has not been asked for yet.", do="`kith today` makes it, with numbers.")
    if int(typed) not in found:
        raise UserError(f"Today's list has no item {typed}.", do="`kith today` shows it.")
    return found[int(typed)]


def evidence_of(book: Book, text: str, *, now: datetime) -> list[str]:
    """Turn a number of today's list, or the id of an item that was shown, into the ids that it rests on.

    An item that was shown for another date stands in no log; what it rests on is found again.
    """
    typed = item(book, text, now=now).lower()
    shown = reasons.shown(book, LONG_AGO)
    near = [one for one in shown if one == typed or (len(typed) >= SHORTEST and one.startswith(typed))]
    if len(near) == 1:
        return [str(one) for one in shown[near[0]].content.get("evidence", ())]
    if len(near) > 1 or typed[:1] != ids.ITEM:
        return [typed]
    return items.grounds(book, items.one(book, typed, now=now))
