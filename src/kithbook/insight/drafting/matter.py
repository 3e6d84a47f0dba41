"""What a draft is made of: what is true between the owner and a person, the reason to write, and the words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kithbook.model.person import Person
from kithbook.model.position import SharedPlace

LETTER: Final = "letter"  # words to send
NOTES: Final = "notes"  # words to bring to a meeting

MAIL: Final = "mail"
LINKEDIN: Final = "linkedin"
NOWHERE: Final = ""  # no address is known under which words would reach them


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the words rest on, told to the owner, with the ids of its evidence."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two of a draft, with the facts that they use."""

    text: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a draft: what it is about, and its paragraphs."""

    subject: str
    paragraphs: tuple[tuple[Line, ...], ...]
    form: str = LETTER
    remark: str = ""  # what the owner has to add or to decide before it goes out


@dataclass(frozen=True, slots=True)
class Called:
    """What the two call each other. Without a name nobody is named."""

    name: str = ""  # as it stands behind the greeting: Ann, Dr Okafor
    is_formal: bool = False
    is_familiar: bool = False  # the name was used between them
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that passed between the two."""

    id: str
    day: date
    kind: str  # message meeting call
    channel: str
    direction: str
    subject: str  # without Re: and the like; '' where there is none, or where it is for the owner's eyes


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of one of the two that both know: a question, a promise."""

    id: str
    text: str
    day: date
    is_mine: bool
    due: date | None = None
    letter: Passed | None = None  # in which they stand


@dataclass(frozen=True, slots=True)
class Thanks:
    """What the owner thanked them for."""

    id: str
    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of work, as their own card tells it."""

    organisation: str
    title: str
    is_new_place: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A day that is remembered: a birthday, the start of a position, the day on which they connected."""

    day: date  # when it comes round, this time
    evidence: tuple[str, ...]
    since: date | None = None  # when it was first
    years: int = 0
    what: str = ""  # the position; where they connected


@dataclass(frozen=True)
class Matter:
    """What is true between the owner and a person on a day, as far as the book knows."""

    person: Person
    day: date
    nudge: str = ""  # the reason to write; '' where the owner only wants to
    owner: str = ""  # how the owner signs to people they know
    owner_whole: str = ""
    called: Called = field(default_factory=Called)
    way: str = MAIL
    last: Passed | None = None  # what last passed between them
    letter: Passed | None = None  # the last letter that was between the two alone and says what it is about
    quoted: Quoted | None = None  # what the reason is about
    meeting: Passed | None = None
    moved: Moved | None = None
    marked: Marked | None = None
    note: Fact | None = None  # the owner's own words on the reason, for their eyes only
    their_promise: Quoted | None = None  # still open
    my_promise: Quoted | None = None
    their_question: Quoted | None = None  # nothing went to them since
    thanks: Thanks | None = None
    places: tuple[SharedPlace, ...] = ()  # employers and schools of both, not of colleagues of today
    crowd: Passed | None = None  # the last meeting of many at which both were
    asked_by_them: bool | None = None  # who asked to connect; None where it is not known
