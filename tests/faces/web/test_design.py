"""The living page of the parts is there for those who build pages, and for nobody else."""

import re

import pytest

from kithbook.faces.web.pages import design


@pytest.fixture
def builder(empty, noon):
    one = type(empty)(empty.folder, noon, is_development=True)
    yield one
    one.close()


def test_it_shows_the_parts_in_development(builder):
    answer = builder.get("/design")
    assert answer.status == 200
    for word in ("Colours", "Table and tray", "At work", "Why this?", "Nothing is sent from here", "The disk is full."):
        assert word in answer.text, word


def test_no_id_stands_there_twice(builder):
    ids = re.findall(r'\bid="([^"]+)"', builder.get("/design").text)
    assert len(ids) == len(set(ids))


def test_it_is_not_there_for_those_who_use_the_book(reader):
    assert reader.get("/design").status == 404


def test_every_state_of_work_is_shown():
    shown = design._invented()
    assert {job.state for job in (*shown.running, *shown.ended)} == {
        "waiting", "running", "done", "failed", "cancelled", "lost"
    }  # fmt: skip
