"""Reading the digest: people, their cards, and what hangs on them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from kithbook.model import handle, ids, times
from kithbook.model.card import Card
from kithbook.model.change import Change
from kithbook.model.organisation import Organisation
from kithbook.model.person import Person
from kithbook.model.position import Position
from kithbook.model.question import Question
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes, mentions
from kithbook.store.sqlite.digest.lists import POSITION, bounds, position, without_removed
from kithbook.store.sqlite.digest.passing import Passing

FEWEST_DIGITS, MOST_DIGITS = 6, 20  # of a telephone number by which somebody is named; E.164 knows fifteen
_PERSON: Final = """
SELECT p.number, c.raw, p.slug, p.name, p.organisation, p.title, p.is_known, p.known_from, p.is_bulk, p.is_ego, p.card_count,
  p.birthday, p.since, p.location, p.tags FROM person p JOIN card c ON c.number = p.number
"""

_COUNTS: Final = {
    "people": "SELECT count(*) FROM person WHERE is_known",
    "seen": "SELECT count(*) FROM person WHERE NOT is_known AND NOT is_ego",
    "cards": "SELECT count(*) FROM card WHERE content IS NOT NULL",
    "interactions": "SELECT count(*) FROM interaction",
    "questions": "SELECT count(*) FROM question",
}

# The records behind an id; what the owner said rests on rulings instead.
_BEHIND: Final = {
    ids.INTERACTION: "SELECT i.records, s.text = 'owner' FROM interaction i JOIN text s ON s.number = i.sources WHERE i.raw = ?",
    ids.CARD: "SELECT records, key LIKE 'owner:%' FROM card WHERE raw = ?",
    ids.PERSON: "SELECT records, key LIKE 'owner:%' FROM card WHERE person = (SELECT person FROM card WHERE raw = ?) ORDER BY place",
}


class Reading(Passing):
    """Answers from the digest. Each call reads by itself."""

    # -- people ----------------------------------------------------------------------------------------
    def person(self, person_id: str) -> Person | None:
        """Find a person by present or former id, or by the id of any of their cards."""
        try:
            prefix, raw = ids.unspell(person_id)
        except ValueError:
            return None
        if prefix not in {ids.PERSON, ids.CARD}:
            return None
        return next(self._people("WHERE p.number = (SELECT person FROM card WHERE raw = ?)", (raw,)), None)

    def people(self, *, known: bool | None = True) -> list[Person]:
        """List people (ego left out), by name; `known` None for all, False for the merely seen."""
        only = "" if known is None else f"AND p.is_known = {int(known)}"
        return list(self._people(f"WHERE NOT p.is_ego {only} ORDER BY p.name COLLATE NOCASE, p.slug"))

    def hints(self) -> list[tuple[str, str, int]]:
        """Count what messages say of who ego is: (what, address, how many)."""
        return mentions.hints(self._connection)

    def ego(self) -> Person | None:
        """Give the owner of the book, where known."""
        return next(self._people("WHERE p.is_ego ORDER BY p.place LIMIT 1"), None)

    def by_number(self, numbers: Iterable[int]) -> dict[int, Person]:
        """Give persons by their numbers."""
        wanted = list(dict.fromkeys(numbers))
        found = {}
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            for person in self._people(f"WHERE p.number IN ({marks(len(some))})", some):
                found[person.number] = person
        return found

    def _people(self, where: str, values: Sequence[Any] = ()) -> Iterator[Person]:
        for row in self._connection.execute(f"{_PERSON} {where}", values):
            yield _person(row)

    def resolve(self, who: str) -> list[Person]:
        """Find whom a WHO may mean: id, slug, e-mail, phone, profile address, else exact name; several if ambiguous."""
        text = who.strip()
        person = self.person(text)
        if person:
            return [person]
        for where, values in self._ways(text):
            found = list(self._people(where, values))
            if found:
                return found
        return []

    def _ways(self, text: str) -> Iterator[tuple[str, Sequence[Any]]]:
        by_handle = "WHERE p.number IN (SELECT c.person FROM handle h JOIN card c ON c.number = h.card WHERE h.kind = ? AND h.value = ?)"
        yield "WHERE p.slug = ?", (codes.clean(text.casefold()),)
        address, profile = handle.email(text), handle.linkedin(text)
        if address:
            yield by_handle, (handle.EMAIL, codes.clean(address))
        if profile:
            yield by_handle, (handle.LINKEDIN, codes.clean(profile))
        digits = "".join(filter(str.isdigit, text)).lstrip("0")
        if FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and not any(mark.isalpha() for mark in text):
            yield by_handle, (handle.PHONE, digits)
            ending = "WHERE p.number IN (SELECT c.person FROM handle h JOIN card c ON c.number = h.card WHERE h.kind = ? AND h.value LIKE ?)"
            yield ending, (handle.PHONE, f"%{digits}")
        if not address:
            yield "WHERE NOT p.is_ego AND p.is_known AND p.name = ? COLLATE NOCASE", (codes.clean(text),)
            yield "WHERE NOT p.is_ego AND p.name = ? COLLATE NOCASE", (codes.clean(text),)
            query = _phrase(text)
            if query:
                names = "WHERE NOT p.is_ego AND p.is_known = {} AND p.number IN (SELECT rowid FROM found WHERE found MATCH ?)"
                yield names.format(1), (f"name : ({query})",)
                yield names.format(0), (f"name : ({query})",)

    def search(self, query: str, *, limit: int = 50, known: bool | None = True) -> list[Person]:
        """Find people by words of name, organisation, title, handle, note; accents forgiven; best first.

        Each word may be the beginning of one. A word in the name counts ten times one elsewhere.
        """
        phrase = _phrase(query)
        if not phrase:
            return []
        only = "" if known is None else f"AND p.is_known = {int(known)}"
        where = (
            "JOIN (SELECT rowid AS person, bm25(found, 10.0, 1.0) AS badness FROM found WHERE found MATCH ?) f ON f.person = p.number "
            f"WHERE NOT p.is_ego {only} ORDER BY p.is_known DESC, f.badness, p.name COLLATE NOCASE, p.slug LIMIT ?"
        )
        return list(self._people(where, (phrase, limit)))

    # -- what cards say --------------------------------------------------------------------------------
    def cards(self, person: int) -> list[Card]:
        """List a person's cards in the order in which they came; what the owner took away is not shown."""
        query = "SELECT key, content FROM card WHERE person = ? AND content IS NOT NULL ORDER BY place, key"
        cards = [codes.card_of(key, content) for key, content in self._connection.execute(query, (person,))]
        return without_removed(cards)

    def handles(self) -> dict[int, list[tuple[str, str]]]:
        """Give the handles of all known people, for lists, as typed: a telephone by its digits."""
        query = (
            "SELECT c.person, h.kind, h.value FROM handle h JOIN card c ON c.number = h.card JOIN person p ON p.number = c.person "
            "WHERE p.is_known GROUP BY c.person, h.kind, h.value"
        )
        found: dict[int, list[tuple[str, str]]] = {}
        for person, kind, value in self._connection.execute(query):
            found.setdefault(person, []).append((kind, value))
        return found

    def positions(self, person: int | None = None, *, until: date | None = None) -> list[Position]:
        """List positions, of one person or of all known people, the latest start first."""
        only = "p.is_known OR p.is_ego" if person is None else "c.person = :person"
        query = (
            f"SELECT {POSITION} FROM position x JOIN card c ON c.number = x.card JOIN person p ON p.number = c.person WHERE {only} "
            "ORDER BY c.person, x.start DESC, x.organisation_key, x.title, c.key"
        )
        named = bounds(until) | ({} if person is None else {"person": person})
        return [found for row in self._connection.execute(query, named) if (found := position(row, until))]

    def changes(self, person: int | None = None, *, since: date | None = None) -> list[Change]:
        """List changes, of one person or of all known people, newest first."""
        only = "p.is_known" if person is None else "c.person = :person"
        query = (
            "SELECT c.person, c.raw, x.at, x.since, x.field, x.before, x.after, x.source, x.records FROM change x "
            f"JOIN card c ON c.number = x.card JOIN person p ON p.number = c.person WHERE {only} AND (:since IS NULL OR x.at >= :since) "
            "ORDER BY x.at DESC, c.place, x.nth"
        )
        named = {"person": person, "since": since.toordinal() if since else None}
        return [_change(row) for row in self._connection.execute(query, named)]

    # -- the rest --------------------------------------------------------------------------------------
    def questions(
        self, *, kind: str | None = None, person: int | None = None, start: int = 0, limit: int | None = None
    ) -> list[Question]:
        """List what is open, the most valuable first: all, or so many of a kind or about a person from a place on."""
        query = (
            "SELECT q.id, q.kind, ifnull(c.person, 0), ifnull(d.person, 0), c.raw, d.raw, q.weight, q.reasons, q.value FROM question q "
            "LEFT JOIN card c ON c.number = q.card_a LEFT JOIN card d ON d.number = q.card_b "
            "WHERE (:kind IS NULL OR q.kind = :kind) AND (:person IS NULL OR :person IN (c.person, d.person)) "
            "ORDER BY q.value DESC, q.id LIMIT :limit OFFSET :start"
        )
        named = {"kind": kind, "person": person, "start": start, "limit": -1 if limit is None else limit}
        return [
            Question(
                id=id_, kind=kind, a=a, b=b, card_a=ids.spell(ids.CARD, raw_a) if raw_a else "",
                card_b=ids.spell(ids.CARD, raw_b) if raw_b else "", match_weight=weight, reasons=tuple(json.loads(reasons)), value=value,
            )
            for id_, kind, a, b, raw_a, raw_b, weight, reasons, value in self._connection.execute(query, named)
        ]  # fmt: skip

    def organisations(self) -> list[Organisation]:
        """List organisations, by name."""
        query = "SELECT key, name, domains, card_count FROM organisation ORDER BY name COLLATE NOCASE, key"
        return [Organisation(k, name, tuple(json.loads(d)), n) for k, name, d, n in self._connection.execute(query)]

    def organisation(self, name: str) -> Organisation | None:
        """Give the organisation of exactly this name, but for case."""
        query = (
            "SELECT key, name, domains, card_count FROM organisation WHERE name = ? COLLATE NOCASE "
            "ORDER BY card_count DESC, key LIMIT 1"
        )
        rows = self._connection.execute(query, (codes.clean(name),))
        return next((Organisation(k, title, tuple(json.loads(d)), n) for k, title, d, n in rows), None)

    def evidence(self, evidence_id: str) -> list[str]:
        """Give the ids of records (or decisions) behind an interaction, finding, change, card or person."""
        try:
            prefix, raw = ids.unspell(evidence_id)
        except ValueError:
            return []
        if prefix == ids.RECORD:
            return [evidence_id]
        query = _BEHIND.get(prefix)
        rows: list[Any] = [] if query is None else list(self._connection.execute(query, (raw,)))
        return [
            ids.spell(ids.DECISION if is_ruled else ids.RECORD, one)
            for records, is_ruled in rows
            for one in codes.split(records)
        ]

    def counts(self, *names: str) -> dict[str, int]:
        """Count people (known), seen, cards, interactions, questions: these alone, or all. Cards take the longest."""
        return {name: int(self._connection.execute(_COUNTS[name]).get) for name in names or _COUNTS}

    def remembered(self, name: str, day: date) -> bytes | None:
        """Give what was computed for a day and cached under it."""
        query = "SELECT value FROM remembered WHERE name = ? AND day = ?"
        found = self._connection.execute(query, (name, times.day_number(day))).fetchone()
        return bytes(found[0]) if found else None


def _phrase(query: str) -> str:
    """Write a search so that each word may be the beginning of one, and no mark of it is taken for an operator."""
    words = "".join(mark if mark.isalnum() else " " for mark in codes.clean(query)).split()
    return " ".join(f'"{word}"*' for word in words[:12])


def _person(row: Sequence[Any]) -> Person:
    number, raw, slug, name, organisation, title, is_known, known_from, is_bulk, is_ego, card_count, *rest = row
    birthday, since, location, tags = rest
    founder = ids.spell(ids.CARD, raw)
    return Person(
        number=number, id=ids.PERSON + founder[1:], slug=slug or "", name=name, organisation=organisation, title=title,
        is_known=bool(is_known), known_from=None if known_from is None else times.from_day_number(known_from),
        is_bulk=bool(is_bulk), is_ego=bool(is_ego), card_count=card_count, founder=founder,
        birthday=birthday, since=since, location=location, tags=() if tags == "[]" else tuple(json.loads(tags)),
    )  # fmt: skip


def _change(row: Sequence[Any]) -> Change:
    person, raw, at, since, field, before, after, source, records = row
    return Change(
        person=person, card=ids.spell(ids.CARD, raw), at=date.fromordinal(at) if at else None,
        since=date.fromordinal(since) if since else None, field=field, before=before, after=after, source=source,
        records=tuple(records.split()),
    )  # fmt: skip
