"""Drafting: words to begin a letter with, made of nothing but what is true between two people. Nothing is sent.

The words for each reason stand in ``occasions/``, in a file named as the nudge is.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, Protocol, cast

from kithbook.insight.drafting import letter, occasions
from kithbook.insight.drafting.matter import Fact, Matter, Words

HELLO: Final = "hello"  # for a person without a reason, and for a reason that has no words of its own


class Occasion(Protocol):
    """The names that an occasion's module has."""

    def choices(self, matter: Matter) -> tuple[str, ...]:
        """Name the ways in which it can be put, the usual one first."""
        ...

    def write(self, matter: Matter, choice: str) -> Words:
        """Give the words."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """Words to begin with: what it is about, the text, what it rests on, and how else it could be put."""

    subject: str
    text: str
    form: str
    choice: int
    choices: tuple[str, ...]
    facts: tuple[Fact, ...]
    remark: str


@cache
def found() -> dict[str, Occasion]:
    """Find the occasions by name."""
    names = sorted(one.name for one in iter_modules(occasions.__path__))
    return {name: cast("Occasion", import_module(f"{occasions.__name__}.{name}")) for name in names}


def compose(matter: Matter, variant: int = 0) -> Draft:
    """Put the matter into words; `variant` counts the choices, and goes round."""
    occasion = found().get(matter.nudge) or found()[HELLO]
    choices = occasion.choices(matter)
    choice = variant % len(choices)
    words = occasion.write(matter, choices[choice])
    facts = tuple(letter.facts(words, matter))
    return Draft(words.subject, letter.text(words, matter), words.form, choice, choices, facts, words.remark)
