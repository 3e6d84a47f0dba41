"""What the three mail sources ask of a tree: whose it is, of which day, and where in it to go on."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kithbook.model.fault import Fault
from kithbook.model.run import BY_NAME, AsOf
from kithbook.sources import Seen, announce, dated
from kithbook.sources.mail import folders, header, letter, split
from kithbook.sources.tree import BadMember, Member, Tree

HEAD_BYTES: Final = 256 << 10  # of a mailbox, that are looked at to learn whose it is
MESSAGE_HEAD_BYTES: Final = 8 << 10  # of a single message

_COUNT_BYTES: Final = 64  # the byte count before a message of Apple Mail, with its line end
_TELLING: Final = frozenset(("from", "received", "message-id", "delivered-to", "x-gmail-labels"))
_COUNT = re.compile(rb"\s*(\d{1,12})\s*\r?\n")


def as_of(tree: Tree, members: Sequence[Member]) -> AsOf:
    """Date an account by its container's name, or by the name or the archive's date of its first mailbox.

    The names of single messages are no dates of anything: ``2019-03-01.eml`` may stand beside this year's.
    """
    named = dated.day_in_name(tree.path.name)
    return AsOf(named, BY_NAME) if named else dated.as_of(tree, members[:1])


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
