"""kith me: who you are, what you aim at, how much you want to be asked."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from kithbook.actions.me import Me
    from kithbook.faces.cli.paper import Page


@verb("Your book")
@click.option(
    "--email", "emails", multiple=True, metavar="ADDRESS", help="Your address; again for each: these are all."
)
@click.option(
    "--not-email", "not_emails", multiple=True, metavar="ADDRESS", help="An address that is not yours; again for each."
)
@click.option("--name", metavar="NAME", help="Your name, as your correspondents write it.")
@click.option("--linkedin", metavar="URL", help="Your profile.")
@click.option("--zone", metavar="ZONE", help="Your time zone: Europe/Berlin, or none for that of the first import.")
@click.option(
    "--goal", "goals", multiple=True, metavar="TEXT", help="What you aim at; again for each: these are all. Or none."
)
@click.option("--capacity", type=Number(), metavar="N", help="How many suggestions a day, 1 to 7; usually 5.")
@click.option("--quiet", metavar="DAYS", help="Days without an agenda: sat,sun or none.")
def command(session: Session, **given: object) -> None:
    """Say who you are, or see what the book takes you for; what you state replaces what it found."""
    from kithbook.actions.me import Wanted, me

    stated = {name: value for name, value in given.items() if value not in (None, ())}
    with session.book() as book:
        answer = me(book, Wanted(**stated) if stated else None, now=session.now)  # type: ignore[arg-type]
    session.say(answer, _plainly)


def _plainly(page: "Page", answer: "Me") -> None:
    from kithbook.faces.cli.paper import defused

    nameless = "The book does not know your name." if answer.handles else "The book does not know who you are."
    page.line(page.ink(defused(answer.name or nameless), "bold"))
    rows = [(handle.kind, handle.value) for handle in answer.handles]
    rows += [("zone", answer.zone), *(("aim", goal) for goal in answer.goals)]
    rows += [("a day", f"{answer.capacity} suggestions"), ("quiet", ", ".join(answer.quiet))]
    page.table([row for row in rows if row[1]], stretch=1, indent=2)
    if not answer.name:
        page.hint(f"Say so: kith me {'' if answer.handles else '--email you@example.org '}--name 'Your Name'")
