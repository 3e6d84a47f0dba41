"""How fast mail is parsed, beside the standard library on the same mailbox in the same run, field by field the same.

Alternating runs, medians. Baseline: `mailbox.mbox` with a `BytesHeaderParser` factory, `getaddresses`,
`parsedate_to_datetime` and `decode_header`. Decoded are sender, recipients, date, subject, Message-ID and parents.

    python benchmarks/mail_parse.py [--messages 20000] [--runs 5] [--whole] [--profile]
"""

import argparse
import cProfile
import mailbox
import pstats
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import mailboxes
from kithbook.model.record import Observed
from kithbook.sources import mbox
from kithbook.sources.mail import header, letter, split
from kithbook.sources.opening import open_tree

Fields = tuple[object, ...]
IDS = re.compile(r"<([^<>\s]+)>")


def decoded(value: object) -> str:
    return " ".join(str(make_header(decode_header(str(value)))).split())


def by_library(path: Path) -> list[Fields]:
    parser = BytesHeaderParser()
    box = mailbox.mbox(path, factory=parser.parse, create=False)
    found = []
    for message in box:
        addresses = [
            [(address.lower(), decoded(name)) for name, address in getaddresses(message.get_all(field, []))]
            for field in ("from", "to", "cc")
        ]
        at = parsedate_to_datetime(message["date"]).astimezone(UTC).replace(tzinfo=None) if message["date"] else None
        own = IDS.search(message["message-id"] or "")
        parents = dict.fromkeys(IDS.findall(f"{message['references'] or ''} {message['in-reply-to'] or ''}"))
        found.append((*addresses, at, decoded(message["subject"] or ""), own[1] if own else "", list(parents)))
    box.close()
    return found


def by_kithbook(path: Path) -> list[Fields]:
    found = []
    with path.open("rb") as stream:
        for piece in split.split(stream):
            fields, _ = header.scan(letter.plain_breaks(piece.raw))
            head = letter.read_head(fields, piece.separator)
            found.append(
                ([head.sender], head.to, head.cc, head.when.at, head.subject, head.message_id, head.parents)
            )  # fmt: skip
    return found


def whole(path: Path) -> int:
    """Read as an import does: records with their ids, and the words for the readers."""
    tree = open_tree(path)
    count = 0
    for found in mbox.identify(tree):
        for seen in mbox.observe(tree, found):
            if isinstance(seen, Observed):
                count += 1
                assert seen.record.raw_id
    return count


def timed(work: Callable[[Path], object], path: Path) -> tuple[float, float]:
    """Give the seconds of the clock and of the processor: on a busy machine only the second says much."""
    begun, used = time.perf_counter(), time.process_time()
    work(path)
    return time.perf_counter() - begun, time.process_time() - used


def compare(path: Path) -> int:
    """Count the messages in which a field differs, and print the first."""
    ours, theirs = by_kithbook(path), by_library(path)
    assert len(ours) == len(theirs), (len(ours), len(theirs))
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if tuple(map(str, a)) != tuple(map(str, b))]
    for one, other in different[:3]:
        print("differs:", *(f"\n  {a}\n  {b}" for a, b in zip(one, other, strict=True) if str(a) != str(b)))
    return len(different)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=None, help="default: 5,000 a message")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--profile", action="store_true", help="profile the whole reading instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box.mbox"
        size = mailboxes.write_mbox(
            path, given.messages, given.bytes or 5000 * given.messages, seed=given.seed, people=given.people
        )
        print(f"{given.messages:,} messages, {size / 1e6:.1f} MB, {given.people:,} people")
        if given.profile:
            profile = cProfile.Profile()
            profile.runcall(whole, path)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return
        print(f"messages in which a decoded field differs: {compare(path)}")
        times: dict[str, list[tuple[float, float]]] = {"mailbox.mbox": [], "kithbook": [], "kithbook, whole": []}
        for _ in range(given.runs):
            for name, work in zip(times, (by_library, by_kithbook, whole), strict=True):
                times[name].append(timed(work, path))
        for number, clock in enumerate(("by the clock", "by the processor")):
            slowest = statistics.median(took[number] for took in times["mailbox.mbox"])
            print(f"{clock:18}{'messages/s':>12}{'MB/s':>8}{'times':>8}   seconds: median (least to most)")
            for name, both in times.items():
                took = [one[number] for one in both]
                median = statistics.median(took)
                print(
                    f"{name:18}{given.messages / median:>12,.0f}{size / 1e6 / median:>8.1f}{slowest / median:>8.2f}"
                    f"   {median:.2f} ({min(took):.2f} to {max(took):.2f})"
                )


if __name__ == "__main__":
    main()
