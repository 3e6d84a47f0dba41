"""From a birthday in a calendar or a phone book to good wishes on the day."""

from datetime import UTC, datetime

import pytest
from owned import owned
from test_refresh import dump

from kithbook.actions.answer import answer
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.questions import questions
from kithbook.actions.refresh import rebuild, refresh
from kithbook.actions.today import today
from kithbook.actions.undo import undo

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Birthdays\nBEGIN:VEVENT\nUID:b1@x.example\n"
    "DTSTART;VALUE=DATE:20200701\nRRULE:FREQ=YEARLY\nSUMMARY:{}\u2019s birthday\nEND:VEVENT\nEND:VCALENDAR\n"
)


def card(name, address, more=""):
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{address}\n{more}END:VCARD\n"


@pytest.fixture
def book(tmp_path):
    with owned(tmp_path / "book", NOW) as made:
        yield made


def bring(book, folder, **files):
    for stem, text in files.items():
        path = folder / stem.replace("_", ".")
        path.write_text(text, encoding="utf-8")
        import_(book, [path], Wish(), now=NOW, watch=lambda _step: None)


def wishes(book, now=NOW):
    items = today(book, now=now, record=False).items
    return [(one.person.name, one.why) for one in items if one.nudge == "birthday"]


@pytest.mark.parametrize("name", ["Bao Tran", "John Smith"])
@pytest.mark.parametrize("calendar_first", [True, False])
def test_whose_birthday_a_calendar_keeps_is_asked_and_once_answered_wished_for(book, tmp_path, name, calendar_first):
    files = {"b_ics": CALENDAR.format(name), "c_vcf": card(name, "bao@acme.example")}
    bring(book, tmp_path, **dict(sorted(files.items(), reverse=not calendar_first)))
    (asked,) = questions(book)
    assert wishes(book) == []
    assert asked.reasons == (f"both named {name}", "a birthday that a calendar keeps under the name alone")
    held = dump(book)
    rebuild(book)
    assert dump(book) == held

    ruled = answer(book, asked.question, "same", now=NOW)
    refresh(book)
    assert wishes(book) == [(name, "Their birthday is today.")]
    undo(book, ruled.decision, now=NOW)
    refresh(book)
    assert wishes(book) == [] and len(questions(book)) == 1


def test_answered_different_it_is_asked_no_more_and_nobody_is_wished_well(book, tmp_path):
    bring(book, tmp_path, b_ics=CALENDAR.format("Bao Tran"), c_vcf=card("Bao Tran", "bao@acme.example"))
    answer(book, questions(book)[0].question, "different", now=NOW)
    refresh(book)
    assert (questions(book), wishes(book)) == ([], [])


def test_of_two_of_that_name_each_is_asked_about(book, tmp_path):
    two = card("Bao Tran", "bao@acme.example") + card("Bao Tran", "tran@other.example")
    bring(book, tmp_path, b_ics=CALENDAR.format("Bao Tran"), c_vcf=two)
    marked = [one for one in questions(book) if len(one.reasons) == 2]
    assert len(marked) == 2 and wishes(book) == []


def test_a_whole_birthday_on_both_sides_needs_no_question(book, tmp_path):
    named = CALENDAR.format("Bao Tran").replace("birthday", "birthday (1980)")
    bring(book, tmp_path, b_ics=named, c_vcf=card("Bao Tran", "bao@acme.example", "BDAY:1980-07-01\n"))
    assert questions(book) == [] and wishes(book) == [("Bao Tran", "Their birthday is today.")]


def test_the_birthday_of_linkedin_s_phone_book_is_wished_for(book, tmp_path):
    folder = tmp_path / "Basic_LinkedInDataExport_06-12-2026"
    folder.mkdir()
    (folder / "ImportedContacts.csv").write_text(
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
        "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
        'GMAIL,Bao,Tran,Acme,Cook,bao@acme.example,,"1/2/20, 3:04 PM",,,,Bao Tran,"Jul 1, 1980",,,\n'
    )
    import_(book, [folder], Wish(), now=NOW, watch=lambda _step: None)
    assert wishes(book) == [("Bao Tran", "Their birthday is today.")]
