"""How much a person moves in circles that ego has no live tie into.

Someone from another circle hears of other things; someone from the same circle mostly knows what ego knows.

Formula: ``N = 1 − share of the person's circles in which someone else of ego's active ties is``; circles are employers,
schools and groups that the book knows of.
Range: [0, 1], 1 when all their circles are new. Undefined (NaN) when no circle of theirs is known.

Reference: Granovetter 1973, The strength of weak ties; Walter, Levin & Murnighan 2015 for dormant ties.
"""

import numpy as np

from kithbook.insight.ties import Ties
from kithbook.model.person import ACTIVE
from kithbook.network.circles import Circles


def novelty(ties: Ties, circles: Circles) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Give N for everyone with a contact day."""
    return np.asarray(1 - circles.overlap(ties.person, ties.state == ACTIVE))
