"""Cards compared anew after a change: those that changed, and those whose weights or blocks change with them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kithbook.actions.digesting.compared import Counts, compared, keys, row
from kithbook.actions.digesting.setting import Setting
from kithbook.digest.pairs import BLOCK_LIMIT, beside, is_crowd, rounded
from kithbook.identity.compare import compare
from kithbook.identity.features import Features, heeded
from kithbook.model import ids
from kithbook.store.digesting import DigestFile, Linking, MatchRow


@dataclass(frozen=True, slots=True)
class Changed:
    """A card before and after: None where it was not, or is not, compared."""

    before: Features | None
    after: Features | None


def match_some(file: DigestFile, setting: Setting, changed: Mapping[int, Changed]) -> set[int]:
    """Compare these cards anew, and those whose weights or blocks change with them; give all that were compared."""
    linking = file.linking
    before = {number: one.before for number, one in changed.items() if one.before}
    after = {number: one.after for number, one in changed.items() if one.after}
    counting = {key for one in (*before.values(), *after.values()) for key, _ in one.counted}
    blocks = {block for one in (*before.values(), *after.values()) for block in one.blocks}
    counted = {key: rounded(linking.count(key)) for key in counting}
    sized = {block: linking.block(block) for block in blocks}
    linking.drop_keys(keys(before))
    linking.put_blocks((ids.hashed(block), number) for number, one in after.items() for block in one.blocks)
    linking.put_counted(
        (ids.hashed(key), ids.hashed(value), number) for number, one in after.items() for key, value in one.counted
    )
    again = set(changed)
    for key, count in counted.items():
        if rounded(linking.count(key)) != count:
            again.update(linking.counted_by(key))
            if wider := heeded(key):
                again.update(linking.counted_by(wider))
    store = _Known(file, setting)
    for block, members in sized.items():
        now = linking.block(block)
        if (len(members) > BLOCK_LIMIT) != (len(now) > BLOCK_LIMIT):
            again.update(members)
        elif len(now) > BLOCK_LIMIT:
            again |= _shifted(members, now, changed, store)
    _compare_again(file, again, store)
    return again


def _shifted(was: list[int], now: list[int], changed: Mapping[int, Changed], store: "_Known") -> set[int]:
    """Give those of the crowds of a large block whose neighbours change with these cards."""
    store.load(now)
    after = {number: store.of(number) for number in now}
    before = {number: changed[number].before if number in changed else after.get(number) for number in was}
    found: set[int] = set()
    for key in {one.narrow for number in changed for one in (before.get(number), after.get(number)) if one}:
        sides = [(members, _of_key(some, key)) for members, some in ((was, before), (now, after))]
        if [is_crowd(members, list(order)) for members, order in sides].count(True) == 1:
            found.update(*(order for _, order in sides))
        elif is_crowd(now, list(sides[1][1])):
            found.update(*(beside(list(order), order, changed) for _, order in sides))
    return found


def _of_key(some: Mapping[int, Features | None], key: str) -> dict[int, str]:
    return {number: one.card for number, one in some.items() if one is not None and one.narrow == key}


def _compare_again(file: DigestFile, again: Collection[int], store: "_Known") -> None:
    counts = Counts(file.linking.count)
    file.linking.drop_matches(again)
    rows: dict[tuple[int, int], MatchRow] = {}
    for a in sorted(again):
        mine = store.of(a)
        if mine is None:
            continue
        for b in sorted(_mates(file.linking, store, a)):
            theirs = store.of(b)
            if theirs is None or (b in again and b < a):
                continue
            match = compare(mine, theirs, counts)
            if match is not None:
                rows[min(a, b), max(a, b)] = row(match, {mine.card: a, theirs.card: b})
    file.linking.put_matches(rows.values())


class _Known:
    """The features of cards, computed when first asked for."""

    def __init__(self, file: DigestFile, setting: Setting) -> None:
        self._file = file
        self._setting = setting
        self._found: dict[int, Features | None] = {}
        self._members: dict[tuple[str, str], tuple[list[int], dict[int, str]]] = {}

    def of(self, card: int) -> Features | None:
        """Give the features of one card."""
        if card not in self._found:
            self.load([card])
        return self._found[card]

    def near(self, linking: Linking, block: str, key: str, card: int) -> set[int]:
        """Give the members of a block that a card of this second key is compared with; of a crowd those beside it."""
        place = block, key
        if place not in self._members:
            members = linking.block(block)
            self.load(members)
            if len(members) > BLOCK_LIMIT:
                self._members[place] = members, _of_key({member: self._found[member] for member in members}, key)
            else:
                self._members[place] = members, dict.fromkeys(members, "")
        members, order = self._members[place]
        return beside(list(order), order, [card]) if is_crowd(members, list(order)) else set(order)

    def load(self, cards: Iterable[int]) -> None:
        """Compute the features of several cards at once."""
        wanted = [card for card in cards if card not in self._found]
        stored = self._file.laying.cards(wanted)
        for card in wanted:
            self._found[card] = compared(stored[card], self._setting) if card in stored else None


def _mates(linking: Linking, store: _Known, card: int) -> set[int]:
    mine = store.of(card)
    assert mine is not None, "only cards that are compared have mates"
    found: set[int] = set()
    for block in mine.blocks:
        found |= store.near(linking, block, mine.narrow, card)
    found.discard(card)
    return found
