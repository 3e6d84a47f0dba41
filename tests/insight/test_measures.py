"""Measures: vectorised equals a plain definition in one line each; the laws of order, growth and one against all."""

import doctest
import importlib
import math
import pkgutil
import time
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kithbook.insight
from kithbook.insight import contact, drift, reciprocity, reply, resume, rhythm, strength
from kithbook.insight.days import Days
from kithbook.insight.depth import depth
from kithbook.insight.ties import measure
from kithbook.model.times import EPOCH, day_number, from_day_number

SETTINGS = settings(max_examples=40, derandomize=True, deadline=None)
TODAY = 1000
DAY = 86_400


@st.composite
def row(draw, person):
    day = draw(st.integers(0, TODAY + 20))
    out, into, meetings = draw(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)))
    into += not (out or into or meetings)
    last = draw(st.sampled_from(["out", "in"])) if out and into else "out" if out else "in" if into else "both"
    answered = draw(st.integers(0, out))
    mine = day * DAY + (500 if last == "out" else 100) if out else 0
    theirs = day * DAY + (500 if last == "in" else 100) if into else 0
    first = draw(st.sampled_from(["out", "in", "both"]))
    return (person, day, out, into, meetings, answered, draw(st.integers(1, 10)), first, last, theirs, mine)


books = st.lists(st.integers(1, 6), min_size=1, max_size=40).flatmap(
    lambda people: st.tuples(*(row(person) for person in people))
).map(lambda rows: list({r[:2]: r for r in rows}.values())).filter(lambda rows: min(r[1] for r in rows) <= TODAY)  # fmt: skip


def of(rows):
    people = {}
    for r in sorted(rows):
        if r[1] <= TODAY:
            people.setdefault(r[0], []).append(r)
    return people


def plain_gaps(people):
    return {p: [b[1] - a[1] for a, b in pairwise(r)] for p, r in people.items()}


def plain_rhythm(people):
    gaps = plain_gaps(people)
    m = (sum(map(sum, gaps.values())) + 30) / (sum(map(len, gaps.values())) + 1)
    return {p: (sum(g) + 2 * m) / (len(g) + 2) for p, g in gaps.items()}


def close(found, plain, people):
    assert found.tolist() == pytest.approx([plain[p] for p in sorted(people)], nan_ok=True, rel=1e-9, abs=1e-12)


@SETTINGS
@given(books)
def test_strength_and_rhythm_are_their_definitions(rows):
    people, ties = of(rows), measure(Days.read(rows), from_day_number(TODAY))
    plain = {p: sum(max(TODAY - r[1], 0.5) ** -0.5 for r in rs) for p, rs in people.items()}
    close(ties.raw_strength, plain, people)
    close(ties.strength, {p: sum(q <= plain[p] + 1e-12 for q in plain.values()) / len(plain) for p in plain}, people)
    close(ties.rhythm_days, plain_rhythm(people), people)
    close(ties.overdue_ratio, {p: (TODAY - rs[-1][1]) / plain_rhythm(people)[p] for p, rs in people.items()}, people)
    assert ties.rank.tolist() == [1 + sum(q > plain[p] + 1e-12 for q in plain.values()) for p in sorted(people)]


@SETTINGS
@given(books)
def test_contact_probability_is_its_definition(rows):
    people, ties = of(rows), measure(Days.read(rows), from_day_number(TODAY))
    rate = sum((r[2] + r[3]) * 0.5 ** ((TODAY - r[1]) / 30) for rs in people.values() for r in rs) / len(people)
    plain = {}
    for p, rs in people.items():
        c7, c30, c180 = (sum(0.5 ** ((TODAY - r[1]) / h) for r in rs) for h in (7, 30, 180))
        overdue = (TODAY - rs[-1][1]) / plain_rhythm(people)[p]
        x = -1.5595 + 0.9186 * math.log1p(c7) - 0.3261 * math.log1p(c30) + 0.7856 * math.log1p(c180)
        x += -1.0935 * math.log1p(overdue) + 0.3412 * math.log1p(len(rs)) - 0.0309 * math.log1p(rate)
        plain[p] = 1 / (1 + math.exp(-x))
    close(ties.contact_probability, plain, people)


@SETTINGS
@given(books)
def test_resume_score_is_its_definition_and_null_where_it_must_be(rows):
    people, ties = of(rows), measure(Days.read(rows), from_day_number(TODAY))
    active = min(TODAY - rs[-1][1] for rs in people.values())
    plain = {}
    for p, rs in people.items():
        gap, c90 = TODAY - rs[-1][1], sum(0.5 ** ((TODAY - r[1]) / 90) for r in rs)
        z = -math.log1p(gap) + resume.FADED * math.log1p(c90) - resume.EGO_SILENCE * math.log1p(active)
        defined = len(rs) >= 3 and gap >= 30
        plain[p] = 1 / (1 + math.exp(-resume.INTERCEPT - resume.SLOPE * z)) if defined else math.nan
    close(ties.resume_score, plain, people)
    assert [bool(b) for b in ties.resume_band] == [not math.isnan(plain[p]) for p in sorted(people)]


@SETTINGS
@given(books)
def test_reciprocity_depth_and_turn_are_their_definitions(rows):
    people, ties = of(rows), measure(Days.read(rows), from_day_number(TODAY))

    def sums(rs, h):
        return [sum(r[c] * 0.5 ** ((TODAY - r[1]) / h) for r in rs) for c in (2, 3)]

    r90 = {p: sums(rs, 90) for p, rs in people.items()}
    close(ties.reciprocity, {p: 2 * min(s) / sum(s) if sum(s) >= 2 else math.nan for p, s in r90.items()}, people)
    ever = {p: sums(rs, 1e18) for p, rs in people.items()}
    mutual = {p: 2 * min(s) / sum(s) if sum(s) else 1 for p, s in ever.items()}
    close(ties.depth, {p: math.log(1 + len(people[p])) * (0.5 + 0.5 * mutual[p]) for p in people}, people)
    turn = {p: max(r[9] for r in rs) > max(r[10] for r in rs) for p, rs in people.items()}
    assert ties.is_their_word_last.tolist() == [turn[p] for p in sorted(people)]


@SETTINGS
@given(books)
def test_initiative_is_its_definition(rows):
    people, ties = of(rows), measure(Days.read(rows), from_day_number(TODAY))
    plain = {}
    for p, rs in people.items():
        long = max(14, plain_rhythm(people)[p])
        starts = [r[7] for r, gap in zip(rs, [math.inf, *plain_gaps(people)[p]], strict=True) if gap > long]
        mine, theirs = starts.count("out"), starts.count("in")
        plain[p] = (mine - theirs) / (mine + theirs + 2)
    close(ties.initiative, plain, people)


@SETTINGS
@given(books)
def test_reply_probability_is_its_definition_and_open_outcomes_do_not_count(rows):
    people, ties = of(rows), measure(Days.read(rows), from_day_number(TODAY))
    closed = {p: [r for r in rs if r[1] <= TODAY - 7] for p, rs in people.items()}
    asked, answered = (sum(r[c] for rs in closed.values() for r in rs) for c in (2, 5))
    base, plain = (answered + 2.5) / (asked + 5), {}
    for p, rs in closed.items():

        def rate(h, prior, rs=rs):
            n, k = (sum(r[c] * 0.5 ** ((TODAY - r[1]) / h) for r in rs) for c in (2, 5))
            return (k + prior * base) / (n + prior)

        last = [max(r[c] for r in people[p]) for c in (9, 10)]
        ago = [min((TODAY + 1) - at / DAY, 365) if at else 365 for at in last]
        odds = [math.log(s / (1 - s)) for s in (base, rate(1e18, 3), rate(60, 2))]
        x = [*odds, math.log1p(sum(r[2] for r in rs)), *map(math.log1p, ago), last[0] > last[1], 0]
        plain[p] = 1 / (1 + math.exp(-reply.INTERCEPT - sum(map(math.prod, zip(x, reply.COEFFICIENTS, strict=True)))))
    close(ties.reply_probability, plain, people)


@SETTINGS
@given(books, st.randoms(use_true_random=False))
def test_order_of_rows_and_days_to_come_do_not_matter(rows, random):
    shuffled = [r for r in rows if r[1] <= TODAY]
    random.shuffle(shuffled)
    one, two = (measure(Days.read(some), from_day_number(TODAY)) for some in (rows, shuffled))
    for name in one.__dataclass_fields__:
        assert np.array_equal(getattr(one, name), getattr(two, name), equal_nan=getattr(one, name).dtype.kind == "f")


@SETTINGS
@given(books, st.integers(0, TODAY))
def test_another_contact_day_never_weakens(rows, day):
    person = of(rows).popitem()[0]
    more = {r[:2]: r for r in [(person, day, 1, 0, 0, 0, 1, "out", "out", 0, day * DAY), *rows]}.values()
    before, after = (measure(Days.read(some), from_day_number(TODAY)) for some in (rows, more))
    assert after.raw_strength[after.at(person)] >= before.raw_strength[before.at(person)] - 1e-12
    assert after.rank[after.at(person)] <= before.rank[before.at(person)]


@SETTINGS
@given(books)
def test_one_person_alone_has_the_same_own_measures(rows):
    ties = measure(Days.read(rows), from_day_number(TODAY))
    person, own = of(rows).popitem()
    alone, at = measure(Days.read(own), from_day_number(TODAY)), ties.at(person)
    for name in ("raw_strength", "contact_days", "gap_days", "reciprocity", "depth", "recent_days", "first_day"):
        assert getattr(alone, name)[0] == pytest.approx(getattr(ties, name)[at], nan_ok=True)


@SETTINGS
@given(books)
def test_peak_is_the_greatest_probability_of_the_window(rows):
    days = Days.read(rows).until(TODAY)
    plain = dict.fromkeys(days.people.tolist(), 0.0)
    for day in range(TODAY - drift.WINDOW_DAYS, TODAY + 1):
        past = days.until(day)
        found = contact.contact_probability(past, day, rhythm.rhythm(past))
        for p, one in zip(past.people.tolist(), found.tolist(), strict=True):
            plain[p] = max(plain[p], one)
    assert drift.peak(days, TODAY).tolist() == pytest.approx(list(plain.values()))


def test_known_people_alone_take_part_in_ranks_and_the_merely_seen_have_none():
    rows = [(p, TODAY - p, 1, 0, 0, 0, 1, "out", "out", 0, 1) for p in (1, 2, 3)]
    ties = measure(Days.read(rows), from_day_number(TODAY), known=[2, 3, 99])
    assert ties.rank.tolist() == [0, 1, 2] and ties.layer.tolist() == [0, 5, 5]
    assert math.isnan(ties.strength[0]) and ties.strength[1:].tolist() == [1.0, 0.5]
    assert ties.state.tolist() == ["seen", "active", "active"]


def test_own_rhythm_replaces_the_observed_one_but_not_in_what_is_likely():
    rows = [(p, day, 1, 0, 0, 0, 1, "out", "out", 0, 1) for p in (1, 2) for day in (0, 500, 900)]
    plain, own = (measure(Days.read(rows), from_day_number(TODAY), rhythms=r) for r in ({}, {2: 20, 77: 5}))
    assert own.rhythm_days[0] == plain.rhythm_days[0] and own.rhythm_days[1] == 20
    assert own.overdue_ratio[1] == 5 and own.state.tolist() == ["active", "drifting"]
    assert own.contact_probability.tolist() == plain.contact_probability.tolist()


def test_an_empty_book_measures_nothing_and_breaks_nothing():
    for rows in ([], [(1, TODAY + 1, 1, 0, 0, 0, 1, "out", "out", 0, 1)]):
        ties = measure(Days.read(rows), from_day_number(TODAY), known=[1], rhythms={1: 10})
        assert len(ties) == 0 and ties.at(1) is None
        assert drift.drift(Days.read(rows), TODAY, ties).tolist() == []


def test_drift_alerts_on_what_was_lively_and_not_on_what_is_or_never_was():
    lively = [(1, day, 1, 1, 0, 1, 1, "out", "in", day * DAY + 5, day * DAY + 2) for day in range(TODAY - 200, TODAY)]
    lost = [(2, day, 1, 1, 0, 1, 1, "out", "in", day * DAY + 5, day * DAY + 2) for day in range(800, TODAY - 60, 5)]
    once = [(3, TODAY - 60, 1, 0, 0, 0, 1, "out", "out", 0, 1)]
    days = Days.read(lively + lost + once)
    found = drift.drift(days, TODAY, measure(days, from_day_number(TODAY)))
    assert found[0] == 0 and found[1] > 0.5 and found[2] == 0


@pytest.mark.parametrize(
    ("gap", "silent", "drifts"),
    [
        (10, 15, False),
        (10, 18, False),
        (10, 21, True),
        (20, 35, False),
        (20, 38, True),
        (30, 47, False),
        (30, 56, True),
    ],
)
def test_a_tie_drifts_once_it_is_half_as_long_overdue_again_and_half_as_likely_as_at_its_peak(gap, silent, drifts):
    last = TODAY - silent
    days = Days.read([(1, last - gap * n, 1, 1, 0, 1, 1, "out", "in", 5, 2) for n in range(12)])
    ties = measure(days, from_day_number(TODAY))
    found = drift.drift(days, TODAY, ties)[0]
    peak = drift.peak(days, TODAY)[0]
    is_alert = ties.overdue_ratio[0] >= 1.5 and ties.contact_probability[0] < peak / 2
    assert bool(is_alert) is bool(found > 0) is drifts
    assert found == pytest.approx(ties.depth[0] * (peak - ties.contact_probability[0]) if drifts else 0)


def test_the_peak_counts_for_ninety_days_and_who_came_later_has_none_before():
    old = [(1, TODAY - 91 - n, 1, 1, 0, 1, 1, "out", "in", 5, 2) for n in range(30)]
    new = [(2, TODAY, 1, 0, 0, 0, 1, "out", "out", 0, 1)]
    days = Days.read(old + new)
    found = drift.peak(days, TODAY)
    assert found[0] < drift.peak(days, TODAY - 1)[0]  # the first day of the window was the best one
    assert found[1] == pytest.approx(measure(days, from_day_number(TODAY)).contact_probability[1])


def test_two_hundred_thousand_rows_take_well_under_the_limit():
    rng = np.random.default_rng(1)
    n = 200_000
    person, day = rng.integers(0, 10_000, n), rng.integers(0, 3650, n)
    keys = np.unique(np.column_stack([person, day]), axis=0)
    columns = {name: np.ones(len(keys), np.int64) for name in Days.names()}
    days = Days(**(columns | {"person": keys[:, 0], "day": keys[:, 1]}))
    taken = []
    for _ in range(3):
        fresh = Days(**{name: getattr(days, name) for name in Days.names()})
        begun = time.process_time()  # whatever else the machine does
        measure(fresh, from_day_number(3700))
        taken.append(time.process_time() - begun)
    assert min(taken) < 0.15


@pytest.mark.parametrize(
    "name", [m.name for m in pkgutil.walk_packages(kithbook.insight.__path__, "kithbook.insight.")]
)
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_day_asked_may_be_any():
    days = Days.read([(1, -400, 1, 0, 0, 0, 1, "out", "out", 0, 0)])
    assert measure(days, EPOCH).gap_days.tolist() == [400]
    assert measure(days, date(2400, 2, 29)).gap_days.tolist() == [day_number(date(2400, 2, 29)) + 400]
    assert strength.raw(days, -400).tolist() == [0.5**-0.5]
    assert reciprocity.is_their_word_last(days).tolist() == [False] and depth(days).tolist() == [math.log(2) / 2]
