"""Forgetting leaves no byte (P1)."""

import pytest
from store_contract import NOW, bring, card, sighting, snippet

from kithbook.model import decision as verbs
from kithbook.model.record import CARD, MESSAGE, Record
from kithbook.store import open_book
from kithbook.store.evidence import AgendaEntry
from kithbook.store.sqlite import codec

MARKER = "Zyxwvut"


@pytest.fixture
def plain(monkeypatch):
    """Let contents lie unpacked, so that a byte left behind shows itself."""
    monkeypatch.setattr(codec, "pack", lambda text: codec.PLAIN + codec.to_bytes(text))
    monkeypatch.setattr(codec, "pack_long", codec.pack)


def files_with(folder, text):
    return [path.name for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


@pytest.mark.usefixtures("plain")
def test_no_byte_of_a_name_is_left(tmp_path):
    folder = tmp_path / "book"
    book = open_book(folder, now=NOW)
    who = card(f"{MARKER}-1", name=f"Ann {MARKER}", note=MARKER * 900)  # longer than a page
    mail = Record(
        MESSAGE, "m1", {"channel": "mail", "subject": f"{MARKER} and Bob", "to": [["email", "b@x.org", "Bob"]]}
    )
    bring(book, sighting(who, snippet(f"I am {MARKER}"), file=f"{MARKER}.vcf"), name=f"{MARKER}.vcf")
    bring(
        book,
        *(sighting(card(f"{MARKER}-{n}", title=f"{MARKER} {n}")) for n in range(2, 300)),
        name="two",
        facts={"a": 1},
    )
    bring(
        book, *(sighting(card(f"bob{n}")) for n in range(300)), sighting(mail, snippet(f"{MARKER} said")), name="three"
    )
    note = book.evidence.decide(verbs.NOTE, {"card": "c-bob", "text": f"knows {MARKER}"}, at=NOW)
    book.evidence.decide(verbs.ADD, {"card": "c-ann", "name": MARKER}, at=NOW)
    book.evidence.log_agenda([AgendaEntry(NOW.date(), "a", "x", "c-ann", "", {"why": MARKER})], day=NOW.date(), mark=1)
    book.backup(folder / "evidence-before-2.db")
    (folder / "evidence.db.trying").write_text(MARKER)
    assert len(files_with(folder, MARKER)) >= 3
    stays = Record(MESSAGE, "m1", {"channel": "mail", "subject": "someone and Bob"})
    book.evidence.forget(
        [(CARD, f"{MARKER}-{n}") for n in range(1, 300)],
        [(MESSAGE, "m1", stays)],
        [book.evidence.tombstone("card", f"{MARKER}-1")],
        cards=["c-ann"],
        rulings={note.id: {"card": "c-bob", "text": "knows someone"}},
    )
    assert files_with(folder, MARKER) == []
    assert book.ailments(deep=True) == []
    book.close()
    assert files_with(folder, MARKER) == []
    assert {path.name for path in folder.iterdir()} <= {"evidence.db", "writer.lock", "digest.lock"}


def test_a_reader_that_holds_old_pages_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("kithbook.store.sqlite.connection._BUSY_MILLISECONDS", 50)
    book = open_book(tmp_path / "book", now=NOW)
    bring(book, *(sighting(card(str(n))) for n in range(600)))
    walk = book.evidence.versions()
    next(walk)
    with pytest.raises(Exception, match="They are forgotten, but another process is reading"):
        book.evidence.forget([(CARD, "5")], [], [])
    walk.close()
    book.evidence.forget([(CARD, "5")], [], [])
    book.close()


def test_what_erasing_takes_does_not_grow_with_the_book_for_each_record(tmp_path):
    book = open_book(tmp_path / "book", now=NOW)
    bring(book, *(sighting(card(str(n))) for n in range(4000)))
    signs = []  # one for each thousand steps of the engine; writing the file anew takes some 130
    book.evidence.connection.set_progress_handler(lambda: bool(signs.append(1)), 1_000)
    book.evidence.forget([(CARD, str(n)) for n in range(40)], [], [b"somebody"])
    assert len(signs) < 300
    assert book.ailments(deep=True) == []
    assert book.evidence.connection.execute("PRAGMA foreign_keys").get == 1
    book.close()
