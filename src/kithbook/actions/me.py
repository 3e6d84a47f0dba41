"""me: who you are, what you aim at, and how much you want to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from kithbook.actions import dates
from kithbook.actions.answers import Handle, said
from kithbook.actions.current import is_current
from kithbook.actions.digesting.ruled import noted_ego, sorted_rulings
from kithbook.actions.digesting.setting import setting
from kithbook.actions.edit import spelt
from kithbook.digest.ego import Ego
from kithbook.digest.rulings import Rulings
from kithbook.insight.capacity import FEWEST_ITEMS, ITEMS, MOST_ITEMS
from kithbook.model import decision as verbs
from kithbook.model.decision import standing
from kithbook.model.fault import UserError
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile

AIMS: Final = ("Stay in touch", "Find work", "Change field", "Build a community")  # to pick from; any words may be one
WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Me:
    """The owner of the book."""

    name: str | None
    handles: tuple[Handle, ...]
    zone: str
    goals: tuple[str, ...]
    capacity: int
    quiet: tuple[str, ...]
    stated: tuple[str, ...]  # of these, what the owner said; the rest was found, or is as usual


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the owner states; None and empty leave things as they are.

    `zone`, `goals` and `quiet` are taken back by the word none: then it is as found, or as usual.
    """

    emails: Sequence[str] = ()
    not_emails: Sequence[str] = ()
    name: str | None = None
    linkedin: str | None = None
    zone: str | None = None
    goals: Sequence[str] = ()
    capacity: int | None = None
    quiet: str | None = None


def me(book: Book, wanted: Wanted | None = None, *, now: datetime) -> Me:
    """Say who the owner is, after keeping what they state of themselves. `emails` are then all of their addresses."""
    if wanted:
        _kept(book, wanted, now)
    return _told(book)


def changed(book: Book, wanted: Wanted, *, now: datetime) -> list[str]:
    """Keep what differs from what stands, so that what was left alone makes no ruling; give the ids of those made."""
    return _kept(book, _differing(wanted, _told(book)), now)


def _kept(book: Book, wanted: Wanted, now: datetime) -> list[str]:
    kept = [book.evidence.decide(verb, fields, at=now).id for verb, fields in _rulings(wanted, book)]
    if kept:
        from kithbook.actions.refresh import refresh

        refresh(book, patient=False)
    return kept


def _differing(wanted: Wanted, now: Me) -> Wanted:
    emails = {one.value for one in now.handles if one.kind == "email"}
    profiles = {one.value for one in now.handles if one.kind == "linkedin"}
    return replace(
        wanted,
        emails=wanted.emails if set(wanted.emails) != emails else (),
        name=wanted.name if wanted.name != now.name else None,
        linkedin=wanted.linkedin if wanted.linkedin not in profiles else None,
        zone=wanted.zone if wanted.zone != now.zone else None,
        goals=wanted.goals if tuple(wanted.goals) != (now.goals or (NONE,)) else (),
        capacity=wanted.capacity if wanted.capacity != now.capacity else None,
        quiet=wanted.quiet if wanted.quiet != (",".join(now.quiet) or NONE) else None,
    )


def _rulings(wanted: Wanted, book: Book) -> list[tuple[str, dict[str, Any]]]:
    """Check everything before anything is kept."""
    ego: dict[str, Any] = {}
    if wanted.emails:
        ego["emails"] = list(dict.fromkeys(spelt("email", text) for text in wanted.emails))
    if wanted.not_emails:
        ego["not_emails"] = list(dict.fromkeys(spelt("email", text) for text in wanted.not_emails))
    if wanted.name:
        ego["name"] = said(wanted.name, "name")
    if wanted.linkedin:
        ego["linkedin"] = spelt("linkedin", wanted.linkedin)
    rulings: list[tuple[str, dict[str, Any]]] = [(verbs.EGO, ego)] if ego else []
    if wanted.zone:
        rulings.append((verbs.ZONE, {"zone": _zone(wanted.zone, book)}))
    if wanted.goals:
        goals = [goal.strip() for goal in wanted.goals if goal.strip() and goal.strip().casefold() != NONE]
        rulings.append((verbs.GOALS, {"goals": goals}))
    if wanted.capacity is not None:
        rulings.append((verbs.CAPACITY, {"items": _capacity(wanted.capacity)}))
    if wanted.quiet is not None:
        rulings.append((verbs.QUIET, {"days": _quiet(wanted.quiet)}))
    return rulings


def _zone(name: str, book: Book) -> str:
    if name.strip().casefold() == NONE:
        return book.evidence.meta(dates.FOUND_ZONE) or "UTC"
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise UserError(f"{name!r} is no time zone.", do="Write it as Europe/Berlin.") from error


def _capacity(items: int) -> int:
    if not FEWEST_ITEMS <= items <= MOST_ITEMS:
        raise UserError(f"{items} suggestions a day cannot be asked for.", do=f"Say {FEWEST_ITEMS} to {MOST_ITEMS}.")
    return items


def _quiet(text: str) -> list[int]:
    words = [word for word in text.casefold().replace(",", " ").split() if word != NONE]
    unknown = [word for word in words if word[:3] not in WEEK]
    if unknown or (not words and text.strip().casefold() != NONE):
        raise UserError(f"{text!r} names no days.", do="Write sat,sun or none.")
    return sorted({WEEK.index(word[:3]) for word in words})


def _told(book: Book) -> Me:
    last: dict[str, dict[str, Any]] = {}
    decisions = book.evidence.decisions()
    for ruling in standing(decisions):
        last[ruling.verb] = {**last.get(ruling.verb, {}), **ruling.fields}
    rulings = sorted_rulings(decisions)
    found = _ego(book, rulings)
    ego = rulings.ego or {}
    denied = {("email", str(address)) for address in ego.get("not_emails", ())}
    person = book.digest.ego()
    cards = book.digest.cards(person.number) if person else []
    stated = [("email", address) for name in ("emails", "emails_too") for address in ego.get(name, ())]
    borne = (handle for card in cards for handle in card.handles)
    handles = dict.fromkeys(one for one in (*stated, *borne, *sorted(found.handles)) if one not in denied)
    return Me(
        name=str(ego.get("name") or "") or (person.name if person else "") or None,
        handles=tuple(Handle(kind, value) for kind, value in handles),
        zone=dates.zone(book).key,
        goals=tuple(last.get(verbs.GOALS, {}).get("goals", ())),
        capacity=int(last.get(verbs.CAPACITY, {}).get("items", ITEMS)),
        quiet=tuple(WEEK[day] for day in last.get(verbs.QUIET, {}).get("days", ())),
        stated=tuple(name for name, is_said in _stated(last, ego, book) if is_said),
    )


def _ego(book: Book, ruled: Rulings) -> Ego:
    """Give who ego is, as the digest found it where it is current; to look again is a walk over all that was read."""
    noted = noted_ego(cast("DigestFile", book.digest)) if is_current(book) else None
    return noted or setting(book.evidence, ruled, book.digest.hints()).ego


def _stated(last: Mapping[str, dict[str, Any]], ego: Mapping[str, Any], book: Book) -> list[tuple[str, bool]]:
    """Say of each whether the owner's word stands in it, and not what is there without one."""
    zone, usual = last.get(verbs.ZONE, {}).get("zone"), last.get(verbs.CAPACITY, {}).get("items", ITEMS)
    return [
        ("name", bool(ego.get("name"))),
        ("emails", bool(ego.get("emails"))),
        ("linkedin", bool(ego.get("linkedin"))),
        ("zone", bool(zone) and zone != (book.evidence.meta(dates.FOUND_ZONE) or "UTC")),
        ("goals", bool(last.get(verbs.GOALS, {}).get("goals"))),
        ("capacity", usual != ITEMS),
        ("quiet", bool(last.get(verbs.QUIET, {}).get("days"))),
    ]
