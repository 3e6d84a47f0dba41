"""kith sources: what the book was made from."""

from typing import TYPE_CHECKING

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from datetime import tzinfo

    from kithbook.actions.sources import SourceSeen
    from kithbook.faces.cli.paper import Page


@verb("Bring in")
def command(session: Session) -> None:
    """List what the book was made from."""
    from kithbook.actions import dates
    from kithbook.actions.sources import sources

    with session.book() as book:
        answer, zone = sources(book), dates.zone(book)
    session.say(answer, lambda page, told: _plainly(page, told, zone=zone))


def _plainly(page: "Page", found: "list[SourceSeen]", *, zone: "tzinfo") -> None:
    from kithbook.faces.cli import tell

    if not found:
        page.advice("Nothing has been imported yet: kith import PATH")
        return
    rows = [(s.source, s.account, f"{s.runs:,}", f"{s.records:,}", tell.moment(s.last_run, zone)) for s in found]
    page.table(rows, heads=("source", "account", "imports", "records", "last"), stretch=1, right=(2, 3))
