"""An import that cannot find room is refused before it writes anything; one that may not is told so."""

import pytest
from test_import import book, cards, mail, mbox, read, write_sample

from kithbook.actions import room
from kithbook.model.fault import UserError
from kithbook.work.parse import Recognised, recognise_apart

__all__ = ["book"]

MEGABYTE = 1_000_000


def recognised(least, most):
    return Recognised((), (), (), (least, most))


def test_what_cannot_fit_is_refused_and_what_may_not_is_told(book, tmp_path):
    looked = [
        (tmp_path / "a.zip", recognised(30 * MEGABYTE, 400 * MEGABYTE)),
        (tmp_path / "b", recognised(0, MEGABYTE)),
    ]
    with pytest.raises(UserError, match=r"29\.9 MB are free .* takes 30\.0 MB at the very least"):
        room.look(book, looked, free=29_900_000)
    warning = room.look(book, looked, free=30 * MEGABYTE)
    assert "Room may run short" in warning
    assert "441." in warning  # with a log, and a digest beside the present one
    assert room.look(book, looked, free=500 * MEGABYTE) == ""


def test_a_refused_import_leaves_the_book_as_it_was(book, tmp_path, monkeypatch):
    given = write_sample(tmp_path)
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 100)
    with pytest.raises(UserError, match="no room for this import") as refused:
        read(book, given, zone="Europe/Berlin")
    assert refused.value.safe == "Nothing was written."
    assert book.evidence.runs() == []
    assert book.evidence.mark == 0
    assert book.digest.mark == -1  # nor was a digest made


def test_an_import_that_was_begun_goes_on_in_whatever_room_there_is(book, tmp_path, monkeypatch):
    given = write_sample(tmp_path)
    read(book, given)
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 100)
    told = []
    read(book, given, watch=told.append)
    assert [step.is_warning for step in told if step.what.startswith("Room may run short")] == [True]


def test_of_mail_hardly_anything_may_be_kept_of_a_table_most(tmp_path):
    mailbox, table = mbox(tmp_path / "m.mbox", *(mail(n) for n in range(50))), write_sample(tmp_path)
    least, most = recognise_apart(mailbox).room
    assert (least, most) == (mailbox.stat().st_size // 200, mailbox.stat().st_size)
    least, most = recognise_apart(table).room
    assert least * 13 < most
    assert least > recognise_apart(cards(tmp_path / "c.vcf", "Ann Bell")).room[0]
