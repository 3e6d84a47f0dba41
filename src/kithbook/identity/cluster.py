"""Clusters: which cards are one person, decided in order of match weight under the owner's rulings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kithbook.identity.agreement import DIFFERENT, agreement
from kithbook.identity.colleagues import are_two_entries
from kithbook.identity.compare import Match
from kithbook.identity.contacts import HANDLE_REASONS, PROFILE_REASON
from kithbook.identity.features import Features, are_two_lines
from kithbook.identity.names import Name
from kithbook.identity.origins import BIRTHDAY_REASON, POSTAL_REASON, is_near
from kithbook.model.times import PartialDate

MARGIN: Final = 8.0  # bits by which one match must surpass its rival before a card that fits two persons joins one

OWN_REASONS: Final = (*HANDLE_REASONS, BIRTHDAY_REASON)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of cards, one a person, and what the owner should be asked."""

    groups: list[tuple[str, ...]]  # each by order (else by id); the groups by their first card
    questions: list[Match]


class _Groups:
    """Groups that grow, with what must stay apart."""

    def __init__(self, cards: Iterable[str], features: Mapping[str, Features]) -> None:
        self.root = {card: card for card in cards}
        self.members = {card: [card] for card in self.root}
        self.apart: dict[str, set[str]] = {card: set() for card in self.root}
        self.slugs = {card: set(features[card].profiles) if card in features else set() for card in self.root}
        self.births = {card: _births(features.get(card)) for card in self.root}
        self.names = {card: _names(features.get(card)) for card in self.root}
        self.mobiles = {card: set(features[card].mobiles) if card in features else set() for card in self.root}
        self.lists = {card: set(features[card].lists) if card in features else set() for card in self.root}

    def find(self, card: str) -> str:
        while self.root[card] != card:
            self.root[card] = self.root[self.root[card]]
            card = self.root[card]
        return card

    def part(self, one: str, two: str) -> None:
        first, second = self.find(one), self.find(two)
        self.apart[first].add(second)
        self.apart[second].add(first)

    def can_join(
        self, first: str, second: str, *, by_handle: bool = False, by_profile: bool = False, by_own: bool = False
    ) -> bool:
        """Say whether two groups (their roots) may become one by the machine's own judgement.

        by_own: by what is one's own (a handle, a birthday), not by a roof or an organisation that others share.
        """
        if second in self.apart[first]:
            return False
        if not by_own and are_two_lines(self.mobiles[first], self.mobiles[second]):
            return False
        if (
            not by_handle
            and self.slugs[first]
            and self.slugs[second]
            and self.slugs[first].isdisjoint(self.slugs[second])
        ):
            return False
        born_apart = self.births[first].isdisjoint(self.births[second])
        if not by_profile and born_apart and _are_contrary(self.names[first], self.names[second]):
            return False
        return all(one == two or is_near(one, two) for one in self.births[first] for two in self.births[second])

    def are_listed(self, first: str, second: str) -> bool:
        """Say whether one list of contacts holds both groups: only one's own or a roof makes such two one."""
        return are_two_entries(self.lists[first], self.lists[second])

    def join(self, one: str, two: str) -> None:
        first, second = sorted((self.find(one), self.find(two)), key=lambda root: (-len(self.members[root]), root))
        if first == second:
            return
        self.root[second] = first
        self.members[first] += self.members.pop(second)
        self.slugs[first] |= self.slugs.pop(second)
        self.births[first] |= self.births.pop(second)
        self.names[first] |= self.names.pop(second)
        self.mobiles[first] |= self.mobiles.pop(second)
        self.lists[first] |= self.lists.pop(second)
        for other in self.apart.pop(second):
            self.apart[other].discard(second)
            self.apart[other].add(first)
            self.apart[first].add(other)


def _births(found: Features | None) -> set[PartialDate]:
    if found is None or found.birthday is None or not (found.birthday.year and found.birthday.day):
        return set()
    return {found.birthday}


def _names(found: Features | None) -> set[Name]:
    return {name for name in found.names if name.is_full and not name.is_guess} if found else set()


def _are_contrary(ours: set[Name], theirs: set[Name]) -> bool:
    """Say whether two groups bear other given names throughout: a couple, joined by a card that bears no name."""
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return False
    return all(agreement(one, two).given == DIFFERENT for one in ours for two in theirs)


def cluster(
    cards: Sequence[str],
    matches: Sequence[Match],
    *,
    must: Sequence[tuple[str, str]] = (),
    must_not: Sequence[tuple[str, str]] = (),
    order: Mapping[str, int] | None = None,
    features: Mapping[str, Features] | None = None,
) -> Clusters:
    """Group the cards of one connected component into persons. The order of arrival does not matter.

    `order` only sorts the cards within a group (the founder first). `features` lets the machine see that two groups
    have different LinkedIn profiles or birthdays; without them only `must_not` keeps cards apart.
    """
    groups = _Groups(sorted(set(cards)), features or {})
    for one, two in must:
        groups.join(one, two)
    for one, two in must_not:
        if groups.find(one) != groups.find(two):
            groups.part(one, two)
    ranked = sorted(set(matches), key=lambda match: (-match.weight, match.a, match.b))
    questions = _link(groups, [match for match in ranked if match.verdict == "same"])
    questions += [match for match in ranked if match.verdict == "question"]
    place = order or {}
    members = [tuple(sorted(group, key=lambda card: (place.get(card, 0), card))) for group in groups.members.values()]
    return Clusters(
        sorted(members, key=lambda group: (place.get(group[0], 0), group[0])),
        _open(groups, questions),
    )


def _link(groups: _Groups, matches: list[Match]) -> list[Match]:
    """Join what may be joined, strongest first; give what could not be, to be asked."""
    left = []
    beside: dict[str, list[Match]] = {}
    for match in matches:
        for card in (match.a, match.b):
            beside.setdefault(groups.find(card), []).append(match)
    for match in matches:
        first, second = groups.find(match.a), groups.find(match.b)
        if first == second:
            continue
        by_profile = _is_by(match, (PROFILE_REASON,))
        by_handle, by_own = _is_by(match, HANDLE_REASONS), _is_by(match, OWN_REASONS)
        at_home = by_own or _is_by(match, (POSTAL_REASON,))
        is_free = groups.can_join(first, second, by_handle=by_handle, by_profile=by_profile, by_own=by_own)
        is_free = is_free and (at_home or not groups.are_listed(first, second))
        if not is_free or _fits_two(groups, match, beside, at_home=at_home):
            left.append(replace(match, verdict="question"))
            continue
        groups.join(first, second)
        shorter, longer = sorted((beside.pop(first), beside.pop(second)), key=len)
        longer.extend(shorter)
        beside[groups.find(first)] = longer
    return left


def _is_by(match: Match, starts: tuple[str, ...]) -> bool:
    return any(reason.startswith(starts) for reason in match.reasons)


def _fits_two(groups: _Groups, match: Match, beside: dict[str, list[Match]], *, at_home: bool) -> bool:
    """Say whether one of the two also fits, nearly as well, a third that cannot be one with the other."""
    first, second = groups.find(match.a), groups.find(match.b)
    for root, opposite in ((first, second), (second, first)):
        outward = []
        for rival in beside[root]:
            ends = groups.find(rival.a), groups.find(rival.b)
            if ends[0] != ends[1]:
                outward.append((rival, ends[1] if ends[0] == root else ends[0]))
        beside[root] = [rival for rival, _ in outward]
        for rival, third in outward:
            if rival.weight < match.weight - MARGIN or third == opposite:
                continue
            if not groups.can_join(third, opposite) or (not at_home and groups.are_listed(third, opposite)):
                return True
    return False


def _open(groups: _Groups, questions: Iterable[Match]) -> list[Match]:
    """Leave out what is settled, and of several questions between two groups keep the weightiest."""
    kept: dict[tuple[str, str], Match] = {}
    for match in questions:
        first, second = groups.find(match.a), groups.find(match.b)
        if first != second and second not in groups.apart[first]:
            pair = (min(first, second), max(first, second))
            best = kept.get(pair)
            if best is None or (match.weight, best.a, best.b) > (best.weight, match.a, match.b):
                kept[pair] = match
    return sorted(kept.values(), key=lambda match: (-match.weight, match.a, match.b))
