"""Mailboxes of several accounts in one folder are several runs, and Sent goes with the account whose it is."""

import pytest

from kithbook.sources import eml, maildir, mbox
from kithbook.sources.mail import accounts
from kithbook.sources.opening import open_tree


def message(to="", number=1):
    delivered = f"Delivered-To: {to}\n" if to else ""
    return (
        f"{delivered}From: bo@example.org\nTo: x@example.org\nMessage-ID: <{number}@x>\nSubject: Hi\n\nHello\n".encode()
    )


def mailbox(to=""):
    return b"From - Mon Jan 05 10:00:00 2026\n" + message(to)


def put(root, files):
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return open_tree(root)


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (  # a Sent folder beside an export is not a part of it
            {"Sent.mbox": mailbox(), "Takeout/Mail/All mail.mbox": mailbox("ada@a.org")},
            {"": ["Sent.mbox"], "ada@a.org": ["Takeout/Mail/All mail.mbox"]},
        ),
        ({"Inbox": mailbox("ada@a.org"), "Sent": mailbox()}, {"ada@a.org": ["Inbox", "Sent"]}),
        (
            {
                "ImapMail/one/INBOX": mailbox("ada@a.org"),
                "ImapMail/one/Archive.sbd/2024": mailbox(),
                "ImapMail/two/INBOX": mailbox("ada@b.org"),
                "ImapMail/two/Sent": mailbox(),
                "Mail/Local Folders/Old": mailbox(),
            },
            {
                "ada@a.org": ["ImapMail/one/Archive.sbd/2024", "ImapMail/one/INBOX"],
                "ada@b.org": ["ImapMail/two/INBOX", "ImapMail/two/Sent"],
                "": ["Mail/Local Folders/Old"],
            },
        ),
        (  # Apple Mail's folders
            {"INBOX.mbox/mbox": mailbox("ada@a.org"), "Sent.mbox/mbox": mailbox()},
            {"ada@a.org": ["INBOX.mbox/mbox", "Sent.mbox/mbox"]},
        ),
        ({"2019/a": mailbox(), "2020/a": mailbox()}, {"": ["2019/a", "2020/a"]}),
    ],
)
def test_mailboxes_are_parted_by_the_address_that_they_name(tmp_path, files, wanted):
    found = mbox.identify(put(tmp_path, files))
    assert {one.account: list(one.members) for one in found} == wanted


def test_the_folders_of_maildirs_belong_together(tmp_path):
    files = {
        "work/INBOX/cur/1:2,S": message("ada@a.org"),
        "work/Sent/cur/1:2,S": message(),
        "home/cur/1:2,S": message("ada@b.org"),
        "home/.Sent/cur/1:2,S": message(),
    }
    found = maildir.identify(put(tmp_path, files))
    assert {one.account: list(one.members) for one in found} == {
        "ada@a.org": ["work/INBOX/cur/1:2,S", "work/Sent/cur/1:2,S"],
        "ada@b.org": ["home/.Sent/cur/1:2,S", "home/cur/1:2,S"],
    }


def test_every_message_is_in_one_account_and_no_more(tmp_path):
    files = {f"{n % 7}/{n}.eml": message(f"ada@{n % 3}.org" if n % 5 else "", n) for n in range(60)}
    tree = put(tmp_path, files)
    members = [name for one in eml.identify(tree) for name in one.members]
    assert sorted(members) == sorted(files)


def test_the_looks_are_counted(tmp_path):
    class Counted:
        looks = 0

        def __init__(self, name):
            self.name = name

        def head(self, count):
            Counted.looks += 1
            return b""

    parted = accounts.parted([Counted(f"{n}/{m}") for n in range(1000) for m in range(10)], 100)
    assert len(parted) == 1 and len(parted[0][1]) == 10_000
    assert Counted.looks <= accounts.ALL_LOOKS
