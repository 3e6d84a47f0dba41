"""Cards matched in a second process come to what they come to in this one, whatever becomes of the second."""

from datetime import UTC, datetime

import pytest

from kithbook.actions.digesting import match
from kithbook.actions.digesting.beside import Beside, LostError
from kithbook.actions.digesting.matching import Matching, pairs
from kithbook.actions.digesting.ruled import sorted_rulings
from kithbook.actions.digesting.setting import setting
from kithbook.actions.refresh import rebuild
from kithbook.digest.pairs import BLOCK_LIMIT
from kithbook.identity.features import features
from kithbook.model import record
from kithbook.model.card import Card
from kithbook.model.record import Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
AS_OF = AsOf(NOW.date(), BY_NAME)
GIVEN = ("Ann", "Bob", "Bea", "Robert", "Anna")
FAMILY = ("Smith", "Schmidt", "Tran", "Quux")


def card(nth):
    name = f"{GIVEN[nth % 5]} {FAMILY[nth % 4]}"
    handles = [["email", f"{'.'.join(name.lower().split())}{nth % 40}@home.example"]] if nth % 3 else []
    content = {"name": name, "relation": "contact", "organisation": f"Acme {nth % 7}", "handles": handles}
    return Sighting(Record(record.CARD, f"vcard:{nth}", content), "c", nth)


@pytest.fixture
def book(tmp_path):
    found = open_book(tmp_path / "book", now=NOW)
    run = found.evidence.start_run(source="vcard", account="", path="x", as_of=AS_OF, fingerprint="x", at=NOW)
    found.evidence.keep(run, [card(nth) for nth in range(120)], [], checkpoint={})
    found.evidence.finish_run(run, as_of=AS_OF, account="", facts={}, at=NOW)
    yield found
    found.close()


def dump(book):
    connection = book.digest._connection
    tables = ("card", "block", "counted", "match", "person", "question")
    return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


def test_two_come_to_what_one_comes_to(book, monkeypatch):
    rebuild(book)
    alone = dump(book)
    assert alone["match"]
    assert len(alone["person"]) < len(alone["card"])  # so some were grouped
    monkeypatch.setattr(match, "is_worth_it", lambda _: True)
    asked = []
    monkeypatch.setattr(match, "Beside", lambda *given: asked.append(Beside(*given)) or asked[-1])
    rebuild(book)
    assert len(asked) == 1
    assert dump(book) == alone


@pytest.mark.parametrize("at_once", [True, False])
def test_should_the_second_end_the_first_does_it_all(book, monkeypatch, at_once):
    rebuild(book)
    alone = dump(book)
    monkeypatch.setattr(match, "is_worth_it", lambda _: True)
    gone = []

    class Ending(Beside):
        def add(self, cards):
            if at_once:
                self._process.kill()
            super().add(cards)

        def matches(self):
            self._process.kill()
            yield from super().matches()

        def _answer(self):
            try:
                return super()._answer()
            except LostError:
                gone.append(self)
                raise

    monkeypatch.setattr(match, "Beside", Ending)
    rebuild(book)
    assert gone
    assert dump(book) == alone


def test_a_card_that_is_added_again_leaves_nothing_of_what_it_was(book):
    found = setting(book.evidence, sorted_rulings([]), [])
    cards = [(nth, Card(f"vcard:{nth}", "vcard", name=f"{GIVEN[nth % 5]} {FAMILY[nth % 4]}")) for nth in range(30)]
    once, again = Matching(found), Matching(found)
    once.add(cards)
    again.add(
        [(nth, Card(f"vcard:{nth}", "vcard", name="Zed Other", birthday="1980-02-03")) for nth in range(0, 30, 3)]
    )
    again.add(cards)
    for one in (once, again):
        one.sort()
    assert list(once.blocks()) == list(again.blocks())
    assert list(once.counted()) == list(again.counted())
    assert list(once.matches()) == list(again.matches())


def test_every_pair_that_shares_a_block_is_given_once():
    cards = [Card(f"vcard:{nth}", "vcard", name=f"{GIVEN[nth % 5]} {FAMILY[nth % 4]}") for nth in range(40)]
    known = dict(enumerate(map(features, cards)))
    blocks = {block for found in known.values() for block in found.blocks}
    together = [[nth for nth, found in known.items() if block in found.blocks] for block in sorted(blocks)]
    assert max(map(len, together)) <= BLOCK_LIMIT
    given = list(pairs(known, [members for members in together if len(members) > 1]))
    assert len(given) == len(set(given))
    assert set(given) == {(a, b) for a in known for b in known if a < b and known[a].blocks & known[b].blocks}
