"""In which state a tie is: active, drifting, dormant, latent or seen.

A tie drifts when it is quieter than its own rhythm explains, and is dormant when it has long been silent.

Formula: dormant when gap > max(365 days, 6 × rhythm); drifting when not dormant and gap > max(30 days, 2 × rhythm);
active with any other contact day; latent when known without one; seen when not known.
Range: the five words. Always defined.

Reference: Levin, Walter & Murnighan 2011 studied ties dormant for three years and more; a year is Kithbook's own cut.
"""

import numpy as np
from numpy.typing import NDArray

from kithbook.insight.days import Flags, Floats
from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, SEEN

DORMANT_DAYS, DORMANT_RHYTHMS = 365, 6
DRIFTING_DAYS, DRIFTING_RHYTHMS = 30, 2


def state(gap_days: Floats, rhythms: Floats, known: Flags) -> NDArray[np.str_]:
    """Name the state of everyone with a contact day.

    >>> state(np.array([5.0, 61.0, 400.0, 400.0, 5.0]), np.array([30.0, 30, 30, 90, 30]), np.arange(5) < 4).tolist()
    ['active', 'drifting', 'dormant', 'drifting', 'seen']
    """
    dormant = gap_days > np.maximum(DORMANT_DAYS, DORMANT_RHYTHMS * rhythms)
    drifting = gap_days > np.maximum(DRIFTING_DAYS, DRIFTING_RHYTHMS * rhythms)
    return np.select([~known, dormant, drifting], [SEEN, DORMANT, DRIFTING], default=ACTIVE)
