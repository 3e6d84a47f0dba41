"""The stable surface on the sample network: every command, its exit code and the keys of its document."""

import json
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from terminal import asked, kith, make

from kithbook.actions.demo import WHOLE, Village, demo
from kithbook.store import open_book

REF = {"id", "slug", "name"}
PERSON = REF | {
    "handles", "organisation", "position", "strength", "layer", "last_interaction", "state", "card_count",
}  # fmt: skip
RUN = {"run", "path", "source", "as_of", "observed", "new", "unchanged", "changed", "reread", "skipped", "faults"}
TIE = {
    "person", "handles", "strength", "rank", "layer", "contact_days", "first_interaction", "last_interaction",
    "gap_days", "rhythm_days", "overdue_ratio", "contact_probability_30d", "resume_band", "resume_score",
    "reply_probability_7d", "reciprocity", "state",
}  # fmt: skip
DAY = str(Village.find().day)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def few():
    """List the village's files but its mailboxes, which take longest."""
    return [path for path in sorted(Village.find().files.iterdir()) if path.suffix in {".ics", ".vcf", ".csv"}]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("village") / "book"
    return folder, make(folder)


@pytest.fixture(scope="module")
def village(imported):
    return imported[0]


@pytest.fixture
def own(village, tmp_path):
    """A copy to rule on: a book is a folder, and copying it is a backup."""
    return shutil.copytree(village, tmp_path / "book")


@pytest.fixture(scope="module")
def contacts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contacts") / "book"
    asked(folder, "import", str(Village.find().files / "contacts.vcf"))
    return folder


@pytest.fixture
def small(contacts, tmp_path):
    """A copy of a book with an address book alone, to rule on."""
    return shutil.copytree(contacts, tmp_path / "book")


def test_an_import_accounts_for_every_record(imported):
    _, answer = imported
    assert {"runs", "people", "questions", "seconds"} <= answer.keys()
    assert answer["people"]["before"] == 0 < answer["people"]["after"]
    for run in answer["runs"]:
        assert run.keys() >= RUN
        assert run["observed"] == run["new"] + run["changed"] + run["unchanged"] + sum(run["skipped"].values()) + len(
            run["faults"]
        )


def test_two_archives_in_one_folder_are_two_imports(imported):
    folder, answer = imported
    runs = [run["run"] for run in answer["runs"]]
    assert len(runs) == len(set(runs)) == len(asked(folder, "history"))
    assert sorted(run["as_of"] for run in answer["runs"] if run["source"] == "linkedin") == ["2025-10-31", "2026-10-30"]


def test_importing_again_changes_nothing(village, own):
    before = kith(own, "export")[1]
    again = make(own)
    assert all(run["new"] == run["changed"] == 0 for run in again["runs"])
    assert again["people"]["before"] == again["people"]["after"]
    assert kith(own, "export")[1] == before


def test_a_dry_run_tells_the_same_and_keeps_nothing(tmp_path):
    words = ["import", *map(str, few())]
    tried = asked(tmp_path / "book", *words, "--dry-run")
    assert tried["dry_run"] is True
    assert len(tried["sample"]) == 10
    assert asked(tmp_path / "book", "people") == []
    assert asked(tmp_path / "book", "sources") == []
    done = asked(tmp_path / "book", *words)
    assert tried["people"] == done["people"]
    assert [run["observed"] for run in tried["runs"]] == [run["observed"] for run in done["runs"]]


def test_people_are_listed_with_all_that_scripts_rely_on(village):
    people = asked(village, "people")
    assert len(people) > 200
    assert all(person.keys() >= PERSON for person in people)
    assert {person["layer"] for person in people} >= {5, 15, 50}
    assert {person["state"] for person in people} <= {"active", "drifting", "dormant", "latent"}
    assert asked(village, "people", "--limit", "3") == people[:3]
    found = asked(village, "people", people[0]["name"])
    assert people[0]["slug"] in [person["slug"] for person in found]
    assert {p["state"] for p in asked(village, "people", "--state", "seen")} <= {"seen"}


def test_namesakes_stay_two_people(village):
    namesakes = [p for p in asked(village, "people", "Daniel Kim") if p["name"] == "Daniel Kim"]
    assert len(namesakes) >= 2
    for person in namesakes:
        handles = {handle["value"] for handle in person["handles"]}
        assert not {"daniel.kim@kestrel.example", "dkim@sound-herald.example"} <= handles
    code, out, err = kith(village, "show", "Daniel Kim", "--json")
    assert (code, out) == (1, "")
    assert "people go by 'Daniel Kim'" in json.loads(err)["error"]["what"]


def test_a_person_is_shown_whole(village):
    slug = asked(village, "people", "--limit", "1")[0]["slug"]
    shown = asked(village, "show", slug, "--as-of", DAY)
    assert shown.keys() >= PERSON | {"cards", "positions", "interactions", "changes", "promises", "notes"}
    assert shown["cards"][0].keys() >= {"id", "source", "external_id", "name", "handles", "fields"}
    times = [interaction["at"] for interaction in shown["interactions"]]
    assert times == sorted(times, reverse=True)
    assert shown["interactions"][0].keys() == {"id", "at", "kind", "direction", "subject", "sources"}
    assert asked(village, "show", shown["cards"][0]["id"])["id"] == shown["id"]
    for identity in (shown["interactions"][0]["id"], shown["cards"][0]["id"], shown["id"]):
        (found, *_) = asked(village, "evidence", identity)
        assert found.keys() >= {"id", "kind", "at", "source", "file", "position", "quote"}
        assert found["id"] == identity


def test_ties_are_ranked(village):
    ties = asked(village, "ties", "--as-of", DAY)
    assert all(tie.keys() == TIE for tie in ties)
    ranks = [tie["rank"] for tie in ties if tie["rank"]]
    assert ranks == sorted(ranks)
    assert ties[0]["strength"] == 1.0


def test_a_day_is_the_same_whenever_it_is_asked(village):
    first, again = (asked(village, "today", "--date", DAY) for _ in range(2))
    assert first == again
    assert first.keys() == {"date", "items", "waiting"}
    assert 1 <= len(first["items"]) <= 5
    for item in first["items"]:
        assert item.keys() == {"id", "nudge", "person", "why", "evidence", "offer", "score", "also"}
        assert all(one.keys() == {"id", "nudge", "why", "evidence", "offer"} for one in item["also"])
        assert item["person"].keys() == REF
        assert item["evidence"]
        asked(village, "evidence", *item["evidence"])
    assert len(asked(village, "today", "--date", DAY, "--limit", "1")["items"]) == 1


def test_an_item_of_another_day_may_be_named_as_it_is_printed(own):
    for item in asked(own, "today", "--date", DAY, "--limit", "7")["items"]:
        assert asked(own, "evidence", item["id"][:7])
        assert asked(own, "later", item["id"][:7])["item"] == item["id"]


def test_every_short_id_that_is_printed_can_be_asked_for(own):
    asked(own, "promise", "gita-rao", "the photographs")
    found = next(item for item in asked(own, "today", "--date", DAY)["items"] if item["nudge"] == "promise_due")
    printed = [promise["id"] for promise in asked(own, "show", found["person"]["slug"])["promises"]]
    printed += [step["decision"] for step in asked(own, "history")]
    printed += [question["question"] for question in asked(own, "questions")]
    for identity in printed:
        assert {shown["id"] for shown in asked(own, "evidence", identity[:7])}


def test_cards_and_people_known_by_messages_alone_have_evidence(village):
    by_mail = [
        person for person in asked(village, "people") if person["card_count"] == 1 and not person["organisation"]
    ]
    cards = [card["id"] for person in by_mail[:5] for card in asked(village, "show", person["slug"])["cards"]]
    assert all(asked(village, "evidence", identity) for identity in cards + [person["id"] for person in by_mail[:5]])


def test_a_number_before_today_was_asked_for_is_answered_with_what_to_do(small):
    code, _, err = kith(small, "done", "1")
    assert code == 1
    assert "not been asked for yet" in err


@pytest.mark.parametrize("words", [("--json", "show", "Daniel Kim"), ("show", "Daniel Kim", "--json")])
def test_an_error_is_one_document_wherever_json_is_asked_for(village, words):
    code, out, err = kith(village, *words)
    error = json.loads(err)["error"]
    assert (code, out) == (1, "")
    assert error.keys() >= {"what", "safe", "do"}
    assert any(candidate.startswith("daniel-kim") for candidate in error["candidates"])


def test_today_is_recorded_numbered_and_ruled_on(own):
    listed = asked(own, "today")["items"]
    if not listed:
        pytest.fail("the village has nothing to say on this machine's day")
    assert asked(own, "done", "1")["item"] == listed[0]["id"]
    left = asked(own, "today")["items"]
    assert [item["id"] for item in left] == [item["id"] for item in listed[1:]]
    for number, verb in enumerate(["later", "never"], start=2):
        if number <= len(listed):
            ruled = asked(own, verb, str(number))
            assert ruled.keys() == {"item", "state", "decision"}
            assert ruled["item"] == listed[number - 1]["id"]
    assert kith(own, "done", "99")[0] == 1


def test_a_file_that_is_given_again_keeps_its_records_among_the_sources(small):
    before = asked(small, "sources")
    asked(small, "import", str(Village.find().files / "contacts.vcf"))
    again = asked(small, "sources")
    assert [one["records"] for one in again] == [one["records"] for one in before] == [66]


def test_sources_questions_and_duplicates_are_listed(village):
    sources = asked(village, "sources")
    assert {"linkedin", "mbox"} <= {source["source"] for source in sources}
    assert all(source.keys() >= {"source", "kind", "runs", "records", "last_run"} for source in sources)
    questions = asked(village, "questions")
    assert all(q.keys() >= {"question", "kind", "a", "b", "match_weight", "reasons"} for q in questions)
    assert asked(village, "duplicates") == [q for q in questions if q["kind"] == "same"]
    assert isinstance(asked(village, "faults"), list)


def test_a_question_is_answered_and_gone(own):
    questions = [q for q in asked(own, "questions") if q["kind"] == "same"]
    if not questions:
        pytest.fail("the village should leave something open")
    answered = asked(own, "answer", questions[0]["question"][:7], "different")
    assert answered == {"decision": answered["decision"], "question": questions[0]["question"]}
    assert questions[0]["question"] not in [q["question"] for q in asked(own, "questions")]


def test_ego_is_found_by_the_evidence(village):
    me = asked(village, "me")
    assert me.keys() >= {"name", "handles", "zone", "goals", "capacity"}
    assert {"kind": "email", "value": "ada@lindqvist.example"} in me["handles"]


def test_an_aim_lifts_what_fits_it_and_the_list_says_so(own):
    before = asked(own, "today", "--date", "2026-11-02", "--limit", "7")["items"]
    assert asked(own, "me", "--goal", "Learn from the Ministry of Coasts")["goals"]
    found = asked(own, "today", "--date", "2026-11-02", "--limit", "7")["items"]
    assert [one["id"] for one in found] == [one["id"] for one in before]  # what is binding is where it was
    (fits,) = [one for one in found if "Fits your aim" in one["why"]]
    (was,) = [one for one in before if one["id"] == fits["id"]]
    assert fits["score"] > was["score"] and fits["why"].startswith(was["why"])
    assert fits["why"].endswith("Fits your aim: Learn from the Ministry of Coasts (Ministry of Coasts).")
    shown = asked(own, "evidence", *fits["evidence"][len(was["evidence"]) :])
    assert {one["kind"] for one in shown} >= {"card", "goals"}
    assert "your aims: Learn from the Ministry of Coasts" in [one["quote"] for one in shown]
    code, out, _ = kith(own, "today", "--date", "2026-11-02", "--limit", "7")
    assert code == 0 and "Fits your aim: Learn from the Ministry of Coasts" in " ".join(out.split())


def test_an_address_that_only_the_sent_mail_tells_of_is_shown_as_ones_own(tmp_path):
    letter = "From: Ada <{0}>\nTo: bao@b.example\nDate: Mon, 2 Nov 2026 10:00:0{1} +0000\nMessage-ID: <{1}@x>\nSubject: s\n\nHi\n\n"
    sent = tmp_path / "Sent.mbox"
    addresses = ["ada@one.example", "ada@two.example"]
    sent.write_text("".join("From x Mon Nov  2 10:00:00 2026\n" + letter.format(a, n) for n, a in enumerate(addresses)))
    asked(tmp_path / "book", "import", str(sent))
    assert [one["value"] for one in asked(tmp_path / "book", "me")["handles"]] == addresses


@pytest.mark.parametrize(
    "words",
    [
        ("note", "{who}", "met", "at", "the", "fair"),
        ("log", "{who}", "--kind", "call", "--at", "yesterday"),
        ("tag", "{who}", "climate"),
        ("rhythm", "{who}", "30"),
        ("pause", "{who}", "--until", "tomorrow"),
        ("remind", "{who}", "in 3 weeks", "ask"),
        ("promise", "{who}", "send it", "--due", "friday"),
        ("edit", "{who}", "position=Editor"),
        ("add", "Zoë", "Neu", "--email", "zoe@neu.example"),
    ],
    ids=lambda words: words[0],
)
def test_a_ruling_answers_with_its_id_and_whom_it_is_about_and_undo_restores(small, words):
    before = kith(small, "export")[1]
    who = asked(small, "people", "--limit", "1")[0]["slug"]
    ruled = asked(small, *(word.format(who=who) for word in words))
    assert ruled.keys() == {"decision", "person"}
    assert ruled["person"].keys() == REF
    newest = asked(small, "history", "--limit", "1")[0]
    assert newest.keys() == {"decision", "at", "verb", "what", "undone"}
    assert (newest["decision"], newest["verb"]) == (ruled["decision"], words[0])
    assert kith(small, "export")[1] != before
    asked(small, "undo")
    assert kith(small, "export")[1] == before


def test_merge_and_split_on_the_command_line(small):
    first, second = asked(small, "people", "--limit", "2")
    before = kith(small, "export")[1]
    merged = asked(small, "merge", first["slug"], second["slug"])["person"]
    assert asked(small, "show", merged["id"])["card_count"] == first["card_count"] + second["card_count"]
    asked(small, "undo", asked(small, "history", "--limit", "1")[0]["decision"])
    assert kith(small, "export")[1] == before


def test_the_whole_book_goes_out_and_comes_back(own, tmp_path):
    who = asked(own, "people", "--limit", "1")[0]["slug"]
    for words in (
        ("note", who, "keep me"),
        ("add", "Zoë Neu"),
        ("edit", "zoe-neu", "position=Editor"),
        ("tag", who, "x"),
    ):
        asked(own, *words)
    file = tmp_path / "book.json"
    assert kith(own, "export", "--format", "json", "-o", str(file))[0] == 0
    json.loads(file.read_bytes())
    assert file.stat().st_mode & 0o077 == 0
    back = tmp_path / "back"
    answer = asked(back, "import", str(file))
    assert (answer["runs"][0]["source"], answer["runs"][0]["run"]) == ("kithbook", None)
    assert answer["seconds"] > 0
    assert kith(back, "export")[1] == kith(own, "export")[1]
    asked(back, "import", str(file))
    assert kith(back, "export")[1] == kith(own, "export")[1]


def test_the_canonical_export_is_sorted_json_lines_without_local_ids(village):
    lines = kith(village, "export")[1].splitlines()
    assert lines == sorted(lines, key=lambda line: line.encode())
    documents = [json.loads(line) for line in lines]
    people = asked(village, "people", "--limit", "20")
    text = "\n".join(lines)
    assert not [person["id"] for person in people if person["id"] in text]
    assert len(documents) > 1_000


def test_the_order_of_imports_does_not_matter(tmp_path):
    books = tmp_path / "one", tmp_path / "other"
    asked(books[0], "import", *map(str, few()))
    for path in reversed(few()):
        asked(books[1], "import", str(path))
    assert kith(books[0], "export")[1] == kith(books[1], "export")[1]


def test_one_person_goes_out(village):
    slug = asked(village, "people", "--limit", "1")[0]["slug"]
    code, out, _ = kith(village, "export", slug)
    assert code == 0
    assert any("person" in json.loads(line) for line in out.splitlines())


def test_one_person_goes_out_whole_and_comes_back(village, tmp_path):
    person = asked(village, "people", "--limit", "1")[0]
    code, out, _ = kith(village, "export", person["slug"], "--format", "json")
    assert code == 0
    assert json.loads(out)["records"]
    (tmp_path / "one.json").write_text(out, encoding="utf-8")
    asked(tmp_path / "book", "import", str(tmp_path / "one.json"))
    email = next(handle["value"] for handle in person["handles"] if handle["kind"] == "email")
    shown, there = (asked(book, "show", email) for book in (village, tmp_path / "book"))
    assert len(there["interactions"]) == len(shown["interactions"])
    assert there["name"] == shown["name"]


@pytest.mark.parametrize(
    "words",
    [
        ("today",), ("people",), ("ties",), ("questions",), ("sources",), ("faults",), ("history",), ("me",), (),
        ("show", "ada@lindqvist.example"), ("today", "--date", DAY),
    ],
    ids=" ".join,
)  # fmt: skip
def test_words_fit_the_line_and_hold_no_control_characters(own, words):
    code, out, err = kith(own, *words)
    assert code == 0, err
    assert out
    assert all(len(line) <= 110 for line in out.splitlines())
    assert not any(ord(c) < 32 and c != "\n" for c in out)


def test_the_demo_is_its_own_day_and_the_second_time_is_quick(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("KITH_BOOK", str(tmp_path / "own"))
    first, again = (asked(tmp_path / "own", "demo") for _ in range(2))
    assert first == again
    assert first["date"] == DAY
    assert first["items"]
    assert not (tmp_path / "own").exists()


def test_a_backup_is_restored_to_the_same_book(small, tmp_path):
    before = kith(small, "export")[1]
    file = tmp_path / "kith.backup"
    assert asked(small, "backup", str(file), "--verify")["ok"] is True
    who = asked(small, "people", "--limit", "1")[0]["slug"]
    asked(small, "note", who, "after the backup")
    assert asked(small, "restore", str(file))["ok"] is True
    assert kith(small, "export")[1] == before
    assert asked(small, "doctor", "--deep")["ok"] is True


def test_a_rebuild_changes_nothing(small):
    before = kith(small, "export")[1]
    assert asked(small, "rebuild")["ok"] is True
    assert kith(small, "export")[1] == before


def test_who_is_forgotten_is_gone_and_stays_gone(small):
    who = asked(small, "people", "--limit", "1")[0]
    address = next(handle["value"] for handle in who["handles"] if handle["kind"] == "email")
    planned = asked(small, "forget", who["slug"], "--dry-run")
    assert planned["cards"] >= 1
    assert asked(small, "show", who["slug"])["id"] == who["id"]
    assert asked(small, "forget", who["slug"])["ok"] is True
    assert kith(small, "show", address)[0] == 1
    asked(small, "import", str(Village.find().files / "contacts.vcf"))
    assert kith(small, "show", address)[0] == 1
    assert address not in kith(small, "export")[1]


@pytest.mark.parametrize("form", ["vcard3", "vcard4", "csv"])
def test_people_go_out_for_other_programs_and_come_back(small, tmp_path, form):
    asked(small, "add", "Zoë Neu", "--email", "zoe@neu.example")  # entered whole, without the parts of a name
    file = tmp_path / ("people.csv" if form == "csv" else "people.vcf")
    assert kith(small, "export", "--format", form, "-o", str(file))[0] == 0
    asked(tmp_path / "back", "import", str(file))
    names = {person["name"] for person in asked(small, "people")}
    assert {person["name"] for person in asked(tmp_path / "back", "people")} == names


@pytest.mark.parametrize("form", ["vcard3", "vcard4", "csv"])
def test_what_the_owner_corrected_and_tagged_is_what_other_programs_get(small, tmp_path, form):
    who = asked(small, "people", "--limit", "1")[0]
    asked(small, "edit", who["slug"], "organisation=New Place", "position=Dean")
    asked(small, "tag", who["slug"], "climbing")
    file = tmp_path / ("one.csv" if form == "csv" else "one.vcf")
    assert kith(small, "export", who["slug"], "--format", form, "-o", str(file))[0] == 0
    asked(tmp_path / "back", "import", str(file))
    (back,) = asked(tmp_path / "back", "people")
    assert (back["organisation"], back["position"], back["tags"]) == ("New Place", "Dean", ["climbing"])


def test_an_empty_path_is_not_the_folder_one_is_in(small):
    code, out, err = kith(small, "import", "")
    assert (code, out) == (1, "")
    assert "empty path" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("words", [("people",), ("people", "--json"), ("export",)])
def test_an_answer_that_finds_no_room_is_said_in_words(contacts, words):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", "from kithbook.faces.cli import main; main()", "--book", str(contacts), *words]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 1
    assert "no space" in run.stderr
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr


def test_a_birthday_without_its_year_is_read_in_words(small):
    asked(small, "edit", asked(small, "people", "--limit", "1")[0]["slug"], "birthday=--11-18")
    slug = asked(small, "people", "--limit", "1")[0]["slug"]
    assert "born 18 November" in kith(small, "show", slug)[1]


def test_a_demo_whose_digest_is_gone_still_shows_its_day(village, tmp_path):
    own = shutil.copytree(village, tmp_path / "demo")
    found = Village.find()
    with closing(open_book(own, now=NOW)) as book:
        book.evidence.set_meta(WHOLE, DAY)
    for path in own.glob("digest.db*"):
        path.unlink()
    assert demo(found, own, watch=lambda _: None).items


def test_a_book_is_empty_again_once_its_only_import_is_undone(contacts, tmp_path):
    book = shutil.copytree(contacts, tmp_path / "undone")
    assert "Your book is empty" not in kith(book, "today")[1]
    run = asked(book, "history")[0]["decision"]
    asked(book, "undo", run)
    assert "Your book is empty" in kith(book, "today")[1]
