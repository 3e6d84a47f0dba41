"""Instants, days, and dates of which only a part is known."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.model import times
from kithbook.model.times import PartialDate

DAYS = st.dates()
INSTANTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


@given(INSTANTS)
def test_an_instant_is_read_as_it_was_written(moment):
    assert times.instant(times.written(moment)) == moment


@given(INSTANTS)
def test_seconds_since_the_epoch_lead_back_to_the_instant(moment):
    assert times.from_seconds(times.to_seconds(moment)) == moment


def test_an_instant_is_written_in_utc_to_the_second_with_four_digits_of_year():
    here = timezone(timedelta(hours=2))
    assert times.written(datetime(2026, 11, 23, 11, 30, 5, 999, tzinfo=here)) == "2026-11-23T09:30:05Z"
    assert times.written(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00Z"


def test_an_instant_that_says_its_zone_is_turned_to_utc():
    assert times.instant("2026-11-23T11:30:00+02:00") == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    with pytest.raises(ValueError):
        times.instant("yesterday")


@given(DAYS)
def test_a_day_number_leads_back_to_the_day(day):
    assert times.from_day_number(times.day_number(day)) == day
    assert times.day_number(day + timedelta(days=day < date.max)) == times.day_number(day) + (day < date.max)


def test_days_are_counted_from_1970():
    assert times.day_number(date(1970, 1, 1)) == 0
    assert times.day_number(date(1969, 12, 31)) == -1


PARTIAL = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: str(day)[:7]),
    DAYS.map(lambda day: str(day)[:4]),
    DAYS.map(lambda day: f"--{day:%m-%d}"),
)


@given(PARTIAL)
def test_a_partial_date_is_written_as_it_was_read(text):
    assert str(PartialDate.read(f" {text} ")) == text


@given(DAYS)
def test_a_partial_date_spans_the_days_that_it_may_mean(day):
    for text in (str(day), str(day)[:7], str(day)[:4]):
        found = PartialDate.read(text)
        first, last = found.earliest(), found.latest()
        assert first <= day <= last
        for end in (first, last):
            assert str(end).startswith(text)
        for beyond in (first - timedelta(days=first > date.min), last + timedelta(days=last < date.max)):
            assert beyond in {date.min, date.max} or not str(beyond).startswith(text)


def test_a_date_without_a_year_spans_nothing():
    found = PartialDate.read("--02-29")
    assert (found.year, found.month, found.day) == (None, 2, 29)
    assert found.earliest() is None
    assert found.latest() is None


@pytest.mark.parametrize(
    "text",
    [
        *"2021-02-30 2021-13 2021-00-05 --02-30 --13-01 --00-05 --05-00 --05 21 20210 2021-5 2021-05-06T01 x".split(),
        "",
        "2021 05",
        "-2021",
    ],
)
def test_what_no_calendar_holds_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.read(text)


@pytest.mark.parametrize("text", ["0000", "0000-05", "0000-05-06"])
def test_a_year_0_was_read_and_had_no_first_day(text):
    with pytest.raises(ValueError):
        PartialDate.read(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [("2021-05-00", PartialDate(2021, 5)), ("2021-00-00", PartialDate(2021)), ("2021-00", PartialDate(2021))],
)
def test_what_a_form_left_at_zero_is_unknown(text, found):
    assert PartialDate.read(text) == found
