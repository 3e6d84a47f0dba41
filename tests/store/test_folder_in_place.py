"""Somebody made a folder where a file of the book belongs: it gives way, or that is said in words."""

import subprocess
import sys
from pathlib import Path

import pytest
from store_contract import NOW

from kithbook.actions.add import add
from kithbook.actions.refresh import refresh
from kithbook.model.fault import UserError
from kithbook.store import open_book

KITH = str(Path(sys.executable).with_name("kith"))


def test_a_folder_in_the_digests_place_is_moved_aside(tmp_path):
    for nth in (1, 2):
        (tmp_path / "book" / "digest.db").mkdir(parents=True)
        (tmp_path / "book" / "digest.db" / "theirs").write_text("stays")
        book = open_book(tmp_path / "book", now=NOW)
        refresh(book)
        add(book, f"Bao Tran{nth}", now=NOW)
        refresh(book)
        assert len(book.digest.people()) == nth
        book.close()
        assert (tmp_path / "book" / f"digest.db-aside-{nth}" / "theirs").read_text() == "stays"
        (tmp_path / "book" / "digest.db").unlink()


@pytest.mark.parametrize("name", ["evidence.db", "writer.lock", "digest.lock"])
def test_a_folder_in_another_files_place_is_said_in_words(tmp_path, name):
    (tmp_path / "book" / name).mkdir(parents=True)
    with pytest.raises(UserError, match="cannot be opened"):
        book = open_book(tmp_path / "book", now=NOW)
        with book.writing(), book.digesting():
            pass
    done = subprocess.run(
        [KITH, "--book", tmp_path / "book", "add", "Bao"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
