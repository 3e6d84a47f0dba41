"""Killed at any moment, stopped by Ctrl-C: the same command again ends as the undisturbed one did (R1)."""

import os
import random
import re
import shutil
import signal
import subprocess
import time

import pytest
import small_world
from torturing import (
    AT_ONCE_SECONDS,
    KITH,
    asked,
    assert_clean,
    canonical,
    in_parts,
    leftovers,
    quick,
    report,
    run,
    slowness,
    some_of,
    start,
)

POINTS = 300  # writes, syncs and renames at which the long test kills, at the least
KILLS = 510  # at random, three of one book at the most
TIMED = 10  # books until it is measured again how long an import takes: on a busy machine that changes
TRACED = 12  # of either call of the system


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=60, messages=160)[:2]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, world):
    """Import without trouble; give the book, its canonical export and the seconds taken."""
    book = tmp_path_factory.mktemp("undisturbed") / "book"
    begun = time.perf_counter()
    code, _, err = run(book, "import", *world)
    assert code == 0, err
    return book, canonical(book), time.perf_counter() - begun


def killed(book, words, seconds):
    """Kill a command after so many seconds; say whether it was still running."""
    process = start(book, *words)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    return process.returncode == -signal.SIGKILL


def assert_ends_the_same(book, world, expected, *, by=run):
    code, _, err, *_ = by(book, "import", *world)
    assert code == 0, err
    assert_clean(book)
    assert canonical(book) == expected
    assert leftovers(book) == []


def kill_often(folder, world, undisturbed, *, seed, books, kills):
    _, expected, seconds = undisturbed
    chance, hit = random.Random(seed), 0
    for number in range(books):
        book = folder / f"book-{number}"
        for _ in range(kills):
            if killed(book, ["import", *world], chance.random() * seconds * 0.6):
                hit += 1
            else:
                seconds /= 2  # it took less than when it was measured: the next come sooner
            if book.exists():
                assert_clean(book, deep=False)
        assert_ends_the_same(book, world, expected)
        shutil.rmtree(book)
    return hit


def test_an_import_killed_at_any_moment_ends_the_same(tmp_path, world, undisturbed):
    assert kill_often(tmp_path, world, undisturbed, seed=1, books=2, kills=4) >= 3


@pytest.mark.long
@in_parts
def test_an_import_killed_at_five_hundred_moments_ends_the_same(tmp_path, warm, world, undisturbed, part):
    wanted, chance, hit, books = len(some_of(range(KILLS), part)), random.Random(f"moments {part}"), 0, 0
    while hit < wanted:
        if books % TIMED == 0:
            begun = time.perf_counter()
            assert warm.run(tmp_path / f"timed-{books}", "import", *world).code == 0
            seconds = time.perf_counter() - begun
        book, books = tmp_path / "book", books + 1
        for _ in range(3):
            code = warm.run(book, "import", *world, seconds=chance.random() * seconds).code
            if book.exists():
                assert_clean(book, deep=False)
            if code == 0:  # it was quicker, and there is nothing left to kill
                break
            assert code == -signal.SIGKILL
            hit += 1
        assert_ends_the_same(book, world, undisturbed[1], by=warm.run)
        shutil.rmtree(book)
        assert books < wanted * 10
    report(f"R1: {hit} kills of an import at random moments: 0 unclean, {books} of {books} exports identical")


@pytest.mark.long
@in_parts
def test_an_import_killed_at_every_kth_write_ends_the_same(tmp_path, warm, world, undisturbed, part):
    count = warm.run(tmp_path / "counted", "import", *world, counts=True).operations
    places, hit = some_of(range(1, count + 1, max(1, count // POINTS)), part), 0
    for nth in places:
        book = tmp_path / "book"
        code = warm.run(book, "import", *world, at=nth).code
        assert code in {-signal.SIGKILL, 0}, nth  # 0: a quicker import keeps larger batches, and has fewer writes
        hit += code != 0
        if book.exists():
            assert_clean(book, deep=False)
        assert_ends_the_same(book, world, undisturbed[1], by=warm.run)
        shutil.rmtree(book)
    report(f"R1: an import killed at {hit} of {count} writes, syncs, renames: 0 unclean, all exports identical")


def traced(book, words, *options):
    return subprocess.run(
        ["strace", "-f", "-qq", *options, *KITH, "--book", str(book), *map(str, words)],
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
def test_an_import_killed_at_calls_of_the_system_ends_the_same(tmp_path, warm, world, undisturbed, call):
    """The same as the kernel sees it: what the program's own counting of its writes may have missed."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace: apt-get install strace")
    done = traced(tmp_path / "counted", ["import", *world], "-c", "-e", f"trace={call}", "-o", str(tmp_path / "counts"))
    assert done.returncode == 0, done.stderr.decode()
    count = next(
        int(re.split(r"\s+", line.strip())[3])
        for line in (tmp_path / "counts").read_text().splitlines()
        if line.endswith(call)
    )
    hit, step = 0, max(1, count // TRACED)
    for nth in range(1, count + 1, step):
        book, inject = tmp_path / "book", f"inject={call}:signal=KILL:when={nth}"
        traced(book, ["import", *world], "-e", f"trace={call}", "-o", os.devnull, "-e", inject)
        hit += 1
        if book.exists():
            assert_clean(book, deep=False)
        assert_ends_the_same(book, world, undisturbed[1], by=warm.run)
        shutil.rmtree(book)
    report(f"R1: killed at {hit} of {count} {call} calls of an import: 0 unclean, all exports identical")


def test_ctrl_c_ends_it_at_once_and_loses_nothing(tmp_path, world, undisturbed):
    _, expected, seconds = undisturbed
    for number, share in enumerate((0.4, 0.75)):
        book = tmp_path / f"book-{number}"
        process = start(book, "import", *world)
        time.sleep(seconds * share)
        begun = time.perf_counter()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        took = time.perf_counter() - begun
        # While the interpreter itself starts or ends, the signal is its own to answer.
        assert process.returncode in {130, 0, -signal.SIGINT}, err
        assert took < AT_ONCE_SECONDS * slowness()
        if process.returncode == 130:
            assert b"safe" in err
            assert b"Traceback" not in err
        assert_ends_the_same(book, world, expected)


def test_a_rebuild_killed_leaves_the_old_digest_or_the_new(tmp_path, undisturbed):
    made, expected, _ = undisturbed
    book = tmp_path / "book"
    shutil.copytree(made, book)
    begun = time.perf_counter()
    assert run(book, "rebuild")[0] == 0
    seconds, chance = time.perf_counter() - begun, random.Random(3)
    for _ in range(4):
        killed(book, ["rebuild"], seconds * (0.3 + 0.6 * chance.random()))
        assert_clean(book)
        assert canonical(book) == expected
    assert run(book, "rebuild")[0] == 0
    assert canonical(book) == expected
    assert leftovers(book) == []


def test_a_backup_killed_leaves_none_or_a_whole_one(tmp_path, undisturbed):
    made, expected, _ = undisturbed
    book, file, chance = tmp_path / "book", tmp_path / "kith.backup", random.Random(4)
    shutil.copytree(made, book)
    for number in range(4):
        killed(book, ["backup", file], 0.1 + 0.2 * chance.random())
        assert_clean(book)
        if file.exists():
            other = tmp_path / f"restored-{number}"
            assert quick(other, "restore", file)[0] == 0
            assert canonical(other) == expected
    assert run(book, "backup", file, "--verify")[0] == 0
    assert asked(book, "backup", file, "--verify")["verified"]
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith("restored")) == [
        "book",
        "kith.backup",
    ]
