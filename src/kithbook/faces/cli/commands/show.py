"""kith show: one person on one page."""

from typing import TYPE_CHECKING

import click

from kithbook.faces.cli.commands.questions import words_of
from kithbook.faces.cli.session import Session
from kithbook.faces.cli.verbs import verb

if TYPE_CHECKING:
    from datetime import tzinfo

    from kithbook.actions.show import Shown
    from kithbook.faces.cli.paper import Page

SHOWN = 8  # of each sort: the page is to stay one page


@verb("People")
@click.argument("who", nargs=-1, required=True)
@click.option("--as-of", metavar="DATE", help="As it was at the end of that day.")
@click.option("--cards", is_flag=True, help="List what each source says, with the ids that `kith split` takes.")
def command(session: Session, who: tuple[str, ...], as_of: str | None, *, cards: bool) -> None:
    """Show one person on one page: who they are, how your tie stands, what passed, what was promised."""
    from kithbook.actions import dates
    from kithbook.actions.show import show

    with session.book() as book:
        answer = show(book, " ".join(who), now=session.now, as_of=session.day(book, as_of))
        zone = dates.zone(book)
    session.say(answer, lambda page, told: _cards(page, told) if cards else _plainly(page, told, zone=zone))


def _plainly(page: "Page", person: "Shown", *, zone: "tzinfo") -> None:
    _head(page, person)
    _tie(page, person)
    _open(page, person)
    _lists(page, person, zone=zone)
    page.hint(f"kith note {person.slug} TEXT · kith log {person.slug} --kind call · kith show {person.slug} --cards")


def _head(page: "Page", person: "Shown") -> None:
    from kithbook.faces.cli import tell
    from kithbook.faces.cli.paper import defused

    page.line(page.ink(defused(person.name), "bold") + page.ink(f"  {person.slug}", "dim"))
    role = " at ".join(part for part in (person.position, person.organisation) if part)
    facts = [role, person.location, f"born {tell.partial(person.birthday)}" if person.birthday else None]
    page.text(" · ".join(fact for fact in facts if fact))
    handles = [f"{handle.kind} {handle.value}" for handle in person.handles if handle.kind != "uid"]
    page.text(" · ".join(handles))
    if person.tags:
        page.text(" ".join(f"#{tag}" for tag in person.tags), ink=["cyan"])


def _tie(page: "Page", person: "Shown") -> None:
    from kithbook.faces.cli import tell

    page.line()
    words = [f"closest {person.layer}"] if person.layer else []
    if person.last_interaction:
        words.append(f"last in touch {person.last_interaction}")
    if person.rhythm_days:
        words.append(f"every {person.rhythm_days} days if you can")
    state = page.ink(person.state, tell.WARMTH.get(person.state, "dim"))
    page.line("  ".join(part for part in (state, tell.bar(person.strength, person.state), " · ".join(words)) if part))


def _open(page: "Page", person: "Shown") -> None:
    """Write what is still to do about them: promises, reminders, questions."""
    from kithbook.faces.cli import tell

    open_promises = [promise for promise in person.promises if not promise.kept]
    if open_promises:
        page.heading("Promised")
        rows = [
            (tell.short(p.id), "they" if p.theirs else "you", p.text, f"due {p.due}" if p.due else "")
            for p in open_promises[:SHOWN]
        ]
        page.table(rows, stretch=2, whole=[0, 3], indent=2)
    if person.reminders:
        page.heading("To be reminded")
        page.table(
            [(tell.short(r.id), r.on, r.text) for r in person.reminders[:SHOWN]], stretch=2, whole=[0, 1], indent=2
        )
    if person.questions:
        page.heading("Unclear")
        asked = [(tell.short(q.question), words_of(q)) for q in person.questions[:SHOWN]]
        page.table(asked, stretch=1, whole=[0], indent=2)


def _lists(page: "Page", person: "Shown", *, zone: "tzinfo") -> None:
    from kithbook.faces.cli import tell
    from kithbook.model.card import OWNER

    if person.notes:
        page.heading("Notes")
        for note in person.notes[:SHOWN]:
            source = "" if note.source == OWNER else f"({note.source})"
            page.text("  ".join(part for part in (note.at, f"{note.text} {source}".strip()) if part), indent=2)
    if person.positions:
        page.heading("Where")
        rows = [(_span(p.start, p.end), p.title, p.place, p.source) for p in person.positions[:SHOWN]]
        page.table(rows, stretch=2, whole=[0], indent=2)
    if person.interactions:
        page.heading(f"What passed ({tell.count(len(person.interactions), 'time')})")
        arrows = {"out": "→", "in": "←", "both": "↔"}
        passed = [
            (tell.moment(i.at, zone), arrows.get(i.direction, "·"), i.kind, i.subject, ", ".join(i.sources))
            for i in person.interactions[:SHOWN]
        ]
        page.table(passed, stretch=3, whole=[0], indent=2)
    if person.changes:
        page.heading("What changed")
        rows = [(tell.day(c.at), c.field, c.words, c.source) for c in person.changes]
        page.table(rows[:SHOWN], stretch=2, whole=[0], indent=2)


def _span(start: str | None, end: str | None) -> str:
    if start and start == end:
        return start
    return f"{start or '?'} – {end or ''}" if start or end else ""


def _cards(page: "Page", person: "Shown") -> None:
    from kithbook.faces.cli.paper import defused

    for card in person.cards:
        page.line(f"{page.ink(card.id, 'cyan')}  {page.ink(defused(card.name or '(no name)'), 'bold')}  {card.source}")
        rows = [(handle.kind, handle.value) for handle in card.handles]
        rows += [(str(name), str(value)) for name, value in card.fields.items()]
        page.table(rows, stretch=1, indent=4)
    page.hint(f"If some are not {person.name}: kith split {person.slug} CARD…")
