"""log: say that you and a person were in touch."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kithbook.actions import dates, who
from kithbook.actions.answers import PersonRef, Ruled
from kithbook.model import decision, times
from kithbook.model.fault import UserError
from kithbook.store.book import Book

KINDS: Final = ("call", "meeting", "message", "mail")
ALSO: Final = {"email": "mail", "e-mail": "mail"}
A_LIFE_YEARS: Final = 120


def kind_of(text: str) -> str:
    """Read a kind of contact as it was typed."""
    word = text.strip().casefold()
    kind = ALSO.get(word, word)
    if kind not in KINDS:
        raise UserError(f"{text!r} is no kind of contact.", do=f"Say one of {', '.join(KINDS)}.")
    return kind


def log(book: Book, whom: str, *, kind: str, now: datetime, at: str | None = None, text: str = "") -> Ruled:
    """Record a contact that no file holds: a call, a meeting, a message, a mail; today unless said otherwise."""
    kind = kind_of(kind)
    person = who.one(book, whom)
    zone = dates.zone(book)
    found = dates.moment(at, now=now, zone=zone) if at else now.astimezone(zone).date()
    if _day(found, zone) > now.astimezone(zone).date():
        raise UserError(f"{_day(found, zone)} is still to come.", do="Use `kith remind` for what is ahead.")
    if _day(found, zone).year < now.year - A_LIFE_YEARS:  # one slip of a year would stretch everybody's usual gap
        raise UserError(f"{_day(found, zone)} is longer ago than anybody lives.", do="Check the year.")
    fields = {"card": person.founder, "kind": kind, "at": _written(found), "text": text.strip()}
    kept = book.evidence.decide(decision.LOG, {name: value for name, value in fields.items() if value}, at=now)
    return Ruled(kept.id, PersonRef.of(person))


def _day(found: date | datetime, zone: ZoneInfo) -> date:
    return found.astimezone(zone).date() if isinstance(found, datetime) else found


def _written(found: date | datetime) -> str:
    return times.written(found) if isinstance(found, datetime) else found.isoformat()
