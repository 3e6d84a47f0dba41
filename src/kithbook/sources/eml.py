"""Messages saved one in a file: ``.eml``, Apple's ``.emlx``, and files without an ending that are messages."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithbook.model.fault import Fault
from kithbook.sources import Found, Seen
from kithbook.sources.mail import accounts, box
from kithbook.sources.tree import Member, Tree

NAME: Final = "eml"
TITLE: Final = "Mail messages (.eml)"
VERSION: Final = 2
RANK: Final = 90  # a header is a weak sign: whoever knows a file better is asked before

_CERTAIN: Final = frozenset((".eml", ".emlx"))
_POSSIBLE: Final = frozenset(("", ".txt", ".msg", ".mail", ".mime", ".rfc822", ".mht"))


def _is_mail(member: Member) -> bool:
    """Say whether a member is a message, by its ending or else by its head."""
    path = PurePosixPath(member.name)
    suffix = path.suffix.lower()
    if path.parent.name in {"cur", "new", "tmp"} and suffix not in _CERTAIN:
        return False
    if suffix in _CERTAIN:
        return True
    # MH numbers its messages; Enron's have a dot behind the number
    return (suffix in _POSSIBLE or path.name.rstrip(".").isdecimal()) and box.is_message(member.head(4096))


def identify(tree: Tree) -> list[Found]:
    """Find the single messages of a tree, account by account."""
    messages = [member for member in tree.members() if _is_mail(member)]
    return [
        Found(NAME, account, tuple(member.name for member in inside), box.as_of(tree, ()), _what(len(inside)))
        for account, inside in accounts.parted(messages, box.MESSAGE_HEAD_BYTES)
    ]


def _what(count: int) -> str:
    return "mail message (.eml)" if count == 1 else f"{count:,} mail messages (.eml)"


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Read message after message."""
    for member in box.opened(tree, box.beyond(found.members, after)):
        yield member if isinstance(member, Fault) else box.single(member, box.place(tree, member.name))
