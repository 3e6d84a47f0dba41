"""Days as people write them."""

import contextlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.actions.dates import FUTURE, PAST, asked, day, moment
from kithbook.model.fault import UserError

MONDAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("words", "past", "future"),
    [
        ("today", "2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22", "2026-11-22"),
        ("Tomorrow", "2026-11-24", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25", "2026-11-25"),
        ("friday", "2026-11-20", "2026-11-27"),
        ("on Fri", "2026-11-20", "2026-11-27"),
        ("monday", "2026-11-16", "2026-11-30"),
        ("last friday", "2026-11-20", "2026-11-20"),
        ("last monday", "2026-11-16", "2026-11-16"),
        ("next monday", "2026-11-30", "2026-11-30"),
        ("this friday", "2026-11-27", "2026-11-27"),
        ("in 3 weeks", "2026-12-14", "2026-12-14"),
        ("3 weeks ago", "2026-11-02", "2026-11-02"),
        ("a week ago", "2026-11-16", "2026-11-16"),
        ("in two months", "2027-01-23", "2027-01-23"),
        ("in a fortnight", "2026-12-07", "2026-12-07"),
        ("next month", "2026-12-23", "2026-12-23"),
        ("last year", "2025-11-23", "2025-11-23"),
        ("2 days", "2026-11-21", "2026-11-25"),
        ("end of month", "2026-11-30", "2026-11-30"),
        ("12 May", "2026-05-12", "2027-05-12"),
        ("May 12th", "2026-05-12", "2027-05-12"),
        ("12 may 2024", "2024-05-12", "2024-05-12"),
        ("December 24, 2024", "2024-12-24", "2024-12-24"),
        ("23 Nov", "2026-11-23", "2026-11-23"),
        ("29 February", "2024-02-29", "2028-02-29"),
        ("2026-05-12", "2026-05-12", "2026-05-12"),
    ],
)
def test_words_for_days(words, past, future):
    assert str(day(words, today=MONDAY, lean=PAST)) == past
    assert str(day(words, today=MONDAY, lean=FUTURE)) == future


@pytest.mark.parametrize(
    "words",
    ["", "soon", "5/6/2026", "30 February", "2026-13-01", "in x weeks", "12", "may", "99999 years ago", "0 May"],
)
def test_what_is_no_day_is_said_with_examples(words):
    with pytest.raises(UserError) as refused:
        day(words, today=MONDAY)
    assert refused.value.do


@given(st.text(max_size=30))
@settings(derandomize=True, max_examples=300)
def test_no_text_does_worse_than_a_user_error(text):
    for read in (lambda: day(text, today=MONDAY), lambda: moment(text, now=NOON, zone=BERLIN)):
        with contextlib.suppress(UserError):
            read()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
@settings(derandomize=True, max_examples=100)
def test_ago_and_in_are_each_other_s_reverse(today, count):
    ahead = day(f"in {count} days", today=today)
    assert ahead - today == timedelta(days=count)
    assert day(f"{count} days ago", today=ahead) == today


def test_a_month_on_from_the_31st_is_the_last_of_the_month():
    assert day("in 1 month", today=date(2026, 1, 31)) == date(2026, 2, 28)
    assert day("in 1 year", today=date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("yesterday 15:30", "2026-11-22T15:30:00+01:00"),
        ("3pm", "2026-11-23T15:00:00+01:00"),
        ("last friday at 9:05", "2026-11-20T09:05:00+01:00"),
        ("12 May noon", "2026-05-12T12:00:00+02:00"),
        ("2026-05-12T08:00", "2026-05-12T08:00:00+02:00"),
        ("2026-05-12T08:00:00Z", "2026-05-12T08:00:00+00:00"),
        ("2026-05-12", "2026-05-12"),
        ("12am", "2026-11-23T00:00:00+01:00"),
    ],
)
def test_a_time_of_day_makes_an_instant(words, found):
    assert moment(words, now=NOON, zone=BERLIN).isoformat() == found


@pytest.mark.parametrize("words", ["yesterday 25:00", "13pm", "2026-05-12Tx", "soon 3pm"])
def test_a_time_that_no_clock_shows_is_refused(words):
    with pytest.raises(UserError):
        moment(words, now=NOON, zone=BERLIN)


def test_today_is_the_day_of_the_zone():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert moment("today", now=late, zone=BERLIN) == date(2026, 11, 24)


@pytest.mark.parametrize("words", ["0001-01-01", "0002-12-31", "9999-12-31", "9998-01-01"])
def test_nothing_is_asked_as_of_the_ends_of_the_calendar(words):
    assert str(day(words, today=MONDAY)) == words
    with pytest.raises(UserError, match="end of the calendar"):
        asked(words, today=MONDAY)


def test_other_centuries_can_be_asked_about():
    assert [str(asked(words, today=MONDAY)) for words in ("0003-01-01", "9997-12-31")] == ["0003-01-01", "9997-12-31"]
