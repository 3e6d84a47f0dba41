"""Whatever command is killed, at whatever write: the book says what it said before, or what it says after (R1)."""

import re
import shutil
from typing import NamedTuple

import pytest
import small_world
from torturing import asked, assert_clean, canonical, leftovers, quick, report, some

POINTS = 4  # at which the short test kills each command


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make a book with something to take back, a backup of it, and a later archive to bring."""
    folder = tmp_path_factory.mktemp("world")
    book = folder / "book"
    asked(book, "import", *small_world.write(folder, people=40, messages=60))
    people = [one["id"] for one in asked(book, "people")]
    for words in (["merge", people[4], people[5]], ["note", people[4], "likes tea", "--at", "2026-03-01"], ["tag", people[6], "friend"]):  # fmt: skip
        assert quick(book, *words)[0] == 0, words
    assert quick(book, "backup", folder / "kith.backup")[0] == 0
    assert quick(book, "note", people[7], "behind the backup", "--at", "2026-03-02")[0] == 0
    small_world.archive(folder, people=44, messages=40, day=small_world.LATER)
    return folder


class Killed(NamedTuple):
    """A command as the made book allows it, and whether it may be given again when it was done already."""

    words: list[str]
    is_again: bool = True


def commands(folder):
    book = folder / "book"
    people = [one["id"] for one in asked(book, "people")]
    steps = asked(book, "history")
    merged = next(one["id"] for one in asked(book, "people", "--limit", "1000") if one["card_count"] > 1)
    card = asked(book, "show", merged)["cards"][0]["id"]
    late = folder / f"Complete_LinkedInDataExport_{small_world.LATER:%m-%d-%Y}.zip"
    return {
        "note": Killed(["note", people[0], "drinks coffee", "--at", "2026-03-03"], is_again=False),
        "edit": Killed(["edit", people[1], "organisation=Elsewhere"], is_again=False),
        "merge": Killed(["merge", people[0], people[1]], is_again=False),
        "split": Killed(["split", merged, card], is_again=False),
        "undo a ruling": Killed(["undo", next(one["decision"] for one in steps if one["verb"] == "merge")], is_again=False),
        "undo an import": Killed(["undo", next(one["decision"] for one in steps if one["verb"] == "import")], is_again=False),
        "forget": Killed(["forget", people[3], "--yes"], is_again=False),
        "import": Killed(["import", str(late)]),
        "today": Killed(["today"]),
        "rebuild": Killed(["rebuild"]),
        "backup": Killed(["backup", str(folder / "other.backup"), "--verify"]),
        "restore": Killed(["restore", str(folder / "kith.backup")]),
    }  # fmt: skip


NAMES = ["note", "edit", "merge", "split", "undo a ruling", "undo an import", "forget", "import", "today", "rebuild", "backup", "restore"]  # fmt: skip


def sort(name):
    """Give a file's name without the moment at which it was made."""
    return re.sub(r"\d{8}T\d{6}Z", "", name)


def kill_at_each(warm, folder, made, killed, *, points=None):
    """Kill a command at each operation, or at so many; the book is whole, and says what it said before or after."""
    undisturbed = folder / "undisturbed"
    shutil.copytree(made / "book", undisturbed)
    ended = warm.run(undisturbed, *killed.words, counts=True)
    assert ended.code == 0, ended.err
    before, after, hit = canonical(made / "book"), canonical(undisturbed), 0
    every = range(1, ended.operations + 1)
    places = every[:: max(1, ended.operations // points)] if points else some(every)
    for at in places:
        book = folder / "book"
        shutil.copytree(made / "book", book)
        code = warm.run(book, *killed.words, at=at).code
        assert code in {-9, 0}, (killed.words, at)  # 0: a quicker import keeps larger batches, and has fewer writes
        hit += code == -9
        assert_clean(book)
        found = canonical(book)
        assert found in {before, after} or killed.words[0] == "import", (killed.words, at)  # an import goes on
        if found != after or killed.is_again:
            again = warm.run(book, *killed.words)
            assert again.code == 0, (killed.words, at, again.err)
            assert canonical(book) == after, (killed.words, at)
        assert not list(warm.temporary.iterdir()), (killed.words, at)
        assert {sort(name) for name in leftovers(book)} == {sort(name) for name in leftovers(undisturbed)}, (
            killed.words,
            at,
        )
        shutil.rmtree(book)
    assert hit >= len(places) // 2
    return hit, ended.operations


@pytest.mark.parametrize("name", NAMES)
def test_a_command_killed_is_done_or_not(tmp_path, warm, made, name):
    kill_at_each(warm, tmp_path, made, commands(made)[name], points=POINTS)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_command_killed_at_every_write_is_done_or_not(tmp_path, warm, made, name):
    points, _ = kill_at_each(warm, tmp_path, made, commands(made)[name])
    report(f"R1: {name} killed at each of {points} writes, syncs, renames: 0 unclean, before or after, never between")


def alone_under_their_address(book):
    """Give somebody whose address nobody else goes by, and what gives them away."""
    for one in asked(book, "people", "--limit", "1000"):
        marks = [each["value"] for each in one["handles"] if each["kind"] == "email"]
        if marks and all(len(asked(book, "people", mark)) == 1 for mark in marks):
            return one, [mark.encode() for mark in marks]
    raise AssertionError("a world without anybody who has an address for themselves")


def forget_killed(warm, folder, made, *, points=None):
    """Kill a forgetting, give it again, and look for the one forgotten in every file; say at how many writes."""
    who, marks = alone_under_their_address(made / "book")
    shutil.copytree(made / "book", folder / "counted")
    count = warm.run(folder / "counted", "forget", who["id"], "--yes", counts=True).operations
    places = range(1, count + 1)[:: max(1, count // points)] if points else some(range(1, count + 1))
    for at in places:
        book = folder / "book"
        shutil.copytree(made / "book", book)
        assert warm.run(book, "forget", who["id"], "--yes", at=at).code == -9
        assert warm.run(book, "forget", who["id"], "--yes").code in {0, 1}  # 1: they were forgotten already
        for path in book.rglob("*"):
            assert not [mark for mark in marks if mark in path.read_bytes()], (at, path.name)
        shutil.rmtree(book)
    return len(places)


def test_forgetting_killed_at_any_write_leaves_no_byte_once_it_is_given_again(tmp_path, warm, made):
    forget_killed(warm, tmp_path, made, points=POINTS)


@pytest.mark.long
def test_forgetting_killed_at_every_write_leaves_no_byte_once_it_is_given_again(tmp_path, warm, made):
    points = forget_killed(warm, tmp_path, made)
    report(
        f"P1: forgetting killed at each of {points} writes, syncs, renames and given again: no byte left in any file"
    )
