"""evidence: what an id that was printed anywhere rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.store.book import Book, Place

OWNER: Final = "owner"


@dataclass(frozen=True, slots=True)
class Shown:
    """One place where a piece of evidence stood. `id` is the id that was asked for."""

    id: str
    kind: str
    at: str | None
    source: str
    file: str | None
    position: int | None
    quote: str
    record: str


def evidence(book: Book, wanted: Sequence[str]) -> list[Shown]:
    """Show the records, places and words behind ids: of records, interactions, findings, changes, cards, rulings."""
    rulings = {ruling.id: ruling for ruling in book.evidence.decisions()}
    return [found for evidence_id in wanted for found in _behind(book, evidence_id.strip().lower(), rulings)]


def _behind(book: Book, wanted: str, rulings: dict[str, Decision]) -> list[Shown]:
    try:
        prefix, _ = ids.unspell(wanted)
    except ValueError as error:
        raise UserError(
            f"{wanted!r} is no id.", do="Give an id as it was printed: a letter and 16 characters."
        ) from error
    if prefix == ids.DECISION and wanted in rulings:
        return [_ruled(rulings[wanted])]
    records = [wanted] if prefix == ids.RECORD else book.digest.evidence(wanted)
    found = [shown for record in records for shown in _places(book, wanted, record)]
    ruled = [_ruled(rulings[record], wanted) for record in records if record in rulings]
    if not found and not ruled:
        raise UserError(
            f"The book holds nothing under {wanted}.", do="It may have been forgotten, or stand in another book."
        )
    return found + ruled


def _places(book: Book, wanted: str, record_id: str) -> list[Shown]:
    held = book.evidence.record_by_id(record_id)
    if held is None:
        return []
    record, places, readings = held
    words = _quote(record, readings, wanted)
    at = record.content.get("at")
    kept = places or [Place(OWNER, "", 0)]
    return [
        Shown(wanted, record.kind, str(at) if at else None, p.source, p.file or None, p.position, words, record.id)
        for p in kept
    ]


def _quote(record: Record, readings: Sequence[Reading], wanted: str) -> str:
    """Give the words it rests on: the finding's own if one was asked for, else the snippet, else what it is about."""
    named = {ids.make(ids.READING, record.id, r.reader, r.quote): r.quote for r in readings}
    if wanted in named:
        return named[wanted]
    content = record.content
    title = next((str(content[name]) for name in ("subject", "title", "name", "text") if content.get(name)), "")
    said = readings[0].quote if readings else ""
    return ": ".join(dict.fromkeys(part for part in (title, said) if part)) or record.key


def _ruled(ruling: Decision, wanted: str | None = None) -> Shown:
    words = ruling.fields.get("text") or ruling.fields.get("name") or ids.canonical(dict(ruling.fields))
    at = ruling.fields.get("at") or ruling.at.date().isoformat()
    return Shown(wanted or ruling.id, ruling.verb, str(at), OWNER, None, None, str(words), ruling.id)
