"""Single rows of a LinkedIn archive: whose gesture it is, what is left out and why, and every column of a contact."""

import pytest
from linkedin_sample import BAO, ME

from kithbook.model import record as records
from kithbook.model.fault import Fault, Skipped
from kithbook.model.record import Observed
from kithbook.sources import linkedin
from kithbook.sources.linkedin.messages import reduced
from kithbook.sources.opening import open_tree

PROFILE = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Geo Location\nAda,Invented,,,,Head,\n"
INVITED = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
UPLOADED = "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,Addresses,FullName,Location,Profiles,Note\n"
SENT = '"3/1/24, 3:04 PM"'
SURE = f"Ada Invented,Dan Invented,{SENT},,OUTGOING,{ME},https://www.linkedin.com/in/dan\n"  # so that it is known who ego is


def read(tmp_path, **tables):
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "Profile.csv").write_text(PROFILE)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    tree = open_tree(folder)
    (found,) = linkedin.identify(tree)
    return list(linkedin.observe(tree, found, after=None))


def gesture(tmp_path, row, table="Invitations", head=INVITED):
    items = read(
        tmp_path, **{"Invitations": INVITED + SURE, table: (head + SURE if head == INVITED else head) + row + "\n"}
    )
    found = [item for item in items if not isinstance(item, Observed) or item.record.kind in KINDS]
    (one,) = [item for item in found if item.file.startswith(table) and item.position > (head == INVITED)]
    return one


KINDS = {records.INVITATION, records.ENDORSEMENT, records.RECOMMENDATION}


@pytest.mark.parametrize(
    ("row", "direction", "person"),
    [
        (f"Ada Invented,Bao Invented,{SENT},Hello,OUTGOING,{ME},{BAO}", "out", "Bao Invented"),
        (f"Bao Invented,Ada Invented,{SENT},Hello,INCOMING,{BAO},{ME}", "in", "Bao Invented"),
        (f"Bao Invented,Ada Invented,{SENT},Hello,incoming,{BAO},{ME}", "in", "Bao Invented"),
        (f"Ada Invented,Bao Invented,{SENT},Hello,,{ME},{BAO}", "out", "Bao Invented"),  # by who ego is
        (f"Bao Invented,Ada Invented,{SENT},Hello,,{BAO},{ME}", "in", "Bao Invented"),
    ],
)
def test_an_invitation_says_who_asked_whom(tmp_path, row, direction, person):
    found = gesture(tmp_path, row)
    assert found.record.kind == records.INVITATION
    content = found.record.content
    assert content["direction"] == direction
    assert tuple(content["person"]) == ("linkedin", "bao-invented", person)
    assert content["at"].startswith("2024-03-01")
    assert content["me"][1] == "ada-invented"
    assert found.text == "Hello"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",,,,,,", Skipped),
        (f"Bao Invented,Cleo Invented,{SENT},,,,", Fault),  # between others
        (f"Ada Invented,Ada Invented,{SENT},,,,", Fault),
        (f"LinkedIn Member,Ada Invented,{SENT},,INCOMING,,{ME}", Skipped),
    ],
)
def test_an_invitation_of_nobody_is_left_out_and_one_of_unknown_direction_is_a_fault(tmp_path, row, expected):
    found = gesture(tmp_path, row)
    assert isinstance(found, expected)
    assert found.reason == {
        ",,,,,,": "empty row",
        f"LinkedIn Member,Ada Invented,{SENT},,INCOMING,,{ME}": "hidden member",
    }.get(row, "an invitation of unknown direction")


ENDORSED = "Endorsement Date,Skill Name,{0} First Name,{0} Last Name,{0} Public Url,Endorsement Status\n"
RECOMMENDED = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"


@pytest.mark.parametrize(
    ("table", "head", "direction"),
    [
        ("Endorsement_Received_Info", ENDORSED.format("Endorser"), "in"),
        ("Endorsement_Given_Info", ENDORSED.format("Endorsee"), "out"),
    ],
)
def test_an_endorsement_goes_the_way_of_its_file(tmp_path, table, head, direction):
    row = "2023/06/05 15:04:05 UTC,Tea,Bao,Invented,www.linkedin.com/in/bao-invented,ACCEPTED"
    content = gesture(tmp_path, row, table, head).record.content
    assert content == {
        "direction": direction,
        "person": ["linkedin", "bao-invented", "Bao Invented"],
        "at": "2023-06-05T15:04:05Z",
        "subject": "Tea",
        "status": "accepted",
    }


@pytest.mark.parametrize(("table", "direction"), [("Recommendations_Received", "in"), ("Recommendations_Given", "out")])
def test_a_recommendation_is_kept_without_its_words(tmp_path, table, direction):
    found = gesture(tmp_path, 'Bao,Invented,Acme,Editor,Very good,"03/01/24, 03:04 PM",VISIBLE', table, RECOMMENDED)
    content = dict(found.record.content)
    assert tuple(content.pop("person"))[2] == "Bao Invented"
    assert content.pop("at", "2024-03-01").startswith("2024-03-01")
    assert content == {"direction": direction, "subject": "Editor", "organisation": "Acme", "status": "visible"}
    assert found.text == "Very good"


@pytest.mark.parametrize(
    ("table", "head", "row"),
    [
        ("Endorsement_Received_Info", ENDORSED.format("Endorser"), ",,,,,"),
        ("Recommendations_Received", RECOMMENDED, ",,,,,,"),
    ],
)
def test_an_empty_row_is_said_to_be_empty(tmp_path, table, head, row):
    found = gesture(tmp_path, row, table, head)
    assert isinstance(found, Skipped)
    assert found.reason == "empty row"


def uploaded(tmp_path, row, head=UPLOADED):
    items = read(tmp_path, ImportedContacts=head + row + "\n")
    return [item for item in items if not isinstance(item, Observed) or item.record.kind == records.CARD]


@pytest.mark.parametrize(
    ("said", "birthday", "kept"), [("Jun 5, 1980", "1980-06-05", None), ("6/5/80", None, "6/5/80")]
)
def test_the_birthday_of_an_uploaded_contact(tmp_path, said, birthday, kept):
    (found,) = uploaded(
        tmp_path, f'GMAIL,,Gus Invented,"{said}",', head="Source,Companies,FullName,Birthday,Profiles\n"
    )
    content = found.record.content
    assert (content.get("birthday"), content.get("fields", {}).get("birthday")) == (birthday, kept)


def test_every_column_of_an_uploaded_contact_is_kept(tmp_path):
    row = (
        'GMAIL,Gus,Invented,Acme,Cook,"gus@example.org, Gus@Example.org;g2@example.org",'
        '"+1 555 0100;+1 555 0100,none",1 Road,Gus Invented,Oslo,'
        '"https://www.linkedin.com/in/gus,https://www.linkedin.com/in/gus",met at a fair'
    )
    (found,) = uploaded(tmp_path, row)
    assert found.record.content == {
        "relation": "contact",
        "name": "Gus Invented",
        "names": {"given": "Gus", "family": "Invented"},
        "handles": [
            ["email", "gus@example.org"],
            ["email", "g2@example.org"],
            ["phone", "+1 555 0100"],
            ["linkedin", "gus"],
        ],
        "organisation": "Acme",
        "title": "Cook",
        "location": "Oslo",
        "addresses": [{"text": "1 Road"}],
        "fields": {"source": "GMAIL", "note": "met at a fair"},
    }


def test_two_uploaded_contacts_of_one_name_and_no_address_are_two(tmp_path):
    head = "Source,Companies,FullName,Birthday,Profiles\n"
    rows = ["GMAIL,,Gus Invented,,", "GMAIL,Acme,Gus Invented,,", 'GMAIL,Acme,Gus Invented,"Jun 5, 1980",']
    assert len({one.record.key for one in uploaded(tmp_path, "\n".join(rows), head)}) == 3


def test_the_names_that_columns_had_before_are_read_too(tmp_path):
    head = "First Name,Middle Name,Last Name,Full Name,Email Address,Phone Numbers,Companies,Profiles\n"
    (found,) = uploaded(tmp_path, "Gus,A,Invented,,gus@example.org,+1 555 0100,,", head)
    assert found.record.content == {
        "relation": "contact",
        "name": "Gus A Invented",
        "names": {"given": "Gus", "middle": "A", "family": "Invented"},
        "handles": [["email", "gus@example.org"], ["phone", "+1 555 0100"]],
    }


def test_a_contact_without_name_and_address_is_left_out(tmp_path):
    row = "GMAIL,,,Acme,,,,,,,,"
    assert [one.reason for one in uploaded(tmp_path, row)] == ["no name and no address"]
    (tmp_path / "again").mkdir()
    assert [one.reason for one in uploaded(tmp_path / "again", ",,,,,,,,,,,")] == ["empty row"]


WRITTEN = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)


@pytest.mark.parametrize(
    ("title", "subject", "kept"),
    [("Lunch", "", "Lunch"), ("Lunch", "Tea", "Tea"), ("", "", ""), ("x" * 2000, "", "x" * 1000)],
)
def test_a_message_has_its_subject_or_else_the_title_of_its_conversation(tmp_path, title, subject, kept):
    row = f"2-a==,{title},Bao Invented,{BAO},Ada Invented,{ME},2024-04-02 10:00:00 UTC,{subject},Hello,INBOX\n"
    items = read(tmp_path, Invitations=INVITED + SURE, messages=WRITTEN + row)
    (found,) = [item for item in items if isinstance(item, Observed) and item.record.kind == records.MESSAGE]
    assert found.record.content.get("subject", "") == kept
    assert found.text == "Hello"


def test_messages_without_a_conversation_are_told_apart_by_their_minute(tmp_path):
    rows = "".join(
        f",,Bao Invented,{BAO},Ada Invented,{ME},2024-04-02 {time} UTC,,Hello,INBOX\n"
        for time in ("10:00:00", "11:30:00")
    )
    items = read(tmp_path, Invitations=INVITED + SURE, messages=WRITTEN + rows)
    found = [item.record for item in items if isinstance(item, Observed) and item.record.kind == records.MESSAGE]
    assert len({record.key for record in found}) == 2
    assert sorted(record.content["at"] for record in found) == ["2024-04-02T10:00:00Z", "2024-04-02T11:30:00Z"]


def messages(tmp_path, row, head=WRITTEN):
    items = read(tmp_path, Invitations=INVITED + SURE, messages=head + row)
    return [item for item in items if not isinstance(item, Observed) or item.record.kind == records.MESSAGE]


@pytest.mark.parametrize("column", ["IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"])
@pytest.mark.parametrize(
    ("said", "is_draft"),
    [("Yes", True), ("TRUE", True), ("ja", True), ("oui", True), ("Sí", True), ("No", False), ("", False)],
)
def test_a_draft_was_never_sent_whatever_the_language_of_the_archive(tmp_path, column, said, is_draft):
    head = WRITTEN.replace("\n", f",{column}\n")
    row = f"2-a==,,Ada Invented,{ME},Bao Invented,{BAO},2024-04-02 10:00:00 UTC,,Hello,INBOX,{said}\n"
    (found,) = messages(tmp_path, row, head)
    assert getattr(found, "reason", "") == ("draft" if is_draft else "")


@pytest.mark.parametrize(
    ("row", "reason"), [(",,,,,,,,,", "empty row"), ("2-a==,,LinkedIn Member,,,,2024-04-02 10:00:00 UTC,,,INBOX", "hidden member")]
)  # fmt: skip
def test_a_message_of_nobody_that_says_nothing_is_left_out_and_named(tmp_path, row, reason):
    (found,) = messages(tmp_path, row + "\n")
    assert isinstance(found, Skipped) and found.reason == reason


@pytest.mark.parametrize("depth", [1, 5_001])  # as the parser takes it apart, and where it would take too long
def test_what_was_written_as_html_is_kept_as_plain_words(depth):
    words, is_html = reduced("<p>" * depth + "Fish &amp; chips<br>at  noon" + "</p>" * depth)
    assert (words, is_html) == ("Fish & chips at noon", True)
    assert reduced("a < b, and b > c") == ("a < b, and b > c", False)
