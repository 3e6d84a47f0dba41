"""kith kept: say that a promise has been kept."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page


@verb("What you know")
@click.argument("promise")
def command(session: Session, promise: str) -> None:
    """End a promise; `kith show WHO` lists them with their ids."""
    from kithbook.actions.kept import kept
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = kept(book, promise, now=session.now)

    def plainly(page: "Page", _answer: object) -> None:
        page.line("That promise is kept.")
        tell.undo(page, answer.decision)

    session.say(answer, plainly)
