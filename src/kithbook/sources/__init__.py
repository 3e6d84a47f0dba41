"""Where facts come in. A file (or a folder of that name) a source; a source reads, and never writes.

A source is a module with the names of `Source`. Being here is enough to be found; outsiders' sources come by
the entry point ``kithbook.sources``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Finished, Observed
from kithbook.model.run import AsOf
from kithbook.sources.tree import Tree

Seen = Observed | Fault | Skipped | Finished


@dataclass(frozen=True, slots=True)
class Found:
    """What a source recognised in a tree: one account, read in one run."""

    source: str  # Source.NAME
    account: str  # whose data it is, as far as a look at the head tells; '' if it does not
    members: tuple[str, ...]  # the members it will read, in the order in which it reads them
    as_of: AsOf  # by name or by member; else AsOf(None, UNKNOWN), and the importer looks at contents and file
    what: str  # in words: "LinkedIn archive of 12 March 2026", "mailbox (mbox)"
    options: dict[str, str] = field(default_factory=dict)  # a column mapping that was guessed, say


class Source(Protocol):
    """The names that a source module has; RANK and ROOM (see `recognise`) may be left out."""

    NAME: str  # one word: linkedin, mbox …
    TITLE: str  # for people
    VERSION: int  # raised when the same bytes give other records

    def identify(self, tree: Tree) -> list[Found]:
        """Say what of this tree is this source's, looking at names and heads only; never raises on bad input."""
        ...

    def observe(self, tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
        """Read it in a fixed order, as a stream: bad items become faults. `after`: go on behind (member, position)."""
        ...


listeners: list[Callable[[str, int], None]] = []  # the parse worker's; empty everywhere else


def announce(member: str, position: int) -> None:
    """Say, before the risky part, which item is read next: if it kills the worker, it is known which to leave out.

    A source that says so at least once an item loses nothing but the killer; one that does not may lose neighbours.
    """
    for listen in listeners:
        listen(member, position)
