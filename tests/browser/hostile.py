"""A network whose every field, in every source, is an attack on the page that will show it."""

import csv
import json
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path

from kithbook.actions import incoming
from kithbook.actions.add import add
from kithbook.actions.import_ import Wish, import_
from kithbook.actions.log import log
from kithbook.actions.me import Wanted, me
from kithbook.actions.note import note
from kithbook.actions.promise import promise
from kithbook.actions.remind import remind
from kithbook.actions.tag import tag
from kithbook.actions.view import view
from kithbook.model.fault import UserError
from kithbook.store import open_book

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MARK = "planted"  # in each of them; no attribute and no element may ever be named so
ATTACKS = [
    '<script planted>document.title="planted"</script>',
    '"><img src=x planted onerror="document.title=1">',
    "' planted onmouseover='document.title=1' autofocus onfocus='document.title=1",
    "javascript:document.title='planted'",
    "{{7*7}}${7*7}<%= 7*7 %>#{7*7} planted",
    "\u202eplanted\u2066gnitcelfer\u2069\u200b",
    "pla\0nted planted\x1b[31m\x07",
    "planted" + "w" * 10_000,
    "</textarea></title></style><svg planted onload=document.title=1>",
    "]]><!-- planted --><iframe srcdoc=1>",
    '=HYPERLINK("http://evil.test/planted","x")',
    "👩‍👩‍👧‍👦 planted z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    'planted\r\nBcc: all@evil.test\r\n<a href="javascript:1" planted>',
    "<meta http-equiv=refresh content='0;url=http://evil.test/planted'> planted",
]  # fmt: skip
SHORT = [one[:300] for one in ATTACKS]


def hostile_book(folder: Path, work: Path) -> Path:
    """Import every source of the attacks into a book, and rule in their words as well."""
    work.mkdir(parents=True)
    given = [_linkedin(work / "Complete_LinkedInDataExport_11-19-2026"), _cards(work / "planted.vcf"),
        _calendar(work / "planted.ics"), _mails(work / "<img src=x planted onerror=1>.mbox"), _monica(work / "monica.json"),
        _list(work / "'planted onfocus=1.csv")]  # fmt: skip
    with closing(open_book(folder, now=NOW)) as book:
        for path in given:
            import_(book, [path], Wish(zone="Europe/Copenhagen"), now=NOW, watch=lambda _: None)
        _ruled(book)
    for name in (*SHORT, "planted.vcf"):
        with incoming.receive(folder, name) as coming:
            coming.write(b"planted")
            coming.finish()
    return folder


def _ruled(book):
    _try(me, book, Wanted(name=ATTACKS[0], goals=SHORT[:6], emails=["ada@example.org"]), now=NOW)
    for number, words in enumerate(SHORT):
        who = f"hostile{number}@example.org"
        for act in (
            lambda: note(book, who, words, now=NOW, at="last friday"),
            lambda: promise(book, who, words, now=NOW, due="tomorrow"),
            lambda: promise(book, who, words, now=NOW, theirs=True),
            lambda: log(book, who, kind="meeting", now=NOW, text=words),
            lambda: tag(book, who, [words.replace(" ", "_")[:60]], now=NOW),
            lambda: remind(book, who, "tomorrow", now=NOW, text=words),
            lambda: view(book, words[:80], {"query": words[:80]}, now=NOW),
            lambda: add(book, words, now=NOW, organisation=words, position=words, met=words),
        ):  # fmt: skip
            _try(act)


def _try(act, *given, **named):
    with suppress(UserError):  # refused before it is kept: that is well, too
        act(*given, **named)


def _table(path, rows, before=""):
    with path.open("w", newline="", encoding="utf-8", errors="surrogateescape") as out:
        out.write(before)
        csv.writer(out).writerows([[cell.replace("\0", "") for cell in row] for row in rows])


def _linkedin(folder):
    folder.mkdir()
    link = [f"https://www.linkedin.com/in/hostile-{number}" for number in range(len(ATTACKS))]
    _table(folder / "Profile.csv", [["First Name", "Last Name", "Headline"], ["Ada", ATTACKS[0], ATTACKS[1]]])
    _table(
        folder / "Email Addresses.csv",
        [["Email Address", "Confirmed", "Primary", "Updated On"], ["ada@example.org", "Yes", "Yes", ""]],
    )
    rows = [["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]]
    rows += [
        [words, words, link[n], f"hostile{n}@example.org", words, words, f"{n + 1:02} Oct 2026"]
        for n, words in enumerate(ATTACKS)
    ]
    _table(folder / "Connections.csv", rows)
    rows = [
        [
            "CONVERSATION ID",
            "CONVERSATION TITLE",
            "FROM",
            "SENDER PROFILE URL",
            "TO",
            "RECIPIENT PROFILE URLS",
            "DATE",
            "SUBJECT",
            "CONTENT",
            "FOLDER",
        ]
    ]
    for n, words in enumerate(SHORT):
        rows.append(
            [
                f"c{n}",
                words,
                words,
                link[n],
                "Ada",
                "https://www.linkedin.com/in/ada",
                f"2026-11-{n + 1:02} 10:00:00 UTC",
                words,
                words + " Could you help me with this?",
                "INBOX",
            ]
        )
    _table(folder / "messages.csv", rows)
    rows = [["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"]]
    rows += [
        [words, "Ada", "11/1/26, 8:00 AM", words, "INCOMING", f"javascript:1//{n}", "https://www.linkedin.com/in/ada"]
        for n, words in enumerate(SHORT)
    ]
    _table(folder / "Invitations.csv", rows)
    _table(
        folder / "Positions.csv",
        [
            ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
            *([words, words, words, words, "Sep 2020", ""] for words in SHORT),
        ],
    )
    rows = [
        [
            "Endorsement Date",
            "Skill Name",
            "Endorser First Name",
            "Endorser Last Name",
            "Endorser Public Url",
            "Endorsement Status",
        ]
    ]
    rows += [["2026/02/05 09:12:00 UTC", words, words, words, link[n], "ACCEPTED"] for n, words in enumerate(SHORT)]
    _table(folder / "Endorsement_Received_Info.csv", rows)
    return folder


def _list(path):
    _table(
        path,
        [
            ["Name", "Email", "Company", "Title", "Notes"],
            *([words, f"list{n}@example.org", words, words, words] for n, words in enumerate(SHORT)),
        ],
    )
    return path


def _value(words):
    return words.replace("\0", "").replace("\\", "\\\\").replace("\r\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def _cards(path):
    cards = []
    for n, words in enumerate(SHORT):
        said = _value(words)
        cards.append(f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:card-{n}\r\nFN:{said}\r\nN:{said};{said};;;\r\nORG:{said};{said}\r\nTITLE:{said}\r\n"
            f"EMAIL:hostile{n}@example.org\r\nURL:javascript:alert({n})//planted\r\nURL:{said}\r\nADR:;;{said};{said};;;{said}\r\nTEL:{said}\r\n"
            f"NOTE:{said}\r\nCATEGORIES:{said}\r\nBDAY:{said}\r\nPHOTO:data:text/html,<script planted>\r\nEND:VCARD\r\n")  # fmt: skip
    path.write_text("".join(cards), encoding="utf-8", newline="")
    return path


def _calendar(path):
    events = [
        f"BEGIN:VEVENT\r\nUID:event-{n}\r\nDTSTAMP:20261101T080000Z\r\nDTSTART:20261120T{8 + n % 10:02}0000Z\r\nSUMMARY:{_value(words)}\r\n"
        f"LOCATION:{_value(words)}\r\nDESCRIPTION:{_value(words)}\r\nORGANIZER;CN=Ada:mailto:ada@example.org\r\n"
        f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{_value(words).replace(chr(34), chr(39))}":mailto:hostile{n}@example.org\r\nEND:VEVENT\r\n'
        for n, words in enumerate(SHORT)
    ]  # fmt: skip
    path.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n",
        encoding="utf-8",
        newline="",
    )
    return path


def _mails(path):
    box = []
    for n, words in enumerate(SHORT):
        named = Header(words.replace("\0", ""), "utf-8", maxlinelen=10_000).encode(linesep=" ").replace("\n", " ")
        box.append(f"From x Thu Nov 12 10:00:00 2026\nMessage-ID: <{n}@example.org>\nDate: Thu, 12 Nov 2026 {n:02}:00:00 +0000\n"
            f"From: {named} <hostile{n}@example.org>\nTo: Ada <ada@example.org>\nSubject: {named}\nContent-Type: text/plain; charset=utf-8\n\n"
            f"Could you send me the report by Friday? {words}\n\n-- \n{words}\n{words}, {words}\n+45 12345678\nhttp://evil.test/planted\n\n"
            f"From x Thu Nov 12 10:00:00 2026\nMessage-ID: <a{n}@example.org>\nIn-Reply-To: <{n}@example.org>\nDate: Thu, 12 Nov 2026 {n:02}:30:00 +0000\n"
            f"From: Ada <ada@example.org>\nTo: {named} <hostile{n}@example.org>\nSubject: Re: {named}\n\nThanks! I will send you {words} tomorrow.\n\n")  # fmt: skip
    path.write_text("".join(box), encoding="utf-8", newline="")
    return path


def _monica(path):
    def thing(uuid, **properties):
        return {"uuid": uuid, "created_at": "2021-01-02T03:04:05.000000Z", "properties": properties}

    def collection(kind, *values):
        return {"count": len(values), "type": kind, "values": list(values)}

    people = [
        {**thing(f"{n:08}-1111-4111-8111-111111111111", first_name=words, last_name=words, job=words, company=words, tags=[words], food_preferences=words),
         "data": [collection("note", thing(f"n{n}", body=words)), collection("call", thing(f"k{n}", called_at="2026-05-01 10:00:00", content=words)),
             collection("contact_field", thing(f"f{n}", data=f"hostile{n}@example.org", type="t")), collection("gift", thing(f"g{n}", name=words, status="given", date="2023-12-24"))]}
        for n, words in enumerate(SHORT)
    ]  # fmt: skip
    kinds = {
        "contact_field_types": [{"uuid": "t", "properties": {"name": "Email", "protocol": "mailto:", "type": "email"}}]
    }
    account = {"uuid": "a", "data": [collection("contact", *people)], "properties": {}, "instance": kinds}
    path.write_text(
        json.dumps(
            {
                "version": "1.0-preview.1",
                "app_version": "4.1.2",
                "export_date": "2026-02-03T10:00:00Z",
                "account": account,
            }
        )
    )
    return path
