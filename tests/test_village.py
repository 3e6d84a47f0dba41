"""The sample network: the same bytes every time, and what is told of it is there for the real sources to find."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from kithbook.model.reading import INTRODUCTION, OPENING, PROMISE, QUESTION, THANKS
from kithbook.work.parse import parse, recognise_apart

VILLAGE = Path(__file__).parent.parent / "examples" / "village"
FILES = VILLAGE / "files"
CAST = json.loads((VILLAGE / "cast.json").read_text(encoding="utf-8"))
TODAY = date.fromisoformat((VILLAGE / "today.txt").read_text().strip())
TAKEOUT, SENT = "Takeout", "Sent.mbox"
FIRST, SECOND = "Complete_LinkedInDataExport_10-31-2025", "Complete_LinkedInDataExport_10-30-2026"


@pytest.fixture(scope="module")
def seen():
    """Read every file with its real source: sightings and what was left, by the name of the file."""
    sightings, left = defaultdict(list), defaultdict(list)
    for found in recognise_apart(FILES).found:
        for batch in parse(FILES, found):
            for sighting in batch.sightings:
                sightings[sighting.file.partition("/")[0]].append(sighting)
            for item in batch.left:
                left[item.file.partition("/")[0]].append(item)
    return sightings, left


def readings(seen, reader, day=""):
    found = [
        (sighting.record.content, reading)
        for name in (TAKEOUT, SENT)
        for sighting in seen[0][name]
        for reading in sighting.readings
        if reader == reading.reader and sighting.record.content["at"][:10] >= day
    ]
    return {(content["sender"][1], reading.quote): dict(reading.fields) for content, reading in found}


def test_the_script_makes_the_same_bytes_again(tmp_path):
    subprocess.run([sys.executable, VILLAGE / "make.py", tmp_path], check=True, capture_output=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert made.pop(Path("cast.json")) == (VILLAGE / "cast.json").read_bytes()
    assert made == {path.relative_to(FILES): path.read_bytes() for path in FILES.rglob("*") if path.is_file()}
    assert sum(map(len, made.values())) < 3_000_000


def test_every_file_is_recognised_and_read_without_a_fault(seen):
    sightings, left = seen
    kinds = {name: Counter(sighting.record.kind for sighting in found) for name, found in sightings.items()}
    assert kinds[TAKEOUT]["message"] + kinds[SENT]["message"] > 2300
    assert kinds[SECOND]["card"] > kinds[FIRST]["card"] > 150
    assert kinds[SECOND]["message"] > 100
    assert kinds["calendar.ics"]["meeting"] > 100
    assert kinds["contacts.vcf"]["card"] == 66
    assert kinds["meetup-signup.csv"]["card"] == 38
    reasons = Counter(item.reason for items in left.values() for item in items)
    assert reasons == {"spam": 24, "draft": 6}


def test_nothing_happened_after_today(seen):
    for name in (TAKEOUT, SENT, SECOND):
        assert max(s.record.content["at"][:10] for s in seen[0][name] if s.record.kind == "message") < TODAY.isoformat()


def test_the_promises_are_there_and_no_others(seen):
    promises = {(sender, fields["due"]) for (sender, _), fields in readings(seen, PROMISE).items()}
    made = {(CAST["ego"]["emails"][0], one["due"]) for one in CAST["promises_made"]}
    assert promises == made | {(one["email"], one["due"]) for one in CAST["promises_received"]}


def test_what_waits_for_an_answer_is_asked(seen):
    asked = {sender for sender, _ in readings(seen, QUESTION, "2026-10-20")}
    assert CAST["asked_ego"]["email"] in asked
    assert CAST["ego"]["emails"][0] in asked  # the question to Owen


def test_introduction_opening_and_thanks_are_there(seen):
    introduced = readings(seen, INTRODUCTION)
    assert [(sender, fields["names"]) for (sender, _), fields in introduced.items()] == [
        (CAST["introduced"]["by"]["email"], [CAST["introduced"]["whom"]["name"]])
    ]
    assert CAST["opening"]["email"] in {sender for sender, _ in readings(seen, OPENING)}
    assert CAST["newsletter"] in {sender for sender, _ in readings(seen, OPENING)}
    assert CAST["thanks"]["email"] in {sender for sender, _ in readings(seen, THANKS, "2026-10-19")}


def test_the_archives_tell_of_new_jobs_and_a_new_name(seen):
    def cards(name):
        return {
            dict(sighting.record.content["handles"]).get("linkedin"): sighting.record.content
            for sighting in seen[0][name]
            if sighting.record.kind == "card" and sighting.record.content.get("handles")
        }

    before, after = cards(FIRST), cards(SECOND)
    for change in CAST["job_changes"]:
        assert before[change["linkedin"]]["organisation"] == change["before"]
        assert after[change["linkedin"]]["organisation"] == change["after"]
        assert after[change["linkedin"]]["title"] == change["title"]
    assert before["hanna-virtanen"]["name"] == CAST["married_name"]["before"]
    assert after["hanna-virtanen"]["name"] == CAST["married_name"]["name"]
    assert {card["linkedin"] for card in CAST["namesakes"]} <= set(after)
    assert set(CAST["new_connections"]) <= set(after)
    gone = set(before) - set(after)
    assert len(gone) == 1


def test_today_and_tomorrow_hold_their_meetings(seen):
    meetings = {
        (content["at"], person[1])
        for sighting in seen[0]["calendar.ics"]
        for content in [sighting.record.content]
        for person in content.get("attendees", [])
    }
    for when in ("meeting_today", "meeting_tomorrow"):
        assert (CAST[when]["at"], CAST[when]["email"]) in meetings
    guests = [s.record.content for s in seen[0]["calendar.ics"] if s.record.content["title"] == CAST["event"]["title"]]
    assert len(guests) == 1
    assert set(CAST["event"]["guests"]) <= {person[1] for person in guests[0]["attendees"]}
    assert len(CAST["event"]["guests"]) == 12


def test_the_mentor_is_silent_since_last_summer(seen):
    address = CAST["dormant_mentor"]["email"]
    days = sorted(
        sighting.record.content["at"][:10]
        for name in (TAKEOUT, SENT)
        for sighting in seen[0][name]
        if address in json.dumps(dict(sighting.record.content))
    )
    assert len(set(days)) > 60
    assert days[-1] == CAST["dormant_mentor"]["last"]


def test_german_mail_gives_snippets_only(seen):
    letters = [
        s for name in (TAKEOUT, SENT) for s in seen[0][name] if "deichverband" in json.dumps(dict(s.record.content))
    ]
    assert len(letters) == 8
    assert {reading.reader for letter in letters for reading in letter.readings} == {"snippet"}


def test_it_does_not_repeat_itself_to_one_person(seen):
    quotes = Counter(
        (tuple(sorted(sighting.record.content["to"][0])), sighting.record.content["sender"][1], reading.quote)
        for name in (TAKEOUT, SENT)
        for sighting in seen[0][name]
        for reading in sighting.readings
        if reading.reader == "snippet" and "bulk" not in sighting.record.content
    )
    assert sum(count > 1 for count in quotes.values()) / len(quotes) < 0.05
