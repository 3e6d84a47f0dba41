"""Everyone known as columns in memory: what a list filters, counts and sorts in a few milliseconds for any number."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kithbook.actions import dates, measured, owing
from kithbook.actions.since import Since, since
from kithbook.actions.word_index import Codes, Index, meant
from kithbook.digest.persons import searched
from kithbook.model.person import LATENT
from kithbook.store.book import Book

Flags: TypeAlias = NDArray[np.bool_]
Slots: TypeAlias = NDArray[np.int64]

NOBODY: Final = -1  # the code of someone without an organisation or a place
NEVER: Final = -(10**6)  # the last day of someone without a contact day: before all others


@dataclass(frozen=True)
class Roster:
    """One value a known person, in the order of `number` (ascending), as of the end of a day."""

    stamp: str
    mark: int
    day: date
    number: NDArray[np.int64]
    by_name: Codes  # slots in the order of names
    organisation: Codes  # a place in `organisations`
    organisations: tuple[str, ...]
    place: Codes  # a place in `places`
    places: tuple[str, ...]
    tagged: Codes  # slots, one for each tag of a person …
    tag: Codes  # … and the tag's place in `tags`
    tags: tuple[str, ...]
    strength: NDArray[np.float32]  # NaN without a contact day
    layer: Codes
    last: Codes
    state: Codes  # a place in measured.STATES
    owed: Codes  # bits of `owing`
    names: Index
    figures: bytes  # measured.table_of the day

    @classmethod
    def read(cls, book: Book, day: date) -> "Roster":
        """Load everyone known from the book."""
        rows = list(book.digest.roll())
        spelt = book.digest.spelt()
        number = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        organisation, organisations = _coded(spelt.get(row[2], row[2]) for row in rows)
        place, places = _coded(row[3] for row in rows)
        tagged, tag, tags = _tags([row[4] for row in rows])
        table = measured.table_of(book, day)
        figures = _figures(table, number)
        return cls(
            stamp=book.digest.stamp,
            mark=book.digest.mark,
            day=day,
            number=number,
            by_name=_order([searched(row[1]) for row in rows]),
            organisation=organisation,
            organisations=organisations,
            place=place,
            places=places,
            tagged=tagged,
            tag=tag,
            tags=tags,
            strength=figures[0].astype(np.float32),
            layer=figures[1].astype(np.int32),
            last=figures[2].astype(np.int32),
            state=figures[3].astype(np.int32),
            owed=_owed(book, day, number),
            names=Index.read(row[1] for row in rows),
            figures=table,
        )

    def __len__(self) -> int:
        return len(self.number)

    def slots(self, numbers: Sequence[int]) -> Slots:
        """Give the slots of people; those who are not known are left out."""
        wanted = np.unique(np.fromiter(numbers, np.int64, len(numbers)))
        return _at(self.number, wanted)[0]

    def strength_of(self, number: int) -> float | None:
        """Give one person's strength; None without a contact day."""
        found = self.strength[self.slots([number])]
        return None if not len(found) or np.isnan(found[0]) else round(float(found[0]), 4)

    def organisation_of(self, number: int) -> str:
        """Give the organisation of one person."""
        found = self.organisation[self.slots([number])]
        return "" if not len(found) or found[0] == NOBODY else self.organisations[int(found[0])]

    def flags(self, slots: NDArray[np.integer]) -> Flags:
        """Flag these slots."""
        found = np.zeros(len(self), bool)
        found[slots] = True
        return found

    @cached_property
    def name_rank(self) -> Codes:
        """Give everyone's place in the order of names."""
        return _rank(self.by_name)

    @cached_property
    def strength_rank(self) -> Codes:
        """Give everyone's place from the strongest tie on; those without one by name."""
        return _rank(np.lexsort((self.name_rank, np.nan_to_num(-self.strength, nan=1.0))))

    @cached_property
    def last_rank(self) -> Codes:
        """Give everyone's place from the latest contact on; those without one by name."""
        return _rank(np.lexsort((self.name_rank, -self.last)))

    @cached_property
    def organisation_counts(self) -> Slots:
        """Count the people of every organisation."""
        return np.bincount(self.organisation + 1, minlength=len(self.organisations) + 1)[1:]

    @cached_property
    def organisation_words(self) -> Index:
        """Find organisations by their words."""
        return Index.read(self.organisations)

    @cached_property
    def place_words(self) -> Index:
        """Find places by their words."""
        return Index.read(self.places)

    def at(self, organisation: str) -> Flags:
        """Flag who works there: of exactly this name, else of a name that holds it."""
        return np.isin(self.organisation, meant(self.organisations, self.organisation_words, organisation))

    def living(self, place: str) -> Flags:
        """Flag who is in a place: of exactly this name, else of a name with these words."""
        return np.isin(self.place, meant(self.places, self.place_words, place))

    def having(self, tag: str) -> Flags:
        """Flag who has a tag."""
        wanted = tag.lstrip("#").casefold()
        return self.flags(
            self.tagged[np.isin(self.tag, [at for at, one in enumerate(self.tags) if one.casefold() == wanted])]
        )

    def after(self, book: Book, changed: Since) -> "Roster":
        """Give the roster after these changes, without reading everyone; what the digest forgot it is told again."""
        book.digest.remember(measured.NAME, self.day, self.figures)
        owed = self.owed.copy()
        for number in changed.owing:
            owed[self.slots([number])] = owing.of_one(book, number, self.day)
        slots = np.flatnonzero(owed)
        owing.keep(book, self.day, dict(zip(self.number[slots].tolist(), owed[slots].tolist(), strict=True)))
        return replace(
            self, stamp=book.digest.stamp, mark=book.digest.mark, owed=owed, **self._tags_after(book, changed.tagged)
        )

    def _tags_after(self, book: Book, numbers: set[int]) -> dict[str, Any]:
        if not numbers:
            return {}
        others = ~np.isin(self.tagged, self.slots(sorted(numbers)))
        tags = list(self.tags)
        pairs = list(zip(self.tagged[others].tolist(), self.tag[others].tolist(), strict=True))
        for number, person in book.digest.by_number(numbers).items():
            for tag in person.tags:
                tags += [tag] if tag not in tags else []
                pairs += [(int(slot), tags.index(tag)) for slot in self.slots([number])]
        table = np.array(pairs, np.int32).reshape(-1, 2)
        return {"tagged": table[:, 0].copy(), "tag": table[:, 1].copy(), "tags": tuple(tags)}


class Rosters:
    """The latest roster, for a face that lasts: read anew when the digest or the day is another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._latest: Roster | None = None

    def of(self, book: Book, now: datetime) -> Roster:
        """Give the roster as of now. After rulings that concern few, only these few are read."""
        day, stamp = dates.today(book, now), book.digest.stamp
        with self._lock:
            held = self._latest
            if held is None or held.day != day or held.stamp.rsplit(" ", 1)[0] != stamp.rsplit(" ", 1)[0]:
                held = Roster.read(book, day)
            elif held.stamp != stamp:
                changed = since(book, held.mark)
                held = Roster.read(book, day) if changed is None else held.after(book, changed)
            self._latest = held
            return held


def of(book: Book, now: datetime, rosters: Rosters | None) -> Roster:
    """Give the roster that is kept, or one read for this question alone."""
    return (rosters or Rosters()).of(book, now)


def _coded(texts: Iterable[str]) -> tuple[Codes, tuple[str, ...]]:
    """Give distinct texts numbers in the order in which they come; the empty one is nobody's."""
    known: dict[str, int] = {"": NOBODY}
    codes = [known.setdefault(text, len(known) - 1) for text in texts]
    return np.array(codes, np.int32), tuple(list(known)[1:])


def _tags(texts: Sequence[str]) -> tuple[Codes, Codes, tuple[str, ...]]:
    pairs = [(slot, tag) for slot, text in enumerate(texts) if text != "[]" for tag in json.loads(text)]
    tag, tags = _coded(tag for _, tag in pairs)
    return np.fromiter((slot for slot, _ in pairs), np.int32, len(pairs)), tag, tags


def _figures(raw: bytes, number: Slots) -> NDArray[np.float64]:
    """Give strength, layer, last day and state of everyone."""
    table = np.frombuffer(raw).reshape(-1, measured.COLUMNS)
    latent = measured.STATES.index(LATENT)
    found = np.tile(np.array([[np.nan], [0], [NEVER], [latent]]), len(number))
    slots, rows = _at(number, table[:, 0].astype(np.int64))
    found[:, slots] = table[rows, 1:].T
    return found


def _owed(book: Book, day: date, number: NDArray[np.int64]) -> Codes:
    pairs = np.array(sorted(owing.owing(book, day).items()), np.int64).reshape(-1, 2)
    found = np.zeros(len(number), np.int32)
    slots, rows = _at(number, pairs[:, 0])
    found[slots] = pairs[rows, 1]
    return found


def _at(number: NDArray[np.int64], wanted: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find ascending numbers among ascending ones: the slots of those that are there, and their places in `wanted`."""
    if not len(number):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    slots = np.minimum(np.searchsorted(number, wanted), len(number) - 1)
    there = np.flatnonzero(number[slots] == wanted)
    return slots[there], there


def _order(keys: list[str]) -> Codes:
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int32)


def _rank(order: NDArray[np.integer]) -> Codes:
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank
