"""today: whom to turn to today, why now, and on what evidence."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from kithbook.actions import dates, reasons
from kithbook.actions.answers import PersonRef
from kithbook.insight.capacity import FEWEST_ITEMS, ITEMS, MOST_ITEMS
from kithbook.insight.waiting import waiting
from kithbook.model.fault import ReadOnlyBook, UserError
from kithbook.store.book import Book
from kithbook.store.evidence import AgendaEntry

if TYPE_CHECKING:
    from kithbook.actions.situation import Situation
    from kithbook.insight.agenda import Agenda
    from kithbook.insight.agenda import Item as Chosen
    from kithbook.insight.suggestion import Suggestion

PREPARED: Final = "agenda-2"  # under which the digest remembers an agenda that nobody has seen yet
WAITING: Final = "agenda_waiting"  # a fact of the book: how many more waited when the last agenda was recorded
BESIDE: Final = 2  # of the other reasons with one person a list tells; a dozen would push everybody else out of sight


@dataclass(frozen=True, slots=True)
class Reason:
    """Another reason to turn to the person of an item: an item in its own right, which is ended by itself."""

    id: str
    nudge: str
    why: str
    evidence: tuple[str, ...]
    offer: str


@dataclass(frozen=True, slots=True)
class Item:
    """One suggestion: who, why now, on what evidence, and what to offer; and what else there is with this person."""

    id: str
    nudge: str
    person: PersonRef
    why: str
    evidence: tuple[str, ...]
    offer: str
    score: float
    also: tuple[Reason, ...] = ()


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
        raise UserError(f"{limit} items cannot be shown.", do=f"Say {FEWEST_ITEMS} to {MOST_ITEMS}.")
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
    items = [item for one in entries if (item := _item(book, reasons.of(one))) is not None]
    return Today(day, tuple(items), told["waiting"]), entries


def _item(book: Book, listed: Sequence[AgendaEntry]) -> Item | None:
    """Show the first of these reasons, the others beside it; None where the person is no longer in the book."""
    person = book.digest.person(listed[0].card)
    if person is None:
        return None
    first, *others = listed
    return Item(
        id=first.item,
        nudge=first.nudge,
        person=PersonRef.of(person),
        why=str(first.content["why"]),
        evidence=tuple(first.content["evidence"]),
        offer=str(first.content["offer"]),
        score=float(first.content["score"]),
        also=tuple(_reason(one) for one in others),
    )


def _reason(entry: AgendaEntry) -> Reason:
    said = entry.content
    return Reason(entry.item, entry.nudge, str(said["why"]), tuple(said["evidence"]), str(said["offer"]))


def _made(book: Book, day: date, limit: int | None) -> tuple[Today, list[AgendaEntry]]:
    from kithbook.actions.situation import Situation

    situation = Situation(book, day)
    agenda = composed(situation, limit)
    items, entries = [], []
    for one in agenda.items:
        said, item = one.suggestion, item_of(situation, one)
        items.append(item)
        founder = situation.network.people[said.person].founder
        content = _content(item, item.score)
        if one.also:
            content[reasons.ALSO] = [
                reasons.beside(
                    reason.id,
                    reason.nudge,
                    other.suggestion.occasion,
                    content=_content(reason, round(other.score, 6)) | {reasons.BINDING: other.suggestion.is_hard},
                )
                for other, reason in zip(one.also, item.also, strict=True)
            ]
        entries.append(AgendaEntry(day, item.id, item.nudge, founder, said.occasion, content))
    return Today(day, tuple(items), agenda.waiting), entries


def _content(said: Item | Reason, score: float) -> dict[str, Any]:
    return {"why": said.why, "evidence": list(said.evidence), "offer": said.offer, "score": score}


def item_of(situation: "Situation", chosen: "Chosen") -> Item:
    """Show an item of a situation's agenda."""
    said = chosen.suggestion
    return Item(
        id=_id(situation, said),
        nudge=said.nudge,
        person=PersonRef.of(situation.network.people[said.person]),
        why=said.why,
        evidence=said.evidence,
        offer=said.offer,
        score=round(chosen.score, 6),
        also=tuple(
            Reason(_id(situation, one), one.nudge, one.why, one.evidence, one.offer)
            for one in (other.suggestion for other in chosen.also)
        ),
    )


def _id(situation: "Situation", said: "Suggestion") -> str:
    from kithbook.insight.suggestion import item_id

    return item_id(said.nudge, situation.network.people[said.person].id, said.occasion)


def composed(situation: "Situation", limit: int | None = None) -> "Agenda":
    """Compose the agenda of a situation."""
    from kithbook.insight import agenda, nudges
    from kithbook.insight.lifting import lifted
    from kithbook.insight.novelty import novelty

    ties = situation.history.ties
    made = nudges.suggest(situation.network, situation.history, situation.day)
    new = novelty(ties, situation.network.circles).tolist()
    return agenda.compose(
        lifted(made, situation.wishes, situation.network, ties),
        ties,
        situation.heeded.rulings,
        situation.log,
        today=situation.day,
        capacity=limit or situation.heeded.capacity or ITEMS,
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
    left = (place.standing for place in reasons.places(book, day) if place.standing)
    items = (item for listed in left if (item := _item(book, listed)) is not None)
    return Today(day, tuple(items), _waiting(book, day))


def _waiting(book: Book, day: date) -> dict[str, int]:
    kept = json.loads(book.evidence.meta(WAITING) or "{}")
    return dict(kept["waiting"]) if kept.get("day") == day.isoformat() else {}
