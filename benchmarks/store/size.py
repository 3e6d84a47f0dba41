"""How large and how fast the evidence is: python benchmarks/store/size.py [--messages 500000] [--batch 1000]."""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kithbook.model.reading import SNIPPET, Reading
from kithbook.model.record import MESSAGE, Record
from kithbook.model.run import BY_CONTENT, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
GIVEN = "ann bob carla dmitri eve farid gita hans ines jonas kenji lena mo nadia omar petra".split()
FAMILY = "smith meyer okafor tanaka lindqvist ruiz novak haddad rossi dubois kowalski berg".split()
PLACES = "gmail.com example.org acme-industries.com uni-koeln.de outlook.com northwind.co.uk".split()
WORDS = """the of and project meeting next week about budget review can we talk proposal draft contract update
introduction question thanks report conference schedule lunch call team design data open role position hiring idea plan
summary notes follow up regarding invoice holiday travel paper results Berlin quarterly dataset numbers attached later
tomorrow would be great maybe Thursday morning works for me let us know whether that suits""".split()


def person(chance: random.Random) -> list[str]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    address = f"{given}.{family}{chance.randrange(60)}@{chance.choice(PLACES)}"
    return ["email", address, f"{given.title()} {family.title()}"]


def sightings(count: int, seed: int = 1) -> Iterator[Sighting]:
    """Make messages of about 600 bytes of JSON, each with one snippet of about 150 characters."""
    chance, ada = random.Random(seed), ["email", "ada.lovelace@example.org", "Ada Lovelace"]
    for number in range(count):
        key = f"CA+{chance.getrandbits(160):040x}@mail.gmail.com"
        sender = person(chance)
        content = {
            "at": f"20{chance.randrange(15, 26)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
            f"T{chance.randrange(24):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}Z",
            "channel": "mail",
            "delivered_to": [ada[1]],
            "labels": ["Inbox", "Important", "Opened"],
            "message_id": key,
            "parents": [f"CA+{chance.getrandbits(160):040x}@mail.gmail.com"],
            "recipients": 2,
            "sender": sender,
            "subject": "Re: " + " ".join(chance.choices(WORDS, k=7)),
            "thread": str(chance.getrandbits(62)),
            "to": [ada, person(chance)],
            "zone_minutes": 60,
        }
        quote = " ".join(chance.choices(WORDS, k=28))[:155]
        yield Sighting(
            Record(MESSAGE, key, content), "All mail.mbox", number * 9000, (Reading(SNIPPET, 1, "en", quote),)
        )


def keep_all(book, name: str, count: int, batch: int) -> tuple[float, float]:
    """Keep everything as one run, and give the seconds, and those of the processor, spent in the store alone."""
    run = book.evidence.start_run(
        source="mbox", account="", path=name, as_of=AsOf(NOW.date(), BY_CONTENT), fingerprint=name, at=NOW
    )
    spent, worked, waiting = 0.0, 0.0, []
    for nth, sighting in enumerate(sightings(count), start=1):
        sighting.record.raw_id  # noqa: B018 -- the worker has computed it before the store sees it
        waiting.append(sighting)
        if len(waiting) == batch or nth == count:
            start, began = time.perf_counter(), time.process_time()
            book.evidence.keep(run, waiting, [], checkpoint={"file": "All mail.mbox", "position": nth})
            spent, worked = spent + time.perf_counter() - start, worked + time.process_time() - began
            waiting = []
    book.evidence.finish_run(run, as_of=AsOf(NOW.date(), BY_CONTENT), account="", facts={}, at=NOW)
    return spent, worked


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=500_000)
    parser.add_argument("--batch", type=int, default=1_000)
    given = parser.parse_args()
    count = given.messages
    some = [s.record for s in sightings(2_000)]
    print(f"JSON of a content: {sum(len(r.text.encode()) for r in some) / len(some):.0f} bytes on average")
    with tempfile.TemporaryDirectory() as folder:
        book = open_book(Path(folder) / "book", now=NOW)
        for what, name in (("new", "one"), ("known, same run again", "one"), ("known, another run", "two")):
            spent, worked = keep_all(book, name, count, given.batch)
            size = sum(path.stat().st_size for path in (Path(folder) / "book").glob("evidence.db"))
            print(
                f"{what}: {count / spent:,.0f} sightings/s ({count / worked:,.0f} a processor second), "
                f"evidence.db {size / 1e6:.1f} MB, {size / count:.0f} bytes/message"
            )
        before = megabytes()
        start, began = time.perf_counter(), time.process_time()
        met = sum(len(found) for _, _, found in book.evidence.versions())
        spent, worked = time.perf_counter() - start, time.process_time() - began
        print(
            f"versions(): {met / spent:,.0f}/s ({met / worked:,.0f} a processor second), memory grew by {megabytes() - before:.0f} MB to {megabytes():.0f} MB"
        )
        start = time.perf_counter()
        met = sum(1 for _ in book.evidence.touched_since(book.evidence.mark - 1))
        print(f"touched_since(last mark): {met} keys in {time.perf_counter() - start:.3f} s")
        book.close()


if __name__ == "__main__":
    main()
