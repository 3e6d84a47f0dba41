"""Reading the digest for what passed: interactions, contact days, and what was found in them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from kithbook.model import ids, times
from kithbook.model import interaction as kinds
from kithbook.model.interaction import Finding, Interaction, Participant
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes, finding_names
from kithbook.store.sqlite.digest.lists import OF_PERSON, Lists

MANY: Final = 2000  # interactions of one person from which on it pays to look by time first
NEAR_PART: Final = 8  # an eighth of as many is looked through by time
DAY_SECONDS: Final = 86_400  # no zone is further than a day from UTC

_INTERACTION: Final = """
SELECT i.number, i.raw, i.at, i.day, i.is_day, i.kind, h.text, i.direction, i.subject, i.thread, i.recipients, i.is_bulk, s.text
FROM interaction i JOIN text h ON h.number = i.channel JOIN text s ON s.number = i.sources
"""
_WITH_PERSON: Final = "EXISTS (SELECT 1 FROM card c JOIN participant p ON p.card = c.number WHERE c.person = :person AND p.interaction = {})"
_FINDING: Final = """
SELECT f.interaction, f.nth, r.text, f.quote, f.fields, i.raw, i.at, i.day, i.direction, i.recipients, i.is_bulk, i.subject
FROM finding f JOIN interaction i ON i.number = f.interaction JOIN text r ON r.number = f.reader
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which interactions are asked for: conditions on the time, over which there is an index, and all others."""

    within: tuple[str, ...]
    where: tuple[str, ...]
    named: Mapping[str, int]  # the values that they speak of
    order: str


def _asked(since: date | None, until: date | None, kinds: Sequence[str], *, is_earliest_first: bool) -> _Asked:
    named: dict[str, int] = {}
    within, where = ["1"], ["1"]
    if since:
        within.append("i.at >= :since_second")
        where.append("i.day >= :since")
        named |= {"since": times.day_number(since), "since_second": (times.day_number(since) - 1) * DAY_SECONDS}
    if until:
        within.append("i.at < :until_second")
        where.append("i.day <= :until")
        named |= {"until": times.day_number(until), "until_second": (times.day_number(until) + 2) * DAY_SECONDS}
    if kinds:
        where.append(f"i.kind IN ({','.join(str(codes.KIND_OF[kind]) for kind in kinds)})")
    return _Asked(tuple(within), tuple(where), named, "ASC" if is_earliest_first else "DESC")


class Passing(Lists):
    """What passed between people. Kept in memory is only where findings were, to look there."""

    _names_of_findings: dict[bytes, int]

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
        asked = _asked(since, until, kinds, is_earliest_first=is_earliest_first)
        asked = replace(asked, named={**asked.named, "limit": -1 if limit is None else limit, "start": start})
        rows = self._listed(asked) if person is None else self._of_one(person, asked)
        return [_interaction(row, ()) for row in rows] if is_bare else list(self._interactions(rows))

    def _listed(self, asked: "_Asked", *also: str) -> list[tuple[Any, ...]]:
        query = (
            f"{_INTERACTION} WHERE {' AND '.join((*asked.within, *asked.where, *also))} "
            f"ORDER BY i.at {asked.order}, i.raw LIMIT :limit OFFSET :start"
        )
        return list(self._connection.execute(query, asked.named))

    def _of_one(self, person: int, asked: "_Asked") -> list[tuple[Any, ...]]:
        asked = replace(asked, named={**asked.named, "person": person})
        near = self._near(self._count(person), asked)
        return self._listed(asked, OF_PERSON) if near is None else near

    def _near(self, many: int, asked: "_Asked") -> list[tuple[Any, ...]] | None:
        """Look for those of somebody with very many among the nearest of all; None where the rest must be looked through."""
        if many < MANY:
            return None
        query = (
            f"SELECT i.at FROM interaction i WHERE {' AND '.join(asked.within)} "
            f"ORDER BY i.at {asked.order} LIMIT 1 OFFSET {many // NEAR_PART}"
        )
        edge = self._connection.execute(query, asked.named).fetchone()
        with_person = _WITH_PERSON.format("i.number")
        if edge is None:
            return self._listed(asked, with_person)
        if asked.named["limit"] < 0:
            return None
        side = ">=" if asked.order == "DESC" else "<="
        rows = self._listed(asked, with_person, f"i.at {side} {int(edge[0])}")
        return rows if len(rows) == asked.named["limit"] else None

    def _count(self, person: int) -> int:
        """Count a person's parts in what passed: about how many interactions must be looked through one by one."""
        query = "SELECT count(*) FROM card c JOIN participant p ON p.card = c.number WHERE c.person = ?"
        return int(next(self._connection.execute(query, (person,)))[0])

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
        named: dict[str, Any] = {f"reader{n}": name for n, name in enumerate(readers)}
        named["since"] = times.day_number(since) if since else -(10**9)
        of_readers = f"f.reader IN (SELECT number FROM text WHERE text IN ({','.join(f':reader{n}' for n in range(len(readers)))}))"
        query = f"{_FINDING} WHERE i.day >= :since "
        if person is None:
            query += f"AND {of_readers} "
        else:
            named["person"] = person
            query += f"AND {self._of_person(person, of_readers, named)} "
        if most is not None:
            query += f"AND NOT i.is_bulk AND i.recipients <= {int(most)} "
        if direction is not None:
            query += f"AND i.direction = {codes.DIRECTION_OF[direction]} "
        query += f"ORDER BY i.at DESC, i.raw, f.nth LIMIT {-1 if limit is None else int(limit)}"
        rows = list(self._connection.execute(query, named))
        people = self._sides([row[0] for row in rows])
        return [_finding(row, people.get(row[0], [])) for row in rows]

    def _of_person(self, person: int, of_readers: str, named: dict[str, Any]) -> str:
        """Say which findings are one person's: by going through what passed with them, or the readers', if these are fewer."""
        many = self._count(person)
        counted = f"SELECT count(*) FROM (SELECT 1 FROM finding f WHERE {of_readers} LIMIT {many})"
        if many >= MANY and next(self._connection.execute(counted, named))[0] < many:
            return f"{of_readers} AND {_WITH_PERSON.format('f.interaction')}"
        return f"+{of_readers} AND {OF_PERSON}"  # + keeps the index over readers out of it

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


def finding_id(interaction: str, reader: str, quote: str) -> str:
    """Name a finding: by where it stood, who found it, and the words."""
    return ids.make(ids.READING, interaction, reader, quote)


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
