"""What was imported, left out and not read, as the page of imports shows it; and what the downloads folder offers."""

import csv
import io
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import current_thread, main_thread

import pytest

sys.path.append(str(Path(__file__).parents[1] / "torture"))
import small_world

from kithbook.actions import import_ as importing
from kithbook.actions.found import MOST_OFFERED, found
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.imports import imports
from kithbook.actions.skipped import skipped, skipped_csv
from kithbook.actions.sources import sources
from kithbook.actions.undo import undo
from kithbook.model.fault import UserError
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    yield made
    made.close()


def read(book, *paths, now=NOW):
    return import_(book, paths, Wish(zone="UTC"), now=now, watch=lambda _step: None)


def letter(number, extra=""):
    return (
        f"From x@example.org Tue Aug  5 08:00:00 2025\n{extra}From: Bao Tran <bao@acme.example>\nTo: ada@own.example\n"
        f"Date: Tue, {5 + number} Aug 2025 10:00:00 +0200\nMessage-ID: <m{number}@x.example>\n\nHello\n\n"
    )


@pytest.fixture
def inbox(tmp_path):
    path = tmp_path / "=Inbox.mbox"  # a name that a spreadsheet would compute
    spam = [letter(number, extra="X-Spam-Flag: YES\n") for number in (3, 4)]
    path.write_text(
        letter(0) + letter(1) + "".join(spam) + "From x Tue Aug  5 08:00:00 2025\nnothing: of a header\n\n\n"
    )
    return path


# -- imports and accounts ------------------------------------------------------------------------------


def test_an_import_is_shown_with_its_counts(book, inbox):
    (run,) = read(book, inbox).runs
    (one,) = imports(book)
    assert (one.run, one.name, one.source, one.state) == (run.run, "=Inbox.mbox", "mbox", "faulty")
    assert (one.observed, one.new, one.changed, one.unchanged, one.skipped, one.faults) == (5, 2, 0, 0, 2, 1)
    assert one.observed == one.new + one.changed + one.unchanged + one.skipped + one.faults
    assert (one.started, one.finished) == (NOW, NOW)
    assert one.as_of == run.as_of


def test_an_account_is_the_sum_of_its_imports(book, inbox, tmp_path):
    (tmp_path / "more").mkdir()
    more = tmp_path / "more" / "Inbox.mbox"
    more.write_text(letter(1) + letter(2))
    read(book, inbox)
    read(book, more, now=LATER)
    (mail,) = sources(book)
    assert (mail.source, mail.runs, mail.records, mail.last_run) == ("mbox", 2, 3, imports(book)[0].finished)
    assert [one.state for one in imports(book)] == ["whole", "faulty"]
    assert imports(book)[0].unchanged == 1


def test_an_undone_import_is_history_and_no_account(book, inbox):
    (run,) = read(book, inbox).runs
    undo(book, run.run, now=NOW)
    assert [one.state for one in imports(book)] == ["undone"]
    assert sources(book) == []


def test_an_interrupted_import_says_so(book, tmp_path, monkeypatch):
    path = tmp_path / "Inbox.mbox"
    path.write_text("".join(letter(number % 20) for number in range(50)))
    monkeypatch.setattr(importing, "BATCH", 1)
    seen = []

    def stop(step):
        seen.append(step)
        if step.items and current_thread() is main_thread():  # the thread beside it, which repeats a step, stops nobody
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_(book, [path], Wish(zone="UTC"), now=NOW, watch=stop)
    assert [(one.state, one.finished) for one in imports(book)] == [("interrupted", None)]
    read(book, path)
    assert [one.state for one in imports(book)] == ["whole"]


# -- skipped -------------------------------------------------------------------------------------------


def test_what_was_left_out_and_not_read_is_listed_with_reasons(book, inbox):
    (run,) = read(book, inbox).runs
    left = list(skipped(book, run.run))
    assert [(one.what, one.reason, one.records) for one in left[:1]] == [("left out", "spam", 2)]
    assert [(one.what, one.file, one.reason) for one in left[1:]] == [
        ("could not be read", fault.file, fault.reason) for fault in run.faults
    ]
    assert sum(one.records for one in left) == 3
    for ask in (skipped, skipped_csv):
        with pytest.raises(UserError):
            ask(book, "nothing")


def test_the_table_is_read_back_and_holds_no_formula(book, inbox):
    (run,) = read(book, inbox).runs
    text = b"".join(skipped_csv(book, run.run)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["What", "File", "Position", "Reason", "Records"]
    assert rows[1] == ["left out", "", "", "spam", "2"]
    assert rows[2][1] == "'" + run.faults[0].file
    assert run.faults[0].file.startswith("=")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


# -- found ---------------------------------------------------------------------------------------------


@pytest.fixture
def downloads(tmp_path):
    folder = tmp_path / "Downloads"
    folder.mkdir()
    for day, name in enumerate([
        "Complete_LinkedInDataExport_03-12-2026.zip", "Basic_LinkedInDataExport_04-12-2026.zip (1).zip", "Inbox.mbox",
        "contacts.vcf", "my-contacts 2026.csv", "work.ics", "takeout-20260101T000000Z-001.zip", "Connections.csv",
        "photo.jpg", "report.csv", "archive.zip", "notes.txt", "setup.exe",
    ]):  # fmt: skip
        (folder / name).write_bytes(b"x" * day)
        os.utime(folder / name, (1_700_000_000 + day, 1_700_000_000 + day))
    return folder


def test_the_downloads_folder_offers_what_can_be_imported(book, downloads):
    offers = found(book, downloads)
    assert [offer.what for offer in offers[:4]] == [
        "LinkedIn archive", "LinkedIn archive", "LinkedIn connections", "Google Takeout",
    ]  # fmt: skip
    assert offers[0].name == "Basic_LinkedInDataExport_04-12-2026.zip (1).zip"
    assert {offer.name for offer in offers}.isdisjoint(
        {"photo.jpg", "report.csv", "archive.zip", "notes.txt", "setup.exe"}
    )
    assert [(offer.bytes, offer.is_known) for offer in offers if offer.name == "Inbox.mbox"] == [(2, False)]
    assert len(found(book, downloads, limit=2)) == 2


def test_nothing_is_opened_and_no_link_is_followed(book, downloads, tmp_path):
    (tmp_path / "elsewhere.vcf").write_text("x")
    (downloads / "link.vcf").symlink_to(tmp_path / "elsewhere.vcf")
    (downloads / "folder.vcf").mkdir()
    os.mkfifo(downloads / "pipe.vcf")  # opening it would wait for ever
    (downloads / "contacts.vcf").chmod(0)
    names = {offer.name for offer in found(book, downloads)}
    assert "contacts.vcf" in names
    assert names.isdisjoint({"link.vcf", "folder.vcf", "pipe.vcf"})


def test_what_was_imported_is_known(book, tmp_path):
    folder = tmp_path / "Downloads"
    path = small_world.write(folder)[2]
    read(book, path)
    assert {offer.name: offer.is_known for offer in found(book, folder)}["cards.vcf"]
    assert not {offer.name: offer.is_known for offer in found(book, folder)}["calendar.ics"]


def test_a_folder_that_is_none_offers_nothing(book, tmp_path):
    (tmp_path / "file").write_text("x")
    assert found(book, tmp_path / "nowhere") == found(book, tmp_path / "file") == []


def test_many_files_are_no_flood(book, tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.vcf").write_text("")
        os.utime(tmp_path / f"{number}.vcf", (-(10.0**11), 10.0**11) if number % 2 else (number, number))
    assert len(found(book, tmp_path)) == MOST_OFFERED
