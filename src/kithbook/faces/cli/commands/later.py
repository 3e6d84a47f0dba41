"""kith later: put an item of today's list off."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("Every day")
@click.argument("item")
@click.option("--until", metavar="DATE", help="friday, in 2 weeks, 2026-12-01. Default: in a week.")
def command(session: Session, item: str, until: str | None) -> None:
    """Put an item off, by its number on today's list or its id."""
    from kithbook.actions import numbered
    from kithbook.actions.later import later
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = later(book, numbered.item(book, item, now=session.now), now=session.now, until=until)
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
