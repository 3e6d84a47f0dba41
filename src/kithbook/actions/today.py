"""today: whom to turn to today, why now, and on what evidence."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from math import isnan
from typing import TYPE_CHECKING, Final

from kithbook.actions import dates
from kithbook.actions.answers import PersonRef
from kithbook.model import decision as verbs
from kithbook.model.decision import Decision, standing
from kithbook.model.fault import ReadOnlyBook, UserError
from kithbook.store.book import AgendaEntry, Book

if TYPE_CHECKING:
    from kithbook.actions.situation import Situation
    from kithbook.insight.agenda import Agenda
    from kithbook.insight.agenda import Item as Chosen

ANY: Final = ""
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
    made, entries = _made(book, day, limit)
    if is_recorded:
        mark = book.digest.mark
        with suppress(ReadOnlyBook), book.writing():  # where nothing can be kept, it is made again when asked again
            book.evidence.log_agenda(entries, day=day, mark=mark)
            book.evidence.set_meta(WAITING, json.dumps({"day": day.isoformat(), "waiting": dict(made.waiting)}))
    return made


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
        situation.rulings,
        situation.log,
        today=situation.day,
        capacity=limit or situation.capacity or agenda.ITEMS,
        seed=situation.seed,
        network=situation.network,
        novelty={person: share for person, share in zip(ties.person.tolist(), new, strict=True) if not isnan(share)},
        is_quiet=situation.is_quiet,
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
        Item(
            id=entry.item,
            nudge=entry.nudge,
            person=PersonRef.of(person),
            why=str(entry.content["why"]),
            evidence=tuple(entry.content["evidence"]),
            offer=str(entry.content["offer"]),
            score=float(entry.content["score"]),
        )
        for entry in book.evidence.agenda(day)
        if entry.day == day
        and (person := book.digest.person(entry.card)) is not None
        and not ended.has(entry, person.id)
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
