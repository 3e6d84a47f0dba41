"""people: who is in the book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kithbook.actions import dates, measured
from kithbook.actions.answers import Handle
from kithbook.model.card import Card
from kithbook.model.fault import UserError
from kithbook.model.person import ACTIVE, DORMANT, DRIFTING, LATENT, SEEN, Person
from kithbook.store.book import Book

STATES = (ACTIVE, DRIFTING, DORMANT, LATENT, SEEN)


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person as lists show them. Strength is among those with a contact day; None for the others."""

    id: str
    slug: str
    name: str
    handles: tuple[Handle, ...]
    organisation: str | None
    position: str | None
    strength: float | None
    layer: int | None
    last_interaction: date | None
    state: str
    card_count: int
    tags: tuple[str, ...]


def people(
    book: Book,
    query: str | None = None,
    *,
    now: datetime,
    limit: int | None = None,
    organisation: str | None = None,
    tag: str | None = None,
    state: str | None = None,
) -> list[PersonShown]:
    """List the people known, strongest first; with a query those who answer to it, best first, the merely seen last."""
    if state is not None and state not in STATES:
        raise UserError(f"{state!r} is no state.", do=f"Say one of {', '.join(STATES)}.")
    standings = measured.standings(book, dates.today(book, now))
    # What no other condition narrows need not be found whole; the known stand first.
    most = limit if limit and not (organisation or tag or state) else EVERYONE
    found = _found(book, query, state, most)
    kept = [
        person
        for person in found
        if (not tag or tag.lstrip("#").casefold() in (word.casefold() for word in person.tags))
        and (state is None or standings.of(person).state == state)
    ]
    if organisation:
        wanted = _at(book, organisation)
        kept = [person for person in kept if person.number in wanted]
    if not query:
        kept.sort(key=lambda person: -(standings.of(person).strength or 0))
    return shown(book, kept[:limit], standings)


def _found(book: Book, query: str | None, state: str | None, most: int) -> list[Person]:
    known = {None: None if query else True, SEEN: False}.get(state, True)
    if not query:
        return book.digest.people(known=known)
    found = book.digest.search(query, limit=most, known=known)
    return sorted(found, key=lambda person: not person.is_known)


EVERYONE = 1_000_000  # a search is cut by --limit, after the other conditions


def _at(book: Book, organisation: str) -> set[int]:
    wanted = organisation.casefold()
    return {
        position.person
        for position in book.digest.positions()
        if position.is_current and wanted in position.organisation.casefold()
    } | {person.number for person in book.digest.people(known=None) if wanted in person.organisation.casefold()}


def shown(book: Book, people: Sequence[Person], standings: measured.Standings) -> list[PersonShown]:
    """Show these people with their handles and how their ties stand."""
    cards = book.digest.cards_by(person.number for person in people)
    return [one(person, cards[person.number], standings.of(person)) for person in people]


def one(person: Person, cards: Iterable[Card], standing: measured.Standing) -> PersonShown:
    """Show one person."""
    handles = dict.fromkeys(handle for card in cards for handle in card.handles)
    return PersonShown(
        id=person.id,
        slug=person.slug,
        name=person.name,
        handles=tuple(Handle(kind, value) for kind, value in handles),
        organisation=person.organisation or None,
        position=person.title or None,
        strength=standing.strength,
        layer=standing.layer,
        last_interaction=standing.last,
        state=standing.state,
        card_count=person.card_count,
        tags=person.tags,
    )
