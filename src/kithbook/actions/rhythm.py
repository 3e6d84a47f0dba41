"""rhythm: say how often you want to be in touch with a person."""

import re
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
_EVERY: Final = re.compile(r"(?:every )?(?:(\d{1,4}) )?(day|week|month|year)s?")
_UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}


def rhythm(book: Book, whom: str, days: str, *, now: datetime) -> Ruled:
    """Set the days between two contacts that you wish for; ``none`` ends it."""
    person = who.one(book, whom)
    wanted = None if days.casefold() == NONE else _days(days)
    kept = book.evidence.decide(decision.RHYTHM, {"card": person.founder, "days": wanted}, at=now)
    return Ruled(kept.id, PersonRef.of(person))


def _days(text: str) -> int:
    word = " ".join(text.casefold().split())
    number = WORDS.get(word) or (int(word) if word.isdecimal() and word.isascii() else 0)
    if every := _EVERY.fullmatch(word):
        number = int(every[1] or 1) * _UNIT_DAYS[every[2]]
    if not 1 <= number <= LONGEST_DAYS:
        raise UserError(
            f"{text!r} is no rhythm.",
            do=f"Say a number of days up to {LONGEST_DAYS}, every 3 weeks, {', '.join(WORDS)} or none.",
        )
    return number
