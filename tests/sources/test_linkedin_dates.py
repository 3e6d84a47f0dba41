"""Each shape of a date is read by its own column, and no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.model.times import PartialDate, instant, written
from kithbook.sources.linkedin import dates

SHAPES = {
    "05 Jun 2023": "day",
    "6/5/23, 3:04 PM": "minute",
    "2023-06-05 15:04:05 UTC": "stamp",
    "2023-06-05 15:04:05": "stamp",
    "2023/06/05 15:04:05 UTC": "stamp",
    "2023-06-05 15:04 UTC": "stamp",
    "Mon Jun 05 15:04:05 UTC 2023": "java",
    "Jun 5": "birthday",
    "Jun 5, 2023": "birthday",
    "Mar 15, 2023 10:00 AM - Mar 15, 2023 11:00 AM": "first_of_range",
}


@pytest.mark.parametrize("name", ["day", "minute", "stamp", "java", "birthday", "first_of_range"])
def test_a_shape_is_read_by_its_own_reader_alone(name):
    read = getattr(dates, name)
    assert {text for text in SHAPES if read(text)} - {"Jun 5, 2023"} == {t for t, n in SHAPES.items() if n == name} - {
        "Jun 5, 2023"
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05 Jun 2023", "2023-06-05"), ("5 Jun 2023", "2023-06-05"), ("05-Jun-23", "2023-06-05"), ("15-Mar-24", "2024-03-15"),
        ("12 mars 2023", "2023-03-12"), ("1 févr. 2024", "2024-02-01"), ("15. März 2024", "2024-03-15"), ("3 dic 2020", "2020-12-03"),
        ("3 de agosto de 2020", "2020-08-03"), ("29 Feb 2024", "2024-02-29"), ("29 Feb 2023", None), ("05 Xyz 2023", None),
        ("5/6/2023", None), ("2023-06-05", None), ("", None), ("yesterday", None),
    ],
)  # fmt: skip
def test_days(text, day):
    assert dates.day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6/5/23, 3:04 PM", "2023-06-05"), ("06/05/23, 03:04 PM", "2023-06-05"), ("12/31/18, 11:59\u202fPM", "2018-12-31"),
        ("6/5/2023, 3:04 PM", "2023-06-05"), ("6/5/23", "2023-06-05"), ("13/5/23, 3:04 PM", None), ("6/5/23 soon", None),
    ],
)  # fmt: skip
def test_minutes_are_month_first_and_give_the_day(text, day):
    assert dates.minute(text) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2023-06-05 15:04:05 UTC", "2023-06-05T15:04:05Z"), ("2023/06/05 15:04:05 UTC", "2023-06-05T15:04:05Z"),
        ("2023-06-05 15:04", "2023-06-05T15:04:00Z"), ("2023-13-05 15:04:05 UTC", None), ("2023-06-31 15:04:05 UTC", None),
        ("2023-06-05 25:04:05 UTC", None), ("0000-06-05 15:04:05 UTC", None), ("2023-06-05 15:04:05 PST", None),
        ("1833-06-05 14:00:00 UTC", "1833-06-05T14:00:00Z"),
    ],
)  # fmt: skip
def test_stamps(text, at):
    assert dates.stamp(text) == at
    assert at is None or written(instant(at)) == at


def test_the_date_of_a_java_program():
    assert dates.java("Tue Jun 06 12:34:56 UTC 2023") == "2023-06-06T12:34:56Z"
    assert dates.java("Tue Jun 06 12:34:56 CET 2023") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [("Jun 2023", "2023-06"), ("2023", "2023"), ("mars 2023", "2023-03"), ("01 Oct 2022", "2022-10-01"), ("Foo 2023", None), ("06/2023", None), ("", None)],
)  # fmt: skip
def test_partial_dates(text, part):
    assert dates.partial(text) == part


@pytest.mark.parametrize(("text", "day"), [
    ("Jun 5", "--06-05"), ("Jun 5, 1980", "1980-06-05"), ("05 Jun 1980", "1980-06-05"), ("1980-06-05", "1980-06-05"),
    ("--06-05", "--06-05"), (" 1980-06-05 00:00:00 UTC", "1980-06-05"), ("Thu Jun 05 00:00:00 UTC 1980", "1980-06-05"),
    ("6/13/1980", "1980-06-13"), ("13/6/1980", "1980-06-13"), ("6/6/1980", "1980-06-06"), ("1604-06-05", "--06-05"),
    ("6/5/1980", None), ("6/5/80", None), ("05-Jun-80", None), ("1980", None), ("30/30/1980", None), ("soon", None), ("", None),
])  # fmt: skip
def test_the_birthday_of_an_uploaded_contact_is_read_where_it_can_mean_one_day(text, day):
    assert dates.born(text) == day


def test_birthdays():
    assert dates.birthday("Dec 10") == "--12-10" and dates.birthday("Dec 10, 1980") == "1980-12-10"
    assert dates.birthday("Feb 29") == "--02-29" and dates.birthday("Feb 30") is None


def test_a_range_gives_its_first_day():
    assert dates.first_of_range("Mar 15, 2023 10:00 AM - Mar 16, 2023 11:00 AM") == "2023-03-15"
    assert dates.first_of_range("2025-03-05 13:00:00 UTC") is None


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"\A\d{1,4}[-/. ]\w{1,5}[-/. ]\d{1,4}( \d\d:\d\d(:\d\d)?)?( UTC)?\Z"))
)
@settings(max_examples=300, derandomize=True, deadline=None)
def test_nothing_raises_and_what_is_read_can_be_read_again(text):
    for read in (dates.day, dates.minute, dates.partial, dates.birthday, dates.first_of_range):
        found = read(text)
        assert found is None or str(PartialDate.read(found)) == found
    for read in (dates.stamp, dates.java):
        found = read(text)
        assert found is None or written(instant(found)) == found
