"""kith restore: put a backup in the book's place."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.actions.restore import Restored
    from kithbook.faces.cli.paper import Page


@verb("Your book")
@click.argument("file", type=click.Path(path_type=Path))
def command(session: Session, file: Path) -> None:
    """Put a backup in the book's place. What was there before is kept beside it, and its place is named."""
    from kithbook.actions.refresh import refresh
    from kithbook.actions.restore import restore
    from kithbook.faces.cli.progress import Meter

    with Meter() as meter, meter.during("Checking the backup and putting it in place"):
        answer = restore(session.folder, file, now=session.now)
    with session.book(catches_up=False) as book, Meter() as meter:
        refresh(book, progress=meter.digested)
    session.say(answer, _plainly)


def _plainly(page: "Page", answer: "Restored") -> None:
    page.text(f"The book is as in {answer.file}: {answer.records:,} records, {answer.decisions:,} rulings.")
    if answer.kept:
        page.text(f"What was there before is kept in {answer.kept}.")
