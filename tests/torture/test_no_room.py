"""A full disk, a limit on file sizes, a folder that may not be written: said plainly, a clean book, and on it goes (R3)."""

import os
import resource
import shutil
import subprocess
from contextlib import contextmanager

import pytest
import small_world
from torturing import assert_clean, canonical, in_parts, quick, report, run, some, some_of

needs_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
DISK_KILOBYTES = 16_384
EVERY = 3  # the store alone is tried at every write (test_bad_luck); the whole import at so many


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=60, messages=200)[:2]


@pytest.fixture(scope="module")
def expected(tmp_path_factory, world):
    book = tmp_path_factory.mktemp("undisturbed") / "book"
    assert quick(book, "import", *world)[0] == 0
    return canonical(book)


@contextmanager
def small_disk(folder, *options):
    folder.mkdir()
    sizes = ",".join([f"size={DISK_KILOBYTES}k", *options])
    subprocess.run(["mount", "-t", "tmpfs", "-o", sizes, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def assert_said(code, out, err):
    assert code == 1, (code, out, err)
    assert "Traceback" not in err
    assert "room" in err or "space" in err
    assert "MB" in err or "grow" in err or "further file" in err


def assert_goes_on(book, world, expected, *, by=run):
    code, _, err, *_ = by(book, "import", *world)
    assert code == 0, err
    assert_clean(book)
    assert canonical(book) == expected


def on_a_full_disk(disk, world, expected, free_kilobytes, *, by=run):
    ballast = disk / "ballast"
    ballast.write_bytes(bytes((DISK_KILOBYTES - free_kilobytes - 8) * 1024))
    code, out, err, *_ = by(disk / "book", "import", *world)
    if code:
        assert_said(code, out, err)
    ballast.unlink()
    assert_goes_on(disk / "book", world, expected, by=by)
    shutil.rmtree(disk / "book")
    return code


@needs_root
@pytest.mark.parametrize("free_kilobytes", [0, 300, 900])
def test_a_full_disk(tmp_path, world, expected, free_kilobytes):
    with small_disk(tmp_path / "disk") as disk:
        assert on_a_full_disk(disk, world, expected, free_kilobytes) == 1


@needs_root
@pytest.mark.long
@in_parts
def test_a_disk_full_at_a_hundred_levels(tmp_path, warm, world, expected, part):
    levels = some_of(range(0, 3000, 30), part)
    with small_disk(tmp_path / "disk") as disk:
        codes = [on_a_full_disk(disk, world, expected, free, by=warm.run) for free in levels]
    report(
        f"R3: a disk full at {len(codes)} levels: {codes.count(1)} said plainly, 0 unclean, all went on to one export"
    )
    assert codes.count(1) >= len(codes) // 5


@needs_root
@pytest.mark.parametrize("inodes", [3, 5, 7])
def test_a_disk_without_room_for_another_file(tmp_path, world, expected, inodes):
    with small_disk(tmp_path / "disk", f"nr_inodes={inodes}") as disk:
        code, out, err = run(disk / "book", "import", *world)
        if code:
            assert_said(code, out, err)
        subprocess.run(["mount", "-o", "remount,nr_inodes=100", disk], check=True)
        assert_goes_on(disk / "book", world, expected)


def fail_at(warm, folder, world, expected, places, **how):
    """Let writes of an import fail, one after the other; it says so, loses nothing and goes on."""
    said = 0
    for nth in places:
        book = folder / "book"
        code, _, err, _ = warm.run(book, "import", *world, at=nth, **how)
        assert code in {0, 1}, (nth, how, err)  # 0: SQLite, or the program, did without
        assert "Traceback" not in err, (nth, how)
        said += code
        if code:
            assert "safe" in err, (nth, how, err)
        assert_goes_on(book, world, expected, by=warm.run)
        shutil.rmtree(book)
    return said


WAYS = [(way, lasts) for way in ("full", "broken") for lasts in (False, True)]


@pytest.mark.parametrize(("way", "lasts"), WAYS)
def test_an_import_whose_write_fails_says_so_and_goes_on(tmp_path, warm, world, expected, way, lasts):
    count = warm.run(tmp_path / "counted", "import", *world, counts=True, way=way).operations
    fail_at(warm, tmp_path, world, expected, range(9, count, count // 3), way=way, lasts=lasts)


@pytest.mark.long
@pytest.mark.parametrize(("way", "lasts"), WAYS)
def test_whichever_write_of_an_import_fails_it_says_so_and_goes_on(tmp_path, warm, world, expected, way, lasts):
    count = warm.run(tmp_path / "counted", "import", *world, counts=True, way=way).operations
    places = some(range(1, count + 1, EVERY))
    said = fail_at(warm, tmp_path, world, expected, places, way=way, lasts=lasts)
    name = f"{way}, {'for good' if lasts else 'once'}"
    report(
        f"R3: disk {name}, at {len(places)} of {count} writes of an import: {said} said plainly, 0 unclean, all went on"
    )


@pytest.mark.parametrize("limit", [30_000, 200_000])
def test_a_limit_on_file_sizes(tmp_path, world, expected, limit):
    book = tmp_path / "book"
    answer = run(book, "import", *world, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert_said(*answer)
    assert_goes_on(book, world, expected)


@needs_root
def test_a_read_only_disk_is_read_and_not_written(tmp_path, world, expected):
    with small_disk(tmp_path / "disk") as disk:
        book = disk / "book"
        assert quick(book, "import", *world)[0] == 0
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        new = tmp_path / "new.vcf"
        new.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Zoe Newcomer\nEMAIL:zoe@example.org\nEND:VCARD\n")
        for where, words in (
            (book, ["import", str(new)]),
            (book, ["note", "ada-castillo", "x"]),
            (disk / "new", ["people"]),
        ):
            code, _, err = run(where, *words)
            assert code == 1
            assert "read-only" in err
            assert "Traceback" not in err
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        assert_clean(book)
        assert canonical(book) == expected
