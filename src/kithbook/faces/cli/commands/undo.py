"""kith undo: take back a ruling or an import."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page


@verb("Your book")
@click.argument("what", metavar="[DECISION|RUN]", required=False)
def command(session: Session, what: str | None) -> None:
    """Take back the latest ruling, or what is named; `kith history` lists all.

    An import is named, unless it was the very last thing done. What an undo took back, undoing that undo brings back.
    """
    from kithbook.actions.undo import undo
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = undo(book, what, now=session.now)

    def plainly(page: "Page", _answer: object) -> None:
        page.text(f"Taken back ({answer.verb}): {answer.what}")
        page.advice(f"To bring it back: kith undo {tell.short(answer.decision)}", ink=["dim"])

    session.say(answer, plainly)
