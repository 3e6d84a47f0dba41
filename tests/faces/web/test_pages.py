"""The pages: each shows what its actions answer, and each form does what it says and can be taken back."""

import html
import re
from contextlib import contextmanager
from threading import Event
from urllib.parse import unquote, urlencode

import pytest
from asking import HOST, ask

from kithbook.actions import forget as erasing
from kithbook.actions.import_ import import_
from kithbook.actions.jobs import IMPORT
from kithbook.actions.me import me
from kithbook.actions.promise import promise
from kithbook.actions.questions import questions
from kithbook.faces.web.keys import csrf
from kithbook.faces.web.pages import forget
from kithbook.model.fault import UserError
from kithbook.work import private
from kithbook.work.job import DONE, RUNNING, Files, Job, Order, folder_of, packed


def text(answer):
    """Take the words of a page's main part."""
    main = re.search(r"<main.*?</main>", answer.text, re.DOTALL)[0].replace("<wbr>", "")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def toast(answer):
    found = re.search(r'<div id="toast".*?<dialog', answer.text, re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def did(answer):
    """Give the ids that the toast would take back."""
    return html.unescape(re.search(r'action="/undo".*?name="decision" value="([^"]*)"', answer.text, re.DOTALL)[1])


def undone(asker, answer, back="/"):
    return asker.post("/undo", {"decision": did(answer), "back": back})


def items(answer):
    return re.findall(r'<article class="card[^"]*" id="([^"]+)"', answer.text)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["Monday, 2 November", "That is all for today.", "Why this?"]),
        ("/people", ["People", "Last contact"]),
        ("/people?q=jonas+weber", ["Jonas Weber"]),
        ("/people?q=ingrd+solhem", ["Ingrid Solheim"]),
        ("/people?q=zzqxv", ["Nobody answers to that"]),
        ("/people/jonas-weber", ["Jonas Weber", "City of Westmark", "Between you", "Sources"]),
        ("/people/jonas-weber/brief", ["Jonas Weber", "Balance"]),
        ("/people/jonas-weber/fix", ["In your own words", "The same person as", "Not one person"]),
        ("/people/jonas-weber/export", ["Contact card"]),
        ("/people/jonas-weber/forget", ["This cannot be undone", "Type their name"]),
        ("/people/jonas-weber/forget?counted=1", ["To be erased: three cards"]),
        ("/people/new", ["Add somebody"]),
        ("/questions", ["One person or two?"]),
        ("/history", ["History", "You imported"]),
        ("/import", ["Drop anything here", "Every import"]),
        ("/first", ["Here is your network", "What should it help with first?"]),
        ("/settings", ["Your aims", "Time zone"]),
        ("/settings/backup", ["Make and verify a backup"]),
        ("/settings/privacy", ["What leaves this machine: nothing", "evidence.db"]),
        ("/settings/erase", ["This cannot be undone"]),
        ("/help", ["Help"]),
        ("/help/agenda", ["Reasons"]),
        ("/help/keys", ["Single keys"]),
        ("/find", ["Go to People"]),
        ("/find?q=jonas", ["Jonas Weber"]),
    ],
)
def test_a_page_shows(reader, path, words):
    answer = reader.get(path)
    shown = text(answer)
    assert answer.status == 200
    for word in words:
        assert word in shown, word


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/people/nobody-at-all", 404),
        ("/help/nothing", 400),
        ("/evidence/x", 400),
        ("/import/look", 400),
    ],
)
def test_what_is_not_there_is_said_in_words(reader, path, status):
    answer = reader.get(path)
    assert answer.status == status
    assert "Go to Today" in text(answer)


def test_an_empty_book_says_how_to_begin(empty):
    assert "Your book is empty" in text(empty.get("/"))
    assert "Nobody is here yet" in text(empty.get("/people"))
    assert "No question is open" in text(empty.get("/questions"))
    assert "Nothing yet" in text(empty.get("/history"))
    assert "Bring what you have" in text(empty.get("/first"))


def test_what_the_first_run_asks_is_heeded_by_the_day_and_said_on_it(asker):
    assert "first among equals" in text(asker.get("/first")) and "says so" in text(asker.get("/settings"))
    asker.post("/settings/day", {"capacity": "7", "zone": "Europe/Lisbon", "back": "/settings"})
    asker.post("/first", {"name": "", "goal": "Find work", "close": "naomi-stern"})
    page = asker.get("/")
    assert "Fits your aim: Find work (not close, and 5 others whom you know" in text(page)
    assert "You set your aims" in text(page) and "your aims: Find work" in text(page)
    assert "You said that they matter to you." in text(page) and "Naomi Stern: #matters" in text(page)


@contextmanager
def importing(folder, noon, *, after=()):
    """Lay an import into a book that is under way as long as this lasts, after others that ended so."""
    folder_of(folder).mkdir(mode=0o700, exist_ok=True)
    *ended, running = (
        Job(str(nth), IMPORT, state, (f"{nth}.mbox",), noon) for nth, state in enumerate([*after, RUNNING], start=1)
    )
    with private.held(Files(folder_of(folder), running.id).lock):
        for job in (*ended, running):
            Files(folder_of(folder), job.id).write(packed(job, Order(IMPORT, {}, noon)))
        yield


class TestWhileAnImportIsUnderWay:
    def test_an_empty_book_says_that_it_reads(self, empty, noon):
        with importing(empty.desk.folder, noon):
            assert "Your files are being read" in text(empty.get("/"))
            begun = text(empty.get("/first"))
        assert begun.startswith("Reading") and "Show me today" not in begun
        stopped = text(empty.get("/first"))
        assert "Drop anything here" in stopped and "Resume" in stopped

    def test_what_the_first_import_may_tell_is_not_asked(self, asker, noon):
        with importing(asker.desk.folder, noon):
            shown = text(asker.get("/first"))
        assert shown.startswith("Reading") and "made of it already" in shown
        assert "What should it help with first?" not in shown

    def test_once_an_import_is_in_the_next_keeps_nobody_waiting(self, asker, noon):
        with importing(asker.desk.folder, noon, after=[DONE]):
            shown = text(asker.get("/first"))
            day = text(asker.get("/"))
        assert shown.startswith("Here is your network") and "2.mbox" in shown
        assert "What should it help with first?" in shown
        assert "early An import is under way" in day and "Why this?" in day

    def test_an_import_that_stopped_leaves_what_there_is(self, asker, noon):
        with importing(asker.desk.folder, noon):
            pass
        assert "What came in before that is here." in text(asker.get("/first"))
        day = text(asker.get("/"))
        assert "early" not in day and "Why this?" in day


class TestToday:
    def test_done_takes_the_card_away_and_undo_brings_it_back(self, asker):
        first = items(asker.get("/"))
        after = asker.post(f"/items/{first[0]}/done", {"back": "/"})
        assert items(after) == first[1:]
        assert "Undo" in toast(after) and "We were in touch" in toast(after)
        assert items(undone(asker, after)) == first

    def test_done_again_in_a_tab_left_open_is_the_same_and_one_undo_takes_it_back(self, asker):
        first = items(asker.get("/"))
        once = did(asker.post(f"/items/{first[0]}/done", {"back": "/"}))
        again = asker.post(f"/items/{first[0]}/done", {"back": "/"})
        assert did(again) == once
        assert items(undone(asker, again)) == first
        assert did(asker.post(f"/items/{first[0]}/done", {"back": "/"})) != once

    def test_one_more_key_logs_that_they_talked(self, asker):
        first = items(asker.get("/"))[0]
        after = asker.post(f"/items/{first}/done", {"back": "/"})
        logged = asker.post("/talked", {"decision": did(after), "back": "/"})
        assert "Undo" in toast(logged) and "We were in touch" not in toast(logged)
        assert "today" in text(asker.get("/people?sort=last"))

    def test_two_further_reasons_with_one_person_are_told_and_the_rest_counted(self, asker, noon):
        with asker.desk.book() as book:
            for n in range(4):
                promise(book, "naomi-stern", f"part {n}", due="2026-11-02", now=noon)
        page = asker.get("/").text
        beside = page.partition('aria-label="Also with Naomi Stern"')[2].partition("</ul>")[0]
        assert beside.count("/done") == 2
        assert '<a href="/people/naomi-stern">2 more reasons</a>' in beside

    @pytest.mark.parametrize("until", ["in 3 days", "in 1 week", ""])
    def test_later(self, asker, until):
        first = items(asker.get("/"))
        after = asker.post(f"/items/{first[1]}/later", {"back": "/", "until": until})
        assert first[1] not in items(after)
        assert items(undone(asker, after)) == first

    @pytest.mark.parametrize("about", ["reason", "person"])
    def test_never_with_a_reason(self, asker, about):
        first = items(asker.get("/"))
        after = asker.post(f"/items/{first[2]}/never", {"back": "/", "about": about, "because": "We met already"})
        assert first[2] not in items(after)
        assert "We met already" in asker.get("/history").text or "never" in text(asker.get("/history")).casefold()
        assert first[2] in items(undone(asker, after))

    def test_a_letter_opens_beside_its_card_and_goes_along_as_a_file(self, asker):
        for item in items(asker.get("/")):
            page = asker.get(f"/?draft={item}")
            assert "Nothing is sent from here" in text(page)
        answer = asker.post("/letter.eml", {"to": "ann@example.org", "subject": "Grüße", "text": "Hello\nAnn"})
        assert answer.header("content-type") == "message/rfc822"
        assert b"X-Unsent: 1" in answer.body and "attachment" in answer.header("content-disposition")

    def test_a_letter_to_two_lines_of_addresses_is_refused(self, asker):
        fields = {"to": "a@example.org\nBcc: b@example.org", "subject": "x", "text": "y"}
        assert asker.post("/letter.eml", fields).status == 400

    def test_a_promise_is_ticked_off(self, asker):
        page = asker.get("/")
        promise = re.search(r'action="/promises/([^/]+)/kept"', page.text)[1]
        after = asker.post(f"/promises/{promise}/kept", {"back": "/"})
        assert f"/promises/{promise}/kept" not in after.text
        assert f"/promises/{promise}/kept" in undone(asker, after).text

    def test_the_highlight_is_one_a_card(self, reader):
        page = reader.get("/")
        assert page.text.count("<mark") == len(items(page))


class TestPeople:
    def test_a_facet_narrows_and_is_taken_away(self, reader):
        page = reader.get("/people?organisation=Polderworks")
        assert "Organisation: Polderworks" in text(page)
        assert 'href="/people"' in page.text

    def test_words_become_conditions_that_can_be_taken_away(self, reader):
        page = reader.get("/people?q=people+I+have+not+met+for+a+year")
        assert "Silent for" in text(page)
        chip = html.unescape(re.search(r'class="chip" href="([^"]+)"', page.text)[1])
        assert "Silent for" not in text(reader.get(unquote(chip)))

    def test_pages_follow_one_another(self, reader):
        first = reader.get("/people?sort=name")
        after = html.unescape(re.search(r'href="([^"]+)" rel="next"', first.text)[1])
        second = reader.get(after)
        names = [re.findall(r"data-focus>([^<]+)</a>", page.text) for page in (first, second)]
        assert len(names[0]) == 50 and not set(names[0]) & set(names[1])

    @pytest.mark.parametrize(
        ("path", "part"), [("/people?q=weber", "found"), ("/find?q=weber", "finder-found"), ("/find", "finder")]
    )
    def test_a_search_as_one_types_is_answered_with_what_it_changes_alone(self, reader, path, part):
        page, asked = reader.get(path).text, reader.get(path, ("hx-request", "true"), ("hx-target", part)).text
        assert "<html" in page and "<html" not in asked
        assert asked.strip() in page

    def test_several_at_once_and_one_undo(self, asker):
        page = asker.get("/people")
        ids = re.findall(r'name="who" value="([^"]+)"', page.text)[:3]
        body = urlencode(
            [
                ("token", csrf(asker.session)),
                ("back", "/people"),
                ("do", "tag"),
                ("tags", "board"),
                *(("who", one) for one in ids),
            ]
        ).encode()
        headers = [
            asker.cookie,
            ("content-type", "application/x-www-form-urlencoded"),
            ("content-length", str(len(body))),
            ("origin", f"http://{HOST}"),
            ("sec-fetch-site", "same-origin"),
        ]
        sent = ask(asker.app, "/people/several", method="POST", headers=headers, body=body)
        after = asker.get(sent.header("location"))
        assert "and 2 more" in toast(after)
        assert "3 people" in text(asker.get("/people?tag=board"))
        undone(asker, after, "/people")
        assert "Nobody answers" in text(asker.get("/people?tag=board"))

    def test_nobody_chosen_is_said(self, asker):
        assert "Nobody is chosen" in text(asker.post("/people/several", {"do": "tag", "tags": "x"}))

    @pytest.mark.parametrize(
        ("filled", "said"),
        [({"days": "monthly"}, "every 30 days"), ({"until": "in 2 weeks"}, "Jonas Weber"), ({}, "No tag was given")],
    )
    def test_enter_in_a_field_does_what_the_field_is_for(self, asker, filled, said):
        fields = {"do": "tag", "tags": "", "days": "", "until": "", "who": "jonas-weber", "back": "/people", **filled}
        answer = asker.post("/people/several", fields)
        assert said in (toast(answer) if filled else text(answer))
        assert "tagged" not in toast(answer)

    def test_a_list_is_kept_and_dropped(self, asker):
        kept = asker.post("/views", {"name": "Polder", "organisation": "Polderworks"})
        assert "Polderworks" in text(kept)
        assert "Polder" in text(asker.get("/people"))
        asker.post("/views/drop", {"name": "Polder"})
        assert "Kept lists" not in text(asker.get("/people"))

    def test_somebody_new(self, asker):
        page = asker.post("/people/new", {"name": "Zoë Nielsen", "email": "zoe@example.org", "organisation": "Nowhere"})
        assert "Zoë Nielsen" in text(page) and "Undo" in toast(page)
        assert "zoe@example.org" in text(page)

    def test_what_cannot_be_read_is_said_beside_what_was_typed(self, asker):
        page = asker.post("/people/new", {"name": "Zoë Nielsen", "email": "not an address"})
        assert page.status == 422
        assert 'value="not an address"' in page.text and 'aria-invalid="true"' in page.text


class TestPerson:
    @pytest.mark.parametrize(
        ("verb", "fields", "shown"),
        [
            ("note", {"text": "Likes tea", "at": "last friday"}, "Likes tea"),
            ("log", {"kind": "call", "at": "yesterday", "text": "Dykes"}, "Dykes"),
            ("tag", {"tags": "water board"}, "water"),
            ("rhythm", {"days": "30"}, "as you set"),
            ("promise", {"text": "Send the map", "due": "in 2 weeks"}, "Send the map"),
            ("remind", {"when": "tomorrow", "text": "Ask about the map"}, "Jonas Weber"),
            ("pause", {"until": "in 3 weeks"}, "Jonas Weber"),
        ],
    )
    def test_what_is_said_of_a_person_shows_and_can_be_undone(self, asker, verb, fields, shown):
        here = "/people/jonas-weber"
        after = asker.post(f"{here}/{verb}", {"back": here, **fields})
        assert after.status == 200 and shown in text(after)
        assert "Undo" in toast(after)
        before = text(asker.get(here))
        again = undone(asker, after, here)
        assert text(again) != before or verb in {"remind", "pause"}

    @pytest.mark.parametrize(
        ("verb", "fields"),
        [
            ("note", {"text": ""}),
            ("log", {"kind": "dance"}),
            ("log", {"kind": "call", "at": "tomorrow"}),
            ("rhythm", {"days": "-1"}),
        ],
    )
    def test_what_cannot_be_is_said(self, asker, verb, fields):
        assert asker.post(f"/people/jonas-weber/{verb}", {"back": "/", **fields}).status == 400

    def test_every_value_names_its_source(self, reader):
        page = reader.get("/people/jonas-weber")
        marks = {int(one) for one in re.findall(r'href="#source-(\d+)"', page.text)}
        sources = {int(one) for one in re.findall(r'id="source-(\d+)"', page.text)}
        assert marks and marks <= sources

    def test_what_they_do_now_did_not_end_with_their_last_letter(self, reader):
        assert "2023 to now Head of Flood Protection, City of Westmark" in text(reader.get("/people/jonas-weber"))

    def test_a_correction_is_one_ruling_of_what_differs(self, asker):
        here = "/people/jonas-weber"
        page = asker.get(f"{here}/fix")
        filled = {
            name: html.unescape(value)
            for name, value in re.findall(r'<input class="in" name="(\w+)" value="([^"]*)"', page.text)
        }
        assert asker.post(f"{here}/edit", {**filled, "back": here}).status == 200
        after = asker.post(f"{here}/edit", {**filled, "location": "Westmark", "back": here})
        assert "Westmark" in text(after)
        assert "Undo" in toast(after)

    def test_two_are_made_one_and_parted(self, asker):
        page = asker.get("/people/jonas-weber/fix?q=naomi+stern")
        other = re.search(r'name="other" value="([^"]+)"[^>]*>\s*<span><b>Naomi Stern<', page.text)[1]
        merged = asker.post("/people/jonas-weber/merge", {"other": other})
        assert "Naomi Stern" in text(merged) and "Undo" in toast(merged)
        cards = re.findall(r'name="card" value="([^"]+)"', asker.get("/people/jonas-weber/fix").text)
        parted = asker.post("/people/jonas-weber/split", {"card": cards[-1]})
        assert parted.status == 200 and "Undo" in toast(parted)

    def test_a_person_is_taken_along(self, reader):
        card = reader.get("/people/jonas-weber/export?as=vcard4")
        assert card.body.startswith(b"BEGIN:VCARD") and "jonas-weber.vcf" in card.header("content-disposition")
        assert reader.get("/people/jonas-weber/export?as=json").header("content-type").startswith("application/json")

    def test_forgetting_asks_for_the_name(self, asker, monkeypatch):
        monkeypatch.setattr(forget, "AT_ONCE_SECONDS", 60.0)
        assert asker.post("/people/gita-rao/forget", {"name": "Somebody"}).status == 422
        assert "is forgotten" in text(asker.post("/people/gita-rao/forget", {"name": "gita rao"}))
        assert asker.get("/people/gita-rao").status == 404

    def test_a_forgetting_that_takes_long_says_how_far_it_is_and_once_that_it_is_done(self, asker, monkeypatch):
        told, may_go_on = Event(), Event()

        def slowly(book, who, *, watch):
            watch("people", 1)
            watch("people", 2)
            told.set()
            may_go_on.wait()
            return erasing.Forgot(ok=True, plan=erasing.plan(book, who), outside="Nothing else.")

        monkeypatch.setattr(forget.erasing, "forget", slowly)
        monkeypatch.setattr(forget, "AT_ONCE_SECONDS", 0.0)
        try:
            asker.post("/people/gita-rao/forget", {"name": "Gita Rao"})
            told.wait()
            assert "Forgetting Gita Rao People: 3." in text(asker.get("/forgetting"))
            assert "Gita Rao is still being forgotten" in text(
                asker.post("/people/jonas-weber/forget", {"name": "Jonas Weber"})
            )
        finally:
            may_go_on.set()
        asker.desk.forgetting.join()
        assert "Gita Rao is forgotten" in text(asker.get("/forgetting"))
        assert asker.desk.forgetting is None
        assert asker.get("/forgetting").header("location") == "/people"

    def test_what_keeps_a_forgetting_from_its_end_is_said(self, asker, monkeypatch):
        def refuses(_book, _who, *, watch):
            raise UserError("The disk is full.")

        monkeypatch.setattr(forget.erasing, "forget", refuses)
        monkeypatch.setattr(forget, "AT_ONCE_SECONDS", 60.0)
        assert "The disk is full." in text(asker.post("/people/gita-rao/forget", {"name": "Gita Rao"}))
        assert asker.desk.forgetting is None

    def test_earlier_entries_follow(self, reader):
        page = reader.get("/people/jonas-weber")
        earlier = html.unescape(re.search(r'href="([^"#]+)#between" rel="next"', page.text)[1])
        assert reader.get(earlier).status == 200


class TestQuestions:
    @pytest.mark.parametrize("answer", ["same", "different", "later"])
    def test_an_answer_leads_to_the_next(self, asker, answer):
        page = asker.get("/questions")
        question = re.search(r'action="/questions/([^"]+)"', page.text)[1]
        after = asker.post(f"/questions/{question}", {"answer": answer})
        assert question not in after.text
        assert question in undone(asker, after, "/questions").text

    def test_whether_an_address_is_one_s_own_is_settled_by_a_button(self, asker, tmp_path):
        with asker.desk.book() as book:
            name = me(book, now=asker.now).name
        letter = f"From: {name} <second@else.example>\nTo: gita.rao@else.example\nMessage-ID: <s@x>\nSubject: Hello\n"
        (tmp_path / "m.eml").write_text(f"{letter}Date: Mon, 05 Oct 2026 10:00:00 +0000\n\nHello\n")
        with asker.desk.book() as book:
            import_(book, [tmp_path / "m.eml"], now=asker.now, watch=lambda _step: None)
            at = next(n for n, one in enumerate(questions(book)) if one.address == "second@else.example")
        page = asker.get(f"/questions?at={at}")
        assert "Is this address yours?" in text(page) and "second@else.example" in text(page)
        question = re.search(r'action="/questions/([^"]+)"', page.text)[1]
        after = asker.post(f"/questions/{question}", {"answer": "same"})
        assert "second@else.example" in text(asker.get("/history"))
        assert question not in after.text

    def test_a_persons_page_asks_whether_they_are_somebody_else_too_and_why(self, reader):
        page = reader.get("/people/hanna-korhonen").text
        asked = page[page.index('id="who-is-who"') :]
        assert '<a href="/people/hanna-virtanen">Hanna Virtanen</a>, Librarian, Saimaa Library' in asked
        assert "the same phone number +35895550122; both at" in asked
        address = html.unescape(re.search(r'href="(/questions\?who=[^"]+)"', asked)[1])
        both = text(reader.get(address))
        assert "One person or two?" in both and "About Hanna Korhonen" in both and "Hanna Virtanen" in both

    def test_nobody_is_asked_about_of_whom_all_is_sure(self, reader):
        assert "who-is-who" not in reader.get("/people/jonas-weber").text

    def test_a_question_that_was_found_on_a_persons_page_leads_back_to_it(self, asker):
        page = asker.get("/questions?who=hanna-korhonen")
        form = re.search(r'action="(/questions/[^"]+)".*?name="back" value="([^"]+)"', page.text, re.DOTALL)
        after = asker.post(form[1], {"answer": "same", "back": form[2]})
        assert "Hanna" in text(after) and "who-is-who" not in after.text
        assert "who-is-who" in undone(asker, after, "/people/hanna-korhonen").text


class TestSettings:
    def test_what_is_left_alone_makes_no_decision(self, asker):
        page = asker.get("/settings")
        emails = html.unescape(re.search(r'name="emails"[^>]*>([^<]*)<', page.text)[1])
        profile = re.search(r'name="linkedin" value="([^"]*)"', page.text)[1]
        after = asker.post(
            "/settings/you", {"name": "Ada Lindqvist", "emails": emails, "linkedin": profile, "back": "/settings"}
        )
        assert "Undo" not in toast(after)

    def test_the_day(self, asker):
        after = asker.post(
            "/settings/day", {"capacity": "3", "quiet": "sun", "zone": "Europe/Lisbon", "back": "/settings"}
        )
        assert "Undo" in toast(after) and 'value="Europe/Lisbon"' in after.text
        assert len(items(asker.get("/"))) == 3
        assert 'value="Europe/Copenhagen"' in undone(asker, after, "/settings").text

    def test_a_zone_that_is_none(self, asker):
        assert asker.post("/settings/day", {"capacity": "5", "zone": "Atlantis"}).status == 422

    def test_this_browser(self, asker):
        answer = asker.post("/settings/browser", {"scheme": "dark"}, follow=False)
        said = [value for name, value in answer.headers if name == "set-cookie"]
        assert any("kith-keys=off" in one and "HttpOnly" in one for one in said)
        asker.cookies |= {"kith-keys": "off", "kith-scheme": "dark"}
        page = asker.get("/settings")
        assert 'data-keys="off"' in page.text and 'class="dark"' in page.text

    def test_erasing_asks_for_the_books_name(self, asker):
        assert asker.post("/settings/erase", {"name": "wrong"}).status == 422
        assert (asker.folder / "evidence.db").exists()
        assert "The book is erased" in text(asker.post("/settings/erase", {"name": "book"}))
        assert not (asker.folder / "evidence.db").exists()


def test_who_left_the_connections_is_said_to_have_left_them(empty, tmp_path):
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = [f"P{mark},Member,https://www.linkedin.com/in/p{mark},,Acme,Editor,01 Jan 2020\n" for mark in "abcdefghi"]
    for year, listed in ((2023, rows), (2024, rows[1:])):
        folder = tmp_path / f"Basic_LinkedInDataExport_01-02-{year}"
        folder.mkdir()
        (folder / "Connections.csv").write_text(head + "".join(listed))
        (folder / "Profile.csv").write_text("First Name,Last Name,Maiden Name,Headline\nAda,Owner,,\n")
        (folder / "Email Addresses.csv").write_text(
            "Email Address,Confirmed,Primary,Updated On\nada@own.example,Yes,Yes,\n"
        )
        with empty.desk.book() as book:
            import_(book, [folder], now=empty.now, watch=lambda _step: None)
    assert "No longer among your connections" in text(empty.get("/people/pa-member"))
    assert "among your connections" not in text(empty.get("/people/pb-member"))


def test_a_change_needs_its_token(asker):
    item = items(asker.get("/"))[0]
    assert asker.post(f"/items/{item}/done", {"token": "another", "back": "/"}).status == 400
    assert item in items(asker.get("/"))


@pytest.mark.parametrize("back", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/a\nb"])
def test_a_change_leads_back_to_own_pages_only(asker, back):
    item = items(asker.get("/"))[0]
    answer = asker.post(f"/items/{item}/done", {"back": back}, follow=False)
    assert answer.header("location").startswith("/?did=")


def test_a_launch_key_is_exchanged_at_once_and_once(asker):
    from datetime import UTC, datetime

    key = asker.app.keys.cut(datetime.now(UTC))
    answer = ask(asker.app, f"/open?key={key}")
    cookie = answer.header("set-cookie")
    assert answer.status == 303 and answer.header("location") == "/"
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Secure")) and key not in cookie
    again = ask(asker.app, f"/open?key={key}")
    assert again.status == 401 and "used already" in again.text


def test_a_bug_says_where_and_nothing_of_what(asker, monkeypatch, capsys):
    import io

    from kithbook.faces.web import application
    from kithbook.faces.web.pages import history

    def broken(*_args, **_more):
        raise RuntimeError("Jonas Weber, jonas@example.org")

    heard = io.StringIO()
    application.log_to(heard)
    monkeypatch.setattr(history, "paged", broken)
    answer = asker.get("/history")
    application.log.handlers.clear()
    assert answer.status == 500 and "Reference" in text(answer)
    assert (
        "RuntimeError" in heard.getvalue() and "Jonas" not in heard.getvalue() + answer.text + capsys.readouterr().err
    )


class TestNastyThings:
    @pytest.mark.parametrize("name", ["محمد علي", "山田 太郎", "👩‍🚀 Ann"])
    def test_a_name_of_any_script_has_a_page_that_can_be_led_back_to(self, asker, name):
        answer = asker.post("/people/new", {"name": name})
        assert name in text(answer)
        place = re.search(r'action="(/people/[^"]+)/note"', answer.text)[1]
        noted = asker.post(f"{unquote(place)}/note", {"back": unquote(place), "text": "met by the sea"})
        assert "met by the sea" in text(noted)

    @pytest.mark.parametrize("path", ["/people/gita-rao", "/people", "/history", "/questions"])
    @pytest.mark.parametrize("digits", [30, 5000])
    def test_a_place_beyond_every_list(self, reader, path, digits):
        number = "9" * digits
        assert reader.get(f"{path}?start={number}&at={number}&draft=&words={number}").status == 200

    def test_a_number_beyond_all_people_a_day(self, asker):
        assert asker.post("/settings/day", {"capacity": "9" * 5000}).status < 500

    @pytest.mark.parametrize("name", ["empty.csv", "empty.zip", "old.pst"])
    def test_a_path_with_nothing_to_read_says_so(self, asker, tmp_path, name):
        (tmp_path / name).write_bytes(b"!BDN" + bytes(600) if name == "old.pst" else b"")
        answer = asker.get(f"/import/look?path={tmp_path / name}")
        assert answer.status == 422
        assert "Give another" in text(answer)

    @pytest.mark.parametrize("path", ["/" + "a" * 5000, "~nobody-of-that-name/x", "/proc/self/mem"])
    def test_a_path_that_the_system_refuses(self, asker, path):
        assert asker.get(f"/import/look?path={path}").status in {400, 422}

    def test_what_to_do_is_said_in_words_of_the_pages(self, reader):
        assert "People lists everybody" in text(reader.get("/people/nobody-at-all"))
        answer = reader.get("/people/jonas-webr")
        assert "Did you mean one of these?" in text(answer)
        assert 'href="/people/jonas-weber"' in answer.text

    def test_a_meeting_still_ahead_today_was_not_yet(self, asker):
        shown = text(asker.get("/people/jonas-weber"))
        assert "You meet: Lower town" in shown and "You met: Coffee with Jonas" in shown
        asker.now = asker.now.replace(hour=20)
        assert "You met: Lower town" in text(asker.get("/people/jonas-weber"))

    def test_a_brief_before_a_meeting_does_not_say_that_one_met(self, asker):
        assert "You met today" not in text(asker.get("/people/jonas-weber/brief"))
        asker.now = asker.now.replace(hour=20)
        assert "You met today" in text(asker.get("/people/jonas-weber/brief"))

    def test_what_passed_is_counted_by_kind(self, asker):
        asker.post("/people/jonas-weber/log", {"kind": "call", "at": "yesterday"})
        shown = text(asker.get("/people/jonas-weber"))
        assert re.search(r"messages, \w+ meetings, one call since", shown)
        assert "one call." in text(asker.get("/people/jonas-weber/brief"))

    def test_nobody_is_missed_who_was_not_looked_for(self, reader):
        assert "Nobody else goes by that" not in text(reader.get("/people/jonas-weber/fix"))
        assert "Nobody else goes by that" in text(reader.get("/people/jonas-weber/fix?q=zzqxv"))

    def test_a_question_says_a_position_of_several_sources_once(self, reader):
        for at in range(4):
            for side in re.findall(r"<dl.*?</dl>", reader.get(f"/questions?at={at}").text, re.DOTALL):
                undated = re.findall(r"<dt></dt><dd>(.*?)</dd>", side)
                assert len(undated) == len(set(undated))

    def test_two_of_one_name_who_are_shared_are_told_apart(self, reader):
        shown = reader.get("/people/jonas-weber").text
        told = re.findall(r'<a href="/people/(priya-raman[^"]*)">Priya Raman</a>, ([^<]+)<', shown)
        assert len(told) == 2 and len({role for _, role in told}) == 2

    def test_the_closed_door_says_once_what_to_type(self, reader):
        said = ask(reader.app, "/").text
        assert said.count("kith serve") == 1 and "`" not in said

    def test_a_position_of_one_year_says_it_once(self, reader):
        assert "2025 to 2025" not in text(reader.get("/questions"))

    def test_a_question_names_the_records_that_its_sides_come_from(self, reader):
        page = reader.get("/questions").text
        named = re.findall(r'<a href="/evidence/c[^"]+">([^<]+)</a>', page)
        assert len(named) >= 2 and all(
            re.match(r"(LinkedIn archive|Mail|Contact card|Table of contacts)", one) for one in named
        )

    def test_forgetting_says_nothing_of_what_there_is_none_of(self, asker):
        answer = asker.post("/people/new", {"name": "Nils Nowhere"})
        assert "Nils Nowhere" in text(answer)
        shown = text(asker.get("/people/nils-nowhere/forget?counted=1"))
        assert "one card." in shown
        assert " no " not in shown
