"""Evidence: what speaks for or against two cards being one person, and how often the book holds what they share."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for or against. `proves`: it goes beyond the name and, with the name, suffices."""

    weight: float
    reason: str = ""
    proves: bool = False
    is_handle: bool = False
    forbids: bool = False


def count(key: str, kind: str, counts: Mapping[str, int]) -> int:
    """Say how many of the book's cards bear something; none where there is nothing to bear."""
    return counts.get(f"{kind}{key}", 0) if key else 0
