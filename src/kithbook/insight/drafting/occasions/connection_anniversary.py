"""A short hello on the day on which they connected."""

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Say since when, and ask what they are at."""
    return turns.usual(matter, choice, subject=_subject(matter), opening=_opening(matter))


def _subject(matter: Matter) -> str:
    years = matter.marked.years if matter.marked else 0
    return f"{phrases.count(years, 'year')} on" if years else "Hello"


def _opening(matter: Matter) -> list[Line]:
    marked = matter.marked
    if marked is None or marked.since is None or not marked.years:
        return [Line("A short hello, with no special reason.")]
    where = f" on {marked.what}" if marked.what else ""
    return [
        turns.told(
            f"We connected{where} {phrases.count(marked.years, 'year')} ago, in {phrases.month(marked.since)}.",
            *marked.evidence,
        ),
        Line("That seems a good day for a short hello."),
    ]
