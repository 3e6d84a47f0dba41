"""Journeys on who the owner is and what is theirs, through the program: import, look, answer, look again."""

import pytest
from terminal import asked, kith

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


def calendar(path, *events, answer="ACCEPTED", organiser="dan@acme.example", method="PUBLISH", me=ADA):
    """Write a calendar of events on these days, ego asked by somebody."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", f"X-WR-CALNAME:{ADA}"]
    for day in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{day}@x", f"DTSTART:{day}T100000Z", f"DTEND:{day}T110000Z", "SUMMARY:Planning",
            f"ORGANIZER;CN=Dan Acme:mailto:{organiser}",
            f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={answer};CN=Ada:mailto:{me}",
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


def test_a_strangers_invitation_file_or_one_that_does_not_name_ego_makes_nobody_known(book, tmp_path):
    known = [one["name"] for one in asked(book, "people")]
    spam = calendar(tmp_path / "invite.ics", "20260310", organiser="eve@evil.example", method="REQUEST")
    others = calendar(tmp_path / "others.ics", "20260401", me="cleo@acme.example")
    asked(book, "import", spam, others)
    assert [one["name"] for one in asked(book, "people")] == known
    assert asked(book, "today", "--date", "2026-03-31")["items"] == []
    assert asked(book, "show", "bao@acme.example")["last_interaction"] is None


# -- archives of others --------------------------------------------------------------------------------

TALK = [
    ("c1", "", "Eva Stranger", profile("eva"), "Zoe Far", profile("zoe"), f"2026-03-0{day} 10:00:00 UTC", "", "Hi",
     "INBOX", "")
    for day in (1, 2, 3)
]  # fmt: skip


def emails(book):
    return {one["value"] for one in asked(book, "me")["handles"] if one["kind"] == "email"}


def ego_questions(book):
    return [one for one in asked(book, "questions") if one["kind"] == "ego"]


@pytest.fixture
def strange(book, tmp_path):
    """The book after somebody else's archive was imported by mistake, and what the program said."""
    path = archive(tmp_path / "eva", "Eva", "Stranger", EVA, messages=TALK)
    code, said, _ = kith(book, "import", path)
    assert code == 0
    return book, said


def test_an_archive_of_somebody_else_is_asked_about_and_not_taken_for_egos(strange):
    book, said = strange
    assert "archive of Eva Stranger" in " ".join(said.split())
    assert emails(book) == {ADA}
    (question,) = ego_questions(book)
    assert question["a"]["name"] == "Eva Stranger"
    assert (question["b"], question["match_weight"]) == (None, None)
    eva, zoe = asked(book, "show", EVA), asked(book, "show", profile("zoe"))
    assert {one["direction"] for one in eva["interactions"] + zoe["interactions"]} == {""}
    assert eva["last_interaction"] is zoe["last_interaction"] is None


def test_it_is_egos_once_the_owner_says_so_and_not_after_an_undo(strange):
    book, _ = strange
    question = ego_questions(book)[0]["question"]
    assert kith(book, "answer", question, "perhaps")[0] == 1
    asked(book, "answer", question, "same")
    assert emails(book) == {EVA}  # now it is Ada's archive that shares nothing with ego
    assert [one["a"]["name"] for one in ego_questions(book)] == ["Ada Owner"]
    asked(book, "answer", ego_questions(book)[0]["question"], "same")
    assert emails(book) == {ADA, EVA}
    assert ego_questions(book) == []
    asked(book, "undo")
    asked(book, "undo")
    assert emails(book) == {ADA}
    asked(book, "answer", question, "different")
    assert (emails(book), ego_questions(book)) == ({ADA}, [])
    asked(book, "rebuild")
    assert (emails(book), ego_questions(book)) == ({ADA}, [])


def test_an_own_archive_with_another_address_is_egos(book, tmp_path):
    asked(book, "import", archive(tmp_path / "later", "Ada", "Owner", "ada@new.example"))
    assert emails(book) >= {"ada@new.example"}
    assert ego_questions(book) == []


# -- whose mail it is ----------------------------------------------------------------------------------


def letter(sender, to, day, *, delivered=ADA, number=1):
    arrived = f"Delivered-To: {delivered}\n" if delivered else ""
    return (
        f"{arrived}From: {sender}\nTo: {to}\nDate: 0{day} Mar 2026 10:00:00 +0000\nSubject: Note\n"
        f"Message-ID: <{day}.{number}@x.example>\n\nHello\n\n"
    )


def mailbox(folder, **boxes):
    folder.mkdir()
    for name, letters in boxes.items():
        text = "".join(f"From x@x Thu Mar  5 10:00:00 2026\n{one}" for one in letters)
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def test_a_letter_in_the_inbox_under_egos_name_is_not_egos(book, tmp_path):
    forged = letter(f"Ada <{ADA}>", "Mark Victim <mark@victim.example>", 2)
    true = letter(f"Ada <{ADA}>", "Zoe Far <zoe@far.example>", 3, delivered="")
    asked(book, "import", mailbox(tmp_path / "mail", Inbox=[forged], Sent=[true]))
    known = {one["name"] for one in asked(book, "people")}
    assert "Zoe Far" in known
    assert "Mark Victim" not in known
    assert asked(book, "show", "mark@victim.example")["last_interaction"] is None


def test_in_a_mailbox_without_folders_what_ego_wrote_is_egos(book, tmp_path):
    own = letter(f"Ada <{ADA}>", "Zoe Far <zoe@far.example>", 3)
    asked(book, "import", mailbox(tmp_path / "mail", everything=[own]))
    assert "Zoe Far" in {one["name"] for one in asked(book, "people")}


# -- the owner's own word ------------------------------------------------------------------------------


def test_an_address_that_is_not_egos_can_be_taken_back_and_that_undone(book):
    asked(book, "me", "--email", ADA, "--email", "ada@wrong.example")
    assert emails(book) == {ADA, "ada@wrong.example"}
    asked(book, "me", "--not-email", "ada@wrong.example")
    assert emails(book) == {ADA}
    asked(book, "undo")
    assert emails(book) == {ADA, "ada@wrong.example"}
    asked(book, "me", "--not-email", "ada@wrong.example")
    asked(book, "me", "--email", "ada@wrong.example")
    assert emails(book) == {ADA, "ada@wrong.example"}
    assert kith(book, "me", "--not-email", "no address")[0] == 1


def test_a_bare_name_settles_who_ego_is_where_the_book_knows_its_address(tmp_path):
    book = tmp_path / "book"
    letters = [
        letter(f"Ada Owner <{ADA}>", "Zoe Far <zoe@far.example>", 2, delivered=""),
        letter("Zoe Far <zoe@far.example>", f"Ada Owner <{ADA}>", 3, delivered=""),
    ]
    asked(book, "import", mailbox(tmp_path / "mail", everything=letters))
    (question,) = ego_questions(book)
    assert question["a"] is None
    assert kith(book, "answer", question["question"], "Nobody Here")[0] == 1
    asked(book, "answer", question["question"], "ada owner")
    assert ego_questions(book) == []
    assert emails(book) == {ADA}
    assert {one["direction"] for one in asked(book, "show", "zoe@far.example")["interactions"]} == {"in", "out"}
