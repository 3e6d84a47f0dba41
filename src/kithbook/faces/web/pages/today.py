"""Today: whom to turn to, why now, on what evidence, and what to offer; and what else stands on the day."""

from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Final

from kithbook.actions import dates, jobs
from kithbook.actions.draft import DraftShown, draft
from kithbook.actions.glance import glance
from kithbook.actions.matters import Matters, matters
from kithbook.actions.today import BESIDE, Item, Reason, today
from kithbook.actions.welcome import has_people
from kithbook.actions.why import Why, why
from kithbook.faces.web import say
from kithbook.faces.web.letter import Letter
from kithbook.faces.web.paper import Place
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit
from kithbook.store.book import Book

PLACE: Final = Place("Today", "/", "sun", "t", rank=10)
ICONS: Final = {
    "birthday": "cake",
    "connection_anniversary": "handshake",
    "dormant": "moon",
    "drifting": "wind",
    "job_change": "briefcase",
    "own_rhythm": "repeat",
    "prepare_meeting": "calendar",
    "promise_due": "flag",
    "reminder": "bell",
    "reply_owed": "mail",
    "thank_after_meeting": "hand-heart",
    "unanswered": "mail",
    "welcome": "user-plus",
    "work_anniversary": "briefcase",
}
AHEAD_SECONDS: Final = 10.0  # that a page waits for the day to be worked out, before it does so itself


@dataclass(frozen=True, slots=True)
class Beside:
    """Another reason of the same person, and what it rests on."""

    reason: Reason
    why: Why


@dataclass(frozen=True, slots=True)
class Card:
    """One item as it is shown. `reason` is what stands before, on and after the highlight."""

    item: Item
    icon: str
    role: str
    warmth: str
    strength: float | None
    reason: tuple[str, str, str]
    why: Why
    also: tuple[Beside, ...]
    more: int  # reasons that are not told on the card
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The day, its cards, and what else stands."""

    day: date
    cards: tuple[Card, ...]
    matters: Matters
    rest: str  # how many more reasons wait, in words
    is_empty: bool  # nobody is in the book yet
    is_early: bool  # an import is under way, and more may come of it
    drafted: str  # the item whose letter is open, "" for none


@page("/")
def show(visit: Visit) -> Answer:
    """Show the day's agenda; with ``?draft=ITEM`` the letter of one of its cards beside it."""
    wanted = visit.query("draft")
    visit.desk.is_ready.wait(AHEAD_SECONDS)
    with visit.desk.book() as book:
        made = today(book, now=visit.desk.now)
        opened = next((item.id for item in made.items if item.id == wanted), "")
        shown = TodayPage(
            day=made.date,
            cards=tuple(_card(visit, book, item, is_open=item.id == opened) for item in made.items),
            matters=_local(matters(book, now=visit.desk.now), dates.zone(book)),
            rest=made.rest,
            is_empty=not made.items and not has_people(book),
            is_early=any(job.verb == jobs.IMPORT for job in jobs.under_way(visit.desk.folder)),
            drafted=opened,
        )
        return visit.page("today.html", shown, here=PLACE.address, book=book)


def _card(visit: Visit, book: Book, item: Item, *, is_open: bool) -> Card:
    seen = glance(book, item.person.id, now=visit.desk.now)
    return Card(
        item=item,
        icon=ICONS.get(item.nudge, "sun"),
        role=", ".join(part for part in (seen.position, seen.organisation, seen.location) if part),
        warmth=say.warmth(seen.state, seen.layer),
        strength=seen.strength,
        reason=say.lit(item.why),
        why=why(book, item),
        also=tuple(
            Beside(one, why(book, replace(item, nudge=one.nudge, evidence=one.evidence))) for one in item.also[:BESIDE]
        ),
        more=len(item.also[BESIDE:]),
        letter=_letter(visit, book, item) if is_open else None,
    )


def _local(found: Matters, zone: tzinfo) -> Matters:
    """Turn the clock times to the book's own zone."""
    return replace(found, meetings=tuple(replace(one, at=one.at.astimezone(zone)) for one in found.meetings))


def _letter(visit: Visit, book: Book, item: Item) -> Letter:
    made: DraftShown = draft(book, item.id, now=visit.desk.now, variant=visit.number("words"))
    return Letter.of(made, chosen=f"/?draft={item.id}", closed=f"/#{item.id}")
