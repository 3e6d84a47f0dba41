"""What a stranger writes makes nobody another: not ego, not who ego knows, and no word that ego never gave."""

from datetime import UTC, datetime

import pytest
from test_refresh import dump

from kithbook.actions.forget import forget
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.me import me
from kithbook.actions.refresh import rebuild
from kithbook.actions.show import show
from kithbook.store import open_book

NOW = datetime(2026, 1, 19, 9, 30, tzinfo=UTC)
ADA, BAO, EVE = "Ada Own <ada@own.example>", "Bao Tran <bao@acme.example>", "Eve <eve@evil.example>"
TRACE = "Delivered-To: ada@own.example\nReceived: from x by mx.own.example; Mon, 12 Jan 2026 10:00:00 +0000\n"


def mail(sender, to, body, *, named, day=5, trace=TRACE, extra="", subject="Hello"):
    return (
        f"From x@x.example Mon Jan 12 10:00:00 2026\n{trace}{extra}From: {sender}\nTo: {to}\nSubject: {subject}\n"
        f"Date: {day} Jan 2026 10:00:00 +0000\nMessage-ID: <{named}>\n\n{body}\n\n"
    )


SENT = [mail(ADA, f"{BAO}, {EVE}", "The notes are below.", named=f"s{n}@own.example", day=n, trace="") for n in (3, 4)]
CAME = [mail(BAO, f"{ADA}, {EVE}", "Thank you.", named=f"b{n}@acme.example", day=n) for n in (5, 6)]


def read(folder, *came, now=NOW):
    """Make a book of what was sent and what came."""
    book = open_book(folder / "book", now=now)
    for name, letters in (("Sent.mbox", SENT), ("Inbox.mbox", [*CAME, *came])):
        (folder / name).write_text("".join(letters))
    import_(book, [folder / "Sent.mbox", folder / "Inbox.mbox"], Wish(zone="UTC"), now=now, watch=lambda _step: None)
    return book


def told(book, whom):
    found = show(book, whom, now=NOW)
    return {one.text for one in found.promises}, {(one.subject, one.direction) for one in found.interactions}


def test_a_label_in_a_strangers_letter_does_not_make_them_ego(tmp_path):
    forged = mail(EVE, BAO, "I will send you 5000 euro by Friday.", named="e@evil", extra="X-Gmail-Labels: Sent\n")
    book = read(tmp_path, forged)
    assert {one.value for one in me(book, now=NOW).handles} == {"ada@own.example"}
    assert {one.direction for one in book.digest.interactions() if one.subject == "Hello"} == {"in", "out"}
    assert len([one for one in book.digest.interactions() if one.direction == "out"]) == len(SENT)
    book.close()


@pytest.mark.parametrize(("sender", "to"), [(EVE, ADA), (ADA, BAO)])
def test_a_letter_under_the_id_of_another_neither_hides_it_nor_speaks_for_it(tmp_path, sender, to):
    forged = [
        mail(sender, to, "I will send you 5000 euro by Friday.", named=named, day=7, subject="Forged")
        for named in ("s3@own.example", "s4@own.example", "b5@acme.example")
    ]
    book = read(tmp_path, *forged)
    promises, talk = told(book, "bao@acme.example")
    assert not promises
    assert talk - {("Forged", "")} == {("Hello", "in"), ("Hello", "out")}
    assert len([one for one in book.digest.interactions() if one.direction == "out"]) == len(SENT)
    book.close()


@pytest.mark.parametrize("trace", ["", "Received: from x by mx.own.example; Mon, 12 Jan 2026 10:00:00 +0000\n"])
def test_a_letter_under_egos_name_in_the_inbox_promises_nothing_without_a_word_on_where_it_came(tmp_path, trace):
    forged = mail(
        ADA, BAO, "I will send you 5000 euro by Friday.", named="f@evil", day=7, subject="Forged", trace=trace
    )
    book = read(tmp_path, forged)
    promises, talk = told(book, "bao@acme.example")
    assert not promises
    assert ("Forged", "") in talk
    book.close()


def test_a_step_and_a_rebuild_agree_on_several_under_one_id_and_forgetting_one_leaves_the_other(tmp_path):
    book = read(tmp_path)
    (tmp_path / "late.mbox").write_text(mail(EVE, ADA, "I will call on Friday.", named="b5@acme.example", day=2))
    import_(book, [tmp_path / "late.mbox"], Wish(), now=NOW, watch=lambda _step: None)
    stepped = dump(book)
    rebuild(book)
    assert dump(book) == stepped
    forget(book, "eve@evil.example", watch=lambda *_: None)
    stepped = dump(book)
    rebuild(book)
    assert dump(book) == stepped
    kept = [one for one in book.digest.interactions() if one.direction == "in"]
    assert len(kept) == len(CAME)  # another's letter does not go with the one under its id
    assert not any(b"evil" in path.read_bytes() for path in (tmp_path / "book").iterdir() if path.is_file())
    book.close()


def test_others_do_not_say_what_somebody_is_called(tmp_path):
    rude = [mail(EVE, f"Fool <bao@acme.example>, {ADA}", "Hi", named=f"e{n}@evil", day=7) for n in range(9)]
    book = read(tmp_path, *rude)
    assert show(book, "bao@acme.example", now=NOW).name == "Bao Tran"
    book.close()


ZOE, CALLED_CARLA = "Zoe Moss <zm9@acme.example>", "Carla Chief <zm9@acme.example>"
CARDS = """BEGIN:VCARD
VERSION:3.0
UID:1
FN:Zoe Moss
N:Moss;Zoe;;;
EMAIL:zm9@acme.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:2
FN:Carla Chief
N:Chief;Carla;;;
ORG:Acme
END:VCARD
"""


@pytest.mark.parametrize("forged", [0, 1, 2])
def test_a_few_letters_under_another_name_do_not_make_an_address_anybody_elses(tmp_path, forged):
    letters = [mail(ZOE, ADA, "Hello", named=f"z{n}@acme.example", day=6) for n in range(2)]
    letters += [mail(CALLED_CARLA, ADA, "Hi", named=f"e{n}@evil", day=7) for n in range(forged)]
    letters += [mail(EVE, f"{CALLED_CARLA}, {ADA}", "Hi", named=f"f{n}@evil", day=8) for n in range(forged)]
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "Sent.mbox").write_text(mail(ADA, ZOE, "Hello", named="s9@own.example", trace=""))
    (tmp_path / "cards.vcf").write_text(CARDS)
    book = read(tmp_path, *letters)
    import_(book, [tmp_path / "more", tmp_path / "cards.vcf"], Wish(), now=NOW, watch=lambda _step: None)
    zoe, carla = show(book, "zm9@acme.example", now=NOW), show(book, "Carla Chief", now=NOW)
    assert (zoe.name, zoe.card_count) == ("Zoe Moss", 2)
    assert (carla.card_count, carla.id == zoe.id) == (1, False)
    book.close()


def test_a_letter_that_was_doubted_does_not_say_what_its_sender_is_called(tmp_path):
    doubted = "Authentication-Results: mx.own.example; dmarc=fail header.from=acme.example\n"
    letters = [mail("Fool <bao@acme.example>", ADA, "Hi", named=f"e{n}@evil", day=7, extra=doubted) for n in range(9)]
    book = read(tmp_path, *letters)
    assert show(book, "bao@acme.example", now=NOW).name == "Bao Tran"
    assert all("Fool" not in str(one.fields) for one in show(book, "bao@acme.example", now=NOW).cards)
    book.close()
