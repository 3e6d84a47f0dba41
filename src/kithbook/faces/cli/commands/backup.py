"""kith backup: put everything that cannot be made again into one file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.actions.backup import BackedUp
    from kithbook.faces.cli.paper import Page


@verb("Your book")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Read the backup back whole and compare it with what was copied.")
def command(session: Session, file: Path, *, verify: bool) -> None:
    """Copy the book into one file, also while other commands write to it."""
    from kithbook.actions.backup import backup
    from kithbook.faces.cli.progress import Meter

    with session.book(catches_up=False) as book, Meter() as meter, meter.during("Copying and comparing"):
        answer = backup(book, file, now=session.now, verify=verify)
    session.say(answer, _plainly)


def _plainly(page: "Page", answer: "BackedUp") -> None:
    held = f"{answer.records:,} records and {answer.decisions:,} rulings, {answer.bytes / 1e6:,.1f} MB"
    page.text(f"{answer.file} holds {held}.")
    page.text("It was read back and compared." if answer.verified else "To have it read back and compared: --verify")
