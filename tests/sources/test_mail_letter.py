"""One message to one record: bulk evidence, lists, parents, people, and the standard library as oracle."""

import email
import random
import sys
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

import pytest

from kithbook.model.record import Observed
from kithbook.sources import eml, maildir, mbox
from kithbook.sources.mail import folders, letter
from kithbook.sources.opening import open_tree

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import mailboxes

HEAD = "From: Ann Lee <ann@example.org>\nTo: ego@example.net\nDate: Tue, 5 Aug 2008 10:00:00 +0200\nMessage-ID: <1@x>\n"


def read(extra="", head=HEAD, body="Hi\n"):
    return letter.observe(f"{extra}{head}\n{body}".encode(), file="m", position=0, place=folders.Place())


@pytest.mark.parametrize(
    ("extra", "evidence"),
    [
        ("List-Id: <dev.lists.example>\n", "List-Id"), ("Precedence: bulk\n", "Precedence: bulk"),
        ("Precedence: List\n", "Precedence: list"), ("Precedence: junk\n", "Precedence: junk"),
        ("Precedence: first-class\n", None), ("List-Unsubscribe: <mailto:a@b>\n", "List-Unsubscribe"),
        ("List-Unsubscribe: <https://a>\nFeedback-ID: 1:2\n", "List-Unsubscribe with Feedback-Id"),
        ("Feedback-ID: 1:2\n", None), ("Auto-Submitted: auto-replied\n", "Auto-Submitted"), ("Auto-Submitted: no\n", None),
        ("X-Auto-Response-Suppress: All\n", "X-Auto-Response-Suppress"), ("X-Auto-Response-Suppress: None\n", None),
        ("Mailing-List: contact a@b; run by ezmlm\n", "Mailing-List"), ("X-Mailer: Work\n", None),
        ("Content-Type: multipart/report; boundary=x\n", "multipart/report"), ("Reply-To: info@example.org\n", None),
    ],
)  # fmt: skip
def test_evidence_of_bulk_is_named(extra, evidence):
    assert read(extra).record.content.get("bulk") == evidence


@pytest.mark.parametrize(
    ("sender", "bulk"),
    [("no-reply@shop.example", "no-reply"), ("notifications@forge.example", "no-reply"), ("MAILER-DAEMON@x.example", "no-reply"),
     ("info@shop.example", None), ("sales@shop.example", None)],
)  # fmt: skip
def test_a_sender_that_nobody_reads_is_bulk_but_an_office_is_not(sender, bulk):
    assert read(head=HEAD.replace("ann@example.org", sender)).record.content.get("bulk") == bulk


@pytest.mark.parametrize(
    ("extra", "evidence"),
    [
        ("Authentication-Results: mx.example; spf=pass smtp.mailfrom=x.example;\n dmarc=fail (p=NONE) header.from=own.example\n", "dmarc=fail"),
        ("Authentication-Results: spf=fail; dkim=none; dmarc=none action=none;compauth=fail reason=001\n", "compauth=fail"),
        ("Authentication-Results: mx.example; dmarc=pass\nAuthentication-Results: far.example; dmarc=fail\n", None),
        ("Authentication-Results: mx.example; spf=fail; dkim=pass; x-dmarc=failed\n", None),
        ("X-MS-Exchange-Organization-AuthAs: Anonymous\n", "AuthAs: Anonymous"),
        ("X-MS-Exchange-CrossTenant-AuthAs: Anonymous\n", "AuthAs: Anonymous"),
        ("X-MS-Exchange-Organization-AuthAs: Internal\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_the_server_doubted_is_named(extra, evidence):
    assert read(extra).record.content.get("doubted") == evidence


@pytest.mark.parametrize(
    ("extra", "folder", "arrived"),
    [
        ("Received: from x by mx; Tue, 5 Aug 2008 10:00:00 +0200\n", "All mail.mbox", True),
        ("Received: from x by mx; Tue, 5 Aug 2008 10:00:00 +0200\n", "Sent.mbox", False),
        ("", "Inbox.mbox", True), ("", "Posteingang", True), ("", "INBOX.Sent", False), ("", "Inbox/Projects", False), ("", "", False),
        ("X-Gmail-Labels: Inbox,Opened\n", "", True), ("X-Gmail-Labels: Inbox,Sent\n", "", False),
    ],
)  # fmt: skip
def test_what_came_in_bears_a_trace_or_lies_in_an_inbox(extra, folder, arrived):
    seen = letter.observe(f"{extra}{HEAD}\nHi\n".encode(), file="m", position=0, place=folders.place(folder))
    assert seen.record.content.get("arrived", False) is arrived


def test_a_list_that_writes_in_a_persons_name_is_seen_through():
    head = HEAD.replace("Ann Lee <ann@example.org>", "\"'Ann Lee' via Team\" <team@lists.example>")
    seen = read("X-Original-From: Ann Lee <ann@example.org>\n", head).record.content
    assert (seen["sender"], seen["bulk"]) == (["email", "ann@example.org", "Ann Lee"], "via a list")
    seen = read("List-Id: <team>\n", head).record.content
    assert (seen["sender"], seen["bulk"]) == (["email", "team@lists.example", "Ann Lee"], "List-Id")


def test_parents_are_listed_oldest_first_and_of_many_the_first_and_last():
    refs = " ".join(f"<{n}@A.example>" for n in range(50))
    found = read(f"References: {refs}\nIn-Reply-To: Your message <last@x> of Monday\n").record.content["parents"]
    assert found == [f"{n}@a.example" for n in range(10)] + [f"{n}@a.example" for n in range(41, 50)] + ["last@x"]
    assert "parents" not in read("References: <1@x>\n").record.content


def test_undisclosed_recipients_are_nobody():
    content = read(head=HEAD.replace("ego@example.net", "undisclosed-recipients:;")).record.content
    assert "to" not in content and "recipients" not in content


def test_delivery_is_listed_without_the_lists():
    extra = "Delivered-To: Ego@example.net\nDelivered-To: mailing list dev@lists.example\nX-Original-To: me@example.net\nEnvelope-To: ego@example.net\n"
    assert read(extra).record.content["delivered_to"] == ["ego@example.net", "me@example.net"]


def test_text_of_bulk_is_still_given_to_the_readers():
    assert read("List-Id: <a>\n", body="We are hiring.\n").text == "We are hiring."


def oracle(raw):
    message = email.message_from_bytes(raw)

    def decoded(value):
        return " ".join(str(make_header(decode_header(value))).split())

    people = {
        field: [(address.lower(), decoded(name)) for name, address in getaddresses(message.get_all(field, []))]
        for field in ("from", "to", "cc")
    }
    at = parsedate_to_datetime(message["date"])
    first = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    words = first.get_payload(decode=True).decode(first.get_content_charset() or "utf-8")
    files = sum(part.get_content_disposition() == "attachment" for part in message.walk())
    return people, at, decoded(message["subject"]), message["message-id"].strip("<>"), words.strip("\n"), files


def test_generated_mail_is_read_as_the_standard_library_reads_it():
    for mail in mailboxes.generate(400, 2_000_000, seed=11, people=60):
        people, at, subject, own, words, files = oracle(mail.raw)
        seen = letter.observe(mail.raw, file="m", position=0, place=folders.Place())
        content = seen.record.content
        assert [tuple(content["sender"][1:])] == people["from"]
        assert [tuple(person[1:]) for person in content["to"]] == people["to"]
        assert [tuple(person[1:]) for person in content.get("cc", [])] == people["cc"]
        assert content["at"] == letter.dates.written(at.replace(tzinfo=None) - at.utcoffset())
        assert content["zone_minutes"] == at.utcoffset().total_seconds() // 60
        assert (content["subject"], content["message_id"]) == (subject, own)
        assert (content.get("attachments", 0), "bulk" in content) == (files, mail.is_bulk)
        assert seen.text == words[: len(seen.text)] and len(seen.text) == min(
            len(words), 8192 if mail.is_bulk else 65536
        )


def records(source, path):
    tree = open_tree(path)
    (found,) = source.identify(tree)
    seen = list(source.observe(tree, found))
    assert all(isinstance(one, Observed) for one in seen)
    return found, {one.record.key: (dict(one.record.content), one.text) for one in seen}


def test_a_mailbox_is_the_same_in_every_container(tmp_path):
    mailboxes.write_mbox(tmp_path / "box.mbox", 300, seed=5)
    mailboxes.write_mbox(tmp_path / "takeout.mbox", 300, seed=5, takeout=True)
    mailboxes.write_maildir(tmp_path / "Maildir", 300, seed=5)
    mailboxes.write_eml(tmp_path / "saved", 300, seed=5)
    found, classic = records(mbox, tmp_path / "box.mbox")
    assert found.account == mailboxes.EGO and len(classic) == 300
    for source, name in ((mbox, "takeout.mbox"), (maildir, "Maildir"), (eml, "saved")):
        _, other = records(source, tmp_path / name)
        for content, _ in other.values():
            for container in ("labels", "thread", "sent"):
                content.pop(container, None)
        assert other == classic


def test_the_generator_gives_the_same_bytes_for_the_same_seed(tmp_path):
    sizes = [
        mailboxes.write_mbox(tmp_path / name, 50, 400_000, seed=seed) for name, seed in (("a", 7), ("b", 7), ("c", 8))
    ]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()
    assert sizes[0] == (tmp_path / "a").stat().st_size
    assert abs(mailboxes.write_mbox(tmp_path / "d", 2000, 16_000_000, seed=7) / 16_000_000 - 1) < 0.03


def test_damage_to_one_message_costs_only_that_one(tmp_path):
    mailboxes.write_mbox(tmp_path / "box.mbox", 200, seed=5)
    whole = (tmp_path / "box.mbox").read_bytes()
    _, sound = records(mbox, tmp_path / "box.mbox")
    tree = open_tree(tmp_path / "box.mbox")
    starts = [one.position for one in mbox.observe(tree, mbox.identify(tree)[0])]
    chance = random.Random(3)
    for _ in range(40):
        at = chance.randrange(200, len(whole))
        (tmp_path / "hurt.mbox").write_bytes(whole[:at] + chance.randbytes(20) + whole[at + 20 :])
        tree = open_tree(tmp_path / "hurt.mbox")
        seen = list(mbox.observe(tree, mbox.identify(tree)[0]))
        keys = {one.record.key for one in seen if isinstance(one, Observed)}
        struck = {n for n, start in enumerate(starts) if start <= at + 20 and at < ([*starts, len(whole)][n + 1])}
        assert len(set(sound) - keys) <= len(struck) + 1
