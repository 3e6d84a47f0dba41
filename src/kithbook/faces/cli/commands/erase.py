"""kith erase: erase the whole book, for good."""

import sys
from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb
from kithbook.model.fault import UserError

if TYPE_CHECKING:
    from kithbook.actions.erase import Erased, Erasure
    from kithbook.faces.cli.paper import Page


@verb("Your book")
@click.option("--name", metavar="NAME", help="The book's name, which says that you mean it; a terminal is asked.")
@click.option("--dry-run", is_flag=True, help="Show what would be erased, and erase nothing.")
def command(session: Session, name: str | None, *, dry_run: bool) -> None:
    """Erase the whole book: what was imported and what you entered. This cannot be undone.

    Your own files that were imported stay as they are, and so do backups in other places.
    """
    from kithbook.actions import erase as erasing

    if not (session.folder / "evidence.db").is_file():
        raise UserError(f"There is no book in {session.folder}.", safe="", do="Name one: kith --book FOLDER erase")
    from kithbook.store import open_book

    book = open_book(session.folder, now=session.now)
    try:
        plan = erasing.plan(book)
        if dry_run:
            session.say(plan, _planned)
            return
        if name is None and sys.stdin.isatty() and not session.as_json:
            session.say(plan, _planned)
            name = str(click.prompt(f"To erase it, type its name ({plan.name})", default="", err=True))
        answer = erasing.erase(book, name or "")
    finally:
        book.close()
    session.say(answer, _done)


def _planned(page: "Page", plan: "Erasure") -> None:
    from kithbook.faces.cli import tell

    held = f"{tell.count(plan.people, 'person', 'people')} and {tell.count(plan.decisions, 'ruling')}"
    page.text(f"The book {plan.name} in {plan.folder}: {held}, {plan.bytes / 1e6:,.1f} MB.")
    page.text(f"Erased: {', '.join(plan.files)}.", indent=2)
    if plan.stays:
        page.text(f"Left, for it is not Kithbook's: {', '.join(plan.stays)}.", indent=2)
    _elsewhere(page, plan)


def _elsewhere(page: "Page", plan: "Erasure") -> None:
    if plan.backups:
        page.text(f"Backups elsewhere are yours to delete: {', '.join(plan.backups)}.", ink=["yellow"])


def _done(page: "Page", answer: "Erased") -> None:
    page.text(f"The book {answer.plan.name} is erased.")
    _elsewhere(page, answer.plan)
