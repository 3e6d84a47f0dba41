"""Positions: where a person works or studied, as what, and from when to when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """One position as one source states it. Partial dates, '' where unknown."""

    person: int
    organisation: str  # as written
    organisation_key: str  # the resolved organisation
    title: str
    start: str
    end: str
    kind: str  # position education volunteering membership project
    source: str
    record: str  # the record it rests on
    is_current: bool
