"""Nothing leaves silently: undoing everything gives what was before (R5)."""

import random
import shutil

import drawn
import pytest
import small_world
from torturing import asked, assert_clean, canonical, quick, report, some


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    asked(folder / "book", "import", *small_world.write(folder, people=24, messages=40))
    return folder


@pytest.fixture
def book(tmp_path, made):
    shutil.copytree(made / "book", tmp_path / "book")
    return tmp_path / "book"


def random_sequence(book, folder, *, seed, length):
    """Do what is drawn, undo all of it, latest first, and give the export before and after."""
    chance = random.Random(seed)
    drawn.write(folder)
    people = [one["id"] for one in asked(book, "people", "--limit", "100")]
    before, known = canonical(book), len(asked(book, "history"))
    for _ in range(length):
        words = drawn.action(chance, people, folder)
        code, _, err = quick(book, *words)
        assert code in {0, 1}, (words, err)  # 1: merged with itself by now
    done = asked(book, "history")
    for one in done[: len(done) - known]:
        assert quick(book, "undo", one["decision"])[0] == 0
    return before, canonical(book)


def test_undoing_everything_gives_what_was_before(tmp_path, book):
    before, after = random_sequence(book, tmp_path, seed=1, length=10)
    assert after == before
    assert_clean(book)


@pytest.mark.long
def test_undoing_a_thousand_random_sequences(tmp_path, made):
    seeds = some(range(1000))
    for seed in seeds:
        book = tmp_path / "book"
        shutil.copytree(made / "book", book)
        before, after = random_sequence(book, tmp_path, seed=seed, length=random.Random(seed).randint(1, 6))
        assert after == before, seed
        shutil.rmtree(book)
    report(f"R5: {len(seeds):,} random sequences of rulings and imports undone: as many exports as before")
