"""kith kept: say that a promise has been kept."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("promise")
def command(session: Session, promise: str) -> None:
    """End a promise; `kith show WHO` lists them with their ids."""
    from kithbook.actions.kept import kept
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = kept(book, promise, now=session.now)
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
