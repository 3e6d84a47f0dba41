"""How much a tie holds, whether or not it is warm now, and what reviving a dormant one may bring.

A tie of many days, carried by both sides, stays deep in silence. The dormant ties most worth a word are deep enough
to trust, bring something new, and will probably answer.

Formula: ``V = log(1 + contact days ever) · (0.5 + 0.5·R)``, R the balance of all messages ever (1 where they only met);
``dormancy value = √V · novelty · reply probability``, the reply probability being the last known reply
rate, halved for every five years of silence; novelty unknown counts as one half.
Range: V > 0, value ≥ 0. Undefined without a contact day.

Reference: Levin, Walter & Murnighan 2011, Dormant ties; Walter, Levin & Murnighan 2015, Reconnection choices: the best
reconnections bring novelty and engagement, while people prefer those they spent most time with.
"""

from typing import Final

import numpy as np

from kithbook.insight import reciprocity
from kithbook.insight.days import Days, Floats

TRUST_HALF_LIFE_DAYS: Final = 5 * 365.25
UNKNOWN_NOVELTY: Final = 0.5


def depth(days: Days) -> Floats:
    """Give V for every person.

    >>> rows = [(7, day, 1, 1, 0, 0, 1, "out", "in", 2, 1) for day in (0, 10, 20)]
    >>> depth(Days.read(rows)).round(3).tolist()  # log 4, even
    [1.386]
    """
    even = reciprocity.balance(days.total(days.out), days.total(days.into))
    return np.asarray(np.log1p(days.contact_days) * (0.5 + 0.5 * np.where(np.isnan(even), 1.0, even)))


def dormancy_value(depths: Floats, *, novelty: Floats, reply_rate: Floats, gap_days: Floats) -> Floats:
    """Give what a word after long silence may be worth; the agenda multiplies that by the relevance to an aim."""
    fresh = np.where(np.isnan(novelty), UNKNOWN_NOVELTY, novelty)
    return np.asarray(np.sqrt(depths) * fresh * reply_rate * np.exp2(-gap_days / TRUST_HALF_LIFE_DAYS))
