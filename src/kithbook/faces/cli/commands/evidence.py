"""kith evidence: what an id that was printed anywhere rests on."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.actions.evidence import Shown
    from kithbook.faces.cli.paper import Page


@verb("Every day")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def command(session: Session, ids: tuple[str, ...]) -> None:
    """Show what an id, or an item of today's list by its number, rests on: the record, its file, and the words."""
    from kithbook.actions.evidence import evidence
    from kithbook.actions.numbered import evidence_of

    with session.book() as book:
        wanted = [found for typed in ids for found in evidence_of(book, typed, now=session.now)]
        answer = evidence(book, wanted)
    session.say(answer, _plainly)


def _plainly(page: "Page", found: "list[Shown]") -> None:
    from kithbook.faces.cli.paper import defused

    for shown in found:
        where = f"{shown.file}, at {shown.position:,}" if shown.file and shown.position is not None else ""
        head = "  ".join(part for part in (shown.kind, shown.at or "", shown.source) if part)
        page.line(f"{page.ink(shown.id, 'cyan')}  {defused(head)}")
        page.text(where, indent=4, ink=["dim"])
        page.text(f"“{shown.quote}”", indent=4)
