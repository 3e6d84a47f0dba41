"""That a cue's hints are enough: followed letter by letter, no way through its pattern avoids them all."""

import importlib
import pkgutil
import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from kithbook import reading
from kithbook.reading.cues import Cue, word, words

UNKNOWN = "\0"  # a letter that may be any: no hint holds it
CHOICES = 12  # a set of more letters is any


def cues():
    modules = [
        importlib.import_module(f"{reading.__name__}.{found.name}") for found in pkgutil.iter_modules(reading.__path__)
    ]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Cue)
    }


def letters(members):
    """Give the letters of a set, or one that is unknown where they are many."""
    if all(code is codes.LITERAL for code, _ in members) and len(members) <= CHOICES:
        return {chr(value) for _, value in members}
    return {UNKNOWN}


class Walk:
    """All ends of what a pattern may have matched so far, of matches in which no hint stands yet."""

    def __init__(self, hints):
        self.hints = hints
        self.reach = max(map(len, hints)) - 1

    def grown(self, ends, more):
        both = {end + letter for end in ends for letter in more}
        return {end[-self.reach :] for end in both if not any(hint in end for hint in self.hints)}

    def through(self, ends, pattern):
        for code, value in pattern:
            ends = self.step(ends, code, value)
        return ends

    def step(self, ends, code, value):
        if code is codes.LITERAL:
            return self.grown(ends, {chr(value)})
        if code is codes.IN:
            return self.grown(ends, letters(value))
        if code is codes.BRANCH:
            return set().union(*(self.through(ends, one) for one in value[1]))
        if code is codes.SUBPATTERN:
            return self.through(ends, value[3])
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
            return self.repeated(ends, *value)
        if code in {codes.AT, codes.ASSERT, codes.ASSERT_NOT}:
            return ends
        assert code in {codes.ANY, codes.NOT_LITERAL}, code
        return self.grown(ends, {UNKNOWN})

    def repeated(self, ends, least, most, pattern):
        for _ in range(least):
            ends = self.through(ends, pattern)
        every, number = set(ends), least
        while number < most:
            ends = self.through(ends, pattern) - every
            if not ends:
                break
            every |= ends
            number += 1
        return every


def avoiding(cue):
    return Walk(cue.hints).through({""}, parser.parse(cue.pattern.pattern))


@pytest.mark.parametrize("name", cues())
def test_a_hint_stands_in_whatever_a_cue_matches(name):
    assert avoiding(cues()[name]) == set()


def test_the_proof_notices_a_way_around_the_hints():
    assert avoiding(Cue("ab", pattern="x(?:ab|ac)?"))
    assert avoiding(Cue("ab", pattern="a[bc]"))
    assert avoiding(Cue("ab", pattern="a.?b"))
    assert not avoiding(Cue("ab", "ac", pattern="[xy]*a(?:b|c)d"))


def test_a_cue_is_searched_only_where_a_hint_stands():
    cue = Cue("hiring", pattern=r"we are (\w+)")
    assert cue.search("we are glad") is None
    assert cue.search("we are hiring")[1] == "hiring"


@pytest.mark.parametrize("text", ["is", "this is", "his", "is", "-is.", "éis", "_is", "a cat, is", "isis"])
def test_a_word_begins_where_a_boundary_is(text):
    assert [found.span() for found in re.finditer(word("is"), text)] == [
        found.span() for found in re.finditer(r"\bis", text)
    ]
    assert [found.span() for found in re.finditer(words("is", "cat"), text)] == [
        found.span() for found in re.finditer(r"\b(?:is|cat)", text)
    ]
