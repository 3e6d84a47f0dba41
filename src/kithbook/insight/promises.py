"""Promises found in letters: to how many they may be made, how long one is asked about, and what says it was kept."""

from datetime import date
from typing import Final

from kithbook.insight import aims

FEW: Final = 3  # a promise to more people than this is an announcement
LOOKED_BACK_DAYS: Final = 400  # a promise may name a day a year ahead
LASTS_DAYS: Final = 45  # what was found in a letter may have been kept in ways that no file shows
# Words that promises and thanks share whatever they are about: by when, and that something is given.
_WHENEVER: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today tomorrow tonight morning afternoon evening night weekend week month soon later
    send sent sending share sharing shared call calling write writing speak talking bring bringing pass reply answer
    mail email note thank thanks appreciate grateful kindly will promise""".split()
)


def is_thanked_for(promise: str, thanks: str) -> bool:
    """Say whether words of thanks name what was promised: one word of weight stands in both.

    >>> promise = "I'll send you the report by Friday."
    >>> is_thanked_for(promise, "Thanks for the reports!"), is_thanked_for(promise, "Thanks for sending it on Friday")
    (True, False)
    """
    told = [word for word in aims.content(thanks) if word not in _WHENEVER]
    return any(aims.is_same(word, other) for word in aims.content(promise) if word not in _WHENEVER for other in told)


def has_lapsed(said: date, due: date | None, today: date) -> bool:
    """Say whether a promise found in a letter is too old to be asked about: some weeks after its day, or its letter's.

    >>> [has_lapsed(date(2026, 1, 5), due, date(2026, 3, 1)) for due in (None, date(2026, 1, 20), date(2025, 9, 1))]
    [True, False, True]
    """
    return (today - max(due or said, said)).days > LASTS_DAYS
