"""Turns of phrase that several commands share."""

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from kithbook.actions.answers import PersonRef, Ruled
from kithbook.faces.cli.paper import Page, defused
from kithbook.model.person import DORMANT

if TYPE_CHECKING:
    from kithbook.store.book import Book

LATEST: Final = 5  # of the latest rulings, among which one that was just made stands
WARMTH = {"active": "green", "drifting": "yellow", "dormant": "blue", "latent": "dim", "seen": "dim"}


def ruled(page: Page, answer: Ruled, sentence: str) -> None:
    """Say that a ruling was kept, and how to take it back."""
    page.line(f"{page.ink(defused(answer.person.name), 'bold')}: {sentence}")
    undo(page, answer.decision)


def said(book: "Book", decision: str) -> str:
    """Say what was just ruled, as the history does: with the day that the program understood."""
    from kithbook.actions.history import deeds

    return next((deed.said for deed in deeds(book, {decision}, among=LATEST)), "Kept.")


def kept(page: Page, sentence: str, decision: str, *, then: str = "") -> None:
    """Say in a whole sentence what was ruled, which command comes next, if one does, and how to take it back."""
    page.text(sentence)
    if then:
        page.advice(then)
    undo(page, decision)


def undo(page: Page, decision: str) -> None:
    """Say how to take a ruling back."""
    page.advice(f"To take it back: kith undo {short(decision)}", ink=["dim"])


def short(identity: str) -> str:
    """Shorten an id to what is unlikely to be shared by two in one book."""
    return identity[:7]


def person(ref: PersonRef | None) -> str:
    """Write a person with the word that names them on the command line."""
    return f"{ref.name} ({ref.slug})" if ref else "nobody yet"


def moment(at: datetime | date | None, zone: tzinfo) -> str:
    """Write an instant as the day that it is in a zone, the book's own and never the machine's; or a day."""
    return day(at.astimezone(zone).date() if isinstance(at, datetime) else at)


def day(on: date | None) -> str:
    """Write a day; nothing where none is known."""
    return on.isoformat() if on else ""


def partial(text: str) -> str:
    """Write a birthday; one without its year, which is kept as ``--11-18``, by day and month."""
    if not text.startswith("--"):
        return text
    try:
        found = date.fromisoformat(f"2000{text[1:]}")
    except ValueError:
        return text
    return f"{found.day} {found:%B}"


def bar(strength: float | None, state: str, width: int = 8) -> str:
    """Draw a strength from 0 to 1 as a thin bar; of a dormant tie, as on the pages, its empty bed."""
    if strength is None:
        return ""
    if state == DORMANT:
        return "╌" * width
    filled = max(1, round(strength * width))
    return "━" * filled + "╌" * (width - filled)


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
