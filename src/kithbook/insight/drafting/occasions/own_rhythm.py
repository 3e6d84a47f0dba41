"""A rhythm that the owner set: a hello, as to anybody one wants to stay in touch with."""

from kithbook.insight.drafting.matter import Matter, Words
from kithbook.insight.drafting.occasions import drifting


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return drifting.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Take up the last talk; that a rhythm was set is the owner's own affair."""
    return drifting.write(matter, choice)
