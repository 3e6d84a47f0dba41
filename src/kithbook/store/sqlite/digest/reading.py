"""Reading the digest: people, cards, interactions and what hangs on them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from kithbook.model import handle, ids, times
from kithbook.model import interaction as kinds
from kithbook.model.card import Card
from kithbook.model.change import Change
from kithbook.model.interaction import Finding, Interaction, Participant
from kithbook.model.organisation import Organisation
from kithbook.model.person import Person
from kithbook.model.position import Position
from kithbook.model.question import Question
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes, finding_names, mentions
from kithbook.store.sqlite.digest.lists import OF_PERSON, POSITION, Lists, position, without_removed

DAY_SECONDS: Final = 86_400  # no zone is further than a day from UTC

_PERSON: Final = """
SELECT p.number, c.raw, p.slug, p.name, p.organisation, p.title, p.is_known, p.known_from, p.is_bulk, p.is_ego, p.card_count,
  p.birthday, p.since, p.location, p.tags FROM person p JOIN card c ON c.number = p.number
"""
_INTERACTION: Final = """
SELECT i.number, i.raw, i.at, i.day, i.is_day, i.kind, h.text, i.direction, i.subject, i.thread, i.recipients, i.is_bulk, s.text
FROM interaction i JOIN text h ON h.number = i.channel JOIN text s ON s.number = i.sources
"""
_FINDING: Final = """
SELECT f.interaction, f.nth, r.text, f.quote, f.fields, i.raw, i.at, i.day, i.direction, i.recipients, i.is_bulk, i.subject
FROM finding f JOIN interaction i ON i.number = f.interaction JOIN text r ON r.number = f.reader
"""

# The records behind an id; what the owner said rests on rulings instead.
_BEHIND: Final = {
    ids.INTERACTION: "SELECT i.records, s.text = 'owner' FROM interaction i JOIN text s ON s.number = i.sources WHERE i.raw = ?",
    ids.CARD: "SELECT records, key LIKE 'owner:%' FROM card WHERE raw = ?",
    ids.PERSON: "SELECT records, key LIKE 'owner:%' FROM card WHERE person = (SELECT person FROM card WHERE raw = ?) ORDER BY place",
}


class Reading(Lists):
    """Answers from the digest. Each call reads by itself; kept in memory is only where findings were, to look there."""

    _names_of_findings: dict[bytes, int]

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
        if len(digits) >= 6 and not any(mark.isalpha() for mark in text):
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

    def positions(self, person: int | None = None) -> list[Position]:
        """List positions, of one person or of all known people, the latest start first."""
        only = "p.is_known OR p.is_ego" if person is None else "c.person = :person"
        query = (
            f"SELECT {POSITION} FROM position x JOIN card c ON c.number = x.card JOIN person p ON p.number = c.person WHERE {only} "
            "ORDER BY c.person, x.start DESC, x.organisation_key, x.title, c.key"
        )
        named = {} if person is None else {"person": person}
        return [position(row) for row in self._connection.execute(query, named)]

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

    # -- what passed -----------------------------------------------------------------------------------
    def interactions(
        self,
        person: int | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        kinds: Sequence[str] = (),
        start: int = 0,
        limit: int | None = None,
        is_earliest_first: bool = False,
        is_bare: bool = False,
    ) -> list[Interaction]:
        """List interactions newest first; of one person or of all; `until` is the last day, `is_bare` without participants."""
        where, named = ["1"], {"limit": -1 if limit is None else limit, "start": start}
        if person is not None:
            where.append(OF_PERSON)
            named["person"] = person
        if since:
            where.append("i.day >= :since AND i.at >= :since_second")  # the index is over seconds
            named |= {"since": times.day_number(since), "since_second": (times.day_number(since) - 1) * DAY_SECONDS}
        if until:
            where.append("i.day <= :until AND i.at < :until_second")
            named |= {"until": times.day_number(until), "until_second": (times.day_number(until) + 2) * DAY_SECONDS}
        if kinds:
            where.append(f"i.kind IN ({','.join(str(codes.KIND_OF[kind]) for kind in kinds)})")
        order = "ASC" if is_earliest_first else "DESC"
        rows = self._connection.execute(
            f"{_INTERACTION} WHERE {' AND '.join(where)} ORDER BY i.at {order}, i.raw LIMIT :limit OFFSET :start", named
        )
        return [_interaction(row, ()) for row in rows] if is_bare else list(self._interactions(list(rows)))

    def interaction(self, interaction_id: str) -> Interaction | None:
        """Give one interaction."""
        try:
            prefix, raw = ids.unspell(interaction_id)
        except ValueError:
            return None
        rows = (
            list(self._connection.execute(f"{_INTERACTION} WHERE i.raw = ?", (raw,)))
            if prefix == ids.INTERACTION
            else []
        )
        return next(self._interactions(rows), None)

    def _interactions(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[Interaction]:
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            parts: dict[int, list[Participant]] = {}
            query = (
                "SELECT p.interaction, c.raw, t.text, p.role FROM participant p JOIN card c ON c.number = p.card JOIN text t "
                f"ON t.number = p.name WHERE p.interaction IN ({marks(len(some))}) ORDER BY p.interaction, p.role, c.raw"
            )
            for number, raw, name, role in self._connection.execute(query, [row[0] for row in some]):
                part = Participant(ids.spell(ids.CARD, raw), name, codes.ROLES[role])
                parts.setdefault(number, []).append(part)
            for row in some:
                yield _interaction(row, tuple(parts.get(row[0], ())))

    def contact_days(self, *, until: date | None = None, person: int | None = None) -> list[tuple[Any, ...]]:
        """Give contact days as tuples in the order of ContactDay's fields, by person and day; directions as words."""
        where, named = ["1"], {}
        if until:
            where.append("day <= :until")
            named["until"] = times.day_number(until)
        if person is not None:
            where.append("person = :person")
            named["person"] = person
        spelt = "CASE {} WHEN 1 THEN 'out' WHEN 2 THEN 'in' ELSE 'both' END"
        query = (
            f'SELECT person, day, out, "into", meetings, answered, smallest, {spelt.format("first")}, {spelt.format("last")}, '
            f"last_from_them, last_from_ego FROM contact_day WHERE {' AND '.join(where)} ORDER BY person, day"
        )
        return list(self._connection.execute(query, named))

    def findings(
        self,
        readers: Sequence[str],
        *,
        since: date | None = None,
        person: int | None = None,
        most: int | None = None,
        direction: str | None = None,
        limit: int | None = None,
    ) -> list[Finding]:
        """List findings of these readers, newest first; of one person, or of all.

        `most`: no bulk, and no more recipients; `direction`: said by ego, to ego.
        """
        # One person's findings are looked for among what passed with them, not among all of the reader's: + says so.
        driven = "" if person is None else "+"
        query = f"{_FINDING} WHERE {driven}f.reader IN (SELECT number FROM text WHERE text IN ({marks(len(readers))})) AND i.day >= ? "
        values: list[Any] = [*readers, times.day_number(since) if since else -(10**9)]
        if person is not None:
            query += "AND f.interaction IN (SELECT p.interaction FROM card c JOIN participant p ON p.card = c.number WHERE c.person = ?) "
            values.append(person)
        if most is not None:
            query += f"AND NOT i.is_bulk AND i.recipients <= {int(most)} "
        if direction is not None:
            query += f"AND i.direction = {codes.DIRECTION_OF[direction]} "
        query += f"ORDER BY i.at DESC, i.raw, f.nth LIMIT {-1 if limit is None else int(limit)}"
        rows = list(self._connection.execute(query, values))
        people = self._sides([row[0] for row in rows])
        return [_finding(row, people.get(row[0], [])) for row in rows]

    def finding(self, finding_id: str) -> Finding | None:
        """Give one finding."""
        try:
            prefix, raw = ids.unspell(finding_id)
        except ValueError:
            return None
        is_one = prefix == ids.READING
        number = finding_names.interaction_of(self._connection, raw, self._names_of_findings) if is_one else None
        if number is None:
            return None
        rows = list(self._connection.execute(f"{_FINDING} WHERE f.interaction = ?", (number,)))
        people = self._sides([number])
        found = (_finding(row, people.get(number, [])) for row in rows)
        return next((one for one in found if one.id == finding_id), None)

    def finding_ids(self) -> Iterator[str]:
        """Give the ids of all findings."""
        return finding_names.all_ids(self._connection)

    def _sides(self, interactions: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
        """Give the persons of interactions with their roles."""
        found: dict[int, list[tuple[int, str]]] = {}
        wanted = list(dict.fromkeys(interactions))
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            query = (
                "SELECT p.interaction, c.person, min(p.role) FROM participant p JOIN card c ON c.number = p.card "
                f"WHERE c.person IS NOT NULL AND p.interaction IN ({marks(len(some))}) GROUP BY p.interaction, c.person"
            )
            for number, person, role in self._connection.execute(query, some):
                found.setdefault(number, []).append((person, codes.ROLES[role]))
        return found

    # -- the rest --------------------------------------------------------------------------------------
    def questions(self, *, kind: str | None = None, start: int = 0, limit: int | None = None) -> list[Question]:
        """List what is open, the most valuable first: all, or so many of a kind from a place on."""
        query = (
            "SELECT q.id, q.kind, ifnull(c.person, 0), ifnull(d.person, 0), c.raw, d.raw, q.weight, q.reasons, q.value FROM question q "
            "LEFT JOIN card c ON c.number = q.card_a LEFT JOIN card d ON d.number = q.card_b WHERE :kind IS NULL OR q.kind = :kind "
            "ORDER BY q.value DESC, q.id LIMIT :limit OFFSET :start"
        )
        named = {"kind": kind, "start": start, "limit": -1 if limit is None else limit}
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

    def counts(self) -> dict[str, int]:
        """Count people (known), seen, cards, interactions, questions."""
        queries = {
            "people": "SELECT count(*) FROM person WHERE is_known",
            "seen": "SELECT count(*) FROM person WHERE NOT is_known AND NOT is_ego",
            "cards": "SELECT count(*) FROM card WHERE content IS NOT NULL",
            "interactions": "SELECT count(*) FROM interaction",
            "questions": "SELECT count(*) FROM question",
        }
        return {name: int(count) for name, query in queries.items() for (count,) in self._connection.execute(query)}

    def remembered(self, name: str, day: date) -> bytes | None:
        """Give what was computed for a day and cached under it."""
        query = "SELECT value FROM remembered WHERE name = ? AND day = ?"
        found = self._connection.execute(query, (name, times.day_number(day))).fetchone()
        return bytes(found[0]) if found else None


def finding_id(interaction: str, reader: str, quote: str) -> str:
    """Name a finding: by where it stood, who found it, and the words."""
    return ids.make(ids.READING, interaction, reader, quote)


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


def _interaction(row: Sequence[Any], parts: tuple[Participant, ...]) -> Interaction:
    _, raw, at, day, is_day, kind, channel, direction, subject, thread, recipients, is_bulk, sources = row
    return Interaction(
        id=ids.spell(ids.INTERACTION, raw), at=times.from_seconds(at), is_day=bool(is_day), day=times.from_day_number(day),
        kind=codes.KINDS[kind], channel=channel, direction=codes.DIRECTIONS[direction], subject=subject,
        thread=f"{thread:016x}" if thread else "", recipients=recipients, is_bulk=bool(is_bulk), snippet="",
        sources=tuple(sources.split()), participants=parts,
    )  # fmt: skip


def _finding(row: Sequence[Any], people: Sequence[tuple[int, str]]) -> Finding:
    _, _, reader, quote, fields, raw, at, day, direction, recipients, is_bulk, subject = row
    interaction = ids.spell(ids.INTERACTION, raw)
    way = codes.DIRECTIONS[direction]
    speaker = next((person for person, role in people if role == "from"), 0) if way != kinds.OUT else 0
    return Finding(
        id=finding_id(interaction, reader, quote), reader=reader, quote=quote, fields=json.loads(fields), interaction=interaction,
        at=times.from_seconds(at), day=times.from_day_number(day), direction=way, recipients=recipients, is_bulk=bool(is_bulk),
        subject=subject, speaker=speaker, others=tuple(person for person, _ in people if person != speaker),
    )  # fmt: skip


def _change(row: Sequence[Any]) -> Change:
    person, raw, at, since, field, before, after, source, records = row
    return Change(
        person=person, card=ids.spell(ids.CARD, raw), at=date.fromordinal(at) if at else None,
        since=date.fromordinal(since) if since else None, field=field, before=before, after=after, source=source,
        records=tuple(records.split()),
    )  # fmt: skip
