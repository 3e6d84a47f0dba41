"""How long each reason lasts, to the day, and how it fades: as its rule tells the owner."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from village_of_ten import TODAY, ago, day_row, finding, history, letter, network, person, position

from kithbook.insight import nudges
from kithbook.insight.history import Meeting
from kithbook.insight.own import OwnPromise
from kithbook.insight.phrases import anniversary
from kithbook.insight.suggestion import LONG_MINUTES, QUICK_MINUTES, SHORT_MINUTES, faded
from kithbook.model.change import Change


def birthday(age):
    return network(person(1, birthday=f"--{ago(age):%m-%d}")), history()


def connection_anniversary(age):
    both = {"ego": [position(0, "Acme")], "positions": {1: (position(1, "Acme"),)}}
    return network(person(1, since=f"2020-{ago(age):%m-%d}", organisation="Acme"), **both), history()


def work_anniversary(age):
    start = f"2020-{ago(age):%m-%d}"
    held = position(1, "Acme", title="Head", start=start, is_current=True)
    return network(person(1), positions={1: (held,)}), history()


def job_change(age):
    change = Change(
        person=1, card="c1", at=ago(age), since=ago(400), field="title", before="Clerk", after="Head",
        source="linkedin", records=("r1", "r2"),
    )  # fmt: skip
    return network(person(1)), history(changes=[change])


def welcome(age):
    return network(person(1, since=ago(age).isoformat())), history()


def unanswered(age):
    return network(person(1)), history([day_row(1, ago(age), into=1)], talk={1: [letter("l", ago(age))]})


def thank_after_meeting(age):
    return network(person(1)), history(meetings=[Meeting("m1", ago(age), "Lunch", (1,))])


def prepare_meeting(age):
    return network(person(1)), history(meetings=[Meeting("m1", ago(age), "Lunch", (1,))])


def reply_owed(age):
    return network(person(1)), history(questions=[finding("f1", "question", ago(age), 1, "Could you?")])


def promise_due(age):
    return network(person(1)), history(promises=[finding("f1", "promise", ago(age), 0, "I'll send it", others=(1,))])


def own_promise(age):
    return network(person(1)), history(own_promises=[OwnPromise("d1", 1, "send it", None, False, ago(age))])


def dated_promise(age):
    return network(person(1)), history(own_promises=[OwnPromise("d1", 1, "send it", ago(age), False, ago(400))])


# scenario: the nudge, the first and the last day of its age on which it stands
WINDOWS = [
    (birthday, "birthday", 0, 2),
    (connection_anniversary, "connection_anniversary", 0, 3),
    (work_anniversary, "work_anniversary", 0, 6),
    (job_change, "job_change", 0, 60),
    (welcome, "welcome", 0, 30),
    (unanswered, "unanswered", 3, 180),
    (thank_after_meeting, "thank_after_meeting", 1, 2),
    (prepare_meeting, "prepare_meeting", -1, 0),
    (reply_owed, "reply_owed", 3, 180),
    (promise_due, "promise_due", 3, 45),
    (own_promise, "promise_due", 7, None),
    (dated_promise, "promise_due", -1, None),
]
ONE_OFF = [one for one in WINDOWS if one[3] is not None]


def at_age(scenario, nudge, age):
    found = [one for one in nudges.suggest(*scenario(age), TODAY) if one.nudge == nudge]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(("scenario", "nudge", "first", "last"), WINDOWS)
def test_a_reason_stands_from_its_first_day_to_its_last(scenario, nudge, first, last):
    assert at_age(scenario, nudge, first)
    assert not at_age(scenario, nudge, first - 1)
    if last is None:
        assert at_age(scenario, nudge, 300)
    else:
        assert at_age(scenario, nudge, last)
        assert not at_age(scenario, nudge, last + 1)


@pytest.mark.parametrize(
    ("scenario", "nudge", "age", "freshness"),
    [
        (birthday, "birthday", 0, 1),
        (birthday, "birthday", 2, faded(2, 7)),
        (connection_anniversary, "connection_anniversary", 0, 1),
        (connection_anniversary, "connection_anniversary", 3, faded(3, 7)),
        (work_anniversary, "work_anniversary", 6, faded(6, 7)),
        (job_change, "job_change", 28, 0.5),
        (welcome, "welcome", 7, 0.5),
        (unanswered, "unanswered", 60, 0.5),
        (thank_after_meeting, "thank_after_meeting", 1, 1),
        (thank_after_meeting, "thank_after_meeting", 2, faded(1, 2)),
        (reply_owed, "reply_owed", 100, 1),  # what is owed does not fade
        (own_promise, "promise_due", 300, 1),
    ],
)
def test_a_reason_fades_by_half_within_its_half_life(scenario, nudge, age, freshness):
    assert at_age(scenario, nudge, age).freshness == pytest.approx(freshness)


@pytest.mark.parametrize(
    ("scenario", "nudge", "minutes"),
    [
        (birthday, "birthday", QUICK_MINUTES),
        (connection_anniversary, "connection_anniversary", QUICK_MINUTES),
        (work_anniversary, "work_anniversary", QUICK_MINUTES),
        (job_change, "job_change", QUICK_MINUTES),
        (welcome, "welcome", QUICK_MINUTES),
        (thank_after_meeting, "thank_after_meeting", QUICK_MINUTES),
    ],
)
def test_good_wishes_take_little_time(scenario, nudge, minutes):
    first = next(first for _, name, first, _ in WINDOWS if name == nudge)
    assert at_age(scenario, nudge, first).cost_minutes == minutes < SHORT_MINUTES < LONG_MINUTES


@pytest.mark.parametrize(("scenario", "nudge", "first", "last"), ONE_OFF)
def test_a_reason_names_its_evidence_and_offers_something(scenario, nudge, first, last):
    for age in (first, last):
        found = at_age(scenario, nudge, age)
        assert found.evidence
        assert all(found.evidence)
        assert found.why.endswith((".", "?", "”"))
        if found.offer:
            assert found.offer[0].isupper()
            assert found.offer.endswith(".")
            assert "XX" not in found.offer + found.why


def test_of_several_changes_only_those_of_the_latest_day_are_told():
    first = Change(
        person=1, card="c1", at=ago(20), since=ago(90), field="title", before="Clerk", after="Head",
        source="linkedin", records=("r1", "r2"),
    )  # fmt: skip
    second = replace(first, at=ago(5), since=ago(20), before="Head", after="Chair", records=("r2", "r3"))
    for changes in ([first, second], [second, first]):
        (found,) = nudges.suggest(network(person(1)), history(changes=changes), TODAY)
        assert (found.occasion, found.evidence) == (str(ago(5)), ("r2", "r3"))
        assert found.why.endswith("Head → Chair.")


def test_of_two_positions_begun_on_one_day_one_is_remembered():
    (position,) = work_anniversary(0)[0].positions[1]
    net = network(person(1), positions={1: (position, replace(position, organisation="Bolt", record="r10"))})
    assert len([one for one in nudges.suggest(net, history(), TODAY) if one.nudge == "work_anniversary"]) == 1


def test_a_drifting_tie_fades_from_the_day_on_which_it_was_to_be_expected():
    rows = [day_row(1, ago(day), out=1, into=1) for day in range(50, 250, 5)]
    (found,) = [one for one in nudges.suggest(network(person(1)), history(rows), TODAY) if one.nudge == "drifting"]
    assert found.freshness == pytest.approx(faded(50 - 5, 60))


def test_a_question_that_asks_nothing_now_hides_no_other():
    people = network(person(1), person(2))
    open_ = finding("f1", "question", ago(9), 1, "Could you?")
    bulk = finding("f2", "question", ago(4), 2, "Could you all?", is_bulk=True)
    answered = finding("f3", "question", ago(5), 2, "And you?")
    past = history([day_row(2, ago(4), out=1)], questions=[open_, bulk, answered])
    found = [one for one in nudges.suggest(people, past, TODAY) if one.nudge == "reply_owed"]
    assert [one.occasion for one in found] == ["f1"]


def test_a_dormant_tie_is_one_of_three_days_at_least_and_the_most_valuable_come_first():
    def talked(number, days):
        return [day_row(number, ago(800 + 30 * nth), out=1, into=1, answered=1) for nth in range(days)]

    people = [person(number) for number in range(1, 200)]
    few = history([*talked(1, 2), *talked(2, 3)])
    assert [one.person for one in nudges.suggest(network(*people), few, TODAY) if one.nudge == "dormant"] == [2]
    many = history([row for number in range(1, 200) for row in talked(number, 3 + number % 40)])
    found = [one for one in nudges.suggest(network(*people), many, TODAY) if one.nudge == "dormant"]
    assert len(found) == 150
    values = [one.value for one in found]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]
    left = {one.person for one in found}
    assert all(number % 40 >= 8 for number in left)  # the shallow ones are left for later


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)), st.dates(date(2019, 1, 1), date(2027, 1, 31)))
def test_an_anniversary_is_within_its_window_of_a_day_that_has_come_round(since, today):
    _holds_near(since, today)


@given(st.dates(date(1990, 1, 1), date(2026, 12, 31)), st.integers(0, 6), st.integers(-2, 9))
def test_near_its_day_an_anniversary_comes_and_goes_to_the_day(since, years, late):
    if since.year + years < 2030:
        _holds_near(since, anniversary(since, since.year + years) + timedelta(days=late))


@pytest.mark.parametrize("since", [date(2024, 12, 31), date(2024, 12, 29), date(2023, 12, 31), date(2025, 12, 31)])
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 4), date(2025, 12, 31)])
def test_an_anniversary_reaches_over_the_turn_of_the_year(since, today):
    _holds_near(since, today)


def _holds_near(since, today):
    friend = person(1, since=since.isoformat(), organisation="Acme")
    held = position(1, "Acme", start=since.isoformat(), is_current=True)
    net = network(friend, ego=[position(0, "Acme")], positions={1: (held,)})
    found = {one.nudge: one for one in nudges.suggest(net, history(today=today), today)}
    for nudge, window in (("connection_anniversary", 3), ("work_anniversary", 6)):
        marked = [
            year
            for year in (today.year - 1, today.year)
            if year > since.year and 0 <= (today - anniversary(since, year)).days <= window
        ]
        assert (nudge in found) is bool(marked)
        if marked:
            years = marked[0] - since.year
            assert found[nudge].occasion == str(marked[0])
            assert f"{years} year{'s' * (years != 1)}" in found[nudge].why.replace("One", "1").replace("one", "1")
