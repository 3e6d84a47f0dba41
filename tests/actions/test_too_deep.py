"""Words nested hundreds deep come in by no door, so that whatever walks a book comes to its end."""

import json
from datetime import UTC, datetime

import apsw
import pytest

from kithbook.actions.bring import bring
from kithbook.actions.export import export
from kithbook.actions.refresh import refresh
from kithbook.actions.restore import restore
from kithbook.model.fault import Fault, UserError
from kithbook.model.record import CARD, DEEPEST, Observed, Record, is_too_deep
from kithbook.model.run import UNKNOWN, AsOf, Sighting
from kithbook.store import open_book
from kithbook.store.sqlite import readings
from kithbook.work import wire
from kithbook.work.child import Outlet

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def nested(depth):
    found = "x"
    for _ in range(depth):
        found = {"a": [found]}
    return found


def silent(_step):
    pass


@pytest.fixture
def book(tmp_path):
    opened = open_book(tmp_path / "book", now=NOW)
    run = opened.evidence.start_run(
        source="vcard", account="", path="x.vcf", as_of=AsOf(None, UNKNOWN), fingerprint="x", at=NOW
    )
    seen = [Sighting(Record(CARD, "vcard:1", {"name": "Bao Tran", "fields": {"x": "y"}}), "x.vcf", 1)]
    opened.evidence.keep(run, seen, [], checkpoint={})
    opened.evidence.finish_run(run, as_of=AsOf(None, UNKNOWN), account="", facts={}, at=NOW)
    refresh(opened)
    yield opened
    opened.close()


def test_how_deep_is_too_deep():
    assert not is_too_deep(nested(DEEPEST // 2 - 1))
    assert is_too_deep(nested(DEEPEST))
    assert is_too_deep(nested(100_000))
    assert not is_too_deep([[]] * 100_000)


def test_what_is_as_deep_as_may_be_goes_out_in_every_form(tmp_path):
    book = open_book(tmp_path / "deep", now=NOW)
    run = book.evidence.start_run(
        source="vcard", account="", path="x", as_of=AsOf(None, UNKNOWN), fingerprint="x", at=NOW
    )
    deep = Record(CARD, "vcard:1", {"name": "Bao Tran", "fields": {"x": nested(DEEPEST // 2 - 2)}})
    book.evidence.keep(run, [Sighting(deep, "x", 1)], [], checkpoint={})
    refresh(book)
    for form in ("canonical", "json", "csv", "vcard4"):
        assert b"Bao Tran" in b"".join(export(book, form=form))
    book.close()


@pytest.mark.parametrize("depth", [60, 400, 100_000])
def test_an_export_that_nests_so_is_refused_whole(book, tmp_path, depth):
    lines = b"".join(export(book, form="json"))
    deep = '{"a":[' * depth + '"x"' + "]}" * depth
    crafted = lines.replace(b'"fields":{"x":"y"}', b'"fields":{"x":' + deep.encode() + b"}")
    assert crafted != lines
    path = tmp_path / "export.json"
    path.write_bytes(crafted)
    before = list(export(book))
    other = open_book(tmp_path / "other", now=NOW)
    with pytest.raises(UserError, match="damaged"):
        bring(other, [path], now=NOW, watch=silent)
    assert other.evidence.runs() == []
    other.close()
    assert list(export(book)) == before


@pytest.mark.parametrize("depth", [60, 400])
def test_a_backup_that_nests_so_is_refused(book, tmp_path, depth):
    file = tmp_path / "kith.backup"
    book.backup(file)
    with apsw.Connection(str(file)) as connection:
        content = json.dumps({"name": "Bao", "fields": nested(depth)}, separators=(",", ":"))
        connection.execute("UPDATE record SET content = ?", (readings.pack(content, ()),))
    connection.close()
    with pytest.raises(UserError, match="no backup"):
        restore(book.folder, file, now=NOW)


def test_a_source_that_nests_so_costs_one_record(monkeypatch):
    sent = []
    outlet = Outlet(0, careful=0, until="")
    monkeypatch.setattr(outlet, "send", lambda *frame: sent.append(frame))
    outlet.put(Observed(Record(CARD, "a", {"name": "a", "fields": nested(900)}), "x", 1))
    outlet.put(Observed(Record(CARD, "b", {"name": "b"}), "x", 2))
    outlet.flush()
    ((verb, sightings, left, *_),) = sent
    assert verb == wire.ITEMS
    assert [wire.unpack_sighting(one).record.key for one in sightings] == ["b"]
    assert [wire.unpack_left(one) for one in left] == [Fault("x", 1, "it is nested too deeply")]
