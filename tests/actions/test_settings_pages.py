"""What the settings and the history show: deeds in sentences, backups, what lies where, and the whole book erased."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from kithbook.actions import erase as erasing
from kithbook.actions import outgoing
from kithbook.actions.add import add
from kithbook.actions.backup import backup
from kithbook.actions.backups import REMEMBERED, backups
from kithbook.actions.history import history, paged
from kithbook.actions.me import Wanted, me
from kithbook.actions.merge import merge
from kithbook.actions.note import note
from kithbook.actions.privacy import HOLDS, privacy
from kithbook.actions.promise import promise
from kithbook.actions.refresh import refresh
from kithbook.actions.rhythm import rhythm
from kithbook.actions.split import split
from kithbook.actions.tag import tag
from kithbook.actions.undo import undo
from kithbook.model import decision as verbs
from kithbook.model.fault import UserError
from kithbook.model.record import CARD, Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AS_OF = AsOf(date(2026, 11, 1), BY_NAME)


@pytest.fixture
def book(tmp_path):
    book = open_book(tmp_path / "kin", now=NOW)
    run = book.evidence.start_run(source="vcard", account="", path="a.vcf", as_of=AS_OF, fingerprint="a", at=NOW)
    seen = [
        Sighting(
            Record(CARD, name, {"name": name, "handles": [["email", f"{name[:3].lower()}@{name[-3:].lower()}.org"]]}),
            "a.vcf",
            1,
        )
        for name in ("Ann Weber", "A. Weber", "Bao Li")
    ]
    book.evidence.keep(run, seen, [], checkpoint={})
    book.evidence.finish_run(run, as_of=AS_OF, account="", facts={}, at=NOW)
    refresh(book)
    yield book
    book.close()


def later(minutes):
    return NOW + timedelta(minutes=minutes)


# -- history ---------------------------------------------------------------------------------------------
def test_deeds_are_told_in_sentences(book):
    add(book, "Cleo", now=later(1))
    note(book, "Ann Weber", "likes tide gauges", now=later(2))
    tag(book, "Bao Li", ["friend"], now=later(3))
    rhythm(book, "Bao Li", "30", now=later(4))
    promise(book, "Bao Li", "send the map", now=later(5), theirs=True)
    merged = merge(book, "Ann Weber", "A. Weber", now=later(6))
    refresh(book)
    undo(book, merged.decision, now=later(7))
    book.evidence.decide(verbs.NEVER, {"item": "a", "nudge": "birthday", "card": "c"}, at=later(8))
    book.evidence.decide(verbs.FORGOTTEN, {}, at=later(9))
    told = [step.said for step in paged(book).steps]
    assert told[:9] == [
        "This was about somebody who was forgotten; nothing is left of it.",
        "You said never to suggest somebody no longer in the book for this reason again: birthday.",
        "You took this back: You merged Ann Weber and A. Weber: they are one person.",
        "You merged Ann Weber and A. Weber: they are one person.",
        "You wrote down what Bao Li promised you: “send the map”.",
        "You wished to be in touch with Bao Li every 30 days.",
        "You tagged Bao Li #friend.",
        "You noted about Ann Weber: “likes tide gauges”.",
        "You added Cleo.",
    ]
    assert told[-1].startswith("You imported contact cards from a.vcf: 3 records")
    assert [step.can_undo for step in paged(book).steps] == [False, True, True, False, *[True] * 6]


def test_what_is_taken_back_and_brought_back_is_told_once(book):
    kept = note(book, "Ann Weber", "likes tide gauges", now=later(1))
    first = undo(book, kept.decision, now=later(2))
    second = undo(book, first.decision, now=later(3))
    undo(book, second.decision, now=later(4))
    said = "this back: You noted about Ann Weber: “likes tide gauges”."
    assert [step.said for step in paged(book).steps[:3]] == [
        f"You took {said}",
        f"You brought {said}",
        f"You took {said}",
    ]


def test_every_verb_has_a_sentence(book):
    fields = {"name": "x", "card": "c", "text": "t", "kind": "call", "promise": "p", "a": "c", "b": "d", "cards": ["c"],
              "others": ["d"], "question": "q", "answer": "same", "zone": "UTC", "items": 5, "nudge": "birthday", "on": "2026-12-01", "at": "2026-11-01"}  # fmt: skip
    every = [value for name, value in vars(verbs).items() if name.isupper() and isinstance(value, str)]
    for verb in every:
        book.evidence.decide(verb, {} if verb == verbs.UNDO else fields, at=NOW)
    told = {step.verb: step.said for step in paged(book).steps}
    assert {verb: told[verb] for verb in every if not told[verb].endswith(".") or "ruled:" in told[verb]} == {}


def test_pages_together_are_the_whole_history(book):
    for number in range(7):
        note(book, "Bao Li", f"note {number}", now=later(number))
    whole = history(book)
    pages = [paged(book, start=start, limit=3) for start in range(0, 9, 3)]
    assert [step.decision for page in pages for step in page.steps] == [step.decision for step in whole]
    assert {page.total for page in pages} == {8}
    assert paged(book, start=100, limit=3).steps == ()
    assert history(book, start=2, limit=2) == whole[2:4]
    for wrong in ({"start": -1}, {"limit": 0}):
        with pytest.raises(UserError):
            paged(book, **wrong)


def test_a_split_is_told_by_the_names_on_the_cards(book):
    merge(book, "Ann Weber", "A. Weber", now=later(1))
    refresh(book)
    person = book.digest.resolve("Ann Weber")[0]
    card = next(card for card in book.digest.cards(person.number) if card.name == "A. Weber")
    split(book, person.id, [card.id], now=later(2))
    refresh(book)
    assert paged(book, limit=1).steps[0].said == "You parted A. Weber from Ann Weber: they are two people."


# -- me --------------------------------------------------------------------------------------------------
def test_what_the_owner_set_can_be_set_back(book):
    before = me(book, now=NOW)
    assert before.stated == ()
    set_ = me(book, Wanted(zone="Asia/Tokyo", goals=("find work",), capacity=3, quiet="sat,sun"), now=later(1))
    assert (set_.zone, set_.goals, set_.capacity, set_.quiet) == ("Asia/Tokyo", ("find work",), 3, ("sat", "sun"))
    assert set_.stated == ("zone", "goals", "capacity", "quiet")
    assert me(book, Wanted(zone="none", goals=("none",), capacity=5, quiet="none"), now=later(2)) == before


# -- backups ---------------------------------------------------------------------------------------------
def test_backups_are_remembered_with_the_last_that_was_verified(book, tmp_path):
    assert backups(book).last is None
    backup(book, tmp_path / "one.backup", now=later(1), verify=True)
    backup(book, tmp_path / "two.backup", now=later(2))
    found = backups(book)
    assert [one.file for one in found.made] == [str(tmp_path / "two.backup"), str(tmp_path / "one.backup")]
    assert (found.last.verified, found.last_verified.at, found.last_verified.is_there) == (False, later(1), True)
    (tmp_path / "one.backup").write_bytes(b"cut short")
    (tmp_path / "two.backup").unlink()
    assert [one.is_there for one in backups(book).made] == [False, False]
    backup(book, tmp_path / "two.backup", now=later(3), verify=True)
    assert len(backups(book).made) == 2
    assert backups(book).last_verified.at == later(3)


def test_no_more_backups_are_remembered_than_serve(book, tmp_path):
    for number in range(REMEMBERED + 3):
        backup(book, tmp_path / f"{number}.backup", now=later(number))
    assert len(backups(book).made) == REMEMBERED
    book.evidence.set_meta("backups", '[{"file": "of another version"}, 7]')
    assert backups(book).made == ()


# -- privacy ---------------------------------------------------------------------------------------------
def test_every_file_is_named_with_its_size_and_what_it_holds(book):
    (book.folder / "mine.txt").write_text("x" * 1000)
    told = privacy(book)
    places = {place.path: place for place in told.places}
    assert places.keys() == {path.name for path in book.folder.iterdir()}
    assert places["mine.txt"].bytes == 1000
    assert "not made by it" in places["mine.txt"].holds
    assert all(place.holds in dict(HOLDS).values() for name, place in places.items() if name != "mine.txt")
    assert told.bytes == sum(path.stat().st_size for path in book.folder.iterdir())
    rights = next(proof for proof in told.proofs if "read the book" in proof.what)
    assert rights.holds
    book.folder.chmod(0o755)
    (book.folder / "digest.db").chmod(0o644)
    rights = next(proof for proof in privacy(book).proofs if "read the book" in proof.what)
    assert not rights.holds
    assert "digest.db" in rights.found


TRIED = """
import socket, sys, threading
sys.path.insert(0, "tests")
from kithbook.actions import outgoing
watch = outgoing.watch()
assert outgoing.watch() is watch
here = socket.create_server(("127.0.0.1", 0))
socket.create_connection(here.getsockname()).close()
socket.getaddrinfo("localhost", 80)
assert watch.tried == 0, watch
refused = 0
for reach in (
    lambda: socket.create_connection(("example.org", 80), timeout=1),
    lambda: socket.socket().connect(("192.0.2.1", 80)),
    lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    lambda: socket.gethostbyname("example.org"),
):
    try:
        reach()
    except PermissionError as error:
        refused += 1
assert refused == watch.tried == 5, (refused, watch)
assert watch.places[0] == "example.org" and watch.places[1] == "192.0.2.1"
assert outgoing.open_sockets() in (None, [])
print("seen")
"""


def test_whatever_reaches_out_is_counted_and_refused():
    done = subprocess.run([sys.executable, "-c", TRIED], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("seen\n", "")


def test_the_system_s_own_list_of_connections_is_read(tmp_path):
    (tmp_path / "fd").mkdir()
    for number, inode in (("3", 71), ("4", 72), ("5", 73)):
        (tmp_path / "fd" / number).symlink_to(f"socket:[{inode}]")
    (tmp_path / "net").mkdir()
    row = "  0: 0100007F:1F90 {} 01 00000000:00000000 00:00000000 00000000 0 0 {} 1\n"
    table = (
        "head\n" + row.format("0100007F:D431", 71) + row.format("010200C0:0050", 72) + row.format("08080808:0035", 99)
    )
    (tmp_path / "net" / "tcp").write_text(table)
    wide = row.format("B80D0120000000000000000001000000:01BB", 73)
    (tmp_path / "net" / "tcp6").write_text("head\n" + wide)
    assert outgoing.open_sockets(tmp_path) == ["192.0.2.1", "2001:db8::1"]
    assert outgoing.open_sockets(tmp_path / "none") is None


# -- erase -----------------------------------------------------------------------------------------------
def test_a_book_is_erased_once_its_name_is_typed(book, tmp_path):
    backup(book, tmp_path / "kith.backup", now=NOW)
    folder = book.folder
    (folder / "jobs").mkdir()
    (folder / "evidence-before-3.db").write_bytes(b"old")
    plan = erasing.plan(book)
    assert (plan.name, plan.people, plan.stays, plan.backups) == ("kin", 3, (), (str(tmp_path / "kith.backup"),))
    for wrong in ("", "Kin", "evidence.db"):
        with pytest.raises(UserError, match="name") as caught:
            erasing.erase(book, wrong)
        assert caught.value.safe
    assert len(book.digest.people()) == 3
    done = erasing.erase(book, " kin ")
    assert done.ok
    assert {"evidence.db", "digest.db", "jobs", "evidence-before-3.db"} <= set(done.plan.files)
    assert not folder.exists()
    assert (tmp_path / "kith.backup").exists()


def test_what_is_not_kithbook_s_stays(book):
    (book.folder / "thesis.odt").write_text("years of work")
    done = erasing.erase(book, "kin")
    assert done.plan.stays == ("thesis.odt",)
    assert [path.name for path in book.folder.iterdir()] == ["thesis.odt"]
