"""Repeated events: which occurrences a series has, after what was moved, dropped and added."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final

from kithbook.sources.contentline import Property
from kithbook.sources.ical import recurrence
from kithbook.sources.ical.events import Event, Moment, moment_of
from kithbook.sources.ical.zones import read_time

MOST_OCCURRENCES: Final = 1000  # of one series, the latest ones: four years of working days

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence: the event that says what it is, when it begins, and the moment that names it in its series."""

    event: Event
    start: Moment
    instance: str


class Cut:
    """Tells that a series had more occurrences than are kept, or a rule that could not be followed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def expand(events: Sequence[Event], until: datetime) -> Iterator[Occurrence | Cut]:
    """Give the occurrences of the events of one UID, up to a moment; exceptions stand in for what they replace."""
    masters = [event for event in events if event.instance is None]
    exceptions = {event.instance.written: event for event in events if event.instance}
    used: set[str] = set()
    for master in masters:
        for found in _of_master(master, exceptions, until):
            if isinstance(found, Occurrence):
                used.add(found.instance)
            yield found
    for name, event in exceptions.items():
        if name not in used:
            yield Occurrence(event, event.start, name)


def _of_master(master: Event, exceptions: dict[str, Event], until: datetime) -> Iterator[Occurrence | Cut]:
    starts, reason = _starts(master, until)
    kept: deque[Moment] = deque(starts, maxlen=MOST_OCCURRENCES)
    if reason:
        yield Cut(reason)
    if len(starts) > MOST_OCCURRENCES:
        yield Cut(f"{len(starts) - MOST_OCCURRENCES} earlier occurrences of a series of {len(starts)} are left out")
    onward = sorted(
        ((event.instance.utc(), event) for event in exceptions.values() if event.instance and _is_onward(event)),
        key=lambda pair: pair[0],
    )
    is_series = bool(master.every("RRULE") or master.every("RDATE"))
    for start in kept:
        name = start.written if is_series else ""
        exception = exceptions.get(name)
        if exception:
            yield Occurrence(exception, exception.start, name)
            continue
        changed = next((event for since, event in reversed(onward) if since <= start.utc()), None)
        if changed and changed.instance:
            yield Occurrence(changed, start.moved(start.local + (changed.start.local - changed.instance.local)), name)
        else:
            yield Occurrence(master, start, name)


def _is_onward(event: Event) -> bool:
    one = event.first("RECURRENCE-ID")
    return bool(one) and one.parameter("RANGE").upper() == "THISANDFUTURE" if one else False


def _starts(master: Event, until: datetime) -> tuple[list[Moment], str]:
    """List the starts of a series in order, without those excepted; with the reason if a rule could not be followed."""
    start, reason = master.start, ""
    excepted_days, excepted = _excepted(master)
    locals_: set[datetime] = set() if master.every("RRULE") else {start.local}
    for one in master.every("RRULE"):
        try:
            locals_.update(_by_rule(start, one, until))
        except (ValueError, OverflowError) as error:
            locals_.add(start.local)
            reason = str(error)
    moments = {start.moved(local).written: start.moved(local) for local in locals_}
    for added in _added(master):
        moments.setdefault(added.written, added)
    kept = [
        found
        for found in moments.values()
        if found.written not in excepted
        and found.local.date() not in excepted_days
        and (found.utc() <= until or found == start)
    ]
    return sorted(kept, key=Moment.utc), reason


def _by_rule(start: Moment, one: Property, until: datetime) -> Iterator[datetime]:
    rule = recurrence.read(one.value)
    last = until.replace(tzinfo=None) + _DAY
    if rule.until:
        end, is_day, is_utc = read_time(rule.until)
        if is_day:
            end = recurrence.day_after(end) - timedelta(seconds=1)
        elif is_utc and start.zone:
            end = end.replace(tzinfo=UTC).astimezone(start.zone).replace(tzinfo=None)
        last = min(last, end)
    return recurrence.occurrences(rule, start.local, last)


def _excepted(master: Event) -> tuple[set[object], set[str]]:
    """Read EXDATE: whole days (also of a series with times) and single starts."""
    days: set[object] = set()
    moments: set[str] = set()
    for found in _listed(master, "EXDATE"):
        if found.is_day and not master.start.is_day:
            days.add(found.local.date())
        else:
            moments.add(found.written if found.is_day == master.start.is_day else found.local.date().isoformat())
    return days, moments


def _added(master: Event) -> Iterator[Moment]:
    for found in _listed(master, "RDATE"):
        if found.is_day == master.start.is_day:
            yield found


def _listed(master: Event, name: str) -> Iterator[Moment]:
    """Read the times of EXDATE or RDATE; of a period its start; what is no time is passed over."""
    parts = chain.from_iterable(((one, part) for part in one.value.split(",")) for one in master.every(name))
    for number, (one, part) in enumerate(parts):
        if number >= MOST_OCCURRENCES * 2:
            return
        try:
            zone = one.parameter("TZID") or ("" if master.start.is_day else _zone_of(master))
            found = moment_of(part.partition("/")[0], zone, master.zones)
        except ValueError:
            continue
        yield found


def _zone_of(master: Event) -> str:
    one = master.first("DTSTART")
    return one.parameter("TZID") if one else ""
