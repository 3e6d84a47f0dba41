"""A few invented people who occur in an archive, a mailbox, cards and a calendar: four true files, from a seed."""

import sys
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import archives

DAY = date(2026, 3, 12)
EARLIER = date(2026, 2, 12)
LATER = date(2026, 4, 12)
EGO = "ada@example.org"
SAYINGS = [
    "Could you send me the figures by Thursday?", "I will send you the slides tomorrow.", "It was good to see you.",
    "The draft is in the shared folder.", "Thank you for your help with the report.", "Do you know a good translator?",
]  # fmt: skip


def address(one):
    local = f"{one.given}.{one.family}".lower().encode("ascii", "ignore").decode()
    return f"{''.join(c for c in local if c.isalnum() or c == '.').strip('.')}{one.number}@work{one.number % 7}.example"


def cast(people, seed):
    return [archives.invent(number, seed=seed, people=people, last_day=DAY) for number in range(people)]


def mailbox(everybody, count, seed):
    chance, parts = Random(f"{seed}:mail"), []
    at = datetime(2024, 1, 8, 9, tzinfo=UTC)
    for number in range(count):
        at += timedelta(hours=chance.randrange(1, 60))
        other = chance.choice(everybody[: len(everybody) * 2 // 3])
        them, me = f"{other.name.encode('ascii', 'ignore').decode()} <{address(other)}>", f"Ada Invented <{EGO}>"
        sender, to = (me, them) if number % 2 else (them, me)
        text = "\n".join(chance.sample(SAYINGS, 2))
        parts.append(
            f"From MAILER-DAEMON {at:%a %b %d %H:%M:%S %Y}\nDelivered-To: {EGO}\nFrom: {sender}\nTo: {to}\n"
            f"Date: {format_datetime(at)}\nSubject: About {number}\nMessage-ID: <{seed}.{number}@mail.example>\n\n"
            f"Hello,\n\n{text}\n\nBest\n{sender.partition(' <')[0]}\n\n"
        )
    return "".join(parts)


def cards(everybody):
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{one.number}\r\nN:{one.family.strip()};{one.given.strip()};;;\r\nFN:{one.name}\r\n"
        f"EMAIL:{address(one)}\r\nORG:{one.job(DAY)[0] or 'Nowhere'}\r\nREV:20260310T000000Z\r\n"
        f"{f'URL:{one.url}' if one.number % 3 else 'NOTE:met at a fair'}\r\nEND:VCARD\r\n"
        for one in everybody
        if one.number % 2
    )


def calendar(everybody, count, seed):
    chance, lines = Random(f"{seed}:calendar"), ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN"]
    for number in range(count):
        day = date(2025, 1, 6) + timedelta(days=chance.randrange(400))
        others = chance.sample(everybody, chance.randint(1, 3))
        lines += ["BEGIN:VEVENT", f"UID:meeting-{number}", f"DTSTAMP:{day:%Y%m%d}T080000Z", f"DTSTART:{day:%Y%m%d}T100000Z",
                  f"DTEND:{day:%Y%m%d}T110000Z", f"SUMMARY:Meeting {number}", f"ORGANIZER;CN=Ada:mailto:{EGO}"]  # fmt: skip
        lines += [f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Guest:mailto:{address(one)}" for one in others]
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def write(folder, *, people=40, messages=80, seed=1):
    """Write the four files and give their paths in the order archive, mailbox, cards, calendar."""
    folder.mkdir(parents=True, exist_ok=True)
    everybody = cast(people, seed)
    paths = [archive(folder, people=people, messages=messages // 2, seed=seed)]
    for name, text in (
        ("mail.mbox", mailbox(everybody, messages, seed)),
        ("cards.vcf", cards(everybody)),
        ("calendar.ics", calendar(everybody, people // 2, seed)),
    ):
        (folder / name).write_bytes(text.encode())
        paths.append(folder / name)
    return paths


def archive(folder, *, people=40, messages=40, seed=1, day=DAY):
    return archives.write_linkedin(
        folder / f"Complete_LinkedInDataExport_{day:%m-%d-%Y}.zip", people=people, messages=messages, seed=seed, day=day
    )
