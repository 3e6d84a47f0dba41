"""Several who write under one Message-ID: nobody hides another's letter or speaks through it, and copies stay one."""

from kithbook.digest.writers import MOST, parted

ADA, BAO, EVE = (["email", f"{name}@x.example", name] for name in ("ada", "bao", "eve"))


def letter(sender, at="2026-03-01T10:00:00Z", **more):
    return ({"sender": sender} if sender else {}) | {"at": at, **more}


def groups(*contents, kind="message"):
    return parted(kind, contents, lambda one: one)


def test_copies_of_one_letter_are_one():
    one, two = letter(BAO, labels=["a"]), letter(["email", "bao@x.example", "Bao T."], labels=["b"])
    assert groups(one, two) == [[one, two]]


def test_a_stranger_under_the_id_of_anothers_letter_stands_beside_it():
    theirs, forged = letter(BAO), letter(EVE, at="2026-03-02T10:00:00Z")
    assert groups(forged, theirs) == groups(theirs, forged) == [[theirs], [forged]]


def test_what_ego_sent_stands_first_however_early_another_claims_to_be():
    sent, forged = letter(ADA, sent=True), letter(EVE, at="2025-01-01T10:00:00Z")
    assert groups(forged, sent) == [[sent], [forged]]


def test_under_egos_own_name_the_copy_that_was_sent_speaks_alone():
    sent, forged = letter(ADA, sent=True), letter(ADA, delivered_to=["ada@x.example"], subject="another")
    assert groups(sent, forged) == [[sent]]


def test_a_copy_that_was_doubted_on_its_way_says_nothing_beside_one_that_was_not():
    kept, forged = letter(ADA), letter(ADA, arrived=True, doubted="dmarc=fail")
    assert groups(kept, forged) == groups(forged, kept) == [[kept]]
    assert groups(forged) == [[forged]]


def test_a_copy_without_addresses_is_of_the_one_who_is_called_so():
    whole, bare, silent = letter(BAO), letter(["name", "", "Bao"]), letter(None)
    assert groups(whole, bare) == [[bare, whole]]
    assert groups(whole, silent) == [[silent, whole]]
    assert len(groups(whole, letter(["name", "", "Eve"]))) == 2
    assert len(groups(whole, letter(EVE), silent)) == 3


def test_a_flood_of_writers_is_bounded():
    flood = [letter(["email", f"{n}@flood.example", ""], at=f"2026-03-{n:02}T10:00:00Z") for n in range(1, 30)]
    assert len(groups(*flood)) == MOST


def test_of_a_meeting_the_calendars_speak_and_a_letter_only_where_none_holds_it():
    held, letter_ = {"title": "Plan"}, {"title": "Plan", "letter": True}
    assert groups(held, letter_, kind="meeting") == [[held]]
    assert groups(letter_, kind="meeting") == [[letter_]]


def test_other_kinds_are_left_as_they_are():
    one, two = letter(BAO), letter(EVE)
    assert groups(one, two, kind="meeting") == [[one, two]]
