"""A book where nothing can be written answers from what it knows; what would write is refused in words."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

KITH = str(Path(sys.executable).with_name("kith"))
NOBODY = 65534
CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Bao Tran\nEMAIL:bao@acme.example\nEND:VCARD\n"
READING = (["people"], ["show", "bao"], ["today"], ["ties"], ["history"], ["export"], ["questions"], ["doctor"])
WRITING = (["note", "bao", "x"], ["undo"], ["rebuild"], ["forget", "bao", "--yes"], ["merge", "bao", "bao"])


def kith(before, book, *words):
    done = subprocess.run(
        [*before, KITH, "--book", book, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert "Traceback" not in done.stderr, (words, done.stderr)
    return done


@pytest.fixture
def book(tmp_path):
    (tmp_path / "bao.vcf").write_text(CARD)
    made = tmp_path / "book"
    assert kith([], made, "import", tmp_path / "bao.vcf").returncode == 0
    assert kith([], made, "note", "bao", "first").returncode == 0
    return made


def as_another(book):
    """Give what runs a command as a user who may look and not write."""
    if os.geteuid() != 0:
        for path in (*book.iterdir(), book):
            path.chmod(0o500 if path.is_dir() else 0o400)
        return []
    for path in (*book.iterdir(), book):
        os.chown(path, NOBODY, NOBODY)
        path.chmod(0o500 if path.is_dir() else 0o400)
    for above in book.parents:
        if above.stat().st_mode & 0o001 == 0:
            above.chmod(above.stat().st_mode | 0o011)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def mounting(book):
    mount = f'mount --bind "{book}" "{book}" && mount -o remount,bind,ro "{book}" && exec "$@"'
    return ["unshare", "--mount", "sh", "-c", mount, "sh"]


def on_a_disk_mounted_so(book):
    """Give what runs a command with the book's folder mounted read-only: so it is for root, too."""
    return mounting(book)


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        tried = [*mounting(folder), "true"]
        return shutil.which("unshare") and subprocess.run(tried, capture_output=True, check=False).returncode == 0


# What this machine can do; nothing is skipped, since few containers may mount.
WAYS = [as_another] * bool(os.geteuid() != 0 or shutil.which("setpriv")) + [on_a_disk_mounted_so] * bool(can_mount())


@pytest.mark.parametrize("way", WAYS)
def test_what_reads_answers_and_what_writes_is_refused(book, way):
    before = way(book)
    for words in READING:
        done = kith(before, book, *words)
        assert done.returncode == 0, (words, done.stderr)
    shown = json.loads(kith(before, book, "show", "bao", "--json").stdout)
    assert [one["text"] for one in shown["notes"]] == ["first"]
    for words in WRITING[:-1]:
        done = kith(before, book, *words)
        assert done.returncode == 1, (words, done.stdout, done.stderr)
        assert "read-only" in done.stderr, (words, done.stderr)
    assert kith(before, book, *WRITING[-1]).returncode == 1


@pytest.mark.parametrize("way", WAYS)
def test_what_waits_to_be_digested_is_said(book, way):
    """A digest that is behind answers, and says so; one that is missing cannot be made, and that is said."""
    from datetime import UTC, datetime

    from kithbook.model import decision
    from kithbook.store import open_book

    opened = open_book(book, now=datetime(2026, 11, 23, tzinfo=UTC))
    opened.evidence.decide(decision.ADD, {"name": "Cleo Diaz"}, at=datetime(2026, 11, 23, tzinfo=UTC))
    opened.close()
    before = way(book)
    done = kith(before, book, "people", "--json")
    assert (done.returncode, [one["name"] for one in json.loads(done.stdout)]) == (0, ["Bao Tran"])
    assert "not digested yet" in done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_without_a_digest_it_is_said_plainly(book, way):
    (book / "digest.db").unlink()
    done = kith(way(book), book, "people")
    assert done.returncode == 1
    assert "read-only" in done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_folder_that_cannot_be_written_is_no_book(tmp_path, way):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "x").touch()
    done = kith(way(empty), empty, "people")
    assert done.returncode == 1
    assert "read-only" in done.stderr


@pytest.mark.parametrize("way", [way for way in WAYS if way is as_another])
def test_a_book_in_a_folder_that_one_may_not_enter_is_said_to_be_closed(book, way):
    before = way(book)
    book.parent.chmod(0o700 if os.geteuid() == 0 else 0)
    try:
        done = kith(before, book, "people")
    finally:
        book.parent.chmod(0o755)
    assert done.returncode == 1
    assert "cannot be opened" in done.stderr
