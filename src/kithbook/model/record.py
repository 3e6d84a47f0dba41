"""Records: what a source saw, as evidence. The shapes of their content are the contract between sources and digest.

Every content is plain JSON. Keys that have no value are left out, never null or empty, so that equal knowledge
gives equal ids. Times are ISO texts: instants ``2026-11-23T09:30:00Z``, days ``2026-11-23``, partial dates as
``PartialDate`` writes them. A content that has a time has it under ``at`` (an instant, or a day where the source
knows no more).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, Required, TypedDict

from kithbook.model import ids

Content = Mapping[str, Any]

FLOATING: Final = "floating"  # the zone of a time that was written in none
DEEPEST: Final = 100  # lists in lists: no source nests its words beyond a few, and what walks them calls itself

# The kinds of records. A source uses these and no others; what fits none of them is KEPT.
CARD: Final = "card"  # what one source says of one person: CardContent
SELF: Final = "self"  # what a source says of the owner of the archive: CardContent
MESSAGE: Final = "message"  # a mail or a direct message: MessageContent
MEETING: Final = "meeting"  # one occurrence in a calendar: MeetingContent
ACTIVITY: Final = "activity"  # something logged elsewhere, a call, a lunch: ActivityContent
INVITATION: Final = "invitation"  # a request to connect: GestureContent
ENDORSEMENT: Final = "endorsement"  # GestureContent
RECOMMENDATION: Final = "recommendation"  # GestureContent
REMARK: Final = "remark"  # a note, reminder, task, gift or debt kept elsewhere about a person: RemarkContent
POST: Final = "post"  # the owner's own share, comment or reaction: PostContent
KEPT: Final = "kept"  # anything else worth keeping: KeptContent

Person = list[str]
"""A person as a record names them: ``[handle kind, value, name]``; the name may be ''.

Handle kinds are those of ``model.handle``. Where a source knows no handle the kind is ``name`` and the value ''.
"""


class Span(TypedDict, total=False):
    """A position, a school, a membership: where, as what, and from when to when (partial dates)."""

    organisation: str
    title: str
    start: str
    end: str
    location: str
    kind: str  # "position" (also when absent), "education", "volunteering", "membership", "project"
    current: bool  # the source says it is current (an open end it does state)


class CardContent(TypedDict, total=False):
    """What one source says of one person."""

    name: str  # as shown, blanks tidied; absent if the source has none
    names: dict[str, str]  # parts where the source has them: given middle family prefix suffix nickname maiden
    handles: list[list[str]]  # [kind, value], canonical by model.handle, in the source's order, no repeats
    organisation: str
    title: str
    department: str
    spans: list[Span]
    birthday: str  # partial date
    addresses: list[dict[str, str]]  # street city region postcode country text
    location: str
    since: str  # the day the tie began, as the source states it (LinkedIn: Connected On)
    relation: str  # "connection", "contact" (an address book) or "seen" (only mentioned); absent = contact
    tags: list[str]
    note: str
    rhythm_days: int  # a rhythm that the person had set elsewhere
    fields: dict[str, Any]  # every other labelled value, nothing dropped
    raw: str  # the card as it stood, where bytes must survive (vCard)


class MessageContent(TypedDict, total=False):
    """A mail, or a direct message on a platform."""

    at: str
    guessed: bool  # the time was not stated, or impossible, and was taken from Received or the separator
    channel: Required[str]  # "mail", "linkedin", "chat"
    sender: Person
    to: list[Person]
    cc: list[Person]
    recipients: int  # how many there were in all, also where the lists were cut
    subject: str
    message_id: str  # without angle brackets
    parents: list[str]  # References and In-Reply-To, oldest first, without brackets; of more than 20 the first and last
    thread: str  # a thread key the source states: Gmail's thread id, LinkedIn's conversation id
    bulk: str  # the evidence that it went to many: "List-Id", "Precedence: bulk", "Auto-Submitted", "no-reply" …
    labels: list[str]
    sent: bool  # the source says ego sent it (Sent folder or label, Direction column)
    delivered_to: list[str]  # addresses by which it reached the mailbox
    arrived: bool  # no such address, but another trace of its way here, or its place in an inbox, says that it came in
    doubted: str  # the evidence that its sender is not who it names: "dmarc=fail", "AuthAs: Anonymous" …
    zone_minutes: int  # offset of the zone that the sender's clock was in
    attachments: int


class MeetingContent(TypedDict, total=False):
    """One occurrence of a calendar event."""

    at: Required[str]  # start: an instant, or a day for an all-day event
    end: str
    uid: str
    instance: str  # RECURRENCE-ID of a repeated event, in the form of ``at``
    title: str
    organiser: Person
    attendees: list[list[str]]  # [handle kind, value, name, status, type]
    # status: accepted declined tentative needs-action or ''; type: person room group resource
    status: str  # confirmed, tentative, cancelled
    location: str
    calendar: str
    owner: str  # address of the calendar's owner, where the source states it
    zone: str  # the zone that the source saw; FLOATING for none, whose time is written as if it were in UTC
    zone_unknown: bool  # nobody knows a zone of that name: the time is written as a floating one is
    series: bool  # one occurrence of a repeated event
    transparent: bool  # does not block time (an all-day marker)
    busy: bool  # Outlook keeps the time for it: so its calendar shows what its owner said yes to
    letter: bool  # from a message about the event (METHOD:REQUEST and the like), not from a calendar that holds it


class ActivityContent(TypedDict, total=False):
    """Something that passed between ego and people, logged in another program."""

    at: Required[str]
    channel: Required[str]  # call, meeting, message, activity
    people: Required[list[Person]]
    title: str
    text: str


class GestureContent(TypedDict, total=False):
    """A small act between ego and one person: invitation, endorsement, recommendation."""

    at: str
    direction: Required[Literal["out", "in"]]
    person: Required[Person]
    text: str
    subject: str  # the skill endorsed, the title at the time
    status: str
    organisation: str
    me: Person  # the owner's own side, where the row names it


class RemarkContent(TypedDict, total=False):
    """What another program kept about a person."""

    about: Required[Person]
    sort: Required[str]  # note, reminder, task, gift, debt, relationship, event
    at: str
    due: str
    text: str
    done: bool
    fields: dict[str, Any]


class PostContent(TypedDict, total=False):
    """Something ego did in public: a share, a comment, a reaction."""

    at: str
    sort: Required[str]  # share, repost, comment, reaction, vote
    text: str
    link: str
    fields: dict[str, Any]


class KeptContent(TypedDict, total=False):
    """A row kept whole because it may serve later."""

    section: Required[str]  # the file or table it came from, canonical: "skills", "company-follows", "events" …
    at: str
    fields: Required[dict[str, Any]]


def is_floating(content: Content) -> bool:
    """Say whether a content's times are local ones in no zone, so that they are those of ego's own clock."""
    return content.get("zone") == FLOATING or bool(content.get("zone_unknown"))


_NESTING: Final = (dict, list, tuple)


def is_too_deep(content: object) -> bool:
    """Say whether plain JSON is nested deeper than anything a source says, so that walking it might not end well."""
    level = [content] if isinstance(content, Mapping | list | tuple) else []
    for _ in range(DEEPEST):
        # By the types of plain JSON: asking whether each text is a Mapping costs more than all the rest of a record.
        level = [inner for outer in level for inner in _within(outer) if isinstance(inner, _NESTING)]
        if not level:
            return False
    return True


def _within(outer: Any) -> Iterable[object]:
    return outer if isinstance(outer, list | tuple) else outer.values()


@dataclass(frozen=True)
class Record:
    """A kind, a key (what it is about) and content. Its id is the hash of these three."""

    kind: str
    key: str
    content: Content

    @cached_property
    def id(self) -> str:
        """Spell the record's id."""
        return ids.spell(ids.RECORD, self.raw_id)

    @cached_property
    def text(self) -> str:
        """Write the content as canonical JSON."""
        return ids.canonical(dict(self.content))

    @cached_property
    def raw_id(self) -> bytes:
        """Hash kind, key and content."""
        return ids.digest(self.kind, self.key, self.text)


@dataclass(frozen=True, slots=True)
class Observed:
    """A record with the place where it stood, and its words for the readers. The words never leave the worker."""

    record: Record
    file: str  # the member's name inside what was given, never a machine path
    position: int  # row number from 1, or byte offset
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A section was read to its end, with so many items. Absence is concluded only from sections that were."""

    section: str  # "connections"
    count: int
