"""Importing real small files through the worker: counts, dry runs, interruptions, and the same file again."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import current_thread, main_thread

import pytest
from test_refresh import dump

from kithbook.actions import import_ as importing
from kithbook.actions.answer import answer
from kithbook.actions.forget import forget
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.me import Wanted, me
from kithbook.actions.refresh import rebuild, refresh
from kithbook.actions.show import show
from kithbook.actions.timeline import timeline
from kithbook.actions.today import today
from kithbook.actions.undo import undo
from kithbook.model import question
from kithbook.model.fault import UserError
from kithbook.store import open_book

sys.path.append(str(Path(__file__).parents[1] / "sources"))
from linkedin_sample import write_sample

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def mail(number, *, sender="Bao Tran <bao@acme.example>", to="ada@own.example", extra="", body="Hello"):
    return (
        f"From x@example.org Tue Aug  5 08:00:{number % 60:02d} 2025\n{extra}"
        f"Date: Tue, {5 + number % 20} Aug 2025 10:{number // 60 % 60:02d}:{number % 60:02d} +0200\nFrom: {sender}\nTo: {to}\n"
        f"Subject: Letter {number}\nMessage-ID: <m{number}@x.example>\n\n{body}\n\n"
    )


def mbox(path, *messages):
    path.write_text("".join(messages))
    return path


def cards(path, *names):
    path.write_text(
        "".join(f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nFN:{name}\nEND:VCARD\n" for n, name in enumerate(names))
    )
    return path


def calendar(path, **meetings):
    """Write meetings with the people of an address: day → local part of the address."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{day}\nDTSTAMP:20250101T000000Z\nDTSTART:{day[1:]}T100000Z\nSUMMARY:Review\n"
        f"ATTENDEE;CN={name.title()} Tran:mailto:{name}@acme.example\nEND:VEVENT\n"
        for day, name in meetings.items()
    )
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
    return path


@pytest.fixture
def book(tmp_path):
    made = open_book(tmp_path / "book", now=NOW)
    yield made
    made.close()


def read(book, *paths, watch=lambda _step: None, **wish):
    return import_(book, paths, Wish(**wish), now=NOW, watch=watch)


def adds_up(run):
    return run.observed == run.new + run.changed + run.unchanged + sum(run.skipped.values()) + run.fault_count


def people(book):
    return {person.name for person in book.digest.people()}


def inbox(tmp_path):
    return mbox(
        tmp_path / "Inbox.mbox",
        *(mail(n, extra="Delivered-To: ada@own.example\n") for n in range(5)),
        mail(5, extra="X-Spam-Flag: YES\n"),
        mail(6, sender="News <news@press.example>", extra="List-Id: <news.press.example>\n"),
        mail(3, extra="Delivered-To: ada@own.example\n"),  # the same message again
        "From x@example.org Tue Aug  5 08:00:00 2025\nnothing: of a header\n\n\n",
    )


# -- what an import comes to ---------------------------------------------------------------------------


def test_a_mailbox_comes_in_and_its_counts_add_up(book, tmp_path):
    steps, path = [], inbox(tmp_path)
    found = read(book, path, watch=steps.append)
    (run,) = found.runs
    assert adds_up(run)
    assert (run.observed, run.new, run.skipped) == (9, 6, {"spam": 1})
    assert run.fault_count == len(run.faults) == 1
    assert run.as_of == date(2025, 8, 11)
    assert found.people == {"before": 0, "after": 1}
    assert people(book) == {"Bao Tran"}
    reading = [step for step in steps if step.total_bytes]
    assert reading[-1].items == 9
    assert 0 < reading[-1].done_bytes <= reading[-1].total_bytes == path.stat().st_size
    assert {step.what for step in steps} >= {"interactions", "cards", "people"}


def test_a_linkedin_folder_and_cards_come_in_at_once(book, tmp_path):
    archive = write_sample(tmp_path)
    found = read(book, archive, cards(tmp_path / "a.vcf", "Gus Other", "Hal Another"))
    assert all(adds_up(run) for run in found.runs)
    assert {"linkedin", "vcard"} <= {run.source for run in found.runs}
    assert {"Bao Invented", "Gus Other", "Hal Another"} <= people(book)
    assert book.digest.ego().name == "Ada Invented"
    assert book.digest.counts()["questions"] == found.questions


def test_the_days_of_contact_are_those_of_the_zone_that_the_first_import_found(tmp_path):
    """A mail of half past eleven in the evening UTC is of the next day in Tokyo."""
    late = mail(0, extra="Delivered-To: ada@own.example\n").replace("10:00:00 +0200", "23:30:00 +0000")
    days = {}
    for zone in ("UTC", "Asia/Tokyo"):
        opened = open_book(tmp_path / zone[-3:], now=NOW)
        read(opened, mbox(tmp_path / "late.mbox", late), zone=zone)
        read(opened, cards(tmp_path / "a.vcf", "Cleo Diaz"), zone="Europe/Berlin")  # the first one's stays
        days[zone] = [row[1] for row in opened.digest.contact_days()]
        opened.close()
    assert days["Asia/Tokyo"] == [days["UTC"][0] + 1]


def test_nothing_to_read_is_said_and_what_is_unread_is_named(book, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="empty"):
        read(book, tmp_path / "empty")
    (tmp_path / "Outlook.pst").write_bytes(b"!BDN" + b"\0" * 600)
    with pytest.raises(UserError, match="an Outlook data file") as refused:
        read(book, tmp_path / "Outlook.pst")
    assert refused.value.do
    with pytest.raises(UserError):
        read(book, tmp_path / "not-there")
    assert book.evidence.counts()["runs"] == 0


def test_a_dated_name_beats_the_contents_and_the_file_dates_nothing(book, tmp_path):
    (run,) = read(book, cards(tmp_path / "a.vcf", "Cleo Diaz")).runs
    assert run.as_of is not None
    (person,) = book.digest.people()
    assert person.known_from is None  # the file's time orders versions and dates no fact


def test_columns_of_a_free_form_list_can_be_given(book, tmp_path):
    path = tmp_path / "friends.csv"
    path.write_text("who,reach,where\nCleo Diaz,cleo@x.example,Acme\nDan Other,dan@x.example,Globex\n")
    read(book, path, kind="addressbook", options={"who": "name", "reach": "email", "where": "organisation"})
    assert [(p.name, p.organisation) for p in book.digest.people()] == [("Cleo Diaz", "Acme"), ("Dan Other", "Globex")]


# -- dry runs ------------------------------------------------------------------------------------------


def everything(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_a_dry_run_says_the_same_and_keeps_nothing(book, tmp_path):
    read(book, cards(tmp_path / "a.vcf", "Cleo Diaz"))
    path = inbox(tmp_path)
    before = everything(book.folder)
    dry = read(book, path, is_dry=True, zone="Asia/Tokyo")
    assert everything(book.folder) == before
    assert [entry.name for entry in book.folder.iterdir() if entry.is_dir()] == []
    wet = read(book, path)
    assert dry.is_dry
    assert (dry.people, dry.questions) == (wet.people, wet.questions)
    assert [(r.observed, r.new, r.skipped, r.fault_count) for r in dry.runs] == [
        (r.observed, r.new, r.skipped, r.fault_count) for r in wet.runs
    ]
    assert len(dry.sample) == 7
    assert all(one["kind"] == "message" and one["key"] for one in dry.sample)
    assert list(wet.sample) == []


# -- again, and after an interruption ------------------------------------------------------------------


def tables(book):
    """All of the evidence but what a reading writes on its own row."""
    connection = book.evidence.connection
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name != "run"}


def test_the_same_file_again_changes_nothing_but_the_runs_own_row(book, tmp_path):
    path = inbox(tmp_path)
    read(book, path)
    before, digest, mark = tables(book), dump(book), book.digest.mark
    (run,) = read(book, path).runs
    assert tables(book) == before
    assert dump(book) == digest
    assert book.digest.mark == mark
    assert adds_up(run)
    assert (run.new, run.changed, run.unchanged, run.fault_count) == (0, 0, 7, 1)
    assert book.evidence.counts()["runs"] == 1


def test_a_file_that_was_renamed_is_known_again_and_its_faults_are_not_told_twice(book, tmp_path):
    path = inbox(tmp_path)
    read(book, path)
    (run,) = read(book, path.rename(tmp_path / "moved.mbox")).runs
    assert adds_up(run)
    assert [fault.file for fault in run.faults] == ["moved.mbox"]
    assert book.evidence.counts()["runs"] == 1


class Stopped(Exception):
    pass


def stop_here():
    """Stop the import that tells this; the thread beside it, which repeats a step while time passes, stops nobody."""
    if current_thread() is main_thread():
        raise Stopped


def test_an_interrupted_import_goes_on_and_ends_as_if_undisturbed(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    monkeypatch.setattr(importing, "SECONDS", 0.0)
    letters = [mail(n, sender=f"P{n % 7} Q <p{n % 7}@acme.example>") for n in range(1200)]
    path = mbox(tmp_path / "many.mbox", *letters, *(mail(n, extra="X-Spam-Flag: YES\n") for n in range(1200, 1220)))
    whole, broken = (open_book(tmp_path / name, now=NOW) for name in ("whole", "broken"))
    read(whole, path)

    def stop(step):
        if step.total_bytes and step.items:  # a slow worker is waited for without any
            stop_here()

    kept = 0
    for _ in range(3):
        with pytest.raises(Stopped):
            read(broken, path, watch=stop)
        before, kept = kept, broken.evidence.counts()["records"]
        assert before < kept <= 1200  # how many come at a time is the clock's affair
    (run,) = read(broken, path).runs
    assert dump(broken) == dump(whole)
    assert tables(broken)["record"] == tables(whole)["record"]
    assert [r.counts for r in broken.evidence.runs()] == [r.counts for r in whole.evidence.runs()]
    assert adds_up(run)
    whole.close()
    broken.close()


def test_a_list_that_was_read_to_its_end_before_an_interruption_counts_as_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    archive = tmp_path / "archive"
    archive.mkdir()
    rows = "".join(f"P{n},Q,https://www.linkedin.com/in/p{n},,Acme,Head,12 Mar 2024\n" for n in range(700))
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    (archive / "Connections.csv").write_text(head + rows)
    invited = "".join(f'P{n} Q,Ada Own,"3/12/24, 9:{n % 60:02d} AM",,INCOMING,in/p{n},in/ada\n' for n in range(700))
    head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    (archive / "Invitations.csv").write_text(head + invited)
    whole, broken = (open_book(tmp_path / name, now=NOW) for name in ("whole", "broken"))
    read(whole, archive)
    stops = 0
    for _ in range(20):
        try:
            read(broken, archive, watch=_stopped_once_read)
        except Stopped:
            stops += 1
        else:
            break
    facts = [made.evidence.run_facts(made.evidence.runs()[0].id)[importing.FINISHED] for made in (broken, whole)]
    assert stops > 1
    assert facts[0] == facts[1]
    assert facts[0]["connections"] == 700
    assert dump(broken) == dump(whole)
    whole.close()
    broken.close()


def _stopped_once_read(step):
    if step.total_bytes and step.items:
        stop_here()


def test_what_an_interrupted_import_kept_is_digested_by_the_next_command(book, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)

    def stop(step):
        if step.items:  # on a busy machine the first step only says that the work goes on
            stop_here()

    with pytest.raises(Stopped):
        read(book, inbox(tmp_path), watch=stop)
    refresh(book)
    assert people(book) == {"Bao Tran"}


# -- who ego is ----------------------------------------------------------------------------------------


def directions(book):
    return sorted({one.direction for one in book.digest.interactions()})


def test_an_import_that_cannot_know_who_ego_is_goes_on_and_asks_once(book, tmp_path):
    path = mbox(tmp_path / "Archive.mbox", mail(0), mail(1, sender="ada@own.example", to="bao@acme.example"))
    read(book, path)
    read(book, cards(tmp_path / "a.vcf", "Cleo Diaz"))
    (asked,) = book.digest.questions()
    assert asked.kind == question.EGO
    assert directions(book) == [""]
    answer(book, asked.id, "Ada@Own.example", now=NOW)
    refresh(book)
    assert book.digest.questions() == []
    assert directions(book) == ["in", "out"]
    assert people(book) == {"Bao Tran", "Cleo Diaz"}


def test_no_question_is_asked_where_there_is_nothing_it_would_settle(book, tmp_path):
    read(book, cards(tmp_path / "a.vcf", "Cleo Diaz"))
    assert book.digest.questions() == []


def test_a_wrong_guess_of_who_ego_is_can_be_corrected(book, tmp_path):
    path = mbox(
        tmp_path / "Inbox.mbox",
        *(mail(n, to="team@own.example", extra="Delivered-To: team@own.example\n") for n in range(3)),
    )
    read(book, path)
    assert book.digest.ego() is None
    assert people(book) == {"Bao Tran"}
    me(book, Wanted(emails=["bao@acme.example"]), now=NOW)
    refresh(book)
    assert directions(book) == ["out"]
    assert people(book) == set()  # ego wrote to a shared mailbox


def test_a_stranger_who_wrote_to_a_shared_address_is_seen_and_not_known(book, tmp_path):
    strangers = [
        mail(n, sender=f"S{n} X <s{n}@far.example>", to="sales@own.example", extra="Delivered-To: ada@own.example\n")
        for n in range(3)
    ]
    read(book, mbox(tmp_path / "Inbox.mbox", *strangers, mail(9, extra="Delivered-To: ada@own.example\n")))
    assert people(book) == {"Bao Tran"}
    assert [p.name for p in book.digest.search("S1", known=None)] == ["S1 X"]


def test_somebody_who_writes_much_to_an_inbox_alone_is_no_robot(book, tmp_path):
    """Ego's side of the mail is not there; that ego wrote on LinkedIn says nothing of the mail."""
    loud = [mail(n, to="ada@own.example, x@own.example", extra="Delivered-To: ada@own.example\n") for n in range(40)]
    read(book, write_sample(tmp_path))
    me(book, Wanted(emails=["ada@own.example"]), now=NOW)
    read(book, mbox(tmp_path / "Inbox.mbox", *loud))
    (bao,) = book.digest.resolve("bao@acme.example")
    assert not bao.is_bulk


def test_a_shared_mailbox_is_nobody_to_suggest_and_yet_found(book, tmp_path):
    to_info = mail(0, sender="ada@own.example", to="Acme <info@acme.example>", extra="X-Gmail-Labels: Sent\n")
    read(
        book,
        mbox(
            tmp_path / "All mail.mbox",
            to_info,
            mail(1, sender="Acme <info@acme.example>", extra="Delivered-To: ada@own.example\n"),
        ),
    )
    assert people(book) == set()
    (found,) = book.digest.resolve("info@acme.example")
    assert (found.is_bulk, found.is_known) == (True, False)
    assert [p.number for p in book.digest.search("acme", known=None)] == [found.number]


# -- changes, undoing, forgetting ----------------------------------------------------------------------


def connections(folder, *rows):
    folder.mkdir()
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    body = "".join(f"{a},{b},https://www.linkedin.com/in/{a.lower()},,{c},Editor,01 Jan 2020\n" for a, b, c in rows)
    (folder / "Connections.csv").write_text(head + body)
    (folder / "Profile.csv").write_text("First Name,Last Name,Maiden Name,Headline\nAda,Owner,,\n")
    (folder / "Email Addresses.csv").write_text(
        "Email Address,Confirmed,Primary,Updated On\nada@own.example,Yes,Yes,\n"
    )
    return folder


MANY = [(f"P{chr(97 + n)}", "Member", "Acme") for n in range(9)]


def changed(book):
    return sorted((one.field, one.before, one.after, one.at) for one in book.digest.changes())


def test_two_archives_tell_what_changed_in_whatever_order_they_come(tmp_path):
    old = connections(
        tmp_path / "Basic_LinkedInDataExport_01-02-2025", ("Bao", "Tran", "Acme"), ("Dan", "Gone", "Acme"), *MANY
    )
    new = connections(tmp_path / "Basic_LinkedInDataExport_01-02-2026", ("Bao", "Tran", "Globex"), *MANY)
    found = []
    for order in ((old, new), (new, old)):
        opened = open_book(tmp_path / f"book{len(found)}", now=NOW)
        for path in order:
            read(opened, path)
        found.append(changed(opened))
        rebuild(opened)
        assert changed(opened) == found[-1]
        opened.close()
    assert found[0] == found[1]
    assert [one[:3] for one in found[0]] == [("connection", "connected", ""), ("organisation", "Acme", "Globex")]
    assert len({one[3] for one in found[0]}) == 1


def test_who_left_the_connections_is_shown_as_that_and_in_no_nudge(book, tmp_path):
    for year, people in ((2025, [("Dan", "Gone", "Acme"), *MANY]), (2026, MANY)):
        read(book, connections(tmp_path / f"Basic_LinkedInDataExport_01-02-{year}", *people))
    (entry,) = timeline(book, "dan-gone", now=NOW, kinds=["change"]).entries
    assert (entry.text, str(entry.at)) == ("no longer among your connections", "2026-01-02")
    assert [one.words for one in show(book, "dan-gone", now=NOW).changes] == [entry.text]
    assert "dan-gone" not in {one.person.slug for one in today(book, now=NOW, record=False).items}


def test_an_import_that_is_undone_leaves_nothing_behind(book, tmp_path):
    read(book, cards(tmp_path / "a.vcf", "Cleo Diaz"))
    (run,) = read(book, inbox(tmp_path)).runs
    undo(book, run.run, now=NOW)
    refresh(book)
    assert people(book) == {"Cleo Diaz"}
    assert book.digest.interactions() == []
    (again,) = read(book, inbox(tmp_path)).runs
    assert again.new == 6
    assert people(book) == {"Bao Tran", "Cleo Diaz"}


def test_who_was_forgotten_does_not_come_back_with_the_same_file(book, tmp_path):
    path = inbox(tmp_path)
    read(book, path)
    forget(book, "bao@acme.example", watch=lambda *_: None)
    (run,) = read(book, path).runs
    assert people(book) == set()
    assert book.digest.resolve("bao@acme.example") == []
    assert adds_up(run)
    assert run.skipped["forgotten person"] == 6


def test_a_meeting_that_lies_ahead_does_not_say_that_somebody_still_works_there(book, tmp_path):
    read(book, calendar(tmp_path / "c.ics", d20250303="bao", d20250901="bao", d20270505="bao", d20270601="cleo"))
    assert worked(book, date(2025, 3, 2)) == {"Bao Tran": [], "Cleo Tran": []}
    assert worked(book, date(2025, 8, 31)) == {"Bao Tran": [("2025-03", "2025-03")], "Cleo Tran": []}
    assert worked(book, NOW.date()) == {"Bao Tran": [("2025-03", "2025-09")], "Cleo Tran": []}  # only expected
    assert worked(book, date(2027, 5, 4)) == worked(book, NOW.date())
    later = {"Bao Tran": [("2025-03", "2027-05")], "Cleo Tran": [("2027-06", "2027-06")]}
    assert worked(book, date(2027, 6, 1)) == later
    at = {
        one.organisation: book.digest.members(one.organisation_key, until=NOW.date()) for one in book.digest.positions()
    }
    assert [[one.end for one in found] for found in at.values()] == [["2025-09"]]


def worked(book, day):
    """Give when everybody worked somewhere, by name, as of a day."""
    found = {
        person.name: show(book, person.id, now=NOW, as_of=day).positions for person in book.digest.people(known=None)
    }
    return {name: [(position.start, position.end) for position in held] for name, held in found.items()}


def test_signs_go_on_while_what_was_read_goes_to_the_disk(book, tmp_path, monkeypatch):
    told_aside = SimpleQueue()
    finish = book.evidence.finish_run

    def slow(run, **rest):
        while not told_aside.empty():
            told_aside.get()
        assert told_aside.get(timeout=30).items == 3
        return finish(run, **rest)

    def watch(step):
        if current_thread() is not main_thread():
            told_aside.put(step)

    monkeypatch.setattr(book.evidence, "finish_run", slow)
    assert read(book, mbox(tmp_path / "m.mbox", *(mail(n) for n in range(3))), watch=watch).runs[0].new == 3
