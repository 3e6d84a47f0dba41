"""Good wishes on a birthday."""

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Fact, Line, Matter, Words


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Wish well; nothing is asked for."""
    marked = matter.marked
    is_late = marked is not None and marked.day < matter.day
    facts = (Fact(f"Their birthday is {phrases.day(marked.day, matter.day)}.", marked.evidence),) if marked else ()
    wish = "Belated good wishes on your birthday!" if is_late else "Happy birthday!"
    opening = [Line(f"{wish} I wish you a good day and a year with time for what matters to you.", facts)]
    if is_late:
        opening = [Line(f"{wish} I wish you a year with time for what matters to you.", facts)]
    return turns.usual(matter, choice, subject="Happy birthday", opening=opening)
