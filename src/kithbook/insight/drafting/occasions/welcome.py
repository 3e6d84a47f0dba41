"""A first word to a new connection."""

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Say what ground the two share, and ask one question."""
    ground = [*turns.shared(matter)] or _role(matter)
    ask = Line("What are you working on now, and what would help you with it?")
    first = [_since(matter), *ground]
    if choice == turns.SHORT:
        return Words("Hello", ((*first, Line("What are you working on now?")), (turns.NO_HURRY,)))
    second = (
        ask,
        Line("If there is a name, a paper or a second look that I can give, you shall have it."),
    )
    about_me = Line("If you want to know anything about my own work, ask me straight out.")
    third = (about_me, turns.BUSY) if choice == turns.PLAIN else (about_me, Line(_CALL), turns.BUSY)
    return Words("Hello", (tuple(first), second, third))


_CALL = "And if a short call is easier for you than writing, name a day that suits you."


def _since(matter: Matter) -> Line:
    marked = matter.marked
    if marked is None:
        return Line("We have not spoken yet, so here is a first hello.")
    where = f" on {marked.what}" if marked.what else ""
    thanks = {True: "Thank you for asking. ", False: "Thank you for accepting. ", None: ""}[matter.asked_by_them]
    return Line(
        f"We connected{where} on {phrases.day(marked.day, matter.day)}. {thanks}We have not spoken yet, "
        "so here is a first hello.",
        turns.told(f"We connected{where} on {phrases.day(marked.day, matter.day)}.", *marked.evidence).facts,
    )


def _role(matter: Matter) -> list[Line]:
    role = " at ".join(part for part in (matter.person.title, matter.person.organisation) if part)
    if not role:
        return []
    said = (
        f"I see that you are {role}." if matter.person.title else f"I see that you are at {matter.person.organisation}."
    )
    return [turns.told(said, matter.person.founder)]
