"""Several processes on one book: nobody is turned away, nothing is lost, readers read on (R11)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from workload import NOW, whole_steps

from kithbook.store.sqlite.book import SqliteBook

WORKLOAD = [sys.executable, str(Path(__file__).with_name("workload.py"))]
READER = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from kithbook.store import open_book
spent = []
while not Path(sys.argv[2]).exists():
    start = time.perf_counter()
    book = open_book(Path(sys.argv[1]), now=datetime(2026, 11, 23, tzinfo=UTC))
    kept = sum(1 for _ in book.evidence.versions())
    ruled = len(book.evidence.decisions())
    book.evidence.runs(), book.evidence.mark
    book.close()
    spent.append(time.perf_counter() - start)
print(len(spent), sorted(spent)[len(spent) * 95 // 100])
"""


def crowd(tmp_path, *, writers, steps):
    """Let writers and two readers loose on one book; give the readers' counts and 95th percentiles."""
    folder, end = tmp_path / "book", tmp_path / "end"
    writing = [
        subprocess.Popen([*WORKLOAD, folder, str(steps), f"w{n}"], stdout=subprocess.PIPE) for n in range(writers)
    ]
    reading = [
        subprocess.Popen([sys.executable, "-c", READER, folder, end], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    acknowledged = [len(writer.communicate()[0].split()) for writer in writing]
    end.touch()
    told = [reader.communicate()[0].split() for reader in reading]
    assert [process.returncode for process in (*writing, *reading)] == [0] * (writers + 2)
    assert acknowledged == [steps] * writers
    book = SqliteBook(folder, now=NOW)
    assert [whole_steps(book, f"w{n}") for n in range(writers)] == [steps] * writers
    assert book.ailments(deep=True) == []
    book.close()
    return [(int(count), float(spent)) for count, spent in told]


def test_two_write_and_two_read(tmp_path):
    # On a busy machine the writers may be through before a reader looks twice.
    assert all(count >= 1 for count, _ in crowd(tmp_path, writers=2, steps=25))


@pytest.mark.long
def test_four_write_and_two_read_for_long(tmp_path):
    others = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # what else this machine does slows all of it
    for count, spent in crowd(tmp_path, writers=4, steps=500):
        assert count > 100
        assert spent < 2.0 * others  # each opens, walks up to 24,000 records and closes
