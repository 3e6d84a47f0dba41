"""ties: everyone with a contact day, strongest first, and null where nothing is defined."""

from datetime import date, timedelta

import pytest
from memory_book import DAY, NOW, MemoryBook, noon, person

from kithbook.actions.ties import ties
from kithbook.model import decision as verbs
from kithbook.model.card import Card
from kithbook.model.times import day_number


def row(number, day, **fields):
    values = {
        "out": 1,
        "into": 0,
        "meetings": 0,
        "answered": 0,
        "smallest": 1,
        "first": "out",
        "last": "out",
        "them": 0,
        "ego": 1,
    }
    return (number, day_number(day), *{**values, **fields}.values())


def book_of(*people):
    book = MemoryBook(person(0, is_ego=True), *people)
    book.digest.held[1] = [
        Card("a", "s", handles=(("email", "ann@x.org"), ("phone", "1"))),
        Card("b", "s", handles=(("email", "ann@x.org"),)),
    ]
    book.digest.days = [
        *(row(1, DAY - timedelta(day), into=1) for day in (90, 60, 40)),
        row(2, DAY),
        *(row(3, DAY - timedelta(day)) for day in (2000, 1990, 1980)),
        row(4, DAY - timedelta(1)),
        row(2, DAY + timedelta(1)),
    ]
    return book


BOOK = (person(1), person(2), person(3), person(4, is_known=False))


def test_the_row_of_the_contract():
    found = {tie.person.id: tie for tie in ties(book_of(*BOOK), now=NOW)}
    ann, today, old, seen = (found[f"p{number}"] for number in (1, 2, 3, 4))
    assert [tie.person.id for tie in ties(book_of(*BOOK), now=NOW)] == ["p2", "p4", "p1", "p3"]
    assert [(handle.kind, handle.value) for handle in ann.handles] == [("email", "ann@x.org"), ("phone", "1")]
    assert (ann.contact_days, ann.first_interaction, ann.last_interaction, ann.gap_days) == (
        3,
        DAY - timedelta(90),
        DAY - timedelta(40),
        40,
    )
    usual = (50 + 20 + 30) / 5  # all gaps and one month, over all of them and one
    assert ann.rhythm_days == pytest.approx((50 + 2 * usual) / 4) and ann.overdue_ratio == pytest.approx(
        40 / ann.rhythm_days, abs=1e-5
    )
    assert ann.state == "active" and ann.resume_band in {"likely", "open", "unlikely"} and 0 < ann.resume_score < 1
    assert ann.reciprocity == 1 and 0 < ann.contact_probability_30d < 1 and 0 < ann.reply_probability_7d < 1
    assert (today.rank, today.layer, today.strength, today.resume_score, today.resume_band, today.state) == (
        1,
        5,
        1.0,
        None,
        None,
        "active",
    )
    assert (seen.rank, seen.layer, seen.strength, seen.state) == (None, None, None, "seen") and seen.contact_days == 1
    assert old.state == "dormant" and old.rank == 3 and old.resume_band == "unlikely" and old.reciprocity is None


def test_as_of_an_earlier_day_knows_nothing_of_later_ones():
    day = DAY - timedelta(50)
    found = ties(book_of(*BOOK), now=NOW, as_of=day)
    assert {tie.person.id: tie.gap_days for tie in found} == {"p1": 10, "p3": 1930}
    assert ties(book_of(*BOOK), now=NOW, as_of=date(2000, 1, 1)) == []
    assert [
        tie.contact_days for tie in ties(book_of(*BOOK), now=NOW, as_of=DAY + timedelta(1)) if tie.person.id == "p2"
    ] == [2]


def test_who_became_known_later_has_no_rank_yet():
    book = book_of(person(1), person(2), person(3, known_from=DAY), person(4))
    found = {tie.person.id: tie.rank for tie in ties(book, now=NOW, as_of=DAY - timedelta(1))}
    assert found == {"p4": 1, "p1": 2, "p3": None}


def test_an_own_rhythm_replaces_what_was_observed():
    book = book_of(*BOOK)
    book.evidence.decide(verbs.RHYTHM, {"card": "c1", "days": 100}, at=noon(DAY))
    ann = next(tie for tie in ties(book, now=NOW) if tie.person.id == "p1")
    assert (ann.rhythm_days, ann.overdue_ratio, ann.state) == (100, 0.4, "active")
