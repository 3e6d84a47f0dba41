"""kith promise: keep what you or they said would be done."""

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb


@verb("What you know")
@click.argument("who")
@click.argument("text", nargs=-1, required=True)
@click.option("--due", metavar="DATE", help="friday, in 2 weeks, 2026-12-01: the day it comes onto your agenda.")
@click.option("--theirs", is_flag=True, help="They promised it, not you.")
def command(session: Session, who: str, text: tuple[str, ...], due: str | None, *, theirs: bool) -> None:
    """Keep a promise, yours or theirs; `kith kept` ends it."""
    from kithbook.actions.promise import promise
    from kithbook.faces.cli import tell

    with session.book() as book:
        answer = promise(book, who, " ".join(text), now=session.now, due=due, theirs=theirs)
        sentence = tell.said(book, answer.decision)
    then = f"When it is done: kith kept {tell.short(answer.decision)}"
    session.say(answer, lambda page, told: tell.kept(page, sentence, told.decision, then=then))
