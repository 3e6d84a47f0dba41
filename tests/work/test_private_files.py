"""Small files of the book's folder: for their owner alone, whole or not at all, and held by one."""

import os
import threading

import pytest

from kithbook.work import private


@pytest.fixture(autouse=True)
def open_handed():
    """Let the system give everybody everything, as far as nobody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o777


def test_what_is_made_is_its_owners_alone_and_made_once(tmp_path):
    os.close(private.create(tmp_path / "one"))
    assert mode(tmp_path / "one") == 0o600
    with pytest.raises(FileExistsError):
        private.create(tmp_path / "one")


@pytest.mark.parametrize("is_durable", [True, False])
def test_a_content_takes_the_place_of_the_one_before_whole(tmp_path, is_durable, monkeypatch):
    path, some = tmp_path / "one.json", os.write
    monkeypatch.setattr(os, "write", lambda number, content: some(number, bytes(content)[:3]))  # as a signal may cut it
    for content in (b"the first content", b"the next"):
        private.write(path, content, is_durable=is_durable)
        assert path.read_bytes() == content
    assert mode(path) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["one.json"]


def test_a_content_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    private.write(tmp_path / "one", b"the first content")

    def full(_number, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        private.write(tmp_path / "one", b"the next")
    assert (tmp_path / "one").read_bytes() == b"the first content"


def test_a_lock_is_held_by_one_and_said_to_be(tmp_path):
    path = tmp_path / "web.lock"
    assert private.is_locked(path) is None
    with private.held_if_free(path) as is_ours:
        assert is_ours and private.is_locked(path)
        with private.held_if_free(path) as is_theirs:
            assert not is_theirs
    assert private.is_locked(path) is False and mode(path) == 0o600


def test_who_waits_for_a_lock_says_so_and_has_it_next(tmp_path):
    path, waits, said = tmp_path / "line.lock", threading.Event(), []

    def stand_in_line():
        with private.held(path, waiting=waits.set):
            said.append("second")

    other = threading.Thread(target=stand_in_line)
    with private.held(path, waiting=lambda: said.append("waited")):
        other.start()
        assert waits.wait(10)
        said.append("first")
    other.join(10)
    assert said == ["first", "second"]


def test_a_link_in_place_of_a_file_of_ours_is_not_followed(tmp_path):
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    for name in ("web.json.new", "web.lock", "7.log"):
        (tmp_path / name).symlink_to(precious)
    (tmp_path / "7.stop").symlink_to(tmp_path / "not-there")
    with pytest.raises(OSError, match="symbolic"):
        private.write(tmp_path / "web.json", b"{}")
    with pytest.raises(OSError, match="symbolic"), private.held_if_free(tmp_path / "web.lock"):
        pass
    for name in ("7.log", "7.stop"):
        with pytest.raises(OSError, match="symbolic"):
            private.opened(tmp_path / name, os.O_WRONLY | os.O_TRUNC)
    assert precious.read_bytes() == b"mine" and not (tmp_path / "not-there").exists()
