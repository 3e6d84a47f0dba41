"""The eml source: single messages, folders of them, and the same mail in every container."""

from pathlib import Path

import pytest
from contract import SourceContract

from kithbook.model.fault import Fault
from kithbook.model.record import Observed
from kithbook.sources import eml, maildir, mbox
from kithbook.sources.opening import open_tree

DATA = Path(__file__).parents[2].parent / "shared" / "data"

MESSAGE = """\
Delivered-To: ego@example.net
Received: from a by b; Tue, 05 Aug 2008 01:00:23 -0700 (PDT)
Date: Tue, 5 Aug 2008 10:00:00 +0200
From: =?utf-8?q?Lee=2C_Ann?= <Ann@Example.org>
To: ego@example.net, "Cho, Bo" <bo@example.org>
Cc: (the boss) cy@example.org
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
Message-ID: <one@Example.org>
In-Reply-To: <zero@example.org>
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Grüße.

>From Berlin, with love.
--x
Content-Type: application/pdf; name="a.pdf"
Content-Disposition: attachment; filename="a.pdf"

AA
--x--
"""
UNQUOTED = MESSAGE.replace("\n>From", "\nFrom").encode()


def read(source, path):
    tree = open_tree(path)
    return [seen for found in source.identify(tree) for seen in source.observe(tree, found)]


class TestEmlContract(SourceContract):
    source = eml

    def write_sample(self, folder):
        root = folder / "saved"
        root.mkdir()
        for number in range(8):
            raw = UNQUOTED.replace(b"<one@", f"<{number}@".encode()).replace(b"\n", b"\r\n")
            (root / f"mail {number}.eml").write_bytes(raw)
        (root / "empty.eml").write_bytes(b"")
        (root / "5.emlx").write_bytes(b"%-10d\n" % len(UNQUOTED) + UNQUOTED + b"<?xml version='1.0'?><plist/>")
        return root

    def write_many(self, folder, count):
        for number in range(count):
            (folder / f"{number:05d}.eml").write_bytes(UNQUOTED)
        return folder


def test_the_same_mail_is_the_same_record_in_every_container(tmp_path):
    (tmp_path / "one.eml").write_bytes(UNQUOTED.replace(b"\n", b"\r\n"))
    (tmp_path / "one.emlx").write_bytes(b"%-10d\n" % len(UNQUOTED) + UNQUOTED + b"<plist/>")
    (tmp_path / "box.mbox").write_bytes(b"From - Tue Aug 05 08:00:23 2008\n" + MESSAGE.encode() + b"\n")
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1.host:2,S").write_bytes(UNQUOTED)
    (tmp_path / "cur" / "2.host:2,S").write_bytes(UNQUOTED)
    seen = [*read(eml, tmp_path), *read(mbox, tmp_path), *read(maildir, tmp_path)]
    assert len(seen) == 5
    assert len({one.record.id for one in seen}) == 1
    assert {one.text for one in seen} == {"Grüße.\n\nFrom Berlin, with love."}
    assert seen[0].record.content == {
        "at": "2008-08-05T08:00:00Z", "zone_minutes": 120, "channel": "mail",
        "sender": ["email", "ann@example.org", "Lee, Ann"],
        "to": [["email", "ego@example.net", ""], ["email", "bo@example.org", "Cho, Bo"]],
        "cc": [["email", "cy@example.org", "the boss"]], "recipients": 3, "subject": "Grüße",
        "message_id": "one@example.org", "parents": ["zero@example.org"], "delivered_to": ["ego@example.net"],
        "attachments": 1,
    }  # fmt: skip
    assert seen[0].record.key == "mail:one@example.org"


@pytest.mark.parametrize("without", ["Message-ID: <one@Example.org>\n", "Date|Message-ID"])
def test_without_an_id_the_key_is_what_does_not_depend_on_the_container(tmp_path, without):
    lines = MESSAGE.splitlines(keepends=True)
    names = ("Message-ID",) if without != "Date|Message-ID" else ("Message-ID", "Date", "Received")
    raw = "".join(line for line in lines if not line.startswith(names))
    (tmp_path / "one.eml").write_bytes(raw.replace("\n>From", "\nFrom").replace("\n", "\r\n").encode())
    (tmp_path / "box.mbox").write_bytes(b"From - Tue Aug 05 08:00:23 2008\n" + raw.encode() + b"\n")
    keys = {one.record.key for source in (eml, mbox) for one in read(source, tmp_path)}
    assert len(keys) == 1
    other = raw.replace("Berlin", "Rome").replace("Gr=C3", "gr=C3")
    (tmp_path / "two.eml").write_bytes(other.encode())
    assert len({one.record.key for one in read(eml, tmp_path)}) == 2


def test_one_file_given_by_itself_needs_no_ending(tmp_path):
    path = tmp_path / "saved message"
    path.write_bytes(UNQUOTED)
    assert [one.file for one in read(eml, path)] == ["saved message"]
    path.write_bytes(b"Dear all,\nFrom: me to you\n")
    assert read(eml, path) == []


def test_numbered_files_of_mh_are_messages_and_tables_are_none(tmp_path):
    (tmp_path / "17").write_bytes(UNQUOTED)
    (tmp_path / "18.").write_bytes(UNQUOTED)
    (tmp_path / "people.csv").write_bytes(b"From: x\nTo: y\nMessage-ID: z\n")
    (tmp_path / "card.vcf").write_bytes(b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n")
    assert [one.file for one in read(eml, tmp_path)] == ["17", "18."]


def test_a_sent_folder_tells_and_an_empty_file_is_a_fault(tmp_path):
    (tmp_path / "Sent Items").mkdir()
    (tmp_path / "Sent Items" / "a.eml").write_bytes(UNQUOTED)
    (tmp_path / "b.eml").write_bytes(b"")
    sent, empty = read(eml, tmp_path)
    assert sent.record.content["sent"] is True
    assert isinstance(empty, Fault) and empty.file == "b.eml"


def shared(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} lies only in ../shared/data")
    return path


def test_the_messages_of_cpythons_own_tests():
    seen = {one.file: one for one in read(eml, shared("mail-cpython"))}
    assert len(seen) >= 40 and all(isinstance(one, Observed) for one in seen.values())
    first = seen["msg_01.txt"].record.content
    assert first["sender"] == ["email", "bbb@ddd.com", "John X. Doe"]
    assert first["at"] == "2001-05-04T18:05:44Z" and first["zone_minutes"] == -240
    assert seen["msg_07.txt"].text == "Hi there,\n\nThis is the dingus fish."
    assert seen["msg_16.txt"].record.content["bulk"] == "List-Id"
    assert seen["msg_05.txt"].record.content["bulk"] == "multipart/report"
    assert [to[1] for to in seen["msg_20.txt"].record.content["cc"]] == ["ccc@zzz.org", "ddd@zzz.org", "eee@zzz.org"]
    assert "at" not in seen["msg_21.txt"].record.content
    assert seen["msg_35.txt"].text == "counter to RFC 2822, there's no separating newline here"
    assert seen["msg_25.txt"].record.content["bulk"] == "Auto-Submitted"


def test_the_messages_of_mime4j():
    seen = {Path(one.file).stem: one for one in read(eml, shared("mail-mime4j")) if one.file.endswith(".msg")}
    assert len(seen) >= 40 and all(isinstance(one, Observed) for one in seen.values())
    intl = seen["intl"].record.content
    assert intl["to"] == [["email", "keld@dkuug.dk", "Keld Jørn Simonsen"]]
    assert intl["cc"][0] == ["email", "pirard@vm1.ulg.ac.be", "André Pirard"]
    assert intl["subject"] == "If you can read this you understand the example... so, cool!"
    assert seen["simple-attachment"].record.content["attachments"] == 1
    assert seen["simple-attachment"].text == "Body."
    assert seen["multi-badnames"].record.content["attachments"] == 3
    assert seen["ak-0696"].record.content["at"] == "1996-06-20T06:35:17Z"
