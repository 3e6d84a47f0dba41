"""What a person gives is opened, and nothing hostile inside it does harm."""

import gzip
import io
import os
import stat
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.model.fault import UserError
from kithbook.sources import archive
from kithbook.sources.opening import open_tree
from kithbook.sources.tree import BadMember, left_out, tidy_name, whole, without

SAMPLE = {"Connections.csv": b"First Name,Last Name\nAnn,Bell\n", "Jobs/Saved Jobs.csv": b"Job Title\nCook\n"}


def zipped(path, files=SAMPLE, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return path


def names(tree):
    return [member.name for member in tree.members()]


def contents(tree):
    return {member.name: whole(member) for member in tree.members()}


def test_a_file_is_a_tree_of_one(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: x\n\n")
    tree = open_tree(path)
    (member,) = tree.members()
    assert (member.name, member.size, member.modified, member.path) == ("a.eml", 12, None, path)
    assert member.head(7) == b"Subject" and not tree.is_archive


def test_a_folder_is_walked_and_litter_is_not_seen(tmp_path):
    for name in ["b/c.vcf", "a.ics", ".DS_Store", "__MACOSX/x", "b/._c.vcf", "b/.Sent/cur/1:2,S"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert names(open_tree(tmp_path)) == ["a.ics", "b/.Sent/cur/1:2,S", "b/c.vcf"]


def test_links_and_pipes_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("x")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "file").write_text("x")
    (inside / "link").symlink_to(outside / "secret")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    os.mkfifo(inside / "pipe")
    tree = open_tree(inside)
    assert names(tree) == ["file"]
    assert {left.name for left in left_out(tree)} == {"link", "folder", "loop", "pipe"}


def test_names_that_are_no_text_are_spelt_so_that_they_can_be_kept(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.eml")).write_bytes(b"x")
    (member,) = open_tree(tmp_path).members()
    assert member.name == "caf%E9.eml" and whole(member) == b"x"


@pytest.mark.parametrize("name", ["Basic_LinkedInDataExport_03-12-2026.zip", "export.zip.zip", "export"])
def test_a_zip_is_opened_whatever_it_is_called(tmp_path, name):
    tree = open_tree(zipped(tmp_path / name))
    assert tree.is_archive and contents(tree) == SAMPLE
    assert all(member.path is None and member.modified for member in tree.members())


def test_a_zip_in_a_zip_and_a_zip_in_a_folder(tmp_path):
    inner = zipped(tmp_path / "inner.zip").read_bytes()
    outer = zipped(tmp_path / "outer.zip", {"inner.zip": inner, "note.txt": b"n"})
    assert names(open_tree(outer)) == ["inner.zip/Connections.csv", "inner.zip/Jobs/Saved Jobs.csv", "note.txt"]
    tree = open_tree(tmp_path)
    assert "outer.zip/inner.zip/Connections.csv" in names(tree)
    assert contents(tree)["inner.zip/Connections.csv"] == SAMPLE["Connections.csv"]


def test_a_large_inner_zip_is_spooled_not_held(tmp_path):
    noise = os.urandom(archive.SPOOL_BYTES + 1000)
    inner = zipped(tmp_path / "inner.zip", {"noise": noise}).read_bytes()
    outer = zipped(tmp_path / "outer.zip", {"inner.zip": inner})
    del inner
    tracemalloc.start()
    tree = open_tree(outer)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < archive.SPOOL_BYTES / 2
    assert contents(tree)["inner.zip/noise"] == noise


def test_zips_nested_without_end_are_left(tmp_path):
    data = zipped(tmp_path / "0.zip").read_bytes()
    for _ in range(6):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as out:
            out.writestr("x.zip", data)
        data = buffer.getvalue()
    (tmp_path / "deep.zip").write_bytes(data)
    tree = open_tree(tmp_path / "deep.zip")
    assert names(tree) == [] and len(left_out(tree)) == 1


def test_a_mailbox_packed_with_gzip(tmp_path):
    path = tmp_path / "old.mbox.gz"
    path.write_bytes(gzip.compress(b"From x\n\nhello\n"))
    (member,) = open_tree(path).members()
    assert member.name == "old.mbox" and member.path is None and whole(member) == b"From x\n\nhello\n"
    path.write_bytes(gzip.compress(b"From x\n\nhello\n" * 1000)[:-20])
    (member,) = open_tree(path).members()
    with pytest.raises(BadMember, match="cut short"):
        whole(member)
    assert member.head(6) == b"From x"


def test_no_two_members_have_one_name(tmp_path):
    (tmp_path / "a.mbox").write_bytes(b"plain")
    (tmp_path / "a.mbox.gz").write_bytes(gzip.compress(b"packed"))
    found = contents(open_tree(tmp_path))
    assert sorted(found) == ["2/a.mbox", "a.mbox"] and sorted(found.values()) == [b"packed", b"plain"]


def test_a_gzip_bomb_stops(tmp_path):
    path = tmp_path / "bomb.mbox.gz"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    path.write_bytes(b"".join(packer.compress(zeros) for _ in range(40)) + packer.flush())
    with pytest.raises(BadMember, match="bomb"), open_tree(path).members()[0].open() as stream:
        while stream.read(1 << 20):
            pass


def test_documents_that_are_zips_stay_whole(tmp_path):
    for name in ["book.xlsx", "Reactions.csv", "renamed.zip", "renamed"]:
        assert names(open_tree(zipped(tmp_path / name, {"[Content_Types].xml": b"<x/>"}))) == [name]


# -- hostile archives --------------------------------------------------------------------------------------


def test_names_that_climb_out_are_only_names(tmp_path):
    bad = {"../../etc/passwd": b"1", "/abs/path": b"2", "C:\\temp\\x.csv": b"3", "a/./b//c\x01.csv": b"4"}
    tree = open_tree(zipped(tmp_path / "a.zip", bad))
    assert names(tree) == ["a/b/c_.csv", "abs/path", "etc/passwd", "temp/x.csv"]
    assert sorted(contents(tree).values()) == [b"1", b"2", b"3", b"4"]


@given(st.text(max_size=60))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_tidy_name_never_leaves_its_place(name):
    found = tidy_name(name)
    assert not found.startswith("/") and ".." not in found.split("/") and "\\" not in found and "\0" not in found
    assert not (Path("/root/place") / found).is_absolute() or (Path("/root/place") / found).is_relative_to(
        "/root/place"
    )


def test_links_and_devices_are_left(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as out:
        for name, kind in [("link", stat.S_IFLNK), ("device", stat.S_IFBLK), ("file", stat.S_IFREG)]:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | 0o644) << 16
            out.writestr(entry, "/etc/passwd")
    tree = open_tree(path)
    assert names(tree) == ["file"] and {left.name for left in left_out(tree)} == {"link", "device"}


def test_of_two_entries_with_one_name_the_last_counts(tmp_path):
    path = tmp_path / "a.zip"
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as out:
        out.writestr("a.csv", b"old")
        out.writestr("a.csv", b"new")
    tree = open_tree(path)
    assert contents(tree) == {"a.csv": b"new"} and [left.name for left in left_out(tree)] == ["a.csv"]


def test_a_bomb_costs_only_itself(tmp_path):
    path = zipped(tmp_path / "a.zip", {"bomb.csv": bytes(40_000_000), "good.csv": b"x"})
    found = {member.name: member for member in open_tree(path).members()}
    with pytest.raises(BadMember, match="bomb"):
        found["bomb.csv"].open()
    assert found["bomb.csv"].head() == b"" and whole(found["good.csv"]) == b"x"


def test_entries_on_the_same_bytes_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {f"{n}.csv": os.urandom(500) for n in range(5)})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    first = struct.unpack_from("<L", data, at + 42)[0]
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        struct.pack_into("<L", data, at + 42, first)
    path.write_bytes(data)
    for member in open_tree(path).members():
        with pytest.raises(BadMember, match="shares its bytes"):
            member.open()


def test_too_many_entries_are_refused_before_they_are_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "ENTRIES", 10)
    assert len(open_tree(zipped(tmp_path / "a.zip", {str(n): b"" for n in range(10)})).members()) == 10
    monkeypatch.setattr(archive, "ZipFile", None)
    with pytest.raises(UserError, match="100,000 files"):
        open_tree(zipped(tmp_path / "a.zip", {str(n): b"" for n in range(11)}))


@pytest.mark.parametrize("said", [1, 0])
def test_too_many_entries_are_counted_and_not_believed(tmp_path, monkeypatch, said):
    """A table of contents may say that it holds one entry, and hold a million."""
    monkeypatch.setattr(archive, "ENTRIES", 10)
    path = zipped(tmp_path / "a.zip", {str(n): b"" for n in range(11)})
    data = bytearray(path.read_bytes())
    struct.pack_into("<2H", data, data.rindex(b"PK\x05\x06") + 8, said, said)
    path.write_bytes(data)
    monkeypatch.setattr(archive, "ZipFile", None)
    with pytest.raises(UserError, match="100,000 files"):
        open_tree(path)


def test_an_archive_that_unpacks_beyond_all_bounds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "ARCHIVE_BYTES", 1000)
    with pytest.raises(UserError, match="20 GB"):
        open_tree(zipped(tmp_path / "a.zip", {"a": bytes(600), "b": bytes(600)}))


def test_locked_members(tmp_path):
    path = zipped(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(UserError, match="password"):
        open_tree(path)
    data[data.find(b"PK\x01\x02") + 8] &= 0xFE  # the first is not locked
    path.write_bytes(data)
    first, second = open_tree(path).members()
    assert whole(first) == SAMPLE["Connections.csv"]
    with pytest.raises(BadMember, match="password"):
        second.open()


def test_a_wrong_checksum_is_a_bad_member(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"hello " * 100, "b.csv": b"fine"})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 16] ^= 0xFF
    path.write_bytes(data)
    bad, good = open_tree(path).members()
    with pytest.raises(BadMember, match="damaged"):
        whole(bad)
    assert whole(good) == b"fine"


@pytest.mark.parametrize("change", [100, -3])
def test_a_size_that_lies_gives_the_true_bytes_or_a_bad_member(tmp_path, change):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"hello " * 100})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 600 + change)
    path.write_bytes(data)
    (member,) = open_tree(path).members()
    if change > 0:
        assert whole(member) == b"hello " * 100
    else:
        with pytest.raises(BadMember):
            whole(member)


@pytest.mark.parametrize("share", range(1, 50, 4))
def test_a_truncated_archive_is_a_user_error(tmp_path, share):
    path = zipped(tmp_path / "export.zip", {f"{n}.csv": os.urandom(2000) for n in range(10)})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * share // 50])
    with pytest.raises(UserError) as raised:
        open_tree(path)
    assert "export.zip" in raised.value.what and raised.value.safe and "Download it again" in raised.value.do


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_a_damaged_archive_gives_members_bad_members_or_a_user_error(seed, times):
    import random
    import tempfile

    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = zipped(
            Path(folder) / "a.zip", {"a.csv": b"x,y\n" * 50, "in.zip": b"PK\x03\x04junk", "d/b.vcf": b"BEGIN:VCARD"}
        )
        data = bytearray(path.read_bytes())
        for _ in range(times):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            members = open_tree(path).members()
        except UserError:
            return
        for member in members:
            assert isinstance(member.head(10), bytes) and isinstance(member.size, int)
            assert member.modified is None or member.modified.tzinfo
            try:
                whole(member)
            except BadMember as error:
                assert error.reason


# -- what cannot be opened, and views ---------------------------------------------------------------------


def test_what_is_not_there_is_a_user_error(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in [tmp_path / "nothing", tmp_path / "pipe", tmp_path / "a\0b"]:
        with pytest.raises(UserError, match="cannot be opened"):
            open_tree(path)


def test_a_view_hides_what_was_taken(tmp_path):
    tree = open_tree(zipped(tmp_path / "a.zip"))
    assert names(without(tree, {"Connections.csv"})) == ["Jobs/Saved Jobs.csv"]
    assert names(tree) == ["Connections.csv", "Jobs/Saved Jobs.csv"]


def test_a_folder_of_many_mails_is_listed_without_opening_them(tmp_path):
    for number in range(3000):
        os.close(os.open(tmp_path / f"{number}.eml", os.O_CREAT))
    tree = open_tree(tmp_path)
    before = os.times().user
    assert len(tree.members()) == 3000 and os.times().user - before < 0.5
    assert tree.members() is tree.members()
