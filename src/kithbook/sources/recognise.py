"""What a person gave, recognised: every source says what of it is its own, and the rest is explained."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast

from kithbook import sources
from kithbook.model.fault import NothingToRead, UserError
from kithbook.sources import Found, Source
from kithbook.sources.opening import open_tree
from kithbook.sources.tree import Member, Tree, left_out, without
from kithbook.sources.unread import Unread, damaged, explain

ENTRY_POINTS: Final = "kithbook.sources"
RANK: Final = 50  # where a source says nothing: after those that know their files, before those that guess
ROOM: Final = (0.005, 1.0)  # where a source says nothing: mail, of which a photograph is read past, or every word kept
_NAMES: Final = ("NAME", "TITLE", "VERSION", "identify", "observe")
_EXPLAINED: Final = 200  # members looked into for what they are; a folder of photographs is not read to its end


@dataclass(frozen=True)
class Recognised:
    """What was found in a tree: what is read by whom, what nobody reads, and what stays closed on purpose."""

    tree: Tree
    found: list[Found]
    unread: list[Unread]
    closed: list[str]  # known, private and of no use: never opened

    @property
    def room(self) -> tuple[int, int]:
        """Estimate by how many bytes a book grows that takes all of it in: at least, and at most."""
        sizes = {member.name: member.size for member in self.tree.members()}
        grown = [
            [share * sum(sizes.get(name, 0) for name in one.members) for share in _room(source_named(one.source))]
            for one in self.found
        ]
        return int(sum(least for least, _ in grown)), int(sum(most for _, most in grown))


@lru_cache(maxsize=1)
def all_sources() -> tuple[Source, ...]:
    """List the sources, first asked first: those in this package, and those of other packages by entry point."""
    here = [f"{sources.__name__}.{module.name}" for module in pkgutil.iter_modules(sources.__path__)]
    modules = [importlib.import_module(name) for name in here]
    found = [module for module in modules if all(hasattr(module, name) for name in _NAMES)]
    known = {module.NAME for module in found}
    found += [module for module in _from_others() if module.NAME not in known]
    return tuple(cast("Source", module) for module in sorted(found, key=lambda module: (_rank(module), module.NAME)))


def _rank(source: Any) -> int:
    return int(getattr(source, "RANK", RANK))


def _room(source: Any) -> tuple[float, float]:
    return getattr(source, "ROOM", ROOM)


def _from_others() -> list[Any]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to load, and needed once an import

    loaded = []
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            loaded.append(entry.load())
        except Exception as error:  # somebody else's code may fail in any way, and must not stop an import
            raise UserError(
                f"The source {entry.name} of another package cannot be loaded: {error}.",
                do="Update or remove that package.",
            ) from error
    return loaded


def source_named(name: str) -> Source:
    """Give the source of this name; raises UserError that lists those there are."""
    for source in all_sources():
        if name.lower() == source.NAME:
            return source
    kinds = ", ".join(source.NAME for source in all_sources())
    raise UserError(f"There is no kind {name!r}.", do=f"The kinds are: {kinds}.")


def recognise(path: Path, *, kind: str | None = None) -> Recognised:
    """Open what a person gave and say what it is; `kind` lets one source alone say so.

    Raises UserError when it cannot be opened, or when nobody can read anything of it.
    """
    tree = open_tree(path)
    asked = (source_named(kind),) if kind else all_sources()
    found, taken = _ask(tree, asked)
    closed = _closed(tree, found)
    read = {name for one in found for name in one.members}
    unread = [Unread(left.name, left.reason, is_damaged=left.is_damaged) for left in left_out(tree)]
    others = [member for member in tree.members() if member.name not in read and member.name not in closed]
    # What belongs to an archive, but is not known, needs no explanation beyond that.
    unread += [_unknown(member) if member.name in taken else explain(member) for member in others[:_EXPLAINED]]
    if len(others) > _EXPLAINED:
        unread.append(Unread("…", f"{len(others) - _EXPLAINED} more files"))
    if not found:
        raise _nothing(path, unread, kind)
    return Recognised(tree, _named_apart(found), unread, sorted(closed))


def _named_apart(found: list[Found]) -> list[Found]:
    """Name the file beside what it is, where several are the same in words."""
    often = Counter(one.what for one in found)
    return [
        replace(one, what=f"{one.what}, {PurePosixPath(one.members[0]).name}")
        if often[one.what] > 1 and len(one.members) == 1
        else one
        for one in found
    ]


def _unknown(member: Member) -> Unread:
    return damaged(member) or Unread(member.name, "a part of an archive that is not known here")


def _ask(tree: Tree, asked: Collection[Source]) -> tuple[list[Found], set[str]]:
    """Ask each source in turn; what one claims, those behind it do not see."""
    found: list[Found] = []
    taken: set[str] = set()
    for source in asked:
        rest = without(tree, taken) if taken else tree
        for one in source.identify(rest):
            found.append(one)
            claims = getattr(source, "claims", None)
            taken |= set(claims(rest, one) if claims else one.members)
    return found, taken


def _closed(tree: Tree, found: list[Found]) -> set[str]:
    """Name what the sources know and never open."""
    names = {one.source for one in found}
    telling = [getattr(source, "private", None) for source in all_sources() if source.NAME in names]
    return {name for tell in telling if tell for name in tell(tree)}


def _nothing(path: Path, unread: list[Unread], kind: str | None) -> UserError:
    """Say what was given instead of something that can be read."""
    readable = ", ".join(source.TITLE for source in all_sources())
    if kind:
        return UserError(
            f"{path.name} cannot be read as {kind}.", do="Give it without --as, and it will be recognised if it can be."
        )
    if not unread:
        return UserError(f"{path.name} is empty.", do=f"What can be read: {readable}.")
    refused = UserError if any(one.is_damaged for one in unread) else NothingToRead
    helpful = next((one for one in unread if one.do), unread[0])
    which = "It" if len(unread) == 1 else f"{len(unread)} files, among them {helpful.name}, which"
    return refused(
        f"Nothing in {path.name} can be read. {which} seems to be {helpful.what}.",
        do=helpful.do or f"What can be read: {readable}.",
    )
