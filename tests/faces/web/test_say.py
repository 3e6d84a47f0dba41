"""How pages put things into words."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.actions.answers import Handle
from kithbook.actions.show import CardShown
from kithbook.faces.web import say

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (MONDAY, "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 19), "on Thursday"),
        (date(2026, 11, 16), "16 Nov"),
        (date(2023, 5, 4), "4 May 2023"),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), "yesterday"),
        (None, ""),
    ],
)
def test_short_days(day, said):
    assert say.short_day(day, MONDAY) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "less than a day"),
        (1, "one day"),
        (13, "13 days"),
        (14, "two weeks"),
        (98, "three months"),
        (800, "two years"),
        (None, ""),
    ],
)
def test_spans(days, said):
    assert say.span(days) == said


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_ago_is_short_and_never_negative(day):
    said = say.ago(day, MONDAY)
    assert said and "-" not in said and len(said) < 16


@pytest.mark.parametrize(
    ("state", "layer", "word"),
    [("active", 5, "close"), ("active", 15, "close"), ("active", 50, "warm"), ("active", None, "warm"),
     ("drifting", 5, "cooling"), ("dormant", None, "dormant"), ("latent", None, ""), ("seen", None, "")],
)  # fmt: skip
def test_warmth(state, layer, word):
    assert say.warmth(state, layer) == word
    assert say.warmth_or_none(state, layer)


@given(st.text(min_size=1))
def test_a_reason_is_split_and_nothing_of_it_is_lost(reason):
    assert "".join(say.lit(reason)) == reason


def test_the_highlight_is_the_quoted_words_else_what_tells():
    assert say.lit("Asked you on 27 October: “Could you?” You have not.")[1] == "“Could you?”"
    assert (
        say.lit("You were in touch on 5 days; the last was 6 February 2025. Nobody.")[1]
        == "the last was 6 February 2025"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("--11-18", "18 November"),
        ("1980-05", "May 1980"),
        ("1980", "1980"),
        ("1980-05-03", "3 May 1980"),
        ("soon", "soon"),
    ],
)
def test_partial_days(text, said):
    assert say.partial(text) == said


@pytest.mark.parametrize(("seconds", "said"), [(1, "a few seconds"), (42, "40 seconds"), (200, "three minutes")])
def test_time_left(seconds, said):
    assert say.until(seconds) == said


def test_what_was_left_out():
    assert say.left_out({"skipped:spam": 120, "skipped:draft": 0, "observed": 9}) == "Left out: spam (120)."
    assert say.left_out({}) == ""


def test_counts():
    assert [say.count(n, "person", "people") for n in (0, 1, 2, 14, 1200)] == [
        "no people", "one person", "two people", "14 people", "1,200 people",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), "last Friday"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 10), "10 Nov"),
        ("2026-12", "December 2026"),
    ],
)
def test_what_day_a_promise_is_for(day, said):
    assert say.due(day, MONDAY) == said


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        ("`kith people` lists everybody.", "People lists everybody."),
        ("Use `kith remind` for what is ahead.", "Use “Remind me” for what is ahead."),
        ("Run `kith doctor`.", "Run `kith doctor`."),
        (
            "Free some space, then run the same command again: it goes on from there.",
            "Free some space, then try again.",
        ),
        ("Say one of call, meeting.", "Say one of call, meeting."),
    ],
)
def test_advice_in_words_of_the_pages(advice, said):
    assert say.in_pages(advice) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "empty"),
        (1, "1 kB"),
        (12_400, "12 kB"),
        (3_300_000, "3.3 MB"),
        (999_999, "1.0 MB"),
        (5_000_000_000, "5.0 GB"),
    ],
)
def test_amounts_of_bytes(amount, said):
    assert say.size(amount) == said


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ({"source": "linkedin", "relation": "connection", "as_of": date(2023, 10, 30)}, "LinkedIn archive, a connection, 30 Oct 2023"),
        ({"source": "vcard", "relation": "contact", "as_of": None}, "Contact card"),
        ({"source": "mail", "relation": "seen", "as_of": date(2026, 11, 16)}, "Mail, bao@acme.example, 16 Nov"),
        ({"source": "linkedin", "relation": "seen", "as_of": None, "handles": ()}, "LinkedIn archive"),
    ],
)  # fmt: skip
def test_a_record_is_named_by_its_source_what_it_is_there_and_its_day(card, said):
    shown = {
        "handles": (Handle("email", "bao@acme.example"),),
        "id": "c",
        "external_id": "x",
        "name": "Bao",
        "fields": {},
    }
    assert say.record(CardShown(**shown | card), MONDAY) == said
