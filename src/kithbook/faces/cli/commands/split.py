"""kith split: rule that some cards of a person are somebody else's."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page


@verb("Who is who")
@click.argument("who")
@click.argument("cards", metavar="CARD...", nargs=-1, required=True)
def command(session: Session, who: str, cards: tuple[str, ...]) -> None:
    """Take cards away from a person; `kith show WHO --cards` lists them."""
    from kithbook.actions.split import split
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = split(book, who, cards, now=session.now)

    def plainly(page: "Page", _answer: object) -> None:
        others = ", ".join(tell.person(ref) for ref in answer.parted)
        page.line(f"{tell.person(answer.person)} is not {others}.")
        tell.undo(page, answer.decision)

    session.say(answer, plainly)
