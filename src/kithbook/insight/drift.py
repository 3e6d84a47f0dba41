"""Which ties that mattered are about to be lost, or are being lost.

A tie drifts away when contact, lately to be expected, no longer is: then a word from ego makes a difference.

Formula: ``D = V · (P30 at its peak within the last 90 days − P30 now)``, where the tie was among the 150 strongest (at
the window's begin or now) and has two contact days, so that there is a gap to judge by; and where either P30 is below
half its peak and the usual gap has passed half as long again (the alert), or the state is drifting: after months of
silence the peak has fallen too, and the tie is quiet all the same.
Range: D ≥ 0. Undefined (0) where the tie does not drift.

Reference: the peak against now rather than a slope of volume, for volume does not fade before a tie ends (Vergara Hidd
et al. 2023).
"""

from typing import Final

import numpy as np

from kithbook.insight import contact, strength
from kithbook.insight.days import Days, Floats
from kithbook.insight.rhythm import FIRST_GAP_DAYS, PSEUDO_GAPS
from kithbook.insight.ties import Ties
from kithbook.model.person import DRIFTING

WINDOW_DAYS: Final = 90
FALLEN_TO: Final = 0.5
WIDEST_LAYER: Final = strength.LAYERS[-1]
FEWEST_DAYS: Final = 2
OVERDUE: Final = 1.5
HALF_LIVES: Final = np.array([[7.0], [30.0], [180.0]])


def peak(days: Days, today: int) -> Floats:
    """Give the greatest P30 that each person (a slot of `days`) had on any of the last 91 days; 0 before the first.

    Walks the days forward with the counters, each of which only fades and grows by one.
    """
    count = len(days.people)
    best = np.zeros(count)
    if not count:
        return best
    begin = today - WINDOW_DAYS
    old = days.day < begin
    state = _State(days, old, begin - 1)
    order = np.argsort(np.where(old, -1, days.day), kind="stable")
    rows = order[np.count_nonzero(old) :]
    cuts = np.searchsorted(days.day[rows], np.arange(begin, today + 2))
    for step, day in enumerate(range(begin, today + 1)):
        state.pass_day(rows[cuts[step] : cuts[step + 1]], day)
        np.maximum(best, state.probability(day), out=best)
    return best


class _State:
    """The inputs of P30 for every slot, as of the day last passed."""

    def __init__(self, days: Days, old: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], day: int) -> None:
        self.days = days
        slot, ages, size = days.slot[old], day - days.day[old], len(days.people)
        self.counters = np.stack([np.bincount(slot, np.exp2(-ages / h), size) for h in HALF_LIVES[:, 0]]).astype(
            np.float64  # counted over nothing, they would be integers
        )
        self.contact_days = np.bincount(slot, minlength=size).astype(np.float64)
        self.last_day = np.zeros(size, np.int64)
        self.last_day[slot] = days.day[old]  # rows ascend by day, so the last stays
        messages = (days.out + days.into)[old]
        self.messages = float((messages * np.exp2(-ages / contact.RATE_HALF_LIFE_DAYS)).sum())

    def pass_day(self, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]], day: int) -> None:
        """Let a day pass with its contacts."""
        self.counters *= np.exp2(-1 / HALF_LIVES)
        self.messages *= 2 ** (-1 / contact.RATE_HALF_LIFE_DAYS)
        slots = self.days.slot[rows]
        self.counters[:, slots] += 1
        self.contact_days[slots] += 1
        self.last_day[slots] = day
        self.messages += float((self.days.out[rows] + self.days.into[rows]).sum())

    def probability(self, day: int) -> Floats:
        """Give P30 for every slot, 0 for those whose first day is still to come."""
        met = self.contact_days > 0
        gaps = np.where(met, self.last_day - self.days.first_day, 0)
        usual = (gaps.sum() + FIRST_GAP_DAYS) / ((self.contact_days[met] - 1).sum() + 1)
        rhythms = (gaps + PSEUDO_GAPS * usual) / (np.maximum(self.contact_days - 1, 0) + PSEUDO_GAPS)
        c7, c30, c180 = self.counters
        found = contact.probability(
            (c7, c30, c180),
            overdue=np.where(met, day - self.last_day, 0) / rhythms,
            contact_days=self.contact_days,
            rate=self.messages / max(int(met.sum()), 1),
        )
        return np.where(met, found, 0.0)


def drift(days: Days, today: int, ties: Ties) -> Floats:
    """Give D for everyone in `ties`, 0 where none drifts; `days` are those that `ties` were measured on."""
    past = days.until(today)
    before = past.where(past.day <= today - WINDOW_DAYS)
    once = np.zeros(len(ties), np.int64)
    was_known = ties.known[np.searchsorted(ties.person, before.people)]
    once[np.searchsorted(ties.person, before.people)] = strength.rank(
        strength.raw(before, today - WINDOW_DAYS), was_known
    )
    was_close = np.minimum(np.where(once > 0, once, np.iinfo(np.int64).max), ties.rank) <= WIDEST_LAYER
    peaks = peak(past, today)
    mattered = ties.known & was_close & (ties.contact_days >= FEWEST_DAYS)
    alert = (ties.overdue_ratio >= OVERDUE) & (ties.contact_probability < FALLEN_TO * peaks)
    drifts = mattered & (alert | (ties.state == DRIFTING))
    return np.where(drifts, ties.depth * (peaks - ties.contact_probability), 0.0)
