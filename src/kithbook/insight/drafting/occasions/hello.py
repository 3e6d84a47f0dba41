"""A letter for no other reason than that the owner wants to write one."""

from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Matter, Words
from kithbook.insight.drafting.occasions import dormant, drifting


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Take up the last talk, whether it was last week or years ago."""
    last = matter.last
    is_long_ago = last is not None and (matter.day - last.day).days > turns.LONG_AGO_DAYS
    return dormant.write(matter, choice) if is_long_ago else drifting.write(matter, choice)
