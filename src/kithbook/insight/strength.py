"""How strong a tie is now.

People you were in touch with lately and often are the ones you will need next: each day in touch counts, and counts
less as it ages, quickly at first and slowly later.

Formula: ``s = Σ over contact days of max(age in days, 0.5)^(−0.5)``; shown as the share of one's own known people
(with a contact day) whose ``s`` is no greater, and as a layer of 5, 15, 50 or 150 by rank.
Range: s > 0; strength in (0, 1], the strongest at 1. Undefined without a contact day, and for people merely seen.

Reference: Anderson & Schooler 1991, Reflections of the environment in memory (a power law of age); layer sizes after
Dunbar 2018, The anatomy of friendship.
"""

from typing import Final

import numpy as np

from kithbook.insight.days import Days, Flags, Floats, Ints

DECAY_EXPONENT: Final = 0.5  # Anderson & Schooler 1991; no half-life is right for every kind of contact
YOUNGEST_DAYS: Final = 0.5  # a day in touch today is half a day old
LAYERS: Final = (5, 15, 50, 150)


def raw(days: Days, today: int) -> Floats:
    """Add up the power law of age over every person's contact days.

    >>> rows = [(7, day, 1, 0, 0, 0, 1, "out", "out", 0, 1) for day in (100, 96)]
    >>> raw(Days.read(rows), 100).round(3).tolist()  # 0.5^-0.5 + 4^-0.5
    [1.914]
    """
    ages = np.maximum(today - days.day, YOUNGEST_DAYS)
    return days.total(ages**-DECAY_EXPONENT)


def percentile(raw_strength: Floats, known: Flags) -> Floats:
    """Give the share of known people who are no stronger; NaN for people merely seen.

    >>> percentile(np.array([3.0, 1.0, 2.0, 9.0]), np.array([True, True, True, False])).round(2).tolist()
    [1.0, 0.33, 0.67, nan]
    """
    among = np.sort(raw_strength[known])
    share = np.searchsorted(among, raw_strength, side="right") / max(len(among), 1)
    return np.where(known, share, np.nan)


def rank(raw_strength: Floats, known: Flags) -> Ints:
    """Give one more than the number of known people who are stronger; 0 for people merely seen.

    >>> rank(np.array([3.0, 1.0, 3.0]), np.array([True, True, True])).tolist()
    [1, 3, 1]
    """
    among = np.sort(raw_strength[known])
    stronger = len(among) - np.searchsorted(among, raw_strength, side="right")
    return np.where(known, stronger + 1, 0)


def layer(ranks: Ints) -> Ints:
    """Give the smallest layer that holds a rank; 0 beyond the last and without a rank.

    >>> layer(np.array([1, 5, 6, 150, 151, 0])).tolist()
    [5, 5, 15, 150, 0, 0]
    """
    sizes = np.array([*LAYERS, 0])
    return np.where(ranks > 0, sizes[np.searchsorted(LAYERS, ranks, side="left")], 0)
