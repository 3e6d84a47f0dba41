"""kith ties: how every tie stands."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from kithbook.actions.ties import Tie
    from kithbook.faces.cli.paper import Page

SHOWN = 30


@verb("Every day")
@click.option("--as-of", metavar="DATE", help="As it was at the end of that day.")
@click.option("--limit", type=Number(min=1), metavar="N", help=f"How many. Default: {SHOWN}; with --json all.")
def command(session: Session, as_of: str | None, limit: int | None) -> None:
    """List everyone you were ever in touch with, the strongest tie first, with what is measured of each."""
    from kithbook.actions.ties import ties

    with session.book() as book:
        found = ties(book, now=session.now, as_of=session.day(book, as_of))
    answer = found[:limit] if limit else found
    session.say(answer, lambda page, told: _plainly(page, told[: limit or SHOWN], len(found)))


def _plainly(page: "Page", found: "list[Tie]", total: int) -> None:
    from kithbook.faces.cli import tell

    if not found:
        page.advice("No contact with anybody is known yet: kith import PATH")
        return
    rows = [
        (
            tie.rank or "",
            tie.person.name,
            "" if tie.strength is None else f"{tell.bar(tie.strength, tie.state)} {tie.strength:.2f}",
            tie.state,
            f"{tie.contact_days:,}",
            tie.last_interaction,
            f"every {tie.rhythm_days:.0f} days",
            f"{tie.contact_probability_30d:.0%}",
        )
        for tie in found
    ]
    heads = ("", "name", "strength", "state", "days", "last", "usually", "in 30 days")
    page.table(rows, heads=heads, stretch=1, right=(0, 4, 7))
    if total > len(found):
        page.advice(f"And {total - len(found):,} more: kith ties --limit {total}")
    page.hint("days: days in touch. in 30 days: how likely you will be. kith help strength")
