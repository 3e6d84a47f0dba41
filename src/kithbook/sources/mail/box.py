"""What the three mail sources ask of a tree: whose it is, of which day, and where in it to go on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from kithbook.model.fault import Fault
from kithbook.model.run import BY_NAME, UNKNOWN, AsOf
from kithbook.sources import Seen, announce
from kithbook.sources.mail import folders, header, letter, split
from kithbook.sources.tree import BadMember, Member, Tree

HEADS: Final = 40  # members, and bytes of each, that are looked at to learn whose mailbox it is
HEAD_BYTES: Final = 256 << 10

_COUNT_BYTES: Final = 64  # the byte count before a message of Apple Mail, with its line end
_TELLING: Final = frozenset(("from", "received", "message-id", "delivered-to", "x-gmail-labels"))
_COUNT = re.compile(rb"\s*(\d{1,12})\s*\r?\n")

_DELIVERED = re.compile(rb"^Delivered-To:[ \t]*<?([^\s<>\"',;:]{1,64}@[^\s<>\"',;:]{1,250})>?[ \t]*\r?$", re.MULTILINE)
_DAY = re.compile(r"(?<!\d)(20[0-3]\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d{2}(?!\d))")


def account(heads: Iterable[bytes]) -> str:
    """Find the address to which most of these messages were delivered; '' where none says."""
    found: Counter[str] = Counter()
    for head in heads:
        found.update(address.decode("ascii", "replace").lower() for address in _DELIVERED.findall(head))
    return min(found, key=lambda address: (-found[address], address)) if found else ""


def as_of(tree: Tree, members: Sequence[str]) -> AsOf:
    """Take the day that the name of the container states: takeout-20260301T… or mail-2026-03-01.mbox."""
    for name in (tree.path.name, members[0] if members else ""):
        for found in _DAY.finditer(name):
            try:
                return AsOf(date(int(found[1]), int(found[2]), int(found[3])), BY_NAME)
            except ValueError:
                continue
    return AsOf(None, UNKNOWN)


def behind(members: Sequence[str], after: tuple[str, int] | None) -> Sequence[str]:
    """Give the members from the one in which reading stopped."""
    return members[members.index(after[0]) :] if after and after[0] in members else members


def place(tree: Tree, name: str) -> folders.Place:
    """Read the folders above a member, and what was given itself: a folder may be called Sent."""
    return folders.place(f"{tree.path.name}/{name}")


def opened(tree: Tree, names: Sequence[str]) -> Iterator[Member | Fault]:
    """Give the members of these names, in this order; one that has gone is a fault."""
    known = {member.name: member for member in tree.members()}
    for name in names:
        yield known.get(name) or Fault(name, 0, "it is no longer there")


def beyond(members: Sequence[str], after: tuple[str, int] | None) -> Sequence[str]:
    """Give the members behind the one that was read last, where each is one message."""
    return members[members.index(after[0]) + 1 :] if after and after[0] in members else members


def is_message(head: bytes) -> bool:
    """Say whether a file begins with a mail header: two fields at least, of which one is mail's own."""
    fields, _ = header.scan(letter.plain_breaks(_without_count(head)))
    return len(fields) >= 2 and not _TELLING.isdisjoint(fields)


def _without_count(raw: bytes) -> bytes:
    """Take off what may stand before the header: blank lines, and the byte count of Apple's ``.emlx``."""
    found = _COUNT.match(raw)
    return raw[found.end() :].lstrip(b"\r\n") if found else raw.lstrip(b"\xef\xbb\xbf\r\n")


def single(member: Member, place: folders.Place) -> Seen:
    """Read a file that is one message."""
    announce(member.name, 0)
    try:
        with member.path.open("rb") if member.path else member.open() as stream:
            raw = stream.read(split.KEEP + _COUNT_BYTES)
    except BadMember as error:
        return Fault(member.name, 0, error.reason)
    except OSError as error:
        return Fault(member.name, 0, f"it could not be read: {error.strerror or 'input error'}")
    found = _COUNT.match(raw)
    if found and member.name.lower().endswith(".emlx"):
        raw = raw[found.end() : found.end() + int(found[1])]
    return letter.observe(raw.lstrip(b"\xef\xbb\xbf\r\n")[: split.KEEP], file=member.name, position=0, place=place)
