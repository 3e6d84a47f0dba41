"""Where the book lies, and which zone the machine is set to."""

from pathlib import Path

import pytest

from kithbook import settings
from kithbook.model.fault import UserError


def test_the_option_beats_the_environment_beats_the_file(tmp_path):
    file = tmp_path / "kith.toml"
    file.write_text('book = "from-file"\n')
    environment = {"KITH_BOOK": "/from/environment"}
    assert settings.load("/given", environment, file=file) == settings.Settings(Path("/given"), "option")
    assert settings.load(None, environment, file=file).book == Path("/from/environment")
    assert settings.load(None, {}, file=file).book == tmp_path / "from-file"


def test_without_a_word_it_is_the_platform_s_data_folder(tmp_path):
    found = settings.load(None, {}, file=tmp_path / "none.toml")
    assert found.said_by == "default"
    assert found.book.name == "book"
    assert "kithbook" in found.book.parts


def test_a_broken_file_is_said_with_its_path(tmp_path):
    file = tmp_path / "kith.toml"
    file.write_text("book = [")
    with pytest.raises(UserError, match=r"kith\.toml"):
        settings.load(None, {}, file=file)


def test_an_address_is_no_folder():
    with pytest.raises(UserError):
        settings.load("postgresql://host/book", {})


def test_home_is_understood(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    assert settings.load("~/kith", {}).book == Path("/home/ada/kith")


@pytest.mark.parametrize(
    ("environment", "written", "zone"),
    [
        ({"TZ": "Europe/Lisbon"}, "Asia/Tokyo\n", "Europe/Lisbon"),
        ({"TZ": ":Europe/Lisbon"}, "", "Europe/Lisbon"),
        ({"TZ": "no such place"}, "Asia/Tokyo\n", "Asia/Tokyo"),
        ({"TZ": "../../etc/passwd"}, "", "UTC"),
        ({}, "", "UTC"),
    ],
)
def test_the_zone_is_the_first_that_is_one(tmp_path, environment, written, zone):
    file = tmp_path / "timezone"
    file.write_text(written)
    assert settings.system_zone(environment, localtime=tmp_path / "none", timezone=file) == zone


def test_the_zone_that_localtime_links_to(tmp_path):
    (tmp_path / "zoneinfo" / "Europe").mkdir(parents=True)
    (tmp_path / "zoneinfo" / "Europe" / "Oslo").touch()
    link = tmp_path / "localtime"
    link.symlink_to(tmp_path / "zoneinfo" / "Europe" / "Oslo")
    assert settings.system_zone({}, localtime=link, timezone=tmp_path / "none") == "Europe/Oslo"
