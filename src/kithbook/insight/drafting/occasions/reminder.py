"""A reminder that the owner set: what they noted stands beside the draft, for their eyes only."""

from kithbook.insight.drafting.matter import Matter, Words
from kithbook.insight.drafting.occasions import drifting


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return drifting.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Take up the last talk; the note is not put into words for others."""
    return drifting.write(matter, choice)
