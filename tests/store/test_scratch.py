"""Folders for what is tried out: private, gone afterwards, also after a kill, and never taken from who uses them."""

import os
import signal
import subprocess
import sys

import pytest
from store_contract import NOW

from kithbook.store import open_book

KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from kithbook.store import open_book
book = open_book(Path(sys.argv[1]), now=datetime.now(UTC))
with book.scratch() as there:
    (there / "words").write_text("Bao Li")
    print(flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def book(tmp_path):
    os.umask(before := os.umask(0))
    os.umask(0)
    book = open_book(tmp_path / "book", now=NOW)
    yield book
    book.close()
    os.umask(before)


def left(book):
    return list(book.folder.glob("trying-*"))


def test_it_is_private_and_goes(book):
    with book.scratch() as there:
        assert there.parent == book.folder
        assert there.stat().st_mode & 0o777 == 0o700
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in there.iterdir())
    assert not left(book)


def test_it_goes_when_what_was_tried_fails(book):
    with pytest.raises(ZeroDivisionError), book.scratch():
        raise ZeroDivisionError
    assert not left(book)


def test_what_a_kill_left_goes_with_the_next_and_with_forgetting_but_nobody_loses_theirs(book):
    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(book.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        process.stdout.readline()
        return process

    for clear in (lambda: book.scratch().__enter__(), lambda: book.evidence.forget([], [], [b"hash"])):
        killed, living = start(), start()
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        assert len(left(book)) == 2
        held = clear()
        words = [folder / "words" for folder in left(book) if (folder / "words").exists()]
        assert len(words) == 1
        living.communicate()
        assert not words[0].exists()
        del held
