"""How far two names agree, part by part."""

import pytest

from kithbook.identity import rarity
from kithbook.identity.agreement import (
    ALIKE,
    DIFFERENT,
    FORM,
    INITIAL,
    INITIAL_WEIGHT,
    LEAST_WEIGHT,
    MIDDLE_LOSS,
    MISSING,
    PART,
    SAME,
    SILENT,
    SUFFIX_LOSS,
    SWAPPED_LOSS,
    TYPO,
    Agreement,
    agreement,
    are_plainly_two,
    best,
    given_word,
)
from kithbook.identity.names import Name


def name(given="", family="", **more):
    return Name(tuple(given.split()), tuple(family.split()), **more)


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("ann", "ann", SAME),
        ("sofie", "soffie", SAME),  # one loose spelling
        ("bob", "robert", FORM),
        ("keru", "kerubino", FORM),  # a name cut short, of three letters at least
        ("ke", "kerubino", DIFFERENT),
        ("zof", "zop", TYPO),
        ("zof", "zpq", DIFFERENT),
        ("zo", "zu", DIFFERENT),
        ("kerubino", "kerubina", TYPO),
        ("kerubino", "kerzzzzz", ALIKE),  # it may be a pet form
        ("kerubino", "kexxxxxx", DIFFERENT),
        ("maria", "mario", DIFFERENT),  # both are known names
        ("k", "kerubino", INITIAL),
        ("k", "k", INITIAL),
        ("r", "bob", INITIAL),
        ("k", "zof", DIFFERENT),
        ("王", "ann", MISSING),
        ("王明", "王朋", DIFFERENT),
    ],
)
def test_given_names_agree_so_far(one, two, level):
    assert given_word(one, two) == given_word(two, one) == level


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("zandhofer", "zandhofer", SAME),
        ("keller-weber", "weber-keller", SAME),
        ("van der zandhofer", "zandhofer", SAME),  # the particles are left out
        ("keller-weber", "weber", PART),
        ("keller weber", "keller", PART),
        ("featherstone", "fetherstone", TYPO),
        ("xzander", "qzandrr", ALIKE),
        ("meyer", "mayer", ALIKE),  # both are known surnames, and sound alike
        ("baker", "bakker", ALIKE),
        ("hoffmann", "hofmann", ALIKE),
        ("muller", "mueller", SAME),
        ("zandhoffer", "zandhofer", SAME),  # no known surnames: one spelling or the other of one
        ("chen", "zhang", DIFFERENT),
        ("kell", "kalk", DIFFERENT),
        ("abc", "abd", DIFFERENT),  # too short for a slip
        ("s", "smith", INITIAL),
        ("s", "jones", DIFFERENT),
        ("王", "smith", MISSING),
        ("", "smith", MISSING),
        ("zandhofer keller", "zandhofir", DIFFERENT),  # one of two, and that with a slip
    ],
)
def test_family_names_agree_so_far(one, two, level):
    found = agreement(name("ann", one), name("ann", two))
    assert found.family == agreement(name("ann", two), name("ann", one)).family == level


@pytest.mark.parametrize(
    ("one", "two", "given"),
    [
        ("john edward", "edward", FORM),  # one uses the second name
        ("john edward", "ed", FORM),
        ("john k", "k", DIFFERENT),  # an initial is no name that one uses
        ("jean-luc", "jean luc", SAME),
        ("xiao ming", "xiaoming", SAME),
        ("anika-berta", "anika", FORM),
        ("bo-lotta", "bo", PART),  # the first of two joined names, too short for a name cut short
        ("", "ann", MISSING),
    ],
)
def test_several_given_names_agree_so_far(one, two, given):
    found = agreement(name(one, "zandhofer"), name(two, "zandhofer"))
    assert found.given == agreement(name(two, "zandhofer"), name(one, "zandhofer")).given == given


@pytest.mark.parametrize(
    ("one", "two", "malus"),
    [
        ("john albert", "john bertram", MIDDLE_LOSS),
        ("john a", "john b", MIDDLE_LOSS),
        ("john a", "john bertram", MIDDLE_LOSS),
        ("john a", "john albert", 0.0),
        ("john albert", "john", 0.0),
        ("john albert", "john alberd", 0.0),
        ("john 王", "john albert", 0.0),  # another script tells nothing
    ],
)
def test_another_middle_name_is_another_person(one, two, malus):
    found = agreement(name(one, "smith"), name(two, "smith"))
    assert (found.given, found.family, found.malus) == (SAME, SAME, malus)
    assert found.is_contrary is (malus < 0)
    assert found.is_full is found.is_near is (malus == 0)


def test_father_and_son_bear_one_name():
    found = agreement(name("john", "smith", suffix="jr"), name("john", "smith", suffix="sr"))
    assert found.malus == SUFFIX_LOSS
    assert found.is_contrary
    assert agreement(name("john", "smith", suffix="jr"), name("john", "smith")).malus == 0


def test_parts_in_the_other_order_agree_for_a_little_less():
    found = agreement(name("zandhofer", "kerubino"), name("kerubino", "zandhofer"))
    assert (found.given, found.family, found.malus) == (SAME, SAME, -SWAPPED_LOSS)
    assert found.is_full
    straight = agreement(name("zandhofer", "kerubino"), name("zandhofer", "kerubino"))
    assert straight.malus == 0


def test_what_an_address_suggests_adds_and_denies_nothing_but_where_both_state_another_given_name():
    ann, bob = name("ann", "smith"), name("bob", "smith")
    guess = name("ann", "smith", is_guess=True)
    assert best((ann,), (guess,)).is_full
    assert best((bob,), (guess,)) == SILENT
    assert best((ann,), (bob, guess)) == Agreement(DIFFERENT, MISSING)
    assert best((name("a", "smith"),), (guess,)).given == INITIAL
    assert best((), (ann,)) == best((ann,), ()) == SILENT


def test_of_several_names_the_best_counts_but_two_guesses_are_not_set_against_each_other():
    maiden = (name("ann", "schmidt"), name("ann", "muller"))
    assert best(maiden, (name("ann", "muller"),)).is_full
    guess = name("kerubino", "zandhofer", is_guess=True)
    stated = name("k", "zandhofer")
    assert best((stated, guess), (stated, guess)).given == FORM or best((stated, guess), (stated, guess)).given <= SAME
    assert not best((name("ann", "lee"), guess), (name("bob", "kowalski"), guess)).is_full


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (name("ann", "lee"), name("ann", "smith", is_guess=True)),
        (name("ann", "lee"), name("lee", "ann")),  # in the other order
        (name("ann"), name("ann", "smith")),
        (name("ann", "lee"), name("", "smith")),
        (name("ann", "smith"), name("ann", "smyth")),
    ],
)
def test_what_only_a_whole_comparison_can_tell_is_not_plainly_two(one, two):
    assert not are_plainly_two((one,), (two,))
    assert not are_plainly_two((two,), (one,))


def test_two_names_on_one_card_are_not_plainly_two():
    assert not are_plainly_two((name("ann", "lee"), name("ann", "smith")), (name("ann", "kowalski"),))


@pytest.mark.parametrize(
    ("found", "is_full", "is_near", "is_contrary"),
    [
        (Agreement(SAME, SAME), True, True, False),
        (Agreement(TYPO, SAME), True, True, False),
        (Agreement(TYPO, TYPO), False, True, False),
        (Agreement(ALIKE, SAME), False, True, False),
        (Agreement(INITIAL, SAME), False, False, False),
        (Agreement(SAME, INITIAL), False, False, False),
        (Agreement(SAME, MISSING), False, False, False),
        (Agreement(SAME, DIFFERENT), False, False, True),
        (Agreement(DIFFERENT, SAME), False, False, True),
        (Agreement(SAME, SAME, malus=MIDDLE_LOSS), False, False, True),
        (Agreement(SAME, SAME, malus=MIDDLE_LOSS + 1), True, True, False),
    ],
)
def test_what_an_agreement_comes_to(found, is_full, is_near, is_contrary):
    assert (found.is_full, found.is_near, found.is_contrary) == (is_full, is_near, is_contrary)
    assert not found.is_silent
    assert SILENT.is_silent


def test_match_weights_add_up():
    ann, zandhofer = rarity.weight(rarity.given_share("ann", 0)), rarity.weight(rarity.surname_share("zandhofer", 0))
    assert Agreement(SAME, SAME, "ann", "zandhofer").weight(0, 0) == pytest.approx(ann + zandhofer)
    assert Agreement(FORM, SAME, "ann", "zandhofer").weight(0, 0) == pytest.approx(ann - 2 + zandhofer)
    assert Agreement(SAME, TYPO, "ann", "zandhofer").weight(0, 0) == pytest.approx(ann + zandhofer - 3)
    assert Agreement(INITIAL, SAME, "", "zandhofer").weight(0, 0) == pytest.approx(INITIAL_WEIGHT + zandhofer)
    assert Agreement(ALIKE, ALIKE).weight(0, 0) == 2 * INITIAL_WEIGHT
    assert Agreement(DIFFERENT, MISSING).weight(0, 0) == -8
    assert Agreement(MISSING, DIFFERENT).weight(0, 0) == -6
    assert Agreement(SAME, MISSING, "ann", malus=-2).weight(0, 0) == pytest.approx(ann - 2)
    assert Agreement(TYPO, MISSING, "john").weight(10**6, 0) == LEAST_WEIGHT
    assert SILENT.weight(5, 5) == 0


def test_a_better_agreement_ranks_higher():
    found = [
        Agreement(DIFFERENT, DIFFERENT),
        Agreement(DIFFERENT, SAME, malus=-8),
        Agreement(DIFFERENT, SAME),
        Agreement(MISSING, SAME),
        Agreement(SAME, SAME, malus=-4),
        Agreement(SAME, SAME),
    ]
    assert sorted(found, key=lambda one: one.rank) == found
