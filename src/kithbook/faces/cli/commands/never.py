"""kith never: do not suggest this again."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("Every day")
@click.argument("item")
@click.option("--person", is_flag=True, help="No suggestion about this person at all.")
@click.option("--because", metavar="TEXT", default="", help="Why, for yourself.")
def command(session: Session, item: str, because: str, *, person: bool) -> None:
    """End this reason for this person, by the item's number on today's list or its id."""
    from kithbook.actions import numbered
    from kithbook.actions.never import never
    from kithbook.faces.cli import tell

    with session.book() as book:
        meant = numbered.item(book, item, now=session.now)
        answer = never(book, meant, now=session.now, person=person, because=because)
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
