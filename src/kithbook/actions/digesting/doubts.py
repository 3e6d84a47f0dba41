"""Pairs that may be one person, and what the owner's answer to each is worth."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log1p
from typing import Final, TypeAlias

from kithbook.actions.digesting import grouping
from kithbook.actions.digesting.addresses import LATER, PUT_OFF
from kithbook.actions.digesting.setting import Setting
from kithbook.identity.compare import Match
from kithbook.identity.value import question_value
from kithbook.model import ids, question
from kithbook.model.card import SEEN
from kithbook.store.digesting import DigestFile, MatchRow, QuestionRow

WELL_KNOWN_DAYS: Final = 50  # with so many contact days a question about somebody is worth its full value
LEAST: Final = 0.2  # known, but never talked to
FEW: Final = 3  # of one crowd of strangers at a time: thirty of one name make 435 pairs

Pair: TypeAlias = tuple[int, int]


def doubtful(file: DigestFile, setting: Setting, answers: Mapping[str, str]) -> Iterator[QuestionRow]:
    """Ask whether two are one person, wherever that is open.

    Of a crowd of strangers a few pairs are asked about at a time: the next, once these are answered.
    """
    best, raws = _best(file, setting)
    days = file.linking.contact_day_counts() if best else {}
    strangers = _strangers(file, best, days)
    crowded: dict[Pair, QuestionRow] = {}
    for pair, row in best.items():
        match, name, cards = _asked(row, raws)
        known_a, known_b = (_acquaintance(sum(days.get(person, ()))) for person in pair)
        are_strangers = strangers.issuperset(pair)
        value = question_value(match, known_a=known_a, known_b=known_b, are_strangers=are_strangers)
        kept = PUT_OFF if answers.get(name) == LATER else 1
        found = (name, question.SAME, *cards, match.weight, match.reasons, value * kept)
        if are_strangers:
            crowded[pair] = found
        else:
            yield found
    yield from _few(crowded)


def rank(row: QuestionRow) -> tuple[float, str]:
    """Order questions, the most valuable first."""
    return -row[-1], row[0]


def _best(file: DigestFile, setting: Setting) -> tuple[dict[Pair, MatchRow], dict[int, bytes]]:
    """Give the strongest match between each two persons of whom nothing is ruled, and the ids of the cards."""
    crossing = list(file.linking.crossing())
    cards = {card for row in crossing for card in row[:2]}
    person_of, raws = file.linking.person_of(cards), file.linking.raws(cards)
    settled = _settled(file, setting)
    best: dict[Pair, MatchRow] = {}
    for row in sorted(crossing, key=lambda row: (-row[2], sorted((raws[row[0]], raws[row[1]])))):
        pair = _pair(person_of[row[0]], person_of[row[1]])
        if pair not in settled:
            best.setdefault(pair, row)
    return best, raws


def _settled(file: DigestFile, setting: Setting) -> set[Pair]:
    """Give the pairs of persons that the owner said are two."""
    apart = grouping.numbers_of(setting.rulings.must_not, file)
    persons = file.linking.person_of({card for pair in apart for card in pair})
    return {_pair(persons[a], persons[b]) for a, b in apart if a in persons and b in persons}


def _pair(one: int, two: int) -> Pair:
    return min(one, two), max(one, two)


def _asked(row: MatchRow, raws: Mapping[int, bytes]) -> tuple[Match, str, Pair]:
    """Give a match as identity has it, the id of the question about it, and its cards in the order of their ids."""
    a, b = sorted(row[:2], key=lambda card: raws[card])
    id_a, id_b = (ids.spell(ids.CARD, raws[card]) for card in (a, b))
    match = Match(id_a, id_b, row[2], "question", row[5], goes_beyond_name=row[4])
    return match, ids.make(ids.QUESTION, question.SAME, id_a, id_b), (a, b)


def _acquaintance(days: int) -> float:
    return min(1.0, LEAST + (1 - LEAST) * log1p(days) / log1p(WELL_KNOWN_DAYS))


# -- strangers: ego never turned to them ---------------------------------------------------------------------


def _strangers(file: DigestFile, pairs: Iterable[Pair], days: Mapping[int, Pair]) -> set[int]:
    """Give those whom ego never turned to: never written to, never met, on no list and not entered.

    Looked at are pairs of which neither was written to or met: in all others a stranger makes no difference.
    """
    silent = [pair for pair in pairs if not any(days.get(person, (0, 0))[0] for person in pair)]
    found = {person for pair in silent for person in pair}
    members = file.linking.members(sorted(found))
    cards = file.laying.cards(card for held in members.values() for card in held)
    return {one for one in found if all(cards[card].relation == SEEN for card in members[one] if card in cards)}


def _few(questions: Mapping[Pair, QuestionRow]) -> Iterator[QuestionRow]:
    """Leave the few most valuable questions of each crowd; it is all who may be one, if only through others."""
    crowds = grouping.components({person for pair in questions for person in pair}, questions)
    crowd_of = {person: number for number, crowd in enumerate(crowds) for person in crowd}
    asked: Counter[int] = Counter()
    for (person, _), row in sorted(questions.items(), key=lambda item: rank(item[1])):
        asked[crowd_of[person]] += 1
        if asked[crowd_of[person]] <= FEW:
            yield row
