"""A tie that is going quiet: a simple hello that takes up the last talk."""

from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Take up the last talk. Nobody is told that they were silent."""
    subject = turns.reply(matter.letter, "A short hello")
    opening = [*turns.recalled(matter), turns.followed(matter)]
    if choice == turns.SHORT:
        return Words(subject, (tuple(opening), (turns.NO_HURRY,)))
    memory = turns.memories(matter) if choice == turns.WARMER else []
    third = (Line("And if a short call is easier than a mail, name a day."), turns.BUSY)
    return Words(subject, ((*opening, *memory), (turns.offer(matter),), third))
