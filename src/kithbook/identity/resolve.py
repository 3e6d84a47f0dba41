"""Resolution of organisations: which spellings mean one organisation, and the key under which they stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from kithbook.identity.institution import Words, own_words
from kithbook.identity.normalise import FREE_MAIL
from kithbook.identity.organise import domain_fit, organisation_key

SHORTEST_FUZZY: Final = 7  # letters from which one slip of the pen does not make another word
MOST_FUZZY: Final = 200  # spellings that share a word; a word that more share tells nothing
SHORTEST_ACRONYM: Final = 3


def resolve(names: Mapping[str, int], domains: Mapping[str, Iterable[str]] | None = None) -> dict[str, str]:
    """Give each spelling the key of its organisation.

    `names` counts how often each spelling occurs, `domains` lists the mail domains that occur with it. The key is that
    of the most frequent spelling, so organisations that only one person writes keep their own `organisation_key`.
    """
    groups = _Groups()
    by_words: dict[Words, list[str]] = defaultdict(list)
    for name in sorted(names):
        if organisation_key(name):
            by_words[tuple(sorted(own_words(name)))].append(name)
    for words in by_words:
        groups.add(words)
    for one, two in (*_same_key(by_words), *_slips(by_words), *_acronyms(by_words)):
        groups.join(one, two)
    for one, two in _same_domain(by_words, domains or {}):
        groups.join(one, two)
    keys: dict[str, str] = {}
    for members in groups.all():
        spellings = [name for words in members for name in by_words[words]]
        chosen = max(spellings, key=lambda name: (names[name], -len(name), name))
        keys |= dict.fromkeys(spellings, organisation_key(chosen))
    return keys


class _Groups:
    """Words that mean one organisation."""

    def __init__(self) -> None:
        self.root: dict[Words, Words] = {}

    def add(self, words: Words) -> None:
        self.root.setdefault(words, words)

    def find(self, words: Words) -> Words:
        while self.root[words] != words:
            self.root[words] = self.root[self.root[words]]
            words = self.root[words]
        return words

    def join(self, one: Words, two: Words) -> None:
        first, second = sorted((self.find(one), self.find(two)))
        self.root[second] = first

    def all(self) -> Iterable[list[Words]]:
        found: dict[Words, list[Words]] = defaultdict(list)
        for words in self.root:
            found[self.find(words)].append(words)
        return found.values()


def _same_key(by_words: Mapping[Words, list[str]]) -> Iterator[tuple[Words, Words]]:
    first: dict[str, Words] = {}
    for words, spellings in by_words.items():
        for name in spellings:
            yield first.setdefault(organisation_key(name), words), words


def _slips(by_words: Mapping[Words, list[str]]) -> Iterator[tuple[Words, Words]]:
    """Pair names that differ by one slip in one long word."""
    blocks: dict[tuple[int, Words], list[tuple[str, Words]]] = defaultdict(list)
    for words in by_words:
        for place, word in enumerate(words):
            blocks[(len(words), words[:place] + words[place + 1 :])].append((word, words))
    for members in blocks.values():
        for place, (word, one) in enumerate(members[:MOST_FUZZY]):
            for other, two in members[place + 1 : MOST_FUZZY]:
                if _is_slip(word, other):
                    yield one, two


def _is_slip(one: str, two: str) -> bool:
    longest = max(len(one), len(two))
    return longest >= SHORTEST_FUZZY and one[:1] == two[:1] and OSA.distance(one, two) <= 1


def _acronyms(by_words: Mapping[Words, list[str]]) -> Iterator[tuple[Words, Words]]:
    """Pair an acronym with the one name here whose initials it is."""
    initials: dict[str, set[Words]] = defaultdict(set)
    for words, spellings in by_words.items():
        if len(words) >= SHORTEST_ACRONYM:
            for name in spellings:
                initials["".join(word[0] for word in own_words(name))].add(words)
    for words in by_words:
        if len(words) == 1 and len(words[0]) >= SHORTEST_ACRONYM and len(initials.get(words[0], ())) == 1:
            yield words, next(iter(initials[words[0]]))


def _same_domain(
    by_words: Mapping[Words, list[str]], domains: Mapping[str, Iterable[str]]
) -> Iterator[tuple[Words, Words]]:
    """Pair names under one mail domain that fits one of them, where they share a word or one is the other's acronym."""
    users: dict[str, list[Words]] = defaultdict(list)
    for words, spellings in by_words.items():
        for domain in sorted({domain for name in spellings for domain in domains.get(name, ())} - FREE_MAIL):
            users[domain].append(words)
    fits = {
        words: {domain for domain in users for name in spellings if domain_fit(domain, organisation_key(name)) == 2}
        for words, spellings in by_words.items()
        if any(domains.get(name) for name in spellings)
    }
    for domain, members in users.items():
        fitting = [words for words in members if domain in fits.get(words, ())]
        for one in fitting[:1]:
            for two in members:
                if domain in fits.get(two, ()) or set(one) & set(two):
                    yield one, two
