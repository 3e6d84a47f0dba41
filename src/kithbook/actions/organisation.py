"""organisation: whom you know at an organisation, now and formerly."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kithbook.actions import dates, roster
from kithbook.actions.answers import PersonRef
from kithbook.actions.roster import Rosters
from kithbook.identity.fold import fold
from kithbook.model.fault import UnknownName
from kithbook.model.organisation import Organisation
from kithbook.model.position import Position
from kithbook.store.book import Book

CANDIDATES: Final = 8


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at an organisation: as what, from when to when, and which record says so."""

    person: PersonRef
    position: str | None
    start: str | None
    end: str | None
    source: str
    record: str
    strength: float | None


@dataclass(frozen=True, slots=True)
class OrganisationShown:
    """An organisation with the people known there, the strongest ties first."""

    name: str
    domains: tuple[str, ...]
    now: tuple[Member, ...]
    formerly: tuple[Member, ...]


def organisation(book: Book, name: str, *, now: datetime, rosters: Rosters | None = None) -> OrganisationShown:
    """Show an organisation by its name; case, accents and the ways of spelling it do not matter."""
    one = _one(book, name)
    everyone = roster.of(book, now, rosters)
    members = book.digest.members(one.key, until=dates.today(book, now))
    people = book.digest.by_number(member.person for member in members)
    present: list[Member] = []
    past: list[Member] = []
    for number in dict.fromkeys(member.person for member in members):
        latest = max((each for each in members if each.person == number), key=_recency)
        person, strength = people[number], everyone.strength_of(number)
        member = Member(
            PersonRef.of(person), latest.title or None, latest.start or None, latest.end or None,
            latest.source, latest.record, strength,
        )  # fmt: skip
        is_there = _is_there(latest, everyone.organisation_of(number), one.name)
        (present if is_there else past).append(member)
    by_strength = sorted(present, key=_weakness), sorted(past, key=_weakness)
    return OrganisationShown(one.name, one.domains, *(tuple(found) for found in by_strength))


def _one(book: Book, name: str) -> Organisation:
    exactly = book.digest.organisation(name.strip())
    if exactly:
        return exactly
    known = book.digest.organisations()
    spelt = book.digest.spelt()
    wanted = fold(spelt.get(name, name).strip())
    found = [one for one in known if fold(one.name) == wanted]
    if found:
        return max(found, key=lambda one: one.card_count)
    near = sorted((one for one in known if wanted and wanted in fold(one.name)), key=lambda one: -one.card_count)
    if len(near) == 1:
        return near[0]
    raise UnknownName(
        f"The book knows no organisation {name!r}.",
        candidates=[one.name for one in near[:CANDIDATES]],
        do="Name one of these." if near else "`kith people --organisation NAME` searches by a part of a name.",
    )


def _recency(one: Position) -> tuple[bool, str, str]:
    return one.is_current, one.end or one.start, one.start


def _is_there(latest: Position, current: str, name: str) -> bool:
    """Say whether they are there now: the source says so, and no later source places them elsewhere."""
    return latest.is_current and not latest.end and current in {"", name}


def _weakness(member: Member) -> tuple[float, str]:
    return -(member.strength or 0), member.person.name
