"""The same files twice, two archives a month apart, sources in every order: one book (R2)."""

import json
from itertools import permutations

import pytest
import small_world
from hypothesis import given, settings
from hypothesis import strategies as st
from torturing import asked, assert_clean, canonical, report

ORDERS = list(permutations(range(4)))
SHORT = [ORDERS[9], ORDERS[23]]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return small_world.write(tmp_path_factory.mktemp("world"), people=30, messages=40)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory, world):
    """Import all four with one command."""
    book = tmp_path_factory.mktemp("at-once") / "book"
    for one in asked(book, "import", *world)["runs"]:
        assert one["observed"] == one["new"] + one["changed"] + one["unchanged"] + sum(one["skipped"].values()) + len(
            one["faults"]
        )
    return book, canonical(book)


def test_the_same_files_again_change_nothing(world, at_once):
    book, expected = at_once
    runs = len(asked(book, "history"))
    answer = asked(book, "import", *world)
    for one in answer["runs"]:
        assert (one["new"], one["changed"], one["faults"]) == (0, 0, [])
        assert one["observed"] == one["unchanged"] + sum(one["skipped"].values())
    assert answer["people"]["before"] == answer["people"]["after"]
    assert canonical(book) == expected
    assert len(asked(book, "history")) <= runs + len(world)
    assert_clean(book)


def in_order(folder, world, order):
    """Import one after the other, each with a command of its own: the digest grows step by step."""
    book = folder / "".join(map(str, order))
    for number in order:
        asked(book, "import", world[number])
    return canonical(book)


@pytest.mark.parametrize("order", SHORT, ids=str)
def test_the_order_of_sources_does_not_matter(tmp_path, world, at_once, order):
    assert in_order(tmp_path, world, order) == at_once[1]


@pytest.mark.long
def test_all_twenty_four_orders_of_four_sources_give_one_book(tmp_path, world, at_once):
    for order in ORDERS:
        assert in_order(tmp_path, world, order) == at_once[1], order
    report(f"R2: {len(ORDERS)} orders of 4 sources: one canonical export")


def test_two_archives_a_month_apart_in_either_order(tmp_path):
    early = small_world.archive(tmp_path, people=40, day=small_world.EARLIER)
    late = small_world.archive(tmp_path, people=40, day=small_world.DAY)
    exports, counts = [], []
    for name, paths in (("a", [early, late]), ("b", [late, early, late])):
        book = tmp_path / name
        for path in paths:
            answer = asked(book, "import", path)
        counts.append(answer["people"]["after"])
        exports.append(canonical(book))
        assert_clean(book)
    assert len(set(exports)) == 1
    assert len(set(counts)) == 1


@settings(max_examples=2)
@given(st.permutations(range(4)), st.lists(st.integers(0, 3), max_size=3))
def test_whatever_is_imported_again_in_between(tmp_path_factory, world, at_once, order, again):
    book = tmp_path_factory.mktemp("again") / "book"
    asked(book, "import", *(world[number] for number in [*order, *again]))
    assert canonical(book) == at_once[1]


def test_a_dry_run_keeps_nothing(tmp_path, world, at_once):
    book, expected = at_once
    other = small_world.archive(tmp_path, people=50, day=small_world.DAY)
    answer = asked(book, "import", other, "--dry-run")
    assert answer["dry_run"]
    assert json.dumps(answer["sample"])
    assert canonical(book) == expected
