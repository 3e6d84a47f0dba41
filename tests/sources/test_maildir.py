"""The Maildir source: flags, folders, and what is not a message."""

import pytest
from contract import SourceContract

from kithbook.model.fault import Skipped
from kithbook.model.record import Observed
from kithbook.sources import eml, maildir
from kithbook.sources.opening import open_tree


def message(number):
    return (
        f"Delivered-To: ego@example.net\nFrom: Ann Lee <ann@example.org>\nTo: ego@example.net\n"
        f"Date: Tue, 5 Aug 2008 10:00:{number % 60:02d} +0200\nSubject: Hello {number}\nMessage-ID: <m{number}@example.org>\n\nHi\n"
    ).encode()


def put(root, name, raw):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


class TestMaildirContract(SourceContract):
    source = maildir

    def write_sample(self, folder):
        root = folder / "Maildir"
        for number in range(8):
            put(root, f"cur/122000000{number}.M1P1.host:2,S", message(number))
        put(root, "new/1220000009.M1P1.host", message(9))
        put(root, "cur/1220000010.M1P1.host:2,DS", message(10))
        put(root, ".Sent/cur/1220000011.M1P1.host:2,S", message(11))
        put(root, "tmp/1220000012.M1P1.host", message(12))
        put(root, "dovecot.index.log", b"\x01\x02")
        return root

    def write_many(self, folder, count):
        root = folder / "Maildir"
        (root / "cur").mkdir(parents=True)
        for number in range(count):
            (root / f"cur/{number:06d}.host:2,S").write_bytes(message(number))
        return root


@pytest.mark.parametrize(
    ("name", "sent", "reason"),
    [
        ("cur/1.host:2,S", False, None), ("cur/1.host:2,", False, None), ("new/1.host", False, None),
        ("cur/1.host:2,DS", False, "draft"), ("cur/1.host:2,ST", False, "trash"), ("cur/1.host;2,ST", False, "trash"),
        (".Sent/cur/1.host:2,S", True, None), (".INBOX.Sent Messages/cur/1.host:2,S", True, None),
        (".Archive.Gesendet/cur/1.host:2,S", True, None), (".Drafts/cur/1.host:2,S", False, "draft"),
        (".Trash/cur/1.host:2,S", False, "trash"), (".Trash.2019/cur/1.host:2,S", False, "trash"),
        (".Spam/new/1.host", False, "spam"), (".Junk/cur/1.host:2,", False, "spam"), ("Sent/cur/1.host:2,S", True, None),
        (".Projects.Binders/cur/1.host:2,S", False, None),
    ],
)  # fmt: skip
def test_flags_and_folders_tell(tmp_path, name, sent, reason):
    root = tmp_path / "mail"
    put(root, name, message(1))
    tree = open_tree(root)
    (found,) = maildir.identify(tree)
    (seen,) = maildir.observe(tree, found)
    if reason:
        assert (type(seen), seen.reason) == (Skipped, reason)
    else:
        assert seen.record.content.get("sent", False) is sent


def test_what_is_in_tmp_or_belongs_to_the_server_is_left_alone(tmp_path):
    put(tmp_path, "cur/1.host:2,S", message(1))
    put(tmp_path, "tmp/2.host", message(2))
    put(tmp_path, "cur/dovecot-uidlist", b"3 V1 N2")
    put(tmp_path, "maildirsize", b"0S\n")
    (found,) = maildir.identify(open_tree(tmp_path))
    assert found.members == ("cur/1.host:2,S",)
    assert found.account == "ego@example.net"
    assert eml.identify(open_tree(tmp_path)) == []


def test_a_folder_that_is_only_called_cur_is_none(tmp_path):
    put(tmp_path, "cur/notes.txt", b"just notes\n")
    assert maildir.identify(open_tree(tmp_path)) == []


def test_one_folder_of_a_maildir_is_enough(tmp_path):
    put(tmp_path, "cur/1.host:2,S", message(1))
    tree = open_tree(tmp_path / "cur")
    (found,) = maildir.identify(tree)
    assert isinstance(next(maildir.observe(tree, found)), Observed)
