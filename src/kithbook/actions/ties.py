"""ties: everyone you were ever in touch with, and how each tie stands on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isnan
from typing import TYPE_CHECKING, Final

from kithbook.actions import dates
from kithbook.actions.answers import Handle, PersonRef
from kithbook.model import times
from kithbook.store.book import Book

if TYPE_CHECKING:
    from kithbook.insight.ties import Ties

PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie as of the end of a day. Strength, rank and layer are None for people merely seen."""

    person: PersonRef
    handles: tuple[Handle, ...]
    strength: float | None
    rank: int | None
    layer: int | None
    contact_days: int
    first_interaction: date
    last_interaction: date
    gap_days: int
    rhythm_days: float
    overdue_ratio: float
    contact_probability_30d: float
    resume_band: str | None
    resume_score: float | None
    reply_probability_7d: float
    reciprocity: float | None
    state: str


def ties(book: Book, *, now: datetime, as_of: date | None = None) -> list[Tie]:
    """List everyone with a contact day, strongest first. Your own rhythms are as of now, all else as of the day."""
    from kithbook.actions.situation import Situation

    measured = Situation(book, as_of or dates.today(book, now)).ties
    people = book.digest.by_number(measured.person.tolist())
    cards = book.digest.cards_by(people)
    row = _rows(measured)
    found = []
    for at in measured.strongest_first().tolist():
        person = people.get(int(measured.person[at]))
        if person is not None and not person.is_ego:
            handles = dict.fromkeys(handle for card in cards[person.number] for handle in card.handles)
            found.append(row(at, PersonRef.of(person), tuple(Handle(*one) for one in handles)))
    return found


def _rows(measured: "Ties") -> Callable[[int, PersonRef, tuple[Handle, ...]], Tie]:
    def number(value: float) -> float | None:
        return None if isnan(value) else round(float(value), PLACES)

    def row(at: int, person: PersonRef, handles: tuple[Handle, ...]) -> Tie:
        return Tie(
            person=person,
            handles=handles,
            strength=number(measured.strength[at]),
            rank=int(measured.rank[at]) or None,
            layer=int(measured.layer[at]) or None,
            contact_days=int(measured.contact_days[at]),
            first_interaction=times.from_day_number(int(measured.first_day[at])),
            last_interaction=times.from_day_number(int(measured.last_day[at])),
            gap_days=int(measured.gap_days[at]),
            rhythm_days=round(float(measured.rhythm_days[at]), PLACES),
            overdue_ratio=round(float(measured.overdue_ratio[at]), PLACES),
            contact_probability_30d=round(float(measured.contact_probability[at]), PLACES),
            resume_band=str(measured.resume_band[at]) or None,
            resume_score=number(measured.resume_score[at]),
            reply_probability_7d=round(float(measured.reply_probability[at]), PLACES),
            reciprocity=number(measured.reciprocity[at]),
            state=str(measured.state[at]),
        )

    return row
