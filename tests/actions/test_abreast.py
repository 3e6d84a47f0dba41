"""Interactions made in two processes are those that one makes, whatever becomes of the second."""

from datetime import UTC, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from kithbook.actions.digesting.abreast import Abreast, _packed, _unpacked, made
from kithbook.digest.ego import Ego
from kithbook.digest.interactions import KINDS, Zone
from kithbook.model import record
from kithbook.model.digested import Part, Row
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOW = {"ego": Ego(frozenset({("email", "ada@own.example")}), frozenset({"ada"})), "zone": Zone(ZoneInfo("Asia/Tokyo"))}


def message(nth):
    sender, to = ["email", f"ann{nth % 7}@x.example", "Ann \ud800"], ["email", "ada@own.example", "Ada"]
    content = {
        "at": f"2026-05-05T10:{nth % 60:02d}:00Z",
        "channel": "mail",
        "sender": sender,
        "to": [to],
        "thread": "t",
    }
    readings = (
        Reading("question", 1, "en", f"Could you send {nth}?", {"what": nth}),
        Reading("signature", 1, "en", "x"),
    )
    return Sighting(Record(record.MESSAGE, f"mail:{nth}", content), "x", nth, readings if nth % 3 else ())


def keep(book, numbers):
    run = book.evidence.start_run(
        source="mbox", account="", path="x", as_of=AsOf(NOW.date(), BY_NAME), fingerprint=str(numbers), at=NOW
    )
    book.evidence.keep(run, [message(nth) for nth in numbers], [], checkpoint={})


@pytest.fixture
def book(tmp_path):
    found = open_book(tmp_path / "book", now=NOW)
    keep(found, range(1500))
    yield found
    found.close()


def portions(book):
    return enumerate(book.evidence.portions(kinds=KINDS))


def test_a_row_survives_the_way(book):
    whole = Row(
        *(b"r", 1, 2, False, "message", "mail", "in", "s\ud800", "t", 3, True, (b"a", b"b"), ("mbox",)),
        parts=(Part("k", "n", "to", ("email", "a@x.example")), Part("=c", "", "from")),
        hints=(("sent", "a@x.example"),),
        findings=(Reading("promise", 2, "de", "bald", {"due": "2026-01-01"}),),
        signature={"title": "CTO"},
        place=7,
        is_to_ego_alone=True,
    )
    assert _unpacked(_packed(whole)) == whole
    for _, portion in portions(book):
        assert [_unpacked(_packed(row)) for row in made(portion, **HOW)] == made(portion, **HOW)


def test_two_make_what_one_makes(book):
    alone = [row for _, portion in portions(book) for row in made(portion, **HOW)]
    with Abreast(book, **HOW, alone=0) as both:
        shared = [row for nth, portion in portions(book) for row in both.rows(nth, portion)]
        assert both.taken == 18  # of 24 portions: so the other process did its part
    assert len(alone) == 1500
    assert shared == alone


def test_should_the_second_end_the_first_makes_the_rest(book):
    alone = [row for _, portion in portions(book) for row in made(portion, **HOW)]
    shared = []
    with Abreast(book, **HOW, alone=0) as both:
        for nth, portion in portions(book):
            if nth == 3:
                both._process.kill()
            shared += both.rows(nth, portion)
    assert shared == alone


def test_keys_that_came_meanwhile_are_nobodys_loss(book):
    before = portions(book)
    first = next(before)
    keep(book, range(1500, 1600))  # the second process begins to walk only now, and sees them
    with Abreast(book, **HOW, alone=0) as both:
        shared = [row for nth, portion in chain([first], before) for row in both.rows(nth, portion)]
    assert len({row.raw for row in shared}) == len(shared) == 1500
