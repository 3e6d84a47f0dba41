"""A promise: kept with these words, or moved to a day; one of theirs is asked after kindly."""

from typing import Final

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Quoted, Words
from kithbook.insight.drafting.occasions import hello

KEPT: Final = "kept"
MORE_TIME: Final = "more time"
ASKED: Final = "asked"


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put."""
    if matter.quoted is None:
        return turns.choices(matter)
    return (KEPT, MORE_TIME) if matter.quoted.is_mine else (ASKED, turns.SHORT)


def write(matter: Matter, choice: str) -> Words:
    """Say what was promised, in the words that it was promised in."""
    quoted = matter.quoted
    if quoted is None:
        return hello.write(matter, choice)
    subject = turns.reply(quoted.letter, "What I promised" if quoted.is_mine else "A short question")
    if not quoted.is_mine:
        return _ask(quoted, matter, subject=subject, is_short=choice == turns.SHORT)
    return _more_time(quoted, matter, subject) if choice == MORE_TIME else _kept(quoted, matter, subject)


def _said(quoted: Quoted, matter: Matter) -> Line:
    who = "I" if quoted.is_mine else "you"
    verb = "wrote" if quoted.letter else "said"
    said = f"On {phrases.day(quoted.day, matter.day)} {who} {verb}: {phrases.said(quoted.text)}"
    return turns.told(said, quoted.id, *((quoted.letter.id,) if quoted.letter else ()))


def _sorry(quoted: Quoted, matter: Matter) -> list[Line]:
    if quoted.due is None or quoted.due >= matter.day:
        return []
    due = phrases.day(quoted.due, matter.day)
    return [turns.told(f"That was for {due}; I am sorry for the wait.", quoted.id)]


def _kept(quoted: Quoted, matter: Matter, subject: str) -> Words:
    first = (_said(quoted, matter), *_sorry(quoted, matter), Line("It comes with this message."))
    second = (
        Line("If it is not quite what you need, tell me what is missing or too much, and I will change it."),
        Line("If all is well, no answer is needed."),
    )
    return Words(subject, (first, second), remark="Put in what you promised, or ask for more time.")


def _more_time(quoted: Quoted, matter: Matter, subject: str) -> Words:
    first = (_said(quoted, matter), *_sorry(quoted, matter), Line("I need a little more time to do it well."))
    second = (
        Line("By which day do you need it at the latest?"),
        Line("If a first half is of more use to you than the whole thing later, say so and I will begin with that."),
        Line("And if it has been settled without me, a word is enough and I will take it off my list."),
    )
    return Words(subject, (first, second))


def _ask(quoted: Quoted, matter: Matter, *, subject: str, is_short: bool) -> Words:
    first = (_said(quoted, matter), Line("How does it stand?"))
    if is_short:
        return Words(subject, (first, (turns.NO_HURRY,)))
    second = (
        Line("If something from my side would help you with it, a name, a paper or a second look, tell me."),
        Line(
            "There is no hurry. If it has been overtaken by other things, one word is enough, and we forget about it."
        ),
    )
    return Words(subject, (first, second))
