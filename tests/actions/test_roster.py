"""Everyone in memory: what is kept through rulings is what would be read anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networked import NOW, PEOPLE, asked, made

from kithbook.actions import measured, owing
from kithbook.actions.list_people import list_people
from kithbook.actions.refresh import refresh
from kithbook.actions.roster import Roster, Rosters
from kithbook.actions.since import Since, since
from kithbook.model import decision as verbs

DAY = NOW.date()


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    made_ = made(tmp_path_factory.mktemp("roster") / "book")
    yield made_
    made_.close()


def founders(book):
    return [one.founder for one in book.digest.people()]


def told(roster):
    """Say what a roster says of everyone, whatever numbers its tags have."""
    tags = {}
    for slot, tag in zip(roster.tagged.tolist(), roster.tag.tolist(), strict=True):
        tags.setdefault(slot, set()).add(roster.tags[tag])
    columns = ("number", "by_name", "organisation", "place", "strength", "layer", "last", "state", "owed")
    return tags, {name: np.nan_to_num(getattr(roster, name).astype(float), nan=-1).tolist() for name in columns}


rulings = st.tuples(
    st.sampled_from(
        [verbs.TAG, verbs.NOTE, verbs.PROMISE, verbs.KEPT, verbs.UNDO, verbs.LOG, verbs.RHYTHM, verbs.PAUSE]
    ),
    st.integers(0, len(PEOPLE) - 1),
    st.integers(0, 3),
)


def rule(book, verb, who, what):
    card = founders(book)[who]
    earlier = [one for one in book.evidence.decisions() if one.verb != verbs.ADD]
    promises = [one.id for one in earlier if one.verb == verbs.PROMISE] or ["nothing"]
    fields = {
        verbs.TAG: {"card": card, "add" if what else "remove": [f"tag{what}", "tag1"]},
        verbs.NOTE: {"card": card, "text": f"note {what}"},
        verbs.PROMISE: {"card": card, "text": "do it", "theirs": bool(what % 2)},
        verbs.KEPT: {"promise": promises[-1 - what % len(promises)]},
        verbs.UNDO: {"decision": earlier[-1 - what % len(earlier)].id},
        verbs.LOG: {"card": card, "kind": "call", "at": "2026-11-20", "text": ""},
        verbs.RHYTHM: {"card": card, "days": 10 * what + 1},
        verbs.PAUSE: {"card": card},
    }[verb]
    book.evidence.decide(verb, fields, at=NOW)


@settings(max_examples=12, deadline=None)
@given(st.lists(rulings, min_size=1, max_size=4))
def test_what_is_kept_is_what_would_be_read(book, steps):
    rosters = Rosters()
    rosters.of(book, NOW)
    for step in steps:
        rule(book, *step)
        refresh(book)
        kept = rosters.of(book, NOW)
        assert told(kept) == told(Roster.read(book, DAY))
        assert kept.stamp == book.digest.stamp and kept.figures == measured.table_of(book, DAY)


def test_a_note_or_a_tag_costs_no_measuring(tmp_path):
    book, rosters = made(tmp_path / "book"), Rosters()
    rosters.of(book, NOW)
    for verb in (verbs.NOTE, verbs.TAG):
        rule(book, verb, 0, 1)
        refresh(book)
        with asked(book) as statements:
            rosters.of(book, NOW)
        assert not any("contact_day" in one or "FROM person WHERE is_known" in one for one in statements)
        assert book.digest.remembered(measured.NAME, DAY) and book.digest.remembered(owing.NAME, DAY) is not None
    assert list_people(book, now=NOW, tag="tag1", rosters=rosters).total == 1
    book.close()


def test_anything_else_is_read_anew(tmp_path):
    book = made(tmp_path / "book")
    mark = book.digest.mark
    assert since(book, mark) == Since()
    rule(book, verbs.NOTE, 0, 1)
    assert since(book, mark) == Since()
    rule(book, verbs.TAG, 0, 1)
    assert len(since(book, mark).tagged) == 1
    rule(book, verbs.LOG, 0, 1)
    assert since(book, mark) is None
    book.close()


def test_standings_are_read_one_by_one_as_all_at_once(book):
    whole, one_by_one = measured.measured(book, DAY), measured.standings(book, DAY)
    for person in book.digest.people():
        assert one_by_one.of(person) == whole.get(person.number, measured.Standing(None, None, None, "latent"))
        assert measured.standing(book, person, DAY) == one_by_one.of(person)
