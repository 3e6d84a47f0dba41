"""A late answer to somebody who wrote and was never answered."""

from typing import Final

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words
from kithbook.insight.drafting.occasions import hello

TAKE_UP, DECLINE = "take it up", "decline"


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    return (TAKE_UP, DECLINE) if matter.letter else turns.choices(matter)


def write(matter: Matter, choice: str) -> Words:
    """Thank for the letter, own the wait, and take it up or let it be."""
    letter = matter.letter
    if letter is None:
        return hello.write(matter, choice)
    about = f", {turns.topic(letter)}" if letter.subject else ""
    first = (
        turns.told(f"Thank you for your message of {phrases.day(letter.day, matter.day)}{about}.", letter.id),
        Line("I am sorry that you had to wait for an answer."),
    )
    return Words(turns.reply(letter, "Your message"), (first, _ENDINGS[choice]))


_ENDINGS: Final = {
    TAKE_UP: (
        Line("I would like to take it up if it is still open for you. What would help you most now?"),
        Line("If it is easier to talk than to write, name a day that suits you and I will make time."),
        Line("And if it has been settled by now, one word is enough."),
    ),
    DECLINE: (
        Line("I cannot take it up now, and I would rather tell you so than leave you waiting."),
        Line("If a name or a paper from my side would help you on without me, tell me and you shall have it."),
        Line("No answer is needed."),
    ),
}
