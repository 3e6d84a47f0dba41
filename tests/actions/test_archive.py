"""A whole book as one JSON document: out, back, back into a book in use, back after an interruption."""

import json
from datetime import UTC, datetime

import pytest

from kithbook.actions.add import add
from kithbook.actions.bring import bring
from kithbook.actions.edit import edit
from kithbook.actions.export import archive, taking
from kithbook.actions.export.canonical import canonical
from kithbook.actions.export.sorting import sorted_lines
from kithbook.actions.kept import kept
from kithbook.actions.note import note
from kithbook.actions.people import people
from kithbook.actions.promise import promise
from kithbook.actions.refresh import refresh
from kithbook.actions.undo import undo
from kithbook.model.fault import Fault, Skipped, UserError
from kithbook.model.reading import Reading
from kithbook.model.record import CARD, MESSAGE, Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CARD_OF_BAO = {"name": "Bao Li", "handles": [["email", "bao@acme.example"]], "organisation": "Acme"}
LETTER = {
    "at": "2026-05-04T08:00:00Z", "channel": "mail", "sender": ["email", "bao@acme.example", "Bao Li"],
    "to": [["email", "ada@own.example", ""]], "recipients": 1, "subject": "Talk", "message_id": "1@acme.example",
}  # fmt: skip


def filled(folder):
    book = open_book(folder, now=NOW)
    run = book.evidence.start_run(
        source="vcard", account="", path="contacts.vcf", as_of=AsOf(NOW.date(), BY_NAME), fingerprint="x", at=NOW
    )
    question = Reading("question", 1, "en", "Will you come?")
    seen = [
        Sighting(Record(CARD, "vcard:1", CARD_OF_BAO), "contacts.vcf", 1),
        Sighting(Record(MESSAGE, "1@acme.example", LETTER), "box", 7, (question,)),
    ]
    left = [Fault("contacts.vcf", 2, "no name"), Skipped("box", 9, "spam"), Skipped("box", 11, "spam")]
    book.evidence.keep(run, seen, left, checkpoint={})
    book.evidence.finish_run(run, as_of=AsOf(NOW.date(), BY_NAME), account="ada", facts={"x": 1}, at=NOW)
    refresh(book)
    return book


def ruled(book):
    add(book, "Zoë Neu", now=NOW, email="zoe@neu.example")
    edit(book, "zoe-neu", ["position=Editor"], now=NOW)
    note(book, "zoe-neu", "kept", now=NOW)
    note(book, "zoe-neu", "taken back", now=NOW)
    undo(book, now=NOW)
    kept(book, promise(book, "bao-li", "send it", now=NOW).decision, now=NOW)
    refresh(book)
    return book


@pytest.fixture
def full(tmp_path):
    book = ruled(filled(tmp_path / "full"))
    yield book
    book.close()


@pytest.fixture
def file(full, tmp_path):
    path = tmp_path / "book.json"
    path.write_bytes(b"".join(archive.archive(full)))
    return path


def said(book):
    refresh(book)
    return list(canonical(book))


def test_out_and_back_is_the_same_book_to_the_last_ruling(full, file, tmp_path):
    back = open_book(tmp_path / "back", now=NOW)
    counts = taking.restore(back, file)
    assert counts == {"new": 2, "changed": 0, "unchanged": 0}
    assert said(back) == said(full)
    assert [d.id for d in back.evidence.decisions()] == [d.id for d in full.evidence.decisions()]
    assert [r.counts for r in back.evidence.runs()] == [r.counts for r in full.evidence.runs()]
    assert [f for _, f in back.evidence.faults()] == [f for _, f in full.evidence.faults()]
    record = seen = back.evidence.record_by_id(Record(MESSAGE, "1@acme.example", LETTER).id)
    assert record and [(p.file, p.position) for p in seen[1]] == [("box", 7)]
    back.close()


def test_twice_is_once(full, file):
    before = said(full)
    taking.restore(full, file)
    assert said(full) == before


def test_a_book_in_use_keeps_its_own_and_gets_the_other_s(full, file, tmp_path):
    back = open_book(tmp_path / "back", now=NOW)
    add(back, "Cleo Diaz", now=NOW)
    note(back, "cleo-diaz", "mine", now=NOW)
    for _ in range(2):
        taking.restore(back, file)
        refresh(back)
        found = {p.name: p for p in people(back, now=NOW)}
        assert found.keys() >= {"Bao Li", "Zoë Neu", "Cleo Diaz"}
        assert found["Zoë Neu"].position == "Editor"
        assert len(back.evidence.decisions()) == len(full.evidence.decisions()) + 2
    back.close()


@pytest.mark.parametrize("lines", [2, 4, 6, 8, 10, 12])
def test_what_was_cut_short_can_be_given_again(full, file, tmp_path, lines):
    cut = tmp_path / "cut.json"
    cut.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:lines])[:-2])
    back = open_book(tmp_path / "back", now=NOW)
    with pytest.raises(UserError, match=r"cut short|damaged"):
        taking.restore(back, cut)
    taking.restore(back, file)
    refresh(back)
    names = {p.name for p in people(back, now=NOW)}
    assert names >= {"Bao Li", "Zoë Neu"}
    assert len(back.evidence.decisions()) == len(full.evidence.decisions())
    back.close()


@pytest.mark.parametrize("text", ['{"kithbook":99,"notes":{},\n', '{"kithbook":"x"', '{"kithbook":1}'])
def test_what_is_no_export_of_ours_is_said(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    book = open_book(tmp_path / "book", now=NOW)
    with pytest.raises(UserError):
        taking.restore(book, path)
    book.close()


def test_only_ours_is_taken_for_one(file, tmp_path):
    other = tmp_path / "other.json"
    other.write_text('{"people": []}')
    assert taking.is_archive(file)
    assert not taking.is_archive(other)
    assert not taking.is_archive(tmp_path)


def test_the_canonical_lines_do_not_depend_on_the_book(full, file, tmp_path):
    other = filled(tmp_path / "other")
    assert other.evidence.meta("seed") != full.evidence.meta("seed")
    assert said(ruled(other)) == said(full)
    other.close()


def test_more_lines_than_fit_are_sorted_and_equal_ones_given_once():
    lines = [b"%d\n" % (n * 7919 % 100) for n in range(1000)]
    assert list(sorted_lines(lines, in_memory=64)) == sorted(set(lines))
    assert list(sorted_lines([], in_memory=64)) == []


RUN = {
    "id": "n1", "source": "mbox", "account": "", "path": "x", "as_of": {"day": None, "basis": "unknown"},
    "started_at": "2024-01-01T00:00:00Z", "finished_at": "2024-01-01T00:00:00Z", "counts": {}, "facts": {}, "faults": [],
}  # fmt: skip
SEEN = {"kind": "card", "key": "k", "content": {"name": "Zed"}, "seen": [[0, "f", 1]], "readings": []}
RULING = {"id": "d", "at": "2024-01-01T00:00:00Z", "verb": "note", "fields": {"card": "c", "text": "t"}}


def crafted(*sections, notes=b"{}"):
    lines = [b'{"kithbook":1,"notes":%s' % notes]
    for name, item in sections:
        raw = item if isinstance(item, bytes) else json.dumps(item).encode()
        lines.append(b',\n"%s":[\n%s\n]' % (name.encode(), raw))
    return b"".join(lines) + b"}\n"


def of(record, **said):
    return crafted(("runs", {**RUN, **said}), ("records", record))


CRAFTED = {
    "notes that are a list": crafted(notes=b"[]"),
    "a run that says nothing": crafted(("runs", {})),
    "a run that is a list": crafted(("runs", [])),
    "lists in lists": crafted(("runs", b"[" * 200_000 + b"]" * 200_000)),
    "more left out than there is memory": of(SEEN, counts={"skipped:spam": 10**10}),
    "a day that no calendar has": of(SEEN, as_of={"day": "9999-99-99", "basis": "name"}),
    "an instant before all": of(SEEN, started_at="0001-01-01T00:00:00+14:00"),
    "a place beyond all numbers": of({**SEEN, "seen": [[0, "f", 10**30]]}),
    "a run that is not there": of({**SEEN, "seen": [[5, "f", 1]]}),
    "handles that are no pairs": of({**SEEN, "content": {"name": "x", "handles": "abc"}}),
    "a tie that began never": of({**SEEN, "content": {"name": "x", "since": "never"}}),
    "recipients that are a number": of({**SEEN, "kind": "message", "content": {"at": "2024-01-01T00:00:00Z", "channel": "mail", "sender": "x", "to": 5}}),
    "a merge of nobody": crafted(("decisions", {**RULING, "verb": "merge", "fields": {}})),
    "a ruling at no time": crafted(("decisions", {**RULING, "at": "x"})),
    "an agenda of no day": crafted(("agenda", {"day": "x"})),
    "a hash that is none": crafted(("tombstones", {"hash": "zz"})),
}  # fmt: skip


@pytest.mark.parametrize("document", CRAFTED.values(), ids=CRAFTED)
def test_a_crafted_export_is_refused_and_leaves_the_book_as_it_is(full, tmp_path, document):
    file, before = tmp_path / "crafted.json", said(full)
    file.write_bytes(document)
    with pytest.raises(UserError) as refused:
        bring(full, [file], now=NOW, watch=lambda _: None)
    assert refused.value.safe == "Nothing was changed."
    assert said(full) == before
    assert not list(full.folder.glob("trying-*"))


def test_ids_and_slugs_go_along_with_the_book(tmp_path):
    """Who of two namesakes is called bao-li, and which card founded a person, is decided by what was kept first."""
    book = open_book(tmp_path / "one", now=NOW)
    for number, key in enumerate(["vcard:9", "vcard:5", "vcard:1"]):
        run = book.evidence.start_run(
            source="vcard", account="", path=key, as_of=AsOf(NOW.date(), BY_NAME), fingerprint=key, at=NOW
        )
        card = {"name": "Bao Li", "handles": [["email", f"bao@{min(number, 1)}.example"]]}
        book.evidence.keep(run, [Sighting(Record(CARD, key, card), key, 1)], [], checkpoint={})
        book.evidence.finish_run(run, as_of=AsOf(NOW.date(), BY_NAME), account="", facts={}, at=NOW)
    refresh(book)
    (tmp_path / "one.json").write_bytes(b"".join(archive.archive(book)))
    other = open_book(tmp_path / "other", now=NOW)
    taking.restore(other, tmp_path / "one.json")
    refresh(other)
    shown, there = (
        {person.slug: (person.id, person.handles[0].value) for person in people(one, now=NOW)} for one in (book, other)
    )
    assert len(shown) == 2 and there == shown
    for one in (book, other):
        one.close()


def test_a_book_cut_between_two_lines_is_refused_and_nothing_of_it_is_taken(file, tmp_path):
    cut = tmp_path / "cut.json"
    cut.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:6]))
    book = open_book(tmp_path / "back", now=NOW)
    with pytest.raises(UserError, match="cut short") as refused:
        bring(book, [cut], now=NOW, watch=lambda _: None)
    assert refused.value.safe == "Nothing was changed."
    assert not book.evidence.runs()
    book.close()
