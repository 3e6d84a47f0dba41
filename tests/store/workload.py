"""Work for a book that is about to have bad luck: numbered steps, each kept and ruled, and how to see which are whole.

As a program: ``workload.py FOLDER STEPS [NAME]`` goes on where the book stands and prints each step once it is durable.
"""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from kithbook.model import decision as verbs
from kithbook.model.reading import SNIPPET, Reading
from kithbook.model.record import MESSAGE, Record
from kithbook.model.run import BY_CONTENT, AsOf, Sighting
from kithbook.store.sqlite.book import SqliteBook

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AS_OF = AsOf(date(2026, 11, 1), BY_CONTENT)
RECORDS_A_STEP = 12


def records(step: int, name: str) -> list[Sighting]:
    keys = [f"{name}-{step}-{nth}" for nth in range(RECORDS_A_STEP)]
    return [
        Sighting(
            Record(MESSAGE, key, {"channel": "mail", "subject": f"About {key} " + "so much to say " * 20}),
            f"{name}.mbox",
            nth,
            (Reading(SNIPPET, 1, "en", f"words of {key}"),),
        )
        for nth, key in enumerate(keys)
    ]


def work(
    book: SqliteBook, steps: int, acknowledge: Callable[[int], None] = lambda _: None, *, name: str = "one"
) -> None:
    """Go on from the step at which the book stands."""
    run = book.evidence.start_run(source="mbox", account="", path=name, as_of=AS_OF, fingerprint=name, at=NOW)
    for step in range(book.evidence.checkpoint(run).get("step", 0) + 1, steps + 1):
        if step - 1 > len(ruled(book, name)):  # killed between the two halves of a step
            rule(book, step - 1, name)
        book.evidence.keep(run, records(step, name), [], checkpoint={"step": step})
        rule(book, step, name)
        acknowledge(step)
    if steps > len(ruled(book, name)):
        rule(book, steps, name)
    book.evidence.finish_run(run, as_of=AS_OF, account="", facts={}, at=NOW)


def rule(book: SqliteBook, step: int, name: str) -> None:
    book.evidence.decide(verbs.NOTE, {"card": name, "text": str(step)}, at=NOW)


def ruled(book: SqliteBook, name: str = "one") -> list[int]:
    return [int(r.fields["text"]) for r in book.evidence.decisions() if r.fields["card"] == name]


def whole_steps(book: SqliteBook, name: str = "one") -> int:
    """Give the last step that is whole; raise AssertionError for a book that is not sound, or for half a step."""
    connection = book.evidence.connection
    assert connection.execute("PRAGMA integrity_check").get == "ok"
    assert connection.execute("PRAGMA foreign_key_check").get is None
    rulings = ruled(book, name)
    assert rulings == list(range(1, len(rulings) + 1))
    kept = {key: found for _, key, found in book.evidence.versions() if key.startswith(f"{name}-")}
    steps, rest = divmod(len(kept), RECORDS_A_STEP)
    assert rest == 0
    assert steps - len(rulings) in {0, 1}
    for step in range(1, steps + 1):
        for sighting in records(step, name):
            (version,) = kept[sighting.record.key]
            assert (version.record, version.readings[0][1]) == (sighting.record, sighting.readings[0])
    return len(rulings)


def check(folder: Path) -> int:
    """Open the book in a folder as its owner would and give the last whole step."""
    book = SqliteBook(folder, now=NOW)
    try:
        return whole_steps(book)
    finally:
        book.close()


def dump(folder: Path) -> list[tuple]:
    """Give what a book says, for comparing it with another."""
    book = SqliteBook(folder, now=NOW)
    try:
        (run,) = book.evidence.runs()
        keys = [
            (kind, key, v.record.text, v.seen, v.readings[0][1])
            for kind, key, found in book.evidence.versions()
            for v in found
        ]
        rulings = [(r.verb, dict(r.fields)) for r in book.evidence.decisions()]
        return [run, *keys, *rulings]
    finally:
        book.close()


if __name__ == "__main__":
    import resource

    folder, steps, name, limit = [*sys.argv[1:], *["one", "0"][len(sys.argv) - 3 :]]
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    opened = SqliteBook(Path(folder), now=NOW)
    work(opened, int(steps), lambda step: print(step, flush=True), name=name)  # noqa: T201
    opened.close()
