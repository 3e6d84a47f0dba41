"""kith remind: be told about a person on a day."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.argument("when")
@click.argument("text", nargs=-1)
def command(session: Session, who: str, when: str, text: tuple[str, ...]) -> None:
    """Put a person on the agenda of a day, with your own words: `kith remind ann "in 3 weeks" ask about the talk`."""
    from kithbook.actions.remind import remind
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = remind(book, who, when, now=session.now, text=" ".join(text))
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
