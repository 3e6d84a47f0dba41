"""What the owner's standing decisions say about cards: who is one, who is not, and the owner's own words on them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kithbook.model import decision as verbs
from kithbook.model import handle, ids
from kithbook.model.card import CONTACT, OWNER
from kithbook.model.decision import Decision

DEFAULT_ZONE: Final = "UTC"  # where neither the owner nor the first import named one
ALIASES: Final = {"position": "title", "role": "title", "org": "organisation"}
HANDLE_FIELDS: Final = (handle.EMAIL, handle.PHONE, handle.LINKEDIN, handle.URL)  # a person may have several

Pair = tuple[str, str]


@dataclass
class OwnWords:
    """The owner's own card on somebody: what they set, and which handles they took away."""

    key: str
    anchor: str  # the card id it goes with; '' for a person the owner entered
    order: int  # place of the first decision among all
    content: dict[str, Any] = field(default_factory=dict)
    removed: set[tuple[str, str]] = field(default_factory=set)
    decisions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Rulings:
    """The standing decisions, sorted by what they are about. Cards are named by id."""

    zone: str  # '' where the owner named none
    ego: Mapping[str, Any] | None  # the latest EGO ruling's fields
    must: tuple[Pair, ...]
    must_not: tuple[Pair, ...]
    own: Mapping[str, OwnWords]  # by card key
    tags: Mapping[str, tuple[str, ...]]  # by card id: tags to add, then '-tag' for those to take away
    notes: Mapping[str, tuple[str, ...]]
    logs: tuple[Decision, ...]
    archives: Mapping[str, bool] = field(default_factory=dict)  # by the card of its member: is it the owner's


def own_key(anchor: str) -> str:
    """Name the owner's own card on somebody: after the card it goes with, or after the decision that entered them."""
    return f"{OWNER}:{anchor}"


def sort(decisions: Sequence[Decision]) -> Rulings:
    """Sort the standing decisions. A later ruling beats an earlier one that it contradicts."""
    sorting = _Sorting()
    for order, ruling in enumerate(decisions):
        if ruling.verb in _SORTED:
            _SORTED[ruling.verb](sorting, ruling, order)
    must, must_not = links(decisions)
    # The owner's words go with the card that they were said of.
    with_words = ((one.anchor, ids.make(ids.CARD, one.key)) for one in sorting.own.values() if one.anchor)
    return Rulings(
        zone=sorting.zone,
        ego=sorting.ego,
        must=(*must, *with_words),
        must_not=must_not + _disowned(sorting.own.values()),
        own=sorting.own,
        tags={card: tuple(found) for card, found in sorting.tags.items()},
        notes={card: tuple(found) for card, found in sorting.notes.items()},
        logs=tuple(sorting.logs),
        archives=sorting.archives,
    )


@dataclass
class _Sorting:
    """Rulings as they are sorted, one after the other; a method a verb."""

    zone: str = ""
    ego: dict[str, Any] | None = None
    own: dict[str, OwnWords] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    logs: list[Decision] = field(default_factory=list)
    archives: dict[str, bool] = field(default_factory=dict)

    def take_zone(self, ruling: Decision, _order: int) -> None:
        self.zone = str(ruling.fields["zone"])

    def take_ego(self, ruling: Decision, _order: int) -> None:
        self.ego = _joined(self.ego or {}, ruling.fields)

    def take_answer(self, ruling: Decision, _order: int) -> None:
        fields, is_same = ruling.fields, ruling.fields.get("answer") == "same"
        if fields.get("archive"):
            self.archives[str(fields["archive"])] = is_same
        elif fields.get("address"):
            self.ego = _answered(self.ego or {}, str(fields["address"]), is_ego=is_same)

    def take_added(self, ruling: Decision, order: int) -> None:
        key = own_key(ruling.id)
        self.own[key] = _entered(key, order, ruling)

    def take_edited(self, ruling: Decision, order: int) -> None:
        anchor = str(ruling.fields["card"])
        words = self.own.setdefault(own_key(anchor), OwnWords(own_key(anchor), anchor, order))
        _edit(words, ruling.fields)
        words.decisions.append(ruling.id)

    def take_tagged(self, ruling: Decision, _order: int) -> None:
        wanted = self.tags.setdefault(str(ruling.fields["card"]), [])
        wanted += [str(tag) for tag in ruling.fields.get("add", ())]
        wanted += [f"-{tag}" for tag in ruling.fields.get("remove", ())]

    def take_noted(self, ruling: Decision, _order: int) -> None:
        self.notes.setdefault(str(ruling.fields["card"]), []).append(str(ruling.fields["text"]))

    def take_logged(self, ruling: Decision, _order: int) -> None:
        self.logs.append(ruling)


_SORTED: Final[Mapping[str, Callable[[_Sorting, Decision, int], None]]] = {
    verbs.ZONE: _Sorting.take_zone,
    verbs.EGO: _Sorting.take_ego,
    verbs.ANSWER: _Sorting.take_answer,
    verbs.ADD: _Sorting.take_added,
    verbs.EDIT: _Sorting.take_edited,
    verbs.TAG: _Sorting.take_tagged,
    verbs.NOTE: _Sorting.take_noted,
    verbs.LOG: _Sorting.take_logged,
}


def _answered(before: Mapping[str, Any], address: str, *, is_ego: bool) -> dict[str, Any]:
    """Add the answer whether an address is ego's; confirmed, it comes beside all that is found."""
    return _joined(
        before, {"emails_too": [*before.get("emails_too", ()), address]} if is_ego else {"not_emails": [address]}
    )


def _joined(before: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Add a word on who ego is to those before: an address that was denied is stated, or the other way round."""
    joined = {**before, **fields}
    stated = {str(one).casefold() for name in ("emails", "emails_too") for one in fields.get(name, ())}
    denied = {str(one).casefold() for one in fields.get("not_emails", ())}
    joined["not_emails"] = [one for one in before.get("not_emails", ()) if str(one).casefold() not in stated]
    joined["not_emails"] += [one for one in fields.get("not_emails", ()) if one not in joined["not_emails"]]
    for name in ("emails", "emails_too"):
        joined[name] = [one for one in joined.get(name, ()) if str(one).casefold() not in denied]
    return {name: value for name, value in joined.items() if value}


def _entered(key: str, order: int, ruling: Decision) -> OwnWords:
    fields = ruling.fields
    content: dict[str, Any] = {"relation": CONTACT}
    for name in ("name", "organisation", "title", "location", "birthday"):
        if fields.get(name):
            content[name] = fields[name]
    if fields.get("met"):
        content["note"] = fields["met"]
    handles = [found for kind in HANDLE_FIELDS if (found := spelt(kind, str(fields.get(kind) or "")))]
    if handles:
        content["handles"] = handles
    return OwnWords(key, "", order, content, decisions=[ruling.id])


def _edit(words: OwnWords, fields: Mapping[str, Any]) -> None:
    for name, value in (fields.get("set") or {}).items():
        plain = ALIASES.get(name, name)
        if plain in HANDLE_FIELDS:
            words.content["handles"] = [h for h in words.content.get("handles", []) if h[0] != plain]
            _add_handle(words, plain, value)
        else:
            words.content[plain] = value
    for name, values in (fields.get("add") or {}).items():
        for value in _several(values):
            _add_handle(words, ALIASES.get(name, name), value)
    for name, values in (fields.get("remove") or {}).items():
        for value in _several(values):
            _remove_handle(words, ALIASES.get(name, name), value)


def _several(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, (list, tuple)) else [str(values)]


def _add_handle(words: OwnWords, kind: str, value: object) -> None:
    found = spelt(kind, str(value))
    if found:
        words.removed.discard((found[0], found[1]))
        handles = words.content.setdefault("handles", [])
        if found not in handles:
            handles.append(found)


def _remove_handle(words: OwnWords, kind: str, value: object) -> None:
    found = spelt(kind, str(value))
    if found:
        words.removed.add((found[0], found[1]))
        words.content["handles"] = [h for h in words.content.get("handles", []) if h != found]


def spelt(kind: str, value: str) -> list[str] | None:
    """Spell a handle canonically as ``[kind, value]``; None for what is none."""
    spellings = {handle.EMAIL: handle.email, handle.LINKEDIN: handle.linkedin, handle.URL: handle.url}
    found = spellings.get(kind, str.strip)(value) if value.strip() else None
    return [kind, found] if found else None


def _disowned(own: Iterable[OwnWords]) -> tuple[Pair, ...]:
    """Whoever takes an address away from somebody says that the address's own card is another's."""
    return tuple(
        _pair(words.anchor or ids.make(ids.CARD, words.key), ids.make(ids.CARD, handle.key(kind, value)))
        for words in own
        for kind, value in sorted(words.removed)
        if kind in {handle.EMAIL, handle.LINKEDIN}
    )


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one <= two else (two, one)


def links(decisions: Sequence[Decision]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Give the pairs that must and that must not link, without contradiction: the later ruling stands.

    Taken from the latest ruling back; one is left out if it contradicts those already taken, by themselves or
    through the chain of what must link.
    """
    chains = Chains()
    must: list[Pair] = []
    must_not: list[Pair] = []
    for ruling in reversed(decisions):
        for pair, joined in reversed(_wanted(ruling)):
            if joined and not chains.forbids(pair):
                chains.join(pair)
                must.append(pair)
            elif not joined and not chains.joins(pair):
                chains.forbid(pair)
                must_not.append(pair)
    return tuple(dict.fromkeys(reversed(must))), tuple(dict.fromkeys(reversed(must_not)))


def _wanted(ruling: Decision) -> list[tuple[Pair, bool]]:
    fields = ruling.fields
    if ruling.verb == verbs.MERGE:
        return _joining(fields)
    if ruling.verb == verbs.SPLIT:
        return [(_pair(str(a), str(b)), False) for a in fields["cards"] for b in fields["others"] if a != b]
    if ruling.verb == verbs.ANSWER and fields.get("answer") == "same" and fields.get("a"):
        return _joining(fields)
    if ruling.verb == verbs.ANSWER and fields.get("answer") == "different" and fields.get("a"):
        return [(_pair(str(fields["a"]), str(fields["b"])), False)]
    return []


def _joining(fields: Mapping[str, Any]) -> list[tuple[Pair, bool]]:
    """Give what a merge wants. It is of two people as they are shown: none of their cards may be left behind."""
    shown = [(str(a), str(b)) for a in fields.get("cards", ()) for b in fields.get("others", ()) if a != b]
    return [(_pair(one, two), True) for one, two in [(str(fields["a"]), str(fields["b"])), *shown]]


class Chains:
    """Groups of cards that must link, and which groups must not meet."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}

    def find(self, card: str) -> str:
        """Give the card that stands for the group."""
        root = card
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(card, card) != root:
            self._parent[card], card = root, self._parent.get(card, card)
        return root

    def joins(self, pair: Pair) -> bool:
        """Say whether the two are already in one group."""
        return self.find(pair[0]) == self.find(pair[1])

    def forbids(self, pair: Pair) -> bool:
        """Say whether the two groups must not meet."""
        return self.find(pair[1]) in self._apart.get(self.find(pair[0]), ())

    def join(self, pair: Pair) -> None:
        """Make the two groups one."""
        kept, gone = self.find(pair[0]), self.find(pair[1])
        if kept == gone:
            return
        self._parent[gone] = kept
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart.setdefault(kept, set()).add(other)

    def forbid(self, pair: Pair) -> None:
        """Keep the two groups apart."""
        one, two = self.find(pair[0]), self.find(pair[1])
        self._apart.setdefault(one, set()).add(two)
        self._apart.setdefault(two, set()).add(one)
