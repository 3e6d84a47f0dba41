"""Drafts for the sample network: every fact that a draft states stands in the evidence that it names."""

import re
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

import pytest

from kithbook.actions import draft as drafts
from kithbook.actions.add import add
from kithbook.actions.demo import Village, demo
from kithbook.actions.draft import draft, draft_to
from kithbook.actions.evidence import evidence
from kithbook.actions.promise import promise
from kithbook.actions.refresh import refresh
from kithbook.actions.remind import remind
from kithbook.actions.rhythm import rhythm
from kithbook.actions.situation import Situation
from kithbook.insight import nudges
from kithbook.insight.suggestion import item_id
from kithbook.model import ids
from kithbook.model.fault import UserError
from kithbook.model.record import CARD, Record
from kithbook.model.run import BY_NAME, AsOf, Sighting
from kithbook.store import open_book

VILLAGE = Village.find()
DAY = VILLAGE.day
NOW = datetime.combine(DAY, time(12), UTC)
MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")
_MONTH = re.compile(rf"(?<!\d )\b({'|'.join(MONTHS)}) (\d{{4}})")
CONTENT = {
    "name": "Vera Lindt", "names": {"given": "Vera", "family": "Lindt"}, "handles": [["linkedin", "vera-lindt"]],
    "relation": "connection", "organisation": "Polderworks", "title": "Surveyor", "since": "2020-05-01",
    "spans": [{"organisation": "Polderworks", "title": "Surveyor", "start": f"{DAY.year - 3}-{DAY:%m-%d}", "current": True}],
}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The village, with what the owner of it might have entered."""
    folder = tmp_path_factory.mktemp("village") / "book"
    demo(VILLAGE, folder, watch=lambda step: None)
    book = open_book(folder, now=NOW)
    run = book.evidence.start_run(
        source="linkedin", account="", path="x.csv", as_of=AsOf(DAY, BY_NAME), fingerprint="x", at=NOW
    )
    book.evidence.keep(run, [Sighting(Record(CARD, "linkedin:vera-lindt", CONTENT), "x.csv", 1)], [], checkpoint={})
    book.evidence.finish_run(run, as_of=AsOf(DAY, BY_NAME), account="", facts={}, at=NOW)
    refresh(book)
    rhythm(book, "sofia-marchetti", "30", now=NOW - timedelta(days=90))
    remind(book, "ingrid-solheim", DAY.isoformat(), now=NOW - timedelta(days=9), text="ask about her move, gently")
    promise(book, "henrik-dahl", "send him the survey notes", now=NOW - timedelta(days=20), due=DAY.isoformat())
    promise(book, "amara-okafor", "look for the old plans", now=NOW - timedelta(days=20), due="2026-10-30", theirs=True)
    refresh(book)
    yield book
    book.close()


@pytest.fixture(scope="module")
def made(book):
    """Suggestions of the day by nudge, at most twelve of each, with the ids of their items."""
    situation = Situation(book, DAY)
    found = defaultdict(list)
    for one in nudges.suggest(situation.network, situation.history, DAY):
        if len(found[one.nudge]) < 4:
            found[one.nudge].append(item_id(one.nudge, situation.network.people[one.person].id, one.occasion))
    return found


def variants(book, item):
    first = draft(book, item, now=NOW)
    return [first, *(draft(book, item, now=NOW, variant=place) for place in range(1, len(first.choices)))]


def behind(book, wanted):
    """Write out all that stands behind some ids: records, readings, rulings."""
    rulings = {ruling.id: ruling for ruling in book.evidence.decisions()}
    said = []
    for shown in evidence(book, wanted):
        said.append(shown.quote)
        if shown.record in rulings:
            said += [ids.canonical(dict(rulings[shown.record].fields)), rulings[shown.record].at.isoformat()]
            continue
        record, _, readings = book.evidence.record_by_id(shown.record)
        said += [
            ids.canonical(dict(record.content)),
            *(f"{one.quote} {ids.canonical(dict(one.fields))}" for one in readings),
        ]
    return " ".join(" ".join(said).replace('\\"', '"').split())


def days(text):
    """Give the days that a text names, as evidence writes them; a day may be another one in the zone of the book."""
    for number, month, year in _DAY.findall(text):
        day = date(int(year or 2000), MONTHS.index(month) + 1, int(number))
        near = [day + timedelta(days=away) for away in (0, -1, 1)]
        yield [f"{one:%Y-%m-%d}" if year else f"-{one:%m-%d}" for one in near]
    for month, year in _MONTH.findall(text):
        yield [f"{year}-{MONTHS.index(month) + 1:02d}"]


def test_every_nudge_is_there_to_be_drafted(made):
    assert made.keys() == nudges.nudges().keys()


@pytest.mark.parametrize("nudge", sorted(nudges.nudges()))
def test_every_fact_of_a_draft_stands_in_its_evidence(book, made, nudge):
    for item in made[nudge]:
        for one in variants(book, item):
            assert one.text
            assert one.evidence == tuple(dict.fromkeys(id_ for said in one.says for id_ in said.evidence))
            for said in one.says:
                whole = behind(book, said.evidence)
                for quoted in re.findall(r"“([^”]+)”", said.text):
                    assert quoted.removesuffix(" …").removeprefix("Dear ") in whole, said
                for spellings in days(said.text):
                    assert any(spelling in whole for spelling in spellings), said
            stated = " ".join(said.text for said in one.says)
            for told in (*re.findall(r"“[^”]+”", one.text), *(found[0] for found in _DAY.finditer(one.text))):
                assert told in stated
            assert one.subject.removeprefix("Re: ") in behind(book, one.evidence) or one.subject in OWN_SUBJECTS


OWN_SUBJECTS = {
    "", "Happy birthday", "Congratulations", "Hello", "A short hello", "A hello after some time", "Your question",
    "What I promised", "A short question", "5 years on", "1 year on", "Thank you for 31 October", "Your message",
}  # fmt: skip


@pytest.mark.parametrize("nudge", sorted(nudges.nudges()))
def test_a_draft_says_where_it_would_go(book, made, nudge):
    for item in made[nudge]:
        one = draft(book, item, now=NOW)
        if one.form == "notes":
            assert (one.to, one.by.kind) == (None, "")
        elif one.to is None:
            assert (one.by.kind, one.subject) == ("linkedin", "")
            assert re.fullmatch(r"https://www\.linkedin\.com/in/[\w%-]+", one.by.address)
        else:
            assert (one.by.kind, one.by.address) == ("mail", one.to)
            assert one.to in [handle for shown in book.digest.cards(_number(book, one)) for _, handle in shown.handles]


def _number(book, one):
    return book.digest.person(one.person.id).number


def test_nothing_is_written_by_drafting(book, made):
    before = (book.evidence.mark, len(book.evidence.decisions()), book.evidence.counts())
    for items in made.values():
        draft(book, items[0], now=NOW)
    draft_to(book, "ingrid-solheim", now=NOW)
    assert (book.evidence.mark, len(book.evidence.decisions()), book.evidence.counts()) == before


def test_the_mentor_s_draft_reads_well(book):
    one = draft_to(book, "ingrid-solheim", now=NOW)
    assert (one.item, one.to, one.subject) == (None, "ingrid.solheim@nordfjord.example", "Re: Your plans")
    assert one.choices == ("plain", "short", "warmer")
    assert (
        one.text
        == """Hi Ingrid,

We last wrote in June 2025, under “Your plans”. That is a while ago, and I would be glad to hear how you are. In June \
2025 I thanked you for the ten years of patience and for every red pencil mark. I have not forgotten it.

If there is something you are busy with now where a name, a paper or a second look from me would help, tell me and you \
shall have it.

If you would like to talk, name a day that suits you. If this is a busy time, let it wait; a line is enough, and so is none.

Best wishes,
Ada
"""
    )


def test_a_reminder_s_words_are_for_the_owner_alone(book, made):
    (item,) = made["reminder"]
    for one in variants(book, item):
        assert "gently" not in one.text
        assert any("gently" in said.text for said in one.says)


def test_a_promise_that_was_entered_is_repeated_to_whom_it_was_made(book, made):
    texts = [draft(book, item, now=NOW).text for item in made["promise_due"]]
    assert any(
        "I said: “send him the survey notes.”" in text or "“send him the survey notes”" in text for text in texts
    )
    assert any("you said: “look for the old plans”" in text for text in texts)


def test_who_changed_work_may_have_changed_the_address(book, made):
    told = [draft(book, item, now=NOW) for item in made["job_change"]]
    assert all(("before the change" in " ".join(one.remarks)) <= (one.to is not None) for one in told)


def test_letters_in_another_language_are_said_to_be(book):
    found = [
        person for person in book.digest.people() if "German" in " ".join(draft_to(book, person.slug, now=NOW).remarks)
    ]
    assert 1 <= len(found) <= 6
    assert "put them into German" in draft_to(book, found[0].slug, now=NOW).remarks[-1]


def test_who_has_no_address_is_said_to_have_none(book):
    person = add(book, "Otto Nemo", now=NOW).person
    refresh(book)
    one = draft_to(book, person.slug, now=NOW)
    assert (one.to, one.by.kind, one.by.address, one.subject) == (None, "", "", "")
    assert "no address" in one.remarks[-1]
    assert one.text.startswith("Hello Otto Nemo,")


def test_there_are_no_words_for_the_dead_for_lists_and_for_oneself(book, monkeypatch):
    card = book.digest.cards(book.digest.resolve("vera-lindt")[0].number)[0]
    monkeypatch.setitem(card.fields, "deceased", "2026-01-01")
    person = book.digest.resolve("vera-lindt")[0]
    assert "died" in drafts._why_not(person, [card])
    for ghost in book.digest.people(known=None):
        if ghost.is_bulk:
            one = draft_to(book, ghost.id, now=NOW)
            assert (one.text, one.to, one.evidence) == ("", None, ())
            assert "reads no letters" in one.why_not
    with pytest.raises(UserError, match="you"):
        draft_to(book, book.digest.ego().id, now=NOW)
    with pytest.raises(UserError):
        draft(book, "azzzzzzz", now=NOW)
    with pytest.raises(UserError):
        draft_to(book, "nobody at all", now=NOW)
