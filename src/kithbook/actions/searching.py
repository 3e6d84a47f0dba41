"""Searching people by words: beginnings of names first, then of all that is said, then near spellings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.actions.roster import Flags, Roster
from kithbook.actions.word_index import words_of
from kithbook.digest.persons import searched
from kithbook.identity.fold import fold, loose
from kithbook.store.book import Book

BY_NAME, BY_WORDS, BY_SPELLING = 0, 1, 2  # the worse, the later in the list
LONGEST: Final = 12  # words of one search
SHORTEST: Final = 2  # letters that are looked for beyond names: one letter begins a word of everybody
NEAREST: Final = 6  # spellings that are offered
ALIKE: Final = 65.0  # of 100, by rapidfuzz over folded words: one letter of three may differ, two of seven
ABOUT: Final = 12.0  # how much less alike than the nearest a spelling may be that is offered too
TYPED: Final = 3  # letters from which on a word is compared with the beginnings of longer ones


@dataclass(frozen=True)
class Found:
    """Who answers to some words. Without words everybody does."""

    known: Flags
    badness: NDArray[np.int8]  # a slot
    seen: Sequence[int]  # numbers of the merely seen
    nearest: tuple[str, ...]
    is_asked: bool


def search(book: Book, everyone: Roster, text: str) -> Found:
    """Find who answers to all of these words, each of which may be the beginning of one; else to near spellings."""
    found = exact(book, everyone, text)
    if not found.is_asked or found.known.any():
        return found
    near, nearest = by_spelling(everyone, words_of(text)[:LONGEST])
    return replace(found, known=near, badness=np.full(len(everyone), BY_SPELLING, np.int8), nearest=nearest)


def exact(book: Book, everyone: Roster, text: str) -> Found:
    """Find who answers to all of these words as they are spelt, but for case and accents."""
    words = words_of(text)[:LONGEST]
    badness = np.zeros(len(everyone), np.int8)
    if not words:
        return Found(np.ones(len(everyone), bool), badness, (), (), is_asked=False)
    named = by_name(everyone, words)
    if max(map(len, words)) < SHORTEST:
        return Found(named, badness, (), (), is_asked=True)
    numbers, seen = book.digest.matching(_spellings(one) for one in _raw(text)[:LONGEST])
    badness[~named] = BY_WORDS
    return Found(named | everyone.flags(everyone.slots(numbers)), badness, seen, (), is_asked=True)


def by_name(everyone: Roster, words: Sequence[str]) -> Flags:
    """Flag those whose names have a word that begins like each of these."""
    found = np.ones(len(everyone), bool)
    for word in words:
        found &= everyone.flags(everyone.names.beginning(word))
    return found


def _raw(text: str) -> list[str]:
    return "".join(mark if mark.isalnum() else " " for mark in text).split()


def _spellings(raw: str) -> list[str]:
    """Spell a word as the digest folds its texts, as it was typed, and in Latin letters."""
    return [part for part in (searched(raw), raw, fold(raw)) if part.isalnum()]


def by_spelling(everyone: Roster, words: Sequence[str]) -> tuple[Flags, tuple[str, ...]]:
    """Flag those whose names are spelt almost so, and give the spellings, the nearest first."""
    found = np.ones(len(everyone), bool)
    spellings: list[list[str]] = []
    for word in words:
        near = [word] if len(everyone.names.beginning(word)) else _near(everyone.names.words, word)
        flags = np.zeros(len(everyone), bool)
        for one in near:
            flags[everyone.names.beginning(word) if one == word else everyone.names.of(one)] = True
        found &= flags
        spellings.append(near)
    if not found.any():
        return found, ()
    return found, _joined(spellings)


def _near(known: Sequence[str], word: str) -> list[str]:
    """Give known words spelt almost so: of the same sound first, then by how alike they are, also while being typed."""
    from rapidfuzz import fuzz, process

    if len(word) < TYPED:
        return []
    sound = loose(word)
    whole = process.extract(word, known, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=ALIKE)
    begun = process.extract(
        word, [one[: len(word)] for one in known], scorer=fuzz.ratio, limit=NEAREST, score_cutoff=ALIKE
    )
    alike: dict[str, float] = {}
    for _, score, at in (*whole, *begun):
        one = known[at]
        same = 100.0 if loose(one) == sound else 0.0
        alike[one] = max(alike.get(one, 0.0), score, same)
    best = max(alike.values(), default=0.0)
    close = [one for one, score in alike.items() if score >= best - ABOUT]
    return sorted(close, key=lambda one: (-alike[one], one))[:NEAREST]


def _joined(spellings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Give the words with each other spelling in its place, one at a time."""
    best = [near[0] for near in spellings]
    found = [" ".join(best)]
    for at, near in enumerate(spellings):
        found += [" ".join([*best[:at], other, *best[at + 1 :]]) for other in near[1:]]
    return tuple(dict.fromkeys(found))[:NEAREST]
