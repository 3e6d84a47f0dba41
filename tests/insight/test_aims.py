"""Aims: what is read in them, who fits them, what that changes of an agenda, and what it never changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_agenda import HARD, NET, TIES, composed, logs, suggestion, suggestions
from test_agenda import said as rulings_said
from village_of_ten import TODAY, network, person, position

from kithbook.insight.agenda import worth
from kithbook.insight.aims import HALF, Said, apart, bearing, read, relevance, said_of, weak_tie_fit
from kithbook.insight.lifting import Wishes, lifted
from kithbook.insight.memory import Memory, Rulings
from kithbook.model.card import Card

SETTINGS = settings(max_examples=60, derandomize=True, deadline=None)
AIM = read("Work in publishing or translation", "d1")
TEXTS = ["Publisher", "Tidewater Translations", "Lisbon", "a note on publishing", "#translators", "Baker", ""]


def told(*texts, **fields):
    return Wishes([AIM], said=lambda _person: [Said(text, f"c{at}") for at, text in enumerate(texts)], **fields)


def lift(one, wishes, net=NET):
    (found,) = lifted([one], wishes, net, TIES)
    return found


@SETTINGS
@given(suggestions, rulings_said, logs)
def test_without_an_aim_nothing_is_other_than_before(some, rulings, log):
    assert lifted(some, Wishes(), NET, TIES) == some
    other = lifted(some, told("Baker", "Lisbon"), NET, TIES)
    assert composed(other, rulings, log) == composed(some, rulings, log)


@SETTINGS
@given(st.lists(st.sampled_from(TEXTS), max_size=6), st.sampled_from(TEXTS), st.integers(1, 119))
def test_more_words_that_fit_never_lower_the_value(texts, another, number):
    memory = Memory(Rulings(), (), TODAY)
    few, more = (lift(suggestion(person=number), told(*some)) for some in (texts, [*texts, another]))
    assert 0 <= few.relevance <= more.relevance <= 1
    assert worth(few, TIES, memory) <= worth(more, TIES, memory) <= 2 * worth(suggestion(person=number), TIES, memory)


@SETTINGS
@given(suggestions, st.sets(st.integers(1, 119)), st.sampled_from(["find work", "stay in touch", "publishing"]))
def test_an_aim_never_comes_before_what_is_binding_nor_touches_it(some, fitting, text):
    wishes = Wishes([read(text, "d1")], said=lambda number: [Said("Publisher", "c")] if number in fitting else [])
    found = lifted(some, wishes, NET, TIES)
    assert [one for one in found if one.is_hard] == [one for one in some if one.is_hard]
    chosen = [item.suggestion for item in composed(found).items]
    assert [one.is_hard for one in chosen] == sorted((one.is_hard for one in chosen), reverse=True)
    assert {one.key for one in found} == {one.key for one in some}  # nothing is suggested for an aim alone


def test_what_fits_says_so_and_on_what_it_rests():
    found = lift(suggestion(), told("Editor", "Tidewater Publishing", "met at the fair"))
    assert found.why == "Because. Fits your aim: Work in publishing or translation (Tidewater Publishing)."
    assert found.evidence == ("i1", "c1", "d1") and found.relevance == HALF
    noted = Wishes([AIM], said=lambda _person: [Said("Knows everybody in Publishing.", "d2", is_note=True)])
    assert lift(suggestion(), noted).why.endswith("(Publishing in a note).")
    assert lift(suggestion(), told("Baker")) == suggestion()


def test_who_fits_comes_before_an_equal_who_does_not():
    some = [suggestion("drifting", number, value=1.0) for number in range(51, 60)]
    assert 58 not in {item.suggestion.person for item in composed(some, capacity=1).items}
    wishes = Wishes([AIM], said=lambda number: [Said("Publisher", "c58")] if number == 58 else [])
    assert composed(lifted(some, wishes, NET, TIES), capacity=2).items[0].suggestion.person == 58


def test_an_aim_at_work_is_served_by_ties_that_are_not_close_with_some_in_common():
    people = [person(number, organisation="Lab" if number in {1, *range(90, 101)} else "") for number in range(1, 120)]
    stated = {99: (position(99, "Lab"),)}
    net = network(*people, positions=stated)
    wishes = Wishes([read("Find work", "d1")])
    far = lift(suggestion(person=99), wishes, net)
    assert far.relevance == weak_tie_fit(11) > 0.99
    assert far.why.endswith("Fits your aim: Find work (not close, and 11 others whom you know are or were at Lab).")
    assert far.evidence == ("i1", "r-99-Lab", "d1")
    assert lift(suggestion(person=98), wishes, net).evidence == ("i1", "c98", "d1")
    assert lift(suggestion(person=1), wishes, net).relevance == 0  # among the closest
    assert lift(suggestion(person=80), wishes, net).relevance == 0  # nobody in common that the book knows of
    assert lift(suggestion(person=99), Wishes([read("Learn to sail", "d1")]), net).relevance == 0


@pytest.mark.parametrize(
    ("text", "lifts"), [("Stay in touch", {"drifting", "dormant"}), ("Build a community", {"welcome"}), ("Rest", set())]
)
def test_the_ready_aims_are_about_reasons(text, lifts):
    found = lifted([suggestion(nudge) for nudge in ("drifting", "dormant", "welcome", "birthday")],
                   Wishes([read(text, "d1")]), NET, TIES)  # fmt: skip
    assert {one.nudge for one in found if one.relevance} == lifts
    assert all(one.why == f"Because. Fits your aim: {text}." and "d1" in one.evidence for one in found if one.relevance)


def test_whoever_matters_comes_first_among_equals_of_binding_things_too():
    for nudge in (HARD[0], "drifting"):
        some = [suggestion(nudge, number, value=1.0) for number in range(51, 60)]
        found = lifted(some, Wishes(mattering={57: "d9"}), NET, TIES)
        first = composed(found).items[0].suggestion
        assert first.person == 57 and first.why.endswith("You said that they matter to you.") and "d9" in first.evidence
    pressing = replace(suggestion("promise_due", 51), due=TODAY)
    found = lifted([suggestion("reply_owed", 57), pressing], Wishes(mattering={57: "d9"}), NET, TIES)
    assert composed(found).items[0].suggestion.person == 51


def test_what_is_read_in_an_aim():
    assert read("Find work", "d").words == read("Stay in touch", "d").words == read("Change field", "d").words == ()
    assert read("Change field", "d").is_at_work and read("get a new job in Lisbon", "d").is_at_work
    assert not read("Be calmer at work", "d").is_at_work
    assert read("Meet people in UX of the AI world", "d").words == ("UX", "AI")
    assert read("Mehr Kontakte im Verlagswesen in Köln", "d").words[-2:] == ("verlagswesen", "koln")


def test_what_serves_two_aims_counts_once():
    first, second = apart(
        [read(text, "d") for text in ("Find work in publishing", "Change field to publishing, in AI")]
    )
    assert (second.is_at_work, second.words) == (False, ("AI",))
    one, two = (Wishes(aims, said=lambda _person: [Said("Publisher", "c")]) for aims in ([first], [first, second]))
    assert lift(suggestion(), one) == lift(suggestion(), two)


def test_acronyms_are_looked_for_as_they_are_written_and_words_whatever_their_case():
    aim = read("AI in Köln", "d")
    assert bearing(aim, [Said("j'ai vu KOELN", "c")]) == {}
    assert set(bearing(aim, [Said("AI lead, koln", "c")])) == {"AI", "koln"}


def test_only_what_holds_now_speaks_for_a_person():
    ann = person(1, title="Editor", organisation="Tidewater", tags=("books",))
    cards = [
        Card("a", "vcard", title="Publisher", tags=("gone",)),
        Card("b", "linkedin", title="Editor", organisation="Tidewater", tags=("books",), note="Climbs."),
    ]
    assert said_of(ann, cards) == [
        Said("Editor", cards[1].id),
        Said("Tidewater", cards[1].id),
        Said("#books", cards[1].id),
        Said("Climbs.", cards[1].id, is_note=True),
    ]


def test_relevance_only_grows_and_stays_within_one():
    assert relevance([]) == 0 and relevance([0.5]) < relevance([0.5, 0.1]) < relevance([0.5, 0.1, 1.0]) == 1
    assert max(range(100), key=weak_tie_fit) == 10
