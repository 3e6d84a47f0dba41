"""kith rebuild: make anew what follows from the evidence."""

from typing import TYPE_CHECKING

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.faces.cli.paper import Page


@verb("Your book")
def command(session: Session) -> None:
    """Make people, ties and all else that follows from the evidence anew. The evidence itself is not touched."""
    from kithbook.actions.refresh import rebuild
    from kithbook.faces.cli.progress import Meter

    with session.book(catches_up=False) as book, Meter() as meter:
        made = rebuild(book, progress=meter.digested)
    answer = {"ok": True, "digested": made.digested, **made.counts}

    def plainly(page: "Page", _answer: object) -> None:
        people, passed = made.counts["people"], made.counts["interactions"]
        page.text(f"Made anew: {people:,} people you know, {passed:,} times in touch or met.")

    session.say(answer, plainly)
