"""People who were forgotten: what keeps the next import from bringing them back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kithbook.digest.cards import ONE_OF
from kithbook.digest.ego import folded
from kithbook.model import handle, ids, record
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Content, Record
from kithbook.model.run import Sighting
from kithbook.store.evidence import Evidence

SOMEONE: Final = [handle.NAME, "", "someone"]
FORGOTTEN: Final = "forgotten person"  # the reason for which a record is left out
_ONE_TO_ONE: Final = 1
_SINGLE: Final = ("sender", "organiser", "person", "about")
_LISTS: Final = ("to", "cc", "attendees", "people")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The tombstones of a book."""

    evidence: Evidence
    hashes: frozenset[bytes]

    @classmethod
    def of(cls, evidence: Evidence) -> "Forgotten":
        """Read a book's tombstones."""
        return cls(evidence, evidence.tombstones())

    def holds(self, kind: str, value: str) -> bool:
        """Say whether a handle or a card's key is a forgotten person's."""
        return self.evidence.tombstone(kind, value) in self.hashes

    def filtered(
        self, seen: Sequence[Sighting], left: Sequence[Fault | Skipped]
    ) -> tuple[Sequence[Sighting], Sequence[Fault | Skipped]]:
        """Leave out a forgotten person's cards and what passed with them alone; elsewhere they are someone."""
        if not self.hashes:
            return seen, left
        kept, out = [], list(left)
        for one in seen:
            clean = self.cleaned(one.record)
            if clean is None:
                out.append(Skipped(one.file, one.position, FORGOTTEN))
            elif clean is one.record:
                kept.append(one)
            else:
                kept.append(Sighting(clean, one.file, one.position))
        return kept, out

    def cleaned(self, found: Record) -> Record | None:
        """Give a record without forgotten people: itself, another in its place, or None."""
        if found.kind in {record.CARD, record.SELF}:
            name = str(found.content.get("name", ""))
            keys = [("key", found.key), ("key", key_of_one(found.key, name))]
            pairs = [*keys, *((kind, value) for kind, value in found.content.get("handles", ()))]
            return None if any(self.holds(*pair) for pair in pairs) else found
        clean = someone(found, self._is)
        return clean if clean is None or clean is found else Record(clean.kind, clean.key, _blanked(clean.content))

    def _is(self, person: Sequence[str]) -> bool:
        kind, value = person[0], person[1]
        return bool(value) and (self.holds(kind, value) or self.holds("key", handle.key(kind, value)))


def key_of_one(key: str, name: str) -> str:
    """Name one of several people who stand under one key of their source."""
    return f"{key}{ONE_OF}{ids.digest(folded(name)).hex()}"


def someone(found: Record, is_theirs: Callable[[Sequence[str]], bool]) -> Record | None:
    """Put "someone" in the place of a person in a record; None where nobody else but ego is in it."""
    content: dict[str, Any] = dict(found.content)
    theirs = others = 0
    for name in _SINGLE:
        if content.get(name):
            if is_theirs(content[name]):
                content[name], theirs = list(SOMEONE), theirs + 1
            else:
                others += 1
    for name in _LISTS:
        if content.get(name):
            marks = [is_theirs(person) for person in content[name]]
            theirs += sum(marks)
            others += len(marks) - sum(marks)
            content[name] = [
                [*SOMEONE, *person[3:]] if mark else person for person, mark in zip(content[name], marks, strict=True)
            ]
    if not theirs:
        return found
    if others <= _ONE_TO_ONE:  # the other one is ego
        return None
    return Record(found.kind, found.key, content)


def _blanked(content: Content) -> dict[str, Any]:
    """Take the free text out: it may name the person, whose name the book no longer knows."""
    return {name: value for name, value in content.items() if name not in {"subject", "title", "text", "location"}}
