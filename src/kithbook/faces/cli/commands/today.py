"""kith today: whom to turn to today, and why now."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import Number, verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kithbook.actions.today import Item, Today
    from kithbook.faces.cli.paper import Page
    from kithbook.store.book import Book


@verb("Every day")
@click.option("--date", metavar="DATE", help="As of another day; nothing is recorded then.")
@click.option("--limit", type=Number(min=1), metavar="N", help="So many instead of your usual number, up to 7.")
def command(session: Session, date: str | None, limit: int | None) -> None:
    """Show whom to turn to today, why now, on what evidence, and what to offer.

    Today's list stays what it was when you first asked, less what you ruled on, and is made anew after an import.
    """
    from kithbook.actions.numbered import numbers
    from kithbook.actions.today import today

    with session.book() as book:
        answer = today(book, now=session.now, date=session.day(book, date), limit=limit)
        listed = numbers(book, now=session.now) if date is None and limit is None else {}
        is_empty = not answer.items and not _has_people(book)
    _mention_most(session, limit)
    session.say(answer, lambda page, told: _begin(page) if is_empty else _plainly(page, told, listed))


def _has_people(book: "Book") -> bool:
    from kithbook.actions.welcome import has_people

    return has_people(book)


def _mention_most(session: Session, limit: int | None) -> None:
    from kithbook.insight.capacity import MOST_ITEMS

    if limit and limit > MOST_ITEMS:
        session.mention(f"A day's list has {MOST_ITEMS} items at most, so that it can be done; the rest waits.")


def _begin(page: "Page") -> None:
    page.text("Your book is empty. Give it something to read: a LinkedIn archive, a mailbox, a calendar, contacts.")
    page.hint("kith import PATH · kith help exports says how to get your files · kith demo shows a sample network")


def _plainly(page: "Page", answer: "Today", numbers: "Mapping[str, int]") -> None:
    from kithbook.faces.cli import tell

    items(page, answer, numbers)
    if answer.items:
        first = numbers.get(answer.items[0].id) or tell.short(answer.items[0].id)
        slug = answer.items[0].person.slug
        page.hint(
            f"kith done {first} · kith later {first} · kith never {first} · kith evidence {first} · kith show {slug}"
        )


def items(page: "Page", answer: "Today", numbers: "Mapping[str, int]") -> None:
    """Write the agenda: who, why now, what to offer."""
    page.line(page.ink(f"{answer.date:%A}, {answer.date.day} {answer.date:%B %Y}", "bold"))
    for item in answer.items:
        page.line()
        _item(page, item, numbers.get(item.id))
    page.line()
    page.line("That is all for today." if answer.items else "Nothing presses today. Enjoy it.")
    if answer.rest:
        page.text(f"Waiting for another day: {answer.rest}.", ink=["dim"])


def _item(page: "Page", item: "Item", number: int | None) -> None:
    from kithbook.actions.today import BESIDE
    from kithbook.faces.cli import tell
    from kithbook.faces.cli.paper import defused

    mark = f"{number}." if number else "·"
    reason = item.nudge.replace("_", " ")
    name = page.ink(defused(item.person.name), "bold")
    page.line(f"{mark:>3} {name}  {page.ink(reason, 'cyan')}  {page.ink(tell.short(item.id), 'dim')}")
    page.text(item.why, indent=4)
    if item.offer:
        page.text(f"→ {item.offer}", indent=4, ink=["green"])
    for one in item.also[:BESIDE]:
        page.text(f"Also, {one.nudge.replace('_', ' ')} ({tell.short(one.id)}): {one.why}", indent=4)
    if rest := item.also[BESIDE:]:
        page.advice(f"And {tell.count(len(rest), 'more reason')} with them: kith show {item.person.slug}", indent=4)
