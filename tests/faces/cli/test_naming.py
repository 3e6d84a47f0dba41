"""Commands that an answer names can be copied and given: they are about the book that was asked about."""

import re
import shlex

import pytest
import terminal
from terminal import asked

from kithbook.faces.cli import door, naming

SHOWN = re.compile(r"kith .*?(?=$| · |\. )", re.MULTILINE)


def kith(book, *words):
    """Run a command on a book that is given by option."""
    return terminal.kith("nowhere", "--book", str(book), *words)


def commands(text):
    """Give the words behind `kith` of every command that a text shows, as a shell reads them."""
    return [shlex.split(found)[1:] for found in SHOWN.findall(text)]


def test_what_is_shown_is_about_the_book_that_was_given(book):
    ruled = kith(book, "note", "ann-weber", "likes tea")[1]
    ((*option, verb, decision),) = commands(" ".join(ruled.split()))
    assert option == ["--book", str(book)] and verb == "undo"
    assert door.run([*option, verb, decision]) == 0  # as it stands
    assert [step["undone"] for step in asked(book, "history") if step["verb"] == "note"] == [True]


def test_it_stands_on_one_line_to_be_copied_however_long_its_path(tmp_path):
    folder = tmp_path / "/".join(["far away"] * 12)
    asked(folder, "add", "Ann Weber")
    lines = kith(folder, "note", "ann-weber", "likes tea")[1].splitlines()
    (undo,) = [line for line in lines if "undo" in line]
    assert shlex.split(undo)[:3] == ["kith", "--book", str(folder)] and len(shlex.split(undo)) == 5


@pytest.mark.parametrize("words", [("show", "ann-weber"), ("people",), ("history",)])
def test_every_command_of_a_hint_is_about_it(book, words):
    shown = commands(kith(book, *words)[1])
    assert shown and all(found[:2] == ["--book", str(book)] for found in shown)


def test_an_option_behind_the_command_counts_as_one_in_front(book, capsys):
    assert door.run(["show", "ann-weber", "--book", str(book)]) == 0
    assert f"kith --book '{book}' note ann-weber TEXT" in capsys.readouterr().out


def test_what_an_error_says_to_do_is_about_it_also_as_json(book):
    code, _, err = kith(book, "show", "nobody-like-that")
    assert code == 1 and f"`kith --book '{book}' people` lists everybody" in " ".join(err.split())
    assert f"`kith --book '{book}' people`" in kith(book, "show", "nobody-like-that", "--json")[2]


def test_a_file_that_is_given_alone_is_told_to_be_brought_into_it(book, tmp_path):
    file = tmp_path / "contacts.vcf"
    file.touch()
    assert f"`kith --book '{book}' import {file}`" in " ".join(kith(book, str(file))[2].split())


def test_a_book_that_was_not_given_by_option_is_not_named(book, monkeypatch, capsys):
    monkeypatch.setenv("KITH_BOOK", str(book))
    assert door.run(["show", "ann-weber"]) == 0
    assert door.run(["show", "nobody-like-that"]) == 1
    assert "--book" not in "".join(capsys.readouterr())


def test_what_somebody_wrote_stays_as_it_was_written(book):
    kith(book, "note", "ann-weber", "told me: kith undo is handy")
    assert "told me: kith undo is handy" in kith(book, "show", "ann-weber")[1]


@pytest.mark.parametrize("text", ["my kith and kin", "akith undo", "kith help exports", "kith undoing", "kith-undo"])
def test_what_is_no_command_on_a_book_stays(text):
    assert naming.for_book(text, "kin") == text
