"""Reasons: each when it is true, not when it is not, and never on hostile input."""

import re
from datetime import date, timedelta

import pytest
from village_of_ten import TODAY, ago, at, day_row, finding, history, letter, network, person, position

from kithbook.insight import nudges
from kithbook.insight.history import Meeting
from kithbook.insight.own import OwnPromise, OwnRhythm, Reminder
from kithbook.model.card import Card
from kithbook.model.change import Change
from kithbook.model.times import to_seconds

ANN, BO = person(1, organisation="Acme"), person(2)


def asked(name, net, past, today=TODAY):
    return [one for one in nudges.suggest(net, past, today) if one.nudge == name]


def only(name, net, past, today=TODAY):
    found = asked(name, net, past, today)
    assert len(found) == 1, found
    assert found[0].why and found[0].evidence and found[0].occasion
    return found[0]


def test_of_a_long_question_the_end_is_quoted_for_there_it_asks():
    long = "thank you for the map, which hangs above my desk since Monday and which everybody who comes in looks at. "
    asked_of = finding("f1", "question", ago(6), 1, f"{long}we look for a printer. do you know anyone?")
    found = only("reply_owed", network(ANN), history(questions=[asked_of]))
    assert "“… do you know anyone?”" in found.why


def test_every_nudge_is_found_by_its_file():
    assert set(nudges.nudges()) == {
        "birthday", "connection_anniversary", "dormant", "drifting", "job_change", "own_rhythm", "prepare_meeting",
        "promise_due", "reminder", "reply_owed", "thank_after_meeting", "unanswered", "welcome", "work_anniversary",
    }  # fmt: skip
    assert all(name == nudge.NUDGE for name, nudge in nudges.nudges().items())


def test_every_heading_is_a_few_plain_words_and_no_other_nudges():
    headings = [nudge.HEADING for nudge in nudges.nudges().values()]
    assert all(re.fullmatch(r"[A-Z][a-z]*( [a-z]+){0,4}", heading) for heading in headings), headings
    assert len(set(headings)) == len(headings)


def test_every_rule_is_a_sentence():
    for name, nudge in nudges.nudges().items():
        assert re.fullmatch(r"[A-Z][^A-Z]*(, [^A-Z]*)*\.", nudge.RULE), name


# -- promises --------------------------------------------------------------------------------------------------------


def own(id_="d1", *, due=None, theirs=False, entered=ago(8)):
    return OwnPromise(id_, 1, "send the deck", due, theirs, entered)


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        (own(due=TODAY), "It is due today."),
        (own(due=TODAY + timedelta(1)), "It is due tomorrow."),
        (own(due=ago(3)), "It was due on 20 November."),
        (own(due=TODAY + timedelta(2)), None),
        (own(), "No day was set."),
        (own(entered=ago(2)), None),
        (own(due=ago(1), theirs=True), "A friendly question may help."),
        (own(due=TODAY, theirs=True), None),
        (own(theirs=True), None),
    ],
)
def test_an_entered_promise_falls_due(promise, expected):
    found = asked("promise_due", network(ANN), history(own_promises=[promise]))
    assert bool(found) == bool(expected)
    if expected:
        assert expected in found[0].why and "“send the deck”." in found[0].why
        assert found[0].is_hard and found[0].evidence == ("d1",)


def test_a_kept_promise_is_over():
    assert not asked("promise_due", network(ANN), history(own_promises=[own(due=TODAY)], kept=frozenset({"d1"})))


def test_a_promise_found_in_a_letter_falls_due_on_its_day():
    said = finding("f1", "promise", ago(4), 0, "I will send it by Monday", fields={"due": "2026-11-23"}, others=(1,))
    found = only("promise_due", network(ANN), history(promises=[said]))
    assert found.person == 1 and found.evidence == ("f1", "i-f1") and "You wrote on 19 November" in found.why


@pytest.mark.parametrize("speaker", [0, 1])
@pytest.mark.parametrize(
    ("thanked", "words", "expected"),
    [(2, "Thanks for the report!", 0), (9, "Thanks for the report!", 1), (2, "Thanks for Friday!", 1), (None, "", 1)],
)
def test_a_promise_that_was_thanked_for_is_over(speaker, thanked, words, expected):
    said = finding(
        "f1", "promise", ago(6), speaker, "You will have the report by Friday",
        fields={"due": "2026-11-20"}, others=(1 - speaker,),
    )  # fmt: skip
    thanks = [finding("f2", "thanks", ago(thanked), 1 - speaker, words, others=(speaker,))] if thanked else []
    past = history(promises=[said], thanks=lambda number: thanks if number == 1 else ())
    assert len(asked("promise_due", network(ANN), past)) == expected


def test_an_undated_promise_lapses_when_ego_wrote_since_or_it_is_long_ago():
    rows = [day_row(1, ago(5), out=1)]
    said = finding("f1", "promise", ago(5), 0, "I'll send it", others=(1,), at=at(ago(5), 15))
    assert only("promise_due", network(ANN), history(rows, promises=[said])).is_hard
    assert not asked("promise_due", network(ANN), history([*rows, day_row(1, ago(1), out=1)], promises=[said]))
    assert not asked("promise_due", network(ANN), history([*rows, day_row(1, ago(1), meetings=1)], promises=[said]))
    old = finding("f2", "promise", ago(100), 0, "I'll send it", others=(1,))
    assert not asked("promise_due", network(ANN), history(promises=[old]))


@pytest.mark.parametrize("change", [
    {"is_bulk": True}, {"recipients": 9}, {"others": (99,)}, {"others": ()}, {"fields": {"due": "soon"}},
])  # fmt: skip
def test_what_promises_nothing_to_anybody_known_is_no_reason(change):
    said = finding("f1", "promise", ago(1), 0, "I will", **{"fields": {"due": "2026-11-23"}, "others": (1,), **change})
    assert not asked("promise_due", network(ANN), history(promises=[said]))


def test_their_overdue_promise_is_asked_about_gently():
    said = finding("f1", "promise", ago(9), 1, "I will call you", fields={"due": "2026-11-20"})
    found = only("promise_due", network(ANN), history(promises=[said]))
    assert "A friendly question may help" in found.why
    assert not found.is_hard  # they only wrote in: whoever sells something promises to call
    talked = [day_row(1, ago(30), out=1)]
    assert only("promise_due", network(ANN), history(talked, promises=[said])).is_hard


@pytest.mark.parametrize(("speaker", "wrote", "expected"), [(1, 8, 1), (1, 6, 0), (1, 1, 0), (0, 8, 1), (0, 4, 0)])
def test_a_promise_whose_giver_wrote_about_its_day_is_taken_for_kept(speaker, wrote, expected):
    said = finding("f1", "promise", ago(9), speaker, "I will", fields={"due": "2026-11-20"}, others=(1 - speaker,))
    rows = [day_row(1, ago(wrote), into=speaker, out=1 - speaker)]
    assert len(asked("promise_due", network(ANN), history(rows, promises=[said]))) == expected


# -- replies ---------------------------------------------------------------------------------------------------------


def question(day=ago(6), **fields):
    return finding("f1", "question", day, 1, "Could you send the deck?", **fields)


def test_a_question_that_ego_has_not_answered():
    rows = [day_row(1, ago(50), out=1), day_row(1, ago(6), into=1)]
    found = only("reply_owed", network(ANN), history(rows, questions=[question()]))
    assert found.why == "Asked you on 17 November: “Could you send the deck?” You have not written since (6 days)."
    assert found.is_hard and found.evidence == ("f1", "i-f1")


@pytest.mark.parametrize(
    ("cards", "is_binding"), [((), False), ((Card("email:a@b.example", "mail"),), False), ((Card("k", "vcard", relation="contact"),), True)]
)  # fmt: skip
def test_a_question_from_whoever_only_writes_in_binds_nobody(cards, is_binding):
    past = history([day_row(1, ago(6), into=1)], questions=[question()], cards=lambda _: cards)
    assert only("reply_owed", network(ANN), past).is_hard == is_binding


@pytest.mark.parametrize("name", ["deceased", "DEATHDATE", "DEATHDATE;VALUE=text"])
def test_of_the_dead_only_the_owners_own_reminders_speak(name):
    born = person(1, birthday="--11-23")
    card = Card("k", "monica", birthday="--11-23", fields={name: "2026-01-02"})
    past = history([day_row(1, ago(6), into=1)], questions=[question()], cards=lambda _: (card,))
    assert not nudges.suggest(network(born), past, TODAY)
    reminded = history(cards=lambda _: (card,), reminders=[Reminder("d1", 1, TODAY, "flowers")])
    assert [one.nudge for one in nudges.suggest(network(born), reminded, TODAY)] == ["reminder"]


@pytest.mark.parametrize(
    "later", [day_row(1, ago(5), out=1), day_row(1, ago(6), into=1, out=1), day_row(1, ago(4), meetings=1)]
)
def test_a_question_is_settled_through_any_channel(later):
    assert not asked("reply_owed", network(ANN), history([later], questions=[question()]))


def test_a_meeting_of_the_very_day_may_have_been_before_the_question():
    assert only("reply_owed", network(ANN), history([day_row(1, ago(6), meetings=1)], questions=[question()]))


@pytest.mark.parametrize(
    ("hour", "fields", "is_settled"),
    [
        (9, {}, False), (11, {}, True), (11, {"kind": "call", "recipients": 1}, True), (11, {"is_day": True}, False),
        (11, {"recipients": 10}, False), (11, {"kind": "gesture"}, False), (11, {"kind": "message", "direction": "in"}, False),
        (11, {"kind": "message", "channel": "log"}, True),
    ],
)  # fmt: skip
def test_a_meeting_of_the_very_day_settles_a_question_that_it_began_after(hour, fields, is_settled):
    met = letter("m1", ago(6), **{"at": at(ago(6), hour), "kind": "meeting", "direction": "both", **fields})
    past = history([day_row(1, ago(6), meetings=1)], questions=[question()], talk={1: [met]})
    assert (not asked("reply_owed", network(ANN), past)) == is_settled


def test_what_was_written_before_the_question_settles_nothing():
    assert only("reply_owed", network(ANN), history([day_row(1, ago(7), out=1)], questions=[question()]))


@pytest.mark.parametrize("fields", [
    {"day": ago(2)}, {"day": ago(181)}, {"day": TODAY + timedelta(1)}, {"is_bulk": True}, {"recipients": 4}, {"direction": "out"}, {"speaker": 9},
])  # fmt: skip
def test_questions_that_ask_nothing_of_ego_now(fields):
    day = fields.pop("day", ago(6))
    speaker = fields.pop("speaker", 1)
    one = finding("f1", "question", day, speaker, "Could you?", **fields)
    assert not asked("reply_owed", network(ANN), history(questions=[one]))


def test_of_several_questions_the_latest_is_asked():
    questions = [question(ago(9)), finding("f2", "question", ago(4), 1, "And when?")]
    assert only("reply_owed", network(ANN), history(questions=questions)).occasion == "f2"


# -- meetings --------------------------------------------------------------------------------------------------------


def test_thanks_are_due_for_two_days():
    for days, expected in ((0, 0), (1, 1), (2, 1), (3, 0)):
        past = history(meetings=[Meeting("m1", ago(days), "Lunch", (1,))])
        assert len(asked("thank_after_meeting", network(ANN), past)) == expected, days
    assert (
        "yesterday, on 22 November (“Lunch”)"
        in only("thank_after_meeting", network(ANN), history(meetings=[Meeting("m1", ago(1), "Lunch", (1,))])).why
    )


def test_no_thanks_where_ego_wrote_since_or_they_are_in_touch_all_the_time_or_it_was_a_crowd():
    lunch = [Meeting("m1", ago(2), "Lunch", (1,))]
    assert not asked("thank_after_meeting", network(ANN), history([day_row(1, ago(1), out=1)], meetings=lunch))
    often = [day_row(1, ago(day), meetings=1) for day in range(2, 60, 7)]
    assert not asked("thank_after_meeting", network(ANN), history(often, meetings=lunch))
    crowd = [Meeting("m1", ago(1), "Conference", tuple(range(1, 30)))]
    assert not asked("thank_after_meeting", network(ANN), history(meetings=crowd))


def test_twenty_people_met_on_one_day_are_spread_over_days():
    people = [person(number) for number in range(1, 21)]
    met = [Meeting(f"m{one.number}", ago(1), "Fair", (one.number,)) for one in people]
    thanked = {}
    for later in range(20):
        today = TODAY + timedelta(later)
        found = asked("thank_after_meeting", network(*people), history(meetings=met, today=today), today)
        ready = [one for one in found if one.not_before <= today]
        assert len(ready) <= 4
        for one in ready:
            thanked.setdefault(one.person, today)
    assert len(thanked) == 20 and len(set(thanked.values())) == 10


def test_a_meeting_today_or_tomorrow_is_prepared():
    rows = [day_row(1, ago(40), out=1), day_row(2, ago(400), out=1)]
    soon = [Meeting("m1", TODAY + timedelta(1), "Plans", (1, 2)), Meeting("m2", TODAY + timedelta(2), "", (1,))]
    found = only("prepare_meeting", network(ANN, BO), history(rows, meetings=soon))
    assert found.person == 2 and found.is_hard and found.due == TODAY + timedelta(1)
    assert found.why == "You meet tomorrow with one more: “Plans”. You were last in touch on 19 October 2025."
    assert found.evidence == ("m1", "i2")


def test_the_meeting_itself_is_not_when_they_were_last_in_touch():
    met = [Meeting("m1", TODAY, "Plans", (1,)), Meeting("m2", TODAY, "Hello", (2,))]
    rows = [day_row(1, ago(3), out=1), day_row(1, TODAY, meetings=1), day_row(2, TODAY, meetings=1)]
    one, two = (found.why for found in asked("prepare_meeting", network(ANN, BO), history(rows, meetings=met)))
    assert one.endswith("You were last in touch 3 days ago.")
    assert two.endswith("It would be your first contact in this book.")
    wrote = history([day_row(2, TODAY, into=1, meetings=1)], meetings=met[1:])
    assert only("prepare_meeting", network(BO), wrote).why.endswith("You were last in touch today.")


def test_thanks_go_to_whom_ego_came_to_know_while_arranging_to_meet():
    arranged = [day_row(1, ago(day), out=1, into=1) for day in (3, 4, 5, 6)]
    assert only("thank_after_meeting", network(ANN), history(arranged, meetings=[Meeting("m1", ago(1), "", (1,))]))


@pytest.mark.parametrize(("hour", "expected"), [(14, 0), (16, 1), (None, 0)])
def test_thanks_written_after_the_meeting_on_its_day_were_written(hour, expected):
    begins = None if hour is None else to_seconds(at(ago(1), hour))
    met = [Meeting("m1", ago(1), "Lunch", (1,), begins_at=begins)]
    wrote = [day_row(1, ago(1), out=1, meetings=1)]  # at three o'clock
    assert len(asked("thank_after_meeting", network(ANN), history(wrote, meetings=met))) == expected


OFTEN = [day_row(1, ago(day), meetings=1) for day in range(1, 61, 7)]


@pytest.mark.parametrize("people", [(77,), (), tuple(range(1, 20)), tuple(range(1, 11))])
def test_a_meeting_with_strangers_or_with_a_crowd_is_not(people):
    assert not asked("prepare_meeting", network(ANN), history(meetings=[Meeting("m1", TODAY, "Fair", people)]))


def test_of_a_meeting_all_who_came_are_counted():
    assert not asked("prepare_meeting", network(ANN), history(meetings=[Meeting("m1", TODAY, "Fair", (1,), others=10)]))
    assert only("prepare_meeting", network(ANN), history(meetings=[Meeting("m1", TODAY, "Fair", (1,), others=9)]))


def test_only_a_series_with_those_met_all_the_time_is_silent():
    weekly, once = (Meeting("m1", TODAY, "Weekly", (1,), is_of_series=one) for one in (True, False))
    assert not asked("prepare_meeting", network(ANN, BO), history(OFTEN, meetings=[weekly]))
    assert only("prepare_meeting", network(ANN, BO), history(OFTEN, meetings=[once])).is_hard
    assert only("prepare_meeting", network(ANN, BO), history(OFTEN[:3], meetings=[weekly])).is_hard
    guest = Meeting("m1", TODAY, "Weekly", (1, 2), is_of_series=True)
    assert only("prepare_meeting", network(ANN, BO), history(OFTEN, meetings=[guest])).person == 2


# -- what the owner set ----------------------------------------------------------------------------------------------


def test_a_reminder_stands_from_its_day():
    for on, expected in ((ago(-1), 0), (TODAY, 1), (ago(30), 1)):
        found = asked("reminder", network(ANN), history(reminders=[Reminder("d1", 1, on, "ask about Lisbon")]))
        assert len(found) == expected
    assert found[0].why == "You asked to be reminded on 24 October: “ask about Lisbon”." and found[0].is_hard


def test_an_own_rhythm_that_has_passed_and_the_clock_that_any_contact_resets():
    wish = [OwnRhythm("d1", 1, 30, ago(300))]
    found = only("own_rhythm", network(ANN), history([day_row(1, ago(30), out=1)], own_rhythms=wish))
    assert "every 30 days; the last time was 24 October, 30 days ago" in found.why and found.evidence == ("d1", "i1")
    assert not asked("own_rhythm", network(ANN), history([day_row(1, ago(29), meetings=1)], own_rhythms=wish))
    assert only("own_rhythm", network(ANN), history(own_rhythms=wish)).occasion == "never"
    assert not asked("own_rhythm", network(ANN), history(own_rhythms=[OwnRhythm("d1", 1, 30, ago(3))]))


# -- milestones ------------------------------------------------------------------------------------------------------


def change(field="organisation", before="Acme", after="Bolt", at=ago(10), **fields):
    return Change(**{"person": 1, "card": "c1", "at": at, "since": ago(90), "field": field, "before": before,
                     "after": after, "source": "linkedin", "records": ("r1", "r2"), **fields})  # fmt: skip


def test_a_job_change_is_told_with_both_sides_and_the_span_in_which_it_was_seen():
    found = only("job_change", network(ANN), history(changes=[change(), change("title", "Clerk", "Head")]))
    assert found.why == ("A new place of work, seen between 25 August and 13 November: Acme → Bolt; Clerk → Head.")
    assert found.evidence == ("r1", "r2")
    assert "A new title" in only("job_change", network(ANN), history(changes=[change("title", "Clerk", "Head")])).why


@pytest.mark.parametrize("one", [
    change(at=None), change(at=ago(61)), change(at=ago(-1)), change(before=""), change(after=""),
    change(before="Acme, Inc.", after="ACME Inc"), change(field="location"), change(person=9),
])  # fmt: skip
def test_no_news_is_not_told(one):
    assert not asked("job_change", network(ANN), history(changes=[one]))


def headed(start, **fields):
    """Head of Acme since a day, as their card states it."""
    said = {"title": "Head", "start": start, "source": "vcard", "record": "r9", "is_current": True}
    return position(1, **{"organisation": "Acme", **said, **fields})


@pytest.mark.parametrize(("start", "today", "years"), [
    ("2020-11-20", TODAY, 6), ("2020-11", TODAY, 6), ("2020-12-28", date(2027, 1, 2), 6), ("2020-02-29", date(2023, 2, 28), 3),
    ("2020", TODAY, None), ("2026-11-01", TODAY, None), ("2020-11-24", TODAY, None), ("2020-10", TODAY, None),
    ("", TODAY, None), ("last year", TODAY, None), ("--11-20", TODAY, None), ("2020-11-10", TODAY, None),
])  # fmt: skip
def test_a_work_anniversary_needs_a_stated_start(start, today, years):
    found = asked("work_anniversary", network(ANN, positions={1: (headed(start),)}), history(today=today), today)
    assert len(found) == bool(years)
    if years:
        assert found[0].why.startswith(f"{years} years at Acme as Head") and found[0].evidence == ("r9",)


@pytest.mark.parametrize(
    "fields", [{"end": "2024"}, {"is_current": False}, {"kind": "education"}, {"organisation": ""}]
)
def test_a_position_that_is_over_has_no_anniversary(fields):
    net = network(ANN, positions={1: (headed("2020-11-20", **fields),)})
    assert not asked("work_anniversary", net, history())


@pytest.mark.parametrize(("born", "today", "expected"), [
    ("1980-11-23", TODAY, "is today"), ("--11-23", TODAY, "is today"), ("1980-11-22", TODAY, "was yesterday"),
    ("1980-11-21", TODAY, "was 2 days ago"), ("1980-11-20", TODAY, None), ("1980-11-24", TODAY, None),
    ("--02-29", date(2023, 2, 28), "is today"), ("--02-29", date(2024, 2, 29), "is today"), ("--02-29", date(2024, 2, 28), None),
    ("--02-29", date(2023, 3, 1), "was yesterday"), ("--12-31", date(2027, 1, 1), "was yesterday"), ("--01-01", date(2026, 12, 31), None),
    ("1980-11", TODAY, None), ("1980", TODAY, None), ("soon", TODAY, None), ("", TODAY, None), ("0001-11-23", TODAY, "is today"),
])  # fmt: skip
def test_birthdays_on_every_kind_of_day(born, today, expected):
    cards = {1: [Card("k", "vcard", birthday=born), Card("other", "linkedin")]}
    net = network(person(1, birthday=born))
    found = asked("birthday", net, history(today=today, cards=lambda number: cards[number]), today)
    assert len(found) == bool(expected)
    if expected:
        assert expected in found[0].why and found[0].evidence == (cards[1][0].id,)


def test_a_birthday_at_the_turn_of_the_year_is_one_occasion():
    net = network(person(1, birthday="--12-31"))
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2))
    assert {only("birthday", net, history(today=day), day).occasion for day in days} == {"2026"}


def test_a_connection_anniversary_needs_a_contact_day_or_a_shared_employer():
    friend = person(1, since="2020-11-22", organisation="Acme")
    assert not asked("connection_anniversary", network(friend), history())
    both = {"ego": [position(0, "Acme")], "positions": {1: (position(1, "Acme", is_current=True),)}}
    found = only("connection_anniversary", network(friend, **both), history())
    assert found.why == "You connected 6 years ago, on 22 November 2020. You have both worked at Acme."
    assert found.evidence == ("c1", "r-1-Acme", "r-0-Acme")
    school = {"ego": [position(0, "Acme", kind="education")], "positions": both["positions"]}
    assert not asked("connection_anniversary", network(friend, **school), history())
    assert (
        "last in touch" in only("connection_anniversary", network(friend), history([day_row(1, ago(900), out=1)])).why
    )


@pytest.mark.parametrize("since", ["2026-11-22", "2020-11-24", "2020-11-10", "2020-11", "2020", "yesterday", ""])
def test_other_days_are_no_anniversary(since):
    both = {"ego": [position(0, "Acme")], "positions": {1: (position(1, "Acme"),)}}
    net = network(person(1, since=since, organisation="Acme"), **both)
    assert not asked("connection_anniversary", net, history())


# -- new, unanswered, quiet -------------------------------------------------------------------------------------------


def test_a_new_connection_is_welcomed_once_unless_spoken_to():
    new = person(1, since="2026-11-10", organisation="Acme", title="Head")
    found = only("welcome", network(new), history())
    assert found.why == "You connected on 10 November and have not spoken yet. Head at Acme."
    assert not asked("welcome", network(new), history([day_row(1, ago(5), into=1)]))
    for since in ("2026-10-01", "2026-11-24", "2026-11", "", "soon"):
        assert not asked("welcome", network(person(1, since=since)), history())


@pytest.mark.parametrize(
    ("theirs", "own", "said"),
    [
        ({}, {}, "You have both worked at Acme."),
        ({"is_current": True}, {"is_current": True}, "You both work at Acme."),
        ({"kind": "education"}, {"kind": "education"}, "You both studied at Acme."),
        ({"kind": "education"}, {}, "You have both been at Acme."),
    ],
)
def test_a_welcome_says_where_both_were_and_rests_on_both_positions(theirs, own, said):
    new = person(1, since="2026-11-10", organisation="Other", title="Head")
    places = {1: (position(1, "Other"), position(1, "Acme", **theirs))}
    found = only("welcome", network(new, ego=[position(0, "Acme", **own)], positions=places), history())
    assert found.why.endswith(f"not spoken yet. {said}")
    assert found.evidence == ("c1", "r-1-Acme", "r-0-Acme")


def test_thirty_thousand_new_connections_do_not_all_ask():
    people = [person(number, since="2026-11-10") for number in range(1, 30_001)]
    assert len(asked("welcome", network(*people), history())) == 20


def letters(*days, **fields):
    return {1: [letter(f"l{day}", ago(day), **fields) for day in days]}


def test_somebody_who_wrote_and_was_never_answered():
    past = history([day_row(1, ago(30), into=1)], talk=letters(30, subject="Your talk"))
    found = only("unanswered", network(ANN), past)
    assert found.why == "Wrote to you on 24 October: “Your talk”. It has had no answer yet." and found.evidence == (
        "l30",
    )


@pytest.mark.parametrize(("rows", "expected"), [
    ([day_row(1, ago(100), out=1), day_row(1, ago(30), into=1)], 1),  # a new talk, weeks after ego's last word
    ([day_row(1, ago(31), out=1), day_row(1, ago(30), into=1)], 0),  # their answer ended the talk
    ([day_row(1, ago(30), into=1), day_row(1, ago(20), out=1)], 0),
    ([day_row(1, ago(30), into=1), day_row(1, ago(20), meetings=1)], 0),
    ([day_row(1, ago(30), into=1, smallest=4)], 0),
    ([day_row(1, ago(181), into=1)], 0),
    ([day_row(1, ago(2), into=1)], 0),
    ([day_row(9, ago(30), into=1)], 0),
])  # fmt: skip
def test_what_was_answered_or_went_to_many_is_not_unanswered(rows, expected):
    assert len(asked("unanswered", network(ANN), history(rows, talk=letters(30)))) == expected


@pytest.mark.parametrize("fields", [{"is_bulk": True}, {"direction": "out"}, {"recipients": 3}])
def test_without_the_letter_itself_nothing_is_said_to_be_unanswered(fields):
    assert not asked("unanswered", network(ANN), history([day_row(1, ago(30), into=1)], talk=letters(30, **fields)))


def test_a_tie_that_drifts_says_its_rhythm_and_stops_when_they_talk():
    rows = [day_row(1, ago(day), out=1, into=1) for day in range(50, 250, 5)]
    found = only("drifting", network(ANN), history(rows))
    assert found.why == (
        "You were in touch on 40 days so far, usually every 5 days; the last was 4 October, 50 days ago."
    )
    assert not asked("drifting", network(ANN), history([*rows, day_row(1, TODAY, meetings=1)]))
    assert not asked("drifting", network(ANN), history(rows, own_rhythms=[OwnRhythm("d1", 1, 90, ago(200))]))


def test_letters_between_others_are_no_evidence_of_contact():
    rows = [day_row(1, ago(day), out=1, into=1) for day in range(800, 900)]
    copies = [letter("cc", ago(5)), letter("bulk", ago(800), is_bulk=True), letter("real", ago(801))]
    assert only("dormant", network(ANN), history(rows, talk={1: copies})).evidence == ("real",)
    assert not asked("dormant", network(ANN), history(rows, talk={1: copies[:2]}))


def test_a_dormant_tie_names_what_is_new_only_where_it_is():
    rows = [day_row(1, ago(day), out=1, into=1, answered=1) for day in range(800, 1600, 10)]
    rows += [day_row(2, ago(day), out=1, into=1) for day in (1, 20, 40)]
    found = only("dormant", network(ANN, person(2, organisation="Bolt")), history(rows))
    assert found.why.endswith("the last was 14 September 2024. Nobody you are in touch with now is at Acme.")
    assert "80 days from July 2022 to September 2024" in found.why
    same = only("dormant", network(ANN, person(2, organisation="Acme")), history(rows))
    assert "Nobody" not in same.why and same.value < found.value
    assert not asked("dormant", network(ANN), history([day_row(1, ago(800), out=1)]))


# -- all of them -------------------------------------------------------------------------------------------------------


def test_reasons_are_warm_and_plain():
    people = [person(1, since="2026-11-10", birthday="--11-23"), person(2, since="2020-11-22", organisation="Acme")]
    rows = [day_row(2, ago(day), into=1) for day in (30, 60, 90)]
    past = history(rows, questions=[question()], own_promises=[own(due=ago(9))], talk=letters(30))
    for one in nudges.suggest(network(*people), past, TODAY):
        assert not re.search(r"(?i)overdue|streak|fail|forgot|neglect|should have|still|!", one.why + one.offer), one
        assert one.why[0].isupper() and one.why[-1] in ".?" and len(one.why) < 400


def test_nobody_outside_the_network_is_named_and_nothing_is_said_without_evidence():
    rows = [day_row(1, ago(day), out=1, into=1) for day in range(800, 900)]
    past = history(rows, talk={1: []}, questions=[question()], reminders=[Reminder("d1", 1, TODAY, "")])
    assert nudges.suggest(network(), past, TODAY) == []
    assert not asked("dormant", network(ANN), past)  # no interaction to show for it


def test_long_and_broken_words_are_shortened_and_never_break():
    words = "\x00 what\n about " + "x" * 1000 + "?"
    found = only("reply_owed", network(ANN), history(questions=[finding("f1", "question", ago(6), 1, words)]))
    assert len(found.why) < 300 and "\n" not in found.why


def test_a_silence_of_months_still_drifts_until_it_is_dormant():
    rows = [day_row(1, ago(day), out=1, into=1) for day in range(200, 300, 10)]
    assert "usually every" in only("drifting", network(ANN), history(rows)).why
    two = [day_row(1, ago(day), out=1, into=1) for day in (200, 220)]
    assert only("drifting", network(ANN), history(two)).why.startswith("You were in touch on 2 days so far; the last")
    assert not asked("drifting", network(ANN), history(two[:1]))
