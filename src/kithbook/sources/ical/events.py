"""One event of a calendar as the content of a meeting record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any, Final

from kithbook.model import handle, times
from kithbook.model.record import FLOATING, MeetingContent, Person
from kithbook.sources.contentline import Property, properties
from kithbook.sources.draft import clean, tidy
from kithbook.sources.ical.zones import Zones, read_time

LONGEST_TEXT: Final = 8 * 1024  # of a description, for the readers
LONGEST_TITLE: Final = 500
MOST_ATTENDEES: Final = 1000  # more than any meeting that says anything about a tie
# Every other method is of a message between two about an event (RFC 5546). What is cancelled is off, whoever says so.
_NO_LETTER: Final = frozenset({"", "PUBLISH", "CANCEL"})

_STATUS: Final = {
    "ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "NEEDS-ACTION": "needs-action",
    "DELEGATED": "declined", "COMPLETED": "accepted", "IN-PROCESS": "accepted",
}  # fmt: skip
# Outlook keeps its owner's answer here, not beside their name: unanswered is TENTATIVE, as is a perhaps.
_BUSY: Final = frozenset({"BUSY", "OOF", "WORKINGELSEWHERE"})
_TYPE: Final = {"INDIVIDUAL": "person", "UNKNOWN": "person", "ROOM": "room", "GROUP": "group", "RESOURCE": "resource"}
# Calendars that Google gives an address: they are no people.
_NOT_PEOPLE: Final = {
    "resource.calendar.google.com": "resource",
    "group.calendar.google.com": "group",
    "group.v.calendar.google.com": "group",
    "import.calendar.google.com": "group",
}
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?\Z",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a calendar writes it: local, in a zone or in none ("floating"), or only a day."""

    local: datetime  # without zone
    is_day: bool = False
    zone: tzinfo | None = None
    zone_name: str = FLOATING

    def utc(self) -> datetime:
        """Give the instant; a floating time and a day count as if they were in UTC. Raises OverflowError."""
        return self.local.replace(tzinfo=self.zone or UTC).astimezone(UTC)

    @property
    def written(self) -> str:
        """Write it as records do: a day, or an instant."""
        return self.local.date().isoformat() if self.is_day else times.written(self.utc())

    def moved(self, local: datetime) -> "Moment":
        """Give another time of the same sort in the same zone."""
        return Moment(local, self.is_day, self.zone, self.zone_name)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar says of itself."""

    name: str = ""
    owner: str = ""
    method: str = ""


def read_calendar(raw: bytes) -> Calendar:
    """Read a calendar's own properties; its owner is known when its name or id is an address."""
    said = {one.name: tidy(one.text)[:LONGEST_TITLE] for one in properties(raw)}
    name = said.get("X-WR-CALNAME") or said.get("NAME", "")
    owners = (handle.email(said.get(part, "")) for part in ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER"))
    owner = next((one for one in owners if one and _type("", one) == "person"), "")
    return Calendar(name, owner, said.get("METHOD", "").upper())


def moment(one: Property, zones: Zones) -> Moment:
    """Read a property that holds a time; raises ValueError."""
    return moment_of(one.value, one.parameter("TZID"), zones)


def moment_of(text: str, zone_name: str, zones: Zones) -> Moment:
    """Read a time with the name of its zone; raises ValueError for what is none, or lies outside all calendars."""
    local, is_day, is_utc = read_time(text)
    if is_day:
        return Moment(local, is_day=True)
    zone, name = (UTC, "UTC") if is_utc else zones.find(zone_name) if zone_name else (None, FLOATING)
    found = Moment(local, zone=zone, zone_name=tidy(name)[:100] or FLOATING)
    try:
        found.utc()
    except (OverflowError, ValueError) as error:
        raise ValueError(f"a time outside all calendars: {text[:40]!r}") from error
    return found


def duration(text: str) -> timedelta:
    """Read a duration such as PT1H30M; raises ValueError."""
    found = _DURATION.match(text.strip())
    if not found:
        raise ValueError(f"not a duration: {text[:40]!r}")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


class Event:
    """One VEVENT, its properties at hand by name; raises ValueError when it has no start that can be read."""

    def __init__(self, raw: bytes, calendar: Calendar, zones: Zones) -> None:
        self.calendar, self.zones = calendar, zones
        self._by_name: dict[str, list[Property]] = {}
        for one in properties(raw):
            self._by_name.setdefault(one.name, []).append(one)
        start = self.first("DTSTART")
        if not start:
            raise ValueError("an event without a start")
        self.start = moment(start, zones)
        self.length = self._length()
        self.uid = tidy(self.text("UID"))[:500]
        said = self.first("RECURRENCE-ID")
        self.instance = moment(said, zones) if said and said.value.strip() else None

    def first(self, name: str) -> Property | None:
        """Give the first property of a name."""
        return next(iter(self._by_name.get(name, ())), None)

    def every(self, name: str) -> list[Property]:
        """Give all properties of a name."""
        return self._by_name.get(name, [])

    def text(self, name: str) -> str:
        """Give the text of a property, or ''."""
        one = self.first(name)
        return one.text if one else ""

    def _length(self) -> timedelta:
        """Measure the event; an end that cannot be read, or lies before the start, counts as none."""
        end, length = self.first("DTEND"), self.first("DURATION")
        try:
            if end:
                last = moment(end, self.zones)
                zone = last if last.zone or last.is_day else self.start.moved(last.local)
                found = last.local - self.start.local if self.start.is_day else zone.utc() - self.start.utc()
            else:
                found = duration(length.value) if length else timedelta(0)
        except (ValueError, OverflowError):
            return timedelta(0)
        return max(found, timedelta(0))

    @property
    def title(self) -> str:
        """Give the title."""
        return tidy(self.text("SUMMARY"))[:LONGEST_TITLE]

    @property
    def description(self) -> str | None:
        """Give the words for the readers."""
        return clean(self.text("DESCRIPTION"))[:LONGEST_TEXT] or None

    @property
    def organiser(self) -> Person | None:
        """Give who organises it, if anybody."""
        one = self.first("ORGANIZER")
        person = _person(one) if one else None
        return person if person and any(person[1:]) else None

    def attendees(self) -> list[list[str]]:
        """List who is invited, each once, with status and type."""
        found: dict[tuple[str, str, str], list[str]] = {}
        for one in self.every("ATTENDEE")[:MOST_ATTENDEES]:
            kind, value, name = _person(one)
            status = _STATUS.get(one.parameter("PARTSTAT").upper(), "")
            if value or name:
                found.setdefault(
                    (kind, value, "" if value else name),
                    [kind, value, name, status, _type(one.parameter("CUTYPE"), value)],
                )
        return list(found.values())

    @property
    def status(self) -> str:
        """Say whether it is confirmed, tentative or cancelled; '' where nothing is said."""
        if self.calendar.method == "CANCEL":
            return "cancelled"
        said = tidy(self.text("STATUS")).lower()
        return {"canceled": "cancelled"}.get(said, said if said in {"confirmed", "tentative", "cancelled"} else "")

    def content(self, start: Moment, instance: str, *, is_series: bool) -> MeetingContent:
        """Write the content of one occurrence that begins at `start`."""
        own = {
            "at": start.written,
            "end": self._end(start),
            "instance": instance,
            "zone": "" if start.is_day else start.zone_name,
            "zone_unknown": not (start.is_day or start.zone) and start.zone_name != FLOATING,
            "series": is_series,
        }
        return {**self._common, **{name: value for name, value in own.items() if value}}  # type: ignore[typeddict-item]

    @cached_property
    def _common(self) -> dict[str, Any]:
        """Gather what all occurrences have in common."""
        every = {
            "uid": self.uid,
            "title": self.title,
            "organiser": self.organiser,
            "attendees": self.attendees(),
            "status": self.status,
            "location": tidy(self.text("LOCATION"))[:LONGEST_TITLE],
            "calendar": self.calendar.name,
            "owner": self.calendar.owner,
            "transparent": tidy(self.text("TRANSP")).upper() == "TRANSPARENT",
            "busy": tidy(self.text("X-MICROSOFT-CDO-BUSYSTATUS")).upper() in _BUSY,
            "letter": self.calendar.method not in _NO_LETTER,
        }
        return {name: value for name, value in every.items() if value}

    def _end(self, start: Moment) -> str:
        if not self.length:
            return ""
        try:
            if start.is_day:
                return (start.local + self.length).date().isoformat()
            return times.written(start.utc() + self.length)
        except OverflowError:
            return ""


def _person(one: Property) -> Person:
    """Name a participant: by address where there is one; a name that only repeats the address is none."""
    said = tidy(one.text)
    address = handle.email(said) or handle.email(one.parameter("EMAIL"))
    name = tidy(one.parameter("CN"))[:LONGEST_TITLE].strip("'\"")
    if handle.email(name) or name.lower() == said.lower() or name == (address or "").partition("@")[0]:
        address = address or handle.email(name)
        name = ""
    if address:
        return [handle.EMAIL, address, name]
    if said[:4].lower() == "tel:" and said[4:]:
        return [handle.PHONE, said[4:100], name]
    return [handle.NAME, "", name]


def _type(said: str, address: str) -> str:
    found = _TYPE.get(said.upper(), "person")
    return _NOT_PEOPLE.get(address.partition("@")[2], found) if found == "person" else found


def organiser_key(people: Iterable[str]) -> str:
    """Spell a person for a key."""
    return ":".join(people)
