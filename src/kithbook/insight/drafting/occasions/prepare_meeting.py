"""Notes to bring to a meeting: nothing is to be sent."""

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import NOTES, Fact, Line, Matter, Quoted, Words


def choices(_matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return (turns.PLAIN, turns.SHORT)


def write(matter: Matter, choice: str) -> Words:
    """List what lies between the two, and what to ask."""
    met = matter.meeting
    subject = met.subject if met and met.subject else f"Meeting {matter.person.name}"
    lines = [*_last(matter), *_open(matter), *(() if choice == turns.SHORT else _memories(matter))]
    ask = [
        Line("What has changed for you since we last spoke?" if matter.last else "What brings you to this?"),
        Line("What would make this hour worth your time?"),
        Line("Where could I be of help before we meet again?"),
    ]
    known = tuple(Line(f"– {line.text}", line.facts) for line in lines)
    asked = tuple(Line(f"– {line.text}") for line in ask[: 2 if choice == turns.SHORT else 3])
    head = (_head(matter),)
    body = ((Line("What lies between you:"), *known),) if known else ()
    return Words(subject, (head, *body, (Line("To ask:"), *asked)), NOTES)


def _head(matter: Matter) -> Line:
    met = matter.meeting
    person = matter.person
    role = ", ".join(part for part in (person.title, person.organisation) if part)
    who = f"{person.name}" + (f" ({role})" if role else "")
    if met is None:
        return Line(f"You meet {who}.", (Fact(f"{who}.", (person.founder,)),))
    said = f"You meet {who} {phrases.ahead(met.day, matter.day)}."
    return Line(said, (Fact(said, (met.id, person.founder)),))


def _last(matter: Matter) -> list[Line]:
    last = matter.last
    if last is None:
        return [Line("The book knows of no earlier contact.")]
    about = f": {phrases.said(last.subject)}" if last.subject else "."
    return [turns.told(f"Last contact {turns.when(last, matter)}{about}", last.id)]


def _memories(matter: Matter) -> list[Line]:
    """Recall it as one does for oneself."""
    thanks = matter.thanks
    lines = []
    if thanks:
        lines.append(turns.told(f"You thanked them for {thanks.what} in {phrases.month(thanks.day)}.", thanks.id))
    lines += [turns.told(phrases.shared(place), *place.evidence) for place in matter.places[:1]]
    return lines


def _open(matter: Matter) -> list[Line]:
    said = (
        (matter.my_promise, "You promised"),
        (matter.their_promise, "They promised"),
        (matter.their_question, "They asked, and it is still open"),
    )
    return [_quote(found, opening, matter) for found, opening in said if found]


def _quote(quoted: Quoted, opening: str, matter: Matter) -> Line:
    day = phrases.day(quoted.day, matter.day)
    return turns.told(f"{opening} ({day}): {phrases.asked(quoted.text)}", quoted.id)
