"""Detached imports from the terminal: begun, looked at, cancelled and gone on with."""

from terminal import asked, kith

from kithbook.actions.demo import Village
from processes import until

CARDS = str(Village.find().files / "contacts.vcf")


def settled(book):
    return until(lambda: found if (found := asked(book, "jobs"))[0]["state"] not in {"waiting", "running"} else None)


def test_a_detached_import_is_begun_listed_and_ends(tmp_path):
    book = tmp_path / "book"
    assert asked(book, "jobs") == []
    assert "none" in kith(book, "jobs")[1]
    assert asked(book, "import", CARDS, "--detached") == {"job": "1"}
    (job,) = settled(book)
    assert (job["id"], job["verb"], job["state"], job["what"]) == ("1", "import", "done", ["contacts.vcf"])
    assert job["result"]["people"]["after"] == len(asked(book, "people")) > 10
    assert job["started"].endswith("Z")
    code, out, _ = kith(book, "jobs")
    assert code == 0
    assert "contacts.vcf" in out
    assert "done" in out


def test_one_that_failed_says_why_and_how_to_go_on(tmp_path):
    book, path = tmp_path / "book", tmp_path / "empty.bin"
    path.write_bytes(b"")
    asked(book, "import", str(path), "--detached")
    (job,) = settled(book)
    assert job["state"] == "failed"
    assert "empty" in job["error"]["what"]
    out = kith(book, "jobs")[1]
    assert "empty" in out
    assert "kith jobs --resume 1" in out
    kith(book, "jobs", "--resume", "1")
    assert [one["state"] for one in settled(book)] == ["failed", "failed"]


def test_cancelled_from_the_terminal(tmp_path):
    book = tmp_path / "book"
    asked(book, "import", str(Village.find().files), "--detached")
    (job,) = asked(book, "jobs", "--cancel", "1")
    assert job["state"] == "cancelled"
    code, _, err = kith(book, "jobs", "--cancel", "7")
    assert code == 1
    assert "7" in err


def test_a_dry_run_is_not_detached(tmp_path):
    assert kith(tmp_path / "book", "import", CARDS, "--detached", "--dry-run")[0] == 2
