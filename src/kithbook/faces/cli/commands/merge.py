"""kith merge: rule that two people are one."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("Who is who")
@click.argument("one", metavar="WHO")
@click.argument("other", metavar="WHO")
def command(session: Session, one: str, other: str) -> None:
    """Make one person of two. Nothing is copied and nothing lost; `kith split` and `kith undo` take it back."""
    from kithbook.actions.merge import merge
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = merge(book, one, other, now=session.now)
    session.say(answer, lambda page, told: tell.ruled(page, told, f"{one} and {other} are one person."))
