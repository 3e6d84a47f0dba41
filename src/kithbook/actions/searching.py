"""Searching people by words: beginnings of names first, then of all that is said, then near spellings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kithbook.actions.roster import Flags, Roster
from kithbook.actions.spelling import NEAREST, almost
from kithbook.actions.word_index import words_of
from kithbook.digest.persons import searched
from kithbook.identity.fold import fold
from kithbook.store.book import Book

BY_NAME, BY_WORDS, BY_SPELLING = 0, 1, 2  # the worse, the later in the list
LONGEST: Final = 12  # words of one search
SHORTEST: Final = 2  # letters that are looked for beyond names: one letter begins a word of everybody


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
    known, nearest = by_spelling(everyone, words_of(text)[:LONGEST])
    return replace(found, known=known, badness=np.full(len(everyone), BY_SPELLING, np.int8), nearest=nearest)


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
    places, spellings = almost(everyone.names, words)
    return everyone.flags(np.array(places, np.intp)), _joined(spellings) if places else ()


def _joined(spellings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Give the words with each other spelling in its place, one at a time."""
    best = [one[0] for one in spellings]
    found = [" ".join(best)]
    for at, others in enumerate(spellings):
        found += [" ".join([*best[:at], other, *best[at + 1 :]]) for other in others[1:]]
    return tuple(dict.fromkeys(found))[:NEAREST]
