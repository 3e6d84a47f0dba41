"""Design, in development: every part of pages with its states, from the real macros and invented data."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from kithbook.actions.answers import PersonRef
from kithbook.actions.draft import By, DraftShown, Said
from kithbook.actions.why import Behind, Why
from kithbook.faces.web.letter import Letter
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.model.fault import UserError
from kithbook.work.job import CANCELLED, DONE, FAILED, LOST, RUNNING, WAITING, Job, Trouble

IS_FOR_DEVELOPMENT: Final = True
TODAY: Final = date(2026, 11, 2)
NOON: Final = datetime(2026, 11, 2, 12, tzinfo=UTC)
COLOURS: Final = "paper raised sunken hover line edge ink ink-2 ink-3 lamp lamp-ink lamp-wash lamp-line".split()
TYPE: Final = (
    ("t-3xl", "A person's name, first words"),
    ("t-2xl", "Page titles"),
    ("t-xl", "Names on cards, heads of sections"),
    ("t-l", "Reasons and letters"),
    ("t-m", "Body, rows, buttons"),
    ("t-s", "What stands beside"),
    ("t-xs", "Keys and marks of sources"),
)
WARMTHS: Final = (("close", 0.94, 0.9), ("warm", 0.62, 0.35), ("cooling", 0.3, 0.7), ("dormant", 0.06, 0.5))
REMARK: Final = "You have never written to each other in English."


@dataclass(frozen=True, slots=True)
class Toast:
    """What a notice says."""

    what: str
    decision: str
    may_log: bool = False


@dataclass(frozen=True, slots=True)
class DesignPage:
    """Invented data for every part."""

    today: date
    colours: list[str]
    type: tuple[tuple[str, str], ...]
    warmths: tuple[tuple[str, float, float], ...]
    toasts: tuple[Toast, ...]
    why: Why
    letters: tuple[tuple[str, Letter], ...]
    running: tuple[Job, ...]
    ended: tuple[Job, ...]
    error: UserError


@page("/design")
def show(visit: Visit) -> Answer:
    """Show the parts; nothing here is of the book."""
    return visit.page("design.html", _invented())


def _invented() -> DesignPage:
    drafted = _draft()
    return DesignPage(
        today=TODAY,
        colours=COLOURS,
        type=TYPE,
        warmths=WARMTHS,
        toasts=(
            Toast("Done: Jonas Weber.", "d1", may_log=True),
            Toast("Nothing more about Naomi Stern for this reason.", "d2"),
        ),
        why=_why(),
        letters=(
            ("A letter by mail", _letter(drafted)),
            ("By LinkedIn, with a remark", _letter(replace(drafted, by=By("linkedin", "/design"), remarks=(REMARK,)))),
            (
                "No words",
                _letter(
                    replace(drafted, text="", why_not="You have exchanged no words that a letter could begin with.")
                ),
            ),
        ),
        running=_running(),
        ended=_ended(),
        error=UserError("There is no such day.", safe="Your book is unchanged.", do="Write a day such as 1 March."),
    )


def _why() -> Why:
    asked = Behind(
        "r1", "message", "Message from Amara Okafor", NOON - timedelta(days=6), "Could the sensors stay?", "mbox", None
    )
    met = Behind("r2", "meeting", "Meeting: Coffee", NOON - timedelta(days=40), "", "ical", None)
    return Why("You owe an answer", "A question to you alone, open for three days or more.", (asked, met))


def _draft() -> DraftShown:
    return DraftShown(
        item="apzjmlu",
        person=PersonRef("p1", "amara-okafor", "Amara Okafor"),
        to="amara@clinic.example",
        subject="Re: The two sensors",
        text="Dear Amara,\n\nyou asked whether the two sensors can stay over the winter.\n\nAda",
        evidence=("r1",),
        form="letter",
        choices=("short", "warmer"),
        variant=0,
        says=(Said("She asked on 27 October.", ("r1",)),),
        by=By("mail", "amara@clinic.example"),
        remarks=(),
        why_not=None,
    )


def _letter(draft: DraftShown) -> Letter:
    return Letter.of(draft, chosen="/design?letter=1", closed="/design")


def _running() -> tuple[Job, ...]:
    begun = Job("1", "import", RUNNING, ("Archive.mbox",), NOON)
    told = replace(begun, id="2", step="mailbox (mbox)", items=41_250, share=0.62, rate=2_310.0, seconds_left=11)
    return begun, told, Job("3", "backup", WAITING, ("kith.backup",), NOON)


def _ended() -> tuple[Job, ...]:
    one = Job("4", "import", DONE, ("contacts.vcf",), NOON, ended=NOON)
    came = replace(one, result={"people": {"before": 260, "after": 312}, "questions": 3})
    broken = replace(
        one, id="5", state=FAILED, error=Trouble("The disk is full.", "What was read is kept.", "Make room.")
    )
    return came, broken, replace(one, id="6", state=CANCELLED), replace(one, id="7", state=LOST)
