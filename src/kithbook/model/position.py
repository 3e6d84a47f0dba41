"""Positions: where a person works or studied, as what, and from when to when."""

from dataclasses import dataclass
from typing import Final

EMPLOYER: Final = "position"  # the kind of a place of work; a school is education
EDUCATION: Final = "education"


@dataclass(frozen=True, slots=True)
class Position:
    """One position as one source states it. Partial dates, '' where unknown."""

    person: int
    organisation: str  # as written
    organisation_key: str  # the resolved organisation
    title: str
    start: str
    end: str
    kind: str  # EMPLOYER, EDUCATION, volunteering membership project
    source: str
    record: str  # the record it rests on; '' where it was gathered from the use of an address
    is_current: bool


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """Where both ego and somebody else are or were, as a position of each states it."""

    name: str  # as ego's position has it
    kind: str | None  # of both positions; None where one worked where the other studied
    is_present: bool  # for both
    evidence: tuple[str, ...]  # the records of the two positions
