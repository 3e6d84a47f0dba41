"""A digest that is damaged on the disk, or another book's, is made anew: no command shows a stranger's people."""

import random
import shutil

import pytest

from kithbook.faces.cli import door


def kith(book, *words, capsys):
    code = door.run(["--book", str(book), *words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def book(tmp_path, capsys):
    for name in ("Ann Neu", "Bao Li", "Cleo Diaz"):
        assert kith(tmp_path / "book", "add", name, capsys=capsys)[0] == 0
    return tmp_path / "book"


@pytest.mark.parametrize("seed", range(4))
def test_one_that_is_damaged_is_thrown_away_and_made_anew(book, capsys, seed):
    before = kith(book, "people", capsys=capsys)
    chance, file = random.Random(seed), book / "digest.db"
    raw = bytearray(file.read_bytes())
    for place in [chance.randrange(4096, len(raw)) for _ in range(len(raw) // 50)]:
        raw[place] ^= 0xFF
    file.write_bytes(raw)
    code, _, told = kith(book, "people", capsys=capsys)
    assert code == 0 or (code == 1 and "thrown away" in told)
    if code:
        assert kith(book, "people", capsys=capsys)[:2] == before[:2]


def test_that_of_another_book_is_not_answered_from(book, tmp_path, capsys):
    before = kith(book, "people", capsys=capsys)
    assert kith(tmp_path / "other", "add", "Mallory Alien", capsys=capsys)[0] == 0
    shutil.copyfile(tmp_path / "other" / "digest.db", book / "digest.db")
    code, out, _ = kith(book, "people", capsys=capsys)
    assert (code, out) == before[:2]
    assert "Mallory" not in out


def test_a_bug_is_still_a_bug(book, capsys, monkeypatch):
    monkeypatch.setattr("kithbook.actions.people.people", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kith(book, "people", capsys=capsys)
