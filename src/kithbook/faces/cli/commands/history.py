"""kith history: every ruling and every import."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from datetime import tzinfo

    from kithbook.actions.history import Step
    from kithbook.faces.cli.paper import Page

SHOWN = 20


@verb("Your book")
@click.option("--limit", type=Number(min=1), metavar="N", help=f"How many to show. Default: {SHOWN}.")
def command(session: Session, limit: int | None) -> None:
    """List every ruling and every import, newest first; each can be undone."""
    from kithbook.actions import dates
    from kithbook.actions.history import history

    with session.book() as book:
        steps, zone = history(book), dates.zone(book)
    answer = steps[:limit] if limit else steps
    session.say(answer, lambda page, told: _plainly(page, told[: limit or SHOWN], len(steps), zone=zone))


def _plainly(page: "Page", steps: "list[Step]", total: int, *, zone: "tzinfo") -> None:
    from kithbook.faces.cli import tell

    if not steps:
        page.advice("Nothing has happened yet. Give the book something to read: kith import PATH")
        return
    page.table(
        [
            (tell.short(s.decision), tell.moment(s.at, zone), s.verb, f"{s.what} (taken back)" if s.undone else s.what)
            for s in steps
        ],
        stretch=3,
        whole=[0],
    )
    if total > len(steps):
        page.advice(f"And {total - len(steps):,} more: kith history --limit {total}")
    page.hint("To take one back: kith undo ID")
