"""Which pairs are asked about: first of people whom ego turned to; of a crowd of strangers a few at a time."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from test_refresh import dump

from kithbook.actions.answer import answer
from kithbook.actions.digesting.doubts import FEW
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.questions import questions
from kithbook.actions.refresh import rebuild, refresh
from kithbook.store import open_book

NOW = datetime(2026, 1, 29, 9, 30, tzinfo=UTC)
ADA = "Ada Own <ada@own.example>"
TRACE = "Delivered-To: ada@own.example\nReceived: from x by mx.own.example; Mon, 12 Jan 2026 10:00:00 +0000\n"
CROWD = [f"Quirin Zabransky <quirin{n}@{n}.example>" for n in range(8)]
FRIEND, DOUBLE = "Bao Tranquist <bao@acme.example>", "Bao Tranquist <bao@other.example>"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Quirin Zabransky\nEMAIL:quirin3@3.example\nEND:VCARD\n"


def mail(sender, to, day):
    trace, named = "" if sender == ADA else TRACE, f"{day}.{sender}.{to}".replace(" ", "").replace("<", "").strip(">")
    return (
        f"From x@x.example Mon Jan 12 10:00:00 2026\n{trace}From: {sender}\nTo: {to}\nSubject: Hello\n"
        f"Date: {day} Jan 2026 10:00:00 +0000\nMessage-ID: <{named}>\n\nHello.\n\n"
    )


CAME = [mail(one, ADA, day) for day, one in enumerate(CROWD, 2)] + [mail(DOUBLE, ADA, 20)]
SENT = [mail(ADA, FRIEND, day) for day in (3, 4)]


@pytest.fixture
def book(tmp_path):
    with_nothing = open_book(tmp_path / "book", now=NOW)
    yield with_nothing
    with_nothing.close()


def bring(book, folder, **files):
    for stem, text in files.items():
        path = folder / stem.replace("_", ".")
        path.write_text(text)
        import_(book, [path], Wish(zone="UTC"), now=NOW, watch=lambda _step: None)


def asked(book):
    return [(one.a.name, one.b.name) for one in questions(book, kinds=["same"])]


def test_of_a_crowd_of_strangers_a_few_are_asked_about_and_behind_all_others(book, tmp_path):
    bring(book, tmp_path, Sent_mbox="".join(SENT), Inbox_mbox="".join(CAME))
    assert asked(book) == [("Bao Tranquist",) * 2, *[("Quirin Zabransky",) * 2] * FEW]


def test_the_next_of_a_crowd_are_asked_about_once_these_are_answered(book, tmp_path):
    bring(book, tmp_path, Sent_mbox="".join(SENT), Inbox_mbox="".join(CAME[:4]))
    seen = set()
    for _ in range(6):  # four make six pairs
        one = next(one for one in questions(book, kinds=["same"]) if one.a.name.startswith("Quirin"))
        seen.add(one.question)
        answer(book, one.question, "different", now=NOW)
        refresh(book)
    assert len(seen) == 6
    assert asked(book) == []


@pytest.mark.parametrize(
    "turn", [{"Late_mbox": mail(ADA, CROWD[3], 25)}, {"Late_vcf": CARD}], ids=["written to", "listed"]
)
def test_whom_ego_turned_to_is_no_stranger(book, tmp_path, turn):
    bring(book, tmp_path, Sent_mbox="".join(SENT), Inbox_mbox="".join(CAME), **turn)
    found = questions(book, kinds=["same"])
    ours = book.digest.resolve("quirin3@3.example")[0].id
    about = [ours in {one.a.id, one.b.id} for one in found]
    assert about.count(True) == len(CROWD) - 1
    assert about[-FEW:] == [False] * FEW


def test_a_step_and_a_rebuild_ask_the_same_of_a_crowd_in_whatever_order_it_came(book, tmp_path):
    bring(book, tmp_path, Inbox_mbox="".join(CAME[:5]), Sent_mbox="".join(SENT), Late_mbox="".join(CAME[5:]))
    stepped = dump(book)
    rebuild(book)
    assert dump(book) == stepped
    other = open_book(tmp_path / "other", now=NOW)
    bring(other, tmp_path, Late_mbox="".join(CAME[5:]), Inbox_mbox="".join(CAME[:5]), Sent_mbox="".join(SENT))
    ids = {one.question for one in questions(book)}
    assert ids == {one.question for one in questions(other)}
    assert len(ids) == FEW + 1 < len(list(combinations(CROWD, 2)))
    other.close()
