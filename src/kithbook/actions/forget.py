"""forget: erase a person from the book, and keep them from coming back."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from kithbook.actions import who as whom
from kithbook.actions.forgotten import key_of_one, someone
from kithbook.actions.refresh import refresh_after
from kithbook.digest import writers
from kithbook.digest.cards import source_key
from kithbook.digest.ego import folded
from kithbook.digest.rulings import own_key
from kithbook.model import handle, ids, record
from kithbook.model.card import Card
from kithbook.model.decision import Decision
from kithbook.model.fault import UserError
from kithbook.model.person import Person
from kithbook.model.reading import Reading
from kithbook.model.record import Record
from kithbook.store.book import Book
from kithbook.store.digesting import DigestFile
from kithbook.store.evidence import Version
from kithbook.work import job

POINTING: Final = (handle.EMAIL, handle.LINKEDIN)  # a telephone may be a household's, a web page an employer's
SHORTEST: Final = 5  # letters: a shorter name stands inside too many other words to be looked for in free text
WHOSE: Final = 20
PERSON_LENGTH: Final = 3  # kind, value, name
_CARD_TEXT: Final = ("note", "fields", "raw")
_CARDS: Final = (record.CARD, record.SELF)
_NOTHING: Final[tuple[Any, ...]] = ("", [], {})
_PROFILE: Final = "/in/"  # in front of a profile's name in its address
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


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
    shared: Mapping[str, frozenset[str]]  # keys under which others stand too, with the others' names, folded
    own_names: tuple[str, ...]  # folded
    names: tuple[str, ...]  # of these, those with a surname
    words: tuple[str, ...]  # what gives them away in free text
    texts: tuple[str, ...]  # a record that names them has one of the words in a text, or one of these as a text

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

    def name_file(self, text: str) -> bool:
        """Say whether a file's name, or what is said of it, names them: ``Smith_Ann.vcf`` does."""
        words = set(_BETWEEN_WORDS.split(text.casefold()))
        return self.name(text) or any(words.issuperset(_BETWEEN_WORDS.split(name)) for name in self.names)

    def is_card_of(self, found: Record) -> bool:
        """Say whether a card under a key that others share is theirs."""
        return folded(str(found.content.get("name", ""))) not in self.shared[found.key]


def plan(book: Book, who: str) -> Plan:
    """Say what forgetting a person would erase, and change nothing."""
    person = whom.one(book, who)
    cards = book.digest.cards(person.number)
    return _plan(person, cards, _work(book, _marks(book, person, cards)))


def forget(book: Book, who: str, *, watch: Callable[[str, int], None]) -> Forgot:
    """Erase a person's cards and what passed with them alone; elsewhere they become "someone". Not to be undone.

    What followed from it goes from the digest, copies in the book's folder go, and keyed hashes of their addresses
    keep the next import from bringing them back.
    """
    person = whom.one(book, who)
    if person.is_ego:
        raise UserError("That is you.", do="To begin anew, `kith erase` erases the whole book.")
    cards = book.digest.cards(person.number)
    marks = _marks(book, person, cards)
    work = _work(book, marks)
    job.forget(book.folder, marks.name_file)
    refresh_after(book, lambda: _erase(book, cards, marks, work), progress=watch)
    return Forgot(
        ok=True,
        plan=_plan(person, cards, work),
        outside="Backups and exports that you keep elsewhere, and the files you imported from, still hold this person.",
    )


def _erase(book: Book, cards: Sequence[Card], marks: _Marks, work: "_Work") -> Collection[tuple[str, str]]:
    """Erase it from the evidence; give the keys that this touched."""
    evidence = book.evidence
    renamed = _renamed(book, marks)
    erased = [*work.erased, *((kind, key) for key in sorted(marks.keys) for kind in _CARDS)]
    keys = [*sorted(marks.keys), *(key_of_one(key, name) for key in sorted(marks.shared) for name in marks.own_names)]
    evidence.forget(
        erased,
        work.replaced,
        [evidence.tombstone("key", key) for key in keys]
        + [evidence.tombstone(kind, value) for kind, value in sorted(marks.pairs)],
        cards={card.id for card in cards},
        readings=work.readings,
        rulings=_rulings(evidence.decisions(), marks, {card.key for card in cards}),
        is_telling=marks.name_file,
    )
    follow = {ruling.id: fields for ruling in evidence.decisions() if (fields := _follow(ruling, renamed))}
    if follow:  # only now: what was ruled about the one who is forgotten must have gone from the id that is free again
        evidence.forget([], [], [], rulings=follow)
    return {*erased, *((kind, key) for kind, key, _ in work.replaced)}


def _renamed(book: Book, marks: _Marks) -> dict[str, str]:
    """Say which cards get another id: of several people under one key the first by name stands under the key itself."""
    laying = cast("DigestFile", book.digest).laying
    found = {}
    for key, others in marks.shared.items():
        first = min(others)
        for card in laying.cards(laying.variants([key])).values():
            if folded(card.name) == first and card.key != key:
                found[card.id] = ids.make(ids.CARD, key)
    return found


def _follow(ruling: Decision, renamed: Mapping[str, str]) -> dict[str, Any] | None:
    """Give the fields of a ruling about cards that got another id; None where it is about none."""
    fields = {name: _called(value, renamed) for name, value in ruling.fields.items()}
    return fields if fields != ruling.fields else None


def _called(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_called(one, renamed) for one in value]
    return renamed.get(value, value) if isinstance(value, str) else value


def _marks(book: Book, person: Person, cards: Sequence[Card]) -> _Marks:
    stated = {pair for card in cards for pair in (*card.handles, *card.former)}
    found = {pair for pair in stated if pair[0] in POINTING and not _is_shared(pair)}
    pairs = {pair for pair in found if not _is_of_others(book, person, pair)}
    own_names = {folded(name) for card in cards for name in (card.name, *card.other_names) if name.strip()}
    names = {name for name in own_names if " " in name}
    words = {*(name for name in names if len(name) >= SHORTEST), *(word for pair in pairs if (word := _word(*pair)))}
    sources = {source_key(card.key) for card in cards if not card.key.startswith("owner:")}
    shared = {key: others for key in sources if (others := _others_under(book, key, cards))}
    keys = frozenset(sources - shared.keys())
    return _Marks(
        frozenset(pairs), keys, shared, tuple(sorted(own_names)), tuple(sorted(names)), tuple(sorted(words)),
        tuple(sorted(_texts(pairs, keys, names))),
    )  # fmt: skip


def _is_shared(pair: tuple[str, str]) -> bool:
    return pair[0] == handle.EMAIL and handle.is_shared(pair[1])


def _is_of_others(book: Book, person: Person, pair: tuple[str, str]) -> bool:
    """Say whether somebody else goes by an address, too: a family's."""
    kind, value = pair
    found = book.digest.resolve(f"https://www.linkedin.com{_PROFILE}{value}" if kind == handle.LINKEDIN else value)
    return any(other.id != person.id for other in found)


def _others_under(book: Book, key: str, cards: Sequence[Card]) -> frozenset[str]:
    """Give the names of other people who stand under a key of their source."""
    laying = cast("DigestFile", book.digest).laying
    own = {card.id for card in cards}
    return frozenset(folded(card.name) for card in laying.cards(laying.variants([key])).values() if card.id not in own)


def _word(kind: str, value: str) -> str:
    """Give how an address shows in free text. A profile that is named like a word shows with its place alone."""
    return _PROFILE + value if kind == handle.LINKEDIN and (value.isalpha() or len(value) < SHORTEST) else value


def _texts(pairs: Iterable[tuple[str, str]], keys: Iterable[str], names: Iterable[str]) -> set[str]:
    """Give what stands by itself in a record that names them: an address, their key in it, a whole name."""
    return {value for _, value in pairs} | {key.partition(":")[2] for key in keys} | {*keys, *names}


@dataclass
class _Work:
    erased: list[tuple[str, str]]
    replaced: list[tuple[str, str, Record]]
    readings: dict[str, Sequence[Reading]]
    mentions: int = 0
    others: set[str] = field(default_factory=set)


def _work(book: Book, marks: _Marks) -> _Work:
    """Say of each item that names the person, those of undone imports among them, what becomes of it."""
    work = _Work([], [], {})
    near = book.evidence.holding(marks.words, texts=marks.texts)
    near += [(kind, key) for key in marks.shared for kind in _CARDS]
    for kind, key, versions in book.evidence.versions(near, also_undone=True):
        if kind in _CARDS and key in marks.keys:
            continue
        _treat(work, (kind, key), sorted(versions, key=lambda version: version.record_number), marks)
    return work


def _treat(work: _Work, place: tuple[str, str], versions: Sequence[Version], marks: _Marks) -> None:
    """Say what becomes of the versions of a key, which are given in the order in which they were kept."""
    is_shared = place[0] in _CARDS and place[1] in marks.shared
    stay = [version for version in versions if not (is_shared and marks.is_card_of(version.record))]
    cleaned = [(version, someone(version.record, marks.are)) for version in stay]
    # Another's letter under the same id, be it by chance or by design, does not go with theirs.
    groups = writers.apart(place[0], cleaned, lambda one: one[0].record.content) if cleaned else []
    cleaned = [one for group in groups if all(clean is not None for _, clean in group) for one in group]
    if not cleaned:
        work.erased.append(place)
        return
    took_part = any(clean is not version.record for version, clean in cleaned)
    instead = [_instead(version, clean, marks) for version, clean in cleaned if clean is not None]
    before = [(version.record.text, [reading for _, reading in version.readings]) for version in versions]
    if [(one.text, said) for one, said in instead] == before:
        return
    work.others.update(name for _, clean in cleaned if took_part and clean is not None for name in _names(clean))
    work.replaced += [(*place, one) for one, _ in instead]
    work.readings.update((one.id, said) for one, said in instead)
    work.mentions += not took_part


def _instead(version: Version, clean: Record, marks: _Marks) -> tuple[Record, list[Reading]]:
    """Give what stands in a version's place: without the words that name them, and those that they said."""
    sender = version.record.content.get("sender")
    spoke = marks.are(sender) if sender else False
    blank = Record(clean.kind, clean.key, _blank(clean, marks, spoke=spoke))
    return blank, [r for _, r in version.readings if not spoke and not marks.name(f"{r.quote} {r.fields}")]


def _names(found: Record) -> Collection[str]:
    people = [*found.content.get("to", ()), *found.content.get("cc", ()), *found.content.get("attendees", ())]
    return {person[2] or person[1] for person in people if person[2] != "someone"}


def _blank(found: Record, marks: _Marks, *, spoke: bool) -> dict[str, Any]:
    """Blank the free text of a record. A namesake's own card keeps its name: only what it says of others is text."""
    if found.kind not in _CARDS:
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
        if clean not in _NOTHING or clean == value:
            kept[name] = clean
    return kept


def _cleaned(value: Any, marks: _Marks) -> Any:
    if isinstance(value, str):
        return "" if marks.name(value) else value
    if isinstance(value, list):
        if len(value) >= PERSON_LENGTH and all(isinstance(one, str) for one in value):
            return value  # a participant, perhaps a namesake: whoever is the one has become someone already
        return [clean for one in value if (clean := _cleaned(one, marks)) not in _NOTHING or clean == one]
    if isinstance(value, Mapping):
        return _without(value, marks, spoke=False)
    return value


def _rulings(decisions: Sequence[Decision], marks: _Marks, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Give what may stay of rulings about others whose words name the person; nothing of the one that entered them."""
    left = {ruling.id: {} if own_key(ruling.id) in keys else _ruled(ruling.fields, marks) for ruling in decisions}
    return {ruling.id: left[ruling.id] for ruling in decisions if left[ruling.id] != ruling.fields}


def _ruled(fields: Mapping[str, Any], marks: _Marks) -> dict[str, Any]:
    """Leave out what names them. A ruling's lists are of words (addresses, tags, aims), never of who took part."""
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        clean = (
            [one for one in value if _cleaned(one, marks) not in _NOTHING]
            if isinstance(value, list)
            else _cleaned(value, marks)
        )
        if clean not in _NOTHING or clean == value:
            kept[name] = clean
    return kept


def _plan(person: Person, cards: Sequence[Card], work: _Work) -> Plan:
    return Plan(
        name=person.name,
        cards=len(cards),
        alone=len(work.erased),
        shared=len({(kind, key) for kind, key, _ in work.replaced}) - work.mentions,
        mentions=work.mentions,
        whose=sorted(work.others)[:WHOSE],
    )
