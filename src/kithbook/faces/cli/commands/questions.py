"""kith questions: what the book is not sure of."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kithbook.actions.questions import Asked
    from kithbook.faces.cli.paper import Page

SHOWN = 10  # in words; --json and --limit give more


@verb("Who is who")
@click.option("--limit", type=Number(min=1), metavar="N", help=f"How many to show. Default: {SHOWN}.")
def command(session: Session, limit: int | None) -> None:
    """List what the book is not sure of, the most valuable first."""
    from kithbook.actions.questions import questions, told_apart

    with session.book() as book:
        answer = questions(book)
        sides = {} if session.as_json else told_apart(book, answer[: limit or SHOWN])
    listed = answer[:limit] if limit else answer
    session.say(listed, lambda page, told: plainly(page, told[: limit or SHOWN], len(answer), sides))


def plainly(page: "Page", asked: "list[Asked]", total: int, sides: "Mapping[str, str]") -> None:
    """Write each question with who its sides are, its reasons and its id."""
    from kithbook.faces.cli import tell
    from kithbook.faces.cli.paper import defused

    if not asked:
        page.line("Nothing is unclear.")
        return
    for question in asked:
        page.line(f"{page.ink(tell.short(question.question), 'cyan')}  {page.ink(defused(words_of(question)), 'bold')}")
        for side in (question.a, question.b):
            if side and sides.get(side.id):
                page.text(f"{side.slug}: {sides[side.id]}", indent=9)
        for reason in question.reasons:
            page.text(reason, indent=9)
        page.line()
    if total > len(asked):
        page.advice(f"And {total - len(asked):,} more: kith questions --limit {total}")
    page.advice(f"To settle one: kith answer {tell.short(asked[0].question)} same, different or later.", ink=["dim"])


def words_of(question: "Asked") -> str:
    """Write what is asked in one sentence."""
    from kithbook.faces.cli import tell

    if question.kind == "same":
        return f"Are {tell.person(question.a)} and {tell.person(question.b)} one person?"
    if question.address:
        return f"Is {question.address} an address of yours?"
    if question.a:
        return f"Is the archive of {tell.person(question.a)} yours?"
    return "Who are you? Answer with your address, your profile or your name."
