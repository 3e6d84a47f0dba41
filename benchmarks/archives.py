"""Believable LinkedIn archives of any size, the same bytes for the same seed: invented people, the rates of real files.

python benchmarks/archives.py /tmp/archive.zip --people 30000 --messages 100000
"""

import argparse
import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote

GIVEN = """Ada Amir Ana Anders Anjali Bao Beatriz Ben Carla Carlos Chen Chloé Daniel Daria David Elena Emil Emma Fatima
Felix Femi Gabriel Grace Hana Hassan Ines Ivan Jack James Jana João Jonas José Julia Karim Kenji Lars Laura Lea Leila Li
Linda Luca Lucía María Mark Marta Mei Michael Mina Mohamed Nadia Nina Noah Nuno Olga Oliver Olu Paul Petra Priya Rafael
Ravi Rosa Samuel Sara Sean Sofia Søren Stefan Susan Tariq Thomas Tom Uma Victor Wei Yara Yuki Zoë""".split()
FAMILY = """Abbott Adeyemi Ahmed Andersson Bauer Becker Bianchi Brown Castillo Chen Costa Cruz Dahl Davies Diaz Dubois
Eriksen Evans Fernández Fischer Fontaine Garcia Gómez Gupta Hansen Hassan Hoffmann Ito Ivanova Jansen Johnson Jones Kaya
Keller Khan Kim Kowalski Kumar Larsen Lee Lefèvre Li López Martin Meyer Moreau Müller Nakamura Nguyen Nielsen Novak Nowak
Okafor Olsen Ortiz Park Patel Pereira Petrov Popescu Quist Ramos Rao Reyes Ricci Rossi Ruiz Sato Schmidt Schneider Silva
Singh Smith Sørensen Suzuki Svensson Tanaka Taylor Torres Vargas Vogel Wagner Wang Weber White Wilson Wolf Wright Yilmaz
Young Zhang""".split()
TRADES = "Analytics Bank Biotech Capital Consulting Data Design Energy Foods Foundation Health Labs Logistics Media Motors Networks Robotics School Software Studio Systems Textiles Works".split()
PLACES = "Alder Aspen Birch Cedar Cobalt Coral Crane Delta Ember Falcon Fjord Granite Harbour Heron Iris Juniper Kestrel Larch Linden Maple Meadow North Oak Onyx Orchid Pine Quartz Raven River Rowan Saffron Sierra Slate Sparrow Summit Thistle Umber Vale Willow Wren".split()
FORMS = ["", "", "", "", " Inc.", " GmbH", " Ltd", " AG", " S.A.", " LLC", " AB"]
RANKS = ["", "", "Junior ", "Senior ", "Senior ", "Staff ", "Principal ", "Head of ", "Director of ", "VP "]
CRAFTS = "Accounting|Analyst|Architect|Buyer|Chemist|Consultant|Data Engineer|Designer|Editor|Engineer|Finance|Lawyer|Marketing|Nurse|Operations|Product Manager|Programme Manager|Recruiter|Research|Sales|Software Engineer|Teacher|Translator".split(
    "|"
)
CREDENTIALS = [", MBA", ", PhD", ", PMP", " PhD", ", CFA"]
OPENINGS = ["Hi", "Hello", "Dear", "Good morning", "Thanks", "Sorry for the late reply", "Great to hear from you"]
MATTERS = [
    "how is the new role going?", "could you send me the slides from last week?", "I will send you the draft by Friday.",
    "it was good to meet you at the conference.", "would you have half an hour for a call next week?",
    "thank you for the introduction, it helped me a lot.", "we are looking for somebody who knows logistics, do you know anyone?",
    "congratulations on the new position!", "I have read your article and I agree with most of it.", "shall we have lunch when you are in town?",
    "the meeting moved to Tuesday, is that still fine for you?", "let me introduce you to a friend who works on the same thing.",
]  # fmt: skip

# Shares of rows, from untouched real files; ENCODED is of the names with accents, a sixth of all.
EMAIL, NO_ORGANISATION, CLOSED, ENCODED, THREE_NAMES, CREDENTIAL = 0.025, 0.06, 0.008, 0.3, 0.18, 0.015
EMOJI, LOWER, CAPITALS, PADDED, DOUBLED, NAMESAKE = 0.005, 0.02, 0.005, 0.02, 0.012, 0.04
NO_SENDER_URL, HIDDEN, HTML, NO_CONTENT, GROUP, SPAM, DRAFT, ARCHIVED = 0.06, 0.04, 0.04, 0.04, 0.05, 0.01, 0.004, 0.08
LEFT_A_YEAR = 0.02  # connections that end
JOB_YEARS = 3.5  # mean time in a position
EMPLOYERS = 0.55  # distinct organisations for each connection
FIRST_DAY = date(2008, 1, 1)

NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see '
    "email addresses for connections who have allowed their connections to see or download their email address using this "
    "setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
MESSAGE_HEADER = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT".split(
    ","
)


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist, through the years."""

    number: int
    given: str
    family: str
    slug: str
    email: str
    connected: date
    ended: date | None
    jobs: tuple[tuple[date, str, str], ...]  # since, organisation, title

    @property
    def name(self) -> str:
        return " ".join(f"{self.given} {self.family}".split())

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/in/{self.slug}"

    def job(self, day: date) -> tuple[str, str]:
        """Give organisation and title on a day."""
        held = [job for job in self.jobs if job[0] <= day] or [self.jobs[0]]
        return held[-1][1], held[-1][2]


OWNER = Invented(
    -1, "Ada", "Invented", "ada-invented", "ada@example.org", FIRST_DAY, None, ((FIRST_DAY, "Maple Works", "Engineer"),)
)


def invent(number: int, *, seed: int, people: int, last_day: date) -> Invented:
    """Invent the person of a number: the same for the same seed, whatever else is asked for."""
    chance = Random(f"{seed}:{number}")
    names = Random(f"{seed}:{number // 2 if chance.random() < NAMESAKE else -number - 2}:name")  # some share a name
    given, family = names.choice(GIVEN), names.choice(FAMILY)
    if names.random() < THREE_NAMES:
        family += " " + names.choice(FAMILY)
    slug = f"{given}-{family}-{number:x}".lower().replace(" ", "-")
    ascii_slug = slug.encode("ascii", "ignore").decode()
    slug = quote(slug) if chance.random() < ENCODED else ascii_slug
    given, family = _dressed(given, family, chance)
    connected = FIRST_DAY + timedelta(days=chance.randrange((last_day - FIRST_DAY).days))
    ended = connected + timedelta(days=chance.randrange(30, 9000)) if chance.random() < LEFT_A_YEAR * 3 else None
    email = f"{ascii_slug}@example.org" if chance.random() < EMAIL else ""
    return Invented(number, given, family, slug, email, connected, ended, _jobs(chance, people))


def _dressed(given: str, family: str, chance: Random) -> tuple[str, str]:
    """Write a name as people write it."""
    if chance.random() < CREDENTIAL:
        family += chance.choice(CREDENTIALS)
    if chance.random() < EMOJI:
        family += " 🚀"
    if chance.random() < LOWER:
        given, family = given.lower(), family.lower()
    elif chance.random() < CAPITALS:
        given, family = given.upper(), family.upper()
    if chance.random() < PADDED:
        given = given + " "
    if chance.random() < DOUBLED:
        family = family.replace(" ", "  ") if " " in family else "  " + family
    return given, family


def _jobs(chance: Random, people: int) -> tuple[tuple[date, str, str], ...]:
    day, jobs = FIRST_DAY, []
    for _ in range(12):
        organisation = employer(chance.randrange(max(1, int(people * EMPLOYERS))))
        craft = chance.choice(CRAFTS)
        empty = chance.random() < NO_ORGANISATION
        jobs.append((day, "" if empty else organisation, "" if empty else chance.choice(RANKS) + craft))
        day += timedelta(days=int(chance.expovariate(1 / (365 * JOB_YEARS))) + 60)
    return tuple(jobs)


def employer(number: int) -> str:
    """Name the organisation of a number."""
    chance = Random(f"employer:{number}")
    first = chance.choice(PLACES)
    second = "" if chance.random() < 0.5 else f" {chance.choice(PLACES)}"
    return f"{first}{second} {chance.choice(TRADES)}{chance.choice(FORMS)}"


def connection_rows(people: Sequence[Invented], day: date, seed: int) -> Iterable[Sequence[str]]:
    """Write the connections that stand on a day, newest first."""
    standing = [one for one in people if one.connected <= day and not (one.ended and one.ended <= day)]
    for one in sorted(standing, key=lambda one: (one.connected, one.number), reverse=True):
        connected = one.connected.strftime("%d %b %Y")
        if Random(f"{seed}:{one.number}:closed").random() < CLOSED:
            yield ("", "", "", "", "", "", connected)
        else:
            organisation, title = one.job(day)
            yield (one.given, one.family, one.url, one.email, organisation, title, connected)


def message_rows(people: Sequence[Invented], count: int, *, day: date, seed: int) -> list[Sequence[str]]:
    """Write the messages up to a day, newest first: conversations of a few or a hundred, most with few people."""
    chance = Random(f"{seed}:messages")
    last = datetime(day.year, day.month, day.day, tzinfo=UTC)
    rows: list[tuple[str, Sequence[str]]] = []
    number = 0
    while len(rows) < count:
        number += 1
        others = _party(people, chance)
        length = min(
            count - len(rows), 1 + int(chance.paretovariate(1.1)) if chance.random() < 0.9 else chance.randint(20, 200)
        )
        at = last - timedelta(seconds=int((chance.random() ** 2) * 86400 * 365 * 10))
        rows += _conversation(f"2-{number:012x}==", others, at, chance=chance, length=length, last=last)
    rows.sort(key=lambda row: row[0], reverse=True)
    return [row for _, row in rows]


def _party(people: Sequence[Invented], chance: Random) -> list[Invented]:
    size = chance.randint(2, 6) if chance.random() < GROUP else 1
    return [people[int(len(people) * chance.random() ** 3)] for _ in range(size)]


def _conversation(
    name: str, others: list[Invented], at: datetime, *, chance: Random, length: int, last: datetime
) -> Iterable[tuple[str, Sequence[str]]]:
    is_commercial, is_hidden = len(others) == 1 and length <= 2 and chance.random() < 4 * HTML, chance.random() < HIDDEN
    folder = "SPAM" if chance.random() < SPAM else "ARCHIVE" if chance.random() < ARCHIVED else "INBOX"
    for _ in range(length):
        at = min(last, at + timedelta(seconds=int(chance.expovariate(1 / 40000))))
        sender = chance.choice(others) if is_commercial or chance.random() < 0.5 else OWNER
        yield (
            at.isoformat(),
            _message(
                name, sender, others, at, chance=chance, folder=folder, is_commercial=is_commercial, is_hidden=is_hidden
            ),
        )


def _message(
    conversation: str,
    sender: Invented,
    others: list[Invented],
    at: datetime,
    *,
    chance: Random,
    folder: str,
    is_commercial: bool,
    is_hidden: bool,
) -> Sequence[str]:
    to = [one for one in [OWNER, *others] if one is not sender]
    named = "LinkedIn Member" if is_hidden and sender is not OWNER else sender.name
    url = "" if (is_hidden or chance.random() < NO_SENDER_URL) and sender is not OWNER else sender.url
    shown = "LinkedIn Member" if is_hidden and to != [OWNER] else ",".join(one.name for one in to)
    urls = "" if is_hidden and to != [OWNER] else ",".join(one.url for one in to)
    text = " ".join(
        [f"{chance.choice(OPENINGS)} {to[0].given.strip()},", *chance.sample(MATTERS, chance.randint(1, 5))]
    )
    if is_commercial:
        text = f'<p class="spinmail-quill-editor__spin-break">{text}</p><p><strong>Book now</strong></p>'
    elif chance.random() < NO_CONTENT:
        text = ""
    title = "An offer for you" if is_commercial else ""
    draft = "Yes" if sender is OWNER and chance.random() < DRAFT else "No"
    return (
        conversation,
        title,
        named,
        url,
        shown,
        urls,
        f"{at:%Y-%m-%d %H:%M:%S} UTC",
        title,
        text,
        folder,
        "",
        draft,
        "No",
    )


def invitation_rows(people: Sequence[Invented], day: date) -> Iterable[Sequence[str]]:
    """Write the invitations of the last year: most were accepted."""
    for one in sorted(people, key=lambda one: (one.connected, one.number), reverse=True):
        if timedelta(0) <= day - one.connected <= timedelta(days=365):
            sides = (OWNER, one) if one.number % 2 else (one, OWNER)
            sent = f"{one.connected.month}/{one.connected.day}/{one.connected:%y}, {1 + one.number % 12}:{one.number % 60:02d} PM"
            direction = "OUTGOING" if one.number % 2 else "INCOMING"
            note = "Good to meet you at the fair" if one.number % 50 == 0 else ""
            yield (sides[0].name, sides[1].name, sent, note, direction, sides[0].url, sides[1].url)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, before: str = "") -> str:
    """Write a table as LinkedIn does."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return before + out.getvalue()


def linkedin_files(*, people: int, messages: int, seed: int = 1, day: date = date(2026, 3, 12)) -> dict[str, str]:
    """Make the files of an archive. The same seed with a later day is the same network later on."""
    horizon = max(day, date(2026, 3, 12))
    everybody = [invent(number, seed=seed, people=people, last_day=horizon) for number in range(people)]
    skills = ["Tea", "Law", "Negotiation", "Python", "Public Speaking"]
    endorsed = [
        (f"{one.connected:%Y/%m/%d} 10:00:00 UTC", skills[one.number % 5], one.given, one.family, one.url.removeprefix("https://"), "ACCEPTED")
        for one in everybody[: people // 20] if one.connected <= day
    ]  # fmt: skip
    return {
        "Connections.csv": table(
            ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"],
            connection_rows(everybody, day, seed),
            before=NOTES,
        ),
        "messages.csv": table(MESSAGE_HEADER, message_rows(everybody, messages, day=day, seed=seed) if messages else []),
        "Invitations.csv": table(
            "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl".split(","), invitation_rows(everybody, day)
        ),
        "Endorsement_Received_Info.csv": table(
            ["Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url", "Endorsement Status"],
            endorsed,
        ),
        "Profile.csv": table(
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers".split(","),
            [("Ada", "Invented", "", "", "Dec 10", "Engineer of things", "", "Manufacturing", "", "Oslo, Norway", "", "", "")],
        ),
        "Email Addresses.csv": table(["Email Address", "Confirmed", "Primary", "Updated On"], [("ada@example.org", "Yes", "Yes", "6/5/19, 3:04 PM")]),
        "Positions.csv": table(
            ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
            [("Maple Works", "Engineer", "", "Oslo", "Jan 2021", ""), ("River Labs", "Analyst", "", "Oslo", "Mar 2015", "Dec 2020")],
        ),
        "Skills.csv": table(["Name"], [(skill,) for skill in skills]),
    }  # fmt: skip


def write_linkedin(path: Path, *, people: int, messages: int, seed: int = 1, day: date = date(2026, 3, 12)) -> Path:
    """Write an archive as a zip (a path that ends in .zip) or as a folder; the same arguments give the same bytes."""
    files = linkedin_files(people=people, messages=messages, seed=seed, day=day)
    if path.suffix.lower() != ".zip":
        path.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (path / name).write_bytes(text.encode())
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return path


def main() -> None:
    """Write one archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--messages", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 3, 12))
    given = parser.parse_args()
    print(write_linkedin(given.path, people=given.people, messages=given.messages, seed=given.seed, day=given.day))


if __name__ == "__main__":
    main()
