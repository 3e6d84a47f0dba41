"""kith edit: correct what the book says of a person."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("People")
@click.argument("who")
@click.argument("changes", metavar="FIELD=VALUE...", nargs=-1, required=True)
def command(session: Session, who: str, changes: tuple[str, ...]) -> None:
    """Correct a person: name, organisation, position, birthday, location; email+= adds one and email-= takes one away.

    Your own words win over every source; nothing a source said is lost.
    """
    from kithbook.actions.edit import edit
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = edit(book, who, changes, now=session.now)
    session.say(answer, lambda page, told: tell.ruled(page, told, f"{', '.join(changes)}."))
