"""What the owner aims at, and how far somebody fits it.

Whoever's title, organisation, place, tags or notes bear the words of an aim fits it. Of work one hears from those who
are not close but known to some of the same people; an aim at staying in touch is served by whatever names a silence.

Formula: relevance ``W = 1 + r`` with ``r = 1 − Π(1 − f)`` over all fits: ``f = 1 − 2^(−n)`` for n different words of an
aim; ``f = g(m) = (m / 10) · exp(1 − m / 10)`` for an aim at work, a tie that is not close and m contacts in common;
``f = 1/2`` where an aim is about the reason itself, and for those who matter to the owner.
Range: f and r in [0, 1], so that W at most doubles a value; r is 0 without an aim. More words never lower it.

Reference: Rajkumar et al. 2022, A causal test of the strength of weak ties: work was found most through weak ties with
about ten contacts in common, less with fewer and with more. The half and the doubling are choices, not measured.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import exp, prod
from typing import Final

from kithbook.model.card import Card
from kithbook.model.person import Person

PEAK_IN_COMMON: Final = 10
HALF: Final = 0.5  # as much as one word that fits
SHORTEST: Final = 4  # letters of a word that is looked for; shorter ones only if written in capitals: AI, UX, NGO
PLURAL: Final = frozenset({"", "s"})
ENDINGS: Final = frozenset({"", "e", "er", "ers", "ing", "ings", "or", "ors", "r", "rs", "s", "y"})
LONGEST_ENDED: Final = 5  # letters that two words share before their endings, so that care is no career

# What tells that an aim is one of the ready ones, in whatever other words it is said. English only, as in reading.
_FINDING: Final = frozenset("change changing find finding get getting hunt hunting look looking new next seek".split())
_WORK: Final = frozenset("career employment field industry job jobs position profession role work".split())
_TOUCHING: Final = (frozenset({"touch"}), frozenset({"keep", "stay"}))
_GATHERING: Final = (frozenset({"community"}), frozenset({"build", "gather", "grow"}))
SILENCE: Final = frozenset({"drifting", "dormant"})
NEWCOMERS: Final = frozenset({"welcome", "unanswered"})
# Words of which nobody's card says that it serves an aim.
_COMMON: Final = _FINDING | frozenset(
    """about again also and another any are as at back become been best better build can close come contact contacts
    each every everyone five for four from give good great have help here him his her into it its keep know knowledge
    learn less like live long made make many meet meeting more most much my network not of often old one only open or
    other others our out outside over own people person place really same see share some someone start stay talk team
    ten than that the their them then there these they this those three through ties time to together touch two under
    up us use very want way we well what when where which while who whom will with within without work working world
    write year years you your""".split()
)
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim in the owner's words, and what is read in them. `ruling` is the decision that set it."""

    text: str
    ruling: str
    words: tuple[str, ...] = ()  # folded; acronyms as they are written
    reasons: frozenset[str] = frozenset()  # the nudges that are about the aim themselves
    is_at_work: bool = False  # to find work, or other work


@dataclass(frozen=True, slots=True)
class Said:
    """What a card or a ruling says of somebody. Of a note only the word that fits is repeated."""

    text: str
    evidence: str
    is_note: bool = False


def read(text: str, ruling: str) -> Aim:
    """Read an aim.

    >>> read("Find work in publishing", "d1").words, read("Find work", "d1").is_at_work
    (('publishing',), True)
    >>> sorted(read("Stay in touch", "d1").reasons), read("Meet more people in AI", "d1").words
    (['dormant', 'drifting'], ('AI',))
    """
    plain = {folded(word) for word in _WORD.findall(text)}
    is_at_work = bool(plain & _FINDING and plain & _WORK)
    is_touching, is_gathering = (all(plain & needed for needed in kind) for kind in (_TOUCHING, _GATHERING))
    told = (_WORK if is_at_work else frozenset()) | (_GATHERING[0] if is_gathering else frozenset())
    return Aim(
        text=" ".join(text.split()),
        ruling=ruling,
        words=tuple(dict.fromkeys(word for word in content(text) if folded(word) not in told)),
        reasons=(SILENCE if is_touching else frozenset()) | (NEWCOMERS if is_gathering else frozenset()),
        is_at_work=is_at_work,
    )


def apart(aims: Iterable[Aim]) -> list[Aim]:
    """Leave to each aim what none before it holds: a word, a reason or a tie that serves two of them counts once.

    >>> [aim.words for aim in apart([read("Write for children", "d1"), read("Books for children", "d1")])]
    [('children',), ('books',)]
    """
    found: list[Aim] = []
    for aim in aims:
        words = {word for one in found for word in one.words}
        found.append(
            replace(
                aim,
                words=tuple(word for word in aim.words if word not in words),
                reasons=aim.reasons.difference(*(one.reasons for one in found)),
                is_at_work=aim.is_at_work and not any(one.is_at_work for one in found),
            )
        )
    return found


def content(text: str) -> Iterator[str]:
    """Give the words of weight that may stand on a card, folded; in scripts without capitals two letters are one."""
    for word in _WORD.findall(text):
        plain = folded(word)
        if plain in _COMMON or plain.isdecimal() or len(word) == 1:
            continue
        if len(word) >= SHORTEST:
            yield plain
        elif word.isupper() or word.lower() == word.upper():
            yield word


def folded(text: str) -> str:
    """Take case and accents from a word."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def is_same(one: str, other: str) -> bool:
    """Say whether two folded words are one but for an English ending.

    >>> is_same("design", "designers"), is_same("publishing", "publisher"), is_same("care", "career")
    (True, True, False)
    """
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    ends = {one[shared:], other[shared:]}
    return ends == {""} or (ends <= PLURAL and shared >= SHORTEST) or (ends <= ENDINGS and shared >= LONGEST_ENDED)


def bearing(aim: Aim, said: Iterable[Said]) -> dict[str, tuple[str, Said]]:
    """Find the words of an aim in what is said: for each the word as it stands there, and where.

    >>> bearing(read("Work in publishing", "d1"), [Said("Publisher, Tidewater", "c1")])["publishing"][0]
    'Publisher'
    """
    found: dict[str, tuple[str, Said]] = {}
    for one in said if aim.words else ():
        for token in _WORD.findall(one.text):
            for word in aim.words:
                if word not in found and _is_meant(word, token):
                    found[word] = token, one
    return found


def _is_meant(word: str, token: str) -> bool:
    if len(word) < SHORTEST:
        return word == token
    plain = folded(token)
    return plain[:SHORTEST] == word[:SHORTEST] and is_same(plain, word)


def said_of(person: Person, cards: Sequence[Card]) -> list[Said]:
    """List what cards say of a person: what holds now, their tags, and the notes on them."""
    found = []
    for name in ("title", "organisation", "location"):
        now = str(getattr(person, name))
        bears = next((card.id for card in cards if getattr(card, name) == now), person.founder)
        found += [Said(now, bears)] if now else []
    found += [Said(f"#{tag}", card.id) for card in cards for tag in card.tags if tag in person.tags]
    return found + [Said(card.note, card.id, is_note=True) for card in cards if card.note]


def words_fit(count: int) -> float:
    """Give how far somebody fits an aim of which so many different words are said of them.

    >>> [words_fit(count) for count in (0, 1, 2)]
    [0.0, 0.5, 0.75]
    """
    return float(1 - HALF**count)


def weak_tie_fit(in_common: int) -> float:
    """Give g(m): how far a tie that is not close serves an aim at work, by the contacts in common.

    >>> [round(weak_tie_fit(count), 3) for count in (0, 1, 10, 40)]
    [0.0, 0.246, 1.0, 0.199]
    """
    share = in_common / PEAK_IN_COMMON
    return share * exp(1 - share)


def relevance(fits: Iterable[float]) -> float:
    """Join fits: none gives 0, each further one only adds.

    >>> relevance([]), relevance([0.5, 0.5])
    (0.0, 0.75)
    """
    return float(1 - prod(1 - fit for fit in fits))
