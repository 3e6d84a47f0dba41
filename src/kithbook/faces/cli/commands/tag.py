"""kith tag: put people into groups of your own."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.argument("tags", metavar="TAG...", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take these tags away instead.")
def command(session: Session, who: str, tags: tuple[str, ...], *, remove: bool) -> None:
    """Put tags on a person; `kith people --tag TAG` lists who has one."""
    from kithbook.actions.tag import tag
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = tag(book, who, tags, now=session.now, remove=remove)
    words = ", ".join(tags)
    session.say(answer, lambda page, told: tell.ruled(page, told, f"no longer {words}." if remove else f"{words}."))
