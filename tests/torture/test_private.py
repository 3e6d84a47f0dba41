"""Nothing leaves the machine, files are the owner's alone, errors name files and not people, forgetting is whole (S9–S11, P1)."""

import os
import re
import shutil
import stat
import subprocess
import sys
import textwrap
import time
import tomllib
from pathlib import Path

import pytest
import small_world
from torturing import KITH, asked, assert_clean, quick, run, slowness

ROOT = Path(__file__).parents[2]
DIRECT_DEPENDENCIES = 16
WATCH = """
    import os, sys
    def hook(event, arguments):
        if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.bind"}:
            with open(os.environ["KITH_WATCHED"], "a") as out:
                out.write(f"{event} {arguments!r}\\n")
    sys.addaudithook(hook)
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=30, messages=60)


@pytest.fixture(scope="module")
def book(tmp_path_factory, world):
    made = tmp_path_factory.mktemp("private") / "book"
    previous = os.umask(0o000)
    try:
        code, _, err = run(made, "import", *world)
    finally:
        os.umask(previous)
    assert code == 0, err
    return made


def test_folder_and_files_are_the_owners_alone(book):
    person = asked(book, "people")[0]["id"]
    assert quick(book, "note", person, "x")[0] == 0
    assert quick(book, "rebuild")[0] == 0
    for path in (book, *book.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_backup_is_the_owners_alone(tmp_path, book):
    assert quick(book, "backup", tmp_path / "kith.backup")[0] == 0
    assert stat.S_IMODE((tmp_path / "kith.backup").stat().st_mode) & 0o077 == 0


def test_no_socket_is_opened(tmp_path, world):
    """Whatever the program or its workers open is written down by the interpreter itself."""
    (tmp_path / "sitecustomize.py").write_text(textwrap.dedent(WATCH), encoding="utf-8")
    watched = tmp_path / "watched"
    more = {"env": {**os.environ, "PYTHONPATH": str(tmp_path), "KITH_WATCHED": str(watched)}}
    check = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket().bind(('127.0.0.1', 0))"], check=True, **more
    )
    assert check.returncode == 0
    assert "socket.bind" in watched.read_text(encoding="utf-8")  # the watch watches
    watched.unlink()
    for words in (["import", *world], ["today"], ["people"], ["export", "-o", tmp_path / "out"], ["doctor"]):
        assert run(tmp_path / "book", *words, **more)[0] == 0
    assert not watched.exists()


@pytest.mark.long
def test_the_kernel_sees_no_connection(tmp_path, world):
    if shutil.which("strace") is None:
        pytest.skip("needs strace: apt-get install strace")
    for words in (["import", *world], ["today"]):
        out = tmp_path / "calls"
        subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", out, *KITH, "--book", tmp_path / "book", *words],
            check=True, capture_output=True,
        )  # fmt: skip
        assert "AF_INET" not in out.read_text(encoding="utf-8", errors="replace")


def test_errors_name_files_and_not_people(tmp_path, book):
    """What goes to standard error, where logs are made of it, holds no name, address or subject at the default level."""
    names = {one["name"] for one in asked(book, "people", "--limit", "1000") if len(one["name"]) > 5}
    damaged = tmp_path / "damaged.vcf"
    damaged.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Secret Sally\r\nEMAIL:sally@secret.example\r\n" + b"\x00" * 99
    )
    said = ""
    for words in (
        ["import", damaged],
        ["import", tmp_path / "nothing"],
        ["doctor"],
        ["rebuild"],
        ["backup", tmp_path / "b"],
        ["restore", damaged],
        ["undo", "nothing"],
    ):
        said += run(book, *words)[2]
    assert not [name for name in {*names, "Sally", "secret.example", "About "} if name in said]
    assert not list(book.rglob("*.log"))


def test_a_whole_day_of_commands_tells_standard_error_nobody(tmp_path, world):
    """S10: whatever is imported, ruled, asked and erased, no name, address or subject of the book is told beside the answer."""
    book = tmp_path / "book"
    said = [quick(book, "import", *world)[2]]
    everybody = asked(book, "people", "--limit", "1000") + asked(book, "people", "--state", "seen", "--limit", "1000")
    one, two, three = [person["id"] for person in everybody[:3]]
    for words in (
        ["import", *world], ["import", *world, "--dry-run"], ["people"], ["people", "ann"], ["show", one], ["ties"], ["today"], ["questions"],
        ["note", one, "x"], ["edit", one, "title=Cook"], ["tag", one, "friend"], ["rhythm", one, "30"], ["remind", one, "2027-01-01"],
        ["promise", one, "send it"], ["merge", one, two], ["undo"], ["history"], ["sources"], ["faults"], ["me", "--capacity", "3"],
        ["export", "-o", tmp_path / "out"], ["backup", tmp_path / "kith.backup", "--verify"], ["restore", tmp_path / "kith.backup"],
        ["rebuild"], ["doctor", "--deep"], ["forget", three, "--yes"],
    ):  # fmt: skip
        code, _, err = quick(book, *words)
        assert code == 0, (words, err)
        said.append(err)
    told = "\n".join(said).casefold()
    corpus = {person["name"] for person in everybody if " " in person["name"]}
    corpus |= {handle["value"] for person in everybody for handle in person["handles"]} | {"About 1"}
    assert len(corpus) > 40
    assert [word for word in corpus if word.casefold() in told] == []


def test_few_direct_dependencies_and_all_locked_by_hash():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(project["dependencies"]) <= DIRECT_DEPENDENCIES
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    for package in lock["package"]:
        if "registry" in package["source"]:
            files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
            assert files, package["name"]
            assert all(re.match(r"sha256:[0-9a-f]{64}$", file["hash"]) for file in files), package["name"]


def test_forgetting_takes_one_command_and_leaves_no_byte(tmp_path, world):
    marked = tmp_path / "marked.vcf"
    marked.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:mark\nFN:Quirinus Vexelbart\nEMAIL:quirinus@vexelbart.example\nTEL:+4930123456\nEND:VCARD\n",
        encoding="utf-8",
    )
    letters = tmp_path / "marked.mbox"
    letters.write_text(
        f"From x Mon Jan  5 10:00:00 2026\nFrom: Quirinus Vexelbart <quirinus@vexelbart.example>\nTo: {small_world.EGO}\n"
        "Date: Mon, 5 Jan 2026 10:00:00 +0000\nSubject: From Vexelbart\nMessage-ID: <v1@x>\n\nCould you write to Vexelbart by Friday?\n\n",
        encoding="utf-8",
    )
    book = tmp_path / "book"
    asked(book, "import", *world, marked, letters)
    quick(book, "note", "quirinus@vexelbart.example", "Vexelbart likes tea")
    assert b"exelbart" in b"".join(path.read_bytes() for path in book.iterdir())
    begun = time.perf_counter()
    code, _, err = run(book, "forget", "quirinus@vexelbart.example", "--yes")
    assert code == 0, err
    assert time.perf_counter() - begun < 5 * slowness()
    for path in book.rglob("*"):
        if path.is_file():
            assert b"exelbart" not in path.read_bytes().lower(), path.name
    asked(book, "import", marked, letters)
    assert asked(book, "people", "Vexelbart") == []
    assert_clean(book)


def test_forgetting_takes_what_is_named_after_them_too(tmp_path):
    """A file named after one person may hold others as well: the import and its job stay, without the name."""
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{0}\nEMAIL:{1}\nEND:VCARD\n"
    file, book = tmp_path / "Vexelbart_Quirinus.vcf", tmp_path / "book"
    both = [card.format("Quirinus Vexelbart", "q@home.example"), card.format("Bo Other", "bo@home.example")]
    file.write_text("".join(both), encoding="utf-8")
    asked(book, "import", file, "--detached")
    until = time.monotonic() + 120
    while asked(book, "jobs")[0]["state"] in {"waiting", "running"} and time.monotonic() < until:
        time.sleep(0.05)
    assert b"exelbart" in (book / "jobs" / "1.json").read_bytes()
    assert run(book, "forget", "q@home.example", "--yes")[0] == 0
    for path in book.rglob("*"):
        if path.is_file():
            assert b"exelbart" not in path.read_bytes(), path.name
    assert [one["name"] for one in asked(book, "people")] == ["Bo Other"]
    assert_clean(book)
