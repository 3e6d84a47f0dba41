from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.reading import dates

WEDNESDAY = date(2026, 11, 4)

SAID = {
    "i'll send it today": "2026-11-04",
    "i'll send it by eod": "2026-11-04",
    "i'll send it by the end of the day": "2026-11-04",
    "i'll send it by noon": "2026-11-04",
    "i'll send it tomorrow": "2026-11-05",
    "i'll send it the day after tomorrow": "2026-11-06",
    "i'll send it by friday": "2026-11-06",
    "i'll send it on friday morning": "2026-11-06",
    "i'll send it friday": "2026-11-06",
    "i'll send it this friday": "2026-11-06",
    "i'll send it next friday": "2026-11-13",
    "i'll send it on wednesday": "2026-11-11",
    "i'll send it by cob thursday": "2026-11-05",
    "i'll send it by the end of the week": "2026-11-06",
    "i'll send it later this week": "2026-11-06",
    "i'll send it next week": "2026-11-13",
    "i'll send it early next week": "2026-11-10",
    "i'll read it at the weekend": "2026-11-08",
    "i'll send it by the end of the month": "2026-11-30",
    "i'll send it next month": "2026-12-31",
    "i'll send it by the end of next month": "2026-12-31",
    "i'll send it by the end of the year": "2026-12-31",
    "i'll send it by 12 november": "2026-11-12",
    "i'll send it by the 12th of november": "2026-11-12",
    "i'll send it on nov 12th": "2026-11-12",
    "i'll send it by november 12, 2027": "2027-11-12",
    "i'll send it by 12 may": "2027-05-12",
    "i'll send it on the 20th": "2026-11-20",
    "i'll send it by the 2nd": "2026-12-02",
    "i'll send it by 2026-11-20": "2026-11-20",
    "i'll send it in two days": "2026-11-06",
    "i'll send it in a day or two": "2026-11-06",
    "i'll send it in a couple of days": "2026-11-06",
    "i'll send it within 48 hours": "2026-11-06",
    "i'll send it in an hour": "2026-11-04",
    "i'll send it in a fortnight": "2026-11-18",
    "i'll send it in three weeks": "2026-11-25",
    "i'll send it in a month": "2026-12-04",
    "i'll send it by mid-december": "2026-12-15",
    "i'll send it by the end of january": "2027-01-31",
    "i'll send the notes of monday tomorrow": "2026-11-05",
    "i'll finish it tomorrow or by friday": "2026-11-06",
}

UNSAID = [
    "i'll send it",
    "i'll send it soon",
    "i'll send you friday's notes",
    "i'll send you the notes of last friday",
    "i'll send you the minutes of the 12 may meeting",
    "i'll call every monday",
    "i'll send what i have had since monday",
    "i'll send it by 31 june",
    "i'll send it by the 45th",
    "i'll tell you in a word",
    "i'll marry in maytime",
    "we'll meet on the 3rd floor",
]


@pytest.mark.parametrize(("said", "day"), SAID.items())
def test_days_that_people_name(said, day):
    assert dates.due(said, WEDNESDAY)[0].isoformat() == day


@pytest.mark.parametrize("said", UNSAID)
def test_what_names_no_day(said):
    assert dates.due(said, WEDNESDAY) is None


@settings(max_examples=150, derandomize=True, deadline=None)
@given(said=st.sampled_from([*SAID]), day=st.dates())
def test_a_day_is_never_in_the_past_and_never_raises(said, day):
    found = dates.due(said, day)
    assert found is None or found[0] >= day


def test_leap_days_and_the_last_year_are_survived():
    assert dates.due("by 29 february", date(2027, 3, 1))[0] == date(2028, 2, 29)
    assert dates.due("by 29 february", date(2026, 3, 1)) is None
    assert dates.due("in two weeks", date(9999, 12, 31)) is None
