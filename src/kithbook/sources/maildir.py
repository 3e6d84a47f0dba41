"""Maildir: a folder whose every message is a file, with its flags in the file's name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from kithbook.model.fault import Fault
from kithbook.sources import Found, Seen
from kithbook.sources.mail import accounts, box, folders
from kithbook.sources.tree import Tree

NAME: Final = "maildir"
TITLE: Final = "Mailbox (Maildir)"
VERSION: Final = 2
RANK: Final = 41  # behind whole mailboxes, before single messages

LOOKS: Final = 40  # files of an account, of which one at least must be a message

_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")  # the colon is written otherwise where file systems forbid it
_STORES: Final = frozenset(("cur", "new"))
_NO_MESSAGE: Final = ("dovecot", "maildirsize", ".", "courier")


def _is_message(name: str) -> bool:
    """Say whether a member is a message of a Maildir; ``tmp`` holds what was never delivered."""
    path = PurePosixPath(name)
    if path.name.startswith(_NO_MESSAGE) or path.suffix in {".eml", ".emlx"}:
        return False
    return path.parent.name in _STORES or (path.parent.name == "" and bool(_FLAGS.search(path.name)))


def _place(tree: Tree, name: str) -> folders.Place:
    """Read folder and flags: D is a draft, T is trashed."""
    path = PurePosixPath(name)
    found = _FLAGS.search(path.name)
    flags = found[1] if found else ""
    above = path.parent.parent if path.parent.name in _STORES else path.parent
    place = folders.place(f"{tree.path.name}/{above}")
    flagged = folders.TRASH if "T" in flags else folders.DRAFT if "D" in flags else ""
    return replace(place, skip=place.skip or flagged)


def identify(tree: Tree) -> list[Found]:
    """Find the Maildirs of a tree, account by account."""
    messages = [member for member in tree.members() if _is_message(member.name)]
    return [
        Found(NAME, account, tuple(member.name for member in inside), box.as_of(tree, ()), "mailbox (Maildir)")
        for account, inside in accounts.parted(messages, box.MESSAGE_HEAD_BYTES)
        if any(box.is_message(member.head(4096)) for member in inside[:LOOKS])
    ]


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Read message after message."""
    for member in box.opened(tree, box.beyond(found.members, after)):
        yield member if isinstance(member, Fault) else box.single(member, _place(tree, member.name))
