"""kith done: end an item of today's list."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page


@verb("Every day")
@click.argument("item")
@click.option(
    "--log", metavar="KIND", help="You were in touch: call, meeting, message or mail. Their clock starts again."
)
def command(session: Session, item: str, log: str | None) -> None:
    """End an item, by its number on today's list or its id."""
    from kithbook.actions import numbered
    from kithbook.actions.done import done
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = done(book, numbered.item(book, item, now=session.now), now=session.now, log=log)

    def plainly(page: "Page", _answer: object) -> None:
        page.line(f"Done, and a {log} logged." if log else "Done. If you were in touch, --log KIND says so.")
        tell.undo(page, answer.decision)
        if answer.logged:
            page.advice(f"The {log} is a ruling of its own: kith undo {tell.short(answer.logged)}", ink=["dim"])

    session.say(answer, plainly)
