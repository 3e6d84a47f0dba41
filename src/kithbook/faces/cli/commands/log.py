"""kith log: say that you and a person were in touch."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.argument("text", nargs=-1)
@click.option("--kind", required=True, metavar="KIND", help="call, meeting, message or mail.")
@click.option("--at", metavar="WHEN", help="yesterday 15:30, last friday, 2026-05-12. Default: today.")
def command(session: Session, who: str, text: tuple[str, ...], kind: str, at: str | None) -> None:
    """Say that you were in touch where no file can know it: their clock starts again."""
    from kithbook.actions.log import log
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = log(book, who, kind=kind, now=session.now, at=at, text=" ".join(text))
        sentence = tell.said(book, answer.decision)
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision))
