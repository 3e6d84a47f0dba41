"""Questions: what the machine is not sure of and the owner can settle."""

from dataclasses import dataclass
from typing import Final

SAME: Final = "same"  # are these two one person?
EGO: Final = "ego"  # who is the owner of this book?


@dataclass(frozen=True, slots=True)
class Question:
    """One open question, with its reasons. `value` orders them: the most valuable first."""

    id: str
    kind: str
    a: int  # Person.number; for kind ego 0
    b: int
    card_a: str
    card_b: str
    match_weight: float
    reasons: tuple[str, ...]
    value: float
