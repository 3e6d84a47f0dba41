"""list_people: a page of the people known, with what narrows it; for any number of people in a few milliseconds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Final, Literal, TypeAlias

import numpy as np

from kithbook.actions import people, roster, searching, word_index
from kithbook.actions.asked import CONDITIONS, LAYERS, Asked, read_query
from kithbook.actions.measured import STATES, Standing
from kithbook.actions.owing import WORDS as OWED
from kithbook.actions.roster import Flags, Roster, Rosters, Slots
from kithbook.model import times
from kithbook.model.fault import UserError
from kithbook.model.person import SEEN
from kithbook.store.book import Book

Sort: TypeAlias = Literal["strength", "name", "last"]

SORTS: Final = ("strength", "name", "last")
SHOWN: Final = 12  # organisations and places: the most frequent
MOST: Final = 500  # rows of one page


@dataclass(frozen=True, slots=True)
class Row(people.PersonShown):
    """A person in a list. `owed`: "you" owe them an answer or a promise, "them" owe you one, "both", or None."""

    number: int
    place: str | None
    owed: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that narrows the list, and how many of those whom all other conditions leave have it."""

    value: str
    title: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of people and what narrows it.

    `asked` holds the conditions that were given or read in the words; `facets` one tuple a condition, the most frequent
    first. Where nobody answers to the words, `nearest` gives other spellings and `rows` those who go by them.
    """

    rows: tuple[Row, ...]
    total: int
    start: int
    limit: int
    sort: str
    asked: Asked
    facets: Mapping[str, tuple[Facet, ...]]
    nearest: tuple[str, ...]
    seen: int  # how many of the merely seen answer to the words


def list_people(
    book: Book,
    *,
    now: datetime,
    query: str | None = None,
    organisation: str | None = None,
    tag: str | None = None,
    state: str | None = None,
    layer: int | None = None,
    place: str | None = None,
    owed: str | None = None,
    silence_days: int | None = None,
    sort: Sort = "strength",
    start: int = 0,
    limit: int = 50,
    rosters: Rosters | None = None,
) -> Listing:
    """List the people known who answer to the words and fulfil the conditions; with words the best answer first.

    A face that lasts passes `rosters`, which keeps everyone in memory between two questions.
    """
    given = {
        "organisation": organisation, "tag": tag, "state": state, "layer": layer, "place": place, "owed": owed,
        "silence_days": silence_days,
    }  # fmt: skip
    _check(given, sort)
    everyone = roster.of(book, now, rosters)
    asked = _understood(book, everyone, read_query(query or "").over(given))
    found = searching.search(book, everyone, asked.words)
    is_of_seen = asked.state == SEEN or (found.is_asked and not found.known.any() and bool(found.seen))
    page = range(max(start, 0), max(start, 0) + min(max(limit, 1), MOST))
    if is_of_seen:
        return _of_seen(book, found, asked=asked, page=page, sort=sort)
    conditions = _conditions(everyone, asked)
    chosen = _all(found.known, conditions.values())
    slots = _sorted(everyone, chosen, found, sort)
    return Listing(
        rows=_rows(book, everyone, slots[page.start : page.stop]),
        total=len(slots),
        start=page.start,
        limit=len(page),
        sort=sort,
        asked=asked,
        facets=_facets(everyone, asked, conditions, found),
        nearest=found.nearest,
        seen=len(found.seen),
    )


def _check(given: Mapping[str, str | int | None], sort: str) -> None:
    allowed: dict[str, Sequence[object]] = {"state": STATES, "layer": LAYERS, "owed": tuple(OWED)}
    for name, values in allowed.items():
        if given[name] is not None and given[name] not in values:
            raise UserError(f"{given[name]!r} is no {name}.", do=f"Say one of {', '.join(map(str, values))}.")
    if sort not in SORTS:
        raise UserError(f"People cannot be sorted by {sort!r}.", do=f"Say one of {', '.join(SORTS)}.")


def _understood(book: Book, everyone: Roster, asked: Asked) -> Asked:
    """Take a place, organisation or tag read in the words that nobody has for words if these find any."""
    has: dict[str, Callable[[str], Flags]] = {
        "place": everyone.living,
        "organisation": everyone.at,
        "tag": everyone.having,
    }
    for name, flags in has.items():
        if name in asked.said and not flags(getattr(asked, name)).any():
            words = asked.without(name)
            found = searching.exact(book, everyone, words.words)
            asked = words if found.known.any() or found.seen else asked
    return asked


def _conditions(everyone: Roster, asked: Asked) -> dict[str, Flags]:
    """Flag for every condition that is set whom it leaves."""
    flags: dict[str, Callable[[Roster, Asked], Flags]] = {
        "organisation": lambda r, a: r.at(a.organisation or ""),
        "place": lambda r, a: r.living(a.place or ""),
        "tag": lambda r, a: r.having(a.tag or ""),
        "state": lambda r, a: r.state == STATES.index(a.state or ""),
        "layer": lambda r, a: (r.layer > 0) & (r.layer <= (a.layer or 0)),
        "owed": lambda r, a: (r.owed & OWED[a.owed or ""]) > 0,
        "silence_days": lambda r, a: r.last <= _silent_since(r.day, a.silence_days or 0),
    }
    return {name: flags[name](everyone, asked) for name in CONDITIONS if name in asked.conditions}


def _silent_since(day: date, silence_days: int) -> int:
    """Give the last day number on which someone may have been in touch who has been silent for so many days."""
    return times.day_number(day) - silence_days


def _all(first: Flags, conditions: Iterable[Flags]) -> Flags:
    """Flag whom every condition leaves."""
    return reduce(lambda left, flags: left & flags, conditions, first)


def _sorted(everyone: Roster, chosen: Flags, found: searching.Found, sort: str) -> Slots:
    rank = {"strength": everyone.strength_rank, "name": everyone.name_rank, "last": everyone.last_rank}[sort]
    slots = np.flatnonzero(chosen)
    by = rank[slots].astype(np.int64)
    if found.is_asked and sort == "strength":
        by += found.badness[slots].astype(np.int64) * len(everyone)
    return slots[np.argsort(by, kind="stable")]


def _rows(book: Book, everyone: Roster, slots: Slots) -> tuple[Row, ...]:
    numbers = everyone.number[slots].tolist()
    known, cards = book.digest.by_number(numbers), book.digest.cards_by(numbers)
    rows = []
    for slot, number in zip(slots.tolist(), numbers, strict=True):
        shown = people.one(known[number], cards[number], _standing(everyone, slot))
        rows.append(_row(shown, number, known[number].location, int(everyone.owed[slot])))
    return tuple(rows)


def _row(shown: people.PersonShown, number: int, place: str, owed: int) -> Row:
    fields = {name: getattr(shown, name) for name in people.PersonShown.__dataclass_fields__}
    word = {0: None, **{bit: word for word, bit in OWED.items()}}.get(owed, "both")
    return Row(**fields, number=number, place=place or None, owed=word)


def _standing(everyone: Roster, slot: int) -> Standing:
    strength, last = float(everyone.strength[slot]), int(everyone.last[slot])
    return Standing(
        strength=None if np.isnan(strength) else round(strength, 4),
        layer=int(everyone.layer[slot]) or None,
        last=None if last == roster.NEVER else times.from_day_number(last),
        state=STATES[int(everyone.state[slot])],
    )


def _of_seen(book: Book, found: searching.Found, *, asked: Asked, page: range, sort: str) -> Listing:
    """List those merely seen who answer to the words, in the order of their names."""
    numbers = found.seen
    known = book.digest.by_number(numbers[page.start : page.stop])
    cards = book.digest.cards_by(known)
    shown = [people.one(person, cards[number], Standing(None, None, None, SEEN)) for number, person in known.items()]
    rows = [_row(one, number, known[number].location, 0) for one, number in zip(shown, known, strict=True)]
    facets = {"state": (Facet(SEEN, SEEN, len(numbers), is_chosen=asked.state == SEEN),)}
    return Listing(
        rows=tuple(rows),
        total=len(numbers),
        start=page.start,
        limit=len(page),
        sort=sort,
        asked=replace(asked, state=SEEN),
        facets=facets,
        nearest=found.nearest,
        seen=len(numbers),
    )


# -- facets --------------------------------------------------------------------------------------------


def _facets(
    everyone: Roster, asked: Asked, conditions: Mapping[str, Flags], found: searching.Found
) -> dict[str, tuple[Facet, ...]]:
    """Count every facet among those whom all other conditions leave."""

    def left(name: str) -> Flags:
        return _all(found.known, (flags for other, flags in conditions.items() if other != name))

    organisations = np.bincount(everyone.organisation[left("organisation")] + 1, minlength=1)[1:]
    places = np.bincount(everyone.place[left("place")] + 1, minlength=1)[1:]
    tags = np.bincount(everyone.tag[left("tag")[everyone.tagged]], minlength=0)
    states = np.bincount(everyone.state[left("state")], minlength=len(STATES)).tolist()
    layers, owed = everyone.layer[left("layer")], everyone.owed[left("owed")]
    in_state = {**dict(zip(STATES, states, strict=True)), SEEN: len(found.seen)}
    return {
        "organisation": _frequent(everyone.organisations, organisations, asked.organisation),
        "place": _frequent(everyone.places, places, asked.place),
        "tag": _frequent(everyone.tags, tags, asked.tag),
        "state": tuple(
            Facet(word, word, count, is_chosen=asked.state == word) for word, count in in_state.items() if count
        ),
        "layer": tuple(
            Facet(str(size), f"closest {size}", count, is_chosen=asked.layer == size)
            for size in LAYERS
            if (count := int(np.count_nonzero((layers > 0) & (layers <= size))))
        ),
        "owed": tuple(
            Facet(word, _OWED_TITLES[word], count, is_chosen=asked.owed == word)
            for word, bit in OWED.items()
            if (count := int(np.count_nonzero(owed & bit)))
        ),
    }


_OWED_TITLES: Final = {"you": "you owe them", "them": "they owe you"}


def _frequent(names: Sequence[str], counts: Slots, chosen: str | None) -> tuple[Facet, ...]:
    """Give the most frequent values; one that was chosen stays among them."""
    some = np.argpartition(-counts, SHOWN)[:SHOWN] if len(counts) > SHOWN else np.arange(len(counts))
    found = [
        Facet(names[at], names[at], int(counts[at]), is_chosen=chosen is not None and _same(names[at], chosen))
        for at in some.tolist()
        if counts[at]
    ]
    found.sort(key=lambda one: (-one.count, one.title))
    if chosen and not any(one.is_chosen for one in found):
        found.append(Facet(chosen, chosen, _count_of(names, counts, chosen), is_chosen=True))
    return tuple(found)


def _count_of(names: Sequence[str], counts: Slots, chosen: str) -> int:
    meant = word_index.meant(names, word_index.Index.read(names), chosen)
    return int(sum(int(counts[at]) for at in meant if at < len(counts)))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
