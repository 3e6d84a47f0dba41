"""kith draft: words to begin a letter with."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb
from kithbook.model.fault import UserError

if TYPE_CHECKING:
    from kithbook.actions.draft import DraftShown
    from kithbook.faces.cli.paper import Page


@verb("Every day")
@click.argument("item", required=False)
@click.option("--to", "whom", metavar="WHO", help="Write to this person, for no other reason; then without ITEM.")
@click.option("--variant", type=Number(min=1), default=1, metavar="N", help="Put it another way: 1, 2, 3.")
@click.option("--eml", type=click.Path(path_type=Path), metavar="FILE", help="Save it as a draft for the mail program.")
def command(session: Session, item: str | None, *, whom: str | None, variant: int, eml: Path | None) -> None:
    """Draft words for an item, by its number on today's list or its id. You send them, or you do not."""
    from kithbook.actions import numbered
    from kithbook.actions.draft import draft, draft_to

    if (item is None) == (whom is None):
        raise UserError("A draft is for an item or for a person.", do="kith draft ITEM, or kith draft --to WHO")
    with session.book() as book:
        if whom is not None:
            answer = draft_to(book, whom, now=session.now, variant=variant - 1)
        else:
            found = numbered.item(book, item or "", now=session.now)
            answer = draft(book, found, now=session.now, variant=variant - 1)
    if eml is not None:
        _save(answer, eml)
    session.say(answer, lambda page, told: _plainly(page, told, eml))


def _save(answer: "DraftShown", file: Path) -> None:
    from kithbook.actions.mail_draft import save

    save(answer, file)


def _plainly(page: "Page", answer: "DraftShown", eml: Path | None) -> None:
    from kithbook.faces.cli import tell
    from kithbook.faces.cli.paper import defused

    if answer.why_not:
        page.text(f"No words for {answer.person.name}: {answer.why_not}")
        return
    rows = [("To", answer.to or answer.by.address or answer.person.name), ("Subject", answer.subject)]
    page.table([row for row in rows if row[1]], stretch=1)
    page.line()
    for paragraph in answer.text.splitlines():
        page.text(paragraph, indent=2) if paragraph else page.line()
    page.line()
    for said in answer.says:
        page.text(f"{defused(said.text)}  {' '.join(tell.short(one) for one in said.evidence)}", ink=["dim"])
    for remark in answer.remarks:
        page.text(remark, ink=["yellow"])
    if eml is not None:
        page.line(f"Saved as {eml}. Open it in your mail program, change what you like, and send it yourself.")
    others = [f"{place} {name}" for place, name in enumerate(answer.choices, start=1) if place != answer.variant + 1]
    if others:
        page.hint(f"Other ways to put it: --variant {', '.join(others)}")
