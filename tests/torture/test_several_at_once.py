"""Several processes on one book: nobody is told that it is locked, no ruling is lost, readers read on (R11)."""

import itertools
import json
import tempfile
import threading
import time
from pathlib import Path

import pytest
import small_world
from torturing import asked, assert_clean, canonical, report, run, some

READING = [["people"], ["today", "--date", "2026-03-12"], ["ties"], ["questions"], ["show", "card-1"]]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=40, messages=120)


def crowd(folder, world, seconds):
    """Import, note, read and back up at once for so long; give the book, what was noted, and how long reading took."""
    book = folder / "book"
    asked(book, "import", world[0])
    people = [one["id"] for one in asked(book, "people")][:6]
    noted, spent, trouble, until = [], [], [], time.monotonic() + seconds

    def turns():
        """Count from 1, once at least, until the time is over."""
        yield 1
        yield from itertools.takewhile(lambda _: time.monotonic() < until, itertools.count(2))

    def check(words, answer):
        code, out, err = answer
        if code not in {0, 3} or "locked" in (out + err).lower() or "Traceback" in err:
            trouble.append((words, code, err))
        return code in {0, 3}

    def write(name):
        for number in turns():
            words = (
                ["note", people[number % 6], f"{name} {number}"]
                if number % 2
                else ["log", people[number % 6], "--kind", "call", f"{name} {number}"]
            )
            if check(words, run(book, *words)):
                noted.append(f"{name} {number}")

    def read():
        for number in turns():
            words = [*READING[number % 4], "--json"]
            begun = time.perf_counter()
            check(words, run(book, *words))
            spent.append(time.perf_counter() - begun)

    def bring():
        for number in turns():
            check(["import"], run(book, "import", world[number % 4]))

    def back_up():
        for _ in turns():
            check(["backup"], run(book, "backup", folder / "kith.backup", "--verify"))
            time.sleep(0.2)

    threads = [threading.Thread(target=work, args=arguments) for work, arguments in
               ((write, ("first",)), (write, ("second",)), (read, ()), (bring, ()), (back_up, ()))]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    return book, noted, sorted(spent)


def assert_nothing_lost(folder, book, noted, world):
    asked(book, "import", *world)
    assert_clean(book)
    exported = canonical(book)
    assert [text for text in noted if json.dumps(text) not in exported] == []
    other = folder / "other"
    assert run(other, "restore", folder / "kith.backup")[0] == 0
    assert_clean(other)


def test_writers_readers_import_and_backup_at_once(tmp_path, world):
    book, noted, spent = crowd(tmp_path, world, 3)
    assert {text.partition(" ")[0] for text in noted} == {"first", "second"}
    assert spent
    assert_nothing_lost(tmp_path, book, noted, world)


@pytest.fixture
def disk():
    """Give a folder on the disk, where the other long tests have their books in memory."""
    with tempfile.TemporaryDirectory(prefix="kithbook-") as folder:
        yield Path(folder)


@pytest.mark.long(minutes=30)
def test_a_crowd_for_half_an_hour(disk, world):
    minutes = len(some(range(30)))
    book, noted, spent = crowd(disk, world, minutes * 60)
    assert_nothing_lost(disk, book, noted, world)
    report(
        f"R11: {minutes} min, 5 processes at once: {len(noted):,} rulings, none lost, nobody saw a lock; {len(spent):,} answers, "
        f"95 % within {spent[len(spent) * 95 // 100]:.2f} s, start of the program included"
    )
