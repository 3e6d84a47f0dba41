"""The JSON document of a whole book taken into a book, new or in use (written: `archive`)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from kithbook.actions.export.archive import KEPT, OPENING, VERSION
from kithbook.digest.rulings import own_key
from kithbook.model import decision as verbs
from kithbook.model import ids, times
from kithbook.model.decision import Decision
from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.reading import Reading
from kithbook.model.record import Record, is_too_deep
from kithbook.model.run import AsOf, Sighting
from kithbook.store.book import Book
from kithbook.store.evidence import AgendaEntry

BATCH: Final = 1_000
MOST_SKIPPED: Final = 10_000_000  # of one reason in one import: beyond what any mailbox holds
_AGAIN: Final = "Export the book again, or restore a backup."
_FINGERPRINT: Final = "kithbook:"
_TAKEN: Final = "taken:"  # under which a book remembers what it calls a ruling of another book


def is_archive(path: Path) -> bool:
    """Say whether a file is what `archive` writes, by its first bytes."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(OPENING)) == OPENING
    except OSError:  # whoever reads it next says why it cannot be read
        return False


def restore(book: Book, path: Path) -> Counter[str]:
    """Take an archive into a book, new or in use; count what was new, changed and unchanged. Twice is once.

    Raises UserError for what `archive` never wrote, and for one that was cut short, once it is taken in as far as it
    goes.
    """
    try:
        return _restore(book, path)
    except UserError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise UserError(
            f"{path} says something that no export of a book says ({type(error).__name__}).",
            safe="What stands before it was taken in.",
            do=_AGAIN,
        ) from error


def _restore(book: Book, path: Path) -> Counter[str]:
    with path.open("rb") as file:
        head = _head(file.readline(), path)
        taking = Taking(book, is_new=not book.evidence.runs() and not book.evidence.decisions())
        taking.notes(head["notes"])
        for section, item in _items(file, path):
            taking.take(section, item)
        return taking.finish()


def _head(line: bytes, path: Path) -> dict[str, Any]:
    try:
        head: dict[str, Any] = json.loads(line.rstrip(b",\n") + b"}")
        if head["kithbook"] > VERSION:
            raise UserError(f"{path} was exported by a later version of Kithbook.", do="Import it with that version.")
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is no export of a book.", do=_AGAIN) from error
    return head


def _items(file: Any, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    section, line = "", b""
    for number, raw in enumerate(file, start=2):
        line = raw.strip().rstrip(b",")
        if line.endswith(b":["):
            section = line[1:-3].decode("ascii", "replace")
        elif line and line not in {b"]", b"]}"}:
            try:
                yield section, _item(line)
            except (ValueError, RecursionError) as error:
                raise UserError(
                    f"{path} is damaged in line {number}.",
                    safe="What stands before it was taken in.",
                    do=_AGAIN,
                ) from error
    if line != b"]}":
        raise UserError(
            f"{path} ends before its end: it was cut short.",
            safe="What it holds was taken in.",
            do=_AGAIN,
        )


def _item(line: bytes) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(line)
    if is_too_deep(item):
        raise ValueError("nested too deeply")
    return item


class Taking:
    """Takes an archive's items into a book; what the other book called its rulings is called what this one does."""

    def __init__(self, book: Book, *, is_new: bool) -> None:
        self._book = book
        self._is_new = is_new
        self._here = {ruling.id for ruling in book.evidence.decisions()}
        self._runs: list[tuple[str, dict[str, Any]]] = []
        self._waiting: dict[str, list[Sighting]] = {}
        self._counts: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._agenda: dict[date, list[AgendaEntry]] = {}
        self._tombstones: list[bytes] = []

    def notes(self, notes: Mapping[str, str]) -> None:
        """Keep the book's own notes, where this book has none yet."""
        for name in KEPT:
            if notes.get(name) and (self._is_new or not self._book.evidence.meta(name)):
                self._book.evidence.set_meta(name, str(notes[name]))

    def take(self, section: str, item: dict[str, Any]) -> None:
        """Take one item."""
        takers = {"runs": self._run, "records": self._record, "decisions": self._decision, "agenda": self._entry}
        if section == "tombstones":
            self._tombstones.append(bytes.fromhex(item["hash"]))
        elif section in takers:
            takers[section](item)

    def finish(self) -> Counter[str]:
        """Take what waits: the last records, the agendas, whom the other book forgot."""
        self._finish_records()
        for day, entries in sorted(self._agenda.items()):
            if self._book.evidence.agenda_mark(day) is None:
                self._book.evidence.log_agenda(entries, day=day, mark=self._book.evidence.mark)
        if self._tombstones and self._is_new:  # the hashes are keyed by the seed, which only a new book takes over
            self._book.evidence.forget([], [], self._tombstones)
        return self._counts

    def _run(self, item: dict[str, Any]) -> None:
        run = self._book.evidence.start_run(
            source=item["source"],
            account=item["account"],
            path=item["path"],
            as_of=_as_of(item["as_of"]),
            fingerprint=_FINGERPRINT + item["id"],
            at=times.instant(item["started_at"]),
        )
        left: list[Fault | Skipped] = [Fault(*fault) for fault in item["faults"]]
        for reason, count in item["counts"].items():
            if reason.startswith("skipped:"):
                if count > MOST_SKIPPED:
                    raise ValueError(f"{count} left out")
                left += [Skipped("", 0, reason.partition(":")[2])] * count
        self._book.evidence.keep(run, [], left, checkpoint={})
        self._names[item["id"]] = run
        self._runs.append((run, item))

    def _record(self, item: dict[str, Any]) -> None:
        record = Record(item["kind"], item["key"], dict(item["content"]))
        readings = tuple(Reading(**reading) for reading in item["readings"])
        for place, file, position in item["seen"]:
            run = self._runs[place][0]
            waiting = self._waiting.setdefault(run, [])
            waiting.append(Sighting(record, file, position, readings))
            if len(waiting) >= BATCH:
                self._flush()

    def _flush(self) -> None:
        """Keep what waits, the earlier import's first: what came first is to be known first."""
        for run, _ in self._runs:
            if seen := self._waiting.pop(run, None):
                kept = self._book.evidence.keep(run, seen, [], checkpoint={})
                self._counts.update(new=kept.new, changed=kept.changed, unchanged=kept.unchanged)

    def _finish_records(self) -> None:
        self._flush()
        for run, item in self._runs:
            if item["finished_at"]:
                self._book.evidence.finish_run(
                    run,
                    as_of=_as_of(item["as_of"]),
                    account=item["account"],
                    facts=item["facts"],
                    at=times.instant(item["finished_at"]),
                )
        self._runs = []

    def _decision(self, item: dict[str, Any]) -> None:
        self._finish_records()
        ruling = Decision(item["id"], times.instant(item["at"]), item["verb"], item["fields"])
        if not verbs.is_sound(ruling.verb, ruling.fields):
            raise ValueError(f"a ruling to {ruling.verb} that lacks something")
        known = self._book.evidence.meta(_TAKEN + ruling.id)
        if known is None and ruling.id not in self._here:
            known = self._book.evidence.decide(ruling.verb, self._renamed(ruling.fields), at=ruling.at).id
            if known != ruling.id:
                self._book.evidence.set_meta(_TAKEN + ruling.id, known)
        self._rename(ruling, known or ruling.id)

    def _rename(self, ruling: Decision, here: str) -> None:
        self._names[ruling.id] = here
        if ruling.verb == verbs.ADD:
            self._names[ids.make(ids.CARD, own_key(ruling.id))] = ids.make(ids.CARD, own_key(here))
        anchor = str(ruling.fields.get("card"))
        if ruling.verb == verbs.EDIT and anchor in self._names:
            renamed = own_key(self._names[anchor])
            self._names[ids.make(ids.CARD, own_key(anchor))] = ids.make(ids.CARD, renamed)

    def _renamed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._names.get(value, value)
        if isinstance(value, list):
            return [self._renamed(one) for one in value]
        if isinstance(value, Mapping):
            return {name: self._renamed(one) for name, one in value.items()}
        return value

    def _entry(self, item: dict[str, Any]) -> None:
        named = self._renamed(item)
        day = date.fromisoformat(named.pop("day"))
        self._agenda.setdefault(day, []).append(AgendaEntry(day=day, **named))


def _as_of(stated: Mapping[str, Any]) -> AsOf:
    return AsOf(date.fromisoformat(stated["day"]) if stated["day"] else None, stated["basis"])
