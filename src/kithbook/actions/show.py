"""show: all that the book holds of one person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from kithbook.actions import people, remarked
from kithbook.actions.about import About, PromiseShown, ReminderShown
from kithbook.actions.answers import Handle
from kithbook.actions.questions import Asked
from kithbook.actions.wording.changes import changed
from kithbook.model import decision as verbs
from kithbook.model import interaction
from kithbook.model.card import Card
from kithbook.model.decision import Decision
from kithbook.model.person import Person
from kithbook.model.position import Position
from kithbook.store.book import Book

# As mail writes them, in small letters: "Booking.com" is how an organisation writes its name.
_DOMAIN: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class CardShown:
    """What one source says of the person, as what it lists them, and of which day it speaks."""

    id: str
    source: str
    relation: str
    as_of: date | None
    external_id: str
    name: str
    handles: tuple[Handle, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PositionShown:
    """Where they work or studied, as one source states it."""

    organisation: str
    title: str
    start: str | None
    end: str | None
    source: str
    kind: str
    record: str

    @property
    def place(self) -> str:
        """Name the place; where only the domain of their address tells of it, as what it is: ``@acme.example``."""
        return f"@{self.organisation}" if _DOMAIN.fullmatch(self.organisation) else self.organisation


@dataclass(frozen=True, slots=True)
class InteractionShown:
    """What passed between you."""

    id: str
    at: datetime | date
    kind: str
    direction: str
    subject: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What a later version of a card says differently."""

    at: date | None
    field: str
    before: str
    after: str
    source: str
    evidence: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say in words what became of the field."""
        return changed(self.field, self.before, self.after)


@dataclass(frozen=True, slots=True)
class NoteShown:
    """What was written down about them."""

    id: str
    at: str | None
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Shown(people.PersonShown):
    """A person with everything that is known of them."""

    as_of: date
    birthday: str | None
    location: str | None
    since: str | None
    rhythm_days: int | None
    cards: tuple[CardShown, ...]
    positions: tuple[PositionShown, ...]
    interactions: tuple[InteractionShown, ...]
    changes: tuple[ChangeShown, ...]
    promises: tuple[PromiseShown, ...]
    reminders: tuple[ReminderShown, ...]
    questions: tuple[Asked, ...]  # that are open about them
    notes: tuple[NoteShown, ...]


def show(book: Book, whom: str, *, now: datetime, as_of: date | None = None, talk: int | None = None) -> Shown:
    """Show one person as of the end of a day; who is who, and your own rulings, are as of now.

    `talk`: how many of the latest interactions; all for None, for a person may have thousands (see `timeline`).
    """
    return show_of(About.of(book, whom, now=now, as_of=as_of), talk=talk)


def show_of(about: About, *, talk: int | None = None) -> Shown:
    """Show the person asked about."""
    book, person, day = about.book, about.person, about.day
    rhythms = [card.fields["rhythm_days"] for card in about.cards if card.fields.get("rhythm_days")]
    rhythms += [ruling.fields.get("days") for ruling in about.own_rulings if ruling.verb == verbs.RHYTHM]
    return Shown(
        **{name: getattr(about.head, name) for name in people.PersonShown.__dataclass_fields__},
        as_of=day,
        birthday=person.birthday or None,
        location=person.location or None,
        since=person.since or None,
        rhythm_days=rhythms[-1] if rhythms else None,
        cards=tuple(_card(card, day) for card in about.cards),
        positions=_positions(book, person, day),
        interactions=_interactions(book, person, day, talk),
        changes=_changes(about),
        promises=about.promises,
        reminders=about.reminders,
        questions=about.questions,
        notes=_notes(about.cards, about.own_rulings),
    )


def _card(card: Card, day: date) -> CardShown:
    stated = {
        "organisation": card.organisation,
        "title": card.title,
        "birthday": card.birthday,
        "location": card.location,
        "since": card.since,
        "note": card.note,
        "tags": list(card.tags),
        "addresses": [dict(address) for address in card.addresses],
        "other_names": list(card.other_names),
    }
    fields = {name: value for name, value in stated.items() if value}
    handles = tuple(Handle(kind, value) for kind, value in card.handles)
    told = card.seen_to if card.seen_to and card.seen_to <= day else None  # a calendar reaches into the next year
    return CardShown(card.id, card.source, card.relation, told, card.key, card.name, handles, {**fields, **card.fields})


def _positions(book: Book, person: Person, day: date) -> tuple[PositionShown, ...]:
    found = book.digest.positions(person.number, until=day)
    found = standing(sorted(found, key=lambda p: (p.is_current, p.end or p.start, p.start), reverse=True))
    # What one source says on two cards of theirs is said once.
    apart = {(p.organisation, p.title, p.start, p.end, p.source, p.kind): p for p in reversed(found)}
    return tuple(
        PositionShown(p.organisation, p.title, p.start or None, p.end or None, p.source, p.kind, p.record)
        for p in reversed(apart.values())
    )


def standing(found: Sequence[Position]) -> list[Position]:
    """Let go on what a source says stands, given the latest first: the last mail that told of it is not its end."""
    stated = {_held(p) for p in found if p.is_current and p.record and not p.start and not p.end}
    kept = []
    for one in found:
        if not one.record and _held(one) in stated:
            stated.remove(_held(one))
            kept.append(replace(one, end=""))
        else:
            kept.append(one)
    return kept


def _held(one: Position) -> tuple[str, str]:
    return one.organisation_key, one.title.casefold()


def own_positions(book: Book, day: date) -> tuple[PositionShown, ...]:
    """Show the owner's own positions as of a day; none where nobody is known to be the owner."""
    ego = book.digest.ego()
    return _positions(book, ego, day) if ego else ()


def _interactions(book: Book, person: Person, day: date, talk: int | None) -> tuple[InteractionShown, ...]:
    return tuple(passed(one) for one in book.digest.interactions(person.number, until=day, limit=talk, is_bare=True))


def passed(one: interaction.Interaction) -> InteractionShown:
    """Show one interaction."""
    return InteractionShown(
        one.id, one.day if one.is_day else one.at, one.kind, one.direction, one.subject, one.sources
    )


def _changes(about: About) -> tuple[ChangeShown, ...]:
    return tuple(ChangeShown(c.at, c.field, c.before, c.after, c.source, c.records) for c in about.changes)


def _notes(cards: list[Card], rulings: list[Decision]) -> tuple[NoteShown, ...]:
    own = [
        NoteShown(r.id, str(r.fields.get("at") or "") or None, str(r.fields["text"]), "owner")
        for r in rulings
        if r.verb == verbs.NOTE
    ]
    # A row that was edited is a new card beside the old one, and says most of it again.
    apart = {(card.note, card.source): card for card in cards if card.note}
    written = [NoteShown(card.id, None, card.note, card.source) for card in apart.values()]
    told = [
        NoteShown(one.id, one.at.isoformat() if one.at else None, one.sentence, one.source)
        for card in cards
        for one in remarked.remarks(card)
    ]
    return tuple(own[::-1] + told[::-1] + written)
