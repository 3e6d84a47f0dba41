"""How likely a quiet tie is to come back, for ranking quiet ties among themselves.

The shorter the silence, the likelier it ends; a little likelier still where there were many days in touch in the
months before, and where ego has been in touch with anyone of late.

Formula: ``score = σ(b₀ + b·z)``, ``z = −log1p(gap) + a·log1p(C90) − e·log1p(days since ego was active)``; band likely,
open or unlikely by the terciles of the score among the quiet ties of the development sets.
Range: (0, 1), to rank by and not a percentage to believe: how often ties come back differs too much between kinds of
contact. Undefined with fewer than three contact days or a gap below 30 days.

Reference: days since the last contact, with two corrections shrunk by half towards it so that they travel
(`docs/decisions/resume-score.md`); that volume gives no warning is from Vergara Hidd et al. 2023.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.insight.contact import sigmoid
from kithbook.insight.days import Days, Flags, Floats

FEWEST_DAYS: Final = 3
QUIET_DAYS: Final = 30
FADED: Final = 0.15  # a: weight of log1p(C90) beside one of −log1p(gap)
EGO_SILENCE: Final = 0.15  # e
INTERCEPT, SLOPE = 1.082, 0.585
UNLIKELY_BELOW, LIKELY_FROM = 0.145, 0.199
LIKELY, OPEN, UNLIKELY, NO_BAND = "likely", "open", "unlikely", ""


def features(days: Days, today: int) -> Floats:
    """Give log1p of gap, of C90 and of the days since ego was in touch with anyone, a row a person."""
    gap = today - days.last_day
    active = np.full(len(gap), gap.min(initial=np.iinfo(np.int64).max))
    return np.log1p(np.column_stack([gap, days.counter(today, 90), active]).astype(np.float64))


def score(inputs: Floats) -> Floats:
    """Give the score for rows of the three inputs.

    >>> fresh, stale = score(np.log1p([[31.0, 1.0, 0.0], [400.0, 0.1, 0.0]]))
    >>> bool(fresh > stale)
    True
    """
    return sigmoid(INTERCEPT + SLOPE * (inputs @ np.array([-1.0, FADED, -EGO_SILENCE])))


def is_quiet(days: Days, today: int) -> Flags:
    """Say for every person whether the score is defined."""
    return np.asarray((days.contact_days >= FEWEST_DAYS) & (today - days.last_day >= QUIET_DAYS))


def resume_score(days: Days, today: int) -> Floats:
    """Give the score for every person; NaN where it is undefined."""
    return np.where(is_quiet(days, today), score(features(days, today)), np.nan)


def band(scores: Floats) -> NDArray[np.str_]:
    """Give the band for every score; '' where it is undefined.

    >>> band(np.array([0.0, 1.0, np.nan])).tolist()
    ['unlikely', 'likely', '']
    """
    return np.select(
        [np.isnan(scores), scores < UNLIKELY_BELOW, scores < LIKELY_FROM], [NO_BAND, UNLIKELY, OPEN], default=LIKELY
    )
