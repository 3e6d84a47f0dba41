"""Which known words are spelt almost like one that was typed: few, for a wrong guess is worse than none.

A letter may be wrong, missing, too many or swapped with its neighbour; in a long word, or where it sounds the same, two
may. The first letter must be right, or one that is heard alike: it is the one that people seldom get wrong (Pollock and
Zamora 1984), and a word that begins otherwise is mostly another word: `valves` is not Davies.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from kithbook.actions.word_index import Index
from kithbook.identity.fold import loose, sound

NEAREST: Final = 6  # spellings that are offered
TYPED: Final = 3  # letters below which anything is near anything
SHORT: Final = 4  # letters up to which the word must sound the same, too: mark is Marek, and not Mary
BEGUN: Final = 4  # letters from which on a word is compared with the beginnings of longer ones
HEARD: Final = 5  # letters from which on two may differ in what sounds the same: stevens and stephens
LONG: Final = 8  # letters from which on two may differ
ALIKE: Final = ("aeiouh", "ckq", "csz", "fpvw", "gj", "ijy")  # first letters heard for one another


def near(known: Sequence[str], word: str) -> list[str]:
    """Give the words of a sorted list that are spelt almost so, the nearest first.

    >>> near(["davies", "muller", "sorensen"], "sorensn"), near(["davies"], "valves")
    (['sorensen'], [])
    """
    if len(word) < TYPED:
        return []
    found: dict[str, int] = {}
    for one, part, letters in _alike(list(_beginning_alike(known, word)), word):
        if _may_differ(word, part, letters):
            found[one] = min(found.get(one, letters), 0 if loose(part) == loose(word) else letters)
    most = max(min(found.values(), default=0), 1)
    return sorted((one for one in found if found[one] <= most), key=lambda one: (found[one], one))[:NEAREST]


def of_word(index: Index, word: str) -> list[str]:
    """Give a word itself where any begins so, else those that are spelt almost so."""
    return [word] if len(index.beginning(word)) else near(index.words, word)


def almost(index: Index, words: Sequence[str]) -> tuple[list[int], list[list[str]]]:
    """Give the places of all that holds each of these words, or one that is spelt almost so, and the spellings of each.

    Both the nearest first: a place comes the later, the further down its spellings stand.
    """
    spellings = [of_word(index, word) for word in words]
    held = [_ranked(index, word, spelt) for word, spelt in zip(words, spellings, strict=True)]
    found = set(held[0]).intersection(*held[1:]) if held else set()
    return sorted(found, key=lambda at: (sum(ranks[at] for ranks in held), at)), spellings


def _ranked(index: Index, word: str, spelt: Sequence[str]) -> dict[int, int]:
    """Give the places of spellings of a word, each with the rank of its nearest."""
    ranks: dict[int, int] = {}
    for rank, one in enumerate(spelt):
        for at in (index.beginning(word) if one == word else index.of(one)).tolist():
            ranks.setdefault(at, rank)
    return ranks


def _beginning_alike(known: Sequence[str], word: str) -> Iterator[str]:
    """Give the known words that begin with the letter of this one, or one heard alike."""
    firsts = {word[0]}.union(*(letters for letters in ALIKE if word[0] in letters))
    for first in sorted(firsts):
        yield from known[bisect_left(known, first) : bisect_left(known, f"{first}\U0010ffff")]


def _alike(words: Sequence[str], word: str) -> Iterator[tuple[str, str, int]]:
    """Give the words that differ in a letter or two, or begin with what differs in one: which, what of it, how much."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    length = len(word)
    # Of a longer word its beginning may be meant, from which a letter may be missing.
    begun = [(cut, 1) for cut in (length, length + 1)] if length >= BEGUN else []
    for cut, most in ((None, 1 if length < HEARD else 2), *begun):
        parts = [one[:cut] for one in words]
        for part, letters, at in process.extract(word, parts, scorer=OSA.distance, score_cutoff=most, limit=None):
            yield words[at], part, int(letters)


def _may_differ(word: str, one: str, letters: int) -> bool:
    """Say whether words so many letters apart may be one; short ones, and those two apart, only by their sound."""
    if len(word) <= SHORT or (letters > 1 and len(word) < LONG):
        return sound(word) == sound(one)
    return True
