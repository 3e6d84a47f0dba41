"""Journeys on who the owner is and what is theirs, through the program: import, look, answer, look again."""

import pytest
from village import asked

ADA, EVA = "ada@own.example", "eva@stranger.example"


def archive(folder, first, last, address, connections=(), messages=()):
    """Write a LinkedIn archive: whose it is, whom they know, what they wrote."""
    folder.mkdir(parents=True)
    files = {
        "Profile.csv": [("First Name", "Last Name", "Headline"), (first, last, "Engineer")],
        "Email Addresses.csv": [("Email Address", "Confirmed", "Primary", "Updated On"), (address, "Yes", "Yes", "")],
        "Connections.csv": [
            ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
            *connections,
        ],
        "messages.csv": [
            ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
             "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS"),
            *messages,
        ],
    }  # fmt: skip
    for name, rows in files.items():
        (folder / name).write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return str(folder)


def profile(slug):
    return f"https://www.linkedin.com/in/{slug}"


def calendar(path, *events, answer="ACCEPTED", organiser="dan@acme.example"):
    """Write a calendar of events on these days, ego asked by somebody."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{ADA}"]
    for day in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{day}@x", f"DTSTART:{day}T100000Z", f"DTEND:{day}T110000Z", "SUMMARY:Planning",
            f"ORGANIZER;CN=Dan Acme:mailto:{organiser}",
            f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={answer};CN=Ada:mailto:{ADA}",
            "ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=Bao Tran:mailto:bao@acme.example", "END:VEVENT",
        ]  # fmt: skip
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8", newline="")
    return str(path)


@pytest.fixture
def book(tmp_path):
    """A book that knows from her archive who Ada is."""
    folder = tmp_path / "book"
    bao = ("Bao", "Tran", profile("bao"), "", "Acme", "Chef", "01 Feb 2024")
    asked(folder, "import", archive(tmp_path / "ada", "Ada", "Owner", ADA, [bao]))
    return folder


# -- invitations that nobody answered ------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "is_meeting"), [("ACCEPTED", True), ("TENTATIVE", True), ("NEEDS-ACTION", False)])
def test_only_a_meeting_that_ego_accepted_makes_people_known_and_comes_onto_the_agenda(
    book, tmp_path, answer, is_meeting
):
    asked(book, "import", calendar(tmp_path / "c.ics", "20260310", "20260401", answer=answer))
    assert any(one["name"] == "Dan Acme" for one in asked(book, "people")) is is_meeting
    items = asked(book, "today", "--date", "2026-03-31")["items"]
    assert any(item["nudge"] == "prepare_meeting" for item in items) is is_meeting
    dan = asked(book, "show", "dan@acme.example")
    assert [one["kind"] for one in dan["interactions"]] == ["meeting" if is_meeting else "gesture"] * 2
    assert (dan["last_interaction"] is not None) is is_meeting
