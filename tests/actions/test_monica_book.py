"""What was kept in Monica about people: seen with them, found, heeded by the day, taken back and forgotten."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from owned import owned
from test_refresh import dump

from kithbook.actions.done import done
from kithbook.actions.draft import draft
from kithbook.actions.evidence import evidence
from kithbook.actions.forget import forget
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.refresh import rebuild, refresh
from kithbook.actions.rhythm import rhythm
from kithbook.actions.show import show
from kithbook.actions.timeline import timeline
from kithbook.actions.today import today
from kithbook.actions.undo import undo

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
BAO, CLEO = ("bbbbbbbb-1111-4111-8111-111111111111", "cccccccc-1111-4111-8111-111111111111")


def collection(kind, *values):
    return {"count": len(values), "type": kind, "values": list(values)}


def thing(uuid, /, **properties):
    return {"uuid": uuid, "created_at": "2026-01-02T03:04:05.000000Z", "properties": properties}


def reminder(uuid, day, title, unit="one_time", every=1, **more):
    return thing(uuid, initial_date=day, title=title, frequency_type=unit, frequency_number=every, **more)


KEPT = (
    collection("note", thing("n1", body="Likes green tea")),
    collection("life_event", thing("l1", name="Moved to Lisbon", happened_at="2024-03-01")),
    collection("gift", thing("g1", name="A compass", status="idea")),
    collection("debt", thing("d1", amount=20, currency="EUR", in_debt=True, reason="taxi")),
)


def export(path, *kept, day="2026-02-03", frequency=None):
    more = {"stay_in_touch_frequency": frequency} if frequency else {}
    contacts = (
        {**thing(BAO, first_name="Bao", last_name="Linh", **more), "data": list(kept)},
        {**thing(CLEO, first_name="Cleo", last_name="Marsh"), "data": []},
    )
    related = collection("relationship", thing("x1", type="sibling", contact_is=BAO, of_contact=CLEO))
    account = {"uuid": "a", "data": [collection("contact", *contacts), related], "properties": {}, "instance": {}}
    path.write_text(json.dumps({"app_version": "4.1.2", "export_date": f"{day}T10:00:00Z", "account": account}))
    return path


@pytest.fixture
def book(tmp_path):
    with owned(tmp_path / "book", NOW) as made:
        yield made


def bring(book, path, *kept, **more):
    return import_(book, [export(path, *kept, **more)], Wish(), now=NOW, watch=lambda _step: None).runs[0].run


def items(book, now=NOW):
    return [(one.nudge, one.why) for one in today(book, now=now, record=False).items]


def sentences(book, who="bao"):
    return {note.text: (note.at, note.source) for note in show(book, who, now=NOW).notes}


def test_what_was_kept_stands_with_the_person_with_its_source_and_day(book, tmp_path):
    bring(book, tmp_path / "m.json", *KEPT)
    written = ("2026-01-02", "monica")
    assert sentences(book) == {
        "Likes green tea": written,
        "Life event: Moved to Lisbon": ("2024-03-01", "monica"),
        "Gift (idea): A compass": written,
        "Debt (taxi): you owe 20 EUR": written,
        "sibling of Cleo Marsh": written,
    }
    entries = timeline(book, "bao", now=NOW, kinds=["note"]).entries
    assert {one.text: (str(one.at), *one.sources) for one in entries} == sentences(book)
    assert [one.kind for one in evidence(book, [entries[0].id])] == ["remark"]
    held = dump(book)
    rebuild(book)
    assert dump(book) == held


@pytest.mark.parametrize("word", ["tea", "lisbon", "compass", "taxi", "sibling"])
def test_it_is_found_by_its_words(book, tmp_path, word):
    bring(book, tmp_path / "m.json", *KEPT)
    assert [person.name for person in book.digest.search(word)] == ["Bao Linh"]


def test_a_later_export_says_more_and_taking_it_back_unsays_it(book, tmp_path):
    bring(book, tmp_path / "m.json", KEPT[0])
    run = bring(book, tmp_path / "n.json", KEPT[0], KEPT[2], day="2026-03-03")
    assert "Gift (idea): A compass" in sentences(book)
    undo(book, run, now=NOW)
    refresh(book)
    assert set(sentences(book)) == {"Likes green tea", "sibling of Cleo Marsh"}
    assert book.digest.search("compass") == []
    held = dump(book)
    rebuild(book)
    assert dump(book) == held


def test_forgetting_erases_it(book, tmp_path):
    bring(book, tmp_path / "m.json", *KEPT, frequency=30)
    forget(book, "bao", watch=lambda *_: None)
    refresh(book)
    kept = [
        version.record.content for *_, versions in book.evidence.versions(kinds=("remark",)) for version in versions
    ]
    assert kept == [] and book.digest.wishes() == [] and book.digest.search("tea") == []
    held = dump(book)
    rebuild(book)
    assert dump(book) == held


def test_forgetting_whom_a_remark_only_names_leaves_the_rest_of_it(book, tmp_path):
    bring(book, tmp_path / "m.json", KEPT[0])
    forget(book, "cleo", watch=lambda *_: None)
    refresh(book)
    assert "Likes green tea" in sentences(book) and not any("Cleo" in text for text in sentences(book))
    held = dump(book)
    rebuild(book)
    assert dump(book) == held


class TestReminders:
    def test_one_comes_on_its_day_and_goes_once_it_is_done(self, book, tmp_path):
        bring(book, tmp_path / "m.json", collection("reminder", reminder("r1", "2026-06-01", "Ask about the move")))
        assert items(book, NOW - timedelta(1)) == []
        assert items(book) == [("reminder", "You asked in Monica to be reminded today: “Ask about the move”.")]
        assert [(one.on, one.text) for one in show(book, "bao", now=NOW).reminders] == [
            ("2026-06-01", "Ask about the move")
        ]
        item = today(book, now=NOW).items[0]
        assert "Ask about the move" in str(draft(book, item.id, now=NOW))
        done(book, item.id, now=NOW)
        assert items(book, NOW + timedelta(1)) == [] and show(book, "bao", now=NOW).reminders == ()

    @pytest.mark.parametrize(
        ("unit", "every", "first", "days"),
        [
            ("year", 1, "2020-06-01", 365),
            ("month", 1, "2025-12-01", 30),
            ("week", 2, "2026-05-18", 14),
            ("month", 6, "2023-12-01", 183),
        ],
    )
    def test_one_that_comes_again_does_so_after_it_is_done(self, book, tmp_path, unit, every, first, days):
        bring(book, tmp_path / "m.json", collection("reminder", reminder("r1", first, "Call", unit, every)))
        assert [nudge for nudge, _ in items(book)] == ["reminder"]
        done(book, today(book, now=NOW).items[0].id, now=NOW)
        assert items(book, NOW + timedelta(1)) == []
        assert [nudge for nudge, _ in items(book, NOW + timedelta(days))] == ["reminder"]

    @pytest.mark.parametrize(
        "told",
        [
            reminder("r1", "2026-05-01", "Long past"),
            reminder("r1", "2026-06-01", "Switched off", inactive=True),
            reminder("r1", "2019-05-01", "Of last month", "year"),
            reminder("r1", None, "Of no day"),
        ],
    )
    def test_what_is_past_or_off_reminds_of_nothing(self, book, tmp_path, told):
        bring(book, tmp_path / "m.json", collection("reminder", told))
        assert items(book) == []

    def test_the_last_day_of_a_month_is_kept_where_a_month_has_no_such_day(self, book, tmp_path):
        bring(book, tmp_path / "m.json", collection("reminder", reminder("r1", "2026-01-31", "Pay", "month")))
        assert [one.on for one in show(book, "bao", now=datetime(2026, 2, 28, 9, tzinfo=UTC)).reminders] == [
            "2026-02-28"
        ]

    def test_an_open_task_is_told_as_one_and_a_finished_one_is_not(self, book, tmp_path):
        tasks = (thing("t1", title="Send the book"), thing("t2", title="Buy it", completed=True))
        bring(book, tmp_path / "m.json", collection("task", *tasks))
        assert items(book) == [("reminder", "You set yourself a task in Monica on 2 January: “Send the book”.")]
        assert {"Task: Send the book", "Task (done): Buy it"} <= set(sentences(book))
        assert items(book, NOW + timedelta(365)) == []  # left alone for a year it stands with the person only


class TestRhythm:
    def test_how_often_one_wished_there_to_be_in_touch_is_heeded(self, book, tmp_path):
        bring(book, tmp_path / "m.json", frequency=30)
        assert show(book, "bao", now=NOW).rhythm_days == 30
        ((nudge, why),) = items(book)
        assert nudge == "own_rhythm" and "every 30 days, as you set in Monica" in why

    @pytest.mark.parametrize(("said", "expected"), [("400", 400), ("none", None)])
    def test_one_s_own_word_here_comes_before_it(self, book, tmp_path, said, expected):
        bring(book, tmp_path / "m.json", frequency=30)
        rhythm(book, "bao", said, now=NOW)
        refresh(book)
        assert show(book, "bao", now=NOW).rhythm_days == expected
        assert items(book) == []

    def test_taking_the_import_back_takes_it_away(self, book, tmp_path):
        run = bring(book, tmp_path / "m.json", frequency=30)
        undo(book, run, now=NOW)
        refresh(book)
        assert items(book) == [] and book.digest.wishes() == []
