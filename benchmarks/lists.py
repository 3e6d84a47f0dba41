"""The people page, search while typing and the palette over a book that is there, as a lasting face asks them.

python benchmarks/lists.py BOOK [--day 2026-03-14]
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from kithbook.actions.brief import brief
from kithbook.actions.find import find
from kithbook.actions.list_people import list_people
from kithbook.actions.roster import Roster, Rosters
from kithbook.actions.shared_people import shared_people
from kithbook.actions.timeline import timeline
from kithbook.store import open_book


def measured(what: str, asks: Sequence[Callable[[], object]]) -> None:
    """Print the median and the 95th of a hundred, by the clock and by the processor."""
    clock, processor = [], []
    for ask in asks:
        begun, used = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - begun) * 1e3)
        processor.append((time.process_time() - used) * 1e3)
    shown = [f"{sorted(taken)[int(len(taken) * share)]:.1f}" for taken in (clock, processor) for share in (0.5, 0.95)]
    print(f"{what:44} clock {shown[0]:>6} {shown[1]:>6} ms   processor {shown[2]:>6} {shown[3]:>6} ms", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", type=Path)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 3, 14))
    given = parser.parse_args()
    chance, rosters = Random(1), Rosters()
    now = datetime(given.day.year, given.day.month, given.day.day, 12, tzinfo=UTC)
    book = open_book(given.book, now=now)
    for what in ("roster, ties measured", "roster again"):
        begun = time.process_time()
        everyone = Roster.read(book, given.day)
        print(f"{what}: {time.process_time() - begun:.2f} s of the processor")
    everyone = rosters.of(book, now)
    some = {"now": now, "rosters": rosters}
    pages = [
        {
            "sort": chance.choice(["strength", "name", "last"]),
            "start": chance.randrange(0, len(everyone), 50),
            "state": chance.choice([None, "active", "dormant", "latent"]),
            "organisation": chance.choice([None, chance.choice(everyone.organisations)]),
        }
        for _ in range(200)
    ]
    measured("a page of people", [lambda p=page: list_people(book, **p, **some) for page in pages])
    words = [chance.choice(everyone.names.words) for _ in range(60)]
    typed = [word[:end] for word in words for end in range(1, len(word) + 1)]
    measured("search, a letter more each time", [lambda w=word: list_people(book, query=w, **some) for word in typed])
    measured("misspelt", [lambda w=word: list_people(book, query=w[:2] + w[3:], **some) for word in words])
    measured("palette", [lambda w=word: find(book, w, **some) for word in typed])
    strongest = [row.id for row in list_people(book, limit=500, **some).rows[::5]]
    measured("timeline of one of the 500 strongest", [lambda w=one: timeline(book, w, now=now) for one in strongest])
    measured("people in common", [lambda w=one: shared_people(book, w, now=now) for one in strongest])
    measured("brief", [lambda w=one: brief(book, w, now=now) for one in strongest])
    print(f"{len(everyone):,} known; memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    book.close()


if __name__ == "__main__":
    main()
