"""The shelf of assets, addresses, forms, and the picture of a career."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.actions.show import PositionShown
from kithbook.faces.web.career import Career
from kithbook.faces.web.shelf import Shelf
from kithbook.faces.web.visit import Form, is_own, with_query


class TestShelf:
    def test_an_address_names_its_content(self, tmp_path):
        (tmp_path / "css").mkdir()
        (tmp_path / "css" / "tokens.css").write_text(":root {}")
        (tmp_path / "css" / "a.css").write_text('a { background: url("../x.svg") }')
        (tmp_path / "x.svg").write_text("<svg/>")
        one = Shelf.read(tmp_path)
        before = one.address("kith.css")
        assert one.address("x.svg") in one.by_name["kith.css"].content.decode()
        (tmp_path / "x.svg").write_text("<svg><g/></svg>")
        assert Shelf.read(tmp_path).address("kith.css") != before

    def test_a_file_that_no_style_can_find_is_a_mistake(self, tmp_path):
        (tmp_path / "css").mkdir()
        (tmp_path / "css" / "a.css").write_text('a { background: url("../gone.svg") }')
        with pytest.raises(KeyError):
            Shelf.read(tmp_path)

    def test_the_parts_of_the_script_are_one_in_one_scope_what_others_build_on_first(self, tmp_path):
        (tmp_path / "js").mkdir()
        for name in ("answers", "page", "zoom", "trusted"):
            (tmp_path / "js" / f"{name}.js").write_text(f"// {name}\nconst {name} = 1;\n")
        one = Shelf.read(tmp_path)
        script = one.by_name["kith.js"].content.decode()
        assert re.findall(r"^// (\w+)$", script, re.MULTILINE) == ["trusted", "page", "answers", "zoom"]
        assert script.startswith('"use strict";\n(() => {\n') and script.endswith("\n})();")
        assert set(one.by_name) == {"kith.css", "kith.js"}  # no part is served by itself

    def test_the_real_one_is_light(self):
        one = Shelf.read()
        sheet, script, htmx = (one.by_name[name] for name in ("kith.css", "kith.js", "vendor/htmx.min.js"))
        assert sum(len(asset.zipped) for asset in (sheet, script, htmx)) < 45_000
        assert not [
            asset for asset in one.by_name.values() if b"http://" in asset.content and asset.kind.startswith("text/css")
        ]


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text(max_size=8), max_size=4),
    st.text("xyz", min_size=1, max_size=3),
    st.text(max_size=8),
)
def test_a_query_keeps_what_is_not_changed(kept, name, value):
    address = with_query("/people", **kept)
    assert with_query(with_query(address, **{name: value}), **{name: None}) == with_query(address, **{name: None})


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("/", True),
        ("/people?q=a#b", True),
        ("//evil", False),
        ("/\\evil", False),
        ("http://x", False),
        ("", False),
        ("/a\r\nb", False),
    ],
)
def test_own_addresses(address, is_ours):
    assert is_own(address) is is_ours


def test_a_form_is_trimmed_and_missing_fields_are_empty():
    form = Form({"a": " x\r\ny ", "b": ""})
    assert (form["a"], form["b"], form["c"], form.has("a"), form.has("b")) == ("x\ny", "", "", True, False)


def position(organisation, start, end):
    return PositionShown(organisation, "x", start, end, "linkedin", "position", "r1")


class TestCareer:
    TODAY = date(2026, 11, 23)

    def test_nothing_dated_is_no_picture(self):
        assert Career.of([position("A", None, None)], [], today=self.TODAY, name="Ann") is None

    def test_shared_years_are_lit_and_said(self):
        drawn = Career.of(
            [position("Acme", "2016", "2020"), position("Beta", "2020-06", None)],
            [position("Acme", "2018-03", "2021")],
            today=self.TODAY,
            name="Ann",
        )
        assert len(drawn.together) == 1 and "Acme 2018 to" in drawn.words
        assert drawn.theirs[1].is_now and not drawn.theirs[0].is_now

    def test_a_single_month_is_a_short_piece_among_years_and_named_beside_it(self):
        drawn = self.drawn(("Acme", "2026-11", None))
        assert drawn.theirs[0].width < 5 and drawn.theirs[0].x + drawn.theirs[0].width <= 100
        assert drawn.theirs[0].naming == "before"
        assert [year for _, year in drawn.years] == [2024, 2025, 2026]
        assert self.drawn(("Acme", "2020-05", "2020-05")).theirs[0].naming == "after"

    def test_what_begins_later_than_today_is_not_drawn(self):
        assert Career.of([position("Acme", "2027-02", None)], [], today=self.TODAY, name="Ann") is None

    def test_one_after_the_other_is_one_row_and_at_one_time_is_two(self):
        assert self.drawn(("Acme", "2016-01", "2018-03"), ("Beta", "2018-03", None)).their_rows == 1
        drawn = self.drawn(("Acme", "2016-01", "2020-03"), ("Beta", "2018-03", None), ("Gamma", "2020-04", None))
        assert [(one.text, one.row) for one in drawn.theirs] == [("Acme", 0), ("Gamma", 0), ("Beta", 1)]

    def test_shared_years_end_with_the_year_that_is_stated(self):
        mine = [position("Acme", "2018", "2020")]
        assert "Acme 2018 to 2020" in Career.of(mine, mine, today=self.TODAY, name="Ann").words
        mine = [position("Acme", "2018", "2018")]
        assert "Acme 2018." in Career.of(mine, mine, today=self.TODAY, name="Ann").words

    def drawn(self, *found):
        return Career.of([position(*one) for one in found], [], today=self.TODAY, name="Ann")

    @given(
        st.lists(
            st.tuples(st.sampled_from("ABC"), st.integers(1950, 2030), st.none() | st.integers(1950, 2030)),
            min_size=1,
            max_size=6,
        )
    )
    def test_everything_stays_within_the_picture(self, found):
        listed = [position(name, str(start), str(end) if end else None) for name, start, end in found]
        drawn = Career.of(listed, listed, today=self.TODAY, name="Ann")
        if drawn is None:
            assert all(start > self.TODAY.year or (end or 2030) < self.TODAY.year - 29 for _, start, end in found)
            return
        for one in (*drawn.theirs, *drawn.yours, *drawn.together):
            assert one.x >= 0 and one.width > 0 and one.x + one.width <= 100.01
        assert all(0 <= x <= 100 for x, _ in drawn.years)
