"""The sample network's people in the book: each of them once, but for those whom the village holds to be asked about."""

import json
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithbook.store import open_book

VILLAGE = Path(__file__).parent.parent / "examples" / "village"
CAST = json.loads((VILLAGE / "cast.json").read_text(encoding="utf-8"))
TRUTH = """
import json, sys
from archive import connect
from papers import SPELT
from world import populate
people = populate()
OLD = {"hanna": ["Hanna Virtanen", "hanna.virtanen@saimaa.example"]}
connect(people)
print(json.dumps({
    key: {"name": person.name, "mail": person.mail, "slug": person.slug, "organisation": person.organisation,
          "title": person.title, "also": [*SPELT.get(key, ()), *OLD.get(key, ())]}
    for key, person in people.items()
}))
"""


@pytest.fixture(scope="module")
def truth():
    done = subprocess.run(
        [sys.executable, "-c", TRUTH], cwd=VILLAGE, env={"PYTHONPATH": str(VILLAGE)}, capture_output=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def held(village_book):
    """The cards of every person of the book, and the pairs of persons that are asked about."""
    book = open_book(village_book, now=datetime(2026, 11, 2, tzinfo=UTC))
    try:
        people = {one.number: book.digest.cards(one.number) for one in book.digest.people(known=None)}
        at = {card.id: number for number, cards in people.items() for card in cards}
        asked = {frozenset((at[one.card_a], at[one.card_b])) for one in book.digest.questions() if one.kind == "same"}
        return people, asked
    finally:
        book.close()


@pytest.fixture(scope="module")
def found(truth, held):
    """Who of the village stands under which numbers, and which of them a number holds."""
    by_word = defaultdict(set)
    for key, one in truth.items():
        for word in (one["mail"], one["slug"], one["name"], *one["also"]):
            by_word[word.casefold()].add(key)
    where, whose = defaultdict(set), defaultdict(set)
    for number, cards in held[0].items():
        for card in cards:
            keys = {key for _, value in card.handles for key in by_word.get(value, ())}
            for key in keys or by_word.get(card.name.casefold(), ()):
                where[key].add(number)
                whose[number].add(key)
    return where, whose


def undecidable(truth):
    """Say who the files leave open: nothing but the name, or what speaks against it, joins their cards."""
    told = {card["linkedin"] for card in (*CAST["namesakes"], *CAST["job_changes"])} | {
        CAST["married_name"]["linkedin"]
    }
    alone = {"enzo.rinaldi", "li.zhang", "naoko.fujita", "takeshi.fujita"}  # their own masters: no organisation
    assert {truth[key]["organisation"] for key in alone} == {"Freelance"}
    resembling = {"camila.ibanez"}  # coasts.example may be another's than the Ministry's, seen two years before
    return {key for key, one in truth.items() if one["slug"] in told} | alone | resembling


def test_everybody_is_one_person_but_whom_the_files_leave_open(truth, found):
    where, _ = found
    assert len(where) > 240
    assert {key for key, numbers in where.items() if len(numbers) > 1} == undecidable(truth)


def test_nobody_is_two_people_at_once(found):
    _, whose = found
    assert {number: keys for number, keys in whose.items() if len(keys) > 1} == {}


def test_whom_the_files_leave_open_is_asked_about_and_nobody_else(truth, found, held):
    where, _ = found
    _, asked = held
    assert {frozenset(where[key]) for key in undecidable(truth)} == asked
