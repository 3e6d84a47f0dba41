"""What a person's page asks: the timeline a page at a time, the people in common, an organisation, a brief."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from networked import NOW, asked, entered, made

from kithbook.actions import brief as briefs
from kithbook.actions.about import About
from kithbook.actions.brief import CONNECTED, ENTERED, MET, brief, brief_of
from kithbook.actions.log import log
from kithbook.actions.note import note
from kithbook.actions.organisation import organisation
from kithbook.actions.promise import promise
from kithbook.actions.refresh import refresh
from kithbook.actions.shared_people import shared_people
from kithbook.actions.show import show, show_of, standing
from kithbook.actions.timeline import CALL, NOTE, PROMISE, timeline, timeline_of
from kithbook.actions.timeline import CONNECTED as SINCE
from kithbook.actions.today import today
from kithbook.model import decision as verbs
from kithbook.model.fault import UnknownName
from kithbook.model.position import EMPLOYER, Position


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    made_ = made(tmp_path_factory.mktemp("page") / "book")
    for number in range(40):
        log(made_, "zoe-muller", kind="call", now=NOW, at=str((NOW - timedelta(days=20 + 5 * number)).date()))
    for number in range(7):
        note(made_, "zoe-muller", f"note {number}", now=NOW, at=str((NOW - timedelta(days=23 + 25 * number)).date()))
    promise(made_, "zoe-muller", "send the slides", now=NOW, due="2026-11-25")
    promise(made_, "zoe-muller", "lend me her book", now=NOW, theirs=True)
    refresh(made_)
    yield made_
    made_.close()


@pytest.fixture
def reads(book, monkeypatch):
    """Count what is read of a book: its cards by person, its findings by reader."""
    counted, digest = Counter(), type(book.digest)

    def counting(name, plain):
        return lambda self, what, **more: counted.update([(name, str(what))]) or plain(self, what, **more)

    for name in ("cards", "findings"):
        monkeypatch.setattr(digest, name, counting(name, getattr(digest, name)))
    return counted


def test_what_several_answers_rest_on_is_read_once(book, reads, monkeypatch):
    monkeypatch.setattr(briefs, "next_step", lambda *_, **__: None)  # the agenda reads what it needs of everybody
    about = About.of(book, "zoe-muller", now=NOW)
    found = show_of(about), brief_of(about, now=NOW), timeline_of(about, limit=500)
    assert reads == {
        ("cards", str(about.person.number)): 1,
        ("findings", "['promise']"): 1,
        ("findings", "['thanks']"): 1,
    }
    assert found[0] == show(book, "zoe-muller", now=NOW) and found[2] == timeline(
        book, "zoe-muller", now=NOW, limit=500
    )
    assert found[1] == brief(book, "zoe-muller", now=NOW)


def entries(book, **page):
    return timeline(book, "zoe-muller", now=NOW, **page).entries


def second(entry):
    return entry.at if isinstance(entry.at, datetime) else datetime.combine(entry.at, NOW.timetz())


def test_the_timeline_holds_all_sorts_newest_first(book):
    whole = timeline(book, "zoe-muller", now=NOW, limit=500)
    assert whole.counts == {CALL: 43, NOTE: 7, PROMISE: 2} and whole.total == len(whole.entries) == 52
    days = [second(one).date() for one in whole.entries]
    assert days == sorted(days, reverse=True)
    assert {one.text for one in whole.entries if one.kind == NOTE} == {f"note {number}" for number in range(7)}


@pytest.mark.parametrize("limit", [1, 3, 10, 50])
@pytest.mark.parametrize("kinds", [(), (CALL,), (NOTE,), (CALL, PROMISE)])
def test_pages_of_the_timeline_make_the_whole(book, limit, kinds):
    whole = entries(book, limit=500, kinds=kinds)
    pages = [entries(book, start=start, limit=limit, kinds=kinds) for start in range(0, len(whole) + limit, limit)]
    assert tuple(one for page in pages for one in page) == whole
    assert all(one.kind in kinds for one in whole) or not kinds


def test_a_page_asks_no_more_of_many_than_of_few(book):
    counts = []
    for limit in (2, 50):
        with asked(book) as statements:
            entries(book, limit=limit)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10


def test_show_loads_as_much_talk_as_it_is_told(book):
    whole = show(book, "zoe-muller", now=NOW)
    few = show(book, "zoe-muller", now=NOW, talk=3)
    assert len(whole.interactions) == 43 and few == replace(whole, interactions=whole.interactions[:3])


def test_people_in_common_met_together_or_were_at_one_place(tmp_path):
    book = made(tmp_path / "book")
    shared = shared_people(book, "zoe-muller", now=NOW)
    assert [(one.person.name, one.circles, one.meetings) for one in shared] == [("João Sørensen", ("Acme GmbH",), 0)]
    assert shared_people(book, "jan-in-t-veld", now=NOW) == []
    book.close()


def test_an_organisation_shows_who_is_there_now_and_who_was(tmp_path):
    book = made(tmp_path / "book")
    shown = organisation(book, "umbra", now=NOW)
    assert [one.person.name for one in shown.now] == ["Ann Abbott", "Ann Becker", "Сергей Иванов"]
    assert shown.now[0].position == "Nurse" and shown.now[0].strength and shown.formerly == ()
    assert {one.person.name for one in organisation(book, "ACME", now=NOW).now} == {"Zoë Müller", "João Sørensen"}
    with pytest.raises(UnknownName):
        organisation(book, "Nowhere Ltd", now=NOW)
    book.close()


def test_a_brief_says_how_it_began_how_it_stands_and_what_is_next(book):
    told = brief(book, "zoe-muller", now=NOW)
    assert told.person.name == "Zoë Müller" and told.last and told.last.at == date(2026, 11, 20)
    first = date(2026, 11, 23) - timedelta(days=20 + 5 * 39)
    assert (told.known_by.way, told.known_by.at) == (MET, first) and told.known_by.evidence[0][0] == "i"
    assert (told.balance.meetings, told.balance.calls) == (0, 43)
    assert (told.balance.owed_by_you, told.balance.owed_by_them) == (1, 1)
    assert {one.text for one in told.promises} == {"send the slides", "lend me her book"}
    assert told.next is None or (told.next.person.name == "Zoë Müller" and told.next.evidence)


def test_a_meeting_that_is_yet_to_begin_was_not_the_last(tmp_path):
    book = made(tmp_path / "book")
    log(book, "ann-abbott", kind="meeting", now=NOW, at="today 20:00", text="Valve review")
    refresh(book)
    told = brief(book, "ann-abbott", now=NOW)
    assert told.last.kind == CALL and told.last.at == (NOW - timedelta(days=40)).date()
    assert (told.balance.meetings, told.balance.calls) == (0, 1)
    later = brief(book, "ann-abbott", now=NOW + timedelta(hours=12))
    assert later.last.kind == "meeting" and later.balance.meetings == 1
    book.close()


def test_somebody_merely_entered_is_known_by_that(book):
    told = brief(book, "ann-becker", now=NOW)
    assert told.known_by.way == ENTERED and told.last is None and told.next is None and told.promises == ()


def test_the_next_step_is_that_of_the_agenda_and_else_one_that_is_true_of_them_alone(tmp_path):
    book = made(tmp_path / "book")
    promise(book, "ann-becker", "send the plan", now=NOW, due="2026-11-23")
    refresh(book)
    alone = brief(book, "ann-becker", now=NOW).next
    assert alone is not None and alone.nudge == "promise_due"
    assert not book.evidence.agenda(date(2026, 1, 1))  # nothing is recorded by asking
    listed = next(item for item in today(book, now=NOW).items if item.person.slug == "ann-becker")
    assert brief(book, "ann-becker", now=NOW).next == listed and alone.id == listed.id
    book.close()


def test_a_connection_is_known_by_its_day(tmp_path):
    book = made(tmp_path / "book")
    card = entered(book, "Connie Sims")
    book.evidence.decide(verbs.EDIT, {"card": card, "set": {"since": "2020-02-03"}}, at=NOW)
    refresh(book)
    known = brief(book, "connie-sims", now=NOW).known_by
    assert (known.way, known.at) == (CONNECTED, date(2020, 2, 3))
    assert [one.kind for one in timeline(book, "connie-sims", now=NOW).entries] == [SINCE]
    book.close()


def test_what_a_source_says_stands_has_no_end_in_the_last_mail_that_told_of_it():
    def position(key, start="", end="", record="", *, is_current=False):
        return Position(1, key.title(), key, "Engineer", start, end, EMPLOYER, "mail", record, is_current)

    stands, elsewhere = (position(key, record="r", is_current=True) for key in ("acme", "beta"))
    told = [position("acme", "2023-11", "2026-10"), position("acme", "2016", "2018")]
    assert [one.end for one in standing([stands, *told])] == ["", "", "2018"]
    assert standing([elsewhere, *told]) == [elsewhere, *told]
    for said in (position("acme", "2023", "2025", record="r"), replace(stands, is_current=False)):
        assert standing([said, *told]) == [said, *told]
