"""Backup then restore, export then import: the same canonical export, also while others write (R6)."""

import random
import shutil
import threading

import drawn
import pytest
import small_world
from torturing import asked, assert_clean, canonical, in_parts, quick, report, run, some_of


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    made = folder / "book"
    asked(made, "import", *small_world.write(folder, people=30, messages=60))
    one, two, three = [person["id"] for person in asked(made, "people")][:3]
    for words in (
        ["note", one, "likes tea\nand long walks"], ["merge", one, two], ["edit", three, "organisation=Öko & Söhne"],
        ["tag", three, "friend"], ["rhythm", three, "30"], ["promise", one, "send the book", "--due", "2026-12-01"],
        ["add", "Ünal Ödegård", "--email", "u@home.example", "--met", "at a fair"], ["me", "--goal", "meet translators"],
        ["log", three, "--kind", "meeting", "--at", "2026-03-01"], ["undo"], ["pause", three],
    ):  # fmt: skip
        assert quick(made, *words)[0] == 0, words
    return made


def test_backup_and_restore(tmp_path, book):
    file, other = tmp_path / "kith.backup", tmp_path / "other"
    assert asked(book, "backup", file, "--verify")["verified"]
    asked(other, "restore", file)
    assert canonical(other) == canonical(book)
    assert_clean(other)
    people = {one["id"] for one in asked(book, "people", "--limit", "1000")}
    assert {one["id"] for one in asked(other, "people", "--limit", "1000")} == people


def test_export_and_import(tmp_path, book):
    file, other = tmp_path / "all.json", tmp_path / "other"
    assert quick(book, "export", "--format", "json", "-o", file)[0] == 0
    for _ in range(2):  # twice is once
        asked(other, "import", file)
        assert canonical(other) == canonical(book)
    assert_clean(other)


def come_back(book, folder, *, seed, importing):
    """Do what is drawn, take the book along in both ways, and find the same book at the other end."""
    chance = random.Random(f"round trip {seed}")
    drawn.write(folder)
    people = [one["id"] for one in asked(book, "people", "--limit", "100")]
    for _ in range(chance.randint(3, 12)):
        words = drawn.action(chance, people, folder)
        code = (importing if words[0] == "import" else quick)(book, *words)[0]
        assert code in {0, 1}, words  # 1: merged with itself by now
    if chance.random() < 0.5:
        quick(book, "undo")
    expected = canonical(book)
    assert quick(book, "export", "--format", "json", "-o", folder / "all.json")[0] == 0
    assert quick(book, "backup", folder / "kith.backup")[0] == 0
    assert importing(folder / "imported", "import", folder / "all.json")[0] == 0, seed
    asked(folder / "restored", "restore", folder / "kith.backup")
    assert canonical(folder / "imported") == expected, seed
    assert canonical(folder / "restored") == expected, seed


def random_books(made, folder, seeds, *, importing=quick):
    """Let a copy of a book come back for each seed. importing: by what an import is run."""
    for seed in seeds:
        (folder / f"{seed}").mkdir()
        shutil.copytree(made, folder / f"{seed}" / "book")
        come_back(folder / f"{seed}" / "book", folder / f"{seed}", seed=seed, importing=importing)
        shutil.rmtree(folder / f"{seed}")


def test_a_book_with_rulings_of_all_sorts_comes_back(tmp_path, book):
    random_books(book, tmp_path, range(2))


@pytest.mark.long
@in_parts
def test_a_hundred_books_with_rulings_of_all_sorts_come_back(tmp_path, warm, book, part):
    seeds = some_of(range(100), part)
    random_books(book, tmp_path, seeds, importing=warm.run)
    report(f"R6: {len(seeds)} books with random rulings: exported and imported, backed up and restored, each the same")


def test_a_copy_of_the_folder_is_a_backup(tmp_path, book):
    shutil.copytree(book, tmp_path / "copy")
    assert canonical(tmp_path / "copy") == canonical(book)


def test_backups_while_others_write_are_whole(tmp_path, book):
    """Each backup holds the rulings up to some moment: all before it, none behind it."""
    busy, stop, written = tmp_path / "busy", threading.Event(), []
    shutil.copytree(book, busy)
    who = asked(busy, "people")[0]["id"]

    def write():
        while not stop.is_set() and len(written) < 200:
            assert run(busy, "note", who, f"numbered {len(written):04d}")[0] == 0
            written.append(f"numbered {len(written):04d}")

    writer = threading.Thread(target=write)
    writer.start()
    sizes = []
    for number in range(3):
        file, other = tmp_path / f"{number}.backup", tmp_path / f"{number}"
        surely = len(written)
        assert run(busy, "backup", file, "--verify")[0] == 0
        assert quick(other, "restore", file)[0] == 0
        assert_clean(other)
        held = canonical(other)
        count = held.count("numbered ")
        assert all(f"numbered {n:04d}" in held for n in range(surely))
        sizes.append(count)
    stop.set()
    writer.join()
    assert sizes == sorted(sizes)
    assert all(text in canonical(busy) for text in written)
