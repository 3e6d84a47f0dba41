"""The agenda: its laws on made-up suggestions, and what it remembers."""

from collections import Counter
from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from village_of_ten import TODAY, ago, day_row, history, network, person

from kithbook.insight.agenda import compose
from kithbook.insight.exploring import beta, chance
from kithbook.insight.memory import DONE, LATER, NEVER, STANDING, Memory, Ruling, Rulings, Shown
from kithbook.insight.suggestion import Suggestion
from kithbook.insight.ties import CLOSE_RANK

SETTINGS = settings(max_examples=60, derandomize=True, deadline=None)
HARD, SOFT = ("promise_due", "reply_owed", "own_rhythm", "reminder"), ("drifting", "dormant", "welcome", "birthday")
PEOPLE = [person(number, organisation=f"O{number % 3}") for number in range(1, 120)]
NET = network(*PEOPLE)
TIES = history([day_row(number, ago(number), out=1, into=1) for number in range(1, 100)]).ties


def suggestion(nudge="drifting", person=1, occasion="x", **fields):
    fields = {"why": "Because.", "evidence": ("i1",), "is_hard": nudge in HARD, **fields}
    return Suggestion(nudge, person, occasion, **fields)


suggestions = st.lists(
    st.builds(
        suggestion,
        st.sampled_from(HARD + SOFT),
        st.integers(1, 119),
        st.sampled_from("abc"),
        freshness=st.sampled_from([1.0, 0.5, 0.1]),
        due=st.sampled_from([None, TODAY, ago(1), ago(-1)]),
    ),
    max_size=60,
    unique_by=lambda one: one.key,
)
days = st.integers(0, 120).map(ago)
logs = st.lists(
    st.builds(Shown, days, st.integers(1, 119), st.sampled_from(HARD + SOFT), st.sampled_from("abc")), max_size=40
)
said = st.lists(
    st.builds(
        Ruling, st.sampled_from([DONE, LATER, NEVER]), days, st.integers(1, 119), st.sampled_from(HARD + SOFT), st.sampled_from("abc"),
        until=st.sampled_from([None, ago(1), TODAY, ago(-3)]), is_whole_person=st.booleans(),
    ), max_size=30,
).map(Rulings)  # fmt: skip


def composed(some, rulings=Rulings(), log=(), today=TODAY, **fields):
    return compose(some, TIES, rulings, log, today=today, seed="book", network=NET, **fields)


@SETTINGS
@given(suggestions, said, logs, st.integers(-2, 20), st.randoms(use_true_random=False))
def test_laws(some, rulings, log, capacity, random):
    agenda = composed(some, rulings, log, capacity=capacity)
    chosen = [item.suggestion for item in agenda.items]
    assert len(chosen) <= min(max(capacity, 1), 7)
    assert len({one.person for one in chosen}) == len(chosen)
    assert [one.is_hard for one in chosen] == sorted((one.is_hard for one in chosen), reverse=True)
    memory = Memory(rulings, [one for one in log if one.day < TODAY], TODAY)
    open_ = [one for one in some if memory.is_open(one)]
    assert all(one in open_ for one in chosen)
    assert sum(agenda.waiting.values()) == len(open_) - len(chosen)
    if any(not one.is_hard for one in chosen):  # a soft one only where no hard one about somebody else waits
        assert {one.person for one in open_ if one.is_hard} <= {one.person for one in chosen}
    if len(chosen) < min(max(capacity, 1), 7):
        assert {one.person for one in open_} == {one.person for one in chosen}
    shown = [one for item in agenda.items for one in (item.suggestion, *(other.suggestion for other in item.also))]
    ready = [one for one in open_ if one.person in {one.person for one in chosen}]
    assert {one.key for one in shown} == {one.key for one in ready} and len(shown) == len(ready)  # nothing is hidden
    shuffled = list(some)
    random.shuffle(shuffled)
    assert composed(shuffled, rulings, log, capacity=capacity) == agenda


@SETTINGS
@given(suggestions, logs)
def test_nobody_comes_up_unprompted_within_a_fortnight_nor_more_than_three_times_in_ninety_days(some, log):
    shown = [one for one in log if one.day < TODAY]
    for item in composed(some, log=log).items:
        before = [one.day for one in shown if one.person == item.suggestion.person and one.nudge not in STANDING]
        if item.suggestion.nudge not in STANDING:
            assert all((TODAY - day).days >= 14 for day in before)
        if not item.suggestion.is_hard:
            assert len({day for day in before if (TODAY - day).days < 90}) < 3


def test_one_item_a_person_says_what_else_there_is_the_binding_first():
    owed, promise = suggestion("reply_owed", 1, "q"), suggestion("promise_due", 1, "p", due=TODAY)
    (item,) = composed([suggestion("birthday"), owed, promise]).items
    assert item.suggestion == promise
    assert [one.suggestion.nudge for one in item.also] == ["reply_owed", "birthday"]
    (left,) = composed([owed, promise], Rulings([Ruling(DONE, TODAY, 1, "promise_due", "p")])).items
    assert (left.suggestion, left.also) == (owed, ())


def test_a_season_of_days_spreads_over_people_and_goes_beyond_the_close():
    some = [suggestion("drifting", number, "x") for number in range(1, 100)]
    log = []
    for day in range(90):
        today = TODAY + timedelta(day)
        log += [
            Shown(today, item.suggestion.person, "drifting", "x") for item in composed(some, log=log, today=today).items
        ]
    counts = [sum(one.person == number for one in log) for number in range(1, 100)]
    assert max(counts) <= 3 and sum(count > 0 for count in counts) > 80
    far = [one for one in log if TIES.rank[TIES.at(one.person)] > CLOSE_RANK]
    assert len(far) >= len(log) / 5


def test_what_stands_is_asked_again_and_what_is_done_is_not():
    promise = suggestion("promise_due", 1, "p", due=ago(3))
    log = [Shown(ago(day), 1, "promise_due", "p") for day in range(1, 9)]
    assert [item.suggestion for item in composed([promise], log=log).items] == [promise]
    assert not composed([promise], Rulings([Ruling(DONE, ago(1), 1, "promise_due", "p")])).items
    assert composed([promise], Rulings([Ruling(DONE, ago(1), 1, "promise_due", "other")])).items


def test_later_waits_until_its_day_and_comes_back_then():
    for until, expected in ((ago(-1), 0), (TODAY, 1), (ago(3), 1)):
        rulings = Rulings([Ruling(LATER, ago(5), 1, "drifting", "x", until=until)])
        assert len(composed([suggestion()], rulings, [Shown(ago(5), 1, "drifting", "x")]).items) == expected


def test_never_ends_a_reason_or_with_the_whole_person_all_of_them():
    both = [suggestion("drifting", 1), suggestion("birthday", 1)]
    one = composed(both, Rulings([Ruling(NEVER, TODAY, 1, "drifting", "x")]))
    assert [item.suggestion.nudge for item in one.items] == ["birthday"]
    assert not composed(both, Rulings([Ruling(NEVER, TODAY, 1, "drifting", "x", is_whole_person=True)])).items
    assert composed(both, Rulings([Ruling(NEVER, TODAY, 2, "drifting", "x", is_whole_person=True)])).items


def test_it_learns_which_reasons_are_taken():
    memory = Memory(Rulings([Ruling(DONE, ago(9), 1, "birthday", str(n)) for n in range(8)]
                            + [Ruling(NEVER, ago(9), n, "welcome") for n in range(8)]), (), TODAY)  # fmt: skip
    assert memory.liking("birthday") > 1.5 > memory.liking("drifting") == 1 > memory.liking("welcome")


def test_each_dismissal_doubles_the_time_of_rest():
    log = [Shown(ago(45), 1, "drifting", "x")]
    rests = [
        Memory(Rulings([Ruling(LATER, ago(45), 1, "drifting", "x")] * n), log, TODAY).cooldown(suggestion())
        for n in (0, 1, 2, 50)
    ]
    assert rests[:3] == [0.5, pytest.approx(1 - 2**-0.5), pytest.approx(1 - 2**-0.25)] and 0 < rests[3] < rests[2]


def test_a_quiet_day_gives_only_what_is_binding_and_due_that_day():
    some = [
        suggestion("drifting", 1),
        suggestion("promise_due", 2, due=TODAY),
        suggestion("promise_due", 3, due=ago(1)),
        suggestion("reply_owed", 4),
    ]
    assert [item.suggestion.person for item in composed(some, is_quiet=True).items] == [2]


def test_what_is_due_today_comes_before_what_is_overdue_and_that_before_what_has_no_day():
    some = [
        suggestion("reply_owed", 1),
        suggestion("promise_due", 99, due=TODAY),
        suggestion("reminder", 50, due=ago(3)),
        suggestion("promise_due", 2, due=ago(-1)),
    ]
    assert [item.suggestion.person for item in composed(some).items][:2] == [99, 50]


def test_a_crowd_waits_for_its_days_and_is_counted():
    some = [
        suggestion("thank_after_meeting", n, is_hard=True, not_before=TODAY + timedelta(n // 3)) for n in range(1, 11)
    ]
    agenda = composed(some)
    assert {item.suggestion.person for item in agenda.items} == {1, 2} and agenda.waiting == {"thank_after_meeting": 8}


def test_reasons_and_circles_are_mixed():
    some = [suggestion("drifting", n) for n in range(1, 8)] + [
        suggestion("birthday", n, freshness=0.7) for n in range(8, 12)
    ]
    chosen = [item.suggestion for item in composed(some).items]
    assert {one.nudge for one in chosen} == {"drifting", "birthday"}
    assert len({PEOPLE[one.person - 1].organisation for one in chosen}) == 3


def test_of_nearly_equal_items_the_one_from_another_circle_comes_next():
    same = [suggestion(nudge, n, value=v) for nudge, n, v in (("reminder", 3, 10.0), ("own_rhythm", 6, 9.0))]
    other = suggestion("reply_owed", 4, value=8.0)
    assert [PEOPLE[n - 1].organisation for n in (3, 6, 4)] == ["O0", "O0", "O1"]
    assert [item.suggestion.person for item in composed([*same, other]).items] == [3, 4, 6]


def test_the_exploring_place_goes_to_the_novel_rather_than_the_close():
    some = [suggestion("drifting", n) for n in range(1, 100)]
    novelty = {n: 1.0 if n in {60, 70, 80} else 0.01 for n in range(1, 120)}
    drawn = set()
    for day in range(40):
        people = {
            item.suggestion.person for item in composed(some, today=TODAY + timedelta(day), novelty=novelty).items
        }
        drawn |= people & set(range(51, 100))
    assert {60, 70, 80} <= drawn and len(drawn) < 12


def test_a_reason_that_is_always_refused_is_explored_less_often_too():
    close = [suggestion("drifting", number, value=9.0) for number in range(1, 5)]
    far = [suggestion(("welcome", "birthday")[number % 2], number, value=0.1) for number in range(60, 90)]
    refused = Rulings([Ruling(NEVER, ago(60), number, "welcome") for number in range(61, 100, 2)])
    of_the_distant = Rulings([Ruling(NEVER, ago(60), number, "welcome") for number in range(100, 120)])

    def drawn(rulings):
        days = [composed(close + far, rulings, today=TODAY.replace(day=day)) for day in range(1, 31)]
        found = [item.suggestion for agenda in days for item in agenda.items if item.suggestion.person >= 60]
        return sum(one.nudge == "welcome" for one in found)

    assert drawn(refused) < drawn(Rulings()) / 2
    assert drawn(of_the_distant) == drawn(Rulings()), "of another layer nothing was said"


def test_a_reason_of_one_person_is_tried_as_often_as_one_of_many():
    close = [suggestion("reply_owed", number) for number in range(1, 4)] + [suggestion("welcome", 4, value=9.0)]
    many = [suggestion("dormant", number) for number in range(60, 99)]
    found = Counter(
        composed([*close, *many, suggestion("birthday", 99)], today=TODAY + timedelta(day)).items[4].suggestion.nudge
        for day in range(200)
    )
    assert 80 < found["birthday"] < 120 and found.total() == 200


@SETTINGS
@given(st.integers(1, 12), st.integers(1, 12))
def test_the_drawn_share_is_that_of_beta(done, refused):
    drawn = [beta(done, refused, str(nth)) for nth in range(400)]
    mean = done / (done + refused)
    deviation = sqrt(mean * (1 - mean) / (done + refused + 1))
    assert abs(sum(drawn) / 400 - mean) < 4 * deviation / 20


def test_chance_depends_on_book_and_day_alone():
    some = [suggestion("drifting", n) for n in range(1, 100)]
    one, same, other = (
        compose(some, TIES, Rulings(), [], today=TODAY, seed=seed, network=NET) for seed in ("a", "a", "b")
    )
    assert one == same and one != other


def test_a_single_place_goes_beyond_the_close_one_day_in_five():
    some = [suggestion("drifting", 1, value=9.0), suggestion("drifting", 90, value=0.1)]
    days = [composed(some, today=TODAY + timedelta(day), capacity=1) for day in range(2000)]
    far = sum(agenda.items[0].suggestion.person == 90 for agenda in days)
    assert 0.18 < far / len(days) < 0.22


def test_of_what_may_be_drawn_a_reason_that_stands_already_is_drawn_less_often():
    close = [suggestion("drifting", n, value=9.0) for n in range(1, 5)]
    far = [
        suggestion(nudge, n, value=0.1) for n, nudge in zip(range(60, 90), ["drifting", "birthday"] * 15, strict=True)
    ]
    drawn = [
        item.suggestion.nudge
        for day in range(200)
        for item in composed(close + far, today=TODAY + timedelta(day), novelty=dict.fromkeys(range(120), 0.5)).items
        if item.suggestion.person > CLOSE_RANK
    ]
    assert len(drawn) == 200 and drawn.count("birthday") > 2 * drawn.count("drifting")


def test_chance_is_even_and_never_quite_0_or_1():
    drawn = [chance("book", str(number)) for number in range(2000)]
    assert 0 < min(drawn) < 0.01 and 0.99 < max(drawn) < 1
    assert 0.48 < sum(drawn) / len(drawn) < 0.52
    assert len(set(drawn)) == len(drawn) and chance("book", "1") == drawn[1]


@pytest.mark.parametrize(("late", "comes_first"), [(1, True), (7, True), (8, False), (-1, False)])
def test_what_is_a_week_overdue_presses_and_no_longer(late, comes_first):
    some = [suggestion("reply_owed", 1, value=9.0), suggestion("promise_due", 2, due=ago(late), value=0.1)]
    assert (composed(some).items[0].suggestion.person == 2) is comes_first


def test_who_is_of_no_circle_counts_in_full():
    net = network(*PEOPLE, person(200))
    some = [suggestion("reminder", 200, value=10.0), suggestion("own_rhythm", 3, value=9.0)]
    agenda = compose(some, TIES, Rulings(), [], today=TODAY, network=net)
    assert [item.suggestion.person for item in agenda.items] == [200, 3]


def test_of_a_silence_that_will_probably_end_by_itself_nothing_is_said():
    lively = history([day_row(1, ago(day), out=1, into=1) for day in range(1, 60)]).ties
    assert lively.contact_probability[lively.at(1)] > 0.5
    some = [suggestion("drifting", 1), suggestion("birthday", 1)]
    chosen = compose(some, lively, Rulings(), [], today=TODAY, network=NET)
    assert [item.suggestion.nudge for item in chosen.items] == ["birthday"] and not chosen.waiting


def test_nothing_gives_nothing():
    assert composed([]).items == () and composed([], today=date(2400, 2, 29)).waiting == {}
