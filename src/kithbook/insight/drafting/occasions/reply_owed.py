"""An answer that the owner owes: short where yes or no will do, else the day by which it comes."""

import re
from typing import Final

from kithbook.insight import phrases
from kithbook.insight.drafting import turns
from kithbook.insight.drafting.matter import Line, Matter, Words
from kithbook.insight.drafting.occasions import hello

BY_WHEN, YES, NO = "by when", "yes", "no"
SOON_DAYS: Final = 3  # within so many days nobody has waited
_YES_OR_NO: Final = re.compile(
    r"(?:and |or |so |but )?(?:could|can|would|will|is|are|was|were|do|does|did|may|shall|have|has|should)\b",
    re.IGNORECASE,
)


def choices(matter: Matter) -> tuple[str, ...]:
    """Name the ways in which it can be put: yes and no only where the question can be answered so."""
    if matter.quoted is None:
        return turns.choices(matter)
    return (BY_WHEN, YES, NO) if _YES_OR_NO.match(matter.quoted.text.strip()) else (BY_WHEN, turns.SHORT)


def write(matter: Matter, choice: str) -> Words:
    """Repeat the question, so that they need not look for it, and answer or say when."""
    quoted = matter.quoted
    if quoted is None:
        return hello.write(matter, choice)
    asked = f"You asked me on {phrases.day(quoted.day, matter.day)}: {phrases.asked(quoted.text)}"
    first = [turns.told(asked, quoted.id, *((quoted.letter.id,) if quoted.letter else ()))]
    if (matter.day - quoted.day).days > SOON_DAYS:
        first.append(Line("Thank you, and sorry for the wait."))
    return Words(
        turns.reply(quoted.letter, "Your question"), (tuple(first), _ANSWERS[choice]), remark=_REMARKS.get(choice, "")
    )


_FURTHER: Final = Line(
    "If that leaves something open, tell me what you need it for, and I will go into the part that matters to you."
)
_REMARKS: Final = {YES: "Say what it is yes to, where that is not plain.", NO: "Say why, in one sentence, if you can."}
_ANSWERS: Final = {
    BY_WHEN: (
        Line("I want to give you an answer that you can use. By which day do you need it?"),
        Line("If a short answer now is of more use to you than a full one later, say so and you shall have it."),
        Line("And if it has been settled without me, one word is enough."),
    ),
    YES: (Line("The short answer is yes."), _FURTHER),
    NO: (Line("The short answer is no, for now."), _FURTHER),
    turns.SHORT: (Line("By which day do you need the answer? If it is settled by now, one word is enough."),),
}
