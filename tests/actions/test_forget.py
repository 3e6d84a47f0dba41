"""Forgetting erases a person to the last byte, leaves the others whole, and holds at the next import."""

from datetime import UTC, date, datetime

import pytest

from kithbook.actions import forget as forgetting
from kithbook.actions.add import add
from kithbook.actions.forgotten import Forgotten
from kithbook.actions.refresh import refresh
from kithbook.model import decision, record
from kithbook.model.fault import UserError
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ADA = ["email", "ada@own.example", "Ada"]
ZED = ["email", "zed@acme.example", "Zedekiah Quux"]
BAO = ["email", "bao@acme.example", "Bao Tran"]
AS_OF = AsOf(date(2026, 10, 1), BY_NAME)


def mail(number, sender, to, subject, readings=()):
    content = {
        "at": f"2026-10-0{number}T10:00:00Z", "channel": "mail", "sender": sender, "to": to, "recipients": len(to),
        "subject": subject, "message_id": f"{number}@x",
    }  # fmt: skip
    return Sighting(Record(record.MESSAGE, f"mail:{number}@x", content), "m", number, tuple(readings))


SEEN = [
    Sighting(Record(record.SELF, "self:ada", {"name": "Ada Owner", "handles": [ADA[:2]]}), "p", 1),
    Sighting(Record(record.CARD, "vcard:1", {"name": "Zedekiah Quux", "handles": [ZED[:2]], "note": "met at a fair"}), "c", 1),
    Sighting(Record(record.CARD, "vcard:2", {"name": "Bao Tran", "handles": [BAO[:2]], "note": "friend of Zedekiah Quux"}), "c", 2),
    Sighting(Record(record.CARD, "vcard:3", {"name": "Zedekiah Quux", "handles": [["email", "z2@other.example"]]}), "c", 3),
    mail(1, ZED, [ADA], "Only us two"),
    mail(2, ADA, [ZED, BAO], "All three", [Reading("snippet", 1, "en", "Zedekiah Quux and I will come", {})]),
    mail(3, BAO, [ADA], "About Zedekiah Quux"),
    mail(4, BAO, [ADA], "About the weather", [Reading("snippet", 1, "en", "It rains", {})]),
]  # fmt: skip


def read(book, seen):
    run = book.evidence.start_run(source="vcard", account="", path="p", as_of=AS_OF, fingerprint=str(len(seen)), at=NOW)
    kept, left = Forgotten.of(book.evidence).filtered(seen, [])
    book.evidence.keep(run, kept, left, checkpoint={})
    book.evidence.finish_run(run, as_of=AS_OF, account="", facts={}, at=NOW)
    refresh(book)
    return left


@pytest.fixture
def book(tmp_path):
    opened = open_book(tmp_path / "book", now=NOW)
    read(opened, SEEN)
    person = opened.digest.resolve("zed@acme.example")[0]
    opened.evidence.decide(
        decision.NOTE, {"card": person.founder, "text": "likes Zedekiah jokes", "at": "2026-10-01"}, at=NOW
    )
    refresh(opened)
    yield opened
    opened.close()


def forget(book, who):
    return forgetting.forget(book, who, watch=lambda *_: None)


def test_the_plan_counts_and_changes_nothing(book):
    before = book.evidence.mark
    plan = forgetting.plan(book, "zed@acme.example")
    assert (plan.name, plan.alone, plan.shared) == ("Zedekiah Quux", 1, 1)
    assert "Bao Tran" in plan.whose
    assert book.evidence.mark == before


def test_what_was_counted_is_what_is_done_and_nothing_names_them_then(book):
    counted = forgetting.plan(book, "zed@acme.example")
    assert forget(book, "zed@acme.example").plan == counted
    namesake = [(record.CARD, "vcard:3")]
    assert book.evidence.holding(["zedekiah quux", "zed@acme.example"], texts=["only us two"]) == namesake
    assert book.ailments(deep=True) == []


def test_nobody_is_found_and_no_byte_is_left(book):
    forget(book, "zed@acme.example")
    assert book.digest.resolve("zed@acme.example") == []
    book.close()
    for path in book.folder.iterdir():
        data = path.read_bytes()
        assert b"zed@acme.example" not in data, path.name
        assert b"Only us two" not in data, path.name


def test_the_others_stay_whole(book):
    forget(book, "zed@acme.example")
    bao = book.digest.resolve("bao@acme.example")[0]
    subjects = {one.subject for one in book.digest.interactions(bao.number)}
    assert subjects == {"All three", "", "About the weather"}
    namesake = book.digest.resolve("z2@other.example")[0]
    assert namesake.name == "Zedekiah Quux"
    assert all("Zedekiah" not in card.note for card in book.digest.cards(bao.number))


def test_the_next_import_does_not_bring_them_back(book):
    forget(book, "zed@acme.example")
    people = {person.id for person in book.digest.people(known=None)}
    left = read(book, [*SEEN, mail(5, ZED, [ADA], "Again"), mail(6, ZED, [ADA, BAO], "Again, to two")])
    assert {one.reason for one in left} == {"forgotten person"}
    assert {person.id for person in book.digest.people(known=None)} == people
    assert book.digest.resolve("zed@acme.example") == []


def test_what_was_noted_about_them_is_gone(book):
    forget(book, "zed@acme.example")
    assert all("jokes" not in str(dict(ruling.fields)) for ruling in book.evidence.decisions())


def test_an_address_that_was_said_to_be_anothers_is_forgotten_too(book, tmp_path):
    others = ["bao@acme.example", "zed@acme.example", "ada@elsewhere.example"]
    book.evidence.decide(decision.EGO, {"emails": ["ada@own.example"], "not_emails": others}, at=NOW)
    book.evidence.decide(
        decision.ANSWER, {"question": "q1", "answer": "different", "address": "zed@acme.example"}, at=NOW
    )
    refresh(book)
    forgetting.forget(book, "zed@acme.example", watch=lambda what, count: None)
    ruled = [one.fields for one in book.evidence.decisions()]
    assert {"emails": ["ada@own.example"], "not_emails": [others[0], others[2]]} in ruled
    assert not any("zed@acme.example" in str(fields) for fields in ruled)
    book.close()
    assert not any(b"zed@acme" in path.read_bytes() for path in (tmp_path / "book").rglob("*") if path.is_file())


def test_whom_the_owner_entered_is_forgotten_too(book, tmp_path):
    add(book, "Xaver", now=NOW, email="xaver@fair.example", met="at a fair")
    refresh(book)
    forget(book, "xaver")
    assert not book.digest.search("xaver", known=None)
    assert all("fair" not in str(dict(ruling.fields)) for ruling in book.evidence.decisions())
    refresh(book)
    assert "forgotten" in {ruling.verb for ruling in book.evidence.decisions()}


def test_the_owner_is_not_forgotten(book):
    with pytest.raises(UserError):
        forget(book, "ada@own.example")
