"""iCalendar files: each occurrence of an event is a meeting; birthdays are cards.

Times without a zone ("floating"), or in one that nobody knows, are written as if they were in UTC, and the record says
so: the digest places them in the book's own zone. Repeated events are
followed up to 366 days behind the newest date in the file itself, so that the same file always gives the same
records, on whatever day it is read.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from kithbook.model import ids
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import CARD, MEETING, Observed, Record
from kithbook.sources import Found, Seen, announce
from kithbook.sources.contentline import is_worldwide, opened
from kithbook.sources.dated import as_of, snapshots
from kithbook.sources.draft import tidy
from kithbook.sources.ical import birthdays
from kithbook.sources.ical.components import EVENT, HEADER, Component, components
from kithbook.sources.ical.events import Event, organiser_key, read_calendar
from kithbook.sources.ical.series import Occurrence, expand
from kithbook.sources.ical.survey import Survey, look_over
from kithbook.sources.tree import BadMember, Member, Tree

NAME: Final = "ical"
TITLE: Final = "Calendar (iCalendar)"
VERSION: Final = 4
RANK: Final = 40

AHEAD: Final = timedelta(days=366)  # how far behind the newest date in the file a series is followed

_SUFFIXES = (".ics", ".ical", ".icalendar", ".ifb")
_OTHERS: Final = {"VTODO": "task", "VJOURNAL": "journal"}


def identify(tree: Tree) -> list[Found]:
    """Claim the iCalendar files; those of one day make one account, so that two exports are two versions."""
    found = []
    for members in snapshots(member for member in tree.members() if _is_calendar(member)):
        what = "calendar (iCalendar)" if len(members) == 1 else f"calendar (iCalendar, {len(members)} files)"
        owners = {owner for member in members if (owner := _owner(member))}
        account = owners.pop() if len(owners) == 1 else ""
        found.append(Found(NAME, account, tuple(member.name for member in members), as_of(tree, members), what))
    return found


def observe(tree: Tree, found: Found, *, after: tuple[str, int] | None = None) -> Iterator[Seen]:
    """Give a record for each occurrence; tasks and journals are skipped, cancelled meetings kept with that status.

    All occurrences of a series stand at the position of its first event. A file is read twice: what an event is
    may be said by a later one.
    """
    members = {member.name: member for member in tree.members()}
    names = list(found.members)
    start = names.index(after[0]) if after and after[0] in names else 0
    for name in names[start:]:
        behind = after[1] if after and after[0] == name else -1
        yield from _events(members[name], behind) if name in members else [Fault(name, 0, "the file is gone")]


def _is_calendar(member: Member) -> bool:
    head = member.head().replace(b"\0", b"").upper()
    start = head[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"BEGIN:VCALENDAR"):
        return True
    return member.name.lower().endswith(_SUFFIXES) and (b"BEGIN:VCALENDAR" in head or b"BEGIN:VEVENT" in head)


def _owner(member: Member) -> str:
    """Look for the owner among a calendar's own properties, which stand at its head."""
    head = member.head(8192).replace(b"\0", b"").partition(b"BEGIN:V")[2].partition(b"BEGIN:V")[0]
    return read_calendar(head.partition(b"\n")[2]).owner


def _events(member: Member, behind: int) -> Iterator[Seen]:
    try:
        with opened(member) as stream:
            facts = look_over(stream)
        with opened(member) as stream:
            for one in components(stream):
                if one.kind != HEADER and one.offset > behind:
                    yield from _seen(member.name, one, facts)
    except BadMember as error:
        yield Fault(member.name, 0, f"the file cannot be read: {error.reason}")


def _seen(file: str, one: Component, facts: Survey) -> Iterator[Seen]:
    if one.kind in _OTHERS:
        yield Skipped(file, one.offset, _OTHERS[one.kind])
    if one.kind != EVENT:
        return
    announce(file, one.offset)
    if one.fault:
        yield Fault(file, one.offset, one.fault)
        return
    is_old, together = facts.place(one)
    if is_old:
        yield Skipped(file, one.offset, "superseded")
        return
    event = _read(one, facts)
    if isinstance(event, str):
        yield Fault(file, one.offset, event)
    if not together:
        yield from _occurrences(file, one.offset, [event], facts.newest)
    elif together[0].offset == one.offset:
        yield from _occurrences(file, one.offset, (_read(part, facts) for part in together), facts.newest)


def _read(one: Component, facts: Survey) -> Event | str:
    """Read an event, or say what is wrong with it."""
    try:
        return Event(one.raw, facts.calendar(one), facts.zones(one))
    except (ValueError, OverflowError) as error:
        return tidy(str(error))[:300]


def _occurrences(file: str, position: int, series: Iterable[Event | str], newest: datetime) -> Iterator[Seen]:
    """Give what an event says, with all others of its series; they stand where the first of them does."""
    events = [event for event in series if isinstance(event, Event)]
    if len(events) == 1 and birthdays.is_birthday(events[0]):
        yield _birthday(file, position, events[0])
        return
    cuts: set[str] = set()
    for found in expand(events, newest + AHEAD):
        if isinstance(found, Occurrence):
            yield _observed(file, position, found)
        elif found.reason not in cuts:
            cuts.add(found.reason)
            yield Fault(file, position, tidy(found.reason)[:300])


def _birthday(file: str, position: int, event: Event) -> Seen:
    said = birthdays.content(event)
    if said is None:
        return Skipped(file, position, "birthday of nobody named")
    key = ids.digest(said["name"].casefold(), said["birthday"]).hex()
    return Observed(Record(CARD, f"birthday:{key}", dict(said)), file, position)


def _observed(file: str, position: int, found: Occurrence) -> Observed:
    event = found.event
    content = event.content(found.start, found.instance, is_series=bool(found.instance))
    uid = event.uid if is_worldwide(event.uid) else _told(event, "" if found.instance else content["at"])
    return Observed(
        Record(MEETING, f"meeting:{uid}|{found.instance}", dict(content)), file, position, event.description
    )


def _told(event: Event, at: str) -> str:
    """Name an event whose UID, if any, another calendar may hold too by what it says: moved, it is another."""
    return ids.digest(event.uid, at, event.title, organiser_key(event.organiser or ())).hex()
