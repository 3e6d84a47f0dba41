"""Ada's calendar, her address book and a list that somebody typed."""

# ruff: noqa: ANN001, ANN003, ANN201, E501 - a script that makes one world, whose letters are long lines

import hashlib
from datetime import date, datetime, timedelta

import cast
from archive import table
from clock import moment, utc, workday
from talks import days
from world import BEGIN, CHANCE, PRIVATE, WORK


def folded(line):
    """Fold a content line at 75 bytes, never inside a letter."""
    parts, current = [], ""
    for letter_ in line:
        if len((current + letter_).encode()) > 74:
            parts.append(current)
            current = " "
        current += letter_
    return "\r\n".join([*parts, current])


def event(title, start, hours, people, **more):
    uid = hashlib.sha256(f"{title}{start}".encode()).hexdigest()[:22]
    at, end = utc(start), utc(start) + timedelta(minutes=int(hours * 60))
    lines = [
        "BEGIN:VEVENT",
        f"DTSTART:{at:%Y%m%dT%H%M%SZ}",
        f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        "DTSTAMP:20261101T080000Z",
        f"UID:{uid}@tidewater.example",
    ]
    lines += [
        f"ORGANIZER;CN={PRIVATE[0]}:mailto:{PRIVATE[1]}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={more.get('mine', 'ACCEPTED')};CN={PRIVATE[0]}:mailto:{PRIVATE[1]}",
    ]
    lines += [
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN={person.name}:mailto:{person.mail}"
        for person in people
    ]
    if more.get("room"):
        lines.append("ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN=Room Kattegat:mailto:room.kattegat@tidewater.example")
    lines += [f"LOCATION:{more['place']}"] if more.get("place") else []
    lines += [
        f"SUMMARY:{title}",
        f"STATUS:{more.get('status', 'CONFIRMED')}",
        "SEQUENCE:0",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]
    return lines


def calendar(people, guests):
    at = datetime.fromisoformat
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{PRIVATE[1]}",
        "X-WR-TIMEZONE:Europe/Copenhagen",
    ]
    lines += [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Copenhagen",
        "BEGIN:DAYLIGHT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
    team = [people[key] for key in ("lena", "samuel", "grace")]
    lines += [
        "BEGIN:VEVENT",
        "DTSTART;TZID=Europe/Copenhagen:20241104T090000",
        "DTEND;TZID=Europe/Copenhagen:20241104T092000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO",
        "EXDATE;TZID=Europe/Copenhagen:20251222T090000,20251229T090000",
        "DTSTAMP:20261101T080000Z",
        "UID:weekly-start@tidewater.example",
        f"ORGANIZER;CN={WORK[0]}:mailto:{WORK[1]}",
        *[f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN={person.name}:mailto:{person.mail}" for person in team],
        f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN={WORK[0]}:mailto:{WORK[1]}",
        "SUMMARY:Start of the week",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]
    lines += event("Lower town: where we stand", at("2026-11-02T14:00:00"), 1, [people["jonas"]], room=True)
    lines += event(
        "Exhibition walk-through",
        at("2026-11-03T10:00:00"),
        1.5,
        [people["naomi"], people["grace"]],
        place="Tidal Museum\\, Copenhagen",
    )
    lines += event("Coffee with Gita", at("2026-10-31T15:00:00"), 1, [people["gita"]], place="Lighthouse café")
    lines += event("Maps & Mud meetup", at("2026-10-27T18:00:00"), 3, guests, place="Rosewood Conference House")
    lines += event("Budget talk", at("2026-10-29T11:00:00"), 1, [people["owen"]], status="CANCELLED")
    lines += event("Sales demonstration", at("2026-10-22T13:00:00"), 1, [people["henrik"]], mine="DECLINED")
    lines += event(
        "Girona: two days with the students", at("2026-10-15T09:00:00"), 7, [people["lucia"]], place="Girona"
    )
    titles = [
        "Coffee",
        "Catching up",
        "Walk along the harbour",
        "Review of the month",
        "Lunch",
        "Site visit",
        "Planning",
    ]
    for key, begin, end, count in (
        ("ingrid", BEGIN, date(2025, 5, 20), 16),
        ("sofia", BEGIN, date(2026, 7, 30), 10),
        ("jonas", BEGIN, date(2026, 9, 30), 14),
        ("naomi", date(2024, 6, 10), date(2026, 9, 20), 9),
        ("tom", date(2024, 3, 1), date(2026, 8, 1), 6),
        ("marta", date(2024, 3, 1), date(2026, 6, 1), 5),
        ("gita", date(2024, 9, 1), date(2026, 5, 1), 5),
        ("kasia", date(2024, 5, 1), date(2026, 5, 1), 5),
    ):
        for day in days(begin, end, count):
            lines += event(
                f"{CHANCE.pick(titles)} with {people[key].first}", moment(workday(day), None, 0), 1, [people[key]]
            )
    group = [people[key] for key in ("jonas", "kasia", "mohamed", "priya", "bram")]
    for day in days(date(2024, 9, 5), date(2026, 4, 20), 12):
        lines += event("North coast group", moment(workday(day), 13, 0), 2, group, room=True)
    lines += [
        "BEGIN:VEVENT",
        "DTSTART;VALUE=DATE:20261224",
        "DTEND;VALUE=DATE:20261227",
        "DTSTAMP:20261101T080000Z",
        "UID:holidays-2026@lindqvist.example",
        "SUMMARY:At Mum's",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(map(folded, lines)) + "\r\n"


BIRTHDAYS = {
    "lucia": "1979-11-02",
    "mei": "1988-11-03",
    "tom": "1971-11-06",
    "sofia": "1982-04-17",
    "marta": "1969-01-30",
    "ingrid": "1957-02-14",
    "gita": "1964-12-05",
}
SPELT = {"kasia": ("Kasia Wójcik", "kasia@wojcik.example"), "bob": ("Bob Hargreaves", "bob.hargreaves@fastpost.example"), "mohamed": ("Mohammed El Sayed", "mohammed.elsayed@inbox.example"), "olga": ("Olga Petrenko", "olga.petrenko@dnipro-hydro.example")}  # fmt: skip


def cards(people):
    """Write the address book of a telephone, vCard 3.0."""
    out = []
    others = [person for key, person in people.items() if key not in cast.CAST]
    for number, person in enumerate([*(people[key] for key in cast.CAST), *others[:34]]):
        name, mail = SPELT.get(person.key, (person.name, person.mail))
        first, _, last = name.partition(" ")
        lines = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "PRODID:-//Apple Inc.//iPhone OS 19.1//EN",
            f"N:{last};{first};;;",
            f"FN:{name}",
        ]
        if number % 3 or person.key in SPELT:
            lines.append(f"ORG:{person.organisation};")
        lines += [f"TITLE:{person.title}"] if number % 4 == 0 else []
        lines.append(f"EMAIL;type=INTERNET;type={'HOME' if person.key in SPELT else 'WORK'};type=pref:{mail}")
        if person.key in {"bob", "mohamed"}:
            lines.append(f"EMAIL;type=INTERNET;type=WORK:{person.mail}")
        lines += [f"TEL;type=CELL;type=VOICE;type=pref:{person.phone}"] if person.phone else []
        if person.key == "ingrid":
            lines += [
                "item1.X-ABDATE;type=pref:2013-09-02",
                "item1.X-ABLabel:First day in her group",
                "NOTE:Mentor since Bergen. Likes handwritten letters.",
            ]
        if person.key == "hanna":
            lines.append("X-MAIDENNAME:Virtanen")
        lines += [f"BDAY:{BIRTHDAYS[person.key]}"] if person.key in BIRTHDAYS else []
        uid = hashlib.sha256(person.slug.encode()).hexdigest()[:32]
        out += [*lines, f"UID:{uid}", "REV:2026-10-30T07:15:00Z", "END:VCARD"]
    return "\r\n".join(map(folded, out)) + "\r\n"


def signup(people, guests):
    """Write the meetup's own list, as somebody typed it."""
    rows = [["Full Name", "Business", "Job Title", "Contact Email", "Mobile", "City", "Additional Info"]]
    wishes = [
        "vegetarian",
        "brings a poster",
        "first time here",
        "",
        "can give a lift from Malmö",
        "",
        "needs a ramp",
        "speaks about drones",
        "",
    ]
    others = [person for key, person in people.items() if key not in cast.CAST]
    for number, person in enumerate([*guests, *others[60:84], people["kim_press"], people["emeka"]]):
        name = person.name.upper() if number % 11 == 5 else f" {person.name}" if number % 9 == 4 else person.name
        rows.append(
            [
                name,
                person.organisation,
                person.title,
                person.mail if number % 7 else "",
                person.phone if number % 2 else "",
                person.city,
                wishes[number % len(wishes)],
            ]
        )
    return table(rows)
