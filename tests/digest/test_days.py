"""Contact days: what counts, and that neither order nor repetition matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.days import ANSWER_SECONDS, contact_days, counts
from kithbook.model.digested import Event

DAY = 86_400


def event(at=0, number=1, kind="message", direction="in", recipients=1, role="from"):
    return Event(at // DAY, at, number, kind, direction, recipients, role)


@pytest.mark.parametrize(
    ("one", "is_counted"),
    [
        (event(), True),
        (event(direction="out", role="to"), True),
        (event(direction="out", role="cc"), True),
        (event(direction="out", role="from"), False),
        (event(role="to"), False),  # a third person wrote to both
        (event(direction=""), False),
        (event(recipients=10), True),
        (event(recipients=11), False),
        (event(direction="out", role="to", recipients=11), False),
        (event(kind="gesture"), False),
        (event(kind="meeting", direction="both", role="attendee", recipients=9), True),  # ten with ego
        (event(kind="meeting", direction="both", role="attendee", recipients=10), False),
        (event(kind="call", direction="both", role="attendee", recipients=1), True),
        (event(kind="message", direction="both", role="attendee", recipients=1), True),  # logged by hand
        (event(kind="message", direction="both", role="attendee", recipients=10), False),
    ],
)
def test_what_makes_a_contact_day(one, is_counted):
    assert counts(one) is is_counted
    assert len(list(contact_days(7, [one]))) == is_counted


def test_a_day_sums_up_what_passed():
    events = [
        event(DAY + 100, 1, direction="out", role="to", recipients=3),
        event(DAY + 200, 2),
        event(DAY + 300, 3, kind="meeting", direction="both", role="attendee", recipients=2),
    ]
    (found,) = contact_days(7, events)
    assert (found.person, found.day, found.out, found.into, found.meetings) == (7, 1, 1, 1, 1)
    assert (found.answered, found.smallest, found.first, found.last) == (1, 1, "out", "both")
    assert (found.last_from_them, found.last_from_ego) == (DAY + 200, DAY + 100)


@pytest.mark.parametrize(("seconds", "answered"), [(0, 0), (1, 1), (ANSWER_SECONDS, 1), (ANSWER_SECONDS + 1, 0)])
def test_an_answer_comes_within_seven_days(seconds, answered):
    sent = event(0, 1, direction="out", role="to")
    assert next(contact_days(7, [sent, event(seconds, 2)])).answered == answered


def test_an_interaction_through_two_cards_of_a_person_counts_once():
    twice = [event(0, 1, direction="out", role="to"), event(0, 1, direction="out", role="cc")]
    assert next(contact_days(7, twice)).out == 1


def test_the_sender_counts_though_another_of_their_cards_only_read_along():
    assert next(contact_days(7, [event(0, 1, role="from"), event(0, 1, role="cc")])).into == 1


events = st.lists(
    st.builds(
        event,
        at=st.integers(0, 3 * DAY),
        number=st.integers(1, 10**6),
        kind=st.sampled_from(["message", "meeting", "call", "gesture"]),
        direction=st.sampled_from(["in", "out", "both", ""]),
        recipients=st.integers(1, 12),
        role=st.sampled_from(["from", "to", "cc", "attendee"]),
    ),
    max_size=12,
    unique_by=lambda one: one.interaction,
)


@given(events, st.randoms(use_true_random=False))
def test_neither_order_nor_local_numbers_matter(found, chance):
    renumbered = [
        Event(one.day, one.at, n, one.kind, one.direction, one.recipients, one.role) for n, one in enumerate(found)
    ]
    chance.shuffle(renumbered)
    assert list(contact_days(1, found)) == list(contact_days(1, renumbered))


def test_two_messages_of_one_second_have_one_order_whichever_was_numbered_first():
    out, back = event(5, 1, direction="out", role="to"), event(5, 2)
    other = [event(5, 2, direction="out", role="to"), event(5, 1)]
    assert list(contact_days(1, [out, back])) == list(contact_days(1, other))


@given(events)
def test_every_counted_interaction_stands_in_exactly_one_day(found):
    days = list(contact_days(1, found))
    assert sum(day.out + day.into + day.meetings for day in days) == sum(map(counts, found))
    assert [day.day for day in days] == sorted({one.day for one in found if counts(one)})
    assert all(day.answered <= day.out for day in days)
