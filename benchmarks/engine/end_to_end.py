"""The measures end to end: real mail graphs as mailboxes, imported by the program, each field held against the oracle.

Run: python benchmarks/engine/end_to_end.py (some minutes); the test suite runs two of these egos.
"""

import csv
import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT / "tests" / "actions"))

from oracle import Letter, Meeting, World, differences  # noqa: E402 - lies beside the tests

from kithbook.insight import reply, resume  # noqa: E402

SPAN_DAYS = 100
RESUME = (
    resume.INTERCEPT,
    resume.SLOPE,
    resume.FADED,
    resume.EGO_SILENCE,
    (resume.UNLIKELY_BELOW, resume.LIKELY_FROM),
)
REPLY = (reply.INTERCEPT, reply.COEFFICIENTS)
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "UTC")


def address(number):
    return f"u{number}@college.example"


def college():
    """Give every message as (second, sender, recipients); what left in one second is one message to several."""
    together = defaultdict(set)
    with gzip.open(DATA / "mailgraph-collegemsg" / "CollegeMsg.txt.gz", "rt") as lines:
        for line in lines:
            sender, to, second = map(int, line.split())
            if sender != to:
                together[second, sender].add(to)
    return [(second, sender, tuple(sorted(to))) for (second, sender), to in together.items()]


def enron():
    folder = DATA / "mailgraph-enron-roles"
    to = defaultdict(set)
    with gzip.open(folder / "recipients.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines):
            to[row["message_id"]].add(int(row["recipient_id"]))
    with gzip.open(folder / "messages.csv.gz", "rt") as lines:
        rows = [(int(r["unix_time"]), int(r["sender_id"]), r["message_id"]) for r in csv.DictReader(lines)]
    found = ((second, sender, tuple(sorted(to[key] - {sender}))) for second, sender, key in rows)
    return [row for row in found if row[2]]


def busiest(messages, count):
    """Name egos who both write and are written to, by messages that they see."""
    sent = Counter(sender for _, sender, _ in messages)
    came = Counter(one for _, _, to in messages for one in to)
    return sorted(sent, key=lambda one: (-min(sent[one], came[one]), one))[:count]


def letters_of(ego, messages):
    """Give ego's letters over the hundred days in which the most passed."""
    mine = sorted(one for one in messages if one[1] == ego or ego in one[2])
    begin = max(
        (one[0] for one in mine), key=lambda at: sum(at <= other[0] < at + SPAN_DAYS * 86_400 for other in mine)
    )
    return [
        Letter(datetime.fromtimestamp(second, UTC), address(sender), tuple(map(address, to)), f"m{nth}@college.example")
        for nth, (second, sender, to) in enumerate(mine)
        if begin <= second < begin + SPAN_DAYS * 86_400
    ]


def written(letter, ego):
    """Write a letter as it stands in a mailbox."""
    arrival = "" if letter.sender == ego else f"Delivered-To: {ego}\n"
    half = (len(letter.to) + 1) // 2
    copy = f"Cc: {', '.join(letter.to[half:])}\n" if letter.to[half:] else ""
    return (
        f"From {letter.sender} {letter.at:%a %b %d %H:%M:%S %Y}\n{arrival}From: {letter.sender}\n"
        f"To: {', '.join(letter.to[:half])}\n{copy}Date: {format_datetime(letter.at)}\n"
        f"Message-ID: <{letter.name}>\nSubject: x\n\nx\n\n"
    )


def mailboxes(folder, ego, letters, *, seed):
    """Write ego's sent mail, what came, and a second copy of a part, each in no order."""
    rng = random.Random(seed)
    parts = {
        "Sent.mbox": [one for one in letters if one.sender == ego],
        "Inbox.mbox": [one for one in letters if one.sender != ego],
        "Archive.mbox": rng.sample(letters, len(letters) // 3),
    }
    for name, part in parts.items():
        rng.shuffle(part)
        (folder / name).write_text("".join(written(one, ego) for one in part))
    return [folder / name for name in parts]


def meetings_around(letters, *, known):
    """Invent meetings: of ten, of eleven, of eleven with one who declined, without ego, and one still to come."""
    last = max(one.at for one in letters)
    strangers = [f"s{number}@college.example" for number in range(40)]
    friend = known[0]
    at = [last - timedelta(days=days, hours=2) for days in (40, 33, 26, 19, 3)]
    return [
        Meeting(at[0], (friend, *strangers[:8])),
        Meeting(at[1], (known[1], *strangers[8:17])),
        Meeting(at[2], (known[2], *strangers[17:25]), declined=(strangers[25],)),
        Meeting(at[3], (known[3],), is_ego_coming=False),
        Meeting(at[4], (known[4], strangers[30])),
    ]


def calendar(folder, ego, meetings):
    """Write meetings as a calendar; an ego who declined stands among the attendees."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//oracle//EN"]
    for nth, one in enumerate(meetings):
        said = [(ego, "ACCEPTED" if one.is_ego_coming else "DECLINED")]
        said += [(who, "ACCEPTED") for who in one.coming] + [(who, "DECLINED") for who in one.declined]
        lines += [
            "BEGIN:VEVENT",
            f"UID:met{nth}@college.example",
            f"DTSTART:{one.at:%Y%m%dT%H%M%SZ}",
            f"DTEND:{one.at + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:Meeting {nth}",
            *(f"ATTENDEE;PARTSTAT={status}:mailto:{who}" for who, status in said),
            "END:VEVENT",
        ]
    path = folder / "calendar.ics"
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    return path


def kith(book, *words):
    """Run the program itself."""
    command = [str(Path(sys.executable).with_name("kith")), "--book", str(book), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if "--json" in words else done.stdout


DAYS_ASKED = ((0, 10), (1, -50), (1, -4), (1, 0), (1, 31), (1, 900))  # from the first (0) or the last (1) day on


def held_against_the_oracle(folder, ego, letters, *, zone, seed=1, asked=DAYS_ASKED):
    """Import an ego's mailboxes and calendar; give (day, what the program said, what differs) for several days."""
    talked = Counter(who for one in letters if len(one.to) <= 10 for who in (one.sender, *one.to) if who != ego)
    meetings = meetings_around(letters, known=[who for who, _ in talked.most_common(5)])
    files = mailboxes(folder, ego, letters, seed=seed)
    files.append(calendar(folder, ego, meetings))
    book = folder / "book"
    kith(book, "me", "--zone", zone)
    for path in files[::-1]:
        kith(book, "import", path)
    world = World(ego, letters, meetings, zone=zone, resume=RESUME, reply=REPLY)
    ends = [world.day(some(one.at for one in letters)) for some in (min, max)]
    found = []
    for day in (ends[end] + timedelta(days) for end, days in asked):
        said = kith(book, "ties", "--as-of", day.isoformat(), "--json")
        found.append((day, said, list(differences(said, world.ties(day)))))
    return found


def main():
    wrong = 0
    for name, messages in (("CollegeMsg", college()), ("Enron", enron())):
        for nth, number in enumerate(busiest(messages, int(sys.argv[1]) if sys.argv[1:] else 8)):
            with tempfile.TemporaryDirectory() as place:
                letters = letters_of(number, messages)
                zone = ZONES[nth % len(ZONES)]
                for day, said, differ in held_against_the_oracle(
                    Path(place), address(number), letters, zone=zone, seed=nth
                ):
                    wrong += len(differ)
                    print(
                        name, number, zone, f"{len(letters)} letters", day, f"{len(said)} ties", f"{len(differ)} differ"
                    )
                    print("".join(f"    {one}\n" for one in differ[:8]), end="")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
