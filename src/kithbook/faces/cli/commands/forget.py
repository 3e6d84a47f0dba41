"""kith forget: erase a person for good."""

import sys
from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb
from kithbook.model.fault import UserError

if TYPE_CHECKING:
    from kithbook.actions.forget import Forgot, Plan
    from kithbook.faces.cli.paper import Page
    from kithbook.store.book import Book


@verb("Your book")
@click.argument("who", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Show what would be erased, and erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask first; needed where no terminal can be asked.")
def command(session: Session, who: tuple[str, ...], *, dry_run: bool, yes: bool) -> None:
    """Erase a person: their cards and what passed with them alone; elsewhere they become "someone".

    This cannot be undone. It also keeps the next import from bringing them back.
    """
    from kithbook.actions.forget import forget
    from kithbook.faces.cli.progress import Meter

    whom = " ".join(who)
    with session.book() as book:
        if dry_run:
            session.say(_plan(book, whom), _planned)
            return
        if not session.as_json and not yes:
            if not sys.stdin.isatty():
                raise UserError(
                    "Forgetting cannot be undone, and here nobody can be asked whether it is meant.",
                    safe="Nothing was erased.",
                    do="See what it would erase: --dry-run. To erase it: --yes",
                )
            session.say(_plan(book, whom), _planned)
            click.confirm("Erase this for good?", abort=True, err=True)
        with Meter() as meter:
            answer = forget(book, whom, watch=meter.digested)
    session.say(answer, _done)


def _plan(book: "Book", whom: str) -> "Plan":
    from kithbook.actions.forget import plan
    from kithbook.faces.cli.progress import Meter

    with Meter() as meter, meter.during("Looking where they are named"):
        return plan(book, whom)


def _planned(page: "Page", plan: "Plan") -> None:
    from kithbook.faces.cli import tell

    page.text(f"{plan.name}: {tell.count(plan.cards, 'card')}.")
    page.text(f"Erased: {tell.count(plan.alone, 'item')} that passed with them alone.", indent=2)
    page.text(f"Made “someone”: in {tell.count(plan.shared, 'item')} with others.", indent=2)
    page.text(f"Blanked: the text of {tell.count(plan.mentions, 'other item')} that names them.", indent=2)
    if plan.whose:
        page.text(f"The others are {', '.join(plan.whose)}.", indent=2)


def _done(page: "Page", answer: "Forgot") -> None:
    page.text(f"{answer.plan.name} is forgotten.")
    page.text(answer.outside, ink=["yellow"])
