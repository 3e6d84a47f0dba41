"""Dates: the standard's, those of broken programs, and what stands in for one that cannot be."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.sources.mail import dates


@pytest.mark.parametrize(
    ("text", "at", "zone"),
    [
        ("Tue, 5 Aug 2008 10:00:12 +0200", "2008-08-05T08:00:12Z", 120),
        ("Tue, 05 Aug 2008 01:00:12 -0700 (PDT)", "2008-08-05T08:00:12Z", -420),
        ("5 Aug 2008 10:00 GMT", "2008-08-05T10:00:00Z", 0),
        ("Tue, 5 Aug 08 10:00:12 EDT", "2008-08-05T14:00:12Z", -240),
        ("Tue, 5 Aug 98 10:00:12 +0000", "1998-08-05T10:00:12Z", 0),
        ("Tue, 5 Aug 108 10:00:12 +0000", "2008-08-05T10:00:12Z", 0),
        ("Tue, 5 Aug 2008 10:00:12 -0000", "2008-08-05T10:00:12Z", None),
        ("Tue, 5 Aug 2008 10:00:12", "2008-08-05T10:00:12Z", None),
        ("Tue,  5-Aug-2008 10.00.12 +0200", "2008-08-05T08:00:12Z", 120),
        ("Tue, 5 August 2008 10:00:12 +02:00", "2008-08-05T08:00:12Z", 120),
        ("Di, 5 Mai 2008 10:00:12 +0200", "2008-05-05T08:00:12Z", 120),
        ("Tue, 5 Aug 2008 10:00:12 PM +0000", "2008-08-05T22:00:12Z", 0),
        ("Tue, 5 Aug 2008 10:00:60 +0000", "2008-08-05T10:00:59Z", 0),
        ("Tue, 5 Aug 2008 10:00:12 GMT+0200", "2008-08-05T08:00:12Z", 120),
        ("Tue, 5 Aug 2008 10:00:12 (CEST) +0200", "2008-08-05T08:00:12Z", 120),
        ("Tue Aug  5 10:00:12 2008", "2008-08-05T10:00:12Z", None),
        ("Tue Aug 05 08:00:23 +0000 2008", "2008-08-05T08:00:23Z", 0),
        ("Tue Aug  5 10:00:12 CEST 2008", "2008-08-05T08:00:12Z", 120),
        ("2008-08-05 10:00:12 +0200", "2008-08-05T08:00:12Z", 120),
        ("2008-08-05T10:00:12Z", "2008-08-05T10:00:12Z", None),
    ],
)  # fmt: skip
def test_dates_are_read(text, at, zone):
    found = dates.moment(text, [], b"")
    assert dates.written(found.at) == at
    assert found.is_guessed is False
    if not text.endswith("Z"):
        assert found.zone_minutes == zone


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "Tue, 5 Aug 0 10:00:12 +0000", "Tue, 5 Aug 0000 10:00:12 +0000", "Tue, 31 Feb 2008 10:00:12 +0000",
     "Mon, 31 Dec 1979 16:00:00 -0800", "Fri, 1 Jan 2044 10:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000",
     "Tue, 5 Aug 2008 25:00:12 +0000", "Tue, 5 Aug 2008", "Tue, 5 Aug 9999 23:00:00 -1200", "99 99 9999 99:99:99 +9999"],
)  # fmt: skip
def test_what_is_no_date_is_taken_from_arrival_or_separator_or_left_out(text):
    arrivals = ["from a by b; Tue, 5 Aug 2008 01:00:23 -0700", "by c; Tue, 5 Aug 2008 00:59:00 -0700", "by d; rubbish"]
    by_arrival = dates.moment(text, arrivals, b"From x Wed Aug  6 09:00:00 2008")
    assert (dates.written(by_arrival.at), by_arrival.is_guessed) == ("2008-08-05T08:00:23Z", True)
    assert by_arrival.is_of_message and by_arrival.zone_minutes is None
    by_separator = dates.moment(text, [], b"From 1277085061787347926@xxx Wed Aug 06 09:00:00 +0200 2008\r")
    assert (dates.written(by_separator.at), by_separator.is_guessed) == ("2008-08-06T07:00:00Z", True)
    assert not by_separator.is_of_message
    assert dates.moment(text, [], b"").at is None


@pytest.mark.parametrize("zone", ["+9999", "-9999", "+2500", "+0099"])
def test_an_impossible_zone_makes_the_date_a_guess(zone):
    text = f"Tue, 5 Aug 2008 10:00:12 {zone}"
    alone = dates.moment(text, [], b"")
    assert (dates.written(alone.at), alone.is_guessed, alone.zone_minutes) == ("2008-08-05T10:00:12Z", True, None)
    arrived = dates.moment(text, ["by b; Tue, 5 Aug 2008 11:00:00 +0000"], b"")
    assert (dates.written(arrived.at), arrived.is_guessed) == ("2008-08-05T11:00:00Z", True)


def test_a_date_that_the_arrival_contradicts_gives_way():
    arrival = ["by b; Tue, 5 Aug 2008 11:00:00 +0000"]
    early, late = "Wed, 5 Aug 1987 11:00:00 +0000", "Fri, 5 Sep 2008 11:00:00 +0000"
    assert dates.written(dates.moment(early, arrival, b"").at) == "2008-08-05T11:00:00Z"
    assert dates.written(dates.moment(late, arrival, b"").at) == "2008-08-05T11:00:00Z"
    assert dates.moment("Mon, 4 Aug 2008 11:00:00 +0000", arrival, b"").is_guessed is False
    assert dates.moment(early, arrival, b"", is_resent=True).is_guessed is False


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.datetimes(datetime(1983, 1, 1), datetime(2035, 12, 30)),
    st.integers(-12 * 4, 14 * 4),
)
def test_the_standards_dates_are_read_as_the_library_reads_them(at, quarters):
    text = format_datetime(at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters))))
    found = dates.moment(text, [], b"")
    assert found.at.replace(tzinfo=UTC) == parsedate_to_datetime(text)
    assert found.zone_minutes == 15 * quarters
    slow = dates.read(text)
    assert (slow.at, slow.zone_minutes, slow.is_sound) == (found.at, found.zone_minutes, True)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text("0123456789 :+-,.TueAug()GMTZ/pm", max_size=60))
def test_anything_is_a_date_or_none(text):
    found = dates.read(text)
    assert found is None or dates.FIRST_YEAR <= found.at.year <= dates.LAST_YEAR
    dates.separator(b"From " + text.encode())


NAMED = (
    "Europe/Berlin Europe/Lisbon Europe/London Europe/Athens Europe/Moscow Asia/Tokyo Asia/Seoul America/New_York "
    "America/Chicago America/Denver America/Los_Angeles America/Anchorage Pacific/Honolulu Pacific/Auckland Australia/Sydney"
).split()


@pytest.mark.parametrize("zone", NAMED)
@pytest.mark.parametrize("month", [1, 7])
def test_a_zone_that_is_named_means_what_it_means_there(zone, month):
    there = datetime(2024, month, 5, 10, 30, 15, tzinfo=ZoneInfo(zone))
    found = dates.moment(f"Fri, {there:%d %b %Y %H:%M:%S} {there.tzname()}", [], b"")
    assert dates.written(found.at) == f"{there.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert found.zone_minutes == there.utcoffset() // timedelta(minutes=1)


@pytest.mark.parametrize(
    ("name", "minutes"),
    [("MEZ", 60), ("MET", 60), ("MESZ", 120), ("MEST", 120), ("UT", 0), ("Z", 0), ("UTC", 0), ("MSD", 240)],
)
def test_zones_have_other_names_too(name, minutes):
    found = dates.moment(f"Fri, 05 Jan 2024 10:30:00 {name}", [], b"")
    assert found.zone_minutes == minutes
    assert dates.written(found.at) == f"{datetime(2024, 1, 5, 10, 30) - timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"
