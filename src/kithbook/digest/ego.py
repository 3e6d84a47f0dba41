"""Who the owner is: found by evidence, corrected by the owner's word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

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

    @property
    def is_known(self) -> bool:
        """Say whether any handle tells who the owner is."""
        return bool(self.handles)

    def holds(self, kind: str, value: str, name: str = "") -> bool:
        """Say whether this handle, or where there is none this name, is the owner's."""
        if kind == handle.NAME:
            return bool(name) and folded(name) in self.names
        return (kind, value) in self.handles


def folded(name: str) -> str:
    """Fold a name for comparing with the owner's: case and blanks."""
    return " ".join(name.casefold().split())


def find(
    selves: Sequence[Mapping[str, Any]], hints: Iterable[tuple[str, str, int]], ruling: Mapping[str, Any] | None
) -> Ego:
    """Find the owner. selves: SELF contents; hints: (SENT, DELIVERED or CALENDAR, address, how many messages).

    What the owner said beats all; then what archives say of their member; then who wrote the sent mail; and only
    where none of these names an address, the one by which most mail arrived, or the owner of a calendar.
    """
    handles = {(kind, value) for self in selves for kind, value in self.get("handles", ()) if _points(kind)}
    names = {folded(str(self["name"])) for self in selves if self.get("name")}
    if ruling:
        names |= {folded(str(ruling["name"]))} if ruling.get("name") else set()
        handles |= _ruled(ruling)
        if ruling.get("emails"):
            return Ego(frozenset(handles), frozenset(names))
    counts: dict[str, dict[str, int]] = {SENT: {}, DELIVERED: {}, CALENDAR: {}}
    for sort, address, count in hints:
        counts[sort][address] = counts[sort].get(address, 0) + count
    sent = counts[SENT]
    handles |= {(handle.EMAIL, a) for a, n in sent.items() if n >= SENT_SHARE * sum(sent.values())}
    if not any(kind == handle.EMAIL for kind, _ in handles):
        handles |= _most(counts[DELIVERED]) or _most(counts[CALENDAR])
    return Ego(frozenset(handles), frozenset(names))


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
