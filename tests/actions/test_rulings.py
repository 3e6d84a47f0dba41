"""The owner's rulings and what can be asked after them, on a real book."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kithbook.actions.add import add
from kithbook.actions.answers import PersonRef
from kithbook.actions.edit import edit
from kithbook.actions.evidence import evidence
from kithbook.actions.history import Past, history
from kithbook.actions.kept import kept
from kithbook.actions.log import log
from kithbook.actions.me import Wanted, me
from kithbook.actions.merge import merge
from kithbook.actions.note import note
from kithbook.actions.pause import pause
from kithbook.actions.people import people
from kithbook.actions.promise import promise
from kithbook.actions.refresh import refresh
from kithbook.actions.remind import remind
from kithbook.actions.rhythm import rhythm
from kithbook.actions.show import show
from kithbook.actions.split import split
from kithbook.actions.tag import tag
from kithbook.actions.undo import undo
from kithbook.actions.who import CANDIDATES, near, one
from kithbook.actions.wording import labels
from kithbook.model.fault import UnknownName, UserError
from kithbook.model.run import UNKNOWN, AsOf
from kithbook.store import open_book

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    add(made, "Bao Li", now=NOW, email="bao@acme.example", organisation="Acme", position="Editor")
    add(made, "Cleo Diaz", now=NOW, phone="+49 30 123456")
    yield made
    made.close()


def shown(book, whom):
    refresh(book)
    return show(book, whom, now=NOW)


@pytest.mark.parametrize(
    "whom", ["bao-li", "BAO-LI", "bao@acme.example", "Bao@Acme.example", "Bao Li", "bao li", " bao-li "]
)
def test_a_person_is_named_in_many_ways(book, whom):
    assert one(book, whom).slug == "bao-li"


def test_a_person_is_named_by_number_profile_and_ids(book):
    edit(book, "bao-li", ["linkedin+=https://www.linkedin.com/in/bao-li-1/"], now=NOW)
    refresh(book)
    assert one(book, "+49 30 123456").slug == "cleo-diaz"
    assert one(book, "linkedin.com/in/bao-li-1").slug == "bao-li"
    bao = one(book, "bao-li")
    assert one(book, bao.id) == one(book, bao.founder) == bao


@pytest.mark.parametrize("whom", ["", "Nobody Here", "nobody@acme.example", "p" + "a" * 16])
def test_nobody_is_said(book, whom):
    with pytest.raises(UnknownName):
        one(book, whom)


def test_namesakes_are_listed_with_what_tells_them_apart(book):
    add(book, "Bao Li", now=NOW, email="bao@other.example", organisation="Other")
    with pytest.raises(UnknownName) as refused:
        one(book, "Bao Li")
    assert any("(Editor, Acme)" in line for line in refused.value.candidates)
    assert {line.split()[0] for line in refused.value.candidates} == {
        p.slug for p in people(book, now=NOW, query="Bao")
    }


@pytest.mark.parametrize("whom", ["Boa Li", "bao lee", "Bao-Lii"])
def test_near_misses_are_offered(book, whom):
    with pytest.raises(UnknownName) as refused:
        one(book, whom)
    assert "bao-li" in refused.value.candidates[0]


def test_of_many_near_misses_the_nearest_are_offered(book):
    for count in range(CANDIDATES + 2):
        add(book, f"Muller Number {count}", now=NOW)
    add(book, "Ann Muler", now=NOW)
    refresh(book)
    found = near(book, "Mueler")
    assert len(found) == CANDIDATES and found[0].name == "Ann Muler"


def test_notes_logs_tags_promises_and_reminders_show(book):
    note(book, "bao-li", "met at the fair", now=NOW, at="yesterday")
    log(book, "bao-li", kind="call", now=NOW, at="last friday 15:00", text="about the talk")
    tag(book, "bao-li", ["#climate", "mentor"], now=NOW)
    promised = promise(book, "bao-li", "send the paper", now=NOW, due="friday")
    rhythm(book, "bao-li", "monthly", now=NOW)
    found = shown(book, "bao-li")
    assert [(n.at, n.text) for n in found.notes] == [("2026-11-22", "met at the fair")]
    assert found.tags == ("climate", "mentor")
    assert [(p.text, p.due, p.kept) for p in found.promises] == [("send the paper", "2026-11-27", False)]
    assert [(i.kind, i.at, i.subject) for i in found.interactions] == [
        ("call", datetime(2026, 11, 20, 15, tzinfo=UTC), "about the talk")
    ]
    assert (found.state, found.rhythm_days, found.last_interaction) == ("active", 30, date(2026, 11, 20))
    kept(book, promised.decision, now=NOW)
    assert shown(book, "bao-li").promises[0].kept


def test_a_ruling_says_which_and_about_whom(book):
    ruled = note(book, "Cleo Diaz", "x", now=NOW)
    assert ruled.person == PersonRef.of(one(book, "cleo-diaz"))
    assert evidence(book, [ruled.decision])[0].quote == "x"


@pytest.mark.parametrize(
    "ruling",
    [
        lambda book: note(book, "bao-li", "  ", now=NOW),
        lambda book: log(book, "bao-li", kind="lunch", now=NOW),
        lambda book: log(book, "bao-li", kind="call", now=NOW, at="tomorrow"),
        lambda book: rhythm(book, "bao-li", "often", now=NOW),
        lambda book: rhythm(book, "bao-li", "0", now=NOW),
        lambda book: remind(book, "bao-li", "some day", now=NOW),
        lambda book: remind(book, "bao-li", "2 weeks ago", now=NOW),
        lambda book: edit(book, "bao-li", ["colour=red"], now=NOW),
        lambda book: edit(book, "bao-li", ["email=nothing"], now=NOW),
        lambda book: edit(book, "bao-li", ["name="], now=NOW),
        lambda book: edit(book, "bao-li", ["birthday=yesterday"], now=NOW),
        lambda book: edit(book, "bao-li", ["title+=Editor"], now=NOW),
        lambda book: edit(book, "bao-li", ["just words"], now=NOW),
        lambda book: edit(book, "bao-li", ["email-=bao@home.example"], now=NOW),
        lambda book: edit(book, "cleo-diaz", ["phone-=+49 30 123457"], now=NOW),
        lambda book: add(book, " ", now=NOW),
        lambda book: add(book, "Dan", now=NOW, email="no address"),
        lambda book: kept(book, "dnothing", now=NOW),
        lambda book: merge(book, "bao-li", "bao@acme.example", now=NOW),
        lambda book: split(book, "bao-li", ["cnone"], now=NOW),
        lambda book: split(book, "bao-li", [one(book, "bao-li").founder], now=NOW),
        lambda book: me(book, Wanted(zone="Nowhere/Land"), now=NOW),
        lambda book: me(book, Wanted(capacity=0), now=NOW),
        lambda book: me(book, Wanted(emails=["x"], capacity=3), now=NOW),
        lambda book: me(book, Wanted(quiet="someday"), now=NOW),
        lambda book: evidence(book, ["x"]),
        lambda book: evidence(book, ["r" + "a" * 16]),
        lambda book: people(book, now=NOW, state="lost"),
        lambda book: undo(book, "dnothing", now=NOW),
    ],
)
def test_a_wrong_ruling_is_refused_in_words_and_keeps_nothing(book, ruling):
    before = book.evidence.mark
    with pytest.raises(UserError):
        ruling(book)
    assert book.evidence.mark == before


def test_an_edit_wins_and_can_add_and_take_away(book):
    edit(book, "bao-li", ["position=Publisher", "email+=bao@home.example", "birthday=--05-12"], now=NOW)
    found = shown(book, "bao-li")
    assert (found.position, found.birthday) == ("Publisher", "--05-12")
    assert {h.value for h in found.handles} == {"bao@acme.example", "bao@home.example"}
    edit(book, "bao-li", ["email-=bao@home.example"], now=NOW)
    assert {h.value for h in shown(book, "bao-li").handles} == {"bao@acme.example"}


@pytest.mark.parametrize("typed", ["+49 30 123456", "+4930123456", "0049 (30) 123-456", "030 123456"])
def test_a_number_is_taken_away_however_it_is_spelt(book, typed):
    edit(book, "cleo-diaz", [f"phone-={typed}"], now=NOW)
    assert shown(book, "cleo-diaz").handles == ()


def test_what_somebody_has_not_cannot_be_taken_away_and_what_they_have_is_named(book):
    refresh(book)
    with pytest.raises(UserError, match="Cleo Diaz has no phone '030 999999'") as refused:
        edit(book, "cleo-diaz", ["phone-=030 999999"], now=NOW)
    assert refused.value.do == "Theirs: +49 30 123456."
    with pytest.raises(UserError, match="A person has one position"):
        edit(book, "cleo-diaz", ["position+=Editor"], now=NOW)


def test_merge_then_split_is_as_before(book):
    before = [(p.name, p.handles, p.card_count) for p in people(book, now=NOW)]
    cleo = one(book, "cleo-diaz").founder
    merged = merge(book, "bao-li", "cleo-diaz", now=NOW)
    assert [p.card_count for p in people(book, now=NOW)] == [2]
    assert one(book, cleo).id == merged.person.id
    parted = split(book, merged.person.slug, [cleo], now=NOW)
    assert [ref.name for ref in parted.parted] == ["Cleo Diaz"]
    assert [(p.name, p.handles, p.card_count) for p in people(book, now=NOW)] == before


def test_undo_takes_back_one_after_the_other_and_can_be_undone(book):
    note(book, "bao-li", "first", now=NOW)
    note(book, "bao-li", "second", now=NOW)
    latest = undo(book, now=NOW)
    assert latest.what == "Bao Li: second"
    undo(book, now=NOW)
    assert shown(book, "bao-li").notes == ()
    undo(book, latest.decision, now=NOW)
    assert [n.text for n in shown(book, "bao-li").notes] == ["second"]
    with pytest.raises(UserError, match="already"):
        undo(book, latest.decision, now=NOW)


def test_undo_puts_nothing_in_words_but_what_it_takes_back(book, monkeypatch):
    """Words cost a look at everybody whom they name: of a thousand rulings, 999 would be for nobody."""
    rulings, worded = [note(book, "bao-li", f"note {number}", now=NOW).decision for number in range(5)], []
    label = labels.of_ruling
    monkeypatch.setattr(labels, "of_ruling", lambda known, one: [worded.append(one.id), label(known, one)][1])
    assert undo(book, rulings[1], now=NOW).what == label(Past.read(book).known, book.evidence.decisions()[3])
    assert undo(book, now=NOW).undone == rulings[4]
    assert worded == [rulings[1], rulings[4]]


def test_everything_can_be_undone_until_nothing_is_left(book):
    for _ in range(2):
        undo(book, now=NOW)
    refresh(book)
    assert people(book, now=NOW) == []
    with pytest.raises(UserError, match="nothing to undo"):
        undo(book, now=NOW)


def read(book, name, at):
    run = book.evidence.start_run(
        source="vcard", account="", path=name, as_of=AsOf(None, UNKNOWN), fingerprint=name, at=at
    )
    book.evidence.finish_run(run, as_of=AsOf(None, UNKNOWN), account="", facts={}, at=at)
    return run


def test_an_import_is_undone_unnamed_only_as_the_very_last_thing(book):
    first = read(book, "first.vcf", NOW - timedelta(days=1))
    note(book, "bao-li", "a note", now=NOW)
    last = read(book, "last.vcf", NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    assert undo(book, now=later).undone == last
    taken = undo(book, now=later)
    assert taken.what == "Bao Li: a note"
    with pytest.raises(UserError, match="no ruling left") as refused:
        while True:
            undo(book, now=later)
    assert refused.value.do.endswith(f"kith undo {first}")
    assert [one.is_undone for one in book.evidence.runs() if one.id == first] == [False]
    undo(book, taken.decision, now=later)
    undo(book, first, now=later)
    assert [one.is_undone for one in book.evidence.runs() if one.id == first] == [True]


def test_history_says_what_was_ruled_newest_first(book):
    tag(book, "bao-li", ["climate"], now=NOW)
    pause(book, "cleo-diaz", now=NOW, until="in 2 months")
    me(book, Wanted(name="Ada", goals=["find work"], capacity=3, quiet="sat,sun", zone="Europe/Berlin"), now=NOW)
    undo(book, now=NOW)
    said = [(step.verb, step.what, step.undone) for step in history(book)]
    assert said[:2] == [
        ("undo", "took back: quiet on Saturday, Sunday", False),
        ("quiet", "quiet on Saturday, Sunday", True),
    ]
    assert ("pause", "no suggestions about Cleo Diaz until 2027-01-23", False) in said
    assert ("tag", "Bao Li: #climate", False) in said
    assert said[-1] == ("add", "Bao Li", False)


def test_me_is_what_was_stated(book):
    stated = Wanted(emails=["Ada@Own.example"], name="Ada", goals=["find work", "teach"], capacity=3, quiet="sun,sat")
    answer = me(book, stated, now=NOW)
    assert (answer.name, answer.goals, answer.capacity, answer.quiet) == (
        "Ada",
        ("find work", "teach"),
        3,
        ("sat", "sun"),
    )
    assert ("email", "ada@own.example") in [(h.kind, h.value) for h in answer.handles]
    assert me(book, Wanted(goals=["none"]), now=NOW).goals == ()
    assert me(book, now=NOW).capacity == 3


def test_people_are_listed_and_found(book):
    log(book, "cleo-diaz", kind="meeting", now=NOW)
    refresh(book)
    assert [p.slug for p in people(book, now=NOW)] == ["cleo-diaz", "bao-li"]
    assert [p.slug for p in people(book, "acme", now=NOW)] == ["bao-li"]
    assert [p.slug for p in people(book, now=NOW, organisation="ACME")] == ["bao-li"]
    assert [p.slug for p in people(book, now=NOW, state="latent")] == ["bao-li"]
    assert len(people(book, now=NOW, limit=1)) == 1
    assert people(book, "no such word", now=NOW) == []


def test_a_day_before_anything_passed_shows_nothing(book):
    log(book, "cleo-diaz", kind="meeting", now=NOW, at="2026-11-20")
    refresh(book)
    then = show(book, "cleo-diaz", now=NOW, as_of=date(2026, 11, 1))
    assert (then.interactions, then.state, then.strength) == ((), "latent", None)


def test_a_title_alone_leaves_the_organisation_and_an_empty_one_empties(book):
    edit(book, "bao-li", ["position=Publisher"], now=NOW)
    assert (shown(book, "bao-li").organisation, shown(book, "bao-li").position) == ("Acme", "Publisher")
    edit(book, "bao-li", ["organisation=Globex"], now=NOW)
    assert (shown(book, "bao-li").organisation, shown(book, "bao-li").position) == ("Globex", "Publisher")
    edit(book, "bao-li", ["organisation="], now=NOW)
    assert shown(book, "bao-li").organisation is None
