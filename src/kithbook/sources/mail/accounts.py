"""Whose mailboxes these are: parted into accounts by the addresses to which their messages were delivered."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

from kithbook.sources.tree import Member

LOOKS: Final = 40  # members of one folder whose first bytes are looked at, at most …
ALL_LOOKS: Final = 400  # … and of all folders; those behind go with their relatives

_DELIVERED = re.compile(rb"^Delivered-To:[ \t]*<?([^\s<>\"',;:]{1,64}@[^\s<>\"',;:]{1,250})>?[ \t]*\r?$", re.MULTILINE)
_NESTED: Final = (".sbd", ".mbox")  # folders that belong to a mailbox: Thunderbird's and Apple's
_STORES: Final = frozenset(("cur", "new", "tmp"))


def delivered_to(heads: Iterable[bytes]) -> str:
    """Find the address to which most of these messages were delivered; '' where none says."""
    found: Counter[str] = Counter()
    for head in heads:
        found.update(address.decode("ascii", "replace").lower() for address in _DELIVERED.findall(head))
    return min(found, key=lambda address: (-found[address], address)) if found else ""


def parted(members: Sequence[Member], head_bytes: int) -> list[tuple[str, list[Member]]]:
    """Part mailboxes, or messages, into accounts: the address of each ('' where nothing says) and its members.

    A folder is of one account. One that says nothing, as Sent seldom does, goes with its nearest relatives, if they
    are all of one; what stands beside a whole export is not a part of it.
    """
    folders: dict[str, list[Member]] = {}
    for member in members:
        folders.setdefault(_folder(member.name), []).append(member)
    each = max(4, min(LOOKS, ALL_LOOKS // max(1, len(folders))))
    stated = {
        folder: delivered_to(member.head(head_bytes) for member in folders[folder][:each])
        for folder in list(folders)[: ALL_LOOKS // each]
    }
    found: dict[str, list[Member]] = {}
    for folder, inside in folders.items():
        found.setdefault(stated.get(folder) or _of_relatives(folder, stated), []).extend(inside)
    return [(address, sorted(inside, key=lambda member: member.name)) for address, inside in found.items()]


def _folder(name: str) -> str:
    """Give the folder that holds a mailbox, without those that only belong to it."""
    parts = list(PurePosixPath(name).parts[:-1])
    while parts and (parts[-1] in _STORES or parts[-1].startswith(".") or parts[-1].lower().endswith(_NESTED)):
        parts.pop()
    return "/".join(parts)


def _of_relatives(folder: str, stated: dict[str, str]) -> str:
    """Climb until somebody below says whose it is; '' where they disagree, or where nobody does."""
    while folder:
        folder = folder.rpartition("/")[0]
        below = f"{folder}/" if folder else ""
        said = {address for other, address in stated.items() if address and f"{other}/".startswith(below)}
        if said:
            return said.pop() if len(said) == 1 else ""
    return ""
