"""today, done, later, never: what is recorded, what stays, what is made anew, and what writes nothing."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from memory_book import DAY, NOW, MemoryBook, noon, person

from kithbook.actions.done import done
from kithbook.actions.items import candidates
from kithbook.actions.later import later
from kithbook.actions.never import never
from kithbook.actions.numbered import evidence_of, numbers
from kithbook.actions.today import today
from kithbook.model import decision as verbs
from kithbook.model import ids
from kithbook.model.card import Card
from kithbook.model.change import Change
from kithbook.model.fault import UserError
from kithbook.model.interaction import Finding, Interaction, Participant
from kithbook.model.position import Position
from kithbook.model.times import day_number, to_seconds


def talk(number, day, id_=None, **fields):
    return Interaction(**{
        "id": id_ or f"i{number}-{day}", "at": noon(day), "is_day": False, "day": day, "kind": "message", "channel": "mail",
        "direction": "out", "subject": "", "thread": "", "recipients": 1, "is_bulk": False, "snippet": "",
        "participants": (Participant(f"c{number}", "", "to"),), **fields,
    })  # fmt: skip


def book_of(count=30, **fields):
    """Ego and some people: with each, a lively spring and silence since."""
    ego = person(0, is_ego=True, founder="c-ego", id="p-ego")
    book = MemoryBook(ego, *(person(number, **fields) for number in range(1, count + 1)))
    book.digest.held[0] = [Card("email:me@x.org", "s", handles=(("email", "me@x.org"),))]
    for number in range(1, count + 1):
        for step in range(20):
            day = DAY - timedelta(40 + number + 4 * step)
            second = to_seconds(noon(day))
            book.digest.days.append((number, day_number(day), 1, 1, 0, 1, 1, "out", "out", second - 9, second))
            book.digest.talk.append(talk(number, day))
    book.digest.days.sort()
    return book


def ids_of(found):
    return [item.id for item in found.items]


def test_the_first_of_the_day_is_recorded_and_shown_again_without_measuring_anything():
    book = book_of()
    first = today(book, now=NOW)
    assert len(first.items) == 5 and first.waiting and first.date == DAY and book.holds == 1
    assert [entry.item for entry in book.evidence.agenda(DAY)] == ids_of(first)
    book.digest.asked.clear()
    assert today(book, now=NOW + timedelta(hours=5)) == first
    assert book.digest.asked == [] and book.holds == 1


def test_items_are_made_of_reason_person_and_occasion():
    item = today(book_of(), now=NOW).items[0]
    assert item.id == ids.make("a", item.nudge, item.person.id, str(DAY - timedelta(40 + int(item.person.id[1:]))))
    assert item.nudge == "drifting" and item.why and item.evidence and item.score > 0


def test_asked_for_a_date_or_a_length_nothing_is_written_and_the_answer_repeats():
    book = book_of()
    for asked in ({"date": DAY}, {"limit": 2}, {"record": False}, {"date": DAY - timedelta(9), "limit": 7}):
        assert today(book, now=NOW, **asked) == today(book, now=NOW, **asked)
    assert not book.evidence.marks and not book.evidence.entries and not book.evidence.facts and book.holds == 0
    assert len(today(book, now=NOW, limit=2).items) == 2 and len(today(book, now=NOW, limit=50).items) == 7
    with pytest.raises(UserError):
        today(book, now=NOW, limit=0)


def test_rulings_shorten_the_list_and_never_remake_it():
    book = book_of()
    first = today(book, now=NOW)
    one, two, three, four, five = first.items
    assert done(book, one.id, now=NOW).state == "done"
    later(book, two.id, now=NOW, until="tomorrow")
    never(book, three.id, now=NOW, because="wrong person")
    never(book, four.id, now=NOW, person=True)
    assert ids_of(today(book, now=NOW)) == [five.id]
    book.evidence.decide(verbs.PAUSE, {"card": f"c{five.person.id[1:]}", "until": None}, at=NOW)
    assert ids_of(today(book, now=NOW)) == [] and book.evidence.marks[DAY] == 1
    assert today(book, now=NOW).waiting == first.waiting


def test_an_undone_ruling_brings_its_item_back():
    book = book_of()
    first = today(book, now=NOW)
    ruling = done(book, first.items[0].id, now=NOW).decision
    assert len(today(book, now=NOW).items) == 4
    book.evidence.decide(verbs.UNDO, {"decision": ruling}, at=NOW)
    assert today(book, now=NOW) == first


def test_an_import_makes_the_day_anew_and_what_was_ruled_on_stays_away():
    book = book_of()
    first = today(book, now=NOW)
    done(book, first.items[0].id, now=NOW)
    stamp = noon(DAY) - timedelta(days=3)
    asked = Finding("f1", "question", "Could you?", {}, "i-f1", stamp, stamp.date(), "in", 1, False, "", 30, ())
    book.digest.found.append(asked)
    assert "reply_owed" not in {item.nudge for item in today(book, now=NOW).items}
    book.evidence.touch()
    anew = today(book, now=NOW)
    assert anew.items[0].nudge == "reply_owed" and len(anew.items) == 5
    assert first.items[0].id not in ids_of(anew)
    assert (
        len({item.person.id for item in anew.items} & {item.person.id for item in first.items}) >= 3
    )  # no cooldown by its own day
    assert today(book, now=NOW) == anew and book.holds == 2


def test_tomorrow_names_other_people_and_a_fortnight_rests_between():
    book, named = book_of(), []
    for later_days in range(6):
        found = today(book, now=NOW + timedelta(days=later_days))
        named += [item.person.id for item in found.items]
    assert len(named) == len(set(named)) == 30
    assert today(book, now=NOW + timedelta(days=7)).items == ()


def test_the_day_is_that_of_the_books_zone():
    book = book_of(2)
    book.evidence.decide(verbs.ZONE, {"zone": "Pacific/Auckland"}, at=NOW)
    late = datetime(2026, 11, 23, 18, tzinfo=ZoneInfo("UTC"))
    assert today(book, now=late).date == date(2026, 11, 24)


def test_capacity_and_quiet_days_are_the_owners():
    book = book_of()
    book.evidence.decide(verbs.CAPACITY, {"items": 2}, at=NOW)
    assert len(today(book, now=NOW).items) == 2
    book.evidence.decide(verbs.QUIET, {"days": [0]}, at=NOW)
    book.evidence.decide(verbs.REMIND, {"card": "c3", "on": str(DAY), "text": "call"}, at=NOW)
    assert [item.nudge for item in today(book, now=NOW, date=DAY).items] == ["reminder"]
    assert len(today(book, now=NOW, date=DAY + timedelta(1)).items) == 2


def test_the_owners_own_entries_come_first_and_a_kept_promise_leaves_the_list():
    book = book_of()
    promise = book.evidence.decide(
        verbs.PROMISE, {"card": "c9", "text": "the deck", "due": str(DAY), "theirs": False}, at=NOW
    )
    book.evidence.decide(verbs.RHYTHM, {"card": "c8", "days": 10}, at=NOW)
    book.evidence.decide(verbs.RHYTHM, {"card": "c7", "days": 10}, at=NOW)
    book.evidence.decide(verbs.RHYTHM, {"card": "c7", "days": None}, at=NOW)
    first = today(book, now=NOW)
    assert [(item.nudge, item.person.id) for item in first.items[:2]] == [("promise_due", "p9"), ("own_rhythm", "p8")]
    assert first.items[0].evidence == (promise.id,)
    book.evidence.decide(verbs.KEPT, {"promise": promise.id}, at=NOW)
    assert ids_of(today(book, now=NOW)) == ids_of(first)[1:]


def two_of_one(book):
    """Give the first item of a day on which one person is promised something, to be reminded of and out of rhythm."""
    book.evidence.decide(verbs.PROMISE, {"card": "c9", "text": "the deck", "due": str(DAY), "theirs": False}, at=NOW)
    book.evidence.decide(verbs.REMIND, {"card": "c9", "on": str(DAY - timedelta(3)), "text": "call"}, at=NOW)
    book.evidence.decide(verbs.RHYTHM, {"card": "c9", "days": 10}, at=NOW)
    return today(book, now=NOW).items[0]


def test_what_else_there_is_with_a_person_is_told_beside_their_item():
    book = book_of()
    first = two_of_one(book)
    assert (first.nudge, [one.nudge for one in first.also]) == ("promise_due", ["reminder", "own_rhythm"])
    assert all(one.why and one.evidence and ids.is_id(one.id) for one in first.also)
    assert today(book, now=NOW).items[0] == first  # as recorded, too
    assert today(book, now=NOW, date=DAY).items[0] == first


def test_done_ends_one_reason_and_the_binding_one_beside_it_takes_its_place():
    book = book_of()
    first = two_of_one(book)
    left = len(today(book, now=NOW).items)
    ruling = done(book, first.id, now=NOW).decision
    then = today(book, now=NOW).items[0]
    assert (then.id, then.also, len(today(book, now=NOW).items)) == (first.also[0].id, first.also[1:], left)
    assert numbers(book, now=NOW)[then.id] == 1
    done(book, then.id, now=NOW, log="call")  # a talk settles the rhythm
    assert then.person.id not in {item.person.id for item in today(book, now=NOW).items}
    book.evidence.decide(verbs.UNDO, {"decision": ruling}, at=NOW)
    assert today(book, now=NOW).items[0].also == first.also[1:]


@pytest.mark.parametrize("at", ["2026-11-24T04:00:00Z", "2026-11-23", None])
def test_a_talk_of_the_evening_is_of_the_day_that_it_is_where_the_owner_lives(at):
    book = book_of()
    book.evidence.decide(verbs.ZONE, {"zone": "America/Los_Angeles"}, at=NOW)
    book.evidence.decide(verbs.REMIND, {"card": "c9", "on": str(DAY - timedelta(3)), "text": "call"}, at=NOW)
    book.evidence.decide(verbs.RHYTHM, {"card": "c9", "days": 10}, at=NOW)
    first = today(book, now=NOW).items[0]
    assert (first.nudge, [one.nudge for one in first.also]) == ("reminder", ["own_rhythm"])
    evening = NOW + timedelta(hours=16)  # eight in the evening there, the next day in Greenwich
    book.evidence.decide(verbs.LOG, {"card": "c9", "kind": "call"} | ({"at": at} if at else {}), at=evening)
    done(book, first.id, now=evening)
    assert first.person.id not in {item.person.id for item in today(book, now=evening).items}


def test_a_reason_beside_another_can_be_ended_by_itself():
    book = book_of()
    first = two_of_one(book)
    done(book, first.also[0].id, now=NOW)
    (then,) = (item for item in today(book, now=NOW).items if item.id == first.id)
    assert then.also == first.also[1:]
    assert evidence_of(book, first.also[1].id, now=NOW) == list(first.also[1].evidence)


@pytest.mark.parametrize("fields", [{"is_bulk": True}, {"is_known": False}, {"known_from": DAY + timedelta(1)}])
def test_lists_robots_and_the_merely_seen_are_never_suggested(fields):
    assert today(book_of(3, **fields), now=NOW).items == ()


def test_the_paused_are_not_suggested_until_their_day():
    book = book_of(1)
    book.evidence.decide(verbs.PAUSE, {"card": "c1", "until": str(DAY + timedelta(2))}, at=NOW)
    assert today(book, now=NOW).items == ()
    assert len(today(book, now=NOW, date=DAY + timedelta(2)).items) == 1
    book.evidence.decide(verbs.PAUSE, {"card": "c1", "until": None}, at=NOW)
    assert today(book, now=NOW, date=DAY + timedelta(500)).items == ()


def test_talking_through_any_channel_resets_the_clock():
    book = book_of(1)
    assert len(today(book, now=NOW, date=DAY).items) == 1
    book.digest.days.append((1, day_number(DAY), 0, 0, 1, 0, 2, "both", "both", 0, 0))
    assert today(book, now=NOW, date=DAY).items == ()


def test_meetings_are_read_with_the_people_who_took_part():
    book = book_of(3)
    soon = talk(2, DAY + timedelta(1), "m1", kind="meeting", subject="Plans",
                participants=(Participant("c-ego", "", "organiser"), Participant("c2", "", "attendee"), Participant("gone", "", "attendee")))  # fmt: skip
    book.digest.talk.append(soon)
    first = today(book, now=NOW).items[0]
    assert (first.nudge, first.person.id, first.evidence[0]) == ("prepare_meeting", "p2", "m1")


def test_a_weekly_meeting_is_known_by_its_others():
    book = book_of(1)
    book.digest.days = [
        (1, day_number(DAY - timedelta(n)), 1, 0, 0, 0, 1, "out", "out", 0, 1) for n in range(60, -1, -3)
    ]
    for week in (-1, 0, 1):
        day = DAY + timedelta(7 * week)
        book.digest.talk.append(talk(1, day, f"m{week}", kind="meeting", thread="weekly" if week else "once"))
    assert [item.nudge for item in today(book, now=NOW).items] == ["prepare_meeting"]
    book.digest.talk[-2] = replace(book.digest.talk[-2], thread="weekly")
    assert today(book, now=NOW, date=DAY).items == ()


def test_a_first_meeting_is_prepared_before_the_two_know_each_other():
    book = book_of(1)
    tomorrow = DAY + timedelta(1)
    book.digest.everybody.append(person(2, known_from=tomorrow))
    book.digest.talk.append(talk(2, tomorrow, "m1", kind="meeting", participants=(Participant("c2", "", "attendee"),)))
    first = today(book, now=NOW).items[0]
    assert (first.nudge, first.person.id) == ("prepare_meeting", "p2")
    assert "first contact" in first.why


def test_what_the_owner_entered_about_somebody_merely_seen_is_not_lost():
    book = book_of(1, is_known=False)
    assert today(book, now=NOW, date=DAY).items == ()
    book.evidence.decide(verbs.REMIND, {"card": "c1", "on": str(DAY), "text": "call"}, at=NOW)
    assert [item.nudge for item in today(book, now=NOW, date=DAY).items][:1] == ["reminder"]


def test_a_merge_moves_the_item_and_what_was_ruled_with_the_person():
    book = book_of(2)
    first = today(book, now=NOW)
    book.rename(1, slug="ann")
    assert {item.person.slug for item in today(book, now=NOW).items} == {"ann", "person-2"}
    never(book, first.items[0].id, now=NOW, person=True)
    assert len(today(book, now=NOW, date=DAY + timedelta(60)).items) == 1


def test_an_empty_book_has_an_empty_day():
    assert today(MemoryBook(), now=NOW).items == () and today(MemoryBook(), now=NOW).waiting == {}


# -- rulings on items ------------------------------------------------------------------------------------------------


def test_done_ends_an_item_and_only_with_a_kind_logs_a_contact():
    book = book_of()
    first = today(book, now=NOW).items
    done(book, first[0].id[:8], now=NOW)
    assert [ruling.verb for ruling in book.evidence.rulings] == ["done"]
    assert set(book.evidence.rulings[0].fields) == {"item", "nudge", "card", "occasion"}
    done(book, first[1].id, now=NOW, log="call")
    assert [ruling.verb for ruling in book.evidence.rulings[1:]] == ["log", "done"]
    assert book.evidence.rulings[1].fields == {"card": f"c{first[1].person.id[1:]}", "kind": "call", "at": "2026-11-23"}


def test_rulings_that_make_no_sense_keep_nothing():
    book = book_of()
    item = today(book, now=NOW).items[0].id
    for wrong in (
        lambda: done(book, item, now=NOW, log="fax"),
        lambda: later(book, item, now=NOW, until="yesterday"),
        lambda: later(book, item, now=NOW, until="never ever"),
        lambda: done(book, "a", now=NOW),
        lambda: done(book, "", now=NOW),
        lambda: never(book, ids.make("a", "no", "such", "item"), now=NOW),
        lambda: done(book, ids.make("d", "a", "ruling"), now=NOW),
        lambda: done(book, "é\x00;--", now=NOW),
    ):
        with pytest.raises(UserError):
            wrong()
    assert book.evidence.rulings == []


def test_later_takes_a_week_unless_told():
    book = book_of()
    item = today(book, now=NOW).items[0].id
    later(book, item, now=NOW)
    assert book.evidence.rulings[0].fields["until"] == "2026-11-30"
    later(book, item, now=NOW, until=date(2026, 12, 24))
    assert book.evidence.rulings[1].fields["until"] == "2026-12-24"


def test_every_kind_of_item_can_be_ruled_on_though_it_was_only_shown_for_a_date():
    book = book_of(12)
    stamp = noon(DAY - timedelta(4))
    for number, reader in ((1, "question"), (2, "promise")):
        speaker, others = (1, ()) if reader == "question" else (0, (2,))
        found = Finding(
            f"f{number}",
            reader,
            "I will",
            {"due": str(DAY)},
            f"i-f{number}",
            stamp,
            stamp.date(),
            "in" if speaker else "out",
            1,
            False,
            "",
            speaker,
            others,
        )
        book.digest.found.append(found)
    book.digest.talk += [
        talk(3, DAY - timedelta(1), "m3", kind="meeting"),
        talk(4, DAY + timedelta(1), "m4", kind="meeting"),
        talk(11, DAY - timedelta(70), "l11", direction="in"),
    ]
    book.digest.moves.append(
        Change(5, "c5", DAY - timedelta(3), None, "title", "Clerk", "Head", "linkedin", ("r1", "r2"))
    )
    book.digest.jobs.append(
        Position(6, "Acme", "acme", "Head", "2020-11", "", "position", "vcard", "r3", is_current=True)
    )
    for number, fields in ((7, {"birthday": "--11-23"}), (8, {"since": "2020-11-23"}), (9, {"since": "2026-11-20"})):
        book.rename(number, **fields)
    gone = {9, 10, 11, 12}
    old = [row for row in book.digest.days if row[0] == 12]
    book.digest.days = [row for row in book.digest.days if row[0] not in gone]
    book.digest.days += [(n, day - 2000, *rest) for n, day, *rest in old]
    book.digest.talk += [replace(talk(12, DAY - timedelta(2052)), id="l12")]
    wrote = DAY - timedelta(70)
    book.digest.days.append((11, day_number(wrote), 0, 1, 0, 0, 1, "in", "in", to_seconds(noon(wrote)), 0))
    book.evidence.decide(verbs.REMIND, {"card": "c10", "on": str(DAY), "text": "call"}, at=NOW)
    book.evidence.decide(verbs.RHYTHM, {"card": "c10", "days": 1}, at=NOW - timedelta(days=50))
    seen = {}
    while len(seen) < 40:
        found = [item for item in today(book, now=NOW, date=DAY, limit=7).items if item.id not in seen]
        if not found:
            break
        for item in found:
            seen[item.id] = item.nudge
            done(book, item.id, now=NOW)
    assert set(seen.values()) == {
        "reply_owed", "promise_due", "thank_after_meeting", "prepare_meeting", "job_change", "work_anniversary", "birthday",
        "connection_anniversary", "welcome", "unanswered", "dormant", "drifting", "reminder", "own_rhythm",
    }  # fmt: skip
    made = {ids.make("a", nudge, one.id, occasion) for nudge, one, occasion in candidates(book, DAY)}
    assert set(seen) <= made and not book.evidence.entries


def test_the_recorded_list_is_shown_without_numpy():
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import test_today as t\n"
        "from kithbook.store.evidence import AgendaEntry\n"
        "book = t.book_of(1)\n"
        "entry = AgendaEntry(t.DAY, 'a1', 'welcome', 'c1', 'x', {'why': 'w', 'evidence': ['i'], 'offer': '', 'score': 1})\n"
        "book.evidence.log_agenda([entry], day=t.DAY, mark=1)\n"
        "assert [item.id for item in t.today(book, now=t.NOW).items] == ['a1']\n"
        "assert 'numpy' not in sys.modules and 'kithbook.insight.ties' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code, str(__file__).rsplit("/", 1)[0]], check=True, timeout=60)
