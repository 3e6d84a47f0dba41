"""Aims and those who matter, from the ruling to the day's list: what is said, on what it rests, and what takes it back."""

from datetime import timedelta

from memory_book import DAY, NOW
from test_today import book_of

from kithbook.actions.tag import MATTERS
from kithbook.actions.today import today
from kithbook.model import decision as verbs
from kithbook.model.card import Card


def fitting(book):
    """Give whoever is on the list for an aim or because they matter, with their reasons and what they rest on."""
    items = today(book, now=NOW, date=DAY, limit=7).items
    return {
        item.person.id: (item.why, item.evidence)
        for item in items
        if "Fits your aim" in item.why or "matter" in item.why
    }


def test_a_suggestion_that_fits_an_aim_says_so_with_the_card_and_the_ruling():
    book = book_of()
    before = today(book, now=NOW, date=DAY, limit=7)
    book.rename(9, title="Publisher")
    book.digest.held[9] = [Card("email:nine@x.org", "s", title="Publisher")]
    assert today(book, now=NOW, date=DAY, limit=7) == before
    aim = book.evidence.decide(verbs.GOALS, {"goals": ["work in publishing"]}, at=NOW)
    why, evidence = fitting(book)["p9"]
    assert why.endswith("Fits your aim: work in publishing (Publisher).")
    assert evidence[-2:] == (book.digest.held[9][0].id, aim.id)
    book.evidence.decide(verbs.GOALS, {"goals": []}, at=NOW)
    assert today(book, now=NOW, date=DAY, limit=7) == before


def test_a_note_of_ones_own_and_a_tag_speak_for_a_person_until_taken_back():
    book = book_of()
    book.evidence.decide(verbs.GOALS, {"goals": ["learn about beekeeping"]}, at=NOW)
    note = book.evidence.decide(verbs.NOTE, {"card": "c9", "text": "Keeps bees: a beekeeper."}, at=NOW)
    tagged = book.evidence.decide(verbs.TAG, {"card": "c8", "add": ["beekeepers"]}, at=NOW)
    found = fitting(book)
    assert found["p9"][0].endswith("(beekeeper in a note).") and note.id in found["p9"][1]
    assert found["p8"][0].endswith("(#beekeepers).") and tagged.id in found["p8"][1]
    book.evidence.decide(verbs.TAG, {"card": "c8", "remove": ["beekeepers"]}, at=NOW)
    book.evidence.decide(verbs.UNDO, {"decision": note.id}, at=NOW)
    assert fitting(book) == {}


def test_whoever_matters_is_named_for_it_until_the_tag_is_taken_away():
    book = book_of()
    named = {item.person.id for item in today(book, now=NOW, date=DAY, limit=3).items}
    tagged = book.evidence.decide(verbs.TAG, {"card": "c9", "add": [MATTERS]}, at=NOW)
    assert "p9" not in named and today(book, now=NOW, date=DAY, limit=3).items[0].person.id == "p9"
    assert fitting(book)["p9"][1][-1] == tagged.id
    book.evidence.decide(verbs.PROMISE, {"card": "c20", "text": "send it", "due": str(DAY), "theirs": False}, at=NOW)
    assert today(book, now=NOW, date=DAY).items[0].person.id == "p20"
    book.evidence.decide(verbs.TAG, {"card": "c9", "remove": [MATTERS]}, at=NOW + timedelta(1))
    assert fitting(book) == {}
