"""The fingerprint of what was given: of its contents, never of its place."""

import os

import pytest

from kithbook.actions import fingerprint
from kithbook.model.fault import UserError
from kithbook.model.run import UNKNOWN, AsOf
from kithbook.sources import Found


def found(*members, source="mbox", account="", **options):
    return Found(source, account, members, AsOf(None, UNKNOWN), "a mailbox", options)


def of(path, *members, **more):
    return fingerprint.of(path, found(*members, **more))


def test_a_file_that_was_moved_is_the_same_and_one_that_grew_is_not(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_bytes(b"x" * 300_000)
    before = of(path, "a.mbox")
    moved = path.rename(tmp_path / "b.mbox")
    assert of(moved, "b.mbox") == before
    moved.write_bytes(b"x" * 300_001)
    assert of(moved, "b.mbox") != before


@pytest.mark.parametrize("place", [0, 4_000_000, 8_000_000 - 1])
def test_another_byte_at_the_beginning_the_middle_or_the_end_is_another_file(tmp_path, place):
    path = tmp_path / "a.mbox"
    path.write_bytes(b"x" * 8_000_000)
    before = of(path)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"y")
    assert of(path) != before


def test_who_reads_it_whose_it_is_and_how_it_is_read_belong_to_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    ways = [of(path), of(path, source="csv"), of(path, account="ada"), of(path, name="given")]
    assert len(set(ways)) == 4


def test_a_folder_is_its_files_and_sizes_and_what_a_link_points_at_is_not_looked_at(tmp_path):
    folder = tmp_path / "mail" / "cur"
    folder.mkdir(parents=True)
    (folder / "1").write_bytes(b"one")
    before = of(folder.parent, "cur/1")
    (folder / "link").symlink_to(tmp_path / "nowhere")
    assert of(folder.parent, "cur/1") == before
    (folder / "2").write_bytes(b"two")
    assert of(folder.parent, "cur/1") != before


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(UserError, match="cannot be read: no such file"):
        of(tmp_path / "gone.mbox")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system knows no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    (tmp_path / "Inbox").write_bytes(b"one")
    before = fingerprint.seal(tmp_path, found("Inbox"), versions="1")
    os.mkfifo(tmp_path / "a.mbox")
    assert before is not None and fingerprint.seal(tmp_path, found("Inbox"), versions="1") == before
