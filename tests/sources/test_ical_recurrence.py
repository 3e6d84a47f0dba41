"""Recurrence rules fall on the days on which another implementation lets them fall, and always end."""

import time
from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kithbook.sources.ical import recurrence

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def weekdays(*, nth):
    """Plain weekdays, or numbered ones: dateutil wants both of a mixed rule to hold, RFC 5545 either."""
    plain = st.sampled_from(WEEKDAYS)
    numbered = st.builds(lambda n, day: f"{n}{day}", st.sampled_from([1, 2, 3, 4, 5, -1, -2]), plain)
    lists = [st.lists(one, min_size=1, max_size=3, unique=True) for one in ([plain, numbered] if nth else [plain])]
    return st.one_of(*lists).map(",".join)


def listed(numbers, size=3):
    return st.lists(numbers.map(str), min_size=1, max_size=size, unique=True).map(",".join)


@st.composite
def rules(draw):
    """Rules that fall on some day: dateutil looks for one that never comes until the year 9999."""
    frequency = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    which = draw(st.sampled_from(["none", "months", "weekdays", "month days", "both", "year days"]))
    if which in {"months", "both"}:
        parts.append(f"BYMONTH={draw(listed(st.integers(1, 12)))}")
    if which in {"weekdays", "both"}:
        parts.append(f"BYDAY={draw(weekdays(nth=frequency in {'YEARLY', 'MONTHLY'}))}")
    if which == "month days" and frequency in {"MONTHLY", "YEARLY"}:
        parts.append(f"BYMONTHDAY={draw(listed(st.one_of(st.integers(1, 31), st.integers(-28, -1))))}")
    if which == "year days" and frequency == "YEARLY":
        parts.append(f"BYYEARDAY={draw(listed(st.one_of(st.integers(1, 365), st.integers(-365, -1))))}")
    if draw(st.booleans()):
        parts.append(f"BYHOUR={draw(listed(st.integers(0, 23), 2))}")
    if len(parts) > 2 and draw(st.integers(0, 2)) == 0:
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1']))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    return ";".join(parts)


@settings(max_examples=120, derandomize=True, deadline=None, database=None)
@given(
    rules(),
    st.datetimes(datetime(2019, 1, 1), datetime(2024, 12, 31)).map(
        lambda d: d.replace(minute=0, second=0, microsecond=0)
    ),
)
def test_a_rule_falls_where_dateutil_lets_it_fall(text, start):
    last = start + timedelta(days=800)
    oracle = rrulestr(text, dtstart=start)
    theirs = oracle.between(start, last, inc=True)
    # RFC 5545 counts the start as the first occurrence also where the rule does not fall on it; dateutil does not.
    assume(start in theirs or "COUNT" not in text)
    mine = list(recurrence.occurrences(recurrence.read(text), start, last))
    assert mine == sorted({start, *theirs})


@pytest.mark.parametrize("weeks", ["1", "53", "-1", "20,-20"])
def test_weeks_of_the_year(weeks):
    for first in WEEKDAYS:
        text = f"FREQ=YEARLY;BYWEEKNO={weeks};BYDAY=MO,WE;WKST={first}"
        start = datetime(2019, 1, 1, 9)
        theirs = {day for day in rrulestr(text, dtstart=start).between(start, datetime(2030, 1, 1)) if day.year < 2030}
        mine = set(recurrence.occurrences(recurrence.read(text), start, datetime(2030, 1, 1))) - {start}
        # dateutil also gives days of week 1 that lie in the year before; they are given by neither or by both
        assert mine <= theirs | {start}
        assert {day for day in theirs - mine if 3 < day.timetuple().tm_yday < 362} == set()


@pytest.mark.parametrize(
    "text",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=1",
     "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=100", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7", "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9"],
)  # fmt: skip
def test_no_rule_costs_more_than_its_steps(text):
    best = min(cost(text) for _ in range(3))
    assert best < 0.25  # fifty milliseconds on a quiet machine


def cost(text):
    start = time.process_time()
    for _ in recurrence.occurrences(recurrence.read(text), datetime(1, 1, 1), datetime(9998, 1, 1)):
        pass
    return time.process_time() - start


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYMONTH=0;COUNT=-1",
        "FREQ=YEARLY;RSCALE=HEBREW",
        "FREQ=DAILY;INTERVAL=٣",
    ],
)
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(ValueError):
        recurrence.read(text)


def test_the_last_days_there_are():
    assert (
        len(list(recurrence.occurrences(recurrence.read("FREQ=YEARLY"), datetime(9990, 1, 1), datetime(9999, 12, 31))))
        == 9
    )
    assert next(
        recurrence.occurrences(recurrence.read("FREQ=WEEKLY;WKST=SU"), datetime(1, 1, 1), datetime(1, 1, 1))
    ) == datetime(1, 1, 1)
