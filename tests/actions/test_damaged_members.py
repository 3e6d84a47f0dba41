"""A member of an archive that cannot be read is a fault that names it; all the others are read."""

import io
import struct
import zipfile
from datetime import UTC, datetime

import pytest

from kithbook.actions import import_ as importing
from kithbook.actions.import_ import Wish, import_
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
GOOD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nBao,Good,https://www.linkedin.com/in/bao-good,,Acme,CTO,01 Mar 2024\n"


def zipped(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def with_wrong_checksum(name):
    """Spoil what a member's table of contents says of its bytes."""
    data = bytearray(zipped((name, "Name\nTea\n" * 5)))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 16, 12345)
    struct.pack_into("<I", data, 14, 12345)
    return bytes(data)


def joined(spoilt, whole):
    """Put a spoilt inner archive beside what is whole."""
    return zipped(("inner.zip", spoilt), ("Connections.csv", whole))


GIVEN = {
    "mail.mbox": zipped(("mail.mbox", b"From x Mon Jan  5 10:00:00 2026\n" + bytes(60_000_000)), ("Connections.csv", GOOD)),
    "inner.zip/notes.mbox": joined(with_wrong_checksum("notes.mbox"), GOOD),
    "inner.zip": joined(zipped(("a.vcf", "BEGIN:VCARD"))[:40], GOOD),
    "Unknown Thing.csv": zipped(("Unknown Thing.csv", bytes(60_000_000)), ("Connections.csv", GOOD)),
}  # fmt: skip


@pytest.fixture
def book(tmp_path):
    opened = open_book(tmp_path / "book", now=NOW)
    yield opened
    opened.close()


def take(book, path, **wish):
    return import_(book, [path], Wish(**wish), now=NOW, watch=lambda _step: None)


@pytest.mark.parametrize("name", GIVEN)
def test_a_damaged_member_is_a_fault_that_names_it(book, tmp_path, name):
    path = tmp_path / "export.zip"
    path.write_bytes(GIVEN[name])
    answer = take(book, path)
    faults = [fault for run in answer.runs for fault in run.faults]
    assert [fault.file for fault in faults] == [name]
    assert answer.unread == []
    assert {person.name for person in book.digest.people()} == {"Bao Good"}
    first = answer.runs[0]
    assert first.fault_count == 1
    for run in answer.runs:
        assert run.observed == run.new + run.changed + run.unchanged + sum(run.skipped.values()) + run.fault_count
    again = take(book, path)
    assert [run.fault_count for run in again.runs] == [run.fault_count for run in answer.runs]
    assert [fault for _, fault in book.evidence.faults()] == faults


def test_an_interrupted_import_lists_it_once(book, tmp_path, monkeypatch):
    path = tmp_path / "export.zip"
    path.write_bytes(GIVEN["mail.mbox"])

    def stopped(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(importing, "parse", stopped)
        take(book, path)
    answer = take(book, path)
    (run,) = answer.runs
    assert (run.observed, run.new, run.fault_count) == (2, 1, 1)


def test_a_dry_run_tells_it_and_keeps_nothing(book, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(GIVEN["mail.mbox"])
    assert take(book, path, is_dry=True).runs[0].fault_count == 1
    assert book.evidence.runs() == []
