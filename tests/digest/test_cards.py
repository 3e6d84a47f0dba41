"""Cards from records and mentions: what stands now, what changed, who left, and who is a robot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.digest.cards import (
    ONE_OF,
    VOLUME_WITHOUT_ANSWER,
    Complete,
    Version,
    changes,
    current,
    described,
    is_bulk,
    judged,
    last_stated,
    mentioned,
    own,
    source_key,
    standing,
    trusted,
)
from kithbook.digest.rulings import OwnWords
from kithbook.model import ids, times
from kithbook.model.card import CONNECTION, CONTACT, OWNER, SEEN
from kithbook.model.digested import Mention, Naming
from kithbook.model.run import BY_FILE, BY_NAME, UNKNOWN, AsOf

A = {"name": "Bao Tran", "organisation": "Acme GmbH", "title": "Editor", "relation": "connection"}
B = {"name": "Bao Tran", "organisation": "Globex", "title": "Editor", "relation": "connection"}


def on(day, basis=BY_NAME):
    return AsOf(date(2026, 1, day) if day else None, basis if day else UNKNOWN)


def version(raw, content, *seen, kind="card"):
    """seen: (run, day of January 2026) or (run, as-of)"""
    return Version(
        raw, kind, content, tuple((run, day if isinstance(day, AsOf) else on(day), "linkedin") for run, day in seen)
    )


def mention(key="email:bao@acme.example", **more):
    sort, _, value = key.partition(":")
    return Mention(
        **{
            "key": key, "place": 1, "handle": (sort, value) if sort != "named" else None, "first": times.day_number(date(2024, 3, 1)), "last": times.day_number(date(2025, 6, 1)),
            "wrote": 3, "wrote_bulk": 0, "wrote_alone": 0, "received": 0, "met": 0, "listed": 0, "known_from": None,
            "channels": ("mail",), "signatures": (),
        } | more | {"names": tuple(Naming(*one) for one in more.get("names", (("Bao Tran", 3), ("Bao", 1))))}
    )  # fmt: skip


def told(*versions, complete=()):
    found = changes("c1", versions, complete)
    return [(one.field, one.before, one.after, one.since and one.since.day, one.at and one.at.day) for one in found]


# -- which content stands ------------------------------------------------------------------------------


def test_the_content_of_the_latest_day_stands_not_that_of_the_latest_import():
    new, old = version(b"1", B, ("late", 9)), version(b"2", A, ("early", 2))
    assert current([new, old]) == [new]
    assert current([]) == []


def test_of_one_day_the_greater_record_stands():
    one, two = version(b"1", A, ("r1", 3)), version(b"2", B, ("r2", 3))
    assert current([one, two]) == current([two, one]) == [two]


def test_contents_that_differ_within_one_run_all_stand():
    one, two = version(b"1", A, ("r", 3)), version(b"2", B, ("r", 3))
    assert current([two, one]) == [one, two]


def test_an_undated_run_is_older_than_any_dated_one():
    dated, undated = version(b"1", A, ("r1", 3)), version(b"2", B, ("r2", None))
    assert current([undated, dated]) == [dated]


def test_one_key_on_two_names_is_two_people_and_who_is_which_does_not_hang_on_what_else_is_said():
    ann, bao = {"name": "Ann Lee"}, {"name": "Bao Tran"}
    before = standing("vcard:1", [version(b"1", ann, ("r", 3)), version(b"2", bao, ("r", 3))])
    after = standing("vcard:1", [version(b"4", ann | {"title": "CTO"}, ("s", 4)), version(b"3", bao, ("s", 4))])
    assert [key for key, _ in before] == [key for key, _ in after]
    assert [group[0].content["name"] for _, group in after] == ["Ann Lee", "Bao Tran"]
    assert before[0][0] == "vcard:1"
    assert ONE_OF in before[1][0]
    assert {source_key(key) for key, _ in before} == {"vcard:1"}


def test_a_key_that_holds_a_hash_sign_is_whole():
    assert source_key("vcard:a#b") == "vcard:a#b"


def test_two_contents_of_one_name_are_one_card_whose_lists_add_up():
    one = version(b"1", {"name": "Bao Tran", "handles": [["email", "a@x"], ["phone", "1"]], "title": "CTO"}, ("r", 3))
    two = version(
        b"2", {"name": "BAO  tran", "handles": [["email", "b@x"], ["phone", "1"]], "title": "Clerk"}, ("r", 3)
    )
    ((key, group),) = standing("vcard:1", [one, two])
    card = described(key, group, None)
    assert card.handles == (("email", "a@x"), ("phone", "1"), ("email", "b@x"))
    assert card.title == "CTO"


# -- changes -------------------------------------------------------------------------------------------


def test_a_change_of_employer_stands_at_the_later_day():
    assert told(version(b"1", A, ("r1", 3)), version(b"2", B, ("r2", 9))) == [
        ("organisation", "Acme GmbH", "Globex", 3, 9)
    ]


def test_there_and_back_is_two_changes():
    back = [version(b"1", A, ("r1", 3), ("r3", 20)), version(b"2", B, ("r2", 9))]
    assert [(one[1], one[2], one[4]) for one in told(*back)] == [
        ("Acme GmbH", "Globex", 9),
        ("Globex", "Acme GmbH", 20),
    ]


def test_another_spelling_is_no_change_and_neither_is_what_was_not_said():
    spelt = A | {"organisation": "ACME", "title": " EDITOR"}
    assert told(version(b"1", A, ("r1", 3)), version(b"2", spelt, ("r2", 9))) == []
    assert told(version(b"1", A, ("r1", 3)), version(b"2", {"name": "Bao Tran"}, ("r2", 9))) == []


def test_a_change_from_an_undated_card_has_no_beginning_and_to_one_no_day():
    assert told(version(b"1", A, ("r1", None)), version(b"2", B, ("r2", 9)))[0][3:] == (None, 9)
    by_file = on(9, BY_FILE)
    assert told(version(b"1", A, ("r1", 3)), version(b"2", B, ("r2", by_file)))[0][3:] == (3, None)


def test_what_stood_side_by_side_in_one_run_follows_neither():
    both = [version(b"1", A, ("r1", 3), ("r2", 9)), version(b"2", B, ("r2", 9))]
    assert told(*both) == []


def test_whether_two_stood_side_by_side_does_not_hang_on_the_order_in_which_they_came():
    seen = [
        version(b"0", A, ("r0", 1)),
        version(b"1", B, ("r1", 9)),
        version(b"2", A, ("r2", 9)),
        version(b"3", B, ("r1", 9)),
    ]
    assert told(*seen) == told(*seen[::-1]) == told(*seen[2:], *seen[:2]) == []


runs = st.lists(st.tuples(st.sampled_from([b"1", b"2", b"3"]), st.integers(1, 5)), min_size=1, max_size=6)


@given(runs, st.randoms(use_true_random=False))
def test_the_order_of_imports_does_not_matter(seen, chance):
    contents = {b"1": A, b"2": B, b"3": A | {"organisation": "Initech"}}

    def versions(order):
        sights = {}
        for nth in order:
            raw, day = seen[nth]
            sights.setdefault(raw, []).append((f"run{nth}", day))
        return [version(raw, contents[raw], *sorted(found)) for raw, found in sights.items()]

    order = list(range(len(seen)))
    straight = versions(order)
    chance.shuffle(order)
    mixed = versions(order)
    assert told(*mixed) == told(*straight)
    assert [one.raw for one in current(mixed)] == [one.raw for one in current(straight)]


# -- absence -------------------------------------------------------------------------------------------


def whole(run, day, count=100, account="ada"):
    return Complete(run, account, day if isinstance(day, AsOf) else on(day), count)


def absences(versions, *complete):
    return [one[3:] for one in told(*versions, complete=complete) if one[0] == "connection"]


GONE = [version(b"1", A, ("r1", 3))]


def test_who_is_missing_from_a_whole_list_has_left():
    assert absences(GONE, whole("r1", 3), whole("r2", 9)) == [(3, 9)]


@pytest.mark.parametrize(
    ("complete", "why"),
    [
        ([whole("r1", 3)], "there is no later list"),
        ([whole("r1", 3), whole("r2", 9, 79)], "the later list is much shorter"),
        ([whole("r1", 3), whole("r2", 9, account="bao")], "another member's"),
        ([whole("r1", 3, account=""), whole("r2", 9, account="")], "nobody knows whose"),
        ([whole("r1", 3), whole("r2", 3)], "of the same day"),
        ([whole("r2", 9)], "the earlier list was not whole"),
        ([whole("r0", 1), whole("r1", 3)], "the list without them is the earlier one"),
        ([], "no list was whole"),
    ],
)
def test_no_absence_is_concluded_where(complete, why):
    assert absences(GONE, *complete) == [], why


def test_four_fifths_of_a_list_are_enough():
    assert absences(GONE, whole("r1", 3), whole("r2", 9, 80)) == [(3, 9)]


def test_lists_of_another_member_between_two_hide_nothing():
    assert absences(GONE, whole("r1", 3), whole("x", 5, account="bao"), whole("r2", 9)) == [(3, 9)]


def test_a_shortened_list_between_two_hides_nothing():
    assert absences(GONE, whole("r1", 3), whole("x", 5, 20), whole("r2", 9)) == [(3, 9)]


def test_a_second_list_of_one_day_hides_nothing():
    assert absences(GONE, whole("r1", 3), whole("r1b", 3), whole("r2", 9)) == [(3, 9)]


def test_an_absence_is_told_once_and_again_only_after_a_return():
    back = [version(b"1", A, ("r1", 3), ("r4", 12))]
    lists = [whole("r1", 3), whole("r2", 6), whole("r3", 9), whole("r4", 12), whole("r5", 15), whole("r6", 18)]
    assert absences(back, *lists) == [(3, 6), (12, 15)]


def test_an_absence_from_an_undated_list_has_no_day_and_only_connections_leave():
    assert absences(GONE, whole("r1", 3), whole("r2", on(9, BY_FILE))) == [(3, None)]
    contact = [version(b"1", A | {"relation": "contact"}, ("r1", 3))]
    assert absences(contact, whole("r1", 3), whole("r2", 9)) == []


# -- what a card says ----------------------------------------------------------------------------------


def test_a_described_card_holds_what_the_record_says_and_what_the_mail_adds():
    content = A | {
        "handles": [["email", "bao@acme.example"]], "since": "2020-05-01", "department": "Books", "rhythm_days": 30,
        "fields": {"x": "y"}, "spans": [{"organisation": "Acme"}], "tags": ["t"],
    }  # fmt: skip
    card = described(
        "linkedin:bao",
        [version(b"1", content, ("r", 9))],
        mention("linkedin:bao", names=(("B. Tran", 2), ("Bao Tran", 1))),
    )
    assert (card.name, card.other_names, card.relation) == ("Bao Tran", ("B. Tran",), CONNECTION)
    assert card.handles == (("email", "bao@acme.example"), ("linkedin", "bao"))
    assert card.fields == {"x": "y", "department": "Books", "rhythm_days": 30}
    assert (card.seen_from, card.seen_to) == (date(2020, 5, 1), date(2026, 1, 9))
    assert not card.is_self
    assert described("self:a", [version(b"1", A, ("r", 9), kind="self")], None).is_self


def test_a_card_without_a_name_takes_the_one_that_is_written_with_it_most_often():
    assert described("linkedin:bao", [version(b"1", {}, ("r", None))], mention("linkedin:bao")).name == "Bao Tran"
    bare = described("linkedin:bao", [version(b"1", {}, ("r", None))], None)
    assert (bare.name, bare.seen_from, bare.seen_to, bare.relation) == ("", None, None, CONTACT)


def test_an_address_makes_a_card_with_the_days_on_which_it_was_used_at_a_place_of_work():
    card = mentioned("email:bao@acme.example", mention(), has_answers=False)
    assert (card.name, card.other_names, card.source, card.relation) == ("Bao Tran", ("Bao",), "mail", SEEN)
    assert card.spans == ({"organisation": "acme.example", "start": "2024-03", "end": "2025-06"},)
    assert mentioned("email:bao@gmail.com", mention("email:bao@gmail.com"), has_answers=False).spans == ()


def test_signatures_tell_of_positions_and_the_latest_stands():
    signed = (
        ({"organisation": "Acme", "title": "Editor"}, 10, 20),
        ({"title": "none"}, 15, 15),
        ({"organisation": "Acme", "title": "Editor"}, 5, 12),
        ({"organisation": "Globex", "phone": "+1 555"}, 30, 40),
    )
    card = mentioned("email:bao@acme.example", mention(signatures=signed), has_answers=False)
    assert (card.organisation, card.title) == ("Globex", "")
    assert ("phone", "+1 555") in card.handles
    assert [span["organisation"] for span in card.spans] == ["Acme", "Globex"]  # the domain is Acme's
    assert (card.spans[0]["start"], card.spans[0]["title"]) == (times.from_day_number(5).isoformat()[:7], "Editor")


def test_a_signature_below_a_private_address_speaks_of_the_day_it_was_written():
    acme = ({"organisation": "Acme", "title": "Editor"}, 10, 20)
    private, own = "email:bao@gmail.com", "email:bao@acme.example"
    told_ = [last_stated(mention(key, signatures=(acme,), last=900)) for key in (private, own)]
    assert told_ == [times.from_day_number(20), times.from_day_number(900)]  # who uses Acme's address is still there
    assert last_stated(mention(private, last=900)) == times.from_day_number(900)


def test_a_bare_name_has_an_organisation_only_where_one_was_told():
    told_, none = (
        mentioned(key, mention(key, channels=("linkedin",)), has_answers=False)
        for key in ("named:bao tran|at:Acme | Sons", "named:bao tran|in:2-a==")
    )
    assert told_.organisation == "Acme | Sons"
    assert none.organisation == ""
    assert (none.source, none.handles) == ("linkedin", ())


# -- robots --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "has_answers", "bulk"),
    [
        (mention(), True, False),
        (mention(wrote=2, wrote_bulk=2), False, True),
        (mention(wrote=2, wrote_bulk=1), False, False),
        (mention(wrote=0), True, False),
        (mention(wrote=VOLUME_WITHOUT_ANSWER), True, True),
        (mention(wrote=VOLUME_WITHOUT_ANSWER), False, False),  # only an inbox: silence means nothing
        (mention(wrote=VOLUME_WITHOUT_ANSWER - 1), True, False),
        (mention(wrote=VOLUME_WITHOUT_ANSWER, received=1), True, False),
        (mention(wrote=VOLUME_WITHOUT_ANSWER, met=1), True, False),
        (mention(wrote=2, wrote_bulk=2, received=1), False, False),
        (mention("email:info@acme.example", wrote=1, received=5), True, True),
        (mention("email:no-reply@acme.example", wrote=0), False, True),
        (mention("linkedin:info", wrote=1), False, False),
        (mention("linkedin:bao", wrote=VOLUME_WITHOUT_ANSWER, channels=("linkedin",)), True, False),
        (mention("named:bao|in:x", wrote=3, wrote_bulk=3), False, True),
    ],
)
def test_who_is_a_robot(found, has_answers, bulk):
    assert is_bulk(found, has_answers=has_answers) is bulk


def test_a_shared_mailbox_is_a_card_that_is_found_but_bulk():
    card = mentioned(
        "email:info@acme.example", mention("email:info@acme.example", received=9, known_from=5), has_answers=True
    )
    assert card.is_bulk
    assert card.handles == (("email", "info@acme.example"),)


# -- who is known --------------------------------------------------------------------------------------


def judge(content, *seen, said=None):
    group = [version(b"1", content, *seen)]
    return judged(described("linkedin:bao", group, said), group, said, order=4, changes=())


@pytest.mark.parametrize(
    ("content", "seen", "talked", "known", "since"),
    [
        (A | {"since": "2020-05-01"}, [("r", 9)], None, True, date(2020, 5, 1)),
        (A | {"since": "2020-05-01"}, [("r", 9)], date(2019, 1, 1), True, date(2019, 1, 1)),
        (A, [("r", 9), ("s", 3)], None, True, date(2026, 1, 3)),
        (A, [("r", 9), ("s", None)], None, True, None),  # an undated card is always known
        (A, [("r", None)], date(2019, 1, 1), True, None),
        (A | {"relation": "contact"}, [("r", 9)], date(2025, 1, 1), True, date(2025, 1, 1)),
        (A | {"relation": "seen"}, [("r", 9)], None, False, None),
        (A | {"relation": "seen"}, [("r", 9)], date(2025, 1, 1), True, date(2025, 1, 1)),
    ],
)
def test_from_when_ego_knows_whom_a_card_describes(content, seen, talked, known, since):
    said = mention("linkedin:bao", known_from=times.day_number(talked)) if talked else None
    found = judge(content, *seen, said=said)
    assert found.is_known is known
    assert found.known_from == (times.day_number(since) if since else None)


def test_what_a_card_states_is_of_the_latest_dated_day():
    assert judge(A, ("r", 9), ("s", on(20, BY_FILE))).stated == date(2026, 1, 9)
    assert judge(A, ("r", None)).stated is None


def test_the_owners_own_words_are_a_card():
    words = OwnWords(
        "owner:c1", "c1", 0, {"name": "Bao", "handles": [["email", "b@x"]], "colour": "red"}, {("email", "a@x")}
    )
    card = own(words)
    assert (card.source, card.name, card.handles, card.relation) == (OWNER, "Bao", (("email", "b@x"),), CONTACT)
    assert card.fields == {"colour": "red", "removed": [["email", "a@x"]]}
    assert own(OwnWords("owner:c1", "c1", 0)).fields == {}
    assert card.id == ids.make(ids.CARD, "owner:c1")


@pytest.mark.parametrize(
    ("address", "bulk"),
    [("dev@lists.example.org", True), ("all@googlegroups.com", True), ("ann@listserv.example", False), ("ann@list.ru", False), ("buchung@bahn.example", True)],
)  # fmt: skip
def test_a_list_that_ego_writes_to_is_nobody(address, bulk):
    assert is_bulk(mention(f"email:{address}", received=3), has_answers=True) is bulk


def test_whoever_signs_as_another_is_not_compared_by_it_before_ego_writes_to_them():
    signed = (({"organisation": "Acme", "title": "CTO", "phone": "+49301234567"}, 19_000, 19_010),)
    stranger = mentioned("email:x@evil.example", mention("email:x@evil.example", signatures=signed), has_answers=True)
    shown = trusted(stranger)
    assert (stranger.organisation, stranger.title) == ("Acme", "CTO")  # shown all the same
    assert (shown.organisation, shown.spans, shown.handles) == ("", (), (("email", "x@evil.example"),))
    answered = mention("email:x@evil.example", signatures=signed, received=1)
    known = mentioned("email:x@evil.example", answered, has_answers=True)
    assert trusted(known) == known
    assert ("phone", "+49301234567") in known.handles


@pytest.mark.parametrize(
    ("counts", "bulk"),
    [
        ({"wrote": 0, "listed": 3, "received": 0}, True),
        ({"wrote": 0, "listed": 9, "received": 2}, True),
        ({"wrote": 0, "listed": 2, "received": 0}, False),  # copied in now and then
        ({"wrote": 0, "listed": 3, "received": 5}, False),  # ego writes there more than lists do
        ({"wrote": 1, "listed": 9, "received": 0}, False),
        ({"wrote": 0, "listed": 9, "met": 1}, False),
    ],
)
def test_an_address_that_mail_goes_to_as_to_a_list_and_that_never_writes_is_one(counts, bulk):
    assert is_bulk(mention("email:dev@lists.example", **counts), has_answers=True) is bulk


def test_an_entry_knows_the_lists_of_contacts_that_hold_it():
    entry = {"name": "Bao Tran", "relation": "contact"}
    both = [version(b"1", entry, ("run 2", 3), ("run 1", 2))]
    assert described("vcard:1", both, None).lists == ("run 1", "run 2")
    assert described("linkedin:bao", [version(b"1", A, ("run 1", 2))], None).lists == ()


# -- every field -----------------------------------------------------------------------------------------

SAID = {
    "name": "Bao Tran", "names": {"given": "Bao", "family": "Tran"}, "organisation": "Acme", "title": "Editor",
    "birthday": "1980-02-03", "location": "Berlin", "since": "2020-01-02", "relation": CONNECTION, "note": "met at a fair",
    "handles": [["email", "bao@acme.example"]], "spans": [{"organisation": "Globex"}], "addresses": [{"city": "Berlin"}],
    "tags": ["friend"], "fields": {"x": "1"}, "department": "Books", "rhythm_days": 30,
}  # fmt: skip


def test_a_card_says_each_thing_that_its_record_says():
    card = described("k", [version(b"1", SAID, ("r", 2))], None)
    for name in ("name", "names", "organisation", "title", "birthday", "location", "since", "relation", "note"):
        assert getattr(card, name) == SAID[name], name
    assert card.handles == (("email", "bao@acme.example"),)
    assert (card.spans, card.addresses, card.tags) == (
        ({"organisation": "Globex"},),
        ({"city": "Berlin"},),
        ("friend",),
    )
    assert card.fields == {"x": "1", "department": "Books", "rhythm_days": 30}
    assert (card.seen_from, card.seen_to) == (date(2020, 1, 2), date(2026, 1, 2))
    assert (card.key, card.source, card.is_self) == ("k", "linkedin", False)
    assert described("k", [version(b"1", SAID, ("r", 2), kind="self")], None).is_self


def test_a_card_of_which_nothing_is_said_says_nothing():
    card = described("k", [version(b"1", {}, ("r", 2))], None)
    for name in ("name", "organisation", "title", "birthday", "location", "since", "note"):
        assert getattr(card, name) == "", name
    assert not (
        card.names or card.other_names or card.handles or card.spans or card.addresses or card.tags or card.fields
    )
    assert card.relation == CONTACT


def test_the_owners_card_says_each_thing_that_the_owner_said_and_no_more():
    plain = own(OwnWords("owner:c1", "c1", 0, {"name": "Bao Tran"}))
    for name in ("organisation", "title", "birthday", "location", "since", "note"):
        assert getattr(plain, name) == "", name
        card = own(OwnWords("owner:c1", "c1", 0, {"name": "Bao Tran", name: SAID[name]}))
        assert getattr(card, name) == SAID[name], name
        assert card.fields == {}
    assert (plain.fields, plain.relation, plain.source) == ({}, CONTACT, OWNER)
    emptied = own(OwnWords("owner:c1", "c1", 0, {"title": "", "colour": "red"}, {("email", "a@b.example")}))
    assert emptied.fields == {"colour": "red", "removed": [["email", "a@b.example"]], "emptied": ["title"]}


def test_of_a_key_on_a_name_and_on_none_the_nameless_keeps_the_key():
    named, nameless = version(b"1", {"name": "Bao"}, ("r", 2)), version(b"2", {"title": "x"}, ("r", 2))
    found = standing("k", [named, nameless])
    assert [group for _, group in found] == [[nameless], [named]]
    assert found[0][0] == "k"


def test_a_card_shows_the_names_that_are_written_with_it_but_not_endlessly():
    many = mention(names=tuple((f"Bao {n}", 20 - n) for n in range(12)))
    assert described("k", [version(b"1", A, ("r", 2))], many).other_names == tuple(f"Bao {n}" for n in range(8))


@pytest.mark.parametrize("order", [1, -1])
def test_of_one_day_the_surer_reason_dates_a_change(order):
    seen = [("file", AsOf(date(2026, 1, 9), BY_FILE)), ("name", on(9))][::order]
    assert told(version(b"1", A, ("early", 2)), version(b"2", B, *seen)) == [
        ("organisation", "Acme GmbH", "Globex", 2, 9)
    ]


@pytest.mark.parametrize(
    ("names", "doubtful"),
    [
        ([("Bao Tran", 9, 8, 1), ("Eve Evil", 2, 2, 0), ("Fool", 5, 0, 0)], ("Eve Evil", "Fool")),
        ([("Bao Tran", 2, 2, 0), ("Eve Evil", 2, 2, 0)], ()),  # who writes there is not known
        ([("Bao Tran", 20, 20, 0), ("Eve Evil", 3, 3, 0)], ("Eve Evil",)),
        ([("Ann Lee", 9, 8, 1), ("Bob Roe", 6, 6, 0)], ()),  # two share it
        ([("Ann Lee", 9, 8, 1), ("Bob Roe", 2, 1, 1)], ()),  # ego writes to both
        ([("Bao Tran", 3, 0, 0), ("Fool", 5, 0, 0)], ()),
    ],
)
def test_a_name_that_somebody_else_may_have_put_there_is_doubtful(names, doubtful):
    assert mentioned("email:bao@acme.example", mention(names=names), has_answers=True).doubtful_names == doubtful
