"""The whole book as one JSON document: an item a line, so that neither way needs it all in memory (back: `taking`).

Sections: ``runs``, ``records`` (each with the runs that saw it, where, and its readings), ``decisions``, ``agenda``,
``tombstones``. Records of undone imports are left out; that they were undone is kept. Records stand in the order in
which they were kept: it says who founded a person, and so which id and slug are whose.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kithbook.actions.document import plain
from kithbook.actions.export.sorting import sorted_lines
from kithbook.model import ids
from kithbook.model.decision import Decision, standing
from kithbook.model.person import Person
from kithbook.model.run import Run
from kithbook.store.book import Book
from kithbook.store.evidence import Version

VERSION: Final = 1
OPENING: Final = b'{"kithbook":'
SEED: Final = "seed"  # the chance by which a book names its rulings and hashes whom it forgot
KEPT: Final = ("zone", SEED)  # of a book's own notes
NUMBER: Final = 20  # digits before a record while records are brought into the order of their numbers


def archive(book: Book) -> Iterator[bytes]:
    """Give the document of a whole book, line by line."""
    runs = book.evidence.runs()
    head = {name: value for name in KEPT if (value := book.evidence.meta(name))}
    versions = (version for _, _, found in book.evidence.versions() for version in found)
    sections = {
        **_evidence(book, runs, versions, book.evidence.decisions()),
        "agenda": (_text(plain(entry)) for entry in book.evidence.agenda(date.min)),
        "tombstones": (_text({"hash": hash_.hex()}) for hash_ in sorted(book.evidence.tombstones())),
    }
    return _document(head, sections)


def archive_of(book: Book, person: Person) -> Iterator[bytes]:
    """Give the document of what a book holds of one person: their cards, what passed with them, rulings on them."""
    digest = book.digest
    cards = {card.id for card in digest.cards(person.number)}
    behind = [person.id, *(interaction.id for interaction in digest.interactions(person.number))]
    ids_behind = dict.fromkeys(record for one in behind for record in digest.evidence(one))
    held = (book.evidence.record_by_id(record) for record in ids_behind)
    keys = {(found[0].kind, found[0].key) for found in held if found}
    versions = [version for _, _, found in book.evidence.versions(keys) for version in found]
    seen = {run for version in versions for run, _, _ in version.seen}
    runs = [run for run in book.evidence.runs() if run.id in seen]
    rulings = [
        r for r in standing(book.evidence.decisions()) if r.id in ids_behind or cards & set(map(str, r.fields.values()))
    ]
    return _document({}, _evidence(book, runs, iter(versions), rulings))


def _evidence(
    book: Book, runs: Sequence[Run], versions: Iterator[Version], rulings: Sequence[Decision]
) -> dict[str, Iterator[bytes]]:
    places = {run.id: place for place, run in enumerate(runs)}
    numbered = (b"%0*d%s\n" % (NUMBER, one.record_number, _text(_record(book, one, places))) for one in versions)
    return {
        "runs": (_text(_run(book, run)) for run in runs),
        "records": (line[NUMBER:-1] for line in sorted_lines(numbered)),
        "decisions": (_text(plain(ruling)) for ruling in rulings),
    }


def _document(head: Mapping[str, str], sections: Mapping[str, Iterator[bytes]]) -> Iterator[bytes]:
    yield b'{"kithbook":%d,"notes":%s' % (VERSION, _text(head))
    for name, items in sections.items():
        yield f',\n"{name}":[\n'.encode()
        before = b""
        for item in items:
            yield before + item
            before = b",\n"
        yield b"\n]"
    yield b"}\n"


def _text(item: Mapping[str, Any]) -> bytes:
    return ids.canonical(dict(item)).encode("utf-8", "backslashreplace")


def _run(book: Book, run: Run) -> dict[str, Any]:
    stated: dict[str, Any] = plain(run)
    faults = [[fault.file, fault.position, fault.reason] for _, fault in book.evidence.faults(run.id)]
    return {**stated, "facts": dict(book.evidence.run_facts(run.id)), "faults": faults}


def _record(book: Book, version: Version, runs: Mapping[str, int]) -> dict[str, Any]:
    record = version.record
    held = book.evidence.record_by_id(record.id)
    places = list(held[1]) if held else []
    seen = []
    for run_id, _, source in version.seen:
        at = next((place for place in places if place.source == source), None)
        if at is not None:
            places.remove(at)
        seen.append([runs[run_id], at.file if at else "", at.position if at else 0])
    readings = [plain(reading) for _, reading in version.readings]
    return {"kind": record.kind, "key": record.key, "content": record.content, "seen": seen, "readings": readings}
