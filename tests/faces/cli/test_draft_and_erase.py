"""kith draft and kith erase, through the real program, on a small book."""

import json

import pytest
from terminal import asked, kith


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "kin"
    asked(folder, "add", "Ann Weber", "--email", "ann@example.org")
    asked(folder, "remind", "Ann Weber", "today", "ask about the move")
    return folder


def test_a_draft_by_number_by_id_and_by_person(book, tmp_path):
    (item,) = asked(book, "today")["items"]
    by_number, by_id = asked(book, "draft", "1"), asked(book, "draft", item["id"])
    assert by_number == by_id
    assert by_id.keys() >= {"item", "to", "subject", "text", "evidence"}
    assert (by_id["item"], by_id["to"]) == (item["id"], "ann@example.org")
    assert "move" not in by_id["text"]
    assert asked(book, "draft", "--to", "Ann Weber")["item"] is None
    assert asked(book, "draft", "1", "--variant", "2")["variant"] == 1
    assert asked(book, "evidence", *by_id["evidence"])
    code, out, _ = kith(book, "draft", "1", "--eml", str(tmp_path / "ann.eml"))
    assert code == 0
    assert all(part in out for part in ("ann@example.org", "Hello Ann,", "ask about the move", "--variant 2 short"))
    assert b"X-Unsent: 1" in (tmp_path / "ann.eml").read_bytes()
    assert kith(book, "draft", "1", "--eml", str(tmp_path / "ann.eml"))[0] == 1


@pytest.mark.parametrize("words", [[], ["1", "--to", "Ann Weber"], ["azzzzzzzz"], ["--to", "nobody"], ["9"]])
def test_a_draft_for_nothing_is_a_user_error(book, words):
    asked(book, "today")
    code, _, err = kith(book, "draft", *words, "--json")
    assert code == 1
    assert json.loads(err)["error"]["do"]


def test_a_book_is_erased_by_its_name_only(book, tmp_path):
    plan = asked(book, "erase", "--dry-run")
    assert (plan["name"], plan["people"], plan["decisions"]) == ("kin", 1, 2)
    for words in ([], ["--name", "kim"]):
        code, _, err = kith(book, "erase", *words, "--json")
        assert code == 1
        assert "Nothing was erased" in json.loads(err)["error"]["safe"]
    assert asked(book, "people")
    assert asked(book, "erase", "--name", "kin")["ok"]
    assert not book.exists()
    assert kith(book, "erase", "--name", "kin")[0] == 1
    assert not book.exists()
