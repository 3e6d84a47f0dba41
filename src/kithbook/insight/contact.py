"""How likely two people are to be in touch within the next 30 days anyway.

Someone you talked to this week, or talk to often, you will probably talk to again; someone far past the usual gap
you will not.

Formula: ``P = σ(b₀ + Σ b·log1p(x))`` over faded contact days with half-lives of 7, 30 and 180 days, gap / rhythm,
contact days ever, and ego's faded messages of 30 days per contact.
Range: (0, 1). Undefined without a contact day. Single coefficients are correlated and are no effects.

Reference: the coefficients come from the two development sets (Enron and CollegeMsg) only; on sets not fitted on the
same form reached NDCG@10 0.78, 0.58 and 0.83 (`docs/benchmarks.md`).
"""

from typing import Final

import numpy as np

from kithbook.insight.days import Days, Floats

INTERCEPT: Final = -1.5595
C7, C30, C180, OVERDUE, CONTACT_DAYS, EGO_RATE = 0.9186, -0.3261, 0.7856, -1.0935, 0.3412, -0.0309
RATE_HALF_LIFE_DAYS: Final = 30


def sigmoid(x: Floats) -> Floats:
    """Turn log odds into a probability."""
    return np.asarray(1 / (1 + np.exp(-x)))


def ego_messages(days: Days, today: int) -> float:
    """Count ego's messages with all people, either way, halved for every 30 days of age."""
    return float(((days.out + days.into) * days.faded(today, RATE_HALF_LIFE_DAYS)).sum())


def probability(
    counters: tuple[Floats, Floats, Floats], *, overdue: Floats, contact_days: Floats, rate: float
) -> Floats:
    """Give P from the counters C7, C30 and C180, gap / rhythm, contact days ever, and ego's messages per contact.

    >>> one = np.ones(1)
    >>> probability((one, one, one), overdue=one, contact_days=one, rate=1.0).round(4).tolist()
    [0.241]
    """
    c7, c30, c180 = (np.log1p(counter) for counter in counters)
    return sigmoid(
        INTERCEPT
        + C7 * c7
        + C30 * c30
        + C180 * c180
        + OVERDUE * np.log1p(overdue)
        + CONTACT_DAYS * np.log1p(contact_days)
        + EGO_RATE * np.log1p(rate)
    )


def contact_probability(days: Days, today: int, rhythms: Floats) -> Floats:
    """Give P for every person; `rhythms` are the observed ones, for a wish is no habit."""
    return probability(
        (days.counter(today, 7), days.counter(today, 30), days.counter(today, 180)),
        overdue=(today - days.last_day) / rhythms,
        contact_days=days.contact_days.astype(np.float64),
        rate=ego_messages(days, today) / max(len(days.people), 1),
    )
