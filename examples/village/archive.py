"""Ada's two LinkedIn archives."""

# ruff: noqa: ANN001, ANN201, DTZ001, E501 - a script that makes one world, whose letters are long lines

import base64
import csv
import hashlib
import io
from datetime import date, datetime, timedelta

import cast
import words
from clock import moment
from talks import Talk
from world import BEGIN, CHANCE, FIRST, MONTHS, NOTE, PRIVATE, SECOND, WORK


def table(rows, preamble=""):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return preamble + out.getvalue()


def short(at):
    """Write a time as LinkedIn's tables do: 6/5/23, 3:04 PM."""
    return f"{at.month}/{at.day}/{at:%y}, {(at.hour - 1) % 12 + 1}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def connect(people):
    """Say who is a connection, and since when."""
    chosen = [person for key, person in people.items() if key not in {"emeka", "katrin", "misaki"}]
    for number, person in enumerate(chosen[:235]):
        person.since = date(2016, 3, 1) + timedelta(days=int(CHANCE.random() * 3400))
        if person.key not in cast.CAST and number % 6 == 0:
            person.since = date(2025, 11, 10) + timedelta(days=int(CHANCE.random() * 280))
    guests = [person for key, person in people.items() if key not in cast.CAST][-12:]
    for number, person in enumerate(guests):
        person.since = date(2026, 10, 28 + number % 2)
    for person, day in zip(
        [person for key, person in people.items() if key not in cast.CAST][-15:-12], (6, 13, 21), strict=True
    ):
        person.since = date(2026, 10, day)
    people["chen"].since = None
    people["jonas"].since = date(2021, 11, 2)  # five years to the day
    return guests


CHANGED = {  # who had another position in the first archive: organisation, title
    "priya": ("City of Westmark", "Head of Mapping"),
    "yusuf": ("Open Gauge Foundation", "Director"),
    "bram": ("Wavecrest Robotics", "Principal Engineer"),
}


def connections(people, day):
    rows = [["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]]
    known = [person for person in people.values() if person.since and person.since <= day]
    if day == SECOND:
        known = [person for person in known if person is not left(people)]
    for person in sorted(known, key=lambda one: (one.since, one.slug), reverse=True):
        organisation, title = (
            CHANGED.get(person.key, (person.organisation, person.title))
            if day == SECOND
            else (person.organisation, person.title)
        )
        first, _, last = linkedin_name(person, day).partition(" ")
        mail = person.mail if person.slug.endswith(("berg", "la", "rdi")) else ""
        rows.append(
            [
                first,
                last,
                f"https://www.linkedin.com/in/{person.slug}",
                mail,
                organisation,
                title,
                f"{person.since.day:02d} {MONTHS[person.since.month - 1]} {person.since.year}",
            ]
        )
    return table(rows, f'Notes:\n"{NOTE}"\n\n')


def left(people):
    """Name the one who is no longer among the connections in the second archive."""
    return next(
        person
        for key, person in people.items()
        if key not in cast.CAST and person.since and person.since < date(2020, 1, 1)
    )


def linkedin_name(person, day):
    if person.key == "hanna" and day == FIRST:
        return "Hanna Virtanen"
    return {"olga": "Olga Petrenko", "mohamed": "Mohamed El-Sayed"}.get(person.key, person.name)


def chats(people):
    """Write direct messages: pairs of a word and an answer, mostly with those who rarely write mail."""
    rows = []
    others = [
        person
        for key, person in people.items()
        if key not in cast.CAST and person.since and person.since < date(2026, 9, 1)
    ]
    for person in CHANCE.some(others, 70):
        at = moment(
            person.since + timedelta(days=1)
            if person.since > BEGIN
            else BEGIN + timedelta(days=CHANCE.between(10, 960))
        )
        talk = Talk(person)
        conversation = "2-" + base64.b64encode(hashlib.sha256(person.slug.encode()).digest()[:24]).decode() + "=="
        rows.append((at, person, False, talk.say(words.CHAT), conversation))
        rows.append(
            (at + timedelta(hours=CHANCE.between(2, 50)), person, True, CHANCE.pick(words.CHAT_BACK), conversation)
        )
    return rows


def messages(rows, day):
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT"
    out = [head.split(",")]
    me = ("Ada Lindqvist", "https://www.linkedin.com/in/ada-lindqvist")
    for at, person, is_mine, text, conversation in sorted(
        (row for row in rows if row[0].date() <= day), key=lambda row: (row[0], row[4]), reverse=True
    ):
        them = (person.name, f"https://www.linkedin.com/in/{person.slug}")
        sender, to = (me, them) if is_mine else (them, me)
        out.append([conversation, "", *sender, *to, f"{at:%Y-%m-%d %H:%M:%S} UTC", "", text, "INBOX", "", "No"])
    return table(out)


def archive(people, day, rows):
    """Write the files of one archive."""
    invited = [
        person
        for person in people.values()
        if person.since and timedelta(0) <= day - person.since < timedelta(days=200)
    ]
    invitations = [["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"]]
    for number, person in enumerate(sorted(invited, key=lambda one: (one.since, one.slug), reverse=True)):
        me, them = (
            ("Ada Lindqvist", "https://www.linkedin.com/in/ada-lindqvist"),
            (person.name, f"https://www.linkedin.com/in/{person.slug}"),
        )
        is_mine = number % 3 == 0
        (one, one_url), (two, two_url) = (me, them) if is_mine else (them, me)
        note = "It was good to talk about mud!" if person.since > date(2026, 10, 27) and number % 4 == 1 else ""
        at = datetime(person.since.year, person.since.month, person.since.day, 8 + number % 9, number * 7 % 60)
        invitations.append([one, two, short(at), note, "OUTGOING" if is_mine else "INCOMING", one_url, two_url])
    endorsed = [
        [
            "Endorsement Date",
            "Skill Name",
            "Endorser First Name",
            "Endorser Last Name",
            "Endorser Public Url",
            "Endorsement Status",
        ]
    ]
    for key, skill, when in (
        ("ingrid", "Hydrology", "2024/02/05 09:12:00"),
        ("sofia", "Flood Risk", "2025/03/11 17:40:10"),
        ("priya", "Cartography", "2025/07/01 08:00:41"),
    ):
        first, _, last = people[key].name.partition(" ")
        endorsed.append([f"{when} UTC", skill, first, last, f"www.linkedin.com/in/{people[key].slug}", "ACCEPTED"])
    return {
        "Connections.csv": connections(people, day),
        "messages.csv": messages(rows, day),
        "Invitations.csv": table(invitations),
        "Endorsement_Received_Info.csv": table(endorsed),
        "Profile.csv": table([
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers".split(","),
            ["Ada", "Lindqvist", "", "", "Apr 9", "Maps that a tired person can read", "", "Environmental Services", "1057", "Copenhagen, Denmark", "", "[OTHER:https://lindqvist.example]", ""],
        ]),
        "Positions.csv": table([
            "Company Name,Title,Description,Location,Started On,Finished On".split(","),
            ["Tidewater Analytics", "Head of Flood Maps", "", "Copenhagen, Denmark", "Sep 2022", ""],
            ["Delta Cartography", "Cartographer", "", "Rotterdam, Netherlands", "Mar 2017", "Aug 2022"],
            ["Nordfjord Research Institute", "Research Assistant", "", "Bergen, Norway", "Sep 2013", "Feb 2017"],
        ]),
        "Education.csv": table(["School Name,Start Date,End Date,Notes,Degree Name,Activities".split(","), ["University of Westmark", "2008", "2013", "", "MSc Hydrology", "Rowing"]]),
        "Email Addresses.csv": table(["Email Address,Confirmed,Primary,Updated On".split(","), [PRIVATE[1], "Yes", "Yes", "4/9/16, 8:00 AM"], [WORK[1], "Yes", "No", "9/1/22, 9:15 AM"]]),
        "Skills.csv": table([["Name"], ["Hydrology"], ["Cartography"], ["Flood Risk"], ["Public Speaking"]]),
    }  # fmt: skip
