"""Organisations are resolved over the whole book, and positions follow."""

from datetime import UTC, date, datetime

import pytest

from kithbook.actions.add import add
from kithbook.actions.evidence import OWNER, evidence
from kithbook.actions.refresh import rebuild, refresh
from kithbook.model import decision, record
from kithbook.model.record import Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
AS_OF = AsOf(date(2026, 10, 1), BY_NAME)


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    yield made
    made.close()


def employ(book, *people):
    """Read cards: (name, organisation, address or '')."""
    run = book.evidence.start_run(source="vcard", account="", path="p", as_of=AS_OF, fingerprint=str(people), at=NOW)
    seen = [
        Sighting(
            Record(
                record.CARD,
                f"vcard:{name}",
                {"name": name, "organisation": place} | ({"handles": [["email", address]]} if address else {}),
            ),
            "p",
            n,
        )
        for n, (name, place, address) in enumerate(people)
    ]
    book.evidence.keep(run, seen, [], checkpoint={})
    book.evidence.finish_run(run, as_of=AS_OF, account="", facts={}, at=NOW)
    refresh(book)


def keys(book):
    return {one.organisation: one.organisation_key for one in book.digest.positions()}


def test_spellings_of_one_organisation_share_its_key_and_its_usual_name(book):
    employ(
        book,
        ("Bao A", "Initrode Systems", ""),
        ("Cleo B", "Initrode Systems", ""),
        ("Dan C", "Initrobe Systems Ltd", ""),
    )
    assert len(set(keys(book).values())) == 1
    (found,) = book.digest.organisations()
    assert (found.name, found.card_count) == ("Initrode Systems", 3)


def test_a_position_that_the_owner_entered_rests_on_what_they_entered(book):
    employ(book, ("Bao A", "Initrode Systems", ""))
    ruling = add(book, "Dan C", organisation="Umbrella", now=NOW).decision
    refresh(book)
    said = {one.organisation: one.record for one in book.digest.positions()}
    assert said["Umbrella"] == ruling
    assert [one.source for one in evidence(book, [said["Umbrella"]])] == [OWNER]
    assert [one.source for one in evidence(book, [said["Initrode Systems"]])] == ["vcard"]


def test_a_later_spelling_moves_the_key_of_those_that_were_there(book):
    employ(book, ("Bao A", "Initrobe Systems", ""))
    before = keys(book)["Initrobe Systems"]
    employ(book, ("Cleo B", "Initrode Systems", ""), ("Dan C", "Initrode Systems", ""))
    after = keys(book)
    assert after["Initrobe Systems"] == after["Initrode Systems"] != before
    rebuild(book)
    assert keys(book) == after
    undone = next(run.id for run in book.evidence.runs()[::-1])
    book.evidence.decide(decision.UNDO, {"run": undone}, at=NOW)
    refresh(book)
    assert keys(book) == {"Initrobe Systems": before}


def test_the_domain_of_an_organisation_is_the_one_that_is_spelt_like_it(book):
    employ(
        book, ("Bao A", "Umbra Research", "bao@umbra-research.example"), ("Cleo B", "Umbra Research", "cleo@gmail.com")
    )
    (found,) = [one for one in book.digest.organisations() if one.name == "Umbra Research"]
    assert found.domains == ("umbra-research.example",)


def test_who_works_for_nobody_makes_no_organisation(book):
    employ(book, ("Bao A", "Self-employed", ""), ("Cleo B", "freelance", ""))
    assert book.digest.organisations() == []
    assert set(keys(book).values()) == {""}
