"""kith note: write something down about a person."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.argument("text", nargs=-1, required=True)
@click.option("--at", metavar="WHEN", help="The day it is about: yesterday, 12 May, 2026-05-12. Default: today.")
def command(session: Session, who: str, text: tuple[str, ...], at: str | None) -> None:
    """Write something down about a person."""
    from kithbook.actions.note import note
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = note(book, who, " ".join(text), now=session.now, at=at)
    session.say(answer, lambda page, told: tell.ruled(page, told, "noted."))
