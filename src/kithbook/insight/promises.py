"""Promises found in letters: to how many they may be made, and how long one is asked about."""

from datetime import date
from typing import Final

FEW: Final = 3  # a promise to more people than this is an announcement
LOOKED_BACK_DAYS: Final = 400  # a promise may name a day a year ahead
LASTS_DAYS: Final = 45  # what was found in a letter may have been kept in ways that no file shows


def has_lapsed(said: date, due: date | None, today: date) -> bool:
    """Say whether a promise found in a letter is too old to be asked about: some weeks after its day, or its letter's.

    >>> [has_lapsed(date(2026, 1, 5), due, date(2026, 3, 1)) for due in (None, date(2026, 1, 20), date(2025, 9, 1))]
    [True, False, True]
    """
    return (today - max(due or said, said)).days > LASTS_DAYS
