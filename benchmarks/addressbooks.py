"""Believable address books and calendars of any size, the same bytes for the same seed: invented people.

python benchmarks/addressbooks.py /tmp/books --people 10000 --events 20000   writes contacts.vcf, contacts.csv, calendar.ics
python benchmarks/addressbooks.py /tmp/books --measure                       reads them and says how long it took
"""

import argparse
import csv
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from archives import CRAFTS, FAMILY, FORMS, GIVEN, PLACES, RANKS, TRADES

FIRST = datetime(2023, 1, 2, tzinfo=UTC)
WEEKS = 156
STATUS = ["ACCEPTED", "ACCEPTED", "ACCEPTED", "TENTATIVE", "NEEDS-ACTION", "DECLINED"]
WHAT = ["Plan", "Review", "Lunch", "Coffee", "Budget", "Interview", "Demo", "Retrospective", "Call", "Workshop"]

# Shares of cards, by eye from address books of several clients.
NO_EMAIL, NO_PHONE, BIRTHDAY, NO_YEAR, PROFILE, NOTE, ADDRESS = 0.3, 0.25, 0.15, 0.3, 0.2, 0.1, 0.2
# Shares of events: repeated, without others, with a room.
SERIES, ALONE, ROOM = 0.02, 0.3, 0.25


@dataclass(frozen=True)
class Entry:
    """One invented person as an address book knows them."""

    number: int
    given: str
    family: str
    email: str
    phone: str
    organisation: str
    title: str
    birthday: str
    profile: str
    note: str
    street: str


def people(count: int, seed: int = 1) -> list[Entry]:
    """Invent people."""
    chance = Random(seed)
    return [_person(number, chance) for number in range(count)]


def _person(number: int, chance: Random) -> Entry:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    domain = f"{chance.choice(PLACES)}-{chance.choice(TRADES)}".lower()
    day = f"{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    year = "1604" if chance.random() < NO_YEAR else str(chance.randint(1945, 2004))
    return Entry(
        number, given, family,
        email="" if chance.random() < NO_EMAIL else f"{given}.{family}{number}@{domain}.example".lower().replace(" ", ""),
        phone="" if chance.random() < NO_PHONE else f"+44 7{chance.randint(100, 999)} {chance.randint(100000, 999999)}",
        organisation=f"{domain.replace('-', ' ').title()}{chance.choice(FORMS)}",
        title=f"{chance.choice(RANKS)}{chance.choice(CRAFTS)}",
        birthday=f"{year}-{day}" if chance.random() < BIRTHDAY else "",
        profile=f"{given}-{family}-{number}".lower().replace(" ", "-") if chance.random() < PROFILE else "",
        note="Met at the conference, wants to talk about logistics." if chance.random() < NOTE else "",
        street=f"{chance.randint(1, 200)} {chance.choice(PLACES)} Street" if chance.random() < ADDRESS else "",
    )  # fmt: skip


def vcards(entries: list[Entry]) -> Iterator[bytes]:
    """Write people as an Apple client does (version 3.0)."""
    for one in entries:
        lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Example//Address Book//EN", f"UID:{one.number:08x}-0000-4000-8000-000000000000",
                 f"N:{one.family};{one.given};;;", f"FN:{one.given} {one.family}", f"ORG:{one.organisation};", f"TITLE:{one.title}"]  # fmt: skip
        if one.email:
            lines.append(f"EMAIL;type=INTERNET;type=WORK;type=pref:{one.email}")
        if one.phone:
            lines.append(f"TEL;type=CELL;type=VOICE;type=pref:{one.phone}")
        if one.birthday:
            lines.append(
                f"BDAY;X-APPLE-OMIT-YEAR=1604:{one.birthday}" if one.birthday[:4] == "1604" else f"BDAY:{one.birthday}"
            )
        if one.profile:
            lines += [
                f"item1.URL;type=pref:https\\://www.linkedin.com/in/{one.profile}",
                "item1.X-ABLabel:_$!<HomePage>!$_",
            ]
        if one.note:
            lines.append("NOTE:" + one.note.replace(",", "\\,"))
        if one.street:
            lines.append(f"ADR;type=HOME:;;{one.street};London;;N1;UK")
        yield ("\r\n".join([*lines, "END:VCARD"]) + "\r\n").encode()


def table(entries: list[Entry]) -> bytes:
    """Write people as Google does since 2024."""
    out = io.StringIO()
    header = "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Website 1 - Label,Website 1 - Value"
    writer = csv.writer(out)
    writer.writerow(header.split(","))
    for one in entries:
        birthday = f" --{one.birthday[5:]}" if one.birthday[:4] == "1604" else one.birthday
        site = f"https://www.linkedin.com/in/{one.profile}" if one.profile else ""
        writer.writerow(
            [
                one.given,
                "",
                one.family,
                one.organisation,
                one.title,
                birthday,
                one.note,
                "* myContacts",
                "* Work",
                one.email,
                "Mobile",
                one.phone,
                "Profile",
                site,
            ]
        )
    return out.getvalue().encode()


def calendar(entries: list[Entry], count: int, seed: int = 2) -> Iterator[bytes]:
    """Write a calendar of three years as Google does."""
    chance = Random(seed)
    reachable = [one for one in entries if one.email][:400] or entries[:1]
    yield b"BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nX-WR-CALNAME:ada@example.org\r\n"
    for number in range(count):
        yield _event(number, reachable, chance)
    yield b"END:VCALENDAR\r\n"


def _event(number: int, reachable: list[Entry], chance: Random) -> bytes:
    start = FIRST + timedelta(weeks=chance.randrange(WEEKS), days=chance.randrange(5), hours=chance.randint(8, 17))
    others = (
        []
        if chance.random() < ALONE
        else chance.sample(reachable, min(len(reachable), chance.choice([1, 1, 1, 2, 2, 3, 5, 8, 15])))
    )
    lines = ["BEGIN:VEVENT", f"DTSTART;TZID=Europe/London:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID=Europe/London:{start + timedelta(minutes=30):%Y%m%dT%H%M%S}",
             "DTSTAMP:20260101T000000Z", f"UID:{number:012x}@google.example", f"SUMMARY:{chance.choice(WHAT)}", "STATUS:CONFIRMED", "SEQUENCE:0",
             f"DESCRIPTION:{chance.choice(WHAT)} of the week\\, as agreed.\\nPlease bring the numbers."]  # fmt: skip
    if others:
        lines.append("ORGANIZER;CN=Ada:mailto:ada@example.org")
    for one in others:
        lines.append(
            f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={chance.choice(STATUS)};CN={one.given} {one.family};\r\n X-NUM-GUESTS=0:mailto:{one.email}"
        )
    if others and chance.random() < ROOM:
        lines.append("ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN=Room 5:mailto:room5@example.org")
    if chance.random() < SERIES:
        lines.append(f"RRULE:FREQ=WEEKLY;COUNT={chance.randint(5, 40)}")
    return ("\r\n".join([*lines, "END:VEVENT"]) + "\r\n").encode()


def write(folder: Path, count: int, events: int) -> None:
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = people(count)
    (folder / "contacts.vcf").write_bytes(b"".join(vcards(entries)))
    (folder / "contacts.csv").write_bytes(table(entries))
    (folder / "calendar.ics").write_bytes(b"".join(calendar(entries, events)))


def measure(folder: Path) -> None:
    """Read each file three times and say the median."""
    from kithbook.sources import addressbook, ical, vcard
    from kithbook.sources.opening import open_tree

    for source, name in ((vcard, "contacts.vcf"), (addressbook, "contacts.csv"), (ical, "calendar.ics")):
        seconds, count = [], 0
        for _ in range(3):
            start = time.perf_counter()
            tree = open_tree(folder / name)
            count = sum(1 for found in source.identify(tree) for _ in source.observe(tree, found))
            seconds.append(time.perf_counter() - start)
        print(f"{name}: {count} items in {sorted(seconds)[1]:.2f} s, {count / sorted(seconds)[1]:.0f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    if not asked.measure or not asked.folder.exists():
        write(asked.folder, asked.people, asked.events)
    if asked.measure:
        measure(asked.folder)


if __name__ == "__main__":
    main()
