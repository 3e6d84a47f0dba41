"""kith rhythm: say how often you want to be in touch with a person."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.argument("days", metavar="DAYS|none")
def command(session: Session, who: str, days: str) -> None:
    """Set the days between two contacts that you wish for: 30, every 3 weeks, monthly; none ends it."""
    from kithbook.actions.rhythm import rhythm
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = rhythm(book, who, days, now=session.now)
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
