"""A finding is found by its id: among the latest, in the list, and where numbers were given anew."""

from datetime import UTC, datetime, timedelta

import pytest
from test_refresh import ADDRESSES, ME, NOW, read

from kithbook.actions.evidence import evidence
from kithbook.actions.refresh import refresh
from kithbook.model import record
from kithbook.model.fault import UserError
from kithbook.model.reading import QUESTION, Reading
from kithbook.model.record import Record
from kithbook.store import open_book
from kithbook.store.sqlite.digest import finding_names

COUNT = 30


def letters(first, count, words="Could you send {}?"):
    for number in range(first, first + count):
        at = (datetime(2025, 1, 1, 9, tzinfo=UTC) + timedelta(days=number)).isoformat().replace("+00:00", "Z")
        content = {"at": at, "channel": "mail", "sender": ["email", ADDRESSES[0], "Ann"], "to": [["email", ME, "Ada"]]}
        content |= {"recipients": 1, "subject": "Plan", "delivered_to": [ME]}
        found = (Reading(QUESTION, 1, "en", words.format(number), {}),)
        yield Record(record.MESSAGE, f"mail:{number}@x", content), found


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    read(made, "2025-10-01", list(letters(0, COUNT)), complete=False)
    refresh(made)
    yield made
    made.close()


@pytest.mark.parametrize("latest", [0, 5, finding_names.LATEST])
def test_every_finding_is_found_by_its_id(book, latest, monkeypatch):
    monkeypatch.setattr(finding_names, "LATEST", latest)
    found = book.digest.findings([QUESTION])
    assert len(found) == COUNT and [book.digest.finding(one.id) for one in found] == found
    assert set(book.digest.finding_ids()) == {one.id for one in found}
    assert book.digest.finding("f" + "a" * 16) is None and book.digest.finding("nonsense") is None


def test_numbers_given_anew_mislead_nobody(book, monkeypatch):
    monkeypatch.setattr(finding_names, "LATEST", 0)
    old = book.digest.findings([QUESTION])
    assert book.digest.finding(old[0].id) == old[0]  # the list is made
    read(book, "2025-10-02", list(letters(COUNT - 3, 6, words="Will you come on day {}?")), complete=False)
    refresh(book)
    now = book.digest.findings([QUESTION])
    assert [book.digest.finding(one.id) for one in now] == now
    gone = {one.id for one in old} - {one.id for one in now}
    assert all(book.digest.finding(one) is None for one in gone)


def test_evidence_shows_a_finding_by_its_whole_id_and_by_its_beginning(book):
    one = book.digest.findings([QUESTION])[0]
    for typed in (one.id, one.id[:9]):
        assert [shown.quote for shown in evidence(book, [typed])] == [one.quote]
    with pytest.raises(UserError):
        evidence(book, ["f" + "a" * 16])


def test_findings_are_narrowed_by_side_size_and_number(book):
    assert len(book.digest.findings([QUESTION], limit=4)) == 4
    assert len(book.digest.findings([QUESTION], most=1, direction="in")) == COUNT
    assert book.digest.findings([QUESTION], direction="out") == book.digest.findings([QUESTION], most=0) == []


def test_contact_rows_are_contact_days_with_signs(book):
    sign = {"out": 1, "in": -1, "both": 0}
    until = NOW.date()
    rows = [(*row[:7], sign[row[7]], sign[row[8]], *row[9:]) for row in book.digest.contact_days(until=until)]
    assert rows and list(book.digest.contact_rows(until=until)) == rows
    assert book.digest.known(until) == [one.number for one in book.digest.people()]
    assert book.digest.passed(rows[0][0], until=until) == {"message": COUNT}
