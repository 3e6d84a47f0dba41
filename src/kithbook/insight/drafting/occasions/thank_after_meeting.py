"""Thanks after a meeting, with the offer to do what was left open."""

from typing import Final

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words

TOOK: Final = "Add the one thing that you took away: only you know it."


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Thank, and ask nothing that needs an answer. What was taken away is the owner's to add."""
    met = matter.meeting
    if met is None:
        return turns.usual(matter, choice, subject="Thank you", opening=[Line("Thank you for the time you took.")])
    subject = f"Thank you: {met.subject}" if met.subject else f"Thank you for {phrases.day(met.day, matter.day)}"
    about = f", for {turns.topic(met)}" if met.subject else ""
    first = [turns.told(f"Thank you for the time you took on {phrases.day(met.day, matter.day)}{about}.", met.id)]
    if choice == turns.SHORT:
        return Words(
            subject, ((*first, Line("If I left something open, tell me, and I will see to it.")),), remark=TOOK
        )
    memory = turns.memories(matter) if choice == turns.WARMER else []
    second = (
        Line("If I said that I would do something, hold me to it: a word from you, and it goes to the top of my list."),
        Line("And if there was something that we did not get to, send it to me or keep it for the next time."),
    )
    third = (
        Line("Is there a name, a paper or a second look from me that would help with what you told me?"),
        Line("If not, no answer is needed."),
    )
    return Words(subject, ((*first, *memory), second, third), remark=TOOK)
