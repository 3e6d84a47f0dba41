"""A full disk, a limit on file sizes, a folder that may not be written: said plainly, a clean book, and on it goes (R3)."""

import os
import resource
import subprocess
from contextlib import contextmanager

import pytest
import small_world
from torturing import assert_clean, canonical, quick, run

needs_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
DISK_KILOBYTES = 16_384


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=60, messages=200)[:2]


@pytest.fixture(scope="module")
def expected(tmp_path_factory, world):
    book = tmp_path_factory.mktemp("undisturbed") / "book"
    assert quick(book, "import", *world)[0] == 0
    return canonical(book)


@contextmanager
def small_disk(folder):
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KILOBYTES}k", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def assert_said(code, out, err):
    assert code == 1, (code, out, err)
    assert "Traceback" not in err
    assert "room" in err or "space" in err
    assert "MB" in err or "grow" in err


def assert_goes_on(book, world, expected):
    code, _, err = run(book, "import", *world)
    assert code == 0, err
    assert_clean(book)
    assert canonical(book) == expected


def on_a_full_disk(folder, world, expected, free_kilobytes):
    with small_disk(folder) as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes((DISK_KILOBYTES - free_kilobytes - 8) * 1024))
        code, out, err = run(disk / "book", "import", *world)
        if code:
            assert_said(code, out, err)
        ballast.unlink()
        assert_goes_on(disk / "book", world, expected)
    return code


@needs_root
@pytest.mark.parametrize("free_kilobytes", [0, 300, 900])
def test_a_full_disk(tmp_path, world, expected, free_kilobytes):
    assert on_a_full_disk(tmp_path / "disk", world, expected, free_kilobytes) == 1


@needs_root
@pytest.mark.long
def test_a_disk_full_at_a_hundred_levels(tmp_path, world, expected):
    codes = [on_a_full_disk(tmp_path / f"{free}", world, expected, free) for free in range(0, 3000, 30)]
    assert codes.count(1) > 20


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
