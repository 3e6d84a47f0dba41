"""evidence: what an id that was printed anywhere rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kithbook.actions.history import IMPORT
from kithbook.actions.items import SHORTEST
from kithbook.actions.wording import labels
from kithbook.actions.wording.known import Known
from kithbook.model import ids, times
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.model.interaction import Finding
from kithbook.model.reading import SNIPPET, Reading
from kithbook.model.record import Content, Record, is_floating
from kithbook.model.run import Run
from kithbook.store.book import Book

OWNER: Final = "owner"
MESSAGES: Final = 5  # the latest are shown of one who is known by messages alone


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
    """Show the records, places and words behind ids of whatever has one; printed short, its beginning will do."""
    rulings = {ruling.id: ruling for ruling in book.evidence.decisions()}
    whole = [_whole(book, typed.strip().lower(), rulings) for typed in wanted]
    return [found for evidence_id in whole for found in _behind(book, evidence_id, rulings)]


def _whole(book: Book, typed: str, rulings: Mapping[str, Decision]) -> str:
    """Complete an id of a sort that is printed by its first characters."""
    if ids.is_id(typed) or len(typed) < SHORTEST or not ids.may_begin(typed):
        return typed
    known: Iterable[str] = ()
    if typed[0] == ids.DECISION:
        known = rulings
    elif typed[0] == ids.RUN:
        known = [run.id for run in book.evidence.runs()]
    elif typed[0] == ids.QUESTION:
        known = [question.id for question in book.digest.questions()]
    elif typed[0] == ids.READING:
        known = set(book.digest.finding_ids())
    near = [one for one in known if one.startswith(typed)]
    if len(near) > 1:
        raise UserError(f"Several ids begin with {typed!r}.", do="Give more of its characters.")
    return near[0] if near else typed


def _behind(book: Book, wanted: str, rulings: Mapping[str, Decision]) -> list[Shown]:
    if not ids.is_id(wanted):
        raise UserError(f"{wanted!r} is no id.", do="Give an id as it was printed.")
    finding = book.digest.finding(wanted) if wanted[0] == ids.READING else None
    records = _records(book, finding.interaction if finding else wanted)
    found = [shown for record in records for shown in _places(book, wanted, record, finding)]
    known = Known(book, rulings, {})
    found += [_ruled(known, rulings[record], wanted) for record in records if record in rulings]
    found += [_imported(run) for run in book.evidence.runs() if run.id == wanted]
    if not found:
        raise UserError(
            f"The book holds nothing under {wanted}.", do="It may have been forgotten, or stand in another book."
        )
    return found


def _records(book: Book, wanted: str) -> list[str]:
    """Give the records and rulings that an id rests on."""
    if wanted[0] in {ids.RECORD, ids.DECISION}:
        return [wanted]
    questions = book.digest.questions() if wanted[0] == ids.QUESTION else []
    asked = next((one for one in questions if one.id == wanted), None)
    if asked:
        return [record for card in (asked.card_a, asked.card_b) if card for record in _records(book, card)]
    records = book.digest.evidence(wanted)
    if records or wanted[0] not in {ids.CARD, ids.PERSON}:
        return records
    # An address that only occurs in messages is no record of its own: the messages are what it rests on.
    person = book.digest.person(wanted)
    passed = book.digest.interactions(person.number, limit=MESSAGES) if person else []
    return [record for one in passed for record in book.digest.evidence(one.id)]


def _places(book: Book, wanted: str, record_id: str, finding: Finding | None) -> list[Shown]:
    held = book.evidence.record_by_id(record_id)
    if held is None:
        return []
    record, places, readings = held
    words = finding.quote if finding else _quote(record, readings)
    at = _said_at(record.content)
    return [Shown(wanted, record.kind, at, p.source, p.file or None, p.position, words, record.id) for p in places]


def _said_at(content: Content) -> str | None:
    """Give the time as the source has it: a floating one is in no zone, so it says none."""
    at = str(content.get("at") or "")
    return (at.removesuffix("Z") if is_floating(content) else at) or None


def _quote(record: Record, readings: Sequence[Reading]) -> str:
    """Give the words it rests on: what it is about, and the snippet that was kept."""
    content = record.content
    title = next((str(content[name]) for name in ("subject", "title", "name", "text") if content.get(name)), "")
    said = next((reading.quote for reading in readings if reading.reader == SNIPPET), "")
    return ": ".join(dict.fromkeys(part for part in (title, said) if part)) or record.key


def _ruled(known: Known, ruling: Decision, wanted: str) -> Shown:
    words = ruling.fields.get("text") or ruling.fields.get("name") or labels.of_ruling(known, ruling)
    at = ruling.fields.get("at") or ruling.at.date().isoformat()
    return Shown(wanted, ruling.verb, str(at), OWNER, None, None, str(words), ruling.id)


def _imported(run: Run) -> Shown:
    at = times.written(run.started_at)
    return Shown(run.id, IMPORT, at, run.source, run.path, None, labels.of_run(run), run.id)
