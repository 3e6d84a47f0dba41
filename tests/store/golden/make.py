"""Make the golden book of the newest schema version: ``python tests/store/golden/make.py``. Old ones are never remade.

Each is a book as that version wrote it, with what it says beside it; every later version must open it and say the same.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kithbook.model import decision as verbs
from kithbook.model.fault import Fault, Skipped
from kithbook.model.reading import QUESTION, SNIPPET, Reading
from kithbook.model.record import CARD, MESSAGE, Record
from kithbook.model.run import BY_NAME, UNKNOWN, AsOf, Sighting
from kithbook.store.book import Book
from kithbook.store.evidence import AgendaEntry

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def fill(book: Book) -> None:
    """Put a little of everything into a book."""
    evidence = book.evidence
    for name, day, title in (
        ("march", date(2026, 3, 12), "CTO"),
        ("april", date(2026, 4, 12), "CEO"),
        ("none", None, ""),
    ):
        as_of = AsOf(day, BY_NAME if day else UNKNOWN)
        run = evidence.start_run(
            source="linkedin", account="ada", path=f"{name}.zip", as_of=as_of, fingerprint=name, at=NOW
        )
        ann = Record(CARD, "ann", {"name": "Ann Example", "title": title, "note": "\ud800 \0 é"})
        mail = Record(
            MESSAGE, f"m-{name}", {"channel": "mail", "subject": "Re: budget " * 20, "at": "2026-03-01T10:00:00Z"}
        )
        said = (Reading(SNIPPET, 1, "en", "Could you send it?"), Reading(QUESTION, 1, "en", "send it?", {"what": "it"}))
        seen = [Sighting(ann, "Connections.csv", 4), Sighting(mail, "messages.csv", 2, said)]
        left = [Fault("messages.csv", 9, "no date"), Skipped("messages.csv", 10, "spam")]
        evidence.keep(run, seen, left, checkpoint={"position": 10}, readers={SNIPPET: 1, QUESTION: 1})
        if day:
            evidence.finish_run(run, as_of=as_of, account="ada", facts={"connections_complete": True}, at=NOW)
    undone = evidence.decide(verbs.UNDO, {"run": evidence.runs()[1].id}, at=NOW)
    evidence.decide(verbs.NOTE, {"card": "c", "text": "met at the fair \ud800"}, at=NOW)
    evidence.decide(verbs.UNDO, {"decision": undone.id}, at=NOW)
    evidence.log_agenda([AgendaEntry(NOW.date(), "a1", "dormant", "c", "", {"why": "é"})], day=NOW.date(), mark=3)
    evidence.forget([], [], [bytes(range(10))])


def say(book: Book) -> dict:
    """Say all that a book holds, as JSON."""
    evidence = book.evidence
    said = {
        "versions": [[kind, key, found] for kind, key, found in evidence.versions()],
        "runs": evidence.runs(),
        "checkpoint": evidence.checkpoint(evidence.runs()[2].id),
        "facts": [[dict(evidence.run_facts(run.id)), dict(evidence.run_readers(run.id))] for run in evidence.runs()],
        "faults": evidence.faults(),
        "decisions": evidence.decisions(),
        "agenda": evidence.agenda(date.min),
        "tombstones": sorted(evidence.tombstones()),
        "readers": sorted(evidence.reader_versions().items()),
        "mark": evidence.mark,
        "touched": sorted(evidence.touched_since(1)),
        "seed": [evidence.meta("seed"), evidence.tombstone("email", "ann@example.org").hex()],
    }
    return json.loads(json.dumps(said, default=_plain))


def _plain(thing: object) -> object:
    if hasattr(thing, "__dataclass_fields__"):
        return {name: getattr(thing, name) for name in thing.__dataclass_fields__}
    return str(thing)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[2] / "src"))
    from kithbook.store import open_book
    from kithbook.store.sqlite.migrate import steps

    name = f"{steps()[-1].number:04}"
    if (HERE / f"{name}.db").exists():
        sys.exit(f"{name}.db is there, and golden books are never remade")
    with TemporaryDirectory() as folder:
        book = open_book(Path(folder), now=NOW)
        fill(book)
        (HERE / f"{name}.json").write_text(json.dumps(say(book), indent=1) + "\n", encoding="utf-8")
        book.close()
        (HERE / f"{name}.db").write_bytes((Path(folder) / "evidence.db").read_bytes())
