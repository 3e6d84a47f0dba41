"""Of which day an export speaks, as its own name or its archive says."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from kithbook.model.run import BY_MEMBER, BY_NAME, UNKNOWN, AsOf
from kithbook.sources.tree import Member, Tree

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?P<mark>[-_.]?)(0[1-9]|1[0-2])(?P=mark)(0[1-9]|[12]\d|3[01])(?!\d)")
FIRST_YEAR: Final = 1990  # zip archives without a clock say 1980


def day_in_name(name: str) -> date | None:
    """Find a day such as 2026-03-01 or 20260301 in a file's name; the last part of its path that has one counts."""
    for part in reversed(name.replace("\\", "/").split("/")):
        for found in _DATE.finditer(part):
            try:
                return date(int(found[1]), int(found[3]), int(found[4]))
            except ValueError:  # 2026-02-31
                continue
    return None


def as_of(tree: Tree, members: Iterable[Member]) -> AsOf:
    """Date some members: by a name, else by the newest of an archive, else unknown."""
    members = list(members)
    days = [day for member in members if (day := day_in_name(member.name))]
    named = max(days, default=None) or day_in_name(tree.path.name)
    if named:
        return AsOf(named, BY_NAME)
    stated = [member.modified.date() for member in members if tree.is_archive and member.modified]
    newest = max((day for day in stated if day.year >= FIRST_YEAR), default=None)
    return AsOf(newest, BY_MEMBER) if newest else AsOf(None, UNKNOWN)


def snapshots(members: Iterable[Member]) -> list[list[Member]]:
    """Part members into exports of different days by their names: each is a version of its own."""
    by_day: dict[date, list[Member]] = {}
    for member in members:
        by_day.setdefault(day_in_name(member.name) or date.min, []).append(member)
    return [by_day[day] for day in sorted(by_day)]
