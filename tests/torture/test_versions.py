"""A book of this version under a later program, and the way back: killed at any step it is old or new (R9)."""

import shutil
from contextlib import closing

import apsw
import later_version
import pytest
import small_world
from torturing import asked, assert_clean, canonical, quick, report

LATER = "later_version"
BEFORE = f"evidence-before-{later_version.NEWEST}.db"
POINTS = 6
ASKED = [
    ["people"], ["today"], ["ties"], ["questions"], ["history"], ["sources"], ["faults"], ["me"], ["doctor"], ["rebuild"],
    ["export"], ["show", "x"], ["note", "x", "y"], ["add", "New Person"], ["merge", "x", "y"], ["undo"], ["forget", "x"], ["backup", "kith.backup"],
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    asked(folder / "book", "import", *small_world.write(folder, people=20, messages=30))
    return folder / "book"


def version(book):
    with closing(apsw.Connection(str(book / "evidence.db"))) as connection:
        return connection.pragma("user_version")


def files(book):
    """Give every file of a book, byte for byte, and when it was written."""
    return {
        one.relative_to(book): (one.read_bytes(), one.stat().st_mtime_ns) for one in book.rglob("*") if one.is_file()
    }


def raised(warm, made, book, **wish):
    """Open a copy of a book with the later program."""
    shutil.copytree(made, book)
    return warm.run(book, "people", "--limit", "1", first=LATER, **wish)


def migrate_killed(warm, folder, made, *, points, is_small=True):
    """Kill the later program at so many of its writes; each time the book is wholly old or wholly new.

    What a book says is asked at every turn of a small one; of a large one, for which that takes minutes, at the end.
    """
    count = raised(warm, made, folder / "counted", counts=True).operations
    expected, seen = canonical(made), set()
    places = range(1, count + 1, max(1, count // points))
    for at in places:
        book = folder / "book"
        assert raised(warm, made, book, at=at).code == -9, at
        stands = version(book)
        seen.add(stands)
        if stands == later_version.NOW_AT:
            assert_clean(book)
            assert not is_small or canonical(book) == expected, at
        else:
            assert (book / BEFORE).exists(), at
        assert warm.run(book, "doctor", "--deep", first=LATER).code == 0, at
        assert version(book) == later_version.NEWEST
        assert not is_small or warm.run(book, "export", first=LATER).out == expected, at
        assert quick(book, "restore", book / BEFORE)[0] == 0, at  # one command, of the present version
        assert canonical(book) == expected, at
        shutil.rmtree(book)
    return len(places), count, seen


def test_a_migration_killed_leaves_old_or_new_and_one_command_leads_back(tmp_path, warm, made):
    _, _, seen = migrate_killed(warm, tmp_path, made, points=POINTS)
    assert seen <= {later_version.NOW_AT, later_version.NEWEST}


@pytest.mark.long
def test_a_migration_killed_at_every_write(tmp_path, warm, made):
    points, count, seen = migrate_killed(warm, tmp_path, made, points=10**9)
    assert seen == {later_version.NOW_AT, later_version.NEWEST}
    report(
        f"R9: migration killed at {points} of {count} writes, syncs, renames: 0 unclean, each old or new, and back each time"
    )


@pytest.mark.long
def test_a_book_of_thirty_thousand_people_migrates(tmp_path, warm):
    path = small_world.archive(tmp_path, people=30_000, messages=2_000)
    asked(tmp_path / "made", "import", path)
    people = len(asked(tmp_path / "made", "people", "--limit", "100000"))
    assert people > 25_000
    points, count, _ = migrate_killed(warm, tmp_path, tmp_path / "made", points=8, is_small=False)
    report(
        f"R9: a book of {people:,} people: migration killed at {points} of {count} writes: 0 unclean, and back each time"
    )


def test_a_book_of_a_later_version_is_left_alone_by_every_command(tmp_path, warm, made):
    assert raised(warm, made, tmp_path / "book").code == 0
    shutil.copytree(tmp_path / "book", tmp_path / "later")
    before = files(tmp_path / "later")
    for words in ASKED:
        code, out, err = quick(tmp_path / "later", *words)
        assert (code, out) == (1, ""), words
        assert "later version" in err, words
        assert files(tmp_path / "later") == before, words
    card = tmp_path / "one.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Zoe Newcomer\nEND:VCARD\n")
    assert quick(tmp_path / "later", "import", card)[0] == 1
    assert files(tmp_path / "later") == before
