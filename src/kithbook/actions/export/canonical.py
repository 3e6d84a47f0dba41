"""The canonical export: what a book knows, as sorted JSON lines without local ids or times of import.

Two books with the same knowledge give the same bytes, in whatever order they learnt it. A person is named by the first
of the card keys that make them up; what the owner entered is named by its content.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from kithbook.actions import dates
from kithbook.actions.document import plain
from kithbook.actions.export.sorting import sorted_lines
from kithbook.model import ids, times
from kithbook.model.card import OWNER, Card
from kithbook.model.decision import standing
from kithbook.model.interaction import ContactDay, Interaction
from kithbook.model.person import Person
from kithbook.store.book import Book
from kithbook.store.evidence import Version

DIGITS: Final = 6  # of a weight: sums of the same numbers in another order differ in the sixteenth
WINDOW: Final = timedelta(days=31)  # interactions are read a month at a time
_WHO: Final = ("card", "a", "b")  # fields of a ruling that hold the card of a person


def canonical(book: Book) -> Iterator[bytes]:
    """Give the sorted lines of the whole book."""
    return sorted_lines(_line(line) for line in Knowledge(book).lines())


def canonical_of(book: Book, person: Person) -> Iterator[bytes]:
    """Give the sorted lines about one person."""
    return sorted_lines(_line(line) for line in Knowledge(book).lines_about(person))


def _line(content: Mapping[str, Any]) -> bytes:
    return ids.canonical(plain(content)).encode("utf-8", "backslashreplace") + b"\n"


class Knowledge:
    """Walks a book and says everything in it without a word that is local to it."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def lines(self) -> Iterator[Mapping[str, Any]]:
        """Say everything."""
        yield {"zone": dates.zone(self._book).key}
        for kind, key, versions in self._book.evidence.versions():
            yield from (self._record(kind, key, version) for version in versions)
        for person in self._everybody:
            yield self._person(person)
        yield from self._rulings()
        yield from self._questions()
        for organisation in self._book.digest.organisations():
            yield {"organisation": organisation.key, **_stated(organisation)}
        yield from (self._day(row) for row in self._book.digest.contact_days())
        yield from (self._said("position", _stated(found)) for found in self._book.digest.positions())
        yield from (self._said("change", _stated(found)) for found in self._book.digest.changes())
        yield from (self._interaction(found) for found in self._interactions())

    def lines_about(self, person: Person) -> Iterator[Mapping[str, Any]]:
        """Say what is known about one person."""
        digest, number = self._book.digest, person.number
        yield self._person(person)
        for record_id in dict.fromkeys(digest.evidence(person.id)):
            held = self._book.evidence.record_by_id(record_id)
            if held:
                record, places, _ = held
                sources = sorted({place.source for place in places})
                yield {"record": record.kind, "key": record.key, "content": record.content, "sources": sources}
        yield from (line for line in self._rulings() if self._name(number) in line.get("about", ()))
        yield from (self._day(row) for row in digest.contact_days(person=number))
        yield from (self._said("position", _stated(found)) for found in digest.positions(number))
        yield from (self._said("change", _stated(found)) for found in digest.changes(number))
        yield from (self._interaction(found) for found in digest.interactions(number))

    # -- people ----------------------------------------------------------------------------------------

    @cached_property
    def _everybody(self) -> list[Person]:
        ego = self._book.digest.ego()
        return [*self._book.digest.people(known=None), *([ego] if ego else [])]

    @cached_property
    def _names(self) -> tuple[dict[int, str], dict[str, str]]:
        """Name everybody, by number and by the id of each of their cards."""
        by_number: dict[int, str] = {}
        by_card: dict[str, str] = {}
        for person in self._everybody:
            cards = self._book.digest.cards(person.number)
            name = _named(person, cards)
            by_number[person.number] = name
            by_card |= dict.fromkeys((card.id for card in cards), name)
            by_card[person.founder] = name
        return by_number, by_card

    def _name(self, number: int) -> str:
        return self._names[0].get(number, "")

    def _person(self, person: Person) -> Mapping[str, Any]:
        local = {"number", "id", "slug", "founder"}
        stated = {name: value for name, value in _stated(person).items() if name not in local}
        cards = sorted((_card(card) for card in self._book.digest.cards(person.number)), key=ids.canonical)
        return {"person": self._name(person.number), **stated, "tags": sorted(person.tags), "cards": cards}

    # -- evidence --------------------------------------------------------------------------------------

    @staticmethod
    def _record(kind: str, key: str, version: Version) -> Mapping[str, Any]:
        # A file's own time orders versions and is no knowledge: a copy of the file has another.
        seen = {(source, str(as_of.day) if as_of.is_dated else "") for _, as_of, source in version.seen}
        readings = [_stated(reading) for _, reading in version.readings]
        return {
            "record": kind,
            "key": key,
            "content": version.record.content,
            "seen": sorted(list(one) for one in seen),
            "readings": sorted(readings, key=ids.canonical),
        }

    def _rulings(self) -> Iterator[Mapping[str, Any]]:
        rulings = standing(self._book.evidence.decisions())
        stable: dict[str, str] = {}
        counts: dict[str, int] = {}
        for ruling in rulings:
            fields = {name: self._without_local(value, stable) for name, value in ruling.fields.items()}
            about = [self._names[1].get(str(ruling.fields[name]), "") for name in _WHO if ruling.fields.get(name)]
            rest = {name: value for name, value in fields.items() if name not in _WHO}
            line = {"ruling": ruling.verb, "about": sorted(about), "fields": rest}
            text = ids.canonical(plain(line))
            counts[text] = counts.get(text, 0) + 1
            stable[ruling.id] = ids.make(ids.DECISION, text, str(counts[text]))
            yield {**line, "times": counts[text]}

    def _without_local(self, value: object, stable: Mapping[str, str]) -> object:
        """Put persons for card ids, and stable ids for those of rulings."""
        if isinstance(value, list):
            return sorted((self._without_local(one, stable) for one in value), key=str)
        if isinstance(value, str):
            return self._names[1].get(value) or stable.get(value, value)
        return value

    # -- what follows ----------------------------------------------------------------------------------

    def _questions(self) -> Iterator[Mapping[str, Any]]:
        for question in self._book.digest.questions():
            yield {
                "question": question.kind,
                "between": sorted(self._name(number) for number in (question.a, question.b) if number),
                "match_weight": round(question.match_weight, DIGITS),
                "reasons": sorted(question.reasons),
            }

    def _day(self, row: tuple[Any, ...]) -> Mapping[str, Any]:
        day = ContactDay(*row)
        counted = {name: value for name, value in _stated(day).items() if name != "person"}
        return {"contact_day": self._name(day.person), **counted, "day": times.from_day_number(day.day)}

    def _said(self, sort: str, stated: dict[str, Any]) -> Mapping[str, Any]:
        local = {"person", "card", "record", "records"}
        return {sort: self._name(stated["person"]), **{name: v for name, v in stated.items() if name not in local}}

    def _interactions(self) -> Iterator[Interaction]:
        """Walk all interactions back in time, a month at a time, so that memory stays flat."""
        left = self._book.digest.counts()["interactions"]
        newest = self._book.digest.interactions(limit=1)
        since = newest[0].day if newest else date.min
        until: date | None = None
        while left > 0:
            since = since - WINDOW if since - date.min > WINDOW else date.min
            found = self._book.digest.interactions(since=since, until=until)
            yield from found
            left -= len(found)
            if since == date.min:
                return
            until = since - timedelta(days=1)

    def _interaction(self, found: Interaction) -> Mapping[str, Any]:
        stated = {name: value for name, value in _stated(found).items() if name not in {"id", "participants"}}
        parts = [[self._names[1].get(part.card, ""), part.name, part.role] for part in found.participants]
        return {"interaction": found.kind, **stated, "sources": sorted(found.sources), "participants": sorted(parts)}


def _stated(one: Any) -> dict[str, Any]:
    """Give what a noun states, field by field; what stands within a field is made plain with its line, once."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _named(person: Person, cards: Iterable[Card]) -> str:
    listed = list(cards)
    keys = [card.key for card in listed if card.source != OWNER]
    if keys:
        return min(keys)
    handles = sorted(f"{kind}:{value}" for card in listed for kind, value in card.handles)
    return "/".join([OWNER, person.name, *handles])


def _card(card: Card) -> dict[str, Any]:
    stated: dict[str, Any] = plain(card)
    del stated["lists"], stated["archives"]  # of this book's own runs
    key = OWNER if card.source == OWNER else card.key
    return {name: value for name, value in {**stated, "key": key}.items() if value not in ("", [], {}, None, False)}
