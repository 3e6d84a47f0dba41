"""Turns that many drafts share: what last passed, what was shared, an offer, an easy way out."""

from typing import Final

from kithbook.insight import phrases
from kithbook.insight.drafting.matter import LINKEDIN, Fact, Line, Matter, Passed, Words
from kithbook.model.interaction import CALL, MEETING
from kithbook.model.position import EDUCATION, SharedPlace

PLAIN, SHORT, WARMER = "plain", "short", "warmer"
LONG_AGO_DAYS: Final = 200  # further back a month says more than a day

# One of these a person, always the same, so that not everybody is given the same sentence.
_OFFERS: Final = (
    Line(
        "If there is something you are busy with now where a name, a paper or a second look from me would help, "
        "tell me and you shall have it."
    ),
    Line(
        "If you are stuck on something that I may know about, send me the question. I will answer it, or name "
        "somebody who can."
    ),
    Line(
        "Is there something on your desk that a second pair of eyes would help? Send it over, and I will read it "
        "with a pencil in my hand."
    ),
)
BUSY: Final = Line("If this is a busy time, let it wait; a line is enough, and so is none.")
NO_HURRY: Final = Line("There is no hurry at all.")

_VERBS: Final = {MEETING: ("We last met", "for"), CALL: ("We last spoke", "about")}


def topic(passed: Passed) -> str:
    """Name what something was about, between quotation marks; '' where nothing says so."""
    return phrases.quote(passed.subject) if passed.subject else ""


def offer(matter: Matter) -> Line:
    """Offer something, before anything is asked."""
    return _OFFERS[sum(matter.person.id.encode()) % len(_OFFERS)]


def when(passed: Passed, matter: Matter) -> str:
    """Say when something was: the day, and of long ago the month."""
    if (matter.day - passed.day).days > LONG_AGO_DAYS:
        return f"in {phrases.month(passed.day)}"
    return f"on {phrases.day(passed.day, matter.day)}"


def recalled(matter: Matter) -> list[Line]:
    """Recall what last passed between them; nothing where nothing has."""
    last = matter.last
    if last is None:
        return []
    opening, about = _VERBS.get(last.kind, ("We last wrote", "under"))
    words = f"{opening} {when(last, matter)}" + (f", {about} {topic(last)}" if topic(last) else "")
    return [Line(f"{words}.", (_fact(words, last),))]


def followed(matter: Matter) -> Line:
    """Ask how it went on."""
    if matter.last and matter.last.subject:
        return Line("I would like to hear how that went on, and what you are working on now.")
    if matter.last:
        return Line("I would like to hear how you have been since, and what you are working on now.")
    return Line("I would like to hear what you are working on now.")


def shared(matter: Matter) -> list[Line]:
    """Say where both have been: at work or at school, else at a meeting of many."""
    if matter.places:
        return [told(_at(matter.places[0]), *matter.places[0].evidence)]
    crowd = matter.crowd
    if crowd is None:
        return []
    return [told(f"We were both at {topic(crowd)} on {phrases.day(crowd.day, matter.day)}.", crowd.id)]


def _at(place: SharedPlace) -> str:
    verb = "both studied" if place.kind == EDUCATION else "have both worked"
    return f"We {verb} at {place.name}."


def thanked(matter: Matter) -> list[Line]:
    """Remember what the owner once thanked them for."""
    thanks = matter.thanks
    if thanks is None:
        return []
    is_long_ago = (matter.day - thanks.day).days > LONG_AGO_DAYS
    then = f"In {phrases.month(thanks.day)}" if is_long_ago else f"On {phrases.day(thanks.day, matter.day)}"
    said = f"{then} I thanked you for {thanks.what}"
    return [Line(f"{said}. I have not forgotten it.", (Fact(f"{said}.", (thanks.id,)),))]


def memories(matter: Matter) -> list[Line]:
    """Give what a warmer letter recalls."""
    return [*thanked(matter), *shared(matter)]


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which most letters can be put: warmer only where there is something to recall."""
    return (PLAIN, SHORT, WARMER) if memories(matter) else (PLAIN, SHORT)


def usual(matter: Matter, choice: str, *, subject: str, opening: list[Line], ask: Line | None = None) -> Words:
    """Make a letter of an opening: then what last passed, an offer, a question, and a way out."""
    question = ask or followed(matter)
    if choice == SHORT:
        return Words(subject, ((*opening, *(() if ask else recalled(matter)), question), (NO_HURRY,)))
    memory = memories(matter) if choice == WARMER else []
    last = [*recalled(matter), followed(matter)] if ask and matter.last else recalled(matter)
    first = (*opening, *memory)
    second = (*last, question)
    return Words(subject, tuple(part for part in (first, second, (offer(matter), BUSY)) if part))


def reply(passed: Passed | None, otherwise: str) -> str:
    """Write the subject of an answer, or another where there is nothing to answer."""
    return f"Re: {passed.subject}" if passed and passed.subject else otherwise


def told(text: str, *evidence: str) -> Line:
    """Make a line that is a fact by itself."""
    return Line(text, (Fact(text, evidence),))


def is_message(matter: Matter) -> bool:
    """Say whether the words go into a message box rather than a letter."""
    return matter.way == LINKEDIN


def _fact(words: str, passed: Passed) -> Fact:
    return Fact(f"{words}.", (passed.id,))
