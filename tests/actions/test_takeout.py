"""A Takeout in several parts: the same book, whether they come together, one by one or as a folder."""

from contextlib import closing
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from kithbook.actions.import_ import Wish, import_
from kithbook.actions.me import Wanted, me
from kithbook.actions.preview import preview, recognition
from kithbook.actions.questions import questions
from kithbook.actions.refresh import rebuild
from kithbook.model.fault import UserError
from kithbook.store import open_book

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
NAMES = ["takeout-20260501T101010Z-001.zip", "takeout-20260501T101010Z-002.zip"]
OTHERS = {1: "Bao Tran <bao@acme.example>", 2: "Cleo Marsh <cleo@other.example>"}


def mail(number, sender, to, label):
    return (
        f"From 17{number:016d}@xxx Tue Aug 05 08:00:23 +0000 2025\nX-GM-THRID: 17{number:016d}\nX-Gmail-Labels: {label}\n"
        f"Delivered-To: ada@own.example\nMessage-ID: <m{number}@x.example>\nDate: Tue, {number} Aug 2025 10:00:00 +0000\n"
        f"From: {sender}\nTo: {to}\nSubject: Letter {number}\n\nHello there.\n\n"
    )


def card(name, address, more=""):
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{address}\n{more}END:VCARD\n"


def calendar(number):
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:ada@own.example\nBEGIN:VEVENT\n"
        f"UID:e{number}@x.example\nDTSTART:202508{9 + number:02d}T100000Z\nSUMMARY:Plan {number}\n"
        "ORGANIZER:mailto:ada@own.example\nATTENDEE;PARTSTAT=ACCEPTED;CN=Bao Tran:mailto:bao@acme.example\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )


def part(number):
    """Give the members of a part: each holds some of the mail, of the contacts and of the calendars."""
    inbox, sent = (mail(2 * number, OTHERS[number], "ada@own.example", "Inbox,Important"),
                   mail(2 * number + 1, "Ada Owner <ada@own.example>", OTHERS[number], "Sent"))  # fmt: skip
    folder = {1: "All mail Including Spam and Trash", 2: "All mail Including Spam and Trash-002"}[number]
    group = {1: "My Contacts", 2: "Friends"}[number]
    own = card("Bao Tran", "bao@acme.example") if number == 1 else card("Cleo Marsh", "cleo@other.example")
    return {
        f"Takeout/Mail/{folder}.mbox": inbox + sent,
        f"Takeout/Contacts/{group}/{group}.vcf": own,
        f"Takeout/Calendar/{'Work' if number == 2 else 'ada@own.example'}.ics": calendar(number),
        "Takeout/archive_browser.html": "<html></html>",
    }


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "downloads"
    made.mkdir()
    for number, name in enumerate(NAMES, 1):
        with ZipFile(made / name, "w") as packed:
            for member, words in part(number).items():
                packed.writestr(member, words)
    return made


def opened(folder):
    book = open_book(folder, now=NOW)
    me(book, Wanted(name="Ada Owner", zone="UTC"), now=NOW)
    return book


def together(book, folder):
    return [import_(book, [folder / name for name in NAMES], Wish(), now=NOW, watch=lambda _step: None)]


def apart(book, folder):
    return [import_(book, [folder / name], Wish(), now=NOW, watch=lambda _step: None) for name in NAMES]


def backwards(book, folder):
    return [import_(book, [folder / name], Wish(), now=NOW, watch=lambda _step: None) for name in NAMES[::-1]]


def as_folder(book, folder):
    return [import_(book, [folder], Wish(), now=NOW, watch=lambda _step: None)]


def unpacked(book, folder):
    for name in NAMES:
        with ZipFile(folder / name) as packed:
            packed.extractall(folder.parent / "unpacked")
    return [import_(book, [folder.parent / "unpacked"], Wish(), now=NOW, watch=lambda _step: None)]


WAYS = [together, apart, backwards, as_folder, unpacked]


def holds(book):
    """Give who is known and what passed with each, and what is asked."""
    people = {
        person.name: sorted(
            (one.kind, one.direction, one.subject, one.day.isoformat())
            for one in book.digest.interactions(person.number)
        )
        for person in book.digest.people()
    }
    return people, [one.reasons for one in questions(book)]


EXPECTED = {
    "Bao Tran": [
        ("meeting", "both", "Plan 1", "2025-08-10"), ("meeting", "both", "Plan 2", "2025-08-11"),
        ("message", "in", "Letter 2", "2025-08-02"), ("message", "out", "Letter 3", "2025-08-03"),
    ],
    "Cleo Marsh": [("message", "in", "Letter 4", "2025-08-04"), ("message", "out", "Letter 5", "2025-08-05")],
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_part_is_read_however_they_come(tmp_path, folder, way):
    with closing(opened(tmp_path / "book")) as book:
        done = way(book, folder)
        assert holds(book) == (EXPECTED, [])
        assert not [fault for one in done for run in one.runs for fault in run.faults]
        rebuild(book)
        assert holds(book) == (EXPECTED, [])


def overlap(folder):
    """Have each part hold, under the names of the other's files, something that the other holds, too."""
    mailbox, book = (
        "Takeout/Mail/All mail Including Spam and Trash.mbox",
        "Takeout/Contacts/All Contacts/All Contacts.vcf",
    )
    both = card("Bao Tran", "bao@acme.example") + card("Cleo Marsh", "cleo@other.example", "TEL:+44 20 7946 0001\n")
    for number, name in enumerate(NAMES, 1):
        with ZipFile(folder / name, "w") as packed:
            for member, words in (part(1) | part(2) | {book: both} if number == 1 else part(2)).items():
                packed.writestr(mailbox if number == 2 and member.endswith(".mbox") else member, words)


@pytest.mark.parametrize("way", WAYS[:-1])
def test_what_two_parts_hold_is_one(tmp_path, folder, way):
    overlap(folder)
    with closing(opened(tmp_path / "book")) as book:
        way(book, folder)
        assert holds(book) == (EXPECTED, [])
        assert {one.name: len(book.digest.cards(one.number)) for one in book.digest.people()}.keys() == EXPECTED.keys()


PICTURES = "takeout-20260501T101010Z-003.zip"


def pictures(folder):
    """Add a part that holds pictures and nothing else."""
    with ZipFile(folder / PICTURES, "w") as packed:
        packed.writestr("Takeout/Contacts/Friends/Bao Tran.jpg", b"\xff\xd8\xff\xe0picture")
        packed.writestr("Takeout/archive_browser.html", "<html></html>")
    return folder / PICTURES


def test_a_part_with_nothing_to_read_keeps_none_of_the_others_out(tmp_path, folder):
    paths = [pictures(folder), *(folder / name for name in NAMES)]
    with closing(opened(tmp_path / "book")) as book:
        assert preview(book, paths, now=NOW).effect is not None
        told = import_(book, paths, Wish(), now=NOW, watch=lambda _step: None)
        assert holds(book) == (EXPECTED, [])
    assert [one.what for one in told.unread if one.name == PICTURES] == [
        "a part of a download that holds nothing to read"
    ]
    assert PICTURES in [one.name for one in recognition(paths).unread]


def test_alone_or_beside_another_download_it_is_said_to_hold_nothing(tmp_path, folder):
    beside = folder / "takeout-20250101T101010Z-001.zip"
    (folder / NAMES[0]).rename(beside)
    alone = pictures(folder)
    with closing(opened(tmp_path / "book")) as book:
        for paths in ([alone], [beside, alone]):
            with pytest.raises(UserError, match=f"Nothing in {PICTURES} can be read"):
                import_(book, paths, Wish(), now=NOW, watch=lambda _step: None)
        assert book.digest.people() == []


def test_a_part_that_is_damaged_stops_them_all(tmp_path, folder):
    (folder / NAMES[1]).write_bytes((folder / NAMES[1]).read_bytes()[:200])
    with closing(opened(tmp_path / "book")) as book:
        with pytest.raises(UserError):
            together(book, folder)
        assert book.digest.people() == []


@pytest.mark.parametrize("way", WAYS)
def test_given_again_in_another_way_they_change_nothing(tmp_path, folder, way):
    with closing(opened(tmp_path / "book")) as book:
        together(book, folder)
        again = way(book, folder)
        assert sum(run.new + run.changed for one in again for run in one.runs) == 0
        assert holds(book) == (EXPECTED, [])
