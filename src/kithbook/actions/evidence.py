"""evidence: what an id that was printed anywhere rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.model.interaction import Finding
from kithbook.model.reading import SNIPPET, Reading
from kithbook.model.record import Record
from kithbook.store.book import Book

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
    """Show the records, places and words behind ids: of records, interactions, findings, cards, people, rulings."""
    rulings = {ruling.id: ruling for ruling in book.evidence.decisions()}
    return [found for evidence_id in wanted for found in _behind(book, evidence_id.strip().lower(), rulings)]


def _behind(book: Book, wanted: str, rulings: dict[str, Decision]) -> list[Shown]:
    try:
        prefix, _ = ids.unspell(wanted)
    except ValueError as error:
        raise UserError(
            f"{wanted!r} is no id.", do="Give an id as it was printed: a letter and 16 characters."
        ) from error
    finding = _finding(book, wanted) if prefix == ids.READING else None
    records = [wanted] if prefix in {ids.RECORD, ids.DECISION} else book.digest.evidence(wanted)
    if finding:
        records = book.digest.evidence(finding.interaction)
    found = [shown for record in records for shown in _places(book, wanted, record, finding)]
    found += [_ruled(rulings[record], wanted) for record in records if record in rulings]
    if not found:
        raise UserError(
            f"The book holds nothing under {wanted}.", do="It may have been forgotten, or stand in another book."
        )
    return found


def _finding(book: Book, wanted: str) -> Finding | None:
    readers = sorted({reader for reader, _ in book.evidence.reader_versions()})
    return next((finding for finding in book.digest.findings(readers) if finding.id == wanted), None)


def _places(book: Book, wanted: str, record_id: str, finding: Finding | None) -> list[Shown]:
    held = book.evidence.record_by_id(record_id)
    if held is None:
        return []
    record, places, readings = held
    words = finding.quote if finding else _quote(record, readings)
    at = record.content.get("at")
    return [
        Shown(wanted, record.kind, str(at) if at else None, p.source, p.file or None, p.position, words, record.id)
        for p in places
    ]


def _quote(record: Record, readings: Sequence[Reading]) -> str:
    """Give the words it rests on: what it is about, and the snippet that was kept."""
    content = record.content
    title = next((str(content[name]) for name in ("subject", "title", "name", "text") if content.get(name)), "")
    said = next((reading.quote for reading in readings if reading.reader == SNIPPET), "")
    return ": ".join(dict.fromkeys(part for part in (title, said) if part)) or record.key


def _ruled(ruling: Decision, wanted: str) -> Shown:
    words = ruling.fields.get("text") or ruling.fields.get("name") or ids.canonical(dict(ruling.fields))
    at = ruling.fields.get("at") or ruling.at.date().isoformat()
    return Shown(wanted, ruling.verb, str(at), OWNER, None, None, str(words), ruling.id)
