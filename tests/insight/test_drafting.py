"""The words of drafts: true, short, plain, and with an easy way out, whatever the occasion."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.insight import drafting, nudges
from kithbook.insight.drafting import calling, letter, matter, plain
from kithbook.insight.drafting.calling import Read, Said
from kithbook.insight.drafting.matter import Called, Fact, Marked, Matter, Moved, Passed, Quoted, Thanks
from kithbook.model.card import OWNER, Card
from kithbook.model.person import Person
from kithbook.model.position import SharedPlace

TODAY = date(2026, 11, 2)
PRAISE = """amazing awesome brilliant excellent exceptional exciting fantastic great impressive incredible inspiring love
    outstanding perfect phenomenal remarkable stellar superb terrific thrilled wonderful delighted honoured""".split()
HOLLOW = [
    "hope this finds", "hope you are", "hope you're", "hope all is", "touch base", "reach out", "reaching out", "circle back",
    "pick your brain", "checking in", "just wanted", "quick question", "synerg", "asap", "well deserved", "as per",
]  # fmt: skip
PLACEHOLDER = re.compile(r"[\[\]{}<>]|\bXX|TODO|TBD|___|None|\bnan\b|  | ,| \.(?!\.)|\(\)|“”|\.{4}")
BLAME = re.compile(
    r"you (?:never|have not|haven't|did not|didn't|forgot|failed|still owe)|your silence|no answer from you",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(?:leads?|deals?|pipeline|prospects?|touchpoints?|company|companies)\b", re.IGNORECASE)


def person(**kwargs):
    made = Person(
        number=7, id="p7", slug="ann-weber", name="Ann Weber", organisation="Polderworks", title="Engineer", is_known=True,
        known_from=None, is_bulk=False, is_ego=False, card_count=1, founder="cann",
    )  # fmt: skip
    return replace(made, **kwargs)


def passed(**kwargs):
    return replace(Passed("ilast", date(2026, 10, 1), "message", "mail", "out", "Tide gauge"), **kwargs)


BARE = Matter(person(), TODAY, owner="Ada", owner_whole="Ada Lindqvist", called=Called("Ann", is_familiar=True))
KNOWN = replace(
    BARE,
    last=passed(),
    letter=passed(),
    thanks=Thanks("fthanks", "the loan of the projector", date(2025, 3, 3)),
    places=(SharedPlace("Delta Cartography", "position", is_present=False, evidence=("rone", "rtwo")),),
)
QUESTION = Quoted(
    "fasked", "Could you send me the captions?", date(2026, 10, 20), is_mine=False, letter=passed(id="iq")
)
ABOUT = {
    "birthday": {"marked": Marked(TODAY, ("cb",))},
    "connection_anniversary": {"marked": Marked(TODAY, ("cc",), since=date(2021, 11, 2), years=5, what="LinkedIn")},
    "dormant": {},
    "drifting": {},
    "hello": {},
    "job_change": {"moved": Moved("Wavecrest", "Principal Engineer", True, ("ra", "rb"))},
    "own_rhythm": {},
    "prepare_meeting": {
        "meeting": passed(id="im", kind="meeting", day=TODAY, subject="Lower town"),
        "their_promise": replace(QUESTION, id="fp", text="I'll send you the tender by Friday."),
        "their_question": QUESTION,
    },
    "promise_due": {"quoted": replace(QUESTION, text="I'll send you the captions by Friday.", is_mine=True, due=date(2026, 10, 30))},
    "reminder": {"note": Fact("You noted, and it is not in the words: “ask about the divorce”.", ("dnote",))},
    "reply_owed": {"quoted": QUESTION},
    "thank_after_meeting": {"meeting": passed(id="im", kind="meeting", day=date(2026, 10, 31), subject="Lower town")},
    "unanswered": {"letter": passed(id="iw", direction="in", subject="A chair is free here")},
    "welcome": {"marked": Marked(date(2026, 10, 28), ("cw",), since=date(2026, 10, 28), what="LinkedIn")},
    "work_anniversary": {"marked": Marked(TODAY, ("rw",), since=date(2021, 11, 2), years=5, what="Polderworks")},
}  # fmt: skip
THEIRS = {"quoted": replace(QUESTION, text="I'll send you the tender by Friday.", due=date(2026, 10, 30))}
LATE = {"marked": Marked(date(2026, 10, 31), ("cb",))}
OPEN = {"quoted": replace(QUESTION, text="Which version should we trust?")}


def _matters():
    for nudge, about in ABOUT.items():
        for base, name in ((BARE, "bare"), (KNOWN, "known")):
            yield pytest.param(replace(base, nudge=nudge, **about), id=f"{nudge}-{name}")
    for nudge, about, name in (
        ("promise_due", THEIRS, "theirs"), ("birthday", LATE, "late"), ("reply_owed", OPEN, "open"),
        ("dormant", {"last": passed(day=date(2024, 5, 1)), "letter": passed(day=date(2024, 5, 1))}, "years"),
        ("drifting", {"way": matter.LINKEDIN, "letter": None}, "linkedin"),
        ("birthday", {**ABOUT["birthday"], "called": Called("Dr Okafor", is_formal=True)}, "formal"),
        ("birthday", {**ABOUT["birthday"], "called": Called()}, "nameless"),
        *((nudge, {}, "lost") for nudge in ABOUT),  # the item is of another day, and what it was about is gone
    ):  # fmt: skip
        yield pytest.param(replace(KNOWN, nudge=nudge, **about), id=f"{nudge}-{name}")


MATTERS = list(_matters())


def drafts(one):
    first = drafting.compose(one)
    return [first, *(drafting.compose(one, place) for place in range(1, len(first.choices)))]


def own_words(text):
    """Leave out greeting, close, and what is quoted."""
    return re.sub(r"“[^”]*”", "this", " ".join(text.split("\n\n")[1:-1]))


def grade(text):
    """Measure the Flesch–Kincaid grade."""
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[A-Za-zÀ-ÿ’']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouyà-ÿ]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_every_nudge_has_words_and_no_others_have():
    assert drafting.found().keys() == nudges.nudges().keys() | {drafting.HELLO}
    assert drafting.compose(replace(KNOWN, nudge="of-a-later-version")).text == drafting.compose(KNOWN).text


@pytest.mark.parametrize("one", MATTERS)
def test_the_words_are_plain_and_empty_nowhere(one):
    for made in drafts(one):
        words = own_words(made.text) if made.form == matter.LETTER else made.text
        said = set(re.findall(r"[a-z]+", words.lower()))
        assert not said & set(PRAISE)
        assert not [hollow for hollow in HOLLOW if hollow in made.text.lower()]
        for pattern in (PLACEHOLDER, NEVER, BLAME):
            assert not pattern.search(words), pattern.search(words)
        assert grade(words) <= 8
        assert made.subject
        assert "\n" not in made.subject
        assert made.text.endswith("\n")


@pytest.mark.parametrize("one", MATTERS)
def test_the_words_are_few(one):
    first, *others = drafts(one)
    assert 55 <= len(first.text.split()) <= 120
    assert all(15 <= len(made.text.split()) <= 130 for made in others)
    assert len({made.text for made in (first, *others)}) == len(first.choices)


@pytest.mark.parametrize("one", MATTERS)
def test_a_letter_asks_with_an_easy_way_out(one):
    made = drafting.compose(one)
    out = ("no hurry", "let it wait", "no answer", "one word", "If all is well", "say so", "What brings", "To ask:")
    assert any(way.lower() in made.text.lower() for way in out)


@pytest.mark.parametrize("one", MATTERS)
def test_only_ego_s_own_debts_are_apologised_for(one):
    owed = one.nudge in {"reply_owed", "unanswered"} or (one.quoted is not None and one.quoted.is_mine)
    for made in drafts(one):
        assert owed or "sorry" not in made.text.lower()


@pytest.mark.parametrize("one", MATTERS)
def test_whatever_is_known_and_said_has_its_evidence(one):
    for made in drafts(one):
        stated = " ".join(fact.text for fact in made.facts)
        quoted = re.findall(r"“([^”]+)”", made.text)
        days = re.findall(r"\b\d{1,2} (?:May|October|November)\b|\b(?:March|May|November) 20\d\d\b", made.text)
        assert all(piece in stated for piece in (*quoted, *days))
        assert all(fact.evidence and all(fact.evidence) for fact in made.facts)


def test_a_reminder_s_note_stands_beside_the_words_and_not_in_them():
    made = drafting.compose(replace(KNOWN, nudge="reminder", **ABOUT["reminder"]))
    assert "divorce" not in made.text + made.subject
    assert any("divorce" in fact.text for fact in made.facts)


def test_yes_and_no_are_offered_where_they_answer():
    assert drafting.compose(replace(KNOWN, nudge="reply_owed", quoted=QUESTION)).choices == ("by when", "yes", "no")
    assert drafting.compose(replace(KNOWN, nudge="reply_owed", **OPEN)).choices == ("by when", "short")


def test_a_letter_in_a_thread_answers_it():
    subjects = {
        nudge: drafting.compose(replace(KNOWN, nudge=nudge, **ABOUT[nudge])).subject
        for nudge in ("dormant", "drifting", "reply_owed", "promise_due", "unanswered")
    }
    assert subjects.pop("unanswered") == "Re: A chair is free here"
    assert set(subjects.values()) == {"Re: Tide gauge"}


def test_variants_go_round():
    texts = [drafting.compose(replace(KNOWN, nudge="drifting"), place).text for place in range(4)]
    assert texts[0] == texts[3] != texts[1] != texts[2]


def test_golden_birthday():
    made = drafting.compose(replace(KNOWN, nudge="birthday", **ABOUT["birthday"]), 2)
    assert (
        made.text
        == """Hi Ann,

Happy birthday! I wish you a good day and a year with time for what matters to you. In March 2025 I thanked you for the \
loan of the projector. I have not forgotten it. We have both worked at Delta Cartography.

We last wrote on 1 October, under “Tide gauge”. I would like to hear how that went on, and what you are working on now.

Is there something on your desk that a second pair of eyes would help? Send it over, and I will read it with a pencil in \
my hand. If this is a busy time, let it wait; a line is enough, and so is none.

Best wishes,
Ada
"""
    )


def test_golden_formal_answer():
    called = Called("Dr Okafor", is_formal=True)
    made = drafting.compose(replace(KNOWN, nudge="reply_owed", called=called, quoted=QUESTION))
    assert (
        made.text
        == """Dear Dr Okafor,

You asked me on 20 October: “Could you send me the captions?” Thank you, and sorry for the wait.

I want to give you an answer that you can use. By which day do you need it? If a short answer now is of more use to you \
than a full one later, say so and you shall have it. And if it has been settled without me, one word is enough.

Kind regards,
Ada Lindqvist
"""
    )


def test_golden_notes_for_a_meeting():
    made = drafting.compose(replace(KNOWN, nudge="prepare_meeting", **ABOUT["prepare_meeting"]))
    assert (made.form, made.subject) == (matter.NOTES, "Lower town")
    assert (
        made.text
        == """You meet Ann Weber (Engineer, Polderworks) today.

What lies between you:
– Last contact on 1 October: “Tide gauge”.
– They promised (20 October): “I'll send you the tender by Friday.”
– They asked, and it is still open (20 October): “Could you send me the captions?”
– You thanked them for the loan of the projector in March 2025.
– You have both worked at Delta Cartography.

To ask:
– What has changed for you since we last spoke?
– What would make this hour worth your time?
– Where could I be of help before we meet again?
"""
    )


# -- what people call each other -------------------------------------------------------------------------
CARDS = [
    Card("linkedin:a", "linkedin", "Mohamed El-Sayed", {"given": "Mohamed", "family": "El-Sayed"}),
    Card("vcard:a", "vcard", "Mohammed El Sayed", {"given": "Mohammed", "family": "El Sayed", "prefix": "Dr."}),
]


@pytest.mark.parametrize(
    ("openings", "signed", "expected"),
    [
        ([("Mohamed, the sun came out.", True)], [], "Hi Mohamed,"),
        ([("Dear Dr. El-Sayed, thank you for the map.", True)], [], "Dear Dr El-Sayed,"),
        ([("Hi Mohamed! Very good.", True), ("Dear Dr. El-Sayed, thank you.", True)], [], "Hi Mohamed,"),
        ([("Sorry for the late reply Mohamed, the sun came out.", True)], [("Mohammed", False)], "Hi Mohammed,"),
        ([("Hi Mohamed and Bao, the sun came out.", True)], [("Mohammed", False)], "Hi Mohammed,"),
        ([("Excellent, the printer is warming up.", True)], [("Mohammed", False)], "Hi Mohammed,"),
        ([("Ada, many thanks.", False), ("The rest can wait.", True)], [("Mohamed El-Sayed", False)], "Hi Mohamed,"),
        ([], [], "Dear Dr El Sayed,"),  # nobody yet wrote, and a card bears a title
        ([("The rest can wait.", True)], [("El-Sayed Shipping", False)], "Hi Mohamed,"),
    ],
)
def test_the_greeting_rests_on_the_surest_evidence(openings, signed, expected):
    said = [
        [Said(f"i{number}", text, mine) for number, (text, mine) in enumerate(found)] for found in (openings, signed)
    ]
    found = calling.called(CARDS, *said)
    assert letter.greeting(found) == expected
    assert all(fact.evidence for fact in found.facts)


def test_without_a_sure_given_name_the_whole_name_or_none_is_used():
    assert letter.greeting(calling.called([Card("email:x", "mail", "Zhou Xiaoming")], [], [])) == "Hello Zhou Xiaoming,"
    assert letter.greeting(calling.called([Card("email:x", "mail", "<script>")], [], [])) == "Hello,"
    assert letter.greeting(calling.called([], [], [])) == "Hello,"
    own = Card("owner:1", OWNER, "Mo", {"given": "Mo"})
    assert letter.greeting(calling.called([*CARDS[:1], own], [Said("i", "Fine.", is_mine=True)], [])) == "Hi Mo,"


@pytest.mark.parametrize(
    ("given_part", "name", "expected"),
    [
        ("Dr. Ann", "Dr. Ann Lee", "Hello Ann,"), ("Ann M.", "Ann M. Lee", "Hello Ann,"), ("J. Robert", "J. Robert Lee", "Hello Robert,"),
        ("J.", "J. Lee", "Hello J. Lee,"), ("J", "J Lee", "Hello J Lee,"), ("J.-P.", "J.-P. Lee", "Hello J.-P. Lee,"),
        ("ANN-MARIE", "ANN-MARIE LEE", "Hello Ann-Marie,"), ("ann", "ann lee", "Hello Ann,"), ("Ann (she/her)", "Ann Lee", "Hello Ann,"),
        ("小明", "王小明", "Hello 王小明,"), ("민수", "김민수", "Hello 김민수,"), ("José Luis", "José Luis Pérez", "Hello José Luis,"),
    ],
)  # fmt: skip
def test_a_given_name_that_a_source_states_is_used_without_titles_and_initials(given_part, name, expected):
    card = Card("linkedin:a", "linkedin", name, {"given": given_part, "family": "Lee"})
    assert (
        letter.greeting(calling.called([card], [Said("i", "Fine.", is_mine=True)], [])).replace("Hi ", "Hello ")
        == expected
    )


def test_nobody_is_greeted_by_an_initial_however_they_sign_or_were_written_to():
    card = Card("email:x", "mail", "J Okafor")
    said = [Said("i1", "Dear J, thank you for the map.", is_mine=True)], [Said("i2", "J", is_mine=False)]
    assert letter.greeting(calling.called([card], *said)) == "Hello J Okafor,"


def test_the_given_name_that_a_whole_name_shows_for_certain_is_used_and_else_the_name_as_it_is_spoken():
    card = Card("email:x", "mail", "Rossi, Anna")
    for read, expected in (("Anna", "Hello Anna,"), ("", "Hello Anna Rossi,")):
        assert letter.greeting(calling.called([card], [], [], {card.id: Read(read, "Anna Rossi")})) == expected


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_foreign_words_stay_on_one_line(text):
    for made in (plain.line(text), plain.subject(text), plain.name(text)):
        assert len(made.splitlines()) <= 1
        assert made == made.strip()
        assert not set(made) & set("\r\n\x00\x1b\u202e\u2066\u200b")
    assert not set(plain.name(text)) & set('<>@:/\\"%&?=;,')
    assert len(plain.name(text)) <= plain.LONGEST_NAME
    assert len(plain.subject(text)) <= plain.LONGEST_SUBJECT + 2


@settings(max_examples=100)
@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(sorted(ABOUT)))
def test_no_name_or_subject_breaks_a_draft(name, subject, nudge):
    who = calling.called([Card("c", "vcard", name, {"given": name, "family": name, "prefix": "Dr"})], [], [])
    one = replace(KNOWN, nudge=nudge, called=who, **ABOUT[nudge])
    one = replace(one, last=passed(subject=plain.subject(subject)), letter=passed(subject=plain.subject(subject)))
    for made in drafts(one):
        assert "\n" not in made.subject
        lines = list(chain.from_iterable(part.split("\n") for part in made.text.split("\n\n")))
        assert not {unicodedata.category(sign) for line in lines for sign in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
