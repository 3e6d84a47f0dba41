"""kith doctor: look whether the book is sound."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from kithbook.actions.doctor import Checkup
    from kithbook.faces.cli.paper import Page


@verb("Your book")
@click.option("--deep", is_flag=True, help="Also read every page of the files; takes longer.")
def command(session: Session, *, deep: bool) -> int:
    """Look whether the book is sound, and what would do it good. Exit code 1 if something is wrong."""
    from kithbook.actions.doctor import doctor
    from kithbook.faces.cli import door
    from kithbook.faces.cli.progress import Meter

    with session.book(catches_up=False) as book, Meter() as meter, meter.during("Looking through the book"):
        answer = doctor(book, now=session.now, deep=deep)
    session.say(answer, _plainly)
    return door.DONE if answer.ok else door.USER_ERROR


def _plainly(page: "Page", answer: "Checkup") -> None:
    page.line(page.ink("Your book is sound.", "green") if answer.ok else page.ink("Something is wrong.", "red"))
    for problem in answer.problems:
        page.advice(f"- {problem}", indent=2)
    page.text(
        f"{answer.records:,} records of {answer.runs:,} imports, {answer.decisions:,} rulings, "
        f"{answer.bytes / 1e6:,.1f} MB; {answer.free_bytes / 1e9:,.1f} GB free on that disk."
    )
    for advice in answer.advice:
        page.advice(f"- {advice}", indent=2, ink=["yellow"])
