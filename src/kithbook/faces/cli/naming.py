"""Commands by name: the module of each, and how one is named to whoever is to give it next."""

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Final

FACES: Final = Path(__file__).parent.parent
OPENS_NO_BOOK: Final = frozenset({"completion", "demo", "help"})


@cache
def modules() -> dict[str, str]:
    """Find every command's module by the command's name: `serve` lives with the web, for it is the way into it."""
    return {
        path.stem.rstrip("_"): f"kithbook.faces.{path.parent.parent.name}.commands.{path.stem}"
        for path in FACES.glob("*/commands/[a-z]*.py")
    }


def for_book(text: str, book: str | None) -> str:
    """Let the commands that a sentence of ours names be about a book, where one was given by ``--book``.

    >>> for_book("To take it back: kith undo dx4", "my kin")
    "To take it back: kith --book 'my kin' undo dx4"
    >>> for_book("To read one: kith help TOPIC", "kin")
    'To read one: kith help TOPIC'
    """
    if book is None:
        return text
    return _command().sub(lambda _found: f"kith --book {shlex.quote(book)} ", text)


def named(text: str) -> list[str]:
    """List the commands that a sentence of ours names, each whole, with what it is given.

    >>> named("To take it back: kith --book 'my kin' undo dx4")
    ["kith --book 'my kin' undo dx4"]
    >>> named("`kith people` lists everybody; to add one: kith add NAME. That is all.")
    ['kith people', 'kith add NAME']
    """
    return [found[0].rstrip() for found in _whole().finditer(text)]


@cache
def _command() -> re.Pattern[str]:
    verbs = "|".join(sorted(modules().keys() - OPENS_NO_BOOK))
    return re.compile(rf"(?<![\w./-])kith (?=(?:{verbs})\b)")


@cache
def _whole() -> re.Pattern[str]:
    verbs = "|".join(sorted(modules()))
    return re.compile(rf"(?<![\w./-])kith (?:--book (?:'[^']*'|\S+) )?(?:{verbs})\b[^`·]*?(?=\. |\.?$|[`·])")
