"""The archive as a source: what is one, whose it is, and the stream of what stands in it."""

from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import Final

from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Finished, Observed
from kithbook.sources import Found, Seen, announce
from kithbook.sources.linkedin import cards, gestures, kept, layout, messages, owner, posts, profile
from kithbook.sources.linkedin.people import folded
from kithbook.sources.linkedin.tables import Broken, Row, Table
from kithbook.sources.tree import BadMember, Member, Tree

NAME: Final = "linkedin"
TITLE: Final = "LinkedIn archive"
VERSION: Final = 3
RANK: Final = 10  # asked early: its tables are CSV files, which the free-form source would take

# Bytes of a book for each byte of a table, at least and at most: 3.1 of 30,000 connections and 100,000 short messages,
# and less the longer the messages are, of whose words only a little is kept.
ROOM: Final = (0.3, 4.0)

_HEAD_ROWS: Final = 2000  # of the messages, for a look at whose archive it is
_MONTHS: Final = "January February March April May June July August September October November December".split()


def identify(tree: Tree) -> list[Found]:
    """Say which archives are in the tree, one for each folder or inner zip."""
    return [_found(tree, archive) for archive in layout.archives(tree)]


def _found(tree: Tree, archive: layout.Archive) -> Found:
    parts = archive.read()
    as_of = layout.as_of(tree, archive)
    day = f" of {as_of.day.day} {_MONTHS[as_of.day.month - 1]} {as_of.day.year}" if as_of.day else ""
    reading = _Reading({part.member.name: part.member for part in parts}, head_rows=_HEAD_ROWS)
    account = folded(reading.profile_name) or reading.owner.slug or ""
    return Found(NAME, account, tuple(part.member.name for part in parts), as_of, TITLE + day)


def claims(tree: Tree, found: Found) -> Collection[str]:
    """Name the members that belong to this archive and are nobody else's, though not all of them are read."""
    mine = set(found.members)
    for archive in layout.archives(tree):
        names = {part.member.name for part in archive.parts}
        if names & mine:
            mine |= names
    return mine


def private(tree: Tree) -> list[str]:
    """Name the members that are known and never opened."""
    return [part.member.name for archive in layout.archives(tree) for part in archive.parts if part.is_private]


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Read an archive, member by member and row by row."""
    present = {member.name: member for member in tree.members()}
    reading = _Reading({name: present[name] for name in found.members if name in present})
    names = [name for name in found.members if name in present]
    done, begin = after if after and after[0] in names else ("", -1)
    for name in names[names.index(done) if done else 0 :]:
        yield from _member(reading, name, begin if name == done else -1)
        if name == names[-1]:
            yield from _owner(reading, found.account, name, begin if name == done else -1)


def _owner(reading: "_Reading", account: str, name: str, begin: int) -> Iterator[Seen]:
    """Give the owner's record, behind the last row of all: who the owner is follows from the rest."""
    position = reading.behind[name]
    if position > begin:
        announce(name, position)
        record = profile.owner_record(account, reading.owner, reading.rows)
        if record is not None:
            yield Observed(record, name, position)


def _member(reading: "_Reading", name: str, begin: int) -> Iterator[Seen]:
    """Read one member; rows up to `begin` are passed over."""
    section = reading.sections[name]
    if section == "articles":
        reading.behind[name] = 2
        if begin < 1:
            announce(name, 1)
            yield kept.article(reading.members[name])
        return
    make = _maker(reading, section)
    count = faults = position = 0
    try:
        for position, row in reading.table(name).rows():
            if position == 0 and section == "assistant-chats":
                continue  # "No conversations found", in place of a table
            if isinstance(row, Broken):
                seen: Observed | Fault | Skipped = _broken(section, name, position, row)
            elif section == "profile" and position == 1:
                continue
            elif position <= begin:
                # Passed over, but counted: what was finished is finished as a whole.
                count += section == "connections" and isinstance(make(row, (name, position)), Observed)
                continue
            else:
                announce(name, position)
                seen = make(row, (name, position))
            count += isinstance(seen, Observed)
            faults += isinstance(seen, Fault)
            if position > begin:
                yield seen
    except BadMember as error:
        faults, position = faults + 1, position + 1
        if position > begin:
            yield Fault(name, position, error.reason)
    # The profile's one row is the owner's record itself; behind any other member the record has a place of its own.
    reading.behind[name] = 1 if section == "profile" and position == 1 and not faults else position + 1
    if section == "connections" and not faults:
        yield Finished("connections", count)


def _broken(section: str, name: str, position: int, row: Broken) -> Fault | Skipped:
    if section == "assistant-chats":
        return Skipped(name, position, "assistant chat")
    return Fault(name, position, row.reason)


_Maker = Callable[[Row, tuple[str, int]], Observed | Fault | Skipped]


def _maker(reading: "_Reading", section: str) -> _Maker:
    """Choose what makes an item of a row of this section."""
    if section == "connections":
        return cards.connection
    if section == "contacts":
        return cards.contact
    if section == "messages":
        evidence, me = reading.evidence, reading.owner
        return lambda row, place: messages.read(row, place, evidence, me)
    if section == "invitations":
        me = reading.owner
        return lambda row, place: gestures.invitation(row, place, me)
    if section.startswith(("endorsements-", "recommendations-")):
        make = gestures.endorsement if section.startswith("endorsements-") else gestures.recommendation
        direction = "out" if section.endswith("-given") else "in"
        return lambda row, place: make(row, place, direction)
    if section == "assistant-chats":
        return lambda _, place: Skipped(*place, "assistant chat")
    if section in posts.SORTS:
        return lambda row, place: posts.post(row, place, section)
    return lambda row, place: kept.row_of(row, place, section)


class _Reading:
    """One reading of an archive: its members by section, and the evidence that they give together."""

    def __init__(self, members: dict[str, Member], *, head_rows: int | None = None) -> None:
        self.members = members
        self.sections = {name: layout.section_of(member) for name, member in members.items()}
        self.behind: dict[str, int] = {}  # the place behind the last row of each member read
        self._head_rows = head_rows

    def table(self, name: str) -> Table:
        """Open a member as a table."""
        section = self.sections[name]
        repair = posts.mended_comment if section == "comments" else None
        return Table(self.members[name], layout.SECTIONS.get(section, frozenset()), repair=repair)

    def rows(self, section: str) -> Iterator[Row]:
        """Give the whole rows of a section; faults were told, or will be, where the member is read."""
        for name, known in self.sections.items():
            if known == section:
                try:
                    for position, row in self.table(name).rows():
                        if isinstance(row, Row):
                            yield row
                        if self._head_rows and position >= self._head_rows:
                            break
                except BadMember:
                    continue

    @cached_property
    def profile_name(self) -> str:
        """The name on the profile, '' without one."""
        row = next(self.rows("profile"), None)
        return profile.name_in(row) if row else ""

    @cached_property
    def evidence(self) -> owner.Evidence:
        """What invitations and messages show as a whole: one quick pass."""
        found = owner.Evidence()
        for row in self.rows("invitations"):
            owner.side_of_invitation(row, found)
        for row in self.rows("messages"):
            messages.gather(row, found)
        return found

    @cached_property
    def owner(self) -> owner.Owner:
        """Whose archive it is."""
        return owner.find(self.evidence, self.profile_name)
