"""kith pause: suggest nothing about a person for a while."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.option("--until", metavar="DATE", help="in 3 months, 1 June, 2027-06-01. Default: until you undo it.")
def command(session: Session, who: str, until: str | None) -> None:
    """Suggest nothing about a person until a day, or until this is undone."""
    from kithbook.actions.pause import pause
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = pause(book, who, now=session.now, until=until)
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
