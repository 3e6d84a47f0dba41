"""Whose word it is: several who write under one Message-ID are told apart, so that nobody takes another's place."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from kithbook.digest.ego import folded
from kithbook.model import handle, record
from kithbook.model.record import Content

# Whoever was sent a letter knows its id, and can write another under it; so many who do are one that floods.
MOST: Final = 16
Seen = TypeVar("Seen")


def parted(kind: str, seen: Sequence[Seen], content: Callable[[Seen], Content]) -> list[list[Seen]]:
    """Part what was seen under one key into the messages of several writers, ego's own copy first, each oldest first.

    Of one writer the copies that ego sent speak alone, else those that nobody on their way doubted: what came in under
    ego's name and the same id may be anybody's.
    Of a meeting the calendars that hold it do: a letter about it, read later, is only its sender's word.
    """
    return [_speaking(kind, group, content) for group in apart(kind, seen, content)[:MOST]]


def apart(kind: str, seen: Sequence[Seen], content: Callable[[Seen], Content]) -> list[list[Seen]]:
    """Part what was seen under one key by who wrote it, all of it, in the order of `parted`."""
    if kind != record.MESSAGE or len(seen) == 1:
        return [list(seen)]
    groups: dict[tuple[str, str], list[Seen]] = {}
    for one in seen:
        groups.setdefault(_writer(content(one)), []).append(one)
    _join_bare(groups, content)
    ordered = sorted(groups.items(), key=lambda group: _order(group[0], [content(one) for one in group[1]]))
    return [group for _, group in ordered]


def _writer(content: Content) -> tuple[str, str]:
    """Name who wrote it: by a handle, else by a bare name, else not at all."""
    kind, value, name = content.get("sender") or (handle.NAME, "", "")
    return (kind, value) if value else (handle.NAME, folded(name))


def _join_bare(groups: dict[tuple[str, str], list[Seen]], content: Callable[[Seen], Content]) -> None:
    """Give copies without an address, as some programs leave them, to the one writer who is called so."""
    addressed = [writer for writer in groups if writer[0] != handle.NAME]
    for bare in [writer for writer in groups if writer[0] == handle.NAME]:
        called = [w for w in addressed if not bare[1] or bare[1] in {_name(content(one)) for one in groups[w]}]
        if len(called) == 1:
            groups[called[0]][:0] = groups.pop(bare)  # whoever says less does not speak last


def _name(content: Content) -> str:
    return folded(str(content["sender"][2]))


def _order(writer: tuple[str, str], contents: Sequence[Content]) -> tuple[bool, str, tuple[str, str]]:
    is_sent = any(content.get("sent") for content in contents)
    return not is_sent, min(str(content.get("at") or "") for content in contents), writer


def _speaking(kind: str, group: list[Seen], content: Callable[[Seen], Content]) -> list[Seen]:
    if kind == record.MEETING:
        return [one for one in group if not content(one).get("letter")] or group
    sent = [one for one in group if content(one).get("sent")]
    return sent or [one for one in group if not content(one).get("doubted")] or group
