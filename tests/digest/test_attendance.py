"""Whether ego went to a meeting: what ego's own side wrote counts, and what another wrote of ego does not."""

from zoneinfo import ZoneInfo

import pytest

from kithbook.digest.attendance import APART, ASKED, OFF, WENT, attendance
from kithbook.digest.ego import Ego
from kithbook.digest.interactions import Seen, Zone, interact
from kithbook.model import record

EGO = Ego(frozenset({("email", "ada@own.example")}), frozenset({"ada owner"}))
NAMED_ONLY = Ego(frozenset({("linkedin", "ada")}), frozenset({"ada owner"}))
NOBODY = Ego(frozenset(), frozenset())
ADA, DAN = ["email", "ada@own.example", "Ada"], ["email", "dan@acme.example", "Dan"]
SHARED = ["email", "c_1f@group.calendar.google.com", "Family"]
ROOM = ["email", "room@acme.example", "Room 5"]


def guest(address, status="accepted", sort="person", name=""):
    return ["email", address, name, status, sort]


BAO = guest("bao@acme.example")
UNANSWERED = guest("ada@own.example", "needs-action")
YES, SILENT = guest("ada@own.example"), guest("ada@own.example", "")


def meeting(*attendees, organiser=None, **more):
    content = {"at": "2026-03-01T10:00:00Z", "uid": "u", "title": "Plan", "attendees": list(attendees), **more}
    return content | ({"organiser": organiser} if organiser else {})


@pytest.mark.parametrize(
    ("mine", "organiser", "more"),
    [
        ([YES], DAN, {}),
        ([guest("ada@own.example", "tentative")], DAN, {}),
        ([UNANSWERED], ADA, {}),  # ego's own: calendars wait for no answer of the organiser
        ([], ADA, {}),
        ([UNANSWERED], None, {}),  # nobody asked: it was entered
        ([], None, {}),
        ([], None, {"owner": "ada@own.example"}),
        ([], SHARED, {}),
        ([UNANSWERED], SHARED, {}),
        ([], DAN, {"busy": True}),  # Outlook names who calls, and keeps ego's yes in the time that it shows as taken
        ([UNANSWERED], DAN, {"busy": True}),
        ([YES], DAN, {"owner": "eve@far.example"}),
        ([], ADA, {"owner": "eve@far.example"}),
        ([UNANSWERED, ["name", "", "Ada Owner", "accepted", "person"]], DAN, {}),  # yes under another address
        ([guest("ada@own.example", "declined"), ["name", "", "Ada Owner", "accepted", "person"]], DAN, {}),
    ],
)
def test_ego_went_who_said_yes_or_called_it_or_entered_it(mine, organiser, more):
    assert attendance(meeting(*mine, BAO, organiser=organiser, **more), EGO) == WENT


def test_a_calendar_that_keeps_nobodys_answer_says_with_ego_in_the_list_that_ego_went():
    kept_none = meeting(SILENT, guest("bao@acme.example", ""), guest("room@acme.example", sort="room"), organiser=DAN)
    assert attendance(kept_none, EGO) == WENT
    assert attendance(meeting(SILENT, BAO, organiser=DAN), EGO) == ASKED


def test_an_invitation_that_does_not_name_ego_says_nothing_of_ego():
    assert attendance(meeting(BAO, organiser=DAN), EGO) == APART
    assert attendance(meeting(organiser=DAN), EGO) == APART
    assert attendance(meeting(BAO, organiser=DAN, owner="ada@own.example"), EGO) == APART
    assert attendance(meeting(BAO, owner="eve@far.example"), EGO) == APART  # Eve's own calendar, and ego not in it


def test_time_kept_free_says_yes_only_in_ego_s_own_calendar_and_never_beside_a_no():
    assert attendance(meeting(BAO, organiser=DAN, busy=True, owner="eve@far.example"), EGO) == APART
    assert attendance(meeting(UNANSWERED, BAO, organiser=DAN, busy=True, letter=True), EGO) == ASKED
    assert attendance(meeting(guest("ada@own.example", "declined"), organiser=DAN, busy=True), EGO) == OFF


def test_an_invitation_that_ego_never_answered_is_somebodys_asking():
    assert attendance(meeting(UNANSWERED, BAO, organiser=DAN), EGO) == ASKED


@pytest.mark.parametrize("mine", [[YES], [UNANSWERED], [SILENT]])
def test_of_a_letter_ego_s_answer_is_only_its_senders_word(mine):
    assert attendance(meeting(*mine, BAO, organiser=DAN, letter=True), EGO) == ASKED


def test_a_letter_that_names_ego_as_the_one_who_calls_or_not_at_all_says_nothing():
    assert attendance(meeting(YES, BAO, organiser=ADA, letter=True), EGO) == APART
    assert attendance(meeting(BAO, organiser=DAN, letter=True), EGO) == APART
    assert attendance(meeting(BAO, organiser=DAN, letter=True), NOBODY) == APART


@pytest.mark.parametrize("letter", [{}, {"letter": True}])
def test_what_was_cancelled_or_declined_is_off(letter):
    assert attendance(meeting(YES, BAO, organiser=DAN, status="cancelled", **letter), EGO) == OFF
    assert attendance(meeting(guest("ada@own.example", "declined"), BAO, organiser=DAN, **letter), EGO) == OFF


@pytest.mark.parametrize("ego", [NOBODY, NAMED_ONLY])
def test_where_no_address_of_ego_s_is_known_a_calendar_cannot_tell_and_every_meeting_counts(ego):
    assert attendance(meeting(UNANSWERED, BAO, organiser=DAN), ego) == WENT
    assert attendance(meeting(BAO, organiser=DAN), ego) == WENT


def test_a_room_that_calls_a_meeting_only_holds_what_was_entered():
    assert attendance(meeting(guest(ROOM[1], sort="room"), BAO, organiser=ROOM), EGO) == WENT


# -- what follows ------------------------------------------------------------------------------------------


def made(content):
    seen = [Seen(b"r", content, ("ical",), ())]
    return interact(record.MEETING, "k", seen, ego=EGO, zone=Zone(ZoneInfo("UTC")))


@pytest.mark.parametrize(
    ("content", "kind", "direction"),
    [
        (meeting(YES, BAO, organiser=DAN), "meeting", "both"),
        (meeting(UNANSWERED, BAO, organiser=DAN), "gesture", "in"),
        (meeting(BAO, organiser=DAN), "gesture", ""),
    ],
)
def test_what_is_no_meeting_is_shown_as_a_gesture_with_all_who_are_on_it(content, kind, direction):
    row = made(content)
    assert (row.kind, row.direction, row.subject) == (kind, direction, "Plan")
    assert [part.key for part in row.parts] == ["email:dan@acme.example", "email:bao@acme.example"]


def test_a_letter_says_of_nobody_that_a_calendar_is_theirs():
    assert made(meeting(YES, BAO, organiser=DAN, owner="ada@own.example")).hints == (("calendar", "ada@own.example"),)
    assert made(meeting(YES, BAO, organiser=DAN, owner="ada@own.example", letter=True)).hints == ()
