"""Days, numbers and lists in the words of a reason."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from kithbook.model.position import EDUCATION, EMPLOYER, SharedPlace

QUOTE_LENGTH: Final = 140
_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) ")
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS: Final = "January February March April May June July August September October November December".split()
_COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(then: date, today: date) -> str:
    """Write a day, with its year where it is not this one.

    >>> day(date(2026, 5, 4), date(2026, 11, 23)), day(date(2021, 5, 4), date(2026, 11, 23))
    ('4 May', '4 May 2021')
    """
    return f"{then.day} {MONTHS[then.month - 1]}" + ("" if then.year == today.year else f" {then.year}")


def ago(then: date, today: date) -> str:
    """Write how long ago a day was.

    >>> ago(date(2026, 11, 22), date(2026, 11, 23)), ago(date(2026, 11, 17), date(2026, 11, 23))
    ('yesterday', '6 days ago')
    """
    passed = (today - then).days
    return "today" if passed <= 0 else "yesterday" if passed == 1 else f"{passed} days ago"


def ahead(then: date, today: date) -> str:
    """Write when a day comes, or that it has passed.

    >>> [ahead(date(2026, 11, d), date(2026, 11, 23)) for d in (23, 24, 26, 20)]
    ['today', 'tomorrow', 'on 26 November', 'on 20 November']
    """
    passed = (then - today).days
    return "today" if passed == 0 else "tomorrow" if passed == 1 else f"on {day(then, today)}"


def count(number: int, thing: str) -> str:
    """Write a number of things.

    >>> count(1, "day"), count(61, "day")
    ('1 day', '61 days')
    """
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def spelt(number: int) -> str:
    """Write a small number as a word."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else f"{number:,}"


def shared(place: SharedPlace) -> str:
    """Say where both are or were, and no more than the two positions say.

    >>> shared(SharedPlace("Acme", "position", is_present=False, evidence=()))
    'You have both worked at Acme.'
    """
    if place.kind == EDUCATION:
        return f"You both studied at {place.name}."
    if place.kind == EMPLOYER:
        return f"You both work at {place.name}." if place.is_present else f"You have both worked at {place.name}."
    return f"You have both been at {place.name}."


def listed(words: Sequence[str]) -> str:
    """Join words as speech does.

    >>> listed(["one"]), listed(["one", "two", "three"])
    ('one', 'one, two and three')
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def quote(text: str) -> str:
    r"""Put words between quotation marks, shortened at a blank where they are long.

    >>> quote("Could you\n send the deck?")
    '“Could you send the deck?”'
    """
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """Write words on one line, shortened at a blank where they are long."""
    words = " ".join(text.split())
    if len(words) > QUOTE_LENGTH:
        words = words[: QUOTE_LENGTH + 1].rsplit(" ", 1)[0][:QUOTE_LENGTH].rstrip(" ,;:") + " …"
    return words


def said(text: str) -> str:
    """Put words between quotation marks and end the sentence, where they do not end it themselves.

    >>> said("Could you send it?"), said("the deck")
    ('“Could you send it?”', '“the deck”.')
    """
    words = quote(text)
    return words if words[-2:-1] in {".", "?", "!", "…"} else f"{words}."


def asked(text: str) -> str:
    """Put a question between quotation marks; of a long one its end is kept, for that is where it asks.

    >>> asked("Could you send it?")
    '“Could you send it?”'
    >>> asked("It was good to see you at the fair, and I often think of our talk by the water. " * 2 + "May I call?")
    '“… May I call?”'
    """
    words = " ".join(text.split())
    if len(words) <= QUOTE_LENGTH or not words.endswith("?"):
        return said(words)
    end = words[-QUOTE_LENGTH:].partition(" ")[2] or words[-QUOTE_LENGTH:]
    return f"“… {_SENTENCE_END.split(end)[-1]}”"


def month(day: date) -> str:
    """Write the month of a day with its year.

    >>> month(date(2025, 3, 31))
    'March 2025'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def anniversary(of: date, year: int) -> date:
    """Give the day of a year on which a day is remembered: 29 February on the 28th where there is none.

    >>> str(anniversary(date(2020, 2, 29), 2023)), str(anniversary(date(2020, 2, 29), 2024))
    ('2023-02-28', '2024-02-29')
    """
    try:
        return of.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
