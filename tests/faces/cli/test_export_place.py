"""Where an export may be put: into a file of one's own, and never in the place of a device."""

import os
import stat

from kithbook.faces.cli import door


def test_a_device_or_pipe_is_not_replaced_by_a_file(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    assert door.run(["--book", str(tmp_path / "book"), "export", "-o", str(tmp_path / "pipe")]) == door.USER_ERROR
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert "is no file" in capsys.readouterr().err


def test_a_file_is_private_and_a_link_is_replaced_not_followed(tmp_path, capsys):
    before = os.umask(0)
    try:
        (tmp_path / "theirs").write_text("theirs")
        (tmp_path / "out").symlink_to(tmp_path / "theirs")
        assert door.run(["--book", str(tmp_path / "book"), "export", "-o", str(tmp_path / "out")]) == door.DONE
    finally:
        os.umask(before)
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert not (tmp_path / "out").is_symlink()
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
