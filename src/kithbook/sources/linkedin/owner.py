"""Whose archive it is, by evidence: the profile's name, a side of invitations, the slug in every conversation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kithbook.sources.linkedin.people import folded, is_nobody, slug_of
from kithbook.sources.linkedin.tables import Row

ALMOST_EVERY: Final = 0.8  # share of the conversations in which a slug must stand to be the owner's
ENOUGH: Final = 3  # conversations; with fewer, one busy friend would pass for the owner


@dataclass
class Conversation:
    """What one conversation tells: which slugs take part, and which slug goes with which name."""

    slugs: set[str] = field(default_factory=set)
    by_name: dict[str, str | None] = field(default_factory=dict)  # folded name: its one slug; None if it has several

    def join(self, name: str, slug: str) -> None:
        """Remember that somebody takes part."""
        self.slugs.add(slug)
        known = self.by_name.setdefault(name, slug)
        if known != slug:
            self.by_name[name] = None


@dataclass
class Evidence:
    """What the files show of people as a whole; gathered in one quick pass before the messages are read."""

    conversations: dict[str, Conversation] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)  # slug: its names, folded
    mine: Counter[str] = field(default_factory=Counter)  # slugs on the owner's side of invitations
    my_names: Counter[str] = field(default_factory=Counter)  # names on the owner's side, folded

    def see(self, conversation: str, name: str, slug: str) -> None:
        """Take in that somebody wrote or was written to."""
        found = self.conversations.get(conversation)
        if found is None:
            found = self.conversations[conversation] = Conversation()
        plain = folded(name)
        if found.by_name.get(plain) == slug:
            return  # the usual case: the same two people again
        plain = "" if is_nobody(name) else plain
        found.join(plain, slug)
        self.call(slug, plain)

    def call(self, slug: str, plain: str) -> None:
        """Remember a name that goes with a slug."""
        self.names.setdefault(slug, set()).add(plain)

    def slug_in(self, conversation: str, name: str) -> str | None:
        """Give the one slug that goes with a name in a conversation; None if there is none, or several."""
        found = self.conversations.get(conversation)
        return found.by_name.get(folded(name)) if found and not is_nobody(name) else None


@dataclass(frozen=True)
class Owner:
    """The owner of an archive, as far as it shows."""

    slug: str | None
    names: frozenset[str]  # folded; several after a rename

    def is_me(self, name: str, slug: str | None) -> bool:
        """Say whether a row means the owner: by slug where both have one, else by name."""
        if slug and self.slug:
            return slug == self.slug
        return not slug and folded(name) in self.names


def side_of_invitation(row: Row, evidence: Evidence) -> None:
    """Take in which side of an invitation is the owner's."""
    direction = row.get("direction").upper()
    if direction not in {"OUTGOING", "INCOMING"}:
        return
    is_out = direction == "OUTGOING"
    slug = slug_of(row.get("inviterprofileurl" if is_out else "inviteeprofileurl"))
    name = row.get("from" if is_out else "to")
    if slug:
        evidence.mine[slug] += 1
        evidence.call(slug, folded(name))
    if not is_nobody(name):
        evidence.my_names[folded(name)] += 1


def find(evidence: Evidence, profile_name: str) -> Owner:
    """Decide who the owner is. No slug without evidence that could not be somebody else's."""
    slug = _invited(evidence) or _in_almost_every(evidence, folded(profile_name))
    names = {folded(profile_name)} if profile_name else set()
    if slug:
        names |= {name for name in evidence.names.get(slug, ()) if name}
    if not names or not slug:
        names |= {name for name, count in evidence.my_names.items() if 2 * count > evidence.my_names.total()}
    return Owner(slug, frozenset(names))


def _invited(evidence: Evidence) -> str | None:
    """Give the slug that stands on the owner's side of all invitations."""
    return next(iter(evidence.mine)) if len(evidence.mine) == 1 else None


def _in_almost_every(evidence: Evidence, name: str) -> str | None:
    """Give the slug that is in almost every conversation, or in half of them under the profile's name."""
    counted = Counter(_all(c.slugs for c in evidence.conversations.values()))
    among = sum(1 for c in evidence.conversations.values() if c.slugs)
    if not counted:
        return None
    if name:
        own = [slug for slug in counted if name in evidence.names.get(slug, ())]
        best = max(own, key=lambda slug: (counted[slug], slug), default=None)
        if best and 2 * counted[best] >= among:
            return best
    best, often = max(counted.items(), key=lambda item: (item[1], item[0]))
    rivals = [slug for slug, count in counted.items() if count >= ALMOST_EVERY * among]
    return best if among >= ENOUGH and often >= ALMOST_EVERY * among and rivals == [best] else None


def _all(sets: Iterable[set[str]]) -> Iterable[str]:
    for one in sets:
        yield from one
