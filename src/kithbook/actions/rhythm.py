"""rhythm: say how often you want to be in touch with a person."""

from datetime import datetime
from typing import Final

from kithbook.actions import who
from kithbook.actions.answers import PersonRef, Ruled
from kithbook.model import decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book

NONE: Final = "none"
WORDS: Final = {"weekly": 7, "fortnightly": 14, "monthly": 30, "quarterly": 91, "half-yearly": 182, "yearly": 365}
LONGEST_DAYS: Final = 3650


def rhythm(book: Book, whom: str, days: str, *, now: datetime) -> Ruled:
    """Set the days between two contacts that you wish for; ``none`` ends it."""
    person = who.one(book, whom)
    wanted = None if days.casefold() == NONE else _days(days)
    kept = book.evidence.decide(decision.RHYTHM, {"card": person.founder, "days": wanted}, at=now)
    return Ruled(kept.id, PersonRef.of(person))


def _days(text: str) -> int:
    word = text.casefold()
    number = WORDS.get(word) or (int(word) if word.isdecimal() and word.isascii() else 0)
    if not 1 <= number <= LONGEST_DAYS:
        raise UserError(
            f"{text!r} is no rhythm.", do=f"Say a number of days up to {LONGEST_DAYS}, {', '.join(WORDS)} or none."
        )
    return number
