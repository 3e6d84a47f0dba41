"""Interactions from records: which way, with whom, how many, and what was found in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.ego import Ego
from kithbook.digest.interactions import Seen, Zone, hints, interact, logged, placed, raw_id
from kithbook.model import decision, ids, record, times
from kithbook.model.decision import Decision
from kithbook.model.reading import Reading

ADA = ["email", "ada@own.example", "Ada"]
BAO = ["email", "bao@acme.example", "Bao Tran"]
CLEO = ["email", "cleo@free.example", ""]
EGO = Ego(frozenset({("email", "ada@own.example")}), frozenset({"ada owner"}))
NOBODY = Ego(frozenset(), frozenset())
UTC_ZONE = Zone(ZoneInfo("UTC"))
AT = "2026-03-01T23:30:00Z"


def seen(content, *readings, raw=b"r", sources=("mbox",)):
    return Seen(raw, content, sources, readings)


def mail(sender=BAO, to=(ADA,), **more):
    content = {"at": AT, "channel": "mail", "to": list(to), "recipients": len(to)} | more
    return content | ({"sender": sender} if sender else {})


def made(kind, *contents, ego=EGO, key="k", zone=UTC_ZONE):
    return interact(kind, key, [one if isinstance(one, Seen) else seen(one) for one in contents], ego=ego, zone=zone)


def message(*contents, ego=EGO):
    return made(record.MESSAGE, *contents, ego=ego)


def parts(row):
    return [(part.key, part.role) for part in row.parts]


# -- messages ------------------------------------------------------------------------------------------


def test_a_mail_to_ego_comes_in_and_one_from_ego_goes_out():
    came, went = message(mail()), message(mail(ADA, [BAO, CLEO], cc=[ADA]))
    assert (came.direction, parts(came)) == ("in", [("email:bao@acme.example", "from")])
    assert (went.direction, parts(went)) == (
        "out",
        [("email:bao@acme.example", "to"), ("email:cleo@free.example", "to")],
    )
    assert (came.kind, came.channel, came.day) == ("message", "mail", times.day_number(date(2026, 3, 1)))


def test_which_way_is_not_known_where_ego_is_not():
    assert message(mail(), ego=NOBODY).direction == ""
    assert message(mail(sent=True), ego=NOBODY).direction == "out"


def test_a_colleagues_mail_filed_among_the_sent_is_theirs():
    assert message(mail(sent=True)).direction == "in"


SENDS = replace(EGO, has_sent=True)


def test_a_letter_under_egos_name_that_was_delivered_is_nobodys_where_the_book_holds_what_ego_sent():
    arrived = mail(ADA, [BAO], delivered_to=["ada@own.example"])
    forged = message(arrived, ego=SENDS)
    assert (forged.direction, forged.is_bulk, forged.is_to_ego_alone) == ("", True, False)
    assert message(arrived).direction == "out"  # a mailbox without folders
    assert message(mail(ADA, [BAO]), ego=SENDS).direction == "out"  # never delivered: a copy that ego's program kept
    assert message(arrived, mail(ADA, [BAO], sent=True), ego=SENDS).direction == "out"  # it lies among the sent, too
    assert message(mail(ADA, [BAO], sent=True, delivered_to=["ada@own.example"]), ego=SENDS).direction == "out"
    assert message(mail(BAO, delivered_to=["ada@own.example"]), ego=SENDS).direction == "in"


def test_a_trace_of_the_way_tells_without_an_address_by_which_it_came():
    arrived = mail(ADA, [BAO], arrived=True)
    assert (message(arrived, ego=SENDS).direction, message(arrived, ego=SENDS).is_bulk) == ("", True)
    assert message(arrived).direction == "out"
    assert message(arrived, mail(ADA, [BAO], sent=True), ego=SENDS).direction == "out"


def test_a_letter_under_egos_name_that_was_doubted_on_its_way_is_nobodys_whatever_the_book_holds():
    doubted = mail(ADA, [BAO], arrived=True, doubted="dmarc=fail")
    assert [message(doubted, ego=ego).direction for ego in (EGO, SENDS)] == ["", ""]
    assert message(doubted, mail(ADA, [BAO], sent=True)).direction == "out"
    assert message(mail(BAO, doubted="dmarc=fail")).direction == "in"  # only ego's own word is at stake


def test_what_passed_in_anothers_archive_is_between_others():
    eva, zoe = ["linkedin", "eva", "Eva"], ["linkedin", "zoe", "Zoe"]
    ego = replace(EGO, stranger_handles=frozenset({("linkedin", "eva")}))
    theirs = mail(eva, [zoe], channel="linkedin", sent=True)
    assert message(theirs, ego=ego).direction == ""
    assert message(mail(zoe, [eva], channel="linkedin"), ego=ego).direction == ""
    assert message(mail(eva, [["name", "", "Ada Owner"]], channel="linkedin"), ego=ego).direction == "in"
    assert message(mail(zoe, [["linkedin", "bao", ""]], channel="linkedin"), ego=ego).direction == "in"


def test_a_sent_mail_without_a_sender_is_egos():
    row = message(mail(None, [BAO], sent=True))
    assert (row.direction, parts(row)) == ("out", [("email:bao@acme.example", "to")])
    assert message(mail(None)).direction == "in"


@pytest.mark.parametrize(
    ("content", "alone"),
    [
        (mail(), True),
        (mail(to=[ADA, CLEO]), False),
        (mail(to=[ADA], recipients=30), False),  # the list was cut
        (mail(to=[["email", "team@own.example", ""]]), False),  # reached ego through another's address
        (mail(to=[]), False),
        (mail(ADA, [ADA]), False),
        (mail(to=[["name", "", "Ada Owner"]]), True),
    ],
)
def test_to_ego_alone_means_that_ego_is_the_one_recipient(content, alone):
    assert message(content).is_to_ego_alone is alone


def test_recipients_are_those_that_were_addressed_however_many_are_listed():
    assert message(mail(to=[ADA, BAO], recipients=200)).recipients == 200
    content = mail(to=[ADA, BAO])
    del content["recipients"]
    assert message(content).recipients == 2


def test_who_stands_twice_counts_once_in_the_first_role():
    assert parts(message(mail(BAO, [ADA], cc=[BAO]))) == [("email:bao@acme.example", "from")]


def test_a_bare_name_means_one_person_within_its_conversation_only():
    named = ["name", "", "Bao  Tran"]
    one, two = (message(mail(named, thread=thread)) for thread in ("t1", "t2"))
    assert parts(one) == [("named:bao tran|in:t1", "from")]
    assert parts(one) != parts(two)
    assert parts(message(mail(["name", "", "LinkedIn Member"]))) == []
    assert parts(message(mail(["name", "", ""]))) == []


def test_a_key_of_the_source_is_the_cards_own_key():
    assert parts(message(mail(["uid", "monica:3", "Bao"]))) == [("monica:3", "from")]


@pytest.mark.parametrize(
    ("content", "thread"),
    [
        (mail(thread="gm-1", parents=["a@x"], message_id="b@x"), "gm-1"),
        (mail(parents=["a@x", "b@x"], message_id="c@x"), "a@x"),
        (mail(message_id="c@x"), "c@x"),
        (mail(), ""),
    ],
)
def test_a_thread_is_the_sources_or_the_first_ancestor_or_begins_here(content, thread):
    assert message(content).thread == thread


def test_the_same_mail_in_three_sources_is_one_interaction():
    takeout = seen(mail(delivered_to=["ada@own.example"]), raw=b"1", sources=("mbox",))
    maildir = seen(mail(sent=True, subject="Hi"), raw=b"2", sources=("maildir", "mbox"))
    row = message(takeout, maildir)
    assert (row.records, row.sources, row.subject) == ((b"1", b"2"), ("mbox", "maildir"), "Hi")
    assert row.hints == (("delivered", "ada@own.example"), ("sent", "bao@acme.example"))
    assert row.raw == raw_id("k")


def test_what_is_undated_in_the_latest_is_dated_by_an_earlier_one_and_else_is_no_interaction():
    undated = {"channel": "mail", "sender": BAO, "to": [ADA]}
    assert message(mail(), undated).at == message(mail()).at
    assert message(undated) is None
    assert message(undated | {"at": "yesterday"}) is None


def test_hints_say_who_wrote_what_was_sent_and_where_it_came():
    content = mail(ADA, [BAO], sent=True, delivered_to=["b@x", "a@x", "b@x"])
    assert hints(content) == (("delivered", "a@x"), ("delivered", "b@x"), ("sent", "ada@own.example"))
    assert hints(mail(["name", "", "Ada"], [BAO], sent=True)) == ()


@pytest.mark.parametrize(
    ("doubted", "is_repeated"),
    [("dmarc=fail", False), ("compauth=fail", False), ("AuthAs: Anonymous", True), ("", True)],
)
def test_what_a_letter_asks_is_not_repeated_where_its_sender_was_found_to_be_another(doubted, is_repeated):
    asked, signed = (
        Reading("question", 1, "en", "Can you pay this?"),
        Reading("signature", 1, "en", "Bao", {"title": "CFO"}),
    )
    row = message(seen(mail(BAO, doubted=doubted), asked, signed))
    assert (row.direction, row.findings, row.signature) == (
        "in",
        (asked,) if is_repeated else (),
        {"title": "CFO"} if is_repeated else {},
    )


def test_findings_are_taken_once_snippets_not_and_the_signature_is_the_senders():
    asked = Reading("question", 1, "en", "Could you?", {})
    said = [asked, asked, Reading("snippet", 1, "en", "Hi", {}), Reading("signature", 1, "en", "x", {"title": "CTO"})]
    row = message(seen(mail(), *said))
    assert row.findings == (asked,)
    assert row.signature == {"title": "CTO"}
    assert message(seen(mail(bulk="via a list"), *said)).signature == {}  # anybody may write on another's behalf


def test_bulk_mail_asks_nothing_but_may_tell_of_an_opening():
    said = [Reading("question", 1, "en", "Ready to save?", {}), Reading("opening", 1, "en", "We are hiring", {})]
    row = message(seen(mail(bulk="List-Id"), *said))
    assert row.is_bulk
    assert [one.reader for one in row.findings] == ["opening"]


# -- meetings and the rest -----------------------------------------------------------------------------


def guest(address, status="accepted", sort="person", name=""):
    return ["email", address, name, status, sort]


def meeting(*attendees, **more):
    return made(record.MEETING, {"at": AT, "uid": "u", "attendees": list(attendees)} | more)


def test_a_meeting_counts_the_others_and_no_rooms_nor_those_who_declined():
    row = meeting(
        guest("ada@own.example"), guest("bao@acme.example"), guest("cleo@free.example", "declined"),
        guest("room@acme.example", sort="room"), organiser=["email", "dan@acme.example", "Dan"], title="Plan",
    )  # fmt: skip
    assert parts(row) == [("email:dan@acme.example", "attendee"), ("email:bao@acme.example", "attendee")]
    assert (row.kind, row.direction, row.recipients, row.subject, row.thread) == ("meeting", "both", 2, "Plan", "u")


def test_an_organiser_who_attends_counts_once_and_one_who_declined_not_at_all():
    dan = ["email", "dan@acme.example", "Dan"]
    assert meeting(guest("dan@acme.example"), organiser=dan).recipients == 1
    assert meeting(guest("dan@acme.example", "declined"), guest("bao@acme.example"), organiser=dan).recipients == 1


def test_a_meeting_of_eleven_stays_one_when_some_of_them_cannot_be_told_apart():
    nameless = [["name", "", "someone", "accepted", "person"] for _ in range(6)]
    named = [["name", "", f"Guest {n}", "accepted", "person"] for n in range(4)]
    row = meeting(guest("ada@own.example"), *nameless, *named)
    assert (len(row.parts), row.recipients) == (4, 10)


@pytest.mark.parametrize("more", [{"status": "cancelled"}, {}])
def test_what_was_cancelled_or_ego_declined_is_no_meeting(more):
    mine = guest("ada@own.example", "accepted" if more else "declined")
    assert meeting(mine, guest("bao@acme.example"), **more) is None
    kept = meeting(mine, guest("bao@acme.example"), owner="ada@own.example", **more)
    assert (kept.parts, kept.hints) == ((), (("calendar", "ada@own.example"),))  # still tells whose calendar it is


def test_a_calendar_that_holds_a_meeting_is_nobody_in_it():
    row = meeting(guest("bao@acme.example"), organiser=["email", "c_1f@group.calendar.google.com", "Family"])
    assert (parts(row), row.recipients) == ([("email:bao@acme.example", "attendee")], 1)


def test_an_activity_logged_elsewhere_is_what_its_channel_says():
    for channel, kind in (("call", "call"), ("message", "message"), ("activity", "meeting"), ("meeting", "meeting")):
        row = made(record.ACTIVITY, {"at": "2026-03-01", "channel": channel, "people": [["uid", "monica:1", "Bao"]]})
        assert (row.kind, row.direction, row.recipients, row.is_day) == (kind, "both", 1, True)
    assert made(record.ACTIVITY, {"at": AT, "channel": "call", "people": [ADA]}) is None


def test_a_gesture_has_one_other_side():
    bao = ["linkedin", "bao", "Bao"]
    out = made(record.INVITATION, {"at": AT, "direction": "out", "person": bao})
    assert (out.kind, parts(out)) == ("gesture", [("linkedin:bao", "to")])
    came = made(record.ENDORSEMENT, {"at": AT, "direction": "in", "person": bao, "subject": "Chess"})
    assert (parts(came), came.subject) == ([("linkedin:bao", "from")], "Chess")
    assert made(record.INVITATION, {"at": AT, "direction": "out", "person": ADA}) is None


def test_a_recommendation_tells_a_name_by_the_organisation():
    content = {"at": AT, "direction": "in", "person": ["name", "", "Bao Tran"]}
    assert parts(made(record.RECOMMENDATION, content | {"organisation": "Acme"})) == [
        ("named:bao tran|at:Acme", "from")
    ]
    assert parts(made(record.RECOMMENDATION, content)) == [("named:bao tran|in:k", "from")]


def test_what_the_owner_logged_points_at_a_card_that_exists():
    card = ids.make(ids.CARD, "bao")
    ruling = Decision(
        ids.make(ids.DECISION, "1"), datetime(2026, 3, 2, tzinfo=UTC), decision.LOG, {"card": card, "kind": "call"}
    )
    row = logged(ruling, zone=UTC_ZONE)
    assert (row.kind, row.direction, row.channel, row.is_day) == ("call", "both", "log", False)
    assert parts(row) == [(f"={card}", "attendee")]


# -- time ----------------------------------------------------------------------------------------------


def test_a_day_is_the_books_own():
    berlin = Zone(ZoneInfo("Europe/Berlin"))
    assert made(record.MESSAGE, mail(), zone=berlin).day == times.day_number(date(2026, 3, 2))
    assert placed("2026-03-01", berlin)[1:] == (date(2026, 3, 1), True)


def test_a_floating_time_is_the_books_own_and_one_in_a_zone_is_not():
    tokyo = Zone(ZoneInfo("Asia/Tokyo"))
    talk = {"at": "2026-03-01T17:00:00Z", "attendees": [[*BAO, "accepted", "person"]], "organiser": ADA}
    for said, day, hour in (({"zone": "floating"}, 1, 8), ({"zone": "X", "zone_unknown": True}, 1, 8), ({}, 2, 17)):
        row = made(record.MEETING, talk | said, zone=tokyo)
        assert (row.day, times.from_seconds(row.at).hour) == (times.day_number(date(2026, 3, day)), hour)


def test_a_floating_time_at_the_ends_of_the_calendar_is_a_time_still():
    for at in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        for name in ("Pacific/Kiritimati", "Etc/GMT+12"):
            assert placed(at, Zone(ZoneInfo(name)), is_floating=True)[1].year in {1, 9999}


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.sampled_from(["Pacific/Kiritimati", "Etc/GMT+12", "UTC"]))
def test_every_day_of_the_calendar_has_a_day_in_every_zone(day, name):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = Zone(ZoneInfo(name)).day(moment)
    assert abs(found - day) <= timedelta(days=1)


def test_beyond_the_ends_of_the_calendar_the_day_is_that_of_utc():
    assert Zone(ZoneInfo("Pacific/Kiritimati")).day(datetime.max.replace(tzinfo=UTC)) == date.max


people = st.sampled_from([ADA, BAO, CLEO, ["linkedin", "dan", "Dan"], ["name", "", "Eve"], ["name", "", ""]])


@given(
    st.one_of(st.none(), people),
    st.lists(people, max_size=4),
    st.lists(people, max_size=4),
    st.booleans(),
    st.sampled_from([EGO, NOBODY]),
)
def test_ego_is_never_a_participant_and_nobody_is_one_twice(sender, to, cc, sent, ego):
    row = message(mail(sender, to, cc=cc, sent=sent), ego=ego)
    keys = [part.key for part in row.parts]
    assert len(keys) == len(set(keys))
    assert ego is NOBODY or "email:ada@own.example" not in keys
    assert not row.is_to_ego_alone or (row.direction == "in" and keys in ([], [keys[0] if keys else ""]))
