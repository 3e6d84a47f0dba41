"""Time zones of a calendar file: by their names, by Windows' names, or as the file itself defines them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from kithbook.sources.contentline import Property, properties
from kithbook.sources.ical import recurrence

LAST_ONSET: Final = datetime(2100, 1, 1)  # noqa: DTZ001 - local times have no zone yet
MOST_ZONES: Final = 200  # zones that one file may define

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2}):?(\d{2})?\Z")
_STATED = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2})[:.]?(\d{2})?\b")
_TIME = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?)?(Z?)\Z", re.IGNORECASE | re.ASCII
)


def read_time(text: str) -> tuple[datetime, bool, bool]:
    """Read a date or a time: its local value, whether only a day is meant, whether it is UTC; raises ValueError."""
    found = _TIME.match(text.strip().partition("\n")[0])
    if not found:
        raise ValueError(f"not a time: {text[:40]!r}")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone stands elsewhere
    except ValueError as error:
        raise ValueError(f"a time that no calendar holds: {text[:40]!r}") from error
    return moment, found[4] is None, bool(found[7])


class OwnZone(tzinfo):
    """A zone as a VTIMEZONE defines it: the moments at which its offset changes."""

    def __init__(self, name: str, onsets: list[tuple[datetime, timedelta, timedelta]]) -> None:
        self._name = name
        onsets = sorted(onsets)
        self._local = [onset for onset, _, _ in onsets]
        self._utc = sorted(onset - before for onset, before, _ in onsets)
        self._offsets = [onsets[0][1], *(after for _, _, after in onsets)]

    def utcoffset(self, moment: datetime | None, /) -> timedelta:
        if moment is None:
            return self._offsets[0]
        return self._offsets[bisect_right(self._local, moment.replace(tzinfo=None))]

    def dst(self, _moment: datetime | None, /) -> timedelta:
        return timedelta(0)

    def tzname(self, _moment: datetime | None, /) -> str:
        return self._name

    def fromutc(self, moment: datetime, /) -> datetime:
        return moment + self._offsets[bisect_right(self._utc, moment.replace(tzinfo=None))]


class Zones:
    """The zones that a file's times may name."""

    def __init__(self, defined: Mapping[str, bytes]) -> None:
        self._defined = defined
        self._known: dict[str, tuple[tzinfo | None, str]] = {}

    def find(self, name: str) -> tuple[tzinfo | None, str]:
        """Give a zone and its plain name; (None, name) for one that nobody knows, which is taken as floating."""
        if name not in self._known:
            self._known[name] = self._search(name)
        return self._known[name]

    def _search(self, name: str) -> tuple[tzinfo | None, str]:
        for short in _short_names(name):
            if zone := _by_name(short):
                return zone, short
        if name in self._defined and (own := _defined(name, self._defined[name])):
            return own, name
        if (olson := _windows(name)) and (zone := _by_name(olson)):
            return zone, olson
        stated = _STATED.match(name)
        if stated:
            offset = timedelta(hours=int(stated[2]), minutes=int(stated[3] or 0)) * (1 if stated[1] == "+" else -1)
            return (timezone(offset), name) if abs(offset) < timedelta(hours=24) else (None, name)
        return None, name


def _short_names(name: str) -> Iterable[str]:
    """Give a name also without the prefix that made it unique (``/freeassociation.sourceforge.net/Europe/Berlin``)."""
    bare = name.strip().strip('"')
    yield bare
    parts = bare.split("/")
    for count in (3, 2):
        if len(parts) > count:
            yield "/".join(parts[-count:])


def _by_name(name: str) -> tzinfo | None:
    if name.upper() in {"UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT"}:
        return UTC
    try:
        return ZoneInfo(name) if name and len(name) < 64 else None
    except (KeyError, ValueError, OSError):  # unknown, no name at all, or the name of a folder
        return None


def _windows(name: str) -> str:
    # The package is heavy, and few files name a zone that they do not define.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415

    return str(WINDOWS_TO_OLSON.get(name.strip(), ""))


def _defined(name: str, raw: bytes) -> tzinfo | None:
    """Build a zone from its VTIMEZONE; None for one that makes no sense."""
    onsets: list[tuple[datetime, timedelta, timedelta]] = []
    observance: dict[str, list[Property]] = {}
    for one in properties(raw):
        if one.name == "BEGIN":
            observance = {}
        elif one.name == "END" and one.value.strip().upper() in {"STANDARD", "DAYLIGHT"}:
            try:
                onsets += _onsets(observance)
            except (ValueError, KeyError, OverflowError):
                continue
        else:
            observance.setdefault(one.name, []).append(one)
    return OwnZone(name, onsets) if onsets else None


def _onsets(observance: Mapping[str, list[Property]]) -> list[tuple[datetime, timedelta, timedelta]]:
    before, after = (_offset(observance[name][0].value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = read_time(observance["DTSTART"][0].value)[0]
    moments = {start}
    for one in observance.get("RRULE", ()):
        rule = recurrence.read(one.value)
        moments.update(recurrence.occurrences(rule, start, _end(rule, before)))
    for one in observance.get("RDATE", ()):
        moments.update(read_time(part.partition("/")[0])[0] for part in one.value.split(",") if part.strip())
    return [(moment, before, after) for moment in moments]


def _end(rule: recurrence.Rule, before: timedelta) -> datetime:
    if not rule.until:
        return LAST_ONSET
    until, is_day, is_utc = read_time(rule.until)
    return min(LAST_ONSET, recurrence.day_after(until) if is_day else until + before if is_utc else until)


def _offset(text: str) -> timedelta:
    found = _OFFSET.match(text.strip())
    if not found:
        raise ValueError(f"not an offset: {text[:20]!r}")
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if offset >= timedelta(hours=24):
        raise ValueError(f"not an offset: {text[:20]!r}")
    return -offset if found[1] == "-" else offset
