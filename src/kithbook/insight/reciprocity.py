"""Whether both sides carry a tie, who tends to begin, and whose turn it is.

A tie in which each writes about as much as the other is mutual; one in which only one side writes is not.

Formula: ``R = 2·min(O, I) / (O + I)``, O and I being messages out and in, halved for every 90 days of age;
``B = (starts of ego − starts of theirs) / (all starts + 2)``, a start being the first message after a silence longer
than 14 days and than the rhythm (or the first of all); their turn: they wrote last.
Range: R in [0, 1], 1 when even; B in (−1, 1), above 0 when ego begins more. R is undefined while O + I < 2.

Reference: Roth et al. 2010 weigh by direction; measured here it does not help ranking, so it explains and is not part
of strength.
"""

from typing import Final

import numpy as np

from kithbook.insight.days import Days, Flags, Floats

HALF_LIFE_DAYS: Final = 90
FEWEST_MESSAGES: Final = 2  # below this a balance says nothing
SILENCE_DAYS: Final = 14  # a message sooner than this goes on with a talk


def balance(out: Floats, into: Floats) -> Floats:
    """Give ``2·min/sum`` where anything passed, else NaN.

    >>> balance(np.array([3.0, 4.0, 0.0]), np.array([3.0, 0.0, 0.0])).tolist()
    [1.0, 0.0, nan]
    """
    both = out + into
    return np.where(both > 0, 2 * np.minimum(out, into) / np.where(both > 0, both, 1), np.nan)


def reciprocity(days: Days, today: int) -> Floats:
    """Give R for every person; NaN while fewer than two faded messages passed."""
    fading = days.faded(today, HALF_LIFE_DAYS)
    out, into = days.total(days.out * fading), days.total(days.into * fading)
    return np.where(out + into >= FEWEST_MESSAGES, balance(out, into), np.nan)


def initiative(days: Days, rhythms: Floats) -> Floats:
    """Give B for every person: above 0 when ego begins more often than they do."""
    begins = days.silence > np.maximum(SILENCE_DAYS, rhythms)[days.slot]
    mine, theirs = days.total(begins & (days.first == 1)), days.total(begins & (days.first == -1))
    return np.asarray((mine - theirs) / (mine + theirs + 2))


def is_their_word_last(days: Days) -> Flags:
    """Say for every person whether the last message that passed was theirs."""
    return np.asarray(days.greatest(days.last_from_them) > days.greatest(days.last_from_ego))
