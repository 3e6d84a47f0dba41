"""Cards: what one source says of one person. A person is a set of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from kithbook.model import ids

OWNER: Final = "owner"  # the source of the cards that hold the owner's own words
CONNECTION: Final = "connection"
CONTACT: Final = "contact"
SEEN: Final = "seen"


@dataclass(frozen=True)
class Card:
    """What one source says of one person, as identity compares it and pages show it.

    A bare handle that only occurs in messages or meetings makes a card too: its key is ``email:ann@example.org``,
    its name the one most often written with it, the others stand in ``other_names``.
    """

    key: str
    source: str
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # given middle family prefix suffix nickname maiden
    other_names: tuple[str, ...] = ()
    doubtful_names: tuple[str, ...] = ()  # of the others, those that somebody else may have put there
    handles: tuple[tuple[str, str], ...] = ()  # (kind, value), canonical by model.handle
    former: tuple[tuple[str, str], ...] = ()  # addresses and profiles that its source gave before, under the same name
    organisation: str = ""
    title: str = ""
    spans: tuple[Mapping[str, Any], ...] = ()  # record.Span
    birthday: str = ""
    addresses: tuple[Mapping[str, str], ...] = ()
    location: str = ""
    since: str = ""
    relation: str = SEEN
    tags: tuple[str, ...] = ()
    note: str = ""
    remarks: tuple[Mapping[str, Any], ...] = ()  # record.RemarkContent, each with the id of its "record", oldest first
    fields: Mapping[str, Any] = field(default_factory=dict)
    seen_from: date | None = None  # the handle was in use, or the card was true, from this day …
    seen_to: date | None = None  # … to this day, as far as dated evidence goes
    lists: tuple[str, ...] = ()  # the runs whose list of contacts it is an entry of
    archives: tuple[str, ...] = ()  # the runs in which it ever was a connection, where a day says since when
    is_bulk: bool = False  # a list, a robot or a newsletter writes under this handle
    is_self: bool = False  # a source says that this is ego
    is_claimed: bool = False  # its phone and places are what mail says of its own sender, whom ego never wrote to

    @property
    def is_wish(self) -> bool:
        """Say whether the owner said on it, in another program, what they want to be reminded of, or how often."""
        return bool(self.fields.get("rhythm_days")) or any(
            one.get("sort") in {"reminder", "task"} and not one.get("done") for one in self.remarks
        )

    @cached_property
    def id(self) -> str:
        """Spell the card's id: the hash of its key, so the same in every book."""
        return ids.make(ids.CARD, self.key)
