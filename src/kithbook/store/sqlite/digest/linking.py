"""Writing who is who into the digest: persons and what is summed up for each."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kithbook.model import times
from kithbook.model.digested import Event, Face
from kithbook.model.interaction import BROADCAST, ContactDay
from kithbook.model.organisation import Organisation
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes
from kithbook.store.sqlite.digest.matching import Matching


class Linking(Matching):
    """Lays matches and persons. All methods stand inside a transaction that the caller holds. Cards are numbers."""

    # -- persons ---------------------------------------------------------------------------------------
    def raws(self, cards: Iterable[int]) -> dict[int, bytes]:
        """Give the raw ids of cards."""
        found: dict[int, bytes] = {}
        wanted = list(cards)
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            found.update(
                self._connection.execute(f"SELECT number, raw FROM card WHERE number IN ({marks(len(some))})", some)
            )
        return found

    def members(self, persons: Collection[int]) -> dict[int, list[int]]:
        """Give the cards of persons."""
        found: dict[int, list[int]] = {}
        wanted = list(persons)
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            query = f"SELECT person, number FROM card WHERE person IN ({marks(len(some))}) ORDER BY person, number"
            for person, number in self._connection.execute(query, some):
                found.setdefault(person, []).append(number)
        return found

    def person_of(self, cards: Iterable[int]) -> dict[int, int]:
        """Give the persons that cards belong to, where they belong to one."""
        found: dict[int, int] = {}
        wanted = list(cards)
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            query = f"SELECT number, person FROM card WHERE person IS NOT NULL AND number IN ({marks(len(some))})"
            found.update(self._connection.execute(query, some))
        return found

    def drop_persons(self, persons: Sequence[int]) -> set[str]:
        """Take persons out with what is summed up for them; give the stems of their slugs."""
        stems = set()
        for person in persons:
            for (stem,) in self._connection.execute("SELECT stem FROM person WHERE number = ?", (person,)):
                stems.add(stem)
            self._connection.execute("UPDATE card SET person = NULL WHERE person = ?", (person,))
            self._connection.execute("DELETE FROM person WHERE number = ?", (person,))
            self._connection.execute("DELETE FROM contact_day WHERE person = ?", (person,))
            self._connection.execute("DELETE FROM found WHERE rowid = ?", (person,))
        return stems

    def put_persons(self, faces: Sequence[tuple[int, int, Sequence[int], Face]]) -> None:
        """Lay persons: (number of the founder's card, its place in the evidence, numbers of all cards, face)."""
        self._connection.executemany(
            "UPDATE card SET person = ? WHERE number = ?",
            [(person, card) for person, _, cards, _ in faces for card in cards],
        )
        self._connection.executemany(
            "INSERT INTO person VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_person(person, place, face) for person, place, _, face in faces],
        )
        self._connection.executemany(
            "INSERT INTO found (rowid, name, words) VALUES (?, ?, ?)",
            [(person, codes.clean(face.name), codes.clean(face.words)) for person, _, _, face in faces],
        )

    def put_slugs(self, stems: Iterable[str] | None) -> None:
        """Write slugs. Namesakes are numbered in the order in which they came: ann-example, ann-example.2.

        All stems for None. No stem holds a point, so that no number can be taken for a name.
        """
        if stems is not None:
            wanted = sorted({codes.clean(stem) for stem in stems})
            for start in range(0, len(wanted), CHUNK):
                self._number(
                    f"WHERE stem IN ({marks(len(wanted[start : start + CHUNK]))})", wanted[start : start + CHUNK]
                )
        else:
            self._number("", [])

    def _number(self, where: str, values: list[str]) -> None:
        self._connection.execute(f"UPDATE person SET slug = NULL {where}", values)
        self._connection.execute(
            "UPDATE person SET slug = s.slug FROM (SELECT number AS person, CASE nth WHEN 1 THEN stem ELSE stem || '.' || nth END AS slug "
            f"FROM (SELECT number, stem, row_number() OVER (PARTITION BY stem ORDER BY p.place, raw) AS nth FROM person p JOIN card USING (number) {where})) s "
            "WHERE number = s.person",
            values,
        )

    # -- contact days ----------------------------------------------------------------------------------
    def events(self, persons: Collection[int] | None = None) -> Iterator[tuple[int, list[Event]]]:
        """Give what may make contact days, a person at a time; all persons that are neither ego nor bulk for None."""
        if persons is None:
            yield from self._events("")
            return
        wanted = sorted(persons)
        for start in range(0, len(wanted), CHUNK):
            some = ",".join(map(str, wanted[start : start + CHUNK]))
            yield from self._events(f"AND c.person IN ({some})")

    def _events(self, where: str) -> Iterator[tuple[int, list[Event]]]:
        query = (
            "SELECT c.person, i.day, i.at, i.number, i.kind, i.direction, i.recipients, p.role FROM card c "
            "JOIN person o ON o.number = c.person AND NOT o.is_ego AND NOT o.is_bulk "
            "JOIN participant p ON p.card = c.number JOIN interaction i ON i.number = p.interaction "
            f"WHERE NOT i.is_bulk AND i.kind <> 3 AND i.direction <> 0 AND i.recipients <= {BROADCAST} {where} ORDER BY c.person"
        )
        person: int | None = None
        events: list[Event] = []
        for found, day, at, number, kind, direction, recipients, role in self._connection.execute(query):
            if found != person:
                if person is not None:
                    yield person, events
                person, events = found, []
            events.append(
                Event(day, at, number, codes.KINDS[kind], codes.DIRECTIONS[direction], recipients, codes.ROLES[role])
            )
        if person is not None:
            yield person, events

    def put_days(self, days: Iterable[ContactDay]) -> None:
        """Lay contact days."""
        self._connection.executemany(
            "INSERT INTO contact_day VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    d.person, d.day, d.out, d.into, d.meetings, d.answered, d.smallest, codes.DIRECTION_OF[d.first],
                    codes.DIRECTION_OF[d.last], d.last_from_them, d.last_from_ego,
                )
                for d in days
            ),
        )  # fmt: skip

    # -- questions and organisations -------------------------------------------------------------------
    def names_of_addresses(self) -> Iterator[tuple[str, str]]:
        """Give every mail address that makes a card by itself, with the name of its person; none of ego's."""
        query = (
            "SELECT p.name, c.handle_value FROM card c JOIN person p ON p.number = c.person "
            "WHERE c.handle_kind = 'email' AND NOT p.is_ego"
        )
        yield from self._connection.execute(query)

    def put_questions(
        self, questions: Iterable[tuple[str, str, int | None, int | None, float, Sequence[str], float]]
    ) -> None:
        """Lay all open questions over those that stood: (id, kind, card, card, weight, reasons, value)."""
        self._connection.execute("DELETE FROM question")
        self._connection.executemany(
            "INSERT OR IGNORE INTO question VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (id_, kind, a, b, weight, codes.clean(json.dumps(list(reasons), ensure_ascii=False)), value)
                for id_, kind, a, b, weight, reasons, value in questions
            ],
        )

    def contact_day_counts(self) -> dict[int, tuple[int, int]]:
        """Count the contact days of every person that has any: those on which ego wrote or they met, and the others."""
        ours = "sum(CASE WHEN out > 0 OR meetings > 0 THEN 1 ELSE 0 END)"
        rows = self._connection.execute(f"SELECT person, {ours}, count(*) - {ours} FROM contact_day GROUP BY person")
        return {person: (turned, heard) for person, turned, heard in rows}

    def spellings(self) -> list[tuple[str, int, int]]:
        """Count how organisations are written: (spelling, cards, cards of known people or ego)."""
        query = (
            "SELECT x.organisation, count(DISTINCT x.card), count(DISTINCT CASE WHEN p.is_known OR p.is_ego THEN x.card END) "
            "FROM position x JOIN card c ON c.number = x.card LEFT JOIN person p ON p.number = c.person "
            "WHERE x.organisation <> '' GROUP BY x.organisation ORDER BY x.organisation"
        )
        return list(self._connection.execute(query))

    def addresses_at_organisations(self) -> Iterator[tuple[str, str]]:
        """Give the e-mail addresses of known people with each spelling of a place where they are or were."""
        query = (
            "SELECT DISTINCT x.organisation, h.value FROM person p JOIN card c ON c.person = p.number "
            "JOIN position x ON x.card = c.number AND x.organisation <> '' JOIN card d ON d.person = p.number "
            "JOIN handle h ON h.card = d.number AND h.kind = 'email' WHERE p.is_known"
        )
        return iter(self._connection.execute(query))

    def resolved(self) -> dict[str, str]:
        """Give what was found by comparing spellings."""
        return dict(self._connection.execute("SELECT organisation, key FROM spelling"))

    def put_resolved(self, found: Mapping[str, str], keys: Mapping[str, str]) -> None:
        """Lay what was found by comparing spellings, and give all positions these keys (by spelling)."""
        self._connection.execute("DELETE FROM spelling")
        self._connection.executemany("INSERT INTO spelling VALUES (?, ?)", found.items())
        query = "SELECT DISTINCT organisation, organisation_key FROM position WHERE organisation <> ''"
        other = [(name, keys[name]) for name, key in self._connection.execute(query) if keys[name] != key]
        self._connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS respelt (organisation TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID"
        )
        self._connection.execute("DELETE FROM respelt")
        self._connection.executemany("INSERT OR IGNORE INTO respelt VALUES (?, ?)", other)
        self._connection.execute(
            "UPDATE position SET organisation_key = r.key FROM respelt r WHERE r.organisation = position.organisation"
        )

    def put_organisations(self, organisations: Iterable[Organisation]) -> None:
        """Lay all organisations over those that stood."""
        self._connection.execute("DELETE FROM organisation")
        self._connection.executemany(
            "INSERT OR IGNORE INTO organisation VALUES (?, ?, ?, ?)",
            [(o.key, o.name, json.dumps(o.domains), o.card_count) for o in organisations],
        )


def _person(person: int, place: int, face: Face) -> tuple[Any, ...]:
    return (
        person, codes.clean(face.stem), place, codes.clean(face.name), codes.clean(face.organisation), codes.clean(face.title),
        face.is_known, times.day_number(face.known_from) if face.known_from else None, face.is_bulk, face.is_ego,
        len(face.cards), face.birthday, face.since, codes.clean(face.location), codes.clean(json.dumps(face.tags, ensure_ascii=False)),
    )  # fmt: skip
