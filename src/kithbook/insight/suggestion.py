"""Suggestions: a person, a reason, and what the reason rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kithbook.model import ids

QUICK_MINUTES, SHORT_MINUTES, LONG_MINUTES = 2, 5, 15
FRESH: Final = 1.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One reason to turn to one person. Without evidence and a reason in words it is never shown."""

    nudge: str
    person: int
    occasion: str  # what it is about, the same whenever it is made again: an id, a day, a year
    why: str
    evidence: tuple[str, ...]
    offer: str = ""
    freshness: float = FRESH  # 0-1: how much of the reason's worth age has left
    cost_minutes: int = SHORT_MINUTES
    is_hard: bool = False  # promised, asked, agreed or set: comes before all that merely would be good
    due: date | None = None
    not_before: date | None = None  # waits until then, so that a crowd is spread over days
    value: float | None = None  # in place of the tie's depth, where the reason weighs it otherwise
    relevance: float = 0.0  # 0-1: how far it fits what the owner aims at

    @property
    def key(self) -> tuple[str, int, str]:
        """Name the suggestion within a digest."""
        return self.nudge, self.person, self.occasion


def item_id(nudge: str, person_id: str, occasion: str) -> str:
    """Spell the id of the item that this suggestion makes."""
    return ids.make(ids.ITEM, nudge, person_id, occasion)


def faded(age_days: float, half_life_days: float) -> float:
    """Give what age leaves of a reason: a half after each half-life.

    >>> faded(7, 7)
    0.5
    """
    return float(2 ** (-max(age_days, 0.0) / half_life_days))
