"""What is refused is said so that whoever typed it knows what happened, what is safe, and what to do."""

import os

import pytest
from terminal import asked, kith


@pytest.mark.parametrize(
    ("words", "what", "do"),
    [
        (("done", "aaaaaaa"), "There is no item 'aaaaaaa'", "`kith today`"),
        (("later", "zzz"), "There is no item 'zzz'", "`kith today`"),
        (("never", "7"), "Today's list has not been asked for yet", "`kith today`"),
        (("draft", "zzz"), "There is no item 'zzz'", "`kith today`"),
        (("kept", "zzz"), "There is no promise 'zzz'", "`kith show WHO`"),
        (("undo", "zzz"), "There is no ruling or import 'zzz'", "`kith history`"),
        (("answer", "zzz", "same"), "There is no question 'zzz'", "`kith questions`"),
        (("jobs", "--cancel", "9"), "There is no job '9'", "`kith jobs`"),
        (("edit", "ann-weber", "shoes=9"), "There is no field 'shoes'", "organisation, position,"),
        (("edit", "ann-weber", "phone=abc"), "'abc' is no telephone number", "+44"),
        (("add", "Bao Li", "--email", "nonsense"), "'nonsense' is no e-mail address", "ann@example.org"),
        (("me", "--linkedin", "https://example.org/x"), "is no profile", "linkedin.com/in/"),
        (("merge", "ann-weber", "ann@example.org"), "are one person already", "`kith show ann-weber --cards`"),
        (("backup", "{here}/nowhere/kith.backup"), "There is no folder", "Make it first"),
        (("backup", "{here}"), "is a folder", "kith.backup"),
        (("restore", "{here}"), "is a folder", "`kith backup`"),
        (("import", "{here}/noise.csv"), "a file of an unknown kind", "What can be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_it_is_said_what_is_not_there_and_what_to_do(book, tmp_path, words, what, do):
    (tmp_path / "noise.csv").write_bytes(bytes(range(1, 256)) * 9)
    before = asked(book, "history")
    code, out, err = kith(book, *(word.format(here=tmp_path) for word in words))
    assert (code, out) == (1, "")
    said = " ".join(err.split())
    assert what in said and "Nothing was changed" in said and do in said
    assert asked(book, "history") == before


@pytest.mark.parametrize("words", [("--book", "", "people"), ("people", "--book", "")])
def test_an_empty_name_is_not_the_usual_book(tmp_path, words, monkeypatch):
    monkeypatch.setitem(os.environ, "KITH_BOOK", str(tmp_path / "usual"))
    code, out, err = kith(tmp_path / "given", *words)
    assert (code, out) == (1, "") and "An empty name" in err
    assert not (tmp_path / "usual").exists()


def test_what_is_no_number_is_called_so(book):
    code, _, err = kith(book, "people", "--limit", "many")
    assert code == 2 and "'many' is not a valid whole number" in err
