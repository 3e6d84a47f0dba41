"""How often two people are usually in touch, and how far they are past it.

A person's usual gap between contact days is known well only after a few gaps; until then it leans on what is usual
for all of ego's people.

Formula: ``rhythm = (Σ gaps + κ·m) / (n gaps + κ)`` with κ = 2 and ``m = (Σ all gaps + 30) / (n all gaps + 1)``;
``overdue ratio = gap / rhythm``. A rhythm that the owner has set replaces it.
Range: rhythm > 0 days; ratio ≥ 0, 1 when the usual gap has just passed. Undefined without a contact day.

Reference: shrinkage towards the mean of all (Efron & Morris 1975); long gaps follow long gaps (Bhattacharya et al.
2016). The ratio explains; it is not the alarm: as a detector it was worse than plain days since the last contact.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from kithbook.insight.days import Days, Floats

PSEUDO_GAPS: Final = 2  # how many gaps the usual one weighs as much as
FIRST_GAP_DAYS: Final = 30  # one gap of a month, before anything is known


def usual(days: Days) -> float:
    """Give the mean gap over all people, with one gap of a month added."""
    gaps, count = (days.last_day - days.first_day).sum(), (days.contact_days - 1).sum()
    return float(gaps + FIRST_GAP_DAYS) / float(count + 1)


def rhythm(days: Days) -> Floats:
    """Give every person's usual gap in days, shrunk towards the usual gap of all.

    >>> rows = [(7, day, 1, 0, 0, 0, 1, "out", "out", 0, 1) for day in (0, 10, 20)]
    >>> rhythm(Days.read(rows)).round(2).tolist()  # m = 50/3, (20 + 2m)/4
    [13.33]
    """
    gaps = days.last_day - days.first_day
    return np.asarray((gaps + PSEUDO_GAPS * usual(days)) / (days.contact_days - 1 + PSEUDO_GAPS))


def replaced(rhythms: Floats, days: Days, own: Mapping[int, float]) -> Floats:
    """Put the owner's own rhythms (days, by person) in place of the observed ones."""
    numbers = np.array(list(own), np.int64)
    at = np.searchsorted(days.people, numbers)
    found = (
        (at < len(days.people)) & (days.people[np.minimum(at, len(days.people) - 1)] == numbers)
        if len(days.people)
        else np.zeros(len(numbers), bool)
    )
    result = rhythms.copy()
    result[at[found]] = np.array(list(own.values()), np.float64)[found]
    return result
