"""A word on a work anniversary."""

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Congratulate, and ask what has changed since."""
    marked = matter.marked
    if marked is None or not marked.years:
        opening = [Line("Congratulations on the anniversary at work!")]
    else:
        opening = [
            turns.told(f"{phrases.count(marked.years, 'year')} at {marked.what}: congratulations!", *marked.evidence)
        ]
    ask = Line("What would you tell yourself if it were the first week again?")
    return turns.usual(matter, choice, subject="Congratulations", opening=opening, ask=ask)
