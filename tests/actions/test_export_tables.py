"""Tables that are written hold no formula, and come back as they were."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.actions.export.tables import HEADER, harmless, line, row
from kithbook.model.card import Card
from kithbook.model.person import Person
from kithbook.sources import addressbook
from kithbook.sources.opening import open_tree


def card(**more):
    return Card(
        key="x",
        source="x",
        name="Ann Lee",
        handles=(("email", "ann@example.org"), ("phone", "+44 20 7946 0001"), ("linkedin", "ann-lee")),
        **more,
    )


def person(**more):
    return Person(
        number=1, id="p", slug="ann-lee", name="Ann Lee", is_known=True, known_from=None, is_bulk=False, is_ego=False,
        card_count=1, founder="c", **{"organisation": "", "title": "", **more},
    )  # fmt: skip


def test_what_several_cards_say_stands_side_by_side_and_of_one_thing_what_stands_for_the_person():
    ann = person(organisation="Other", title="Dean", tags=("a", "b"))
    cells = dict(zip(HEADER, row(ann, [card(organisation="Example Ltd", title="Clerk"), card()]), strict=True))
    assert (cells["Organisation"], cells["Title"], cells["Tags"]) == ("Other", "Dean", "a ; b")
    assert cells["Emails"] == "ann@example.org" and cells["LinkedIn"] == "https://www.linkedin.com/in/ann-lee"


def test_a_table_comes_back_by_its_own_importer(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        line(HEADER) + line(row(person(title="Engineer", birthday="1980-03-22"), [card(note="two\nlines")]))
    )
    tree = open_tree(path)
    (seen,) = addressbook.observe(tree, addressbook.identify(tree)[0])
    content = seen.record.content
    assert content["handles"] == [["email", "ann@example.org"], ["phone", "+44 20 7946 0001"], ["linkedin", "ann-lee"]]
    assert (content["title"], content["note"], content["birthday"]) == ("Engineer", "two\nlines", "1980-03-22")


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(
    st.lists(
        st.text(alphabet=st.one_of(st.characters(blacklist_categories=("Cs",)), st.sampled_from("=+-@\t\r\n\",;'\0"))),
        min_size=1,
        max_size=5,
    )
)
def test_no_cell_is_a_formula_and_every_cell_comes_back(cells):
    (again,) = csv.reader(io.StringIO(line(cells), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in again)
    assert again == [harmless(cell) for cell in cells]
    assert next(csv.reader(io.StringIO(line(cells, raw=True), newline=""))) == cells or "\0" in "".join(cells)
