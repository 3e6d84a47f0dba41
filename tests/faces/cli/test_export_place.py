"""Where an export may be put: into a file of one's own, and never in the place of a device."""

import contextlib
import io
import os
import stat

import pytest
from terminal import asked, kith

from kithbook.faces.cli import door
from kithbook.faces.cli.commands.export import SCREENS


class Screen(io.TextIOWrapper):
    """A terminal that remembers what was written on it."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self):
        return True

    @property
    def text(self):
        return self.buffer.getvalue().decode("utf-8")


def on_screen(book, *words):
    """Run a command before a terminal; give exit code and what stood on it."""
    screen = Screen()
    with contextlib.redirect_stdout(screen):
        return door.run(["--book", str(book), *words]), screen.text


@pytest.fixture
def long_book(tmp_path):
    asked(tmp_path / "book", "add", "Ann Weber", "--email", "ann@example.org")
    asked(tmp_path / "book", "add", "Bao Li", "--email", "bao@example.org")
    asked(tmp_path / "book", "note", "ann-weber", "word " * SCREENS)
    return tmp_path / "book"


def test_a_terminal_is_not_flooded_and_is_told_where_to_put_it(long_book, capsys):
    code, shown = on_screen(long_book, "export")
    said = capsys.readouterr().err
    assert (code, shown) == (door.USER_ERROR, "")
    assert "That is 83 kB" in said and "-o FILE" in said and "-o -" in said


def test_a_terminal_that_asks_for_all_and_a_pipe_are_given_all(long_book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    piped = kith(long_book, "export")[1]
    assert len(piped) > SCREENS
    assert on_screen(long_book, "export", "-o", "-") == (door.DONE, piped)
    assert kith(long_book, "export", "-o", "-")[1] == piped
    assert not (tmp_path / "-").exists()


def test_what_is_short_is_shown_on_a_terminal(long_book):
    assert on_screen(long_book, "export", "bao-li", "--format", "vcard4")[1].startswith("BEGIN:VCARD")


def test_a_device_or_pipe_is_not_replaced_by_a_file(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    assert door.run(["--book", str(tmp_path / "book"), "export", "-o", str(tmp_path / "pipe")]) == door.USER_ERROR
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert "is no file" in capsys.readouterr().err


def test_a_file_is_private_and_a_link_is_replaced_not_followed(tmp_path, capsys):
    before = os.umask(0)
    try:
        (tmp_path / "theirs").write_text("theirs")
        (tmp_path / "out").symlink_to(tmp_path / "theirs")
        assert door.run(["--book", str(tmp_path / "book"), "export", "-o", str(tmp_path / "out")]) == door.DONE
    finally:
        os.umask(before)
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert not (tmp_path / "out").is_symlink()
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
