"""kith help: read the manual."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb
from kithbook.model.fault import UserError


@verb("Help", answers=False)
@click.argument("topic", required=False)
def command(_session: Session, topic: str | None) -> None:
    """Read a page of the manual, or the help of a command; without a topic, list the pages."""
    import sys

    from kithbook.actions import manual
    from kithbook.faces.cli import paper
    from kithbook.faces.cli.manual import render
    from kithbook.faces.cli.verbs import kith

    page = paper.Page.on(sys.stdout)
    topics = manual.topics()
    if topic is None:
        page.table(topics.items(), stretch=1)
        page.hint("To read one: kith help TOPIC. Of a command: kith COMMAND --help")
        return
    if topic in topics:
        render(page, manual.read(topic))
        return
    context = click.get_current_context()
    named = kith.get_command(context, topic)
    if named is None:
        raise UserError(f"The manual has no page {topic!r}.", safe="", do="`kith help` lists the pages.")
    with click.Context(named, info_name=f"kith {topic}") as inner:
        page.line(named.get_help(inner))
