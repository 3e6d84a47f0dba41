"""Everything measured of every tie on one day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kithbook.insight import reciprocity, strength
from kithbook.insight.contact import contact_probability
from kithbook.insight.days import Days, Flags, Floats, Ints
from kithbook.insight.depth import depth
from kithbook.insight.reply import reply_probability
from kithbook.insight.resume import band, resume_score
from kithbook.insight.rhythm import replaced, rhythm
from kithbook.insight.state import state
from kithbook.model.times import day_number

RECENT_DAYS = 90
CLOSE_RANK = 50  # beyond these nobody is close


@dataclass(frozen=True)
class Ties:
    """One value a person with a contact day, in the order of `person` (ascending). NaN and 0 where undefined."""

    person: Ints
    known: Flags
    raw_strength: Floats
    strength: Floats
    rank: Ints
    layer: Ints
    contact_days: Ints
    recent_days: Ints  # contact days of the last 90
    first_day: Ints
    last_day: Ints
    gap_days: Ints
    rhythm_days: Floats
    overdue_ratio: Floats
    contact_probability: Floats
    resume_score: Floats
    resume_band: NDArray[np.str_]
    reply_probability: Floats
    reciprocity: Floats
    initiative: Floats
    is_their_word_last: Flags
    depth: Floats
    state: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.person)

    @cached_property
    def _slots(self) -> dict[int, int]:
        return {person: at for at, person in enumerate(self.person.tolist())}

    def at(self, person: int) -> int | None:
        """Find a person's place; None for someone without a contact day."""
        return self._slots.get(person)

    def layer_of(self, person: int) -> int:
        """Give a person's layer: 5, 15, 50 or 150; 0 beyond the last, or without a contact day."""
        at = self.at(person)
        return 0 if at is None else int(self.layer[at])

    def is_far(self, person: int) -> bool:
        """Say whether a person stands beyond the fifty closest, or has no rank."""
        at = self.at(person)
        return at is None or not 0 < int(self.rank[at]) <= CLOSE_RANK

    def strongest_first(self) -> Ints:
        """Give the places by strength, people merely seen among them where their history puts them."""
        return np.lexsort((self.person, -self.contact_days, -self.last_day, -self.raw_strength))


def measure(
    days: Days,
    today: date,
    *,
    known: Iterable[int] | None = None,
    rhythms: Mapping[int, float] | None = None,
    ends_at: int | None = None,
) -> Ties:
    """Measure every tie as of the end of a day.

    `known` are the people who take part in ranks (None: all), `rhythms` the owner's own, in days, `ends_at` the second
    since the epoch in which the day ends where the owner lives (None: in UTC).
    """
    number = day_number(today)
    past = days.until(number)
    is_known = np.ones(len(past.people), bool) if known is None else np.isin(past.people, np.fromiter(known, np.int64))
    raw_strength = strength.raw(past, number)
    observed = rhythm(past)
    wished = replaced(observed, past, rhythms or {})
    gap = number - past.last_day
    ranks = strength.rank(raw_strength, is_known)
    scores = resume_score(past, number)
    return Ties(
        person=past.people,
        known=is_known,
        raw_strength=raw_strength,
        strength=strength.percentile(raw_strength, is_known),
        rank=ranks,
        layer=strength.layer(ranks),
        contact_days=past.contact_days,
        recent_days=past.total(past.day > number - RECENT_DAYS).astype(np.int64),
        first_day=past.first_day,
        last_day=past.last_day,
        gap_days=gap,
        rhythm_days=wished,
        overdue_ratio=gap / wished,
        contact_probability=contact_probability(past, number, observed),
        resume_score=scores,
        resume_band=band(scores),
        reply_probability=reply_probability(past, number, ends_at),
        reciprocity=reciprocity.reciprocity(past, number),
        initiative=reciprocity.initiative(past, observed),
        is_their_word_last=reciprocity.is_their_word_last(past),
        depth=depth(past),
        state=state(gap.astype(np.float64), wished, is_known),
    )
