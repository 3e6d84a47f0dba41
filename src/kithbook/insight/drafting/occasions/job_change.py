"""Congratulations on a new position."""

from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Moved, Words


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Congratulate, and ask what they look forward to."""
    opening = [_seen(matter.moved)] if matter.moved else [Line("Congratulations on the new position!")]
    ask = Line("What do you look forward to most?")
    if choice == turns.SHORT:
        return Words("Congratulations", ((*opening, ask), (turns.NO_HURRY,)))
    memory = [*turns.recalled(matter), *(turns.memories(matter) if choice == turns.WARMER else [])]
    third = (
        Line(
            "The first weeks in a new place are full, so here is an offer for later: if a name, a paper or a second "
            "look from me would help, tell me and you shall have it."
        ),
        Line("No answer is needed until things have settled."),
    )
    return Words("Congratulations", tuple(part for part in ((*opening, ask), tuple(memory), third) if part))


def _seen(moved: Moved) -> Line:
    role = " at ".join(part for part in (moved.title, moved.organisation) if part)
    if moved.is_new_place:
        return turns.told(f"I saw that you are now {_as(moved)}. Congratulations!", *moved.evidence)
    return turns.told(f"I saw your new title: {role}. Congratulations!", *moved.evidence)


def _as(moved: Moved) -> str:
    return f"at {moved.organisation}, as {moved.title}" if moved.title else f"at {moved.organisation}"
