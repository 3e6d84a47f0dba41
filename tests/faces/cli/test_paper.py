"""Plain output: defused, aligned, as wide as the terminal; JSON in one document whatever the text holds."""

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.faces.cli import paper


def page(width=60, *, coloured=False):
    return paper.Page(io.StringIO(), width, coloured)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Ann\x1b[31m Example", "Ann [31m Example"),
        ("Ann\u202egnp.exe", "Anngnp.exe"),
        ("Ann\u2066\u2069\u200b", "Ann"),
        ("two\nlines\tand\x00more", "two lines and more"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a non-joiner spells a word
    ],
)
def test_foreign_text_is_defused(raw, shown):
    assert paper.defused(raw) == shown


@given(st.text())
@settings(derandomize=True, max_examples=200)
def test_nothing_that_steers_a_terminal_survives(text):
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in paper.defused(text))


@pytest.mark.parametrize(("text", "wide"), [("Ann", 3), ("王小明", 6), ("e\u0301", 1), ("\x1b[1mAnn\x1b[0m", 3)])
def test_columns_are_those_of_a_terminal(text, wide):
    assert paper.columns(text) == wide


@given(st.text(max_size=40), st.integers(4, 30))
@settings(derandomize=True, max_examples=200)
def test_clipped_text_fits(text, room):
    assert paper.columns(paper.clipped(paper.defused(text), room)) <= room


@given(st.lists(st.tuples(*[st.text(max_size=50)] * 3), min_size=1, max_size=8), st.integers(40, 110))
@settings(derandomize=True, max_examples=100)
def test_a_table_fits_and_aligns(rows, width):
    at = page(width)
    at.table(rows, stretch=1)
    lines = at.stream.getvalue().splitlines()
    assert len(lines) == len(rows)
    assert all(paper.columns(line) <= width for line in lines)


def test_what_is_no_good_when_cut_gives_way_last():
    rows = [("Ann Weber of the long name", "Head of Flood Protection, City of Westmark", "active", "ann-weber-of-the")]
    for width, is_whole in ((60, True), (40, True), (26, False)):
        page = paper.Page(io.StringIO(), width, is_coloured=False)
        page.table(rows, stretch=1, whole=[3])
        (line,) = page.stream.getvalue().splitlines()
        assert paper.columns(line) <= width
        assert ("ann-weber-of-the" in line) is is_whole


def test_a_table_aligns_wide_characters_and_numbers():
    at = page()
    at.table([("王小明", "5"), ("Ann", "1,234")], right=[1], heads=("who", "n"))
    assert at.stream.getvalue().splitlines() == ["who         n", "王小明      5", "Ann     1,234"]


def test_a_sentence_is_wrapped_with_its_indent():
    at = page(40)
    at.text("They wrote last, six days ago, and asked you a question about the talk.", indent=4)
    assert at.stream.getvalue().splitlines() == [
        "    They wrote last, six days ago, and",
        "    asked you a question about the talk.",
    ]


def test_a_hint_breaks_between_its_commands_and_not_within_one():
    page = paper.Page(io.StringIO(), 40, is_coloured=False)
    page.hint("kith done 1 · kith later 1 · kith show jonas-weber")
    assert page.stream.getvalue() == "\nkith done 1 · kith later 1\nkith show jonas-weber\n"
    page.hint(f"To take it back: kith undo {'x' * 40}")
    # A command that is longer than a line stays whole, so that it can be copied.
    assert page.stream.getvalue().splitlines()[4:] == ["To take it back:", f"kith undo {'x' * 40}"]


def test_colour_only_where_it_shows():
    assert page().ink("x", "bold") == "x"
    assert page(coloured=True).ink("x", "bold") == "\x1b[1mx\x1b[0m"
    assert not paper.Page.on(io.StringIO()).is_coloured


def test_a_line_never_fails_on_a_narrow_encoding():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    paper.Page(stream, 60, is_coloured=False).line("Zoë")
    stream.flush()
    assert raw.getvalue() == b"Zo?\n"


def written(answer):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    paper.write_json(answer, stream)
    stream.detach()
    return raw.getvalue().decode("utf-8")


@given(st.text(st.characters(codec=None, exclude_categories=[])))
@settings(derandomize=True, max_examples=200)
def test_json_is_utf8_and_says_the_same_even_of_lone_surrogates(text):
    document = written({"name": text})
    assert json.loads(document) == {"name": text}
    assert document.count("\n") == 1


def test_json_keeps_letters_as_they_are():
    assert written(["Zoë", datetime(2026, 1, 2, tzinfo=UTC)]) == '["Zoë", "2026-01-02T00:00:00Z"]\n'


def test_json_holds_nothing_that_a_terminal_obeys():
    names = ["C1 \x9b31m", "del \x7f", "bidi \u202egnp\u2066", "zero\u200bwidth", "tag \U000e0041", "Zoë 🚀 \u200d"]
    document = written(names)
    assert json.loads(document) == names
    assert not paper._STEERING.search(document)
    assert "Zoë 🚀" in document
