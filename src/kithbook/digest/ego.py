"""Who the owner is: found by evidence, corrected by the owner's word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kithbook.identity import names as spellings
from kithbook.identity.agreement import best
from kithbook.model import handle

SENT: Final = "sent"  # the sender of a message that its source calls sent
DELIVERED: Final = "delivered"  # an address by which messages reached the mailbox
CALENDAR: Final = "calendar"  # the stated owner of a calendar

SENT_SHARE: Final = 0.02  # an address that wrote fewer of the sent messages may be a colleague's, filed by hand
DELIVERED_SHARE: Final = 0.6  # a mailbox that gathers for several people has no such address


@dataclass(frozen=True, slots=True)
class Ego:
    """The owner's handles, and the names by which sources without handles call them."""

    handles: frozenset[tuple[str, str]]
    names: frozenset[str]  # folded
    has_sent: bool = False  # what ego sent is in the book, so that their name on other mail proves nothing
    strangers: frozenset[str] = frozenset()  # cards of the members of archives that are not ego's, for all we know
    stranger_handles: frozenset[tuple[str, str]] = frozenset()
    stranger_names: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Say whether any handle tells who the owner is."""
        return bool(self.handles)

    @property
    def has_address(self) -> bool:
        """Say whether ego can be told from others where people go by their addresses, as in mail and calendars."""
        return any(kind == handle.EMAIL for kind, _ in self.handles)

    def holds(self, kind: str, value: str, name: str = "") -> bool:
        """Say whether this handle, or where there is none this name, is the owner's."""
        if kind == handle.NAME:
            return bool(name) and folded(name) in self.names
        return (kind, value) in self.handles

    def is_stranger(self, kind: str, value: str, name: str = "") -> bool:
        """Say whether this is the member of an archive that is not ego's."""
        if kind == handle.NAME:
            return bool(name) and folded(name) in self.stranger_names
        return (kind, value) in self.stranger_handles


@dataclass(frozen=True, slots=True)
class Self:
    """What an archive says of its own member."""

    card: str  # its id
    place: int  # of its first record in the evidence
    content: Mapping[str, Any]

    @property
    def handles(self) -> set[tuple[str, str]]:
        """Give the handles that point at one person."""
        return {(kind, value) for kind, value in self.content.get("handles", ()) if _points(kind)}

    @property
    def name(self) -> str:
        """Give the member's name, '' where it is not said."""
        return str(self.content.get("name") or "")


def folded(name: str) -> str:
    """Fold a name for comparing with the owner's: case and blanks."""
    return " ".join(name.casefold().split())


def find(
    selves: Sequence[Self],
    hints: Iterable[tuple[str, str, int]],
    ruling: Mapping[str, Any] | None,
    archives: Mapping[str, bool] | None = None,
) -> Ego:
    """Find the owner. hints: (SENT, DELIVERED or CALENDAR, address, how many messages); archives: card → is it ego's.

    What the owner said beats all; then what archives say of their member; then who wrote the sent mail; and only
    where none of these names an address, the one by which most mail arrived, or the owner of a calendar.
    """
    said = ruling or {}
    denied = {(handle.EMAIL, spelt) for text in said.get("not_emails", ()) if (spelt := handle.email(str(text)))}
    own, strangers = _parted(selves, said, archives or {})
    handles = {found for one in own for found in one.handles} | _ruled(said)
    names = {folded(one.name) for one in own if one.name}
    names |= {folded(str(said["name"]))} if said.get("name") else set()
    counts: dict[str, dict[str, int]] = {SENT: {}, DELIVERED: {}, CALENDAR: {}}
    for sort, address, count in hints:
        if (handle.EMAIL, address) not in denied:
            counts[sort][address] = counts[sort].get(address, 0) + count
    sent = counts[SENT]
    if not said.get("emails"):
        handles |= {(handle.EMAIL, a) for a, n in sent.items() if n >= SENT_SHARE * sum(sent.values())}
        if not any(kind == handle.EMAIL for kind, _ in handles - denied):
            handles |= _most(counts[DELIVERED]) or _most(counts[CALENDAR])
    # What the owner confirmed comes beside what was found: it replaces nothing.
    handles |= {(handle.EMAIL, spelt) for text in said.get("emails_too", ()) if (spelt := handle.email(str(text)))}
    handles -= denied
    return Ego(
        frozenset(handles),
        frozenset(names),
        has_sent=any((handle.EMAIL, address) in handles for address in sent),
        strangers=frozenset(one.card for one in strangers),
        stranger_handles=frozenset({found for one in strangers for found in one.handles} - handles),
        stranger_names=frozenset({folded(one.name) for one in strangers if one.name} - names),
    )


def _parted(
    selves: Sequence[Self], said: Mapping[str, Any], archives: Mapping[str, bool]
) -> tuple[list[Self], list[Self]]:
    """Part the members of archives into ego, and those who share no handle with ego and bear another name.

    Without a word of the owner's, ego is who came first.
    """
    ordered = sorted(selves, key=lambda one: (one.place, one.card))
    handles, names = _ruled(said), [str(said["name"])] if said.get("name") else []
    left = [one for one in ordered if one.card not in archives]
    near = [one for one in ordered if archives.get(one.card)]
    if not near:
        near = [one for one in left if one.handles & handles or (names and not _is_another(one.name, names))]
    if not near and not names:
        near = left[:1]
    own: list[Self] = []
    while near:
        own += near
        left = [one for one in left if one not in near]
        handles |= {pair for one in near for pair in one.handles}
        names += [one.name for one in near if one.name]
        near = [one for one in left if one.handles & handles or not _is_another(one.name, names)]
    return own, [one for one in ordered if one not in own]


def _is_another(name: str, names: Iterable[str]) -> bool:
    """Say whether a name is plainly none of these: another given or another family name."""
    read = spellings.read(name) if name else ()
    known = [spelling for one in names for spelling in spellings.read(one)]
    return bool(read) and bool(known) and best(tuple(read), tuple(known)).is_contrary


def _ruled(ruling: Mapping[str, Any]) -> set[tuple[str, str]]:
    found = {(handle.EMAIL, spelt) for text in ruling.get("emails", ()) if (spelt := handle.email(str(text)))}
    slug = handle.linkedin(str(ruling.get("linkedin") or ""))
    return found | ({(handle.LINKEDIN, slug)} if slug else set())


def _most(counts: Mapping[str, int]) -> set[tuple[str, str]]:
    if not counts:
        return set()
    address = max(counts, key=lambda found: (counts[found], found))
    return {(handle.EMAIL, address)} if counts[address] >= DELIVERED_SHARE * sum(counts.values()) else set()


def _points(kind: str) -> bool:
    # A telephone may be a household's, a website an employer's: neither says who the owner is.
    return kind in {handle.EMAIL, handle.LINKEDIN}
