"""What comes in through a page: whole or not at all, under a harmless name, gone when it is imported."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.actions import incoming as room
from kithbook.actions import jobs
from kithbook.actions.import_ import Wish
from kithbook.actions.incoming import discard, incoming, receive, safe_name, settle, sweep
from kithbook.model.fault import UserError
from kithbook.store import open_book
from processes import until

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CARD = b"BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Bao Tran\nEMAIL:bao@x.example\nEND:VCARD\n"


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "book"
    open_book(folder, now=NOW).close()
    return folder


def take(book, name, content=CARD, **more):
    with receive(book, name, **more) as file:
        for start in range(0, len(content), 7):
            file.write(content[start : start + 7])
        return file.finish()


def left(book):
    folder = book / room.FOLDER
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) if folder.exists() else []


# -- whole, or not at all ------------------------------------------------------------------------------


def test_what_comes_in_is_there_as_it_was(book):
    got = take(book, "cards.vcf", size=len(CARD))
    assert got.path.read_bytes() == CARD
    assert (got.names, got.bytes, got.job) == (("cards.vcf",), len(CARD), None)
    assert incoming(book) == [got]
    assert stat.S_IMODE(got.path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(path.stat().st_mode) for path in (got.path.parent, got.path.parent.parent)} == {0o700}


def test_what_is_dropped_together_lies_together(book):
    first = take(book, "Connections.csv")
    both = take(book, "messages.csv", drop=first.drop)
    assert both.names == ("Connections.csv", "messages.csv")
    assert both.path == first.path.parent
    other = take(book, "messages.csv")
    assert [one.drop for one in incoming(book)] == [other.drop, both.drop] == ["2", "1"]


def test_one_name_twice_is_two_files(book):
    first = take(book, "a.vcf", b"1")
    take(book, "a.vcf", b"2", drop=first.drop)
    last = take(book, "x/a.vcf", b"3", drop=first.drop)
    assert last.names == ("a (2).vcf", "a (3).vcf", "a.vcf")
    assert {path.read_bytes() for path in last.path.iterdir()} == {b"1", b"2", b"3"}


@pytest.mark.parametrize("how", ["left", "raised", "short", "more", "aborted"])
def test_what_is_broken_off_leaves_nothing(book, how):
    def broken():
        with receive(book, "a.vcf", size=20) as file:
            file.write(b"x" * 10)
            if how == "raised":
                raise ConnectionResetError
            if how == "short":
                file.finish()
            if how == "more":
                file.write(b"x" * 11)
            if how == "aborted":
                file.abort()

    if how in {"left", "aborted"}:
        broken()
    else:
        with pytest.raises(ConnectionResetError if how == "raised" else UserError):
            broken()
    assert left(book) == []
    assert incoming(book) == []


def test_what_is_still_coming_is_not_listed_nor_swept(book):
    with receive(book, "a.vcf") as file:
        file.write(b"x")
        sweep(book)
        assert incoming(book) == []
        assert len(left(book)) == 2
        take(book, "b.vcf")
        assert [one.names for one in incoming(book)] == [("b.vcf",)]
        file.finish()
    assert len(incoming(book)) == 2


RECEIVER = """
import sys, os, signal
from pathlib import Path
from kithbook.actions.incoming import receive
file = receive(Path(sys.argv[1]), "a.vcf")
file.write(b"x" * 1000)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_server_left_is_swept(book):
    subprocess.run([sys.executable, "-c", RECEIVER, book], check=False)
    assert len(left(book)) == 2
    sweep(book)
    assert left(book) == []


# -- too much ------------------------------------------------------------------------------------------


def test_what_is_too_large_is_refused_before_it_comes(book):
    with pytest.raises(UserError, match="20 GB"):
        receive(book, "a.mbox", size=room.MOST_BYTES + 1)
    free = shutil.disk_usage(book).free
    if free < room.MOST_BYTES:
        with pytest.raises(UserError, match="disk is full"):
            receive(book, "a.mbox", size=free)
    assert left(book) == []


def test_what_grows_too_large_is_refused(book, monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES", 100)
    with receive(book, "a.mbox") as file, pytest.raises(UserError, match="larger"):
        for _ in range(11):
            file.write(b"x" * 10)
    assert left(book) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("room_bytes", [0, 1_000_000])
def test_a_disk_that_fills_up_is_told_with_how_much_is_missing(tmp_path, monkeypatch, room_bytes):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=True)
    monkeypatch.setattr(room, "ROOM_BYTES", room_bytes)
    monkeypatch.setattr(room, "LOOK_BYTES", 200_000)
    try:
        open_book(disk / "book", now=NOW).close()
        with receive(disk / "book", "a.mbox") as file, pytest.raises(UserError) as told:
            for _ in range(80):
                file.write(bytes(100_000))
        assert (told.value.what, told.value.safe) == ("The disk is full.", "Your book is unchanged.")
        assert "Free " in told.value.do
        assert " MB and" in told.value.do
        assert left(disk / "book") == []
        assert take(disk / "book", "a.vcf").bytes == len(CARD)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_too_many_files_at_once_are_refused_and_those_there_stay(book, monkeypatch):
    monkeypatch.setattr(room, "MOST_FILES", 2)
    first = take(book, "a.vcf")
    take(book, "b.vcf", drop=first.drop)
    with pytest.raises(UserError, match="too many") as told:
        take(book, "c.vcf", drop=first.drop)
    assert "one zip file" in told.value.do
    assert [one.names for one in incoming(book)] == [("a.vcf", "b.vcf")]


@pytest.mark.parametrize(
    ("code", "what"), [(errno.EIO, "cannot be kept: input/output error"), (errno.ENOSPC, "disk is full")]
)
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_fails_takes_nothing_and_says_why(book, monkeypatch, call, code, what):
    def fails(*_):
        raise OSError(code, os.strerror(code))

    file = receive(book, "a.vcf")
    with monkeypatch.context() as patch, pytest.raises(UserError, match=what) as told:
        patch.setattr(os, call, fails)
        file.write(CARD)
        file.finish()
    assert told.value.safe == "Your book is unchanged."
    assert left(book) == []
    assert take(book, "a.vcf").bytes == len(CARD)


def test_where_no_folder_can_be_made_it_says_so(book):
    (book / room.FOLDER).write_text("a file in the way")
    with pytest.raises(UserError, match="cannot be kept"):
        receive(book, "a.vcf")


# -- several at once -----------------------------------------------------------------------------------


def test_two_servers_that_take_one_number_at_one_moment_take_two(book, monkeypatch):
    """What another made since this one looked is not written into."""
    first = take(book, "a.vcf", b"1")
    monkeypatch.setattr(room, "_drops", lambda _: [])  # it looked before the first was there
    second = take(book, "a.vcf", b"2")
    monkeypatch.undo()
    assert (first.path.read_bytes(), second.path.read_bytes()) == (b"1", b"2")
    assert {one.drop for one in incoming(book)} == {"1", "2"}


def test_where_every_number_is_taken_it_gives_up_and_says_so(book, monkeypatch):
    take(book, "a.vcf")
    with monkeypatch.context() as patch, pytest.raises(UserError, match="Too much comes in at once"):
        patch.setattr(room, "_drops", lambda _: [])
        patch.setattr(room, "TRIES", 1)
        receive(book, "b.vcf")
    assert [one.names for one in incoming(book)] == [("a.vcf",)]


def test_a_name_that_another_process_begins_with_is_passed_over(book, monkeypatch):
    with receive(book, "a.vcf") as first:
        first.write(b"1")
        second = take(book, "b.vcf", b"2", drop=first.drop)  # the same process, so that the first name is taken
        assert second.names == ("b.vcf",)
        monkeypatch.setattr(room, "TRIES", 1)
        with pytest.raises(UserError, match="Too much comes in at once"):
            receive(book, "c.vcf", drop=first.drop)
        assert first.finish().names == ("a.vcf", "b.vcf")


# -- hostile names -------------------------------------------------------------------------------------

HOSTILE = [
    "../../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "C:\\Windows\\a.zip", "a\0.zip", "a\n\r.zip", "\u202egpj.zip",
    "\u2066a\u2069.zip", "..", ".", "", "/", "...", ".part-1", ".htaccess", "~", "-rf", "a" * 5000 + ".zip", "é" * 3000,
    "\ud800.zip", "con.vcf", "a:b.zip", "x." + "y" * 400, "\u200b", "\ufeff.vcf", "a/", " ", "name\u2028.vcf", "*?<>|.vcf",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_inside(book, name):
    got = take(book, name)
    assert got.path.parent.parent == book / room.FOLDER
    assert got.path.read_bytes() == CARD
    (kept,) = got.names
    assert kept == kept.strip() != ""
    assert not kept.startswith(".")
    assert {path.name for path in book.parent.iterdir()} == {"book"}


@given(
    st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C", "Cs", "M"]), max_size=60) | st.sampled_from(HOSTILE)
)
def test_a_safe_name_is_safe_and_stays_as_it_is(name):
    safe = safe_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert safe not in {".", ".."}
    assert not safe.startswith(".")
    assert len(os.fsencode(safe)) <= room.NAME_BYTES
    assert not any(unicodedata.category(mark) in {"Cc", "Cf", "Cs"} for mark in safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    "name", ["Complete_LinkedInDataExport_03-12-2026.zip", "Adressen März.vcf", "日本語 名刺.vcf", "a (2).ics"]
)
def test_honest_names_stay_as_they_are(name):
    assert safe_name(name) == name


@pytest.mark.parametrize("drop", ["", "0", "..", "../1", "1/..", "x", "١", "1\n"])
def test_a_drop_that_is_none_is_refused(book, drop):
    take(book, "a.vcf")
    with pytest.raises(UserError):
        discard(book, drop)
    with pytest.raises(UserError):
        receive(book, "a.vcf", drop=drop)
    assert len(incoming(book)) == 1


# -- with an import ------------------------------------------------------------------------------------


def ended(book, job):
    until(lambda: not jobs.job(book, job.id).is_under_way)
    return jobs.job(book, job.id)


def test_what_is_imported_to_its_end_is_gone_and_remembered_by_its_name(book):
    got, other = take(book, "cards.vcf"), take(book, "other.vcf")
    done = ended(book, jobs.start_import(book, [got.path], Wish(zone="UTC"), now=NOW))
    assert done.state == "done", done
    assert incoming(book) == [other]
    opened = open_book(book, now=NOW)
    assert [run.path for run in opened.evidence.runs()] == ["cards.vcf"]
    assert {person.name for person in opened.digest.people()} == {"Bao Tran"}
    opened.close()


def test_what_comes_in_later_is_not_taken_for_what_a_job_read_before(book):
    first = take(book, "cards.vcf")
    assert ended(book, jobs.start_import(book, [first.path], now=NOW)).state == "done"
    second = take(book, "empty.csv", b"")
    assert second.drop != first.drop
    assert [(one.drop, one.job) for one in incoming(book)] == [(second.drop, None)]


def test_what_is_dropped_together_is_imported_together(book):
    first = take(book, "a.vcf")
    both = take(book, "b.vcf", CARD.replace(b"UID:1", b"UID:2").replace(b"Bao", b"Cleo"), drop=first.drop)
    done = ended(book, jobs.start_import(book, [both.path], now=NOW))
    assert done.result["people"]["after"] == 2
    assert incoming(book) == []


def test_what_failed_is_kept_and_says_by_which_job(book):
    got = take(book, "cards.vcf", b"\x89PNG\r\n\x1a\n")
    failed = ended(book, jobs.start_import(book, [got.path], now=NOW))
    assert failed.state == "failed"
    (kept,) = incoming(book)
    assert (kept.drop, kept.job) == (got.drop, failed.id)
    discard(book, got.drop)
    assert incoming(book) == []
    with pytest.raises(UserError, match="no longer there"):
        jobs.resume(book, failed.id, now=NOW)
    with pytest.raises(UserError):
        discard(book, got.drop)


def test_what_is_being_imported_is_not_taken_away(book):
    got = take(book, "large.vcf", b"".join(CARD.replace(b"UID:1", b"UID:%d" % n) for n in range(300)))
    job = jobs.start_import(book, [got.path], now=NOW)
    with pytest.raises(UserError, match="being imported"):
        discard(book, got.drop)
    jobs.cancel(book, job.id, now=NOW)
    discard(book, got.drop)
    assert left(book) == []


def test_settling_touches_nothing_elsewhere(book, tmp_path):
    mine = tmp_path / "mine.vcf"
    mine.write_bytes(CARD)
    got = take(book, "a.vcf")
    settle(book, [mine, book / "evidence.db", book / room.FOLDER, Path("/")])
    assert mine.exists()
    assert (book / "evidence.db").exists()
    assert incoming(book) == [got]


def test_what_a_link_leads_to_is_neither_listed_nor_written_nor_taken_away(book, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.vcf").write_bytes(CARD)
    folder = book / room.FOLDER
    folder.mkdir()
    (folder / "1").symlink_to(elsewhere)
    (folder / "2").mkdir()
    (folder / "2" / "a.vcf").symlink_to(elsewhere / "secret.vcf")
    (folder / "2" / "b.vcf").symlink_to(elsewhere / "not-there")
    assert incoming(book) == []
    for drop in ("1", "3"):
        with pytest.raises(UserError, match="no longer there"):
            discard(book, drop)
    with pytest.raises(UserError, match="What came in before is not there"):
        receive(book, "b.vcf", drop="1")
    assert take(book, "c.vcf").drop == "3"
    assert [one.name for one in elsewhere.iterdir()] == ["secret.vcf"]
