"""The mbox source: the contract, the kinds of mailbox files, and going on where it stopped."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from contract import SourceContract

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Observed
from kithbook.sources import mbox
from kithbook.sources.mail import split
from kithbook.sources.opening import open_tree

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def message(number, *, subject="Hello", body="How are you?\n", extra="", end="\n"):
    text = (
        f"From ann@example.org Tue Aug  5 08:00:{number % 60:02d} 2008\n"
        f"{extra}Delivered-To: ego@example.net\n"
        f"Date: Tue, 5 Aug 2008 10:00:{number % 60:02d} +0200\n"
        f"From: Ann Lee <ann@example.org>\nTo: ego@example.net\n"
        f"Subject: {subject} {number}\nMessage-ID: <m{number}@Example.ORG>\n\n{body}\n"
    )
    return text.replace("\n", end).encode()


def read(path, after=None):
    tree = open_tree(path)
    return [seen for found in mbox.identify(tree) for seen in mbox.observe(tree, found, after=after)]


def keys(seen):
    return [one.record.key for one in seen if isinstance(one, Observed)]


class TestMboxContract(SourceContract):
    source = mbox

    def write_sample(self, folder):
        box = folder / "mail"
        box.mkdir()
        (box / "Inbox").write_bytes(
            b"".join(message(n) for n in range(12))
            + message(12, extra="X-Spam-Flag: YES\n")
            + b"From x@example.org Tue Aug  5 08:00:00 2008\nnothing: of a header\n\n\n"
        )
        (box / "Sent").write_bytes(b"".join(message(n, end="\r\n") for n in range(20, 24)))
        (box / "Inbox.msf").write_text("// <!-- <mdb:mork:z v='1.4'/> -->")
        return box

    def write_many(self, folder, count):
        path = folder / "many.mbox"
        body = "word " * 1000 + "\n"
        path.write_bytes(b"".join(message(n, body=body) for n in range(count)))
        return path


def test_classic_messages_stand_at_their_offsets(tmp_path):
    path = tmp_path / "box.mbox"
    parts = [message(n) for n in range(5)]
    path.write_bytes(b"".join(parts))
    seen = read(path)
    assert keys(seen) == [f"mail:m{n}@example.org" for n in range(5)]
    assert [one.position for one in seen] == [sum(map(len, parts[:n])) for n in range(5)]
    assert seen[3].record.content == {
        "at": "2008-08-05T08:00:03Z",
        "channel": "mail",
        "sender": ["email", "ann@example.org", "Ann Lee"],
        "to": [["email", "ego@example.net", ""]],
        "recipients": 1,
        "subject": "Hello 3",
        "message_id": "m3@example.org",
        "delivered_to": ["ego@example.net"],
        "zone_minutes": 120,
    }
    assert seen[3].text == "How are you?"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        "From where I stand it looks well.",
        "From ann@example.org Tue Aug  5 08:00:23 2008",  # a date, but no header behind it
        "From Monday on, at 10:00 2008 people will come",
        "From: nobody@example.org",
        ">From here to there",
        ">>From far away",
    ],
)
def test_from_inside_a_body_does_not_split(tmp_path, end, line):
    path = tmp_path / "box.mbox"
    path.write_bytes(message(0, body=f"One.\n\n{line}\nand on.\n", end=end) + message(1, end=end))
    seen = read(path)
    assert keys(seen) == ["mail:m0@example.org", "mail:m1@example.org"]
    assert seen[0].text.split("\n")[2] == (line.removeprefix(">"))


def test_a_separator_needs_an_empty_line_before_it_unless_it_is_takeouts(tmp_path):
    path = tmp_path / "box.mbox"
    glued = b"From 1277085061787347926@xxx Tue Aug 05 08:00:23 +0000 2008\nFrom: b@example.org\n\nHi\n"
    classic = b"From b@example.org Tue Aug  5 08:00:23 2008\nFrom: b@example.org\n\nHi\n"
    path.write_bytes(message(0).rstrip(b"\n") + b"\n" + classic)
    assert len(read(path)) == 1
    path.write_bytes(message(0).rstrip(b"\n") + b"\n" + glued)
    assert len(read(path)) == 2


@pytest.mark.parametrize(
    "separator",
    [
        b"From - Tue Aug 05 08:00:23 2008", b"From ", b"From -", b"From ???@??? Tue Aug 05 08:00:23 2008",
        b'From "a b"@example.org Tue Aug  5 08:00 2008', b"From a@b Tue Aug  5 08:00:23 CEST 2008",
        b"From a@b Tue, 05 Aug 2008 08:00:23 +0200", b"From a@b 2008-08-05 08:00:23", b"From a@b Tue Aug  5 08:00:23 2008 +0200",
        b"From MAILER-DAEMON Tue Aug 05 08:00:23 2008",
    ],
)  # fmt: skip
def test_separators_of_many_programs_split(tmp_path, separator):
    path = tmp_path / "box"
    one = b"\nFrom: a@example.org\nMessage-ID: <%d@x>\n\nHi\n\n"
    path.write_bytes(separator + one % 1 + separator + one % 2)
    assert keys(read(path)) == ["mail:1@x", "mail:2@x"]


def test_content_length_is_not_trusted(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_bytes(message(0, extra="Content-Length: 99999\n") + message(1, extra="Content-Length: 1\n"))
    assert [one.text for one in read(path)] == ["How are you?"] * 2


def test_takeout(tmp_path):
    path = DATA / "mail-gmail-takeout" / "small.gmail.mbox"
    if not path.exists():
        pytest.skip("the Takeout sample lies only in ../shared/data")
    seen = read(path)
    contents = [one.record.content for one in seen]
    assert [c["channel"] for c in contents] == ["mail", "mail", "chat", "chat"]
    assert [c["thread"] for c in contents] == [
        "gmail:1277085061787347926",
        "gmail:1278204036336346264",
        "gmail:1529553825574740118",
        "gmail:1705761119401391280",
    ]
    assert [c["at"] for c in contents] == [
        "2008-08-05T08:00:12Z",
        "2008-08-17T18:39:15Z",
        "2016-03-23T01:57:00Z",
        "2021-07-20T00:22:49Z",
    ]
    assert [c.get("bulk") for c in contents] == ["Mailing-List", "List-Id", None, None]
    assert contents[0]["sender"] == ["email", "personlksdflkj@gmail.com", "ł Zieliński"]
    assert contents[3]["sender"] == ["email", "123@example.net", "罗"]
    assert contents[0]["delivered_to"] == ["asdfereasdf@gmail.com"]
    assert not any("guessed" in c for c in contents)
    assert contents[1]["parents"][0] == "272a08710808170925y47484f3fmcfb26f8686727762@mail.gmail.com"
    assert len(contents[1]["parents"]) == 5
    assert seen[3].text == "好好学习，天天向上"


def test_takeout_zip_with_day_labels_and_two_mailboxes(tmp_path):
    path = tmp_path / "takeout-20260301T101010Z-001.zip"
    sep = b"From 1277085061787347926@xxx Tue Aug 05 08:00:23 +0000 2008\r\n"
    body = b'X-GM-THRID: 99\r\nX-Gmail-Labels: =?UTF-8?Q?Gesendet,Ge=C3=B6ffnet?=,\r\n "a, b"\r\n'
    head = b"Delivered-To: ego@gmail.com\r\nFrom: e@gmail.com\r\nTo: b@x.org\r\nMessage-ID: <1@x>\r\n\r\nHi\r\n\r\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("Takeout/Mail/All mail Including Spam and Trash.mbox", (sep + body + head) * 3)
        made.writestr("Takeout/Mail/Papierkorb.mbox", sep + head)
        made.writestr("Takeout/archive_browser.html", "<html></html>")
    tree = open_tree(path)
    (found,) = mbox.identify(tree)
    assert found.account == "ego@gmail.com"
    assert (found.as_of.day, found.as_of.basis) == (date(2026, 3, 1), "name")
    seen = list(mbox.observe(tree, found))
    assert [type(one) for one in seen] == [Observed] * 3 + [Skipped]
    assert seen[0].record.content["labels"] == ["Gesendet", "Geöffnet", "a, b"]
    assert seen[0].record.content["sent"] is True
    assert seen[0].record.content["thread"] == "gmail:99"
    assert seen[3].reason == "trash"
    behind = list(mbox.observe(tree, found, after=(seen[1].file, seen[1].position)))
    assert [one.position for one in behind] == [seen[2].position, 0]


@pytest.mark.parametrize(
    ("folders", "sent", "skip"),
    [
        ("Sent", True, None), ("Inbox.sbd/Sent Items", True, None), ("Posteingang.sbd/Gesendete Objekte", True, None),
        ("Sent Messages.mbox/mbox", True, None), ("Éléments envoyés", True, None), ("送信済みメール", True, None),
        ("Отправленные.mbox", True, None), ("Spam", False, "spam"), ("Trash.sbd/old", False, "trash"),
        ("Papierkorb.mbox", False, "trash"), ("Drafts", False, "draft"), ("Entwürfe", False, "draft"),
        ("Junk E-Mail", False, "spam"), ("All mail Including Spam and Trash.mbox", False, None),
        ("Presentations", False, None), ("Binder", False, None), ("mail.bin.example/INBOX", False, None),
        ("INBOX.Sent", True, None),
    ],
)  # fmt: skip
def test_folder_names_tell(tmp_path, folders, sent, skip):
    root = tmp_path / "ImapMail"
    path = root / folders
    path.parent.mkdir(parents=True)
    path.write_bytes(message(1))
    (seen,) = read(root)
    if skip:
        assert (type(seen), seen.reason) == (Skipped, skip)
    else:
        assert seen.record.content.get("sent", False) is sent


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("X-Gmail-Labels: Inbox,Spam\n", "spam"), ("X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=\n", "draft"),
        ("X-Gmail-Labels: Corbeille\n", "trash"), ("X-Spam-Flag: YES\n", "spam"), ("X-Spam-Status: Yes, score=9\n", "spam"),
        ("X-Mozilla-Status: 0009\n", "trash"), ("X-Mozilla-Status2: 00200000\n", "trash"), ("X-Status: D\n", "trash"),
        ("Status: ROD\n", "trash"), ("X-Spam-Flag: NO\nX-Mozilla-Status: 0001\nStatus: RO\n", None),
        ("X-Mozilla-Status: zzz\n", None), ("Status: Delivered\n", None), ("X-Status: T\n", "draft"),
    ],
)  # fmt: skip
def test_marks_on_the_message_tell(tmp_path, extra, reason):
    path = tmp_path / "box.mbox"
    path.write_bytes(message(1, extra=extra))
    (seen,) = read(path)
    assert getattr(seen, "reason", None) == reason


def test_labels_that_came_with_the_letter_are_its_senders(tmp_path):
    """Gmail writes its own above all else; what stands below the trace of the way says nothing of the mailbox."""
    path = tmp_path / "box.mbox"
    forged = "Received: from x by y\nX-Gmail-Labels: Sent\nX-GM-THRID: 77\n"
    path.write_bytes(message(1, extra=forged) + message(2, extra="X-Gmail-Labels: Inbox\nX-GM-THRID: 88\n" + forged))
    one, two = (seen.record.content for seen in read(path))
    assert not {"labels", "sent", "thread"} & one.keys()
    assert (two["labels"], two["thread"], "sent" in two) == (["Inbox"], "gmail:88", False)


def test_an_account_that_nothing_states_is_empty(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_bytes(b"From - Tue Aug 05 08:00:23 2008\nFrom: a@example.org\n\nHi\n")
    (found,) = mbox.identify(open_tree(path))
    assert found.account == "" and found.as_of.basis == "unknown"


def test_what_is_no_mailbox_is_not_taken(tmp_path):
    (tmp_path / "a.txt").write_text("From the beginning it was clear.\nDear: all\n")
    (tmp_path / "b.csv").write_text("From,To\n")
    (tmp_path / "c.eml").write_bytes(message(1))
    assert mbox.identify(open_tree(tmp_path)) == []


def test_an_empty_message_between_two_is_a_fault_and_costs_nothing_else(tmp_path):
    path = tmp_path / "box.mbox"
    empty = b"From a@b Tue Aug  5 08:00:23 2008\nno header here at all: really\n"
    path.write_bytes(message(0) + empty + b"\n" + message(1))
    assert keys(read(path)) == ["mail:m0@example.org", "mail:m1@example.org"]
    path.write_bytes(message(0) + b"From a@b Tue Aug  5 08:00:23 2008\nX-Other: 1\n\nHi\n\n" + message(1))
    seen = read(path)
    assert [type(one) for one in seen] == [Observed, Fault, Observed]
    assert seen[1].position == len(message(0))


def test_damage_in_a_zip_is_a_fault_with_its_place(tmp_path):
    path = tmp_path / "mail.zip"
    many = b"".join(message(n, body=f"{n * 7919} " * 200 + "\n") for n in range(3000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mail/inbox.mbox", many)
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2
    raw[middle : middle + 200] = b"\xff" * 200
    path.write_bytes(bytes(raw))
    seen = read(path)
    assert isinstance(seen[-1], Fault) and seen[-1].position > 0
    assert len(seen) > 500 and all(isinstance(one, Observed) for one in seen[:-1])


def pieces(data, size, monkeypatch):
    monkeypatch.setattr(split, "CHUNK", size)
    return [(p.offset, p.separator, p.raw, p.size) for p in split.split(io.BytesIO(data))]


@pytest.mark.parametrize("size", [3000, 4096, 10_000, 65_536])
def test_where_chunks_end_changes_nothing(monkeypatch, size):
    data = b"".join(message(n, body="line\n\n" * (n * 37 % 300) + "From here\n\n") for n in range(60))
    whole = pieces(data, 1 << 24, monkeypatch)
    assert len(whole) == 60 and sum(p[3] for p in whole) == len(data)
    assert pieces(data, size, monkeypatch) == whole


def test_a_message_of_any_size_is_cut_for_parsing_and_counted_whole(monkeypatch):
    monkeypatch.setattr(split, "KEEP", 10_000)
    huge = message(1, body="x" * 76 + "\n" + "y" * 3_000_000 + "\n\nFrom here on\n")
    data = message(0) + huge + message(2)
    for size in (4096, 1 << 20, 1 << 24):
        found = pieces(data, size, monkeypatch)
        assert [p[0] for p in found] == [0, len(message(0)), len(message(0)) + len(huge)]
        assert [p[3] for p in found] == [len(message(0)), len(huge), len(message(2))]
        assert len(found[1][2]) <= 10_000 and found[1][2].startswith(b"Delivered-To")
