"""kith faults: the records that could not be read."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from kithbook.actions.faults import Unread
    from kithbook.faces.cli.paper import Page

SHOWN = 50


@verb("Bring in")
@click.option("--limit", type=Number(min=1), metavar="N", help=f"How many to show. Default: {SHOWN}.")
def command(session: Session, limit: int | None) -> None:
    """List the records that could not be read, with file, place and reason."""
    from kithbook.actions.faults import faults

    with session.book() as book:
        found = faults(book)
    answer = found[:limit] if limit else found
    session.say(answer, lambda page, told: _plainly(page, told[: limit or SHOWN], len(found)))


def _plainly(page: "Page", found: "list[Unread]", total: int) -> None:
    if not found:
        page.line("Everything that was imported could be read.")
        return
    page.table(
        [(f.file, f"{f.position:,}", f.reason) for f in found], heads=("file", "at", "why"), stretch=2, right=(1,)
    )
    if total > len(found):
        page.advice(f"And {total - len(found):,} more: kith faults --limit {total}")
