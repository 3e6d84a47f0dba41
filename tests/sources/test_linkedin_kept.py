"""Rows that are kept whole: under what they are about, so that the next archive's row is known again."""

import io

import pytest

from kithbook.model.fault import Fault, Skipped
from kithbook.sources.linkedin.kept import article, row_of
from kithbook.sources.linkedin.tables import Header, Row

# section: what says what a row is about, and what may change from one archive to the next
ROWS = {
    "skills": ({"name": "Tea"}, {}),
    "languages": ({"name": "Welsh"}, {"proficiency": "Native"}),
    "positions": (
        {"company name": "Acme", "title": "Head", "started on": "Mar 2020"},
        {"finished on": "Jun 2023", "description": "All of it"},
    ),
    "education": ({"school name": "Oslo", "degree name": "BA", "start date": "2001"}, {"notes": "with honours"}),
    "certifications": ({"name": "First aid", "authority": "Red Cross"}, {"url": "https://x.example"}),
    "projects": ({"title": "Bridge"}, {"description": "long"}),
    "courses": ({"name": "Baking"}, {"number": "7"}),
    "publications": ({"name": "On tea"}, {"publisher": "Press"}),
    "company-follows": ({"organization": "Acme"}, {"followed on": "Tue Jun 06 12:34:56 UTC 2023"}),
    "member-follows": ({"fullname": "Bao Tran"}, {"date": "2023-06-05 15:04:05", "status": "Active"}),
    "events": (
        {"event name": "Fair", "event time": "Mar 15, 2023 10:00 AM - Mar 15, 2023 11:00 AM"},
        {"status": "ATTENDING"},
    ),
    "learning": ({"content title": "Sums"}, {"content last watched date (if viewed)": "2023-06-05 15:04:05 UTC"}),
    "job-applications": (
        {"job url": "https://j.example/1", "application date": "6/5/23, 3:04 PM"},
        {"job title": "Cook"},
    ),
    "saved-jobs": ({"job url": "https://j.example/1"}, {"saved date": "6/5/23, 3:04 PM"}),
    "email-addresses": ({"email address": "ada@own.example"}, {"updated on": "6/5/23, 3:04 PM", "primary": "Yes"}),
    "phone-numbers": ({"extension": "+49", "number": "1234"}, {"type": "Mobile"}),
    "whatsapp-numbers": ({"extension": "+49", "number": "1234"}, {"is_whatsapp_number_active": "true"}),
}
DAYS = {
    "company-follows": "2023-06-06",
    "member-follows": "2023-06-05",
    "events": "2023-03-15",
    "job-applications": "2023-06-05",
    "saved-jobs": "2023-06-05",
    "email-addresses": "2023-06-05",
    "learning": "2023-06-05",
}


def kept(section, cells):
    return row_of(Row(Header(list(cells)), list(cells.values())), ("a.csv", 7), section)


@pytest.mark.parametrize("section", ROWS)
def test_a_row_is_known_again_by_what_it_is_about_whatever_else_it_says(section):
    about, rest = ROWS[section]
    whole, bare = kept(section, about | rest).record, kept(section, about).record
    assert whole.key == bare.key
    assert whole.key.startswith(f"linkedin-{section}:")
    assert whole.content["section"] == section
    assert dict(whole.content["fields"]) == about | rest
    for column in about:
        assert kept(section, about | rest | {column: "another"}).record.key != whole.key


@pytest.mark.parametrize("section", ROWS)
def test_a_row_has_its_day_where_its_table_tells_one(section):
    about, rest = ROWS[section]
    assert kept(section, about | rest).record.content.get("at", "")[:10] == DAYS.get(section, "")
    if not set(about) & {"event time", "application date"}:
        unread = dict.fromkeys(rest, "soon")
        assert "at" not in kept(section, about | unread).record.content


def test_a_row_of_another_section_is_known_by_all_that_it_says():
    one, two = ({"a": "1", "b": "2"}, {"b": "2", "a": "1"})
    assert kept("honours", one).record.key == kept("honours", two).record.key
    assert kept("honours", one).record.key != kept("honours", {"a": "1", "b": "3"}).record.key
    assert kept("honours", one).record.key != kept("patents", one).record.key
    assert kept("skills", {"more": "x"}).record.key != kept("skills", {"more": "y"}).record.key  # where that is missing


def test_what_is_private_or_empty_is_not_kept():
    cells = {"job url": "https://j.example/1", "phone number": "+49 1234", "resume name": "cv.pdf", "note": "N/A"}
    assert dict(kept("job-applications", cells).record.content["fields"]) == {"job url": "https://j.example/1"}
    for nothing in ({"name": ""}, {"name": "null"}, {"phone number": "+49 1234"}):
        found = kept("skills", nothing)
        assert isinstance(found, Skipped)
        assert (found.file, found.position, found.reason) == ("a.csv", 7, "empty row")


class Page:
    name = "Articles/a.html"
    modified = path = None

    def __init__(self, text):
        self._data = text.encode()

    def head(self, count=65536):
        return self._data[:count]

    def open(self):
        return io.BytesIO(self._data)


LINK = '<a href="https://www.linkedin.com/pulse/on-tea">x</a>'


def test_an_article_is_kept_by_its_address_or_else_its_title():
    whole = article(Page(f"<html><title>On\n tea &amp; cake</title>{LINK}"))
    fields = {"title": "On tea & cake", "link": "https://www.linkedin.com/pulse/on-tea"}
    assert (whole.record.content["section"], whole.record.content["fields"]) == ("articles", fields)
    assert (whole.file, whole.position) == ("Articles/a.html", 1)
    assert article(Page(f"<title>Another</title>{LINK}")).record.key == whole.record.key
    untitled, unlinked = article(Page(LINK)), article(Page("<title>On tea</title>"))
    assert (untitled.record.key, untitled.record.content["fields"]) == (whole.record.key, {"link": fields["link"]})
    assert unlinked.record.content["fields"] == {"title": "On tea"}
    assert unlinked.record.key != whole.record.key


def test_an_article_without_a_title_is_a_fault():
    assert article(Page("<html>")) == Fault("Articles/a.html", 1, "an article without a title")
