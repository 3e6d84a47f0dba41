"""kith add: enter a person that no file holds."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("People")
@click.argument("name", nargs=-1, required=True)
@click.option("--email", metavar="ADDRESS")
@click.option("--phone", metavar="NUMBER")
@click.option("--organisation", metavar="NAME", help="Where they work.")
@click.option("--position", metavar="TITLE", help="As what.")
@click.option("--met", metavar="TEXT", help="How you know them.")
def command(session: Session, name: tuple[str, ...], **given: str | None) -> None:
    """Enter a person. If the book knows name and address already, it is one more card of theirs."""
    from kithbook.actions.add import add
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = add(book, " ".join(name), now=session.now, **given)
    session.say(answer, lambda page, told: tell.ruled(page, told, f"in your book as {told.person.slug}."))
