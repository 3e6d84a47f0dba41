"""The digest's rows: what crosses between its pure functions and the store. Nothing in them depends on today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from kithbook.model.card import Card
from kithbook.model.change import Change
from kithbook.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Part:
    """A participant: the key of the card it points at, the name that stood there, the role.

    A key that begins with ``=`` is the id of a card that exists already.
    """

    key: str
    name: str
    role: str
    handle: tuple[str, str] | None = None


@dataclass(slots=True)
class Row:
    """One interaction as the digest keeps it, with what hangs on it."""

    raw: bytes
    at: int  # seconds since the epoch
    day: int  # day number in the book's zone
    is_day: bool
    kind: str
    channel: str
    direction: str
    subject: str
    thread: str
    recipients: int  # of a message all of them; of a meeting the others besides ego
    is_bulk: bool
    records: tuple[bytes, ...]
    sources: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()  # what it says of who ego is
    findings: tuple[Reading, ...] = ()
    signature: Mapping[str, Any] = field(default_factory=dict)
    place: int = 0  # of its first record in the evidence
    is_to_ego_alone: bool = False  # a message with ego for its one recipient


class Naming(NamedTuple):
    """A name that stands with a handle in interactions: how often, and of these who said so."""

    name: str
    times: int
    by_them: int = 0  # they wrote under it, or somebody did in their name
    by_ego: int = 0  # ego wrote to it


@dataclass(frozen=True, slots=True)
class Mention:
    """How a card occurs in interactions: how often, under which names, from when to when."""

    key: str
    place: int  # of the first record that mentions it
    handle: tuple[str, str] | None
    names: tuple[Naming, ...]  # those by them and by ego first, of these the most often
    first: int  # day numbers
    last: int
    wrote: int  # messages from them to ego
    wrote_bulk: int
    wrote_alone: int  # of these, not bulk, to ego alone
    received: int  # messages from ego to them, not bulk
    met: int  # meetings of ten or fewer, calls
    listed: int  # bulk mail from others that was addressed to them
    known_from: int | None  # the first day on which one of the three makes them known
    channels: tuple[str, ...]
    signatures: tuple[tuple[Mapping[str, Any], int, int], ...]  # (fields, first day, last day), oldest first


@dataclass(frozen=True, slots=True)
class Made:
    """A card with what follows from its versions."""

    card: Card
    order: int  # place of its first record in the evidence: the founder of a person is the lowest
    records: tuple[bytes, ...] = ()
    changes: tuple[Change, ...] = ()
    is_known: bool = False
    known_from: int | None = None  # day number; None with is_known: known by an undated card
    stated: date | None = None  # the day of which its organisation speaks, where dated


@dataclass(frozen=True, slots=True)
class Face:
    """What stands for a person in lists, and what they are found by. Cards are named by id."""

    founder: str
    cards: tuple[str, ...]
    name: str
    stem: str  # the slug without the number that tells namesakes apart
    organisation: str
    title: str
    is_known: bool
    known_from: date | None
    is_bulk: bool
    is_ego: bool
    birthday: str
    since: str
    location: str
    tags: tuple[str, ...]
    words: str  # everything that a search finds them by


@dataclass(frozen=True, slots=True)
class Event:
    """One interaction from the side of one person in it."""

    day: int
    at: int
    interaction: int
    kind: str
    direction: str
    recipients: int
    role: str
