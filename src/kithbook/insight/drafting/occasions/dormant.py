"""A tie that fell silent long ago: take up the thread where it lay, and expect nothing."""

from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words
from kithbook.insight.drafting.occasions import drifting


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Recall the last talk, and ask how they are."""
    if matter.last is None:
        return drifting.write(matter, choice)
    subject = turns.reply(matter.letter, "A hello after some time")
    recalled = [*turns.recalled(matter), Line("That is a while ago, and I would be glad to hear how you are.")]
    if choice == turns.SHORT:
        return Words(subject, (tuple(recalled), (turns.NO_HURRY,)))
    memory = turns.memories(matter) if choice == turns.WARMER else turns.thanked(matter)
    first = (*recalled, *memory)
    second = (turns.offer(matter),)
    third = (Line("If you would like to talk, name a day that suits you."), turns.BUSY)
    return Words(subject, (first, second, third))
