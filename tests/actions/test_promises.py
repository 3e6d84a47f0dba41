"""How long a promise found in a letter stands: as long beside the agenda, in a brief and in a draft as on the agenda."""

from datetime import timedelta

import pytest
from memory_book import DAY, NOW, MemoryBook, noon, person

from kithbook.actions.between import Between
from kithbook.actions.brief import still_open
from kithbook.actions.matters import matters
from kithbook.actions.situation import Situation
from kithbook.insight.nudges import promise_due
from kithbook.model.interaction import Finding


def promised(said, due):
    found = Finding(
        id="f1", reader="promise", quote="I will send the deck.", fields={"due": str(DAY - timedelta(due))},
        interaction="i1", at=noon(DAY - timedelta(said)), day=DAY - timedelta(said), direction="in", recipients=1,
        is_bulk=False, subject="", speaker=1, others=(),
    )  # fmt: skip
    book = MemoryBook(person(0, is_ego=True, founder="c-ego"), person(1))
    book.digest.found = [found]
    return book


@pytest.mark.parametrize(
    ("said", "due", "stands"), [(200, 45, True), (46, 45, True), (200, 46, False), (45, 200, True), (46, 200, False)]
)
def test_a_promise_that_was_found_stands_everywhere_for_as_long(said, due, stands):
    book = promised(said, due)
    situation = Situation(book, DAY)
    about = Between(book, book.digest.everybody[1], DAY)
    assert len(list(promise_due.suggest(situation.network, situation.history, DAY))) == stands
    assert len(list(still_open(about.promises, DAY))) == stands
    assert len(matters(book, now=NOW).promises) == stands
    assert (about.open_promise(mine=False) is not None) == stands
