"""A page of people: who answers, what narrows it, and how little is asked of the book."""

import pytest
from networked import NOW, asked, entered, made

from kithbook.actions import roster, view
from kithbook.actions.find import find
from kithbook.actions.list_people import list_people
from kithbook.actions.people import people
from kithbook.actions.refresh import refresh
from kithbook.actions.roster import Rosters
from kithbook.actions.undo import undo
from kithbook.actions.word_index import Index
from kithbook.model import decision as verbs
from kithbook.model.fault import UserError


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    made_ = made(tmp_path_factory.mktemp("network") / "book")
    zoe = people(made_, "zoe", now=NOW)[0]
    card = made_.digest.person(zoe.id).founder
    made_.evidence.decide(verbs.TAG, {"card": card, "add": ["Climbing", "press"]}, at=NOW)
    made_.evidence.decide(verbs.NOTE, {"card": card, "text": "Her daughter plays the bassoon."}, at=NOW)
    made_.evidence.decide(verbs.PROMISE, {"card": card, "text": "send the slides", "theirs": False}, at=NOW)
    refresh(made_)
    yield made_
    made_.close()


def listed(book, query=None, **conditions):
    return list_people(book, now=NOW, query=query, **conditions)


def names(book, query=None, **conditions):
    return [row.name for row in listed(book, query, **conditions).rows]


@pytest.mark.parametrize(
    "query",
    ["zoe", "ZOË", "zoë m", "muller", "mueller", "Mullr", "editor", "lisbon edit", "bassoon", "zomller@post", "climb"],
)
def test_somebody_is_found_by_name_accent_spelling_role_note_address_and_tag(book, query):
    assert names(book, query)[0] == "Zoë Müller"


@pytest.mark.parametrize("query", ["sergei", "Sergej", "Иванов", "ivanov", "иван"])
def test_other_alphabets_are_found_in_either(book, query):
    assert names(book, query)[0] == "Сергей Иванов"


def test_near_spellings_are_named_only_where_nobody_answers(book):
    near = listed(book, "sorensn")
    assert [row.name for row in near.rows] == ["João Sørensen"] and near.nearest[0] == "sorensen"
    assert listed(book, "sorensen").nearest == () and listed(book, "qqqq").rows == ()


def test_strongest_first_without_words_and_by_name_or_last_where_asked(book):
    assert names(book)[:2] == ["Zoë Müller", "Jan in 't Veld"]
    assert names(book, sort="name") == sorted(names(book), key=roster.searched)
    assert names(book, sort="last")[:3] == ["Zoë Müller", "Jan in 't Veld", "Ann Abbott"]
    assert [row.strength for row in listed(book).rows] == [row.strength for row in people(book, now=NOW)]


def test_facets_count_what_the_other_conditions_leave(book):
    facets = listed(book, place="Lisbon").facets
    assert {one.value: one.count for one in facets["place"]} == {"Lisbon": 3, "Porto": 1, "Riga": 1}
    assert {one.value: one.count for one in facets["state"]} == {"active": 1, "dormant": 1, "latent": 1}
    assert [one.value for one in facets["place"] if one.is_chosen] == ["Lisbon"]
    both = listed(book, place="Lisbon", state="latent")
    assert both.total == 1 and {one.value: one.count for one in both.facets["state"]} == {
        one.value: one.count for one in facets["state"]
    }


@pytest.mark.parametrize("name", ["organisation", "place", "tag", "state", "layer", "owed"])
def test_every_facet_leaves_as_many_as_it_says(book, name):
    for facet in listed(book).facets[name]:
        value = int(facet.value) if name == "layer" else facet.value
        narrowed = listed(book, **{name: value})
        assert narrowed.total == len(narrowed.rows) == facet.count > 0
        assert [one.value for one in narrowed.facets[name] if one.is_chosen] == [facet.value]


def test_words_become_facets_that_can_be_corrected(book):
    read = listed(book, "people in Lisbon I have not met for a year")
    assert [row.name for row in read.rows] == ["João Sørensen", "Ann Becker"]
    assert read.asked.conditions == {"place": "Lisbon", "silence_days": 365} and read.asked.words == ""
    assert names(book, "people in Lisbon", place="Porto") == ["Ann Abbott"]


def test_a_name_with_in_is_a_name_and_an_unknown_place_stays_a_place(book):
    assert names(book, "jan in 't veld") == ["Jan in 't Veld"]
    nowhere = listed(book, "people in Atlantis")
    assert nowhere.total == 0 and nowhere.asked.place == "Atlantis"


def test_spellings_of_one_organisation_are_one(book):
    assert {one.value: one.count for one in listed(book).facets["organisation"]}.get("Umbra") == 3
    assert set(names(book, organisation="acme")) == {"Zoë Müller", "João Sørensen"}


def test_owed_and_tags_stand_in_the_row(book):
    zoe = listed(book, owed="you").rows
    assert [(row.name, row.owed, row.tags, row.place) for row in zoe] == [
        ("Zoë Müller", "you", ("Climbing", "press"), "Lisbon")
    ]
    assert names(book, tag="#climbing") == ["Zoë Müller"]


@pytest.mark.parametrize("wrong", [{"state": "asleep"}, {"layer": 7}, {"owed": "nobody"}, {"sort": "height"}])
def test_what_is_no_condition_is_said(book, wrong):
    with pytest.raises(UserError):
        listed(book, **wrong)


def test_pages_are_parts_of_the_whole_and_hold_no_more(book):
    whole = names(book, sort="name")
    pages = [names(book, sort="name", start=start, limit=2) for start in range(0, 8, 2)]
    assert [name for page in pages for name in page] == whole and pages[-1] == []


def test_queries_do_not_grow_with_the_rows(tmp_path):
    counts = []
    for more in (5, 120):
        book, rosters = made(tmp_path / str(more), more=more), Rosters()
        counts.append([])
        for query in (None, "person", "house", "persn"):
            rosters.of(book, NOW)
            with asked(book) as statements:
                found = list_people(book, now=NOW, query=query, limit=100, rosters=rosters)
            counts[-1].append(len(statements))
            assert len(found.rows) >= (min(more, 100) if query != "persn" else 5)
        with asked(book) as statements:
            people(book, now=NOW)
        counts[-1].append(len(statements))
        book.close()
    assert counts[0] == counts[1] and max(counts[0]) <= 8


def test_a_roster_is_kept_until_the_digest_or_the_day_is_another(tmp_path):
    book, rosters = made(tmp_path / "book"), Rosters()
    first = rosters.of(book, NOW)
    assert rosters.of(book, NOW) is first
    assert rosters.of(book, NOW.replace(day=24)).day.day == 24
    entered(book, "Newcomer Nolan")
    refresh(book)
    assert list_people(book, now=NOW, query="nolan", rosters=rosters).total == 1
    book.close()


def test_the_palette_finds_people_and_organisations(book):
    assert [one.name for one in find(book, "an", now=NOW).people] == ["Ann Abbott", "Ann Becker"]
    assert [one.name for one in find(book, "acm", now=NOW).people] == ["Zoë Müller", "João Sørensen"]
    assert [(one.name, one.people) for one in find(book, "umb", now=NOW).organisations] == [("Umbra", 3)]
    assert find(book, "", now=NOW).people == () and find(book, "beckr", now=NOW).nearest == ("becker",)


def test_an_index_gives_words_by_their_beginnings():
    index = Index.read(["Ann Lee", "Anna", "Bo"])
    assert sorted(index.beginning("ann").tolist()) == [0, 1] and index.of("ann").tolist() == [0]
    assert index.beginning("c").tolist() == [] and index.of("zz").tolist() == []


def test_views_are_kept_replaced_dropped_and_come_back_by_undo(tmp_path):
    book = made(tmp_path / "book")
    view.view(book, "Lisbon", {"place": "Lisbon", "state": None}, now=NOW)
    view.view(book, "Close", {"layer": 15}, now=NOW)
    view.view(book, "lisbon", {"place": "Lisbon", "sort": "last"}, now=NOW)
    assert [(one.name, one.query) for one in view.views(book)] == [
        ("lisbon", {"place": "Lisbon", "sort": "last"}),
        ("Close", {"layer": 15}),
    ]
    gone = view.drop(book, "LISBON", now=NOW)
    assert [one.name for one in view.views(book)] == ["Close"]
    undo(book, gone.decision, now=NOW)
    assert [one.name for one in view.views(book)] == ["lisbon", "Close"]
    with pytest.raises(UserError):
        view.drop(book, "Madrid", now=NOW)
    for wrong in ({"colour": "red"},):
        with pytest.raises(UserError):
            view.view(book, "x", wrong, now=NOW)
    book.close()
