"""How long a LinkedIn archive of 30,000 connections and 100,000 messages takes to parse, beside the plain csv module.

The baseline reads the same two files with csv.DictReader and parses each date: what any importer must do at the least,
without people, threads, owner, faults or ids. Alternating runs, medians, one process, CPU seconds.
"""

import argparse
import csv
import io
import statistics
import tempfile
import time
import zipfile
from datetime import datetime
from pathlib import Path

from archives import write_linkedin
from kithbook.model.record import Observed
from kithbook.sources import linkedin
from kithbook.sources.opening import open_tree


def baseline(path: Path) -> int:
    """Read connections and messages with DictReader, dates parsed."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for name, column, shape in (
            ("Connections.csv", "Connected On", "%d %b %Y"),
            ("messages.csv", "DATE", "%Y-%m-%d %H:%M:%S UTC"),
        ):
            with io.TextIOWrapper(archive.open(name), encoding="utf-8", newline="") as stream:
                if name == "Connections.csv":
                    for _ in range(3):
                        stream.readline()
                for row in csv.DictReader(stream):
                    datetime.strptime(row[column], shape)
                    count += 1
    return count


def kithbook(path: Path) -> int:
    """Read the archive as an import does: found, observed, every record's id made."""
    tree = open_tree(path)
    count = 0
    for found in linkedin.identify(tree):
        for seen in linkedin.observe(tree, found):
            count += isinstance(seen, Observed) and bool(seen.record.raw_id)
    return count


def main() -> None:
    """Measure both, alternating."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Complete_LinkedInDataExport_03-12-2026.zip"
        write_linkedin(path, people=given.people, messages=given.messages)
        seconds: dict[str, list[float]] = {"baseline": [], "kithbook": []}
        counts = {}
        for _ in range(given.runs):
            for name, read in (("baseline", baseline), ("kithbook", kithbook)):
                before = time.process_time()
                counts[name] = read(path)
                seconds[name].append(time.process_time() - before)
        for name, taken in seconds.items():
            middle = statistics.median(taken)
            print(f"{name:9} {counts[name]:8,} records {middle:6.2f} s {counts[name] / middle:10,.0f} records/s")


if __name__ == "__main__":
    main()
