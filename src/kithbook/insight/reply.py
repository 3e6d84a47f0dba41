"""How likely a person is to answer within seven days, judged from one's own letters only.

Who wrote lately, and who usually answers you, will probably answer again.

Formula: ``P = σ(b₀ + Σ b·x)`` over the log odds of ego's reply rate, of this person's rate (shrunk to ego's with weight
3) and of the same with a half-life of 60 days (weight 2), log1p of messages asked, of days since their last message and
since ego's (at most a year; a year where there was none), whether theirs was the last, and the log of the recipients.
An outcome counts once its seven days have passed.
Range: (0, 1). Undefined without a contact day.

Reference: Yang et al. 2017, Characterizing and predicting enterprise email reply behavior; fitted on the two
development sets only (`benchmarks/engine/fit_reply.py`).
"""

from typing import Final

import numpy as np

from kithbook.insight.contact import sigmoid
from kithbook.insight.days import SECONDS_A_DAY, Days, Floats, Ints

OPEN_DAYS: Final = 7  # an answer may still come for so long
RATE_HALF_LIFE_DAYS: Final = 60
EGO_PRIOR, PERSON_PRIOR, FADED_PRIOR = 5, 3, 2
FIRST_RATE: Final = 0.5  # before anything was asked
LONGEST_DAYS: Final = 365.0  # beyond a year, longer silence says no more

FEATURES: Final = (
    "logit(ego's rate)",
    "logit(rate)",
    "logit(faded rate)",
    "log1p(asked)",
    "log1p(days since theirs)",
    "log1p(days since mine)",
    "their turn",
    "log(recipients)",
)
INTERCEPT: Final = 0.817
COEFFICIENTS: Final = (-0.048, 0.14, 0.23, 0.036, -0.231, -0.086, 0.173, -0.637)


def logit(share: Floats) -> Floats:
    """Turn a share into log odds."""
    return np.asarray(np.log(share / (1 - share)))


def ego_rate(days: Days, today: int) -> float:
    """Give the share of ego's messages that were answered within seven days, with five at one half added."""
    closed = days.day <= today - OPEN_DAYS
    asked, answered = days.out[closed].sum(), days.answered[closed].sum()
    return float((answered + EGO_PRIOR * FIRST_RATE) / (asked + EGO_PRIOR))


def person_rate(days: Days, today: int, *, prior: float, half_life_days: float = np.inf) -> Floats:
    """Give every person's reply rate, shrunk to ego's."""
    closed = (days.day <= today - OPEN_DAYS) * days.faded(today, half_life_days)
    asked, answered = days.total(days.out * closed), days.total(days.answered * closed)
    return np.asarray((answered + prior * ego_rate(days, today)) / (asked + prior))


def since(last_second: Ints, ends_at: int) -> Floats:
    """Give days from a moment to the end of today, between 0 and a year; a year for never (0)."""
    days = (ends_at - last_second) / SECONDS_A_DAY
    return np.where(last_second > 0, np.clip(days, 0, LONGEST_DAYS), LONGEST_DAYS)


def features(days: Days, today: int, *, ends_at: int | None = None, recipients: int = 1) -> Floats:
    """Give the eight inputs (columns, as in FEATURES) for a message to every person (rows) now.

    `ends_at`: the second in which today ends where the owner lives; None for UTC.
    """
    end = (today + 1) * SECONDS_A_DAY if ends_at is None else ends_at
    theirs, mine = days.greatest(days.last_from_them), days.greatest(days.last_from_ego)
    asked = days.total(days.out * (days.day <= today - OPEN_DAYS))
    whole = np.ones(len(days.people))
    return np.column_stack(
        [
            logit(whole * ego_rate(days, today)),
            logit(person_rate(days, today, prior=PERSON_PRIOR)),
            logit(person_rate(days, today, prior=FADED_PRIOR, half_life_days=RATE_HALF_LIFE_DAYS)),
            np.log1p(asked),
            np.log1p(since(theirs, end)),
            np.log1p(since(mine, end)),
            (theirs > mine).astype(np.float64),
            whole * np.log(recipients),
        ]
    )


def probability(inputs: Floats) -> Floats:
    """Give P for rows of the eight inputs."""
    return sigmoid(INTERCEPT + inputs @ np.array(COEFFICIENTS))


def reply_probability(days: Days, today: int, ends_at: int | None = None) -> Floats:
    """Give P for a message to every person alone, sent as today ends."""
    return probability(features(days, today, ends_at=ends_at))
