"""From who is who to persons, contact days, questions and organisations."""

from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import nsmallest
from itertools import chain, islice
from typing import Final, TypeVar

from kithbook.actions.digesting import addresses, doubts, grouping
from kithbook.actions.digesting.addresses import LATER, PUT_OFF
from kithbook.actions.digesting.setting import Setting
from kithbook.digest.days import contact_days
from kithbook.digest.persons import face
from kithbook.model import ids, question
from kithbook.model.decision import ANSWER, Decision
from kithbook.store.digesting import DigestFile, QuestionRow

PUT: Final = 500
Item = TypeVar("Item")
MOST_QUESTIONS: Final = 5000  # more than anybody answers; of thousands of namesakes the most valuable pairs are kept


def ruled(file: DigestFile, setting: Setting) -> frozenset[int]:
    """Give the cards that are not grouped by what they hold alone: the owner's, and those that were ruled on."""
    pairs = (*setting.rulings.must, *setting.rulings.must_not)
    return frozenset(chain(file.laying.own(setting.ego.handles), *grouping.numbers_of(pairs, file)))


def settle_all(file: DigestFile, setting: Setting, grouped: list[list[int]], tick: Callable[[int], None]) -> None:
    """Lay all persons and what is summed up for each. grouped: the cards that are grouped already."""
    _settle(file, setting, file.laying.all_numbers(), grouped=grouped, tick=tick)
    file.linking.put_slugs(None)
    for persons in _some(file.linking.events(), PUT):
        file.linking.put_days(day for person, events in persons for day in contact_days(person, events))


def settle_some(file: DigestFile, setting: Setting, cards: Collection[int], *, bereft: Collection[int]) -> None:
    """Group these cards anew, with all that hangs together with them; lay what is summed up for their persons.

    bereft: persons that lost a card.
    """
    must = grouping.numbers_of(setting.rulings.must, file)
    found, persons = grouping.closure(file, cards, must, bereft=bereft)
    own = file.laying.own(setting.ego.handles)
    if own & found:  # the owner's cards are one person, whether or not anything else ties them
        found |= own
        persons |= set(file.linking.person_of(own).values())
    stems = file.linking.drop_persons(sorted(persons))
    settled = _settle(file, setting, sorted(found), grouped=[], tick=lambda _: None)
    file.linking.put_slugs(stems | settled[1])
    for person, events in file.linking.events(settled[0]):
        file.linking.put_days(contact_days(person, events))


def _settle(
    file: DigestFile, setting: Setting, cards: list[int], *, grouped: list[list[int]], tick: Callable[[int], None]
) -> tuple[set[int], set[str]]:
    """Lay the persons of these cards; give their numbers and the stems of their slugs."""
    groups = _groups(file, setting, cards, grouped)
    numbers: set[int] = set()
    stems: set[str] = set()
    for some in _some(groups, PUT):
        made = file.laying.made([card for group, _ in some for card in group])
        rows = []
        for group, is_ego in some:
            standing = [(made[card], card) for card in group if card in made]
            if not standing:
                continue
            shown = face([one for one, _ in standing], setting.rulings, is_ego=is_ego)
            founder, number = min(standing, key=lambda pair: (pair[0].order, pair[0].card.id))
            rows.append((number, founder.order, [card for _, card in standing], shown))
            numbers.add(number)
            stems.add(shown.stem)
        file.linking.put_persons(rows)
        tick(len(rows))
    return numbers, stems


def _groups(
    file: DigestFile, setting: Setting, cards: list[int], grouped: list[list[int]]
) -> Iterator[tuple[list[int], bool]]:
    """Group cards into persons; the owner's are one, whatever they hold."""
    own = file.laying.own(setting.ego.handles) & set(cards)
    if own:
        yield sorted(own), True
    yield from ((group, False) for group in grouped)
    others = sorted(set(cards).difference(own, *grouped))
    must = grouping.numbers_of(setting.rulings.must, file)
    apart = grouping.numbers_of(setting.rulings.must_not, file)
    tied, split = _both_ways(must), _both_ways(apart)
    matches = file.linking.matches(others if len(others) < PUT else None, verdict=grouping.SAME)
    ties = chain(((row[0], row[1]) for row in matches), must)
    for component in grouping.components(others, ties):
        yield from ((group, False) for group in grouping.grouped(file, component, must=tied, apart=split))


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _some(items: Iterable[Item], size: int) -> Iterable[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def ask(file: DigestFile, setting: Setting, decisions: Iterable[Decision]) -> None:
    """Lay all open questions: pairs that may be one person, and, where nothing tells, who ego is."""
    answers = {str(d.fields.get("question")): str(d.fields.get("answer")) for d in decisions if d.verb == ANSWER}
    rows = nsmallest(MOST_QUESTIONS, doubts.doubtful(file, setting, answers), key=doubts.rank)
    if not setting.ego.is_known and file.laying.has_messages_of_unknown_direction():
        reason = "Nothing that was read says which address is yours, so no message counts as yours or as theirs."
        rows.append((ids.make(ids.QUESTION, question.EGO), question.EGO, None, None, 0.0, (reason,), 1.0))
    rows += _archives(file, setting, answers)
    rows += addresses.doubtful(file, setting, answers)
    file.linking.put_questions(rows)


def _archives(file: DigestFile, setting: Setting, answers: dict[str, str]) -> Iterable[QuestionRow]:
    """Ask whose an archive is that shares neither handle nor name with ego."""
    numbers = file.laying.by_id(setting.ego.strangers - setting.rulings.archives.keys())
    for card, number in sorted(numbers.items()):
        name = ids.make(ids.QUESTION, question.EGO, card)
        whose = file.laying.cards([number])[number].name or "somebody without a name"
        reason = (
            f"It is the archive of {whose}, who shares neither an address nor a name with you; "
            "until you say so, nothing in it counts as yours."
        )
        yield name, question.EGO, number, None, 0.0, (reason,), PUT_OFF if answers.get(name) == LATER else 1.0
