"""What forgetting leaves of a digest is what a rebuild makes, row for row, and no byte of the one who is forgotten."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_refresh import ADDRESSES, ME, hold_equal, read, steps, take

from kithbook.actions import forget as forgetting
from kithbook.actions.forget import forget
from kithbook.actions.refresh import refresh
from kithbook.model import decision, record
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.store import open_book
from kithbook.store.sqlite import codec

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ADA = ["email", ME, "Ada"]


def silent(*_):
    pass


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(steps(), min_size=2, max_size=6), st.integers(0, 10**6), steps())
def test_forgetting_leaves_what_a_rebuild_makes(tmp_path_factory, before, chance, after):
    book = open_book(tmp_path_factory.mktemp("book") / "b", now=NOW)
    try:
        for step in before:
            take(book, step)
        people = book.digest.people(known=None)
        if people:
            forget(book, people[chance % len(people)].id, watch=silent)
        take(book, after)
        hold_equal(book)
    finally:
        book.close()


def mail(number, sender, to, subject, readings=()):
    content = {"at": f"2026-01-01T10:{number % 60:02d}:00Z", "channel": "mail", "sender": sender, "to": to}
    content |= {"recipients": len(to), "subject": subject, "message_id": f"{number}@x"}
    return Record(record.MESSAGE, f"mail:{number}@x", content), tuple(readings)


def card(key, name, *handles, **more):
    return Record(record.CARD, key, {"name": name, "handles": [list(pair) for pair in handles], **more}), ()


@pytest.fixture
def plain(monkeypatch):
    """Let contents lie unpacked, so that a byte left behind shows itself."""
    monkeypatch.setattr(codec, "pack", lambda text: codec.PLAIN + codec.to_bytes(text))
    monkeypatch.setattr(codec, "pack_long", codec.pack)


@pytest.fixture
def book(tmp_path, plain):
    opened = open_book(tmp_path / "book", now=NOW)
    me = (Record(record.SELF, "self:ada", {"name": "Ada Owner", "handles": [["email", ME]]}), ())
    others = [["email", f"p{n}@acme.example", f"Person{n} Smith"] for n in range(60)]
    quux = ["email", "quux@vexel.example", "Zedekiah Quux"]
    seen = [me, card("vcard:q", "Zedekiah Quux", quux[:2], organisation="Vexel Quuxworks", note="quuxnote")]
    seen += [card(f"vcard:{n}", other[2], other[:2], organisation="Acme") for n, other in enumerate(others)]
    seen += [mail(n, quux if n % 2 else ADA, [ADA] if n % 2 else [quux], f"Quuxtalk {n}") for n in range(300)]
    says = Reading("signature", 1, "en", "Zedekiah Quux", {"title": "Quuxmaster", "organisation": "Vexel Quuxworks"})
    seen += [mail(300 + n, quux, [ADA, others[n % 60]], "All of us", [says]) for n in range(60)]
    seen += [mail(400 + n, others[n % 60], [ADA], f"Subject {n}") for n in range(600)]
    seen += [mail(1000 + n, ADA, [others[n % 60]], f"Answer {n}") for n in range(60)]
    read(opened, "2026-01-02", seen, complete=False)
    refresh(opened)
    yield opened
    opened.close()


def files_with(folder, *texts):
    return {
        (path.name, text)
        for path in folder.rglob("*")
        if path.is_file()
        for text in texts
        if text in path.read_bytes().decode("latin-1").casefold()
    }


def test_no_byte_is_left_in_any_file_and_the_digest_is_not_made_anew(book):
    inode = (book.folder / "digest.db").stat().st_ino
    (book.folder / "digest.db.new").write_text("quux: what a kill left of a rebuild")
    assert files_with(book.folder, "quux", "vexel", "zedekiah")
    forget(book, "quux@vexel.example", watch=silent)
    assert files_with(book.folder, "quux", "vexel", "zedekiah") == set()
    assert (book.folder / "digest.db").stat().st_ino == inode
    book.close()
    assert files_with(book.folder, "quux", "vexel", "zedekiah") == set()


def test_while_another_reads_old_pages_the_digest_is_made_anew(book, monkeypatch):
    monkeypatch.setattr("kithbook.store.sqlite.connection._BUSY_MILLISECONDS", 50)
    other = open_book(book.folder, now=NOW)
    rows = other.digest._connection.execute("SELECT * FROM interaction")
    next(rows)
    book.digest._connection.set_busy_timeout(50)
    inode = (book.folder / "digest.db").stat().st_ino
    forget(book, "quux@vexel.example", watch=silent)
    assert (book.folder / "digest.db").stat().st_ino != inode
    rows.close()
    other.close()
    assert files_with(book.folder, "quux", "vexel", "zedekiah") == set()


def test_a_kill_between_evidence_and_digest_is_made_good(book, monkeypatch):
    def killed(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(book.digest, "changing", killed)
        forget(book, "quux@vexel.example", watch=silent)
    refresh(book)
    assert book.digest.resolve("quux@vexel.example") == []
    hold_equal(book)


@pytest.mark.parametrize("place", ["kithbook.store.sqlite.digest.file.SqliteDigest", "kithbook.store.sqlite.forget"])
def test_a_kill_before_the_last_byte_is_gone_is_made_good_by_whoever_opens_the_book_next(book, monkeypatch, place):
    def killed(*_):
        raise KeyboardInterrupt

    (book.folder / "evidence-before-9.db").write_text("quux: a copy made before a migration")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(f"{place}.leave_no_byte", killed)
        forget(book, "quux@vexel.example", watch=silent)
    book.close()
    next_one = open_book(book.folder, now=NOW)
    refresh(next_one, patient=False)
    assert next_one.digest.resolve("quux@vexel.example") == []
    hold_equal(next_one)
    next_one.close()
    assert files_with(book.folder, "quux", "vexel", "zedekiah") == set()


def test_what_an_undone_import_saw_goes_too(book):
    run = book.evidence.runs()[0].id
    undoing = book.evidence.decide(decision.UNDO, {"run": run}, at=NOW)
    read(book, "2026-02-02", [card("vcard:q", "Zedekiah Quux", ["email", "quux@vexel.example"])], complete=False)
    refresh(book)
    forget(book, "quux@vexel.example", watch=silent)
    assert files_with(book.folder, "quux", "vexel", "zedekiah") == set()
    book.evidence.decide(decision.UNDO, {"decision": undoing.id}, at=NOW)
    refresh(book)
    assert len(book.digest.people()) == 60
    assert not book.digest.search("Zedekiah", known=None)
    assert book.ailments(deep=True) == []


def test_a_text_that_breaks_inside_the_name_is_blanked(book):
    broken = "As Zedekiah\nQuux said"
    read(book, "2026-03-02", [mail(2000, ["email", "p1@acme.example", ""], [ADA], broken)], complete=False)
    refresh(book)
    forget(book, "quux@vexel.example", watch=silent)
    assert files_with(book.folder, "quux") == set()


def test_a_profile_named_like_a_word_does_not_blank_that_word(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    texts = ["The planning", "See linkedin.com/in/ann for her", "Annual report"]
    seen = [card("linkedin:ann", "Ann Quist", ["linkedin", "ann"])]
    seen += [mail(n, ["email", ADDRESSES[1], "Bao"], [ADA], text) for n, text in enumerate(texts)]
    read(book, "2026-01-02", seen, complete=False)
    refresh(book)
    assert forgetting.plan(book, "Ann Quist").mentions == 1
    forget(book, "Ann Quist", watch=silent)
    assert {one.subject for one in book.digest.interactions()} == {"The planning", "", "Annual report"}
    book.close()


# -- two people under one key of their source -------------------------------------------------------------

BEA, CAL = ["email", "bea@family.example"], ["email", "cal@family.example"]
FAMILY = ["email", "we@family.example"]


def family(*people):
    return [card("vcard:shared", name, own, FAMILY, note=f"{name} is nice") for name, own in people]


@pytest.fixture
def shared(tmp_path):
    opened = open_book(tmp_path / "book", now=NOW)
    me = (Record(record.SELF, "self:ada", {"name": "Ada Owner", "handles": [["email", ME]]}), ())
    read(opened, "2026-01-02", [me, *family(("Bea Quux", BEA), ("Cal Quist", CAL))], complete=False)
    refresh(opened)
    yield opened
    opened.close()


@pytest.mark.parametrize(("gone", "stays"), [("Bea Quux", "Cal Quist"), ("Cal Quist", "Bea Quux")])
def test_of_two_under_one_key_one_stays(shared, gone, stays):
    if len(shared.digest.people()) == 1:
        pytest.fail("the two are one person: nothing is tried")
    kept = shared.digest.resolve(stays)[0]
    shared.evidence.decide(decision.NOTE, {"card": kept.founder, "text": "a note that stays"}, at=NOW)
    shared.evidence.decide(decision.TAG, {"card": kept.founder, "add": ["friend"], "remove": []}, at=NOW)
    refresh(shared)
    forget(shared, gone, watch=silent)
    (left,) = shared.digest.people()
    assert (left.name, left.tags) == (stays, ("friend",))
    (only,) = shared.digest.cards(left.number)
    assert only.note == f"{stays} is nice"
    assert "a note that stays" in {ruling.fields.get("text") for ruling in shared.evidence.decisions()}
    hold_equal(shared)
    read(shared, "2026-05-02", family(("Bea Quux", BEA), ("Cal Quist", CAL)), complete=False)


@pytest.mark.parametrize(("gone", "stays"), [("Bea Quux", "Cal Quist"), ("Cal Quist", "Bea Quux")])
def test_the_next_import_brings_back_the_one_alone(shared, gone, stays):
    from kithbook.actions.forgotten import Forgotten

    forget(shared, gone, watch=silent)
    guard = Forgotten.of(shared.evidence)
    found = {found.content["name"]: guard.cleaned(found) for found, _ in family(("Bea Quux", BEA), ("Cal Quist", CAL))}
    assert found[gone] is None
    assert found[stays] is not None
