"""forget: erase a person from the book, and keep them from coming back."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kithbook.actions import who as whom
from kithbook.actions.forgotten import someone
from kithbook.actions.refresh import rebuild
from kithbook.digest.cards import source_key
from kithbook.digest.ego import folded
from kithbook.digest.rulings import own_key
from kithbook.model import handle, record
from kithbook.model.card import Card
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.model.person import Person
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.store.book import Book, Version

POINTING: Final = (handle.EMAIL, handle.LINKEDIN)  # a telephone may be a household's, a web page an employer's
SHORTEST: Final = 5  # letters: a shorter name stands inside too many other words to be looked for in free text
WHOSE: Final = 20
PERSON_LENGTH: Final = 3  # kind, value, name
_CARD_TEXT: Final = ("note", "fields", "raw")


@dataclass(frozen=True, slots=True)
class Plan:
    """What forgetting a person comes to."""

    name: str
    cards: int
    alone: int  # items that passed with them alone: erased
    shared: int  # items in which others took part too: they become "someone" there
    mentions: int  # other items whose free text names them: the text is blanked
    whose: Sequence[str]  # the others in the shared items, at most twenty


@dataclass(frozen=True, slots=True)
class Forgot:
    """What was erased, and what lies outside the book and is the owner's to deal with."""

    ok: bool
    plan: Plan
    outside: str


@dataclass(frozen=True, slots=True)
class _Marks:
    """By what a person is known in records."""

    pairs: frozenset[tuple[str, str]]
    keys: frozenset[str]
    names: tuple[str, ...]  # folded, with a surname
    words: tuple[str, ...]  # what gives them away in free text

    def are(self, person: Sequence[str]) -> bool:
        """Say whether a participant is the one."""
        kind, value, name = person[0], person[1], person[2]
        if kind == handle.NAME:
            return folded(name) in self.names
        return (kind, value) in self.pairs or handle.key(kind, value) in self.keys or value in self.keys

    def name(self, text: str) -> bool:
        """Say whether free text names them."""
        plain = folded(text)
        return any(word in plain for word in self.words)


def plan(book: Book, who: str) -> Plan:
    """Say what forgetting a person would erase, and change nothing."""
    person = whom.one(book, who)
    marks = _marks(book.digest.cards(person.number))
    return _plan(book, person, _work(book, marks))


def forget(book: Book, who: str, *, watch: Callable[[str, int], None]) -> Forgot:
    """Erase a person's cards and what passed with them alone; elsewhere they become "someone". Not to be undone.

    The digest is made anew, copies in the book's folder go, and keyed hashes of their addresses keep the next import
    from bringing them back.
    """
    person = whom.one(book, who)
    if person.is_ego:
        raise UserError("That is you.", do="To begin anew, delete the book's folder.")
    cards = book.digest.cards(person.number)
    marks = _marks(cards)
    work = _work(book, marks)
    told = _plan(book, person, work)
    evidence = book.evidence
    evidence.forget(
        [*work.erased, *((kind, key) for key in sorted(marks.keys) for kind in (record.CARD, record.SELF))],
        work.replaced,
        [evidence.tombstone("key", key) for key in sorted(marks.keys)]
        + [evidence.tombstone(kind, value) for kind, value in sorted(marks.pairs)],
        cards={card.id for card in cards},
        readings=work.readings,
        rulings=_rulings(evidence.decisions(), marks, {card.key for card in cards}),
    )
    rebuild(book, progress=watch)
    return Forgot(
        ok=True,
        plan=told,
        outside="Backups and exports that you keep elsewhere, and the files you imported from, still hold this person.",
    )


def _marks(cards: Sequence[Card]) -> _Marks:
    pairs = {pair for card in cards for pair in card.handles if pair[0] in POINTING and not _is_shared(pair)}
    names = {folded(name) for card in cards for name in (card.name, *card.other_names) if len(name.split()) > 1}
    words = {*(name for name in names if len(name) >= SHORTEST), *(value for _, value in pairs)}
    keys = frozenset(source_key(card.key) for card in cards if not card.key.startswith("owner:"))
    return _Marks(frozenset(pairs), keys, tuple(sorted(names)), tuple(sorted(words)))


def _is_shared(pair: tuple[str, str]) -> bool:
    return pair[0] == handle.EMAIL and handle.is_shared(pair[1])


@dataclass
class _Work:
    erased: list[tuple[str, str]]
    replaced: list[tuple[str, str, Record]]
    readings: dict[str, Sequence[Reading]]
    mentions: int = 0
    others: set[str] | None = None


def _work(book: Book, marks: _Marks) -> _Work:
    """Go through all evidence once, and say of each item that names the person what becomes of it."""
    work = _Work([], [], {}, others=set())
    for kind, key, versions in book.evidence.versions():
        if kind in {record.CARD, record.SELF} and key in marks.keys:
            continue
        if any(_concerns(version, marks) for version in versions):
            _treat(work, (kind, key), versions, marks)
    return work


def _concerns(version: Version, marks: _Marks) -> bool:
    if marks.name(version.record.text) or any(key in version.record.text for key in marks.keys):
        return True
    return any(marks.name(reading.quote) for _, reading in version.readings)


def _treat(work: _Work, place: tuple[str, str], versions: Iterable[Version], marks: _Marks) -> None:
    instead = []
    took_part = False
    for version in versions:
        clean = someone(version.record, marks.are)
        if clean is None:
            work.erased.append(place)
            return
        took_part |= clean is not version.record
        assert work.others is not None
        work.others.update(_names(clean) if took_part else ())
        spoke = marks.are(version.record.content["sender"]) if version.record.content.get("sender") else False
        blank = Record(clean.kind, clean.key, _blank(clean, marks, spoke=spoke))
        instead.append(blank)
        work.readings[blank.id] = [
            r for _, r in version.readings if not spoke and not marks.name(f"{r.quote} {r.fields}")
        ]
    work.replaced += [(*place, one) for one in instead]
    work.mentions += not took_part


def _names(found: Record) -> Collection[str]:
    people = [*found.content.get("to", ()), *found.content.get("cc", ()), *found.content.get("attendees", ())]
    return {person[2] or person[1] for person in people if person[2] != "someone"}


def _blank(found: Record, marks: _Marks, *, spoke: bool) -> dict[str, Any]:
    """Blank the free text of a record. A namesake's own card keeps its name: only what it says of others is text."""
    if found.kind not in {record.CARD, record.SELF}:
        return _without(found.content, marks, spoke=spoke)
    text = {name: found.content[name] for name in _CARD_TEXT if name in found.content}
    rest = {name: value for name, value in found.content.items() if name not in text}
    return rest | _without(text, marks, spoke=False)


def _without(content: Mapping[str, Any], marks: _Marks, *, spoke: bool) -> dict[str, Any]:
    """Leave out free text that names them, at any depth; what they said themselves goes too."""
    kept: dict[str, Any] = {}
    for name, value in content.items():
        if spoke and name in {"subject", "text"}:
            continue
        clean = _cleaned(value, marks)
        if clean not in ("", [], {}):
            kept[name] = clean
    return kept


def _cleaned(value: Any, marks: _Marks) -> Any:
    if isinstance(value, str):
        return "" if marks.name(value) else value
    if isinstance(value, list):
        if len(value) >= PERSON_LENGTH and all(isinstance(one, str) for one in value):
            return value  # a participant, perhaps a namesake: whoever is the one has become someone already
        return [one for one in (_cleaned(one, marks) for one in value) if one not in ("", [], {})]
    if isinstance(value, Mapping):
        return {name: clean for name, one in value.items() if (clean := _cleaned(one, marks)) not in ("", [], {})}
    return value


def _rulings(decisions: Sequence[Decision], marks: _Marks, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Give what may stay of rulings about others whose words name the person; nothing of the one that entered them."""
    return {
        ruling.id: {} if own_key(ruling.id) in keys else _without(ruling.fields, marks, spoke=False)
        for ruling in decisions
        if own_key(ruling.id) in keys
        or any(isinstance(value, str) and marks.name(value) for value in ruling.fields.values())
    }


def _plan(book: Book, person: Person, work: _Work) -> Plan:
    return Plan(
        name=person.name,
        cards=len(book.digest.cards(person.number)),
        alone=len(work.erased),
        shared=len({(kind, key) for kind, key, _ in work.replaced}) - work.mentions,
        mentions=work.mentions,
        whose=sorted(work.others or ())[:WHOSE],
    )
