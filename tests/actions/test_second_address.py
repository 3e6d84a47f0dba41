"""An address that may be ego's own is asked about, never concluded, and the answer can be taken back."""

from datetime import UTC, datetime

import pytest
from test_refresh import dump

from kithbook.actions.answer import answer
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.me import Wanted, me
from kithbook.actions.questions import questions
from kithbook.actions.refresh import rebuild, refresh
from kithbook.actions.undo import undo
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ADA, BAO = "Ada Owner <ada@own.example>", "Bao Tran <bao@acme.example>"
SECOND = "ada.second@else.example"


def mail(number, sender, to, extra=""):
    return (
        f"From x@example.org Tue Aug  5 08:00:00 2025\n{extra}Date: Tue, {5 + number} Aug 2025 10:00:00 +0000\n"
        f"From: {sender}\nTo: {to}\nSubject: Letter {number}\nMessage-ID: <m{number}@x.example>\n\nHello there\n\n"
    )


FROM_EGO = [mail(n, ADA, BAO, "X-Gmail-Labels: Sent\n") for n in range(3)]
NAMED = [mail(10, f"Ada Owner <{SECOND}>", BAO), mail(11, BAO, f"Ada Owner <{SECOND}>")]


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    me(made, Wanted(name="Ada Owner"), now=NOW)
    yield made
    made.close()


def read(book, tmp_path, *messages, card=""):
    (tmp_path / "m.mbox").write_text("".join([*FROM_EGO, *messages]))
    paths = [tmp_path / "m.mbox"]
    if card:
        (tmp_path / "c.vcf").write_text(card)
        paths.append(tmp_path / "c.vcf")
    import_(book, paths, Wish(), now=NOW, watch=lambda _step: None)
    return [(one.kind, one.address, one.reasons[1:]) for one in questions(book)]


def directions(book):
    return sorted(one.direction for one in book.digest.interactions(book.digest.resolve("bao@acme.example")[0].number))


def test_an_address_that_bears_ego_s_name_and_never_wrote_to_ego_is_asked_about(book, tmp_path):
    assert read(book, tmp_path, *NAMED) == [("ego", SECOND, ("It bears your name, and never wrote to you alone.",))]
    assert book.digest.resolve(SECOND) and directions(book) == ["in", "in", "out", "out", "out"]


def test_a_namesake_who_writes_to_ego_is_not(book, tmp_path):
    assert read(book, tmp_path, *NAMED, mail(12, f"Ada Owner <{SECOND}>", ADA)) == []


@pytest.mark.parametrize(
    ("messages", "card", "reason"),
    [
        ([mail(20, BAO, SECOND)], f"BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:A\nEMAIL:ada@own.example\nEMAIL:{SECOND}\nEND:VCARD\n",
         "It stands on a card that also bears an address of yours."),
        ([mail(20 + n, BAO, SECOND, f"Delivered-To: {SECOND}\n") for n in range(5)], "", "5 messages came to your mailbox by it."),
        ([mail(20 + n, BAO, SECOND, f"Delivered-To: {SECOND}\n") for n in range(4)], "", None),
        ([mail(100 + n, ADA, BAO, "X-Gmail-Labels: Sent\n") for n in range(60)]
         + [mail(20, SECOND, BAO, "X-Gmail-Labels: Sent\n")], "", "1 message from it among what you sent."),
        ([mail(20, BAO, SECOND)], "", None),
    ],
)  # fmt: skip
def test_so_is_one_on_ego_s_own_card_by_which_mail_came_or_that_sent(book, tmp_path, messages, card, reason):
    assert read(book, tmp_path, *messages, card=card) == ([("ego", SECOND, (reason,))] if reason else [])


def planned(count):
    """Write a calendar that bears the second address, of meetings that others called and it said yes to."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}@x\nDTSTART:2025080{n}T100000Z\nSUMMARY:Plan\nORGANIZER:mailto:bao@acme.example\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{SECOND}\nEND:VEVENT\n"
        for n in range(1, count + 1)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:{SECOND}\n{events}END:VCALENDAR\n"


@pytest.mark.parametrize(("count", "is_asked"), [(4, False), (5, True)])
def test_so_is_one_whose_calendar_was_read_and_with_it_the_meetings_are_egos(book, tmp_path, count, is_asked):
    (tmp_path / "work.ics").write_text(planned(count))
    read(book, tmp_path)
    import_(book, [tmp_path / "work.ics"], Wish(), now=NOW, watch=lambda _step: None)
    assert {one.kind for one in book.digest.interactions(book.digest.resolve("bao@acme.example")[0].number)} == {
        "message",
        "gesture",
    }
    assert [one.reasons[1:] for one in questions(book)] == (
        [("5 meetings in a calendar that bears it.",)] if is_asked else []
    )
    if is_asked:
        answer(book, questions(book)[0].question, "same", now=NOW)
        refresh(book)
        assert "meeting" in {
            one.kind for one in book.digest.interactions(book.digest.resolve("bao@acme.example")[0].number)
        }


@pytest.mark.parametrize(("word", "gone"), [("same", True), ("different", False)])
def test_the_answer_settles_it_and_can_be_taken_back(book, tmp_path, word, gone):
    read(book, tmp_path, *NAMED)
    before = dump(book)
    ruled = answer(book, questions(book)[0].question, word, now=NOW)
    refresh(book)
    assert questions(book) == []
    assert (not book.digest.resolve(SECOND) or book.digest.resolve(SECOND)[0].is_ego) == gone
    assert directions(book).count("out") == (4 if gone else 3)
    assert (SECOND in [one.value for one in me(book, now=NOW).handles]) == gone
    assert "ada@own.example" in [one.value for one in me(book, now=NOW).handles]  # what was found stays
    stepwise = dump(book)
    rebuild(book)
    assert dump(book) == stepwise
    undo(book, ruled.decision, now=NOW)
    refresh(book)
    assert dump(book) == before


def test_later_words_beat_the_answer(book, tmp_path):
    read(book, tmp_path, *NAMED)
    answer(book, questions(book)[0].question, "same", now=NOW)
    me(book, Wanted(not_emails=(SECOND,)), now=NOW)
    assert SECOND not in [one.value for one in me(book, now=NOW).handles]
    assert questions(book) == []
    me(book, Wanted(emails=("ada@own.example", SECOND)), now=NOW)
    assert SECOND in [one.value for one in me(book, now=NOW).handles]
