"""A book in memory: as much of the store's protocols as the agenda and the ties ask for."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.model.person import Person
from kithbook.model.times import day_number


class MemoryEvidence:
    def __init__(self):
        self.rulings, self.entries, self.marks, self.facts, self.touched, self.mark = [], {}, {}, {}, [], 1

    def decide(self, verb, fields, *, at):
        self.mark += 1
        self.rulings.append(Decision(ids.make(ids.DECISION, str(len(self.rulings))), at, verb, dict(fields)))
        return self.rulings[-1]

    def decisions(self, *, since=0):
        return list(self.rulings)

    def log_agenda(self, entries, *, day, mark):
        self.entries[day], self.marks[day] = list(entries), mark

    def agenda(self, since):
        return [entry for day in sorted(self.entries) if day >= since for entry in self.entries[day]]

    def agenda_mark(self, day):
        return self.marks.get(day)

    def meta(self, name):
        return self.facts.get(name)

    def set_meta(self, name, value):
        self.facts[name] = value

    def touched_since(self, mark):
        return iter([key for at, key in self.touched if at > mark])

    def touch(self):
        """Do as an import does."""
        self.mark += 1
        self.touched.append((self.mark, ("message", "m")))


class MemoryDigest:
    def __init__(self, evidence, people):
        self.evidence, self.everybody, self.asked = evidence, list(people), []
        self.days, self.talk, self.found, self.jobs, self.moves, self.held = [], [], [], [], [], {}

    @property
    def mark(self):
        return self.evidence.mark

    def remembered(self, name, day):
        return None  # a digest may forget whenever it likes

    def remember(self, name, day, raw):
        pass

    def person(self, key):
        return next((one for one in self.everybody if key in {one.id, one.founder, one.slug}), None)

    def people(self, *, known=True):
        self.asked.append("people")
        return [one for one in self.everybody if not one.is_ego and (known is None or one.is_known == known)]

    def wishes(self):
        return []

    def ego(self):
        return next((one for one in self.everybody if one.is_ego), None)

    def by_number(self, numbers):
        return {one.number: one for one in self.everybody if one.number in set(numbers)}

    def cards(self, person):
        return self.held.get(person, [])

    def interactions(self, person=None, *, since=None, until=None, kinds=(), limit=None, is_bare=False):
        founder = next((one.founder for one in self.everybody if one.number == person), None)
        found = [
            one
            for one in self.talk
            if (person is None or founder in {part.card for part in one.participants})
            and (since is None or one.day >= since)
            and (until is None or one.day <= until)
            and (not kinds or one.kind in kinds)
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)[:limit]

    def interaction(self, identity):
        return next((one for one in self.talk if one.id == identity), None)

    def contact_days(self, *, until=None, person=None):
        self.asked.append("contact_days")
        return [row for row in self.days if until is None or row[1] <= day_number(until)]

    def contact_rows(self, *, until, person=None):
        sign = {"out": 1, "in": -1, "both": 0}
        self.asked.append("contact_days")
        return [
            (*row[:7], sign[row[7]], sign[row[8]], *row[9:])
            for row in sorted(self.days)
            if row[1] <= day_number(until) and person in {None, row[0]}
        ]

    def known(self, until):
        return [one.number for one in self.people() if one.known_from is None or one.known_from <= until]

    def cards_by(self, persons):
        return {number: self.cards(number) for number in persons}

    def findings(self, readers, *, since=None, person=None, most=None, direction=None, limit=None):
        return [
            one
            for one in self.found
            if one.reader in readers
            and (since is None or one.day >= since)
            and (most is None or (not one.is_bulk and one.recipients <= most))
            and direction in {None, one.direction}
        ][:limit]

    def positions(self, person=None, *, until=None):
        return list(self.jobs)

    def changes(self, person=None, *, since=None):
        return [one for one in self.moves if since is None or one.at is None or one.at >= since]


class MemoryBook:
    def __init__(self, *people):
        self.evidence = MemoryEvidence()
        self.digest = MemoryDigest(self.evidence, people)
        self.holds = 0

    @contextmanager
    def writing(self):
        self.holds += 1
        yield

    def rename(self, number, **fields):
        """Do as a merge does: the person is known by another card now."""
        self.digest.everybody = [
            replace(one, **fields) if one.number == number else one for one in self.digest.everybody
        ]


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


DAY = date(2026, 11, 23)
NOW = noon(DAY)


def person(number, **fields):
    return Person(**{
        "number": number, "id": f"p{number}", "slug": f"person-{number}", "name": f"Person {number}", "organisation": "",
        "title": "", "is_known": True, "known_from": None, "is_bulk": False, "is_ego": False, "card_count": 1,
        "founder": f"c{number}", **fields,
    })  # fmt: skip
