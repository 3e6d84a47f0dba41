"""A calendar's time in no zone is a time on the owner's own clock, wherever they say that they are."""

from contextlib import closing
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from test_refresh import dump

from kithbook.actions.evidence import evidence
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.matters import matters
from kithbook.actions.me import Wanted, me
from kithbook.actions.refresh import rebuild
from kithbook.actions.today import today
from kithbook.faces.cli import door
from kithbook.store import open_book

ZONES = ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland")
MORNING = datetime(2026, 7, 1, 6, tzinfo=UTC)  # 1 July wherever these tests look, but for Los Angeles
LATE, EARLY = "20260701T233000", "20260702T003000"


def calendar(path, *starts):
    events = "".join(
        f"BEGIN:VEVENT\nUID:{nth}@x.example\nDTSTART{start}\nSUMMARY:Talk {nth}\n"
        "ORGANIZER:mailto:ada@own.example\nATTENDEE;CN=Bao Tran:mailto:bao@acme.example\nEND:VEVENT\n"
        for nth, start in enumerate(starts)
    )
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
    return path


def read(tmp_path, *starts, zone):
    book = open_book(tmp_path / "book", now=MORNING)
    me(book, Wanted(emails=("ada@own.example",), zone=zone), now=MORNING)
    import_(book, [calendar(tmp_path / "c.ics", *starts)], Wish(), now=MORNING, watch=lambda _step: None)
    return book


def talks(book):
    return book.digest.interactions(book.digest.resolve("bao@acme.example")[0].number)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("start", [":20260701T170000", ";TZID=Nowhere/Land:20260701T170000"])
def test_it_stands_on_its_day_and_hour_in_every_zone(tmp_path, start, zone):
    with closing(read(tmp_path, start, zone=zone)) as book:
        (talk,) = talks(book)
        (meeting,) = matters(book, now=datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(zone))).meetings
    assert talk.day == meeting.day == date(2026, 7, 1)
    assert meeting.at.astimezone(ZoneInfo(zone)).hour == 17


@pytest.mark.parametrize("zone", ZONES)
def test_the_agenda_prepares_and_thanks_on_the_right_days(tmp_path, zone):
    with closing(read(tmp_path, f":{LATE}", zone=zone)) as book:
        told = [
            today(book, now=datetime(2026, 7, day, 12, tzinfo=ZoneInfo(zone)), record=False).items[0] for day in (1, 2)
        ]
    assert [one.nudge for one in told] == ["prepare_meeting", "thank_after_meeting"]
    assert "You meet today" in told[0].why and "on 1 July" in told[1].why


def test_once_the_zone_changes_it_stands_on_the_same_day_and_hour_there(tmp_path):
    with closing(read(tmp_path, f":{LATE}", f":{EARLY}", ":20260702T003000Z", zone="Europe/Berlin")) as book:
        before = [one.at.hour for one in talks(book)]
        me(book, Wanted(zone="Asia/Tokyo"), now=MORNING)
        moved, held = talks(book), dump(book)
        rebuild(book)
        assert dump(book) == held
    assert sorted(before) == [0, 21, 22]
    assert sorted((one.day.day, one.at.hour) for one in moved) == [(1, 14), (2, 0), (2, 15)]  # seven hours earlier


def test_what_is_kept_does_not_depend_on_the_zone(tmp_path):
    kept = set()
    for zone in ZONES[:2]:
        folder = tmp_path / zone.replace("/", "-")
        folder.mkdir()
        with closing(read(folder, f":{LATE}", zone=zone)) as book:
            kept.add(evidence(book, [talks(book)[0].id])[0].record)
    assert len(kept) == 1


def test_its_evidence_claims_no_zone(tmp_path):
    with closing(read(tmp_path, f":{LATE}", zone="Asia/Tokyo")) as book:
        assert [one.at for one in evidence(book, [talks(book)[0].id])] == ["2026-07-01T23:30:00"]


def test_the_terminal_shows_the_day_of_the_book_s_zone(tmp_path, capsys):
    read(tmp_path, f":{EARLY}", zone="Asia/Tokyo").close()
    assert door.run(["--book", str(tmp_path / "book"), "show", "bao", "--as-of", "2026-07-03"]) == 0
    assert "2026-07-02" in capsys.readouterr().out
