"""Tables in every shape that people bring; a bad row costs only itself."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.sources.linkedin.posts import mended_comment
from kithbook.sources.linkedin.tables import Broken, Header, Row, Table, delimiter_of, header_in, heading

NEEDS = frozenset({"first name", "last name"})
HEADER = "First Name,Last Name,URL\n"


class Held:
    """A member held in memory."""

    modified = path = None

    def __init__(self, data, name="a.csv"):
        self.data, self.name, self.size = data, name, len(data)

    def open(self):
        return io.BufferedReader(io.BytesIO(self.data))

    def head(self, count=65536):
        return self.data[:count]


def rows(text, needs=NEEDS, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(Table(Held(data), needs, **options).rows())


def firsts(text, **options):
    return [row.get("first name") if isinstance(row, Row) else Broken for _, row in rows(text, **options)]


PREAMBLES = [
    "", 'Notes:\n"long, with a comma and ""quotes"""\n\n', "Notes:\nno empty line\n", "\nNotes:\nx\n\n", "Notes :\na\nb\nc\nd\ne\n\n",
]  # fmt: skip


@pytest.mark.parametrize("preamble", PREAMBLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_header_is_found_by_content(preamble, encoding, end):
    text = (preamble + HEADER + "Ann,Bell,x\nBöé,Çell,y\n").replace("\n", end)
    assert firsts(text.encode(encoding)) == ["Ann", "Böé"]
    assert header_in(text.encode(encoding), NEEDS)


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_delimiter_is_sniffed(mark):
    text = HEADER.replace(",", mark) + f'"A{mark}nn"{mark}Bell{mark}\n'
    assert firsts(text) == [f"A{mark}nn"]
    assert delimiter_of(HEADER.replace(",", mark)) == mark


@pytest.mark.parametrize(
    "header",
    [
        "Vorname,Nachname,URL",
        "Prénom,Nom,URL",
        "Nombre,Apellidos,URL",
        "FIRST NAME,last  name,url",
        '"First Name","Last Name","URL"',
    ],
)
def test_headings_in_other_spellings(header):
    assert firsts(f"{header}\nAnn,Bell,x\n") == ["Ann"]


@pytest.mark.parametrize(
    ("spelt", "name"),
    [(word, "first name") for word in ("Vorname", "Prénom", "Nombre", "FirstName")]
    + [(word, "last name") for word in ("Nachname", "Nom", "Apellidos", "LastName")]
    + [(word, "email address") for word in (
        "E-Mail-Adresse", "Adresse e-mail", "E-mail Address", "E-mail", "Dirección de correo electrónico", "EmailAddress",
    )]
    + [(word, "company") for word in ("Unternehmen", "Entreprise", "Empresa", "Firma")]
    + [(word, "position") for word in ("Poste", "Cargo", "Stelle")]
    + [(word, "connected on") for word in ("Verbunden am", "Date de connexion", "Conectado el")]
    + [("ConversationId", "conversation id"), ('\ufeff"First  Name"', "first name")],
)  # fmt: skip
def test_every_heading_has_one_spelling(spelt, name):
    assert heading(spelt) == name


def test_windows_bytes_are_read_line_by_line():
    assert firsts(HEADER.encode() + "Zoë,Müller,x\n".encode("cp1252") + "Chloé,Łuk,y\n".encode()) == ["Zoë", "Chloé"]


def test_no_header_is_one_fault_and_nothing_at_all_is_none():
    assert rows("a,b\n1,2\n") == [(0, Broken("the headings that this table has are not there"))]
    assert rows("") == rows("\n\n") == rows(HEADER) == []


def test_a_workbook_under_a_csv_name_is_told():
    ((position, row),) = rows(b"PK\x03\x04" + b"x" * 100)
    assert position == 0 and "Excel" in row.reason


def test_cells_over_several_lines():
    assert firsts(HEADER + '"Ann\nMary\n\nJane",Bell,x\nBo,Lee,y\n') == ["Ann\nMary\n\nJane", "Bo"]


def test_a_stray_quote_costs_only_its_row():
    text = HEADER + 'Ann,Bell,x\nBo,"Lee,y\nCy,Dow,z\nDi,"Ek",w\n' + "".join(f"P{n},Q,r\n" for n in range(1000))
    assert firsts(text) == ["Ann", Broken, "Cy", "Di", *(f"P{n}" for n in range(1000))]


def test_stray_quotes_that_pair_up_do_not_swallow_what_is_between():
    text = HEADER + 'Bo,x"y,"Lee\nCy,Dow,z\nDi,"Ek",w"\nEd,Fox,v\n'
    assert firsts(text) == [Broken, "Cy", "Di", "Ed"]


def test_comments_with_stray_quotes_do_not_swallow_their_neighbours():
    head = "2023-06-05 15:04:05,https://l.example/4,"
    text = f'Date,Link,Message\n{head}"one\n{head}two\n{head}three"\n{head}"he "said\nso"\n{head}five\n'
    found = rows(text, frozenset({"date", "link", "message"}), repair=mended_comment)
    assert [row.get("message") for _, row in found] == ["one", "two", 'three"', 'he "said\nso', "five"]


def test_missing_and_superfluous_cells():
    assert firsts(HEADER + "Ann,Bell\nBo,Lee,y,,,\nCy,Dow,z,more\n\n,,\n") == ["Ann", "Bo", Broken, ""]
    assert firsts(HEADER + "Ann\nBo,Lee,y\n") == [Broken, "Bo"]  # one cell of three is no row


def test_positions_count_rows_not_lines():
    text = HEADER + '"A\nB",Bell,x\n\nBo,Lee,y\n'
    assert [position for position, _ in rows(text)] == [1, 2]


def test_huge_cells_and_nuls():
    text = HEADER + f'"{"n" * 300_000}",Bell,x\nB\0o,Lee,y\n'
    assert [len(first) for first in firsts(text)] == [300_000, 2]


def test_a_nameless_column_and_headings_that_recur():
    ((_, row),) = rows("Name,Name,,Title,\na,b,c,d,e\n", frozenset({"title"}))
    assert row.fields() == {"name": "a", "name 2": "b", "unnamed": "c", "title": "d", "unnamed 2": "e"}
    assert row.get("name") == "a" and row.get("nothing", "title") == "d" and row.fields("name") == {
        "name 2": "b", "unnamed": "c", "title": "d", "unnamed 2": "e"
    }  # fmt: skip


def test_many_columns_at_once_are_the_same_as_one_by_one():
    ((_, row),) = rows(HEADER + " Ann ,Bell,x\n")
    names = ("last name", "nothing", "first name")
    assert row.many(names) == [row.get(name) for name in names] == ["Bell", "", "Ann"]


def test_a_comment_with_wrong_quotes_is_mended():
    head = "2023-06-05 15:04:05,https://l.example/4,"
    cases = {
        head + '"He said "yes", I think\n': 'He said "yes", I think',
        head + '"It is \\"so\\", no?"\n': 'It is "so", no?',
        head + 'a, b, "c\n': 'a, b, "c',
    }
    needs = frozenset({"date", "link", "message"})
    for line, words in cases.items():
        found = rows("Date,Link,Message\n" + line + head + "next\n", needs, repair=mended_comment)
        assert [row.get("message") for _, row in found] == [words, "next"]
    assert mended_comment("no date,x,y") == [] == mended_comment("")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=8))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_what_a_program_writes_by_the_rules_is_read_back(cells):
    import csv

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["first name", "last name", "url"], *cells])
    found = [list(row.cells) for _, row in rows(out.getvalue()) if isinstance(row, Row)]
    assert found == cells


@given(st.binary(max_size=400))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_no_bytes_raise(data):
    for _, row in rows(HEADER.encode() + data):
        assert isinstance(row, Row | Broken)
    rows(data, frozenset())


def test_a_header_knows_what_it_has():
    assert Header(["First Name", " last  name "]).has(NEEDS) and not Header(["First Name"]).has(NEEDS)
