"""What the command line says back: what it understood, in whole sentences, and how all of it is taken back."""

import re
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from terminal import asked, kith

from kithbook.actions.demo import Village

MONTHS = "January February March April May June July August September October November December".split()


def spelt(days):
    """Write a day as it is said, so many days from today."""
    day = (datetime.now(UTC) + timedelta(days=days)).date()
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@pytest.mark.parametrize(
    ("words", "said", "days"),
    [
        (("log", "ann-weber", "--kind", "call", "--at", "yesterday"), "You logged a call with Ann Weber on", -1),
        (("remind", "ann-weber", "in two weeks", "ask"), "You set a reminder about Ann Weber for", 14),
        (("promise", "ann-weber", "send it", "--due", "tomorrow"), "promised Ann Weber: “send it”. It is for", 1),
        (("pause", "ann-weber", "--until", "in two weeks"), "You asked for no suggestions about Ann Weber until", 14),
    ],
)
def test_a_day_that_was_typed_in_words_is_said_back_as_a_date(book, words, said, days):
    asked(book, "me", "--zone", "UTC")
    code, out, _ = kith(book, *words)
    assert code == 0 and f"{said} {spelt(days)}" in " ".join(out.split())


@pytest.fixture
def far_off(monkeypatch):
    """A machine whose day is never that of the book's zone: Kiritimati is a whole day ahead of it."""
    monkeypatch.setenv("TZ", "Pacific/Honolulu")
    time.tzset()
    yield ZoneInfo("Pacific/Kiritimati")
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("command", ["history", "sources"])
def test_the_day_on_which_something_was_done_is_that_of_the_books_zone(book, far_off, command):
    asked(book, "me", "--zone", str(far_off))
    asked(book, "import", str(Village.find().files / "contacts.vcf"))
    found = set(re.findall(r"\d{4}-\d\d-\d\d", kith(book, command)[1]))
    now = datetime.now(far_off)
    assert found and found <= {str((now - ago).date()) for ago in (timedelta(0), timedelta(minutes=5))}


@pytest.mark.parametrize(
    ("words", "days"), [("monthly", 30), ("every 3 weeks", 21), ("every week", 7), ("2 Months", 60), ("45", 45)]
)
def test_a_rhythm_is_said_back_in_days(book, words, days):
    assert f"You wished to be in touch with Ann Weber every {days} days." in kith(book, "rhythm", "ann-weber", words)[1]
    assert asked(book, "show", "ann-weber")["rhythm_days"] == days


@pytest.mark.parametrize("words", ["every 0 weeks", "every 9999 years", "every now and then", "every"])
def test_what_is_no_rhythm_is_refused(book, words):
    assert kith(book, "rhythm", "ann-weber", words)[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("pause", "ann-weber", "--until", "yesterday"),
        ("pause", "ann-weber", "--until", "today"),
        ("pause", "ann-weber", "--until", "2020-01-01"),
        ("remind", "ann-weber", "yesterday"),
        ("later", "1", "--until", "today"),
    ],
)
def test_a_day_that_must_be_ahead_and_is_not_is_refused_with_what_would_do(book, words):
    asked(book, "remind", "ann-weber", "today")
    asked(book, "today")
    before = asked(book, "history")
    code, out, err = kith(book, *words)
    assert (code, out) == (1, "")
    assert "is not ahead" in err and "Nothing was changed" in err and "tomorrow" in err
    assert asked(book, "history") == before


def test_a_promise_may_have_been_due_before_it_is_entered(book):
    assert kith(book, "promise", "ann-weber", "send it", "--due", "2020-01-01")[0] == 0


def test_later_says_until_when(book):
    asked(book, "me", "--zone", "UTC")
    asked(book, "remind", "ann-weber", "today")
    asked(book, "today")
    assert f"until {spelt(7)}" in kith(book, "later", "1")[1]


def test_never_says_about_whom(book):
    asked(book, "remind", "ann-weber", "today")
    asked(book, "today")
    assert "You said never to suggest Ann Weber" in kith(book, "never", "1")[1]


def test_an_item_that_was_done_and_logged_names_both_rulings_to_take_back(book):
    asked(book, "remind", "ann-weber", "today")
    asked(book, "today")
    code, out, _ = kith(book, "done", "1", "--log", "email")
    assert code == 0
    for decision in re.findall(r"kith undo (\w+)", out):
        asked(book, "undo", decision)
    steps = asked(book, "history")
    assert {step["verb"] for step in steps if step["undone"]} == {"done", "log"}
    assert next(step["what"] for step in steps if step["verb"] == "log").startswith("mail with Ann Weber")


def test_a_promise_that_was_kept_is_said_in_its_words(book):
    promised = asked(book, "promise", "ann-weber", "send the map")["decision"]
    assert "“send the map”" in kith(book, "kept", promised)[1]
    assert asked(book, "history", "--limit", "1")[0]["what"] == "kept: send the map"


def test_a_promise_that_is_kept_twice_is_open_again_after_one_undo(book):
    promised = asked(book, "promise", "ann-weber", "send the map")["decision"]
    first, again = (asked(book, "kept", promised) for _ in range(2))
    assert first == again
    assert "“send the map”" in kith(book, "kept", promised)[1]
    asked(book, "undo")
    assert not asked(book, "show", "ann-weber")["promises"][0]["kept"]


def test_a_merge_taken_back_names_both(book):
    asked(book, "add", "Anna Weber", "--email", "anna@example.org")
    asked(book, "merge", "ann-weber", "anna-weber")
    assert "Ann Weber and Anna Weber are one person" in kith(book, "undo")[1]


def test_both_words_that_named_two_people_name_the_one_that_they_became(book):
    asked(book, "add", "Nan Weber", "--email", "nan@example.org")
    one = asked(book, "merge", "ann-weber", "nan-weber")["person"]
    assert [asked(book, "show", word)["id"] for word in ("ann-weber", "nan-weber")] == [one["id"], one["id"]]


def test_a_question_says_who_its_sides_are(book):
    asked(book, "add", "Ann Weber", "--email", "weber@polder.example", "--organisation", "Polderworks")
    out = kith(book, "questions")[1]
    assert "ann@example.org" in out and "Polderworks, weber@polder.example" in out


def test_a_person_is_shown_with_the_reminders_that_stand_and_the_questions_about_them(book):
    asked(book, "add", "Ann Weber", "--email", "weber@polder.example", "--organisation", "Polderworks")
    asked(book, "remind", "ann-weber", "2030-05-12", "ask about the dyke")
    asked(book, "remind", "ann-weber", "today", "send the map")
    asked(book, "today")
    asked(book, "done", "1")
    out = kith(book, "show", "ann-weber")[1]
    assert "2030-05-12  ask about the dyke" in out and "send the map" not in out
    (question,) = asked(book, "questions")
    assert f"{question['question'][:7]}  Are Ann Weber" in out
    assert asked(book, "show", "ann-weber")["questions"] == [question]
    asked(book, "add", "Bao Li")
    assert asked(book, "show", "bao-li")["questions"] == []
    (reminder,) = asked(book, "show", "ann-weber")["reminders"]
    assert reminder.keys() == {"id", "on", "text"}
    assert asked(book, "undo", reminder["id"])["verb"] == "remind"
    assert "To be reminded" not in kith(book, "show", "ann-weber")[1]


def test_what_an_import_found_nothing_of_is_not_counted(tmp_path):
    cards, empty = tmp_path / "ann.vcf", tmp_path / "empty.mbox"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Weber\nUID:1\nEMAIL:ann@example.org\nEND:VCARD\n")
    empty.touch()
    said = [kith(tmp_path / "kin", "import", str(path))[1] for path in (empty, cards, cards)]
    assert "no records" in said[0] and "You know nobody yet" in said[0] and "kith help exports" in said[0]
    assert "1 record, 1 new\n" in said[1] and "You now know 1 person, 1 more than before" in said[1]
    assert "1 record, 1 known\n" in said[2] and "You now know 1 person, as before" in said[2]
    assert not [line for text in said for line in text.splitlines() if re.search(r"(?<!\.)\b0 \w", line)]


def test_a_domain_of_which_only_an_address_tells_is_no_name_of_an_organisation(tmp_path):
    letter = "From x Mon Nov  2 10:00:00 2026\nFrom: Bao <bao@polder-works.example>\nTo: Ada <ada@lind.example>\n"
    letter += "Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@x>\nSubject: s\n\nHi\n"
    (tmp_path / "in.mbox").write_text(letter)
    book = tmp_path / "kin"
    asked(book, "me", "--email", "ada@lind.example")
    asked(book, "import", str(tmp_path / "in.mbox"))
    assert "  @polder-works.example  mail" in kith(book, "show", "bao")[1]
    assert asked(book, "show", "bao")["positions"][0]["organisation"] == "polder-works.example"


def test_who_is_looked_for_under_a_slip_of_the_pen_is_named(book):
    out = kith(book, "people", "webre")[1]
    assert "Nobody is written like that" in out and "  ann-weber  Ann Weber" in out
    assert asked(book, "people", "webre") == []
    assert "  ann-weber  Ann Weber" in kith(book, "show", "webre")[2]
    assert "Nobody. `kith people`" in kith(book, "people", "water")[1]


def test_a_day_of_more_than_seven_is_cut_and_that_is_said_beside_the_answer(book):
    code, out, err = kith(book, "today", "--limit", "8")
    assert code == 0 and "7 items at most" in err and "at most" not in out
    assert "at most" not in kith(book, "today", "--limit", "7")[2]


def test_whose_address_is_known_is_asked_for_their_name_alone(tmp_path):
    unknown = kith(tmp_path / "new", "me")[1]
    assert "who you are" in unknown and "kith me --email" in unknown
    nameless = kith(tmp_path / "new", "me", "--email", "ada@own.example")[1]
    assert "does not know your name" in nameless and "kith me --name" in nameless
    assert "Say so" not in kith(tmp_path / "new", "me", "--name", "Ada")[1]


def test_an_empty_book_says_how_to_begin(tmp_path, book):
    assert "You know nobody yet" in kith(tmp_path / "new", "people")[1]
    code, out, _ = kith(tmp_path / "new", "today")
    assert code == 0 and "kith import PATH" in out and "Nothing presses" not in out
    assert "Nothing presses" in kith(book, "today")[1]


def test_where_nobody_can_be_asked_nobody_is_forgotten_unless_that_was_said(book):
    code, _, err = kith(book, "forget", "ann-weber")
    assert code == 1 and "--yes" in err
    assert kith(book, "show", "ann-weber")[0] == 0
    assert kith(book, "forget", "ann-weber", "--yes")[0] == 0
    assert kith(book, "show", "ann-weber")[0] == 1


def test_of_many_reasons_with_one_person_two_are_told_beside_the_first_and_the_rest_are_counted(book):
    for n in range(5):
        asked(book, "promise", "ann-weber", f"send part {n}", "--due", "today")
    (item,) = asked(book, "today")["items"]
    assert len(item["also"]) == 4
    said = " ".join(kith(book, "today")[1].split())
    assert said.count("Also, promise due") == 2
    assert "And 2 more reasons with them: kith show ann-weber" in said
