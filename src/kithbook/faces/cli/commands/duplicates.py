"""kith duplicates: the pairs that may be one person."""

import click

from kithbook.faces.cli.commands.questions import SHOWN, plainly
from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb


@verb("Who is who")
@click.option("--limit", type=Number(min=1), metavar="N", help=f"How many to show. Default: {SHOWN}.")
def command(session: Session, limit: int | None) -> None:
    """List the pairs that may be one person, the most valuable first."""
    from kithbook.actions.duplicates import duplicates
    from kithbook.actions.questions import told_apart

    with session.book() as book:
        answer = duplicates(book)
        sides = {} if session.as_json else told_apart(book, answer[: limit or SHOWN])
    listed = answer[:limit] if limit else answer
    session.say(listed, lambda page, told: plainly(page, told[: limit or SHOWN], len(answer), sides))
