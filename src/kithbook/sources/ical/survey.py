"""A first look over a whole calendar file: its zones, its newest date, and which events belong together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, Final

from kithbook.model import ids
from kithbook.sources.ical.components import EVENT, HEADER, ZONE, Component, components
from kithbook.sources.ical.events import Calendar, read_calendar
from kithbook.sources.ical.zones import MOST_ZONES, Zones, read_time

SERIES_BYTES: Final = 64 * 1024 * 1024  # events that belong to series, held in memory
LAST_YEAR: Final = 2100  # a date behind it is a slip or a mark for "never", and says nothing of the file's age

_FOLD = re.compile(rb"\n[ \t]")
_LINE = re.compile(
    rb"^(UID|SEQUENCE|DTSTAMP|LAST-MODIFIED|CREATED|DTSTART|RECURRENCE-ID|RRULE|RDATE)([;:].*)$",
    re.MULTILINE | re.IGNORECASE,
)
_TZID = re.compile(rb"^TZID[^:\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Survey:
    """What the first look found."""

    newest: datetime = _EPOCH
    calendars: dict[int, Calendar] = field(default_factory=dict)
    zones_of: dict[int, Zones] = field(default_factory=dict)
    series: dict[bytes, list[Component]] = field(default_factory=dict)  # by calendar and UID
    latest: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)  # by UID and RECURRENCE-ID

    def calendar(self, one: Component) -> Calendar:
        """Give what the event's calendar says of itself."""
        return self.calendars.get(one.calendar, Calendar())

    def zones(self, one: Component) -> Zones:
        """Give the zones that the event's calendar defines."""
        return self.zones_of.get(one.calendar) or self.zones_of.setdefault(one.calendar, Zones({}))

    def place(self, one: Component) -> tuple[bool, list[Component]]:
        """Say whether an event is superseded, and which events make a series with it."""
        said = _said(one.raw)
        return self.is_old(said), self.series.get(_series_key(one, said), [])

    def is_old(self, said: Mapping[bytes, bytes]) -> bool:
        """Say whether a later version of an event stands in the file."""
        key = _version_key(said)
        return bool(key) and _version(said) < self.latest.get(key, (0, b""))


def look_over(stream: BinaryIO) -> Survey:
    """Look over a file; raises BadMember while reading."""
    found = Survey()
    defined: dict[int, dict[str, bytes]] = {}
    stamps, held = [_EPOCH], 0
    for one in components(stream):
        if one.kind == HEADER:
            found.calendars[one.calendar] = read_calendar(one.raw)
        elif one.kind == ZONE:
            _define(defined.setdefault(one.calendar, {}), one.raw)
        elif one.kind == EVENT and not one.fault:
            said = _said(one.raw)
            stamps += [_moment(said.get(name)) for name in (b"DTSTAMP", b"LAST-MODIFIED", b"CREATED", b"DTSTART")]
            held += _gather(found, one, said, room=SERIES_BYTES - held)
            if len(stamps) > 1000:
                stamps = [max(stamps)]
    found.newest = max(stamps)
    found.series = {key: _current(found, parts) for key, parts in found.series.items()}
    found.zones_of = {number: Zones(zones) for number, zones in defined.items()}
    return found


def _gather(found: Survey, one: Component, said: Mapping[bytes, bytes], *, room: int) -> int:
    """Note an event's version, and hold it if it may belong to a series; gives the bytes held."""
    key = _version_key(said)
    if key:
        found.latest[key] = max(found.latest.get(key, (0, b"")), _version(said))
    if not said.get(b"UID") or not {b"RRULE", b"RDATE", b"RECURRENCE-ID"} & set(said) or len(one.raw) > room:
        return 0
    found.series.setdefault(_series_key(one, said), []).append(one)
    return len(one.raw)


def _current(found: Survey, parts: list[Component]) -> list[Component]:
    """Leave out those of a series that are superseded."""
    return [part for part in parts if not found.is_old(_said(part.raw))]


def _said(raw: bytes) -> dict[bytes, bytes]:
    """Read the few lines that the survey needs: the first of each name, parameters included."""
    said: dict[bytes, bytes] = {}
    text = _FOLD.sub(b"", raw.replace(b"\r", b""))
    for name, rest in _LINE.findall(text):
        said.setdefault(name.upper(), rest.strip())
    return said


def _value(rest: bytes | None) -> bytes:
    return rest.rpartition(b":")[2].strip() if rest else b""


def _moment(rest: bytes | None) -> datetime:
    try:
        found = read_time(_value(rest).decode("ascii", "replace"))[0].replace(tzinfo=UTC)
    except ValueError:
        return _EPOCH
    return found if found.year < LAST_YEAR else _EPOCH


def _version_key(said: Mapping[bytes, bytes]) -> bytes:
    uid = said.get(b"UID", b"")[1:].strip()
    return ids.digest(_latin(uid), _latin(said.get(b"RECURRENCE-ID", b""))) if uid else b""


def _series_key(one: Component, said: Mapping[bytes, bytes]) -> bytes:
    return ids.digest(str(one.calendar), _latin(said.get(b"UID", b"")[1:].strip()))


def _latin(raw: bytes) -> str:
    return raw.decode("latin-1")


def _version(said: Mapping[bytes, bytes]) -> tuple[int, bytes]:
    number = _value(said.get(b"SEQUENCE"))
    return (int(number) if number.isdigit() and len(number) < 10 else 0, _value(said.get(b"DTSTAMP")))


def _define(zones: dict[str, bytes], raw: bytes) -> None:
    name = _TZID.search(_FOLD.sub(b"", raw.replace(b"\r", b"")))
    if name and len(zones) < MOST_ZONES:
        zones[name[1].decode("utf-8", "replace").strip()] = raw
