"""Writing who is who into the digest: blocks, counts, matches, persons and what is summed up for each."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import apsw

from kithbook.model import times
from kithbook.model.digested import Event, Face
from kithbook.model.interaction import BROADCAST, ContactDay
from kithbook.model.organisation import Organisation
from kithbook.store.sqlite.connection import CHUNK, marks
from kithbook.store.sqlite.digest import codes

MatchRow = tuple[int, int, float, str, bool, tuple[str, ...]]


class Linking:
    """Lays matches and persons. All methods stand inside a transaction that the caller holds. Cards are numbers."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    # -- blocks and counts -----------------------------------------------------------------------------
    def put_keys(self, cards: Iterable[tuple[int, Iterable[str], Iterable[tuple[str, str]]]]) -> None:
        """Lay the blocking keys and the counted values of cards."""
        for number, blocks, counted in cards:
            self._connection.executemany(
                "INSERT OR IGNORE INTO block VALUES (?, ?)", [(codes.hashed(block), number) for block in blocks]
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO counted VALUES (?, ?, ?)",
                [(codes.hashed(key), codes.hashed(value), number) for key, value in counted],
            )

    def drop_keys(self, cards: Iterable[tuple[int, Iterable[str], Iterable[tuple[str, str]]]]) -> None:
        """Take out the keys that `put_keys` laid."""
        for number, blocks, counted in cards:
            self._connection.executemany(
                "DELETE FROM block WHERE hash = ? AND card = ?", [(codes.hashed(block), number) for block in blocks]
            )
            self._connection.executemany(
                "DELETE FROM counted WHERE key = ? AND value = ? AND card = ?",
                [(codes.hashed(key), codes.hashed(value), number) for key, value in counted],
            )

    def hashed(self, text: str) -> int:
        """Hash a block or a counted key as `blocks` and `counts` give it."""
        return codes.hashed(text)

    def block(self, block: str) -> list[int]:
        """List the cards of a block."""
        rows = self._connection.execute("SELECT card FROM block WHERE hash = ?", (codes.hashed(block),))
        return [row[0] for row in rows]

    def blocks(self) -> Iterator[tuple[int, list[int]]]:
        """Give all blocks of two cards or more, with their hash."""
        hash_: int | None = None
        members: list[int] = []
        for found, card in self._connection.execute("SELECT hash, card FROM block ORDER BY hash, card"):
            if found != hash_:
                if len(members) > 1 and hash_ is not None:
                    yield hash_, members
                hash_, members = found, []
            members.append(card)
        if len(members) > 1 and hash_ is not None:
            yield hash_, members

    def count(self, key: str) -> int:
        """Count the distinct values under a key."""
        query = "SELECT count(DISTINCT value) FROM counted WHERE key = ?"
        ((count,),) = self._connection.execute(query, (codes.hashed(key),))
        return int(count)

    def counts(self) -> dict[int, int]:
        """Count the distinct values under every key that has several; by the key's hash."""
        query = "SELECT key, count(DISTINCT value) AS n FROM counted GROUP BY key HAVING n > 1"
        return dict(self._connection.execute(query))

    def counted_by(self, key: str) -> list[int]:
        """List the cards that count under a key."""
        query = "SELECT DISTINCT card FROM counted WHERE key = ?"
        return [row[0] for row in self._connection.execute(query, (codes.hashed(key),))]

    # -- matches ---------------------------------------------------------------------------------------
    def drop_matches(self, cards: Iterable[int]) -> None:
        """Take out all matches of these cards."""
        for card in cards:
            self._connection.execute("DELETE FROM match WHERE a = ?", (card,))
            self._connection.execute("DELETE FROM match WHERE b = ?", (card,))

    def put_matches(self, matches: Iterable[MatchRow]) -> None:
        """Lay matches; the smaller number comes first."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO match VALUES (?, ?, ?, ?, ?, ?)",
            [
                (min(a, b), max(a, b), weight, verdict, beyond, codes.clean(json.dumps(reasons, ensure_ascii=False)))
                for a, b, weight, verdict, beyond, reasons in matches
            ],
        )

    def matches(self, cards: Collection[int] | None = None, *, verdict: str | None = None) -> Iterator[MatchRow]:
        """Give the matches of these cards, or all, in order of their numbers."""
        only = "" if verdict is None else "AND verdict = :verdict"
        named = {} if verdict is None else {"verdict": verdict}
        if cards is None:
            rows = self._connection.execute(f"SELECT * FROM match WHERE 1 {only} ORDER BY a, b", named)
            yield from (_match(row) for row in rows)
            return
        found = {}
        wanted = sorted(cards)
        for start in range(0, len(wanted), CHUNK):
            some = ",".join(map(str, wanted[start : start + CHUNK]))
            for side in ("a", "b"):
                for row in self._connection.execute(f"SELECT * FROM match WHERE {side} IN ({some}) {only}", named):
                    found[row[0], row[1]] = row
        yield from (_match(found[pair]) for pair in sorted(found))

    def crossing(self) -> Iterator[MatchRow]:
        """Give the matches between cards of two different people, both known."""
        query = (
            "SELECT m.* FROM match m JOIN card c ON c.number = m.a JOIN card d ON d.number = m.b JOIN person p ON p.number = c.person "
            "JOIN person q ON q.number = d.person WHERE c.person <> d.person AND p.is_known AND q.is_known ORDER BY m.a, m.b"
        )
        yield from (_match(row) for row in self._connection.execute(query))

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

    def contact_day_counts(self) -> dict[int, int]:
        """Count the contact days of every person that has any."""
        return dict(self._connection.execute("SELECT person, count(*) FROM contact_day GROUP BY person"))

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


def _match(row: tuple[Any, ...]) -> MatchRow:
    a, b, weight, verdict, beyond, reasons = row
    return a, b, weight, verdict, bool(beyond), tuple(json.loads(reasons))


def _person(person: int, place: int, face: Face) -> tuple[Any, ...]:
    return (
        person, codes.clean(face.stem), place, codes.clean(face.name), codes.clean(face.organisation), codes.clean(face.title),
        face.is_known, times.day_number(face.known_from) if face.known_from else None, face.is_bulk, face.is_ego,
        len(face.cards), face.birthday, face.since, codes.clean(face.location), codes.clean(json.dumps(face.tags, ensure_ascii=False)),
    )  # fmt: skip
