"""kith answer: settle a question of the book's."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page


@verb("Who is who")
@click.argument("question")
@click.argument("value", metavar="same|different|later|VALUE")
def command(session: Session, question: str, value: str) -> None:
    """Settle a question by its id; `kith questions` lists them."""
    from kithbook.actions.answer import answer
    from kithbook.faces.cli import tell

    with session.book() as book:
        answered = answer(book, question, value, now=session.now)

    def plainly(page: "Page", _answer: object) -> None:
        page.line(f"Settled: {value}.")
        tell.undo(page, answered.decision)

    session.say(answered, plainly)
