"""Merge then split is nothing, whatever was written meanwhile; nothing that a source said is touched (R8)."""

import random
import shutil
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import small_world
from torturing import asked, assert_clean, in_parts, report, some_of

from kithbook.actions import who
from kithbook.actions.edit import edit
from kithbook.actions.merge import merge
from kithbook.actions.note import note
from kithbook.actions.refresh import refresh
from kithbook.actions.split import split
from kithbook.actions.undo import undo
from kithbook.store import open_book

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
PAIRS = 20  # in one book; each ruling is replayed after it, so that many books cost less than one long one
BOOKS = 500


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    asked(folder / "book", "import", *small_world.write(folder, people=24, messages=40))
    return folder / "book"


def opened(made, folder):
    shutil.copytree(made, folder)
    return closing(open_book(folder, now=NOW))


def everybody(book):
    """Say who has which cards, and what the digest holds of each; the owner's own words are told apart by their key."""
    found = {}
    for person in book.digest.people(known=None):
        cards = [repr(card) for card in book.digest.cards(person.number) if not card.key.startswith("owner:")]
        found[person.id] = (person.name, person.slug, cards)
    return found


def records(book):
    """Give what the sources said, as it is kept."""
    return [(kind, key, [one.record for one in versions]) for kind, key, versions in book.evidence.versions()]


def merged_and_split(book, chance):
    """Join two people, write about them as one, part them, take back what was written but for the note."""
    one, two = chance.sample(book.digest.people(known=None), 2)
    theirs, others = who.cards_of(book, one), who.cards_of(book, two)
    merge(book, one.id, two.id, now=NOW)
    joined = who.one(book, one.id)
    assert who.one(book, two.id).id == joined.id
    assert {*who.cards_of(book, joined)} == {*theirs, *others}
    note(book, joined.id, "written while they were one", now=NOW)
    change = edit(book, joined.id, ["organisation=House of Both"], now=NOW)
    refresh(book)
    split(book, joined.id, others, now=NOW)
    housed = [person.id for person in (who.one(book, one.id), who.one(book, two.id)) if is_of(book, person)]
    assert housed == [joined.id]  # it stays with the card that was shown when it was written
    undo(book, change.decision, now=NOW)
    refresh(book)


def is_of(book, person):
    return any(card.organisation == "House of Both" for card in book.digest.cards(person.number))


def chained(book, chance):
    """Join three in a chain: they are one; part the one in the middle: it goes alone, and the chain is broken."""
    people = chance.sample(book.digest.people(known=None), 3)
    cards = [who.cards_of(book, person) for person in people]
    rulings = [
        merge(book, one.id, two.id, now=NOW).decision for one, two in ((people[0], people[1]), (people[1], people[2]))
    ]
    assert len({who.one(book, person.id).id for person in people}) == 1
    assert {*who.cards_of(book, who.one(book, people[0].id))} == {card for of_one in cards for card in of_one}
    for ruling in reversed(rulings):
        undo(book, ruling, now=NOW)
    refresh(book)
    assert [who.cards_of(book, who.one(book, person.id)) for person in people] == cards


def torment(book, *, seed, pairs):
    """Merge and split many; everybody is as before, and so is every record."""
    before, said, chance = everybody(book), records(book), random.Random(seed)
    for _ in range(pairs):
        merged_and_split(book, chance)
    chained(book, chance)
    assert everybody(book) == before, seed
    assert records(book) == said, seed


def test_merge_then_split_is_nothing(tmp_path, made):
    with opened(made, tmp_path / "book") as book:
        torment(book, seed=5, pairs=4)
    assert_clean(tmp_path / "book")


def test_a_merge_leaves_no_card_of_either_behind(tmp_path, made):
    """Without a word on all cards, one that only matches would fall away from a person with another's name beside."""
    with opened(made, tmp_path / "book") as book:
        several = [one for one in book.digest.people(known=None) if len(who.cards_of(book, one)) > 1]
        assert len(several) > 3
        for one, two in pairwise(several):
            both = {*who.cards_of(book, one), *who.cards_of(book, two)}
            ruling = merge(book, one.id, two.id, now=NOW)
            assert {*who.cards_of(book, who.one(book, one.id))} == both
            undo(book, ruling.decision, now=NOW)
            refresh(book)


@pytest.mark.long
@in_parts
def test_merge_then_split_of_ten_thousand_pairs(tmp_path, made, part):
    seeds = some_of(range(BOOKS), part)
    for seed in seeds:
        with opened(made, tmp_path / f"{seed}") as book:
            torment(book, seed=seed, pairs=PAIRS)
        assert_clean(tmp_path / f"{seed}")
        shutil.rmtree(tmp_path / f"{seed}")
    report(
        f"R8: {len(seeds) * PAIRS:,} random pairs merged, noted, edited and split again: everybody and every record as before"
    )
