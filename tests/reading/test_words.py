import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook import reading
from kithbook.reading import Heard
from kithbook.reading.words import Words

HEARD = Heard(date(2026, 11, 4), "Ann Example", "ann@example.org")
OWN = "The plan is fine for me.\nCould you send the rest?"

FOLLOWED = {
    "english": "On Tue, 3 Nov 2026 at 10:12, Tom Sample <tom@sample.example> wrote:\n> Could you call me?",
    "broken in two": "On Tue, 3 Nov 2026 at 10:12, Tom Sample\n<tom@sample.example> wrote:\n\n> I'll send it by Friday.",
    "unmarked": "On Tue, 3 Nov 2026 at 10:12, Tom Sample <tom@sample.example> wrote:\n\nI'll send it by Friday.",
    "german": "Am Di., 3. Nov. 2026 um 10:12 Uhr schrieb Tom Sample <tom@sample.example>:\n> Kommst du?",
    "french": "Le mar. 3 nov. 2026 à 10:12, Tom Sample <tom@sample.example> a écrit :\n> Tu viens ?",
    "spanish": "El mar, 3 nov 2026 a las 10:12, Tom Sample escribió:\n> ¿Vienes?",
    "italian": "Il giorno mar 3 nov 2026 alle ore 10:12 Tom Sample ha scritto:\n> Vieni?",
    "dutch": "Op di 3 nov. 2026 om 10:12 schreef Tom Sample <tom@sample.example>:\n> Kom je?",
    "portuguese": "Em ter., 3 de nov. de 2026 às 10:12, Tom Sample escreveu:\n> Vens?",
    "swedish": "Den tis 3 nov. 2026 kl 10:12 skrev Tom Sample <tom@sample.example>:\n> Kommer du?",
    "outlook": "-----Original Message-----\nFrom: Tom Sample\nSent: Tuesday\n\nI'll send it by Friday.",
    "outlook block": "From: Tom Sample <tom@sample.example>\nSent: 03 November 2026 10:12\nTo: Ann\nSubject: x\n\nCould you call?",
    "german block": "Von: Tom Sample\nGesendet: Dienstag\nAn: Ann\n\nKommst du?",
    "forwarded": "---------- Forwarded message ---------\nFrom: Tom Sample\n\nI'll send it by Friday.",
    "apple": "Begin forwarded message:\n\nFrom: Tom\n\nCould you call?",
    "quoted": "> Could you call me?\n>> I'll send it by Friday.",
    "disclaimer": "This e-mail and any attachments are confidential. Could you delete it?",
    "phone": "Sent from my phone",
}


@pytest.mark.parametrize("tail", FOLLOWED.values(), ids=FOLLOWED)
def test_what_others_wrote_is_not_the_senders(tail):
    assert Words(f"Hi Tom,\n\n{OWN}\n\n{tail}", HEARD).text.strip() == OWN
    assert Words(f"Hi Tom,\n\n{OWN}\n\nBest,\nAnn\n\n{tail}", HEARD).text.strip() == OWN


def test_answers_between_quoted_lines_are_kept():
    text = "On Tue, Tom Sample wrote:\n> Could you come?\n\nYes, with pleasure.\n\n> And bring the map?\n\nI will."
    assert Words(text, HEARD).text.split() == ["Yes,", "with", "pleasure.", "I", "will."]


def test_a_signature_is_taken_off_and_a_postscript_is_not():
    words = Words(f"{OWN}\n\nKind regards,\n\nAnn Example\nHead of Research\n\nP.S. I'll bring it tomorrow.", HEARD)
    assert words.signature == ["Ann Example", "Head of Research"]
    assert words.body[-1] == "P.S. I'll bring it tomorrow."


def test_abbreviations_end_no_sentence():
    text = "I met Dr. Bell at 5 p.m. on Monday. She likes it, e.g. the map."
    assert [one.text for one in Words(text, HEARD).sentences] == [
        "I met Dr. Bell at 5 p.m. on Monday.",
        "She likes it, e.g. the map.",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("i am back from the coast. can you send me the deck? thanks a lot! see you then.",
         ["i am back from the coast.", "can you send me the deck?", "thanks a lot!", "see you then."]),
        ("We met in May. could you send it, or the old one?", ["We met in May.", "could you send it, or the old one?"]),
        ("It costs approx. five, incl. tax, w.r.t. the U.S. market, cf. the no. 5 of vol. iii.",
         ["It costs approx. five, incl. tax, w.r.t. the U.S. market, cf. the no. 5 of vol. iii."]),
        ("I thought... maybe we meet on the 3. of May.", ["I thought... maybe we meet on the 3. of May."]),
        ('He asked "why now?" and left (did he?) without a word.', ['He asked "why now?" and left (did he?) without a word.']),
        ("It was in 2019. “could it be?” she said.", ["It was in 2019.", "“could it be?” she said."]),
    ],
)  # fmt: skip
def test_a_sentence_may_begin_in_a_small_letter(text, sentences):
    assert [one.text for one in Words(text, HEARD).sentences] == sentences


def test_only_the_sentence_that_asks_or_promises_is_quoted_where_all_is_small():
    text = "i am back from the coast. can you send me the deck? i'll bring the map on friday. see you then."
    found = {one.reader: one.quote for one in reading.read(text, HEARD) if one.reader != "snippet"}
    assert found == {"question": "can you send me the deck?", "promise": "i'll bring the map on friday."}


LANGUAGES = {
    "en": "Could you send me the file that we talked about?",
    "de": "Könntest du mir bitte die Datei schicken, über die wir gesprochen haben? Ich schicke dir den Rest bis Freitag.",
    "fr": "Pourriez-vous m'envoyer le fichier dont nous avons parlé ? Je vous envoie le reste vendredi.",
    "es": "¿Me puedes enviar el archivo del que hablamos? Te mando el resto el viernes.",
    "it": "Mi puoi mandare il documento di cui abbiamo parlato? Ti mando il resto venerdì, grazie.",
    "nl": "Kun je mij het bestand sturen waar we het over hadden? Ik stuur je de rest op vrijdag.",
    "pt": "Você pode me enviar o arquivo de que falamos? Eu envio o resto na sexta, obrigado.",
    "sv": "Kan du skicka filen som vi pratade om? Jag skickar resten på fredag, tack.",
    "": "4711 0815 OK",
}


@pytest.mark.parametrize(("name", "text"), LANGUAGES.items())
def test_language_is_guessed_and_only_english_is_read(name, text):
    assert Words(text, HEARD).language == name
    readers = {found.reader for found in reading.read(text, HEARD)}
    assert readers == ({"snippet", "question"} if name == "en" else {"snippet"})


def test_a_snippet_is_short_folded_and_without_controls():
    (snippet,) = (
        f
        for f in reading.read("Hi Tom,\n\n\u202egnp.\u200b exe\x07\tis\n  fine " + "x" * 300, HEARD)
        if f.reader == "snippet"
    )
    assert snippet.quote.startswith("gnp. exe is fine xxx")
    assert len(snippet.quote) == 160


def test_bulk_mail_is_read_for_openings_only():
    text = "Could you help? I'll send it by Friday. We are hiring a designer. Thank you for the flowers."
    assert {found.reader for found in reading.read(text, Heard(HEARD.day, is_bulk=True))} == {"snippet", "opening"}


def test_fields_say_what_and_when():
    text = (
        "Hi Tom,\n\nthank you for the introduction to Ines. I'll send you the revised text by Friday, and it will be short.\n\n"
        "We are hiring a senior editor at Harbour Press.\n\nTom, meet Lucía Fernández and Owen Hart, who fund such things.\n\n"
        "Best regards,\nAnn Example\nHead of Research | Example Institute\n+44 20 7946 0123"
    )
    fields = {found.reader: dict(found.fields) for found in reading.read(text, HEARD)}
    assert fields["thanks"] == {"what": "the introduction to Ines"}
    assert fields["promise"] == {"what": "send you the revised text by Friday", "due": "2026-11-06"}
    assert fields["opening"] == {"role": "senior editor", "organisation": "Harbour Press"}
    assert fields["introduction"] == {"names": ["Tom", "Lucía Fernández", "Owen Hart"]}
    assert fields["signature"] == {
        "name": "Ann Example",
        "title": "Head of Research",
        "organisation": "Example Institute",
        "phone": "+44 20 7946 0123",
    }


def test_every_reader_has_a_version():
    assert set(reading.VERSIONS) == {"snippet", "signature", "question", "promise", "introduction", "opening", "thanks"}
    assert all(version >= 1 for version in reading.VERSIONS.values())


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                OWN,
                "I'll send you the file by Friday",
                *FOLLOWED.values(),
                "\n",
                "\x00",
                "--",
                ">",
                "Best,",
                "Ann",
                "?",
                "\ud800",
            ]
        )
        | st.text(max_size=80),
        max_size=12,
    ).map("\n".join)
)
def test_a_quote_stands_in_the_text_and_nothing_raises(text):
    folded = " ".join(text.replace("\u00a0", " ").split())
    for found in reading.read(text, HEARD):
        assert len(found.quote) <= 300
        if found.reader != "snippet":
            assert " ".join(found.quote.split()) in folded


HOSTILE = [
    "a" * 50_000 + "!",
    ">" * 65_536,
    ">\n" * 32_000,
    " " * 65_536,
    "\n" * 65_536,
    "\t.\n" * 20_000,
    "-" * 65_536,
    "On " * 20_000,
    "On x wrote:\n" * 5_000,
    "From: a\nSent: b\n" * 4_000,
    "I'll send " * 6_000,
    "I'll send it by " * 4_000 + ".",
    "thank you for " * 5_000,
    "thanks " * 9_000,
    "so, and, " * 7_000 + "?",
    "Could you send it? " * 3_000,
    "I'd like to introduce you to A " * 2_000,
    "meet " * 12_000,
    "We are hiring a a a a a " * 2_500,
    "call for applications " * 3_000,
    "applications " * 5_000,
    "Best regards,\n" * 4_000,
    "Ann\n" + "+1 2 3 4 5 6 7 8 9 " * 3_000,
    "Best,\nAnn\n" + "(((((" * 12_000,
    "e.g. " * 12_000,
    '"' * 65_536,
    "the " * 16_000 + "if " * 100,
    "check " * 10_000 + "if?",
    "A. " * 20_000,
    ", " * 30_000,
    "i'll " + "just " * 120 + "fly",
    "who " * 140 + "?",
    "end of " * 80 + "next week",
    "the " * 140 + "weekend",
    "end of next " * 45 + "monthly",
    "thanks" + ", a," * 140,
    "thanks" + " again" * 90 + ".",
    "hire " * 118,
    "I said I'll check " * 32,
    "schrieb " * 200 + ":\n",
    ("On " + "schrieb " * 24 + ":\n") * 90,
    "there are " * 58,
    "senior " * 80 + "looking for a",
    "let me " * 80,
    "who asked, " * 50,
    "i'd love you to meet " * 28,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "lead_in", ["", "Could you please call me, I'll send the hiring thanks to meet you.\n"], ids=["bare", "english"]
)
def test_hostile_text_is_read_in_no_time(lead_in, text):
    start = time.process_time()
    reading.read(lead_in + text, HEARD)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_twice_as_hostile_is_not_four_times_as_slow(text):
    half = _seconds(text[: min(len(text), 20_000) // 2])
    assert _seconds(text[:20_000]) < 4 * half + 0.01


def _seconds(text):
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        reading.read(text, HEARD)
        best = min(best, time.process_time() - start)
    return best
