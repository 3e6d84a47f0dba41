"""kith people: who is in the book."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from kithbook.actions.people import PersonShown
    from kithbook.faces.cli.paper import Page

SHOWN = 40
HEADS = ("name", "does", "strength", "state", "last", "slug")
NARROW = 80  # columns, below which six cells to a line say nothing


@verb("People")
@click.argument("query", nargs=-1)
@click.option("--limit", type=Number(min=1), metavar="N", help=f"How many. Default: {SHOWN}; with --json all.")
@click.option("--organisation", metavar="NAME", help="Who work there.")
@click.option("--tag", metavar="TAG", help="Who have this tag of yours.")
@click.option("--state", metavar="STATE", help="active, drifting, dormant, latent; seen: only mentioned somewhere.")
def command(session: Session, query: tuple[str, ...], limit: int | None, **conditions: str | None) -> None:
    """List the people you know, strongest ties first, or find some by name, organisation, title or address."""
    from kithbook.actions import who
    from kithbook.actions.people import people

    wanted = limit or (None if session.as_json else SHOWN + 1)
    with session.book() as book:
        answer = people(book, " ".join(query) or None, now=session.now, limit=wanted, **conditions)
        is_in_vain = bool(query) and not answer and not session.as_json and not any(conditions.values())
        near = who.listed(who.near(book, " ".join(query))) if is_in_vain else []

    def plainly(page: "Page", told: "list[PersonShown]") -> None:
        if near:
            _nearest(page, near)
        else:
            _plainly(page, told, limit or SHOWN, is_narrowed=bool(query) or any(conditions.values()))

    session.say(answer, plainly)


def _nearest(page: "Page", near: "list[str]") -> None:
    from kithbook.faces.cli.paper import defused

    page.line("Nobody is written like that. Nearest:")
    for candidate in near:
        page.line(f"  {defused(candidate)}")
    page.hint("All about one: kith show SLUG")


def _plainly(page: "Page", found: "list[PersonShown]", limit: int, *, is_narrowed: bool) -> None:
    from kithbook.faces.cli import tell

    if not found:
        page.advice(
            "Nobody. `kith people` lists everybody; `kith import PATH` brings people in."
            if is_narrowed
            else "You know nobody yet. `kith import PATH` brings people in, and `kith add NAME` enters one."
        )
        return
    rows = []
    for person in found[:limit]:
        role = ", ".join(part for part in (person.position, person.organisation) if part)
        last = tell.day(person.last_interaction)
        rows.append((person.name, role, tell.bar(person.strength, person.state), person.state, last, person.slug))
    if page.width < NARROW:  # who it is and how to name them, before how it stands
        page.table(
            [(name, role, slug) for name, role, *_, slug in rows], heads=HEADS[:2] + HEADS[-1:], stretch=1, whole=[2]
        )
    else:
        page.table(rows, heads=HEADS, stretch=1, whole=[5])
    if len(found) > limit:
        page.advice("And more: kith people --limit N")
    page.hint("All about one: kith show SLUG")
