"""Find or do: people, organisations, places of the book and actions by a few letters, each with its key."""

from dataclasses import dataclass
from typing import Final

from kithbook.actions.find import Found, find
from kithbook.faces.web.routes import page
from kithbook.faces.web.visit import Answer, Visit

SHOWN: Final = 8
PARTS: Final = frozenset({"finder", "finder-found"})  # the dialog over another page, and what is found in either


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be gone to or done: its words, its address, its key, and other words for it."""

    title: str
    address: str
    icon: str
    key: str = ""
    words: str = ""


DEEDS: Final = (
    Deed("Add somebody", "/people/new", "user-plus", "a", "new person contact enter"),
    Deed("Bring in a file", "/import", "upload", "", "import upload archive linkedin mail calendar contacts csv"),
    Deed("Answer questions of who is who", "/questions", "users", "", "duplicates same different merge"),
    Deed("Take back what was done", "/history", "undo-2", "", "undo history"),
    Deed("Set your name and addresses", "/settings", "user", "", "me ego owner email identity"),
    Deed("Set how many people a day, and quiet days", "/settings#day", "sun", "", "capacity quiet days agenda limit"),
    Deed("Set your time zone", "/settings#day", "clock", "", "timezone zone"),
    Deed("Set your aims", "/settings#aims", "flag", "", "goals aim"),
    Deed("Make a backup", "/settings/backup", "save", "", "backup copy verify restore"),
    Deed("See what leaves this machine", "/settings/privacy", "shield-check", "", "privacy network connections"),
    Deed("Erase the book", "/settings/erase", "trash-2", "", "delete erase all"),
    Deed("Read the help", "/help", "info", "", "manual topics how"),
    Deed("See the keys", "/help/keys", "keyboard", "?", "keyboard shortcuts"),
)


@dataclass(frozen=True, slots=True)
class FindPage:
    """What was typed, and what it may mean."""

    query: str
    found: Found
    deeds: tuple[Deed, ...]


@page("/find")
def show(visit: Visit) -> Answer:
    """Show what a few letters may mean; without letters the places and actions, so that they teach their keys."""
    query = visit.query("q")
    with visit.desk.book() as book:
        found = find(book, query, SHOWN, now=visit.desk.now, rosters=visit.desk.rosters)
    places = tuple(Deed(f"Go to {one.name}", one.address, one.icon, f"g {one.key}") for one in visit.places)
    template = "find-body.html" if visit.part in PARTS else "find.html"
    return visit.page(template, FindPage(query, found, _meant((*places, *DEEDS), query)))


def _meant(deeds: tuple[Deed, ...], query: str) -> tuple[Deed, ...]:
    wanted = query.casefold().split()
    return tuple(one for one in deeds if all(_has(one, word) for word in wanted))[: None if not wanted else SHOWN]


def _has(deed: Deed, word: str) -> bool:
    return any(one.startswith(word) for one in f"{deed.title} {deed.words}".casefold().split())
