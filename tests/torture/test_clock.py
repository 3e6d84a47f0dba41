"""The agenda is that of the day it is in the book's own zone, whatever the clock does (R13)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import small_world
from torturing import asked, assert_clean, canonical, quick, report

from kithbook.actions.today import today
from kithbook.faces.cli import session
from kithbook.store import open_book

ZONES = [
    "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo",
    "America/Havana", "America/Santiago", "America/Asuncion", "America/Godthab", "America/Phoenix", "Europe/London", "Europe/Lisbon", "Europe/Dublin",
    "Europe/Chisinau", "Europe/Istanbul", "Africa/Cairo", "Africa/Casablanca", "Africa/Lagos", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tehran",
    "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Marquesas",
    "Antarctica/Troll",
]  # fmt: skip
SHORT = 4
MOST = 5


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    asked(folder / "book", "import", *small_world.write(folder, people=24, messages=60))
    return folder / "book"


@pytest.fixture
def clock(monkeypatch):
    """Set the clock by which the program goes."""

    def sets(moment):
        monkeypatch.setattr(session, "datetime", type("Clock", (), {"now": staticmethod(lambda _zone: moment)}))

    return sets


def changes(zone, year=2027):
    """Find the two days of a year on which a zone's clock changes; two plain days where it does not."""
    days, offset = [], None
    for nth in range(365):
        noon = datetime(year, 1, 1, 12, tzinfo=ZoneInfo(zone)) + timedelta(days=nth)
        if offset is not None and noon.utcoffset() != offset:
            days.append(noon.date())
        offset = noon.utcoffset()
    return days or [datetime(year, 3, 28).date(), datetime(year, 10, 31).date()]


def moments(zone, day):
    """Give the last second before a day, its first and its last, as instants: a day may have 22 hours, or no midnight."""
    own = ZoneInfo(zone)
    first = datetime(day.year, day.month, day.day, tzinfo=own).astimezone(UTC)
    while first.astimezone(own).date() < day:
        first += timedelta(minutes=1)
    while (first - timedelta(seconds=1)).astimezone(own).date() == day:
        first -= timedelta(minutes=1)
    last = first + timedelta(hours=21)
    while (last + timedelta(seconds=1)).astimezone(own).date() == day:
        last += timedelta(seconds=1)
    return first - timedelta(seconds=1), first, last


def remind_at_the_edges(book_folder, zones):
    """In each zone, on each day its clock changes: a reminder shows from the day's first second on, not one earlier."""
    who = asked(book_folder, "people")[0]["id"]
    count = 0
    for zone in zones:
        asked(book_folder, "me", "--zone", zone)
        for day in changes(zone):
            ruling = asked(book_folder, "remind", who, day.isoformat(), f"ask in {zone}")["decision"]
            book = open_book(book_folder, now=datetime(2027, 1, 1, tzinfo=UTC))
            try:
                early, first, last = (today(book, now=now, record=False) for now in moments(zone, day))
            finally:
                book.close()
            assert (early.date, first.date, last.date) == (day - timedelta(days=1), day, day), (zone, day)
            shown = [any(f"ask in {zone}" in item.why for item in one.items) for one in (early, first, last)]
            assert shown == [False, True, True], (zone, day)
            assert max(len(one.items) for one in (early, first, last)) <= MOST
            asked(book_folder, "undo", ruling)
            count += 1
    return count


def test_a_reminder_shows_from_the_first_second_of_its_day(made):
    remind_at_the_edges(made, ZONES[:SHORT])


@pytest.mark.long
def test_a_reminder_shows_from_the_first_second_of_its_day_in_many_zones(made):
    days = remind_at_the_edges(made, ZONES)
    report(
        f"R13: {len(ZONES)} zones, {days} days on which clocks change: each reminder on its day from its first second on"
    )


@pytest.mark.parametrize("jump", [timedelta(days=-365), timedelta(days=3652), timedelta(days=36_500)], ids=str)
def test_a_clock_that_was_set_wrong_brings_no_storm_and_lets_nothing_expire(made, clock, jump):
    people = asked(made, "people")
    for number, one in enumerate(people[:12]):
        asked(made, "remind", one["id"], f"2027-03-{10 + number % 4}", "ask")
        asked(made, "promise", one["id"], f"send {number}", "--due", "2027-03-12")
    now = datetime(2027, 3, 12, 9, tzinfo=UTC)
    clock(now)
    shown, known, steps = asked(made, "today"), canonical(made), len(asked(made, "history"))
    assert 0 < len(shown["items"]) <= MOST
    clock(now + jump)
    for _ in range(2):
        wrong = asked(made, "today")
        assert len(wrong["items"]) <= MOST
        assert wrong["date"] == (now + jump).date().isoformat()
    clock(now)
    assert asked(made, "today")["items"] == shown["items"]
    assert (canonical(made), len(asked(made, "history"))) == (known, steps)
    assert_clean(made)


def test_a_ruling_made_under_a_wrong_clock_is_told_by_the_check_up(made, clock, tmp_path):
    clock(datetime(2037, 3, 12, 9, tzinfo=UTC))
    note = asked(made, "note", asked(made, "people")[0]["id"], "from the future")["decision"]
    clock(datetime(2027, 3, 12, 9, tzinfo=UTC))
    code, out, _ = quick(made, "doctor")
    assert code == 1
    assert "clock" in out
    asked(made, "undo", note)
