"""The events of a calendar file, cut out of it one by one, so that a broken event costs only itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from kithbook.sources.contentline import lines

LARGEST: Final = 1024 * 1024  # an event without its attachments; the largest seen has 2,000 attendees and 300 kB

EVENT: Final = "VEVENT"
ZONE: Final = "VTIMEZONE"
HEADER: Final = "VCALENDAR"
ITEMS: Final = frozenset({EVENT, "VTODO", "VJOURNAL"})
HOLDERS: Final = frozenset({"VPOLL"})  # hold items of their own, which are choices and not events

_ATTACHED = (b"ATTACH", b"IMAGE", b"X-ALT-DESC")  # may hold megabytes, and name nobody


@dataclass(frozen=True, slots=True)
class Component:
    """One component of a calendar: its bytes without what stands nested in it (alarms), and where it stood."""

    kind: str  # VEVENT, VTODO, VJOURNAL, VTIMEZONE; VCALENDAR for the calendar's own properties
    calendar: int  # number of the calendar in the file, from 1; 0 for what stands in none
    ordinal: int  # number of the item in the file, from 1; 0 for zones and headers
    offset: int
    raw: bytes
    fault: str = ""


class _Cutter:
    """Holds the state between two lines: in which calendar and component we are, and how deep."""

    def __init__(self) -> None:
        self.calendar = self.ordinal = self.depth = self.size = self.offset = 0
        self.kind = ""
        self.held: list[bytes] = []
        self.header: list[bytes] = []
        self.is_attached = False

    def begin(self, kind: str, offset: int) -> None:
        self.kind, self.depth, self.offset, self.size = kind, 1, offset, 0
        self.held, self.is_attached = [], False
        self.ordinal += kind in ITEMS

    def hold(self, line: bytes) -> None:
        """Keep a line of the component, but not of what is nested in an event, nor of an attachment."""
        if line[:1] in (b" ", b"\t"):
            if self.is_attached:
                return
        else:
            self.is_attached = line.lstrip()[:10].upper().startswith(_ATTACHED)
        if self.is_attached or (self.depth > 1 and self.kind != ZONE):
            return
        self.size += len(line) + 1
        if self.size <= LARGEST:
            self.held.append(line)

    def end(self) -> Component:
        fault = f"the event is larger than {LARGEST // 1024 // 1024} MB" if self.size > LARGEST else ""
        ordinal = self.ordinal if self.kind in ITEMS else 0
        done = Component(self.kind, self.calendar, ordinal, self.offset, b"\n".join(self.held), fault)
        self.kind, self.depth = "", 0
        return done

    def broken(self, kind: str, offset: int) -> Component:
        """End an item whose beginning was not seen, so that it takes nothing of the next with it."""
        self.ordinal += 1
        where = self.offset if self.kind else offset
        self.kind, self.depth = "", 0
        return Component(kind, self.calendar, self.ordinal, where, b"", f"the line that begins the {kind} is damaged")

    def end_calendar(self) -> Component:
        done = Component(HEADER, self.calendar, 0, 0, b"\n".join(self.header))
        self.header = []
        return done


def components(stream: BinaryIO) -> Iterator[Component]:
    """Give the components in order; each calendar's header comes when the calendar has ended."""
    at = _Cutter()
    for offset, line in lines(stream):
        word = line.strip(b" \t\xef\xbb\xbf")
        start = word[:6].upper()
        if start == b"BEGIN:":
            kind = word[6:40].strip().upper().decode("ascii", "replace")
            if at.kind and (kind == HEADER or (kind in ITEMS and at.kind not in HOLDERS)):
                yield at.end()  # its END is missing
            if kind == HEADER:
                if at.header:
                    yield at.end_calendar()
                at.calendar += 1
            elif at.kind:
                at.depth += 1
                at.hold(line)
            else:
                at.begin(kind, offset)
        elif start[:4] == b"END:":
            kind = word[4:40].strip().upper().decode("ascii", "replace")
            if at.kind and kind in {at.kind, HEADER}:
                yield at.end()
            elif kind in ITEMS and at.kind not in HOLDERS:
                yield at.broken(kind, offset)
            elif at.kind:
                at.hold(line)
                at.depth = max(1, at.depth - 1)
            if kind == HEADER:
                yield at.end_calendar()
        elif at.kind:
            at.hold(line)
        elif len(at.header) < 200 and word:
            at.header.append(line)
    if at.kind:
        yield at.end()
    if at.header:
        yield at.end_calendar()
