"""why: the records behind a suggestion, in the order of time, and the rule that made it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from kithbook.actions.evidence import OWNER, Shown, evidence
from kithbook.actions.today import Item
from kithbook.insight.nudges import nudges
from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.model.fault import UserError
from kithbook.model.interaction import CALL, IN, MEETING, MESSAGE, OUT
from kithbook.store.book import Book

WORDS: Final = {MEETING: "Meeting", CALL: "Call", "connection": "Connection", "contact": "Contact card", "note": "Note"}
RULED: Final = {
    verbs.GOALS: "You set your aims", verbs.TAG: "You gave a tag", verbs.REMIND: "You entered a reminder",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behind:
    """One record as a reader sees it. `said` are words that a person wrote, "" for none; `at` where one is known."""

    id: str
    kind: str
    title: str
    at: datetime | date | None
    said: str
    source: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is suggested: a title, the rule, and what it rests on, newest first."""

    title: str
    rule: str
    records: tuple[Behind, ...]


def why(book: Book, item: Item) -> Why:
    """Give the records and the rule behind an item of the agenda."""
    found: dict[str, Behind] = {}
    for one in _shown(book, item.evidence):
        known, behind = found.get(one.record), _behind(book, one, item.person.name)
        found[one.record] = behind if known is None else _joined(known, behind)
    nudge = nudges().get(item.nudge)
    title, rule = (nudge.HEADING, nudge.RULE) if nudge else (item.nudge.replace("_", " "), "")
    return Why(title, rule, tuple(sorted(found.values(), key=lambda one: str(one.at or ""), reverse=True)))


def _shown(book: Book, wanted: Sequence[str]) -> list[Shown]:
    """Show what the book still holds: what was forgotten since leaves no reason to fail."""
    found = []
    for one in wanted:
        try:
            found += evidence(book, [one])
        except UserError:
            continue
    return found


def _joined(one: Behind, other: Behind) -> Behind:
    """Join a letter and the sentence found in it, which are one record: the letter's title, the sentence's words."""
    sentence, letter = (one, other) if one.id[0] == ids.READING else (other, one)
    return replace(letter, said=sentence.said or letter.said)


def _of(one: Shown) -> tuple[str, str | None]:
    return one.source, one.file


def _behind(book: Book, one: Shown, name: str) -> Behind:
    at = _moment(one.at)
    passed = book.digest.interaction(one.id) if one.id[0] == ids.INTERACTION else None
    if passed is None:
        if one.source == OWNER:
            title = RULED.get(one.kind, f"You entered a {one.kind}")
            return Behind(one.id, one.kind, title, at, one.quote, *_of(one))
        title = WORDS.get(one.kind, one.kind.replace("_", " ").capitalize())
        said = one.quote if one.id[0] == ids.READING else ""
        return Behind(one.id, one.kind, title if said else f"{title}: {one.quote}", at, said, *_of(one))
    subject = " ".join(passed.subject.split())
    whose = {OUT: "Your message", IN: f"Message from {name}"}.get(passed.direction, "Message")
    title = whose if passed.kind == MESSAGE else WORDS.get(passed.kind, passed.kind.capitalize())
    said = one.quote.removeprefix(passed.subject).removeprefix(": ").strip() if passed.kind == MESSAGE else ""
    named = f"{title}: “{subject}”" if subject else title
    return Behind(one.id, passed.kind, named, passed.day if passed.is_day else passed.at, said, *_of(one))


def _moment(text: str | None) -> datetime | date | None:
    if not text:
        return None
    try:
        if len(text) == len("2026-11-23"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.date()  # a floating time, of which the day is certain
    except ValueError:  # a partial date stays in the words
        return None
