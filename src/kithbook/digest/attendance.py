"""Whether ego went to a meeting: only what ego's own side wrote says so."""

from typing import Final

from kithbook.digest.ego import Ego
from kithbook.model import handle
from kithbook.model.record import Content, Person

# How an attendee answers. Who says "perhaps" keeps the hour free; who does not come mostly declines in the end.
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
UNANSWERED: Final = "needs-action"
ANSWERED_YES: Final = frozenset({ACCEPTED, "tentative"})

NO_PERSON: Final = frozenset({"room", "group", "resource"})

WENT: Final = "went"
ASKED: Final = "asked"  # somebody asked, and ego has not answered
APART: Final = "apart"  # nothing says that ego was to be there
OFF: Final = "off"  # cancelled, or ego declined


def attendance(content: Content, ego: Ego) -> str:
    """Say of a meeting whether ego went, was only asked, has no part in it, or it was off.

    Who invites writes the whole list, so that a name on it is their word. Ego's are the answer that ego's calendar
    keeps, and what ego entered or organised.
    """
    answers = {person[3] for person in content.get("attendees", ()) if ego.holds(*person[:3])}
    said_yes = bool(ANSWERED_YES & answers)  # under one address it outweighs no under another
    if content.get("status") == "cancelled" or (DECLINED in answers and not said_yes):
        return OFF
    if content.get("letter"):
        return ASKED if answers and _is_invited(content, ego) else APART
    if not ego.has_address:
        return ASKED if answers == {UNANSWERED} and _is_invited(content, ego) else WENT
    if not _is_invited(content, ego):
        return WENT if answers or not _is_anothers(content, ego) else APART
    if said_yes or (answers and _keeps_no_answers(content)) or _is_kept_free_for(content, ego):
        return WENT
    return ASKED if answers else APART


def caller(content: Content) -> Person | None:
    """Give the person who calls the meeting; a calendar that several share, or a room, only holds what was entered."""
    organiser: Person | None = content.get("organiser")
    if not organiser or handle.is_calendar(organiser[1]):
        return None
    listed = next((person[4] for person in content.get("attendees", ()) if person[:2] == organiser[:2]), "person")
    return None if listed in NO_PERSON else organiser


def _is_invited(content: Content, ego: Ego) -> bool:
    """Say whether somebody else called the meeting. Beside one of ego's own, an open answer of ego's says nothing."""
    calling = caller(content)
    return calling is not None and not ego.holds(*calling)


def _is_anothers(content: Content, ego: Ego) -> bool:
    """Say whether it stands in a calendar that is somebody else's by its own word, and is not of ego's making."""
    owner, calling = content.get("owner"), caller(content)
    return bool(owner) and not ego.holds(handle.EMAIL, str(owner)) and not (calling and ego.holds(*calling))


def _is_kept_free_for(content: Content, ego: Ego) -> bool:
    """Say whether ego's own calendar keeps the time for it: Outlook's way to write a yes, whoever the list names."""
    return bool(content.get("busy")) and not _is_anothers(content, ego)


def _keeps_no_answers(content: Content) -> bool:
    return not any(person[3] for person in content.get("attendees", ()) if person[4] not in NO_PERSON)
