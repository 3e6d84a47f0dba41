"""today: whom to turn to today, why now, and on what evidence."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from kithbook.actions import dates
from kithbook.actions.answers import PersonRef
from kithbook.insight.waiting import waiting
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision, standing
from kithbook.model.fault import ReadOnlyBook, UserError
from kithbook.store.book import Book
from kithbook.store.evidence import AgendaEntry

if TYPE_CHECKING:
    from kithbook.actions.situation import Situation
    from kithbook.insight.agenda import Agenda
    from kithbook.insight.agenda import Item as Chosen

ANY: Final = ""
PREPARED: Final = "agenda-1"  # under which the digest remembers an agenda that nobody has seen yet
WAITING: Final = "agenda_waiting"  # a fact of the book: how many more waited when the last agenda was recorded


@dataclass(frozen=True, slots=True)
class Item:
    """One suggestion: who, why now, on what evidence, and what to offer."""

    id: str
    nudge: str
    person: PersonRef
    why: str
    evidence: tuple[str, ...]
    offer: str
    score: float


@dataclass(frozen=True, slots=True)
class Today:
    """The agenda of a day, and how many more suggestions wait, by nudge."""

    date: date
    items: tuple[Item, ...]
    waiting: Mapping[str, int]

    @property
    def rest(self) -> str:
        """Say how many more wait, in words; "" for none."""
        return waiting(self.waiting)


def today(
    book: Book, *, now: datetime, date: date | None = None, limit: int | None = None, record: bool = True
) -> Today:
    """Give the agenda of today, which is recorded when first asked for; of another day or length, nothing is written.

    What was recorded stays, less what was ruled on since, until an import brings new evidence.
    """
    if limit is not None and limit < 1:
        raise UserError(f"{limit} items cannot be shown.", do="Say 1 to 7.")
    day = date or dates.today(book, now)
    is_recorded = record and date is None and limit is None
    if is_recorded and (kept := recorded(book, day)) is not None:
        return kept
    made, entries = (is_recorded and _prepared(book, day)) or _made(book, day, limit)
    if is_recorded:
        mark = book.digest.mark
        with suppress(ReadOnlyBook), book.writing():  # where nothing can be kept, it is made again when asked again
            book.evidence.log_agenda(entries, day=day, mark=mark)
            book.evidence.set_meta(WAITING, json.dumps({"day": day.isoformat(), "waiting": dict(made.waiting)}))
    return made


def prepare(book: Book, *, now: datetime) -> None:
    """Work out what the day's first look takes seconds for, and let the digest keep it; nothing is recorded by that."""
    from kithbook.actions import matters, measured, owing

    day, mark = dates.today(book, now), book.evidence.mark
    measured.table_of(book, day)
    owing.owing(book, day)
    matters.found_promises(book, day)
    if book.evidence.agenda_mark(day) is None and mark == book.digest.mark:
        made, entries = _made(book, day, None)
        told = {"mark": mark, "waiting": dict(made.waiting), "entries": [_plain(one) for one in entries]}
        book.digest.remember(PREPARED, day, json.dumps(told).encode())


def is_prepared(book: Book, *, now: datetime) -> bool:
    """Say whether the day's figures are at hand, and its agenda recorded or prepared."""
    from kithbook.actions import measured, owing

    day = dates.today(book, now)
    names = [measured.NAME, owing.NAME] + ([PREPARED] if book.evidence.agenda_mark(day) is None else [])
    return all(book.digest.remembered(name, day) is not None for name in names)


def _plain(entry: AgendaEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("item", "nudge", "card", "occasion", "content")}


def _prepared(book: Book, day: date) -> tuple[Today, list[AgendaEntry]] | None:
    """Give the agenda that was prepared, where nothing was imported or ruled since."""
    found = book.digest.remembered(PREPARED, day)
    told: dict[str, Any] = json.loads(found) if found else {}
    if told.get("mark") != book.evidence.mark:
        return None
    entries = [AgendaEntry(day=day, **one) for one in told["entries"]]
    items = [item for one in entries if (item := _item(book, one)) is not None]
    return Today(day, tuple(items), told["waiting"]), entries


def _item(book: Book, entry: AgendaEntry) -> Item | None:
    """Show an entry of the agenda log; None where the person is no longer in the book."""
    person = book.digest.person(entry.card)
    if person is None:
        return None
    return Item(
        id=entry.item,
        nudge=entry.nudge,
        person=PersonRef.of(person),
        why=str(entry.content["why"]),
        evidence=tuple(entry.content["evidence"]),
        offer=str(entry.content["offer"]),
        score=float(entry.content["score"]),
    )


def _made(book: Book, day: date, limit: int | None) -> tuple[Today, list[AgendaEntry]]:
    from kithbook.actions.situation import Situation

    situation = Situation(book, day)
    agenda = composed(situation, limit)
    items, entries = [], []
    for one in agenda.items:
        said, item = one.suggestion, item_of(situation, one)
        items.append(item)
        founder = situation.network.people[said.person].founder
        content = {"why": item.why, "evidence": list(item.evidence), "offer": item.offer, "score": item.score}
        entries.append(AgendaEntry(day, item.id, item.nudge, founder, said.occasion, content))
    return Today(day, tuple(items), agenda.waiting), entries


def item_of(situation: "Situation", chosen: "Chosen") -> Item:
    """Show an item of a situation's agenda."""
    from kithbook.insight.suggestion import item_id

    said, person = chosen.suggestion, situation.network.people[chosen.suggestion.person]
    return Item(
        id=item_id(said.nudge, person.id, said.occasion),
        nudge=said.nudge,
        person=PersonRef.of(person),
        why=said.why,
        evidence=said.evidence,
        offer=said.offer,
        score=round(chosen.score, 6),
    )


def composed(situation: "Situation", limit: int | None = None) -> "Agenda":
    """Compose the agenda of a situation."""
    from kithbook.insight import agenda, nudges
    from kithbook.insight.novelty import novelty

    ties = situation.history.ties
    new = novelty(ties, situation.network.circles).tolist()
    return agenda.compose(
        nudges.suggest(situation.network, situation.history, situation.day),
        ties,
        situation.heeded.rulings,
        situation.log,
        today=situation.day,
        capacity=limit or situation.heeded.capacity or agenda.ITEMS,
        seed=situation.seed,
        network=situation.network,
        novelty={person: share for person, share in zip(ties.person.tolist(), new, strict=True) if not isnan(share)},
        is_quiet=situation.heeded.is_quiet,
    )


def recorded(book: Book, day: date) -> Today | None:
    """Give the day's agenda as recorded, less what was ruled on; None if there is none or evidence came since."""
    mark = book.evidence.agenda_mark(day)
    if mark is None:
        return None
    # What was touched since is a walk over all runs, and where nothing at all was added there is nothing to walk for.
    if mark != book.evidence.mark and list(islice(book.evidence.touched_since(mark), 1)):
        return None
    ended = _Ended.read(book, day)
    items = [
        item
        for entry in book.evidence.agenda(day)
        if entry.day == day and (item := _item(book, entry)) is not None and not ended.has(entry, item.person.id)
    ]
    return Today(day, tuple(items), _waiting(book, day))


def _waiting(book: Book, day: date) -> dict[str, int]:
    kept = json.loads(book.evidence.meta(WAITING) or "{}")
    return dict(kept["waiting"]) if kept.get("day") == day.isoformat() else {}


@dataclass(frozen=True)
class _Ended:
    """What was ruled out: items, promises that were kept, and reasons for a person, ANY of them or a pause."""

    items: frozenset[str]
    kept: frozenset[str]
    reasons: frozenset[tuple[str, str]]

    @classmethod
    def read(cls, book: Book, day: date) -> "_Ended":
        rulings = standing(book.evidence.decisions())
        items = {str(one.fields.get("item")) for one in rulings if one.verb == verbs.DONE}
        items |= {str(one.fields.get("item")) for one in rulings if one.verb == verbs.LATER and _lasts(one, day)}
        kept = {str(one.fields.get("promise")) for one in rulings if one.verb == verbs.KEPT}
        reasons: dict[tuple[str, str], bool] = {}
        for one in rulings:
            if one.verb in {verbs.NEVER, verbs.PAUSE} and (person := book.digest.person(str(one.fields.get("card")))):
                whole = ANY if one.fields.get("whole_person") else str(one.fields.get("nudge"))
                reason = verbs.PAUSE if one.verb == verbs.PAUSE else whole
                reasons[reason, person.id] = one.verb == verbs.NEVER or _lasts(one, day)
        return cls(frozenset(items), frozenset(kept), frozenset(reason for reason, lasts in reasons.items() if lasts))

    def has(self, entry: AgendaEntry, person: str) -> bool:
        """Say whether an item no longer stands."""
        reasons = {(reason, person) for reason in (entry.nudge, ANY, verbs.PAUSE)}
        return entry.item in self.items or entry.occasion in self.kept or bool(reasons & self.reasons)


def _lasts(ruling: Decision, day: date) -> bool:
    until = ruling.fields.get("until")
    return not until or str(until) > day.isoformat()
