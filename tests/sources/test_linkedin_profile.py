"""What an archive says of its owner: every column of the profile, the addresses, and what they do and did."""

from types import SimpleNamespace

import pytest

from kithbook.model.record import SELF
from kithbook.sources.linkedin.profile import owner_record
from kithbook.sources.linkedin.tables import Header, Row

PROFILE = {
    "first name": "Ada", "last name": "Invented", "maiden name": "Made", "birth date": "Jun 5, 1980",
    "geo location": "Oslo", "address": "1 Road", "headline": "Head of Tea", "websites": "[PERSONAL:https://ada.example/]",
}  # fmt: skip


def said(slug="ada", **sections):
    def rows(section):
        tables = sections.get(section.replace("-", "_"), [])
        return iter([Row(Header(list(cells)), list(cells.values())) for cells in tables])

    record = owner_record("ada", SimpleNamespace(slug=slug), rows)
    return record and dict(record.content)


def test_an_archive_that_says_nothing_of_its_owner_makes_no_card():
    assert said(slug=None) is None


def test_every_column_of_the_profile_is_kept():
    assert said(profile=[PROFILE], profile_summary=[{"profile summary": "I make tea"}]) == {
        "name": "Ada Invented",
        "names": {"given": "Ada", "family": "Invented", "maiden": "Made"},
        "birthday": "1980-06-05",
        "location": "Oslo",
        "addresses": [{"text": "1 Road"}],
        "fields": {"headline": "Head of Tea", "summary": "I make tea"},
        "handles": [["linkedin", "ada"], ["url", "https://ada.example"]],
    }
    assert said(profile=[PROFILE | {"birth date": "soon"}])["fields"] == {
        "headline": "Head of Tea",
        "birth date": "soon",
    }


def test_confirmed_addresses_stand_with_the_primary_first():
    addresses = [
        {"email address": f"{name}@own.example", "confirmed": confirmed, "primary": primary}
        for name, confirmed, primary in (
            ("second", "Yes", "No"), ("never", "No", "No"), ("first", "Sí", "ja"), ("third", "oui", "false"), ("fourth", "TRUE", ""),
        )
    ]  # fmt: skip
    numbers = [
        {"extension": "+49", "number": "1234"},
        {"extension": "", "number": "99"},
        {"extension": "+1", "number": ""},
    ]
    assert said(slug=None, email_addresses=addresses, phone_numbers=numbers, whatsapp_numbers=numbers[:1])[
        "handles"
    ] == [
        ["email", "first@own.example"],
        ["email", "second@own.example"],
        ["email", "third@own.example"],
        ["email", "fourth@own.example"],
        ["phone", "+49 1234"],
        ["phone", "99"],
    ]


@pytest.mark.parametrize(
    ("section", "cells", "span"),
    [
        (
            "positions",
            {"company name": "Acme", "title": "Head", "started on": "Mar 2010", "finished on": "2012", "location": "Oslo"},
            {"kind": "position", "organisation": "Acme", "title": "Head", "start": "2010-03", "end": "2012", "location": "Oslo"},
        ),
        (
            "education",
            {"school name": "Oslo", "degree name": "BA", "start date": "2001", "end date": "2004"},
            {"kind": "education", "organisation": "Oslo", "title": "BA", "start": "2001", "end": "2004"},
        ),
        (
            "volunteering",
            {"organization": "Red Cross", "role": "Driver", "started on": "2001", "finished on": "2004"},
            {"kind": "volunteering", "organisation": "Red Cross", "title": "Driver", "start": "2001", "end": "2004"},
        ),
        (
            "memberships",
            {"name": "Tea Club", "position held": "Chair", "start date": "2001", "end date": "2004"},
            {"kind": "membership", "organisation": "Tea Club", "title": "Chair", "start": "2001", "end": "2004"},
        ),
        (
            "projects",
            {"title": "Bridge", "started on": "2001", "finished on": "2004"},
            {"kind": "project", "title": "Bridge", "start": "2001", "end": "2004"},
        ),
    ],
)  # fmt: skip
def test_every_column_of_a_span_is_kept(section, cells, span):
    found = said(slug=None, **{section: [cells, dict.fromkeys(cells, "")]})
    assert found == {"spans": [span]} if section != "positions" else found["spans"][0] == span
    assert len(found["spans"]) == 1


def test_the_position_held_now_is_the_one_begun_last():
    begun = [
        {"company name": name, "title": "Head", "started on": start, "finished on": end}
        for name, start, end in (
            ("Old", "2001", "2004"),
            ("Early", "2010", ""),
            ("Late", "Mar 2020", ""),
            ("Mid", "2015", ""),
        )
    ]
    found = said(slug=None, positions=begun)
    assert (found["organisation"], found["title"]) == ("Late", "Head")
    assert [span.get("current", False) for span in found["spans"]] == [False, True, True, True]
    assert "organisation" not in said(slug=None, positions=begun[:1])
    assert owner_record("ada", SimpleNamespace(slug="ada"), lambda _: iter(())).kind == SELF
