"""Nothing leaves silently: undoing everything gives what was before (R5)."""

import random
import shutil

import drawn
import pytest
import small_world
from torturing import asked, assert_clean, canonical, in_parts, quick, report, some_of


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    asked(folder / "book", "import", *small_world.write(folder, people=24, messages=40))
    return folder


@pytest.fixture
def book(tmp_path, made):
    shutil.copytree(made / "book", tmp_path / "book")
    return tmp_path / "book"


def random_sequence(book, folder, *, seed, length, importing=quick):
    """Do what is drawn, undo all of it, latest first, and say how much it was. importing: by what an import is run."""
    chance = random.Random(seed)
    drawn.write(folder)
    people = [one["id"] for one in asked(book, "people", "--limit", "100")]
    known = len(asked(book, "history"))
    for _ in range(length):
        words = drawn.action(chance, people, folder)
        code, _, err, *_ = (importing if words[0] == "import" else quick)(book, *words)
        assert code in {0, 1}, (words, err)  # 1: merged with itself by now
    done = asked(book, "history")
    for one in done[: len(done) - known]:
        assert quick(book, "undo", one["decision"])[0] == 0
    return len(done) - known


def test_undoing_everything_gives_what_was_before(tmp_path, book):
    before = canonical(book)
    assert random_sequence(book, tmp_path, seed=1, length=10) > 5
    assert canonical(book) == before
    assert_clean(book)


@pytest.mark.long
@in_parts
def test_undoing_a_thousand_random_sequences(tmp_path, warm, made, part):
    seeds, before, undone = some_of(range(1000), part), canonical(made / "book"), 0
    for seed in seeds:
        book = tmp_path / "book"
        shutil.copytree(made / "book", book)
        length = random.Random(seed).randint(1, 6)
        undone += random_sequence(book, tmp_path, seed=seed, length=length, importing=warm.run)
        assert canonical(book) == before, seed
        shutil.rmtree(book)
    assert undone >= len(seeds)
    report(f"R5: {len(seeds):,} random sequences of {undone:,} rulings and imports undone: as many exports as before")
