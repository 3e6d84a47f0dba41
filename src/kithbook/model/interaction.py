"""Interactions: what passed between ego and others; contact days: what every measure is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

OUT: Final = "out"
IN: Final = "in"
BOTH: Final = "both"  # a meeting, a call
NONE: Final = ""  # between others, or it cannot be known who ego is

MESSAGE: Final = "message"
MEETING: Final = "meeting"
CALL: Final = "call"
GESTURE: Final = "gesture"  # invitation, endorsement, recommendation: shown, but no contact day

BROADCAST: Final = 10  # more recipients than this make no contact day (science 5, measured)


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part, under which card, as what: from, to, cc, organiser, attendee, about."""

    card: str  # card id
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """A set of records with one key: the same mail in three sources is one interaction."""

    id: str
    at: datetime
    is_day: bool  # only the day is known
    day: date  # in the book's own zone
    kind: str  # message meeting call gesture
    channel: str  # mail linkedin calendar …
    direction: str
    subject: str
    thread: str
    recipients: int
    is_bulk: bool
    snippet: str
    sources: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()

    @property
    def is_talk(self) -> bool:
        """Say whether the two spoke with each other: a call, a meeting that is no crowd, or what the owner logged."""
        return self.direction == BOTH and self.kind != GESTURE and self.recipients < BROADCAST


@dataclass(frozen=True, slots=True)
class ContactDay:
    """One row a person and day. Nothing in it depends on the day that is asked about."""

    person: int  # Person.number
    day: int  # times.day_number, in the book's zone
    out: int  # messages that ego sent
    into: int  # messages that the person sent
    meetings: int  # also calls and what was logged
    answered: int  # of the out-messages, those answered within seven days
    smallest: int  # the smallest number of recipients of the day
    first: str  # direction of the day's first: out in both
    last: str  # direction of the day's last
    last_from_them: int  # seconds since the epoch of their last message of the day, 0 if none
    last_from_ego: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A reading in its place: which interaction it was found in, who said it, to whom."""

    id: str
    reader: str
    quote: str
    fields: dict[str, object]
    interaction: str
    at: datetime
    day: date
    direction: str  # out: ego said it
    recipients: int
    is_bulk: bool
    subject: str
    speaker: int  # Person.number, 0 for ego
    others: tuple[int, ...]  # Person.numbers of the rest, without ego
