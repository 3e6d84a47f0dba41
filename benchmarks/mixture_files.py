"""Who is who, measured through the real program: a world of people written as files, imported, read back from the book.

Run: .venv/bin/python benchmarks/mixture_files.py [--people N] [--seeds N …] [--show N] [--keep FOLDER]

A LinkedIn archive, a mailbox, a calendar, a phone book and a contact table of 3,000 invented people, of whom 4 % share
their name with another, go through `kith import`; the persons of the book are then held against what the generator
knows. It marks which true pairs of cards are *decidable*, from what it wrote into the files: a personal handle in
common; or one full name with a full birthday, a postal address, or an organisation (or its domain) at overlapping dates,
where neither the world holds nor the organisation's true size makes likely a second bearer of the name. Dates overlap,
and wider sets are counted apart, as `mixture.py` says and for its reasons.
"""

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path
from time import perf_counter

from archives import MESSAGE_HEADER, NOTES, table
from identity_resolve import chains, joined_pairs
from kithbook.store import open_book
from mixture import WIDER, meet, wider
from mixture_people import FORMS, TODAY, World, nickname, respelt, slip

EGO_MAIL, EGO_NAME = "ada.invented@example.org", "Ada Invented"
TITLES = (
    "Engineer|Head of Sales|Consultant|Product Manager|Professor|Designer|Finance Director|Recruiter|Analyst".split("|")
)
EXPECTED_BEARERS = 0.05
MATTERS = [
    "Thank you for the slides.", "Could you send me the figures by Thursday?", "It was good to see you last week.",
    "The contract is with the lawyers.", "Shall we have lunch when you are in town?", "I have read the draft and I agree.",
]  # fmt: skip


@dataclass
class Facts:
    """What the generator put on one card, in true values: the ground of decidability."""

    person: int  # below zero: nobody in particular
    handles: set = field(default_factory=set)
    names: set = field(default_factory=set)  # (given, family) as shown in full, whatever the form
    birthday: bool = False
    postal: bool = False
    is_profile: bool = False
    works: list = field(default_factory=list)  # (organisation, by name or by domain, first day, last day; None undated)


class Files:
    """Writes the files of a world, and keeps what is true of every card."""

    def __init__(self, world, folder):
        self.world, self.folder, self.chance, self.taste = world, folder, world.chance, world.taste
        self.facts = {}
        self.messages = []
        self.mailed = []  # (being, address, tenure or None)
        self.written = defaultdict(int)
        folder.mkdir(parents=True, exist_ok=True)

    def write(self):
        """Write everything."""
        for being in self.world.people:
            self._mail_of(being)
        self._shared_mailboxes()
        self._mbox()
        self._archive()
        self._calendar()
        self._phone_book()
        self._table()
        return self.facts

    def fact(self, label, person):
        return self.facts.setdefault(label, Facts(person))

    # -- names ---------------------------------------------------------------------------------------------
    def form(self, being, facts, *, at=None, plainly=False):
        """Write a name in one of its forms, and keep the full name that it shows."""
        text, key = self.written_as(being, at=at, plainly=plainly)
        facts.names |= {key} - {None}
        return text

    def written_as(self, being, *, at=None, plainly=False):
        """Write a name in one of its forms; with the name that it shows in full, if it does."""
        chance, taste = self.chance, self.taste
        given, family = being.given, being.family
        is_old = being.born != family and at is not None and at is not being.tenures[0]
        if being.born != family and (is_old or chance.random() < 0.15):
            family = being.born
        key = (being.given, family)
        if not plainly and chance.random() < taste.bare:
            return chance.choice((given, "", given)), None
        if chance.random() < taste.nickname:
            given = nickname(given, chance)
        if chance.random() < taste.respelt:
            given, family = respelt(given, chance), respelt(family, chance)
        if being.middle and chance.random() < 0.5:
            given = f"{given} {chance.choice((being.middle, being.middle[0] + '.'))}"
        if not plainly and chance.random() < taste.initial:
            return chance.choice((f"{given[0]}. {family}", f"{given} {family[0]}.", f"{given[0]} {family}")), None
        if chance.random() < taste.typo:
            slipped = slip(f"{given} {family}", chance)
            if slipped != f"{given} {family}":
                return slipped, None
        if not plainly and chance.random() < taste.reversed:
            return f"{family}, {given}", key
        end = f" {being.suffix}" if being.suffix and chance.random() < 0.7 else ""
        return f"{given} {family}{end}", key

    def organisation(self, name):
        """Write an organisation as people do."""
        roll = self.chance.random()
        return name if roll < 0.6 else name.upper() if roll < 0.7 else name + self.chance.choice(FORMS)

    # -- mail ----------------------------------------------------------------------------------------------
    def _mail_of(self, being):
        chance, taste = self.chance, self.taste
        for tenure in being.tenures:
            if chance.random() < taste.work_mail:
                self._letters(being, tenure.address, tenure)
        for address in being.private:
            if chance.random() < taste.private_mail:
                self._letters(being, address, None)
        if being.household and chance.random() < 0.7:
            self._letters(being, being.household, None)

    def _letters(self, being, address, tenure):
        chance, taste = self.chance, self.taste
        is_own = address != being.household
        facts = self.fact(f"email:{address}", being.number if is_own else -1 - hash_of(address))
        if is_own:
            self.mailed.append((being, address, tenure))
            facts.handles.add(address)
        first = (tenure.start if tenure else TODAY - timedelta(days=2500)) + timedelta(days=chance.randrange(300))
        last = min(first + timedelta(days=chance.randrange(1, 1500)), tenure.end if tenure else TODAY)
        first = min(first, last)
        forms = [self.written_as(being, at=tenure)]
        forms += [self.written_as(being, at=tenure) for _ in range(chance.choice((0, 0, 1, 2)))]
        days = sorted(
            {first, last, *(first + (last - first) * chance.random() for _ in range(chance.choice((0, 1, 2, 5))))}
        )
        signature = self._signature(being, tenure) if chance.random() < taste.signature else ""
        is_answered = False
        for day in days:
            shown, key = forms[0] if chance.random() < 0.7 else chance.choice(forms)
            facts.names |= {key} - {None}
            self._letter(shown, address, day, signature=signature)
            if chance.random() < 0.35:
                is_answered = True
                shown, key = forms[0] if chance.random() < 0.5 else ("", None)
                facts.names |= {key} - {None}
                self._letter(shown, address, day, is_sent=True)
        # Whoever signs as another must not be taken for them: a signature counts once ego has written to its address.
        if is_answered and is_own and being.mobile in signature.replace(" ", ""):
            facts.handles.add(being.mobile)
        if tenure:
            facts.works.append((tenure.at, "domain", days[0], days[-1]))
            if signature and is_answered:
                facts.works.append((tenure.at, "name", days[0], days[-1]))
            if chance.random() < 0.02:
                self._assistant(being, tenure, days[-1])

    def _signature(self, being, tenure):
        """Sign: the name, at work with title and organisation, and a number: one's own or the switchboard's."""
        lines = [" ".join((being.given, being.born if tenure and tenure is not being.tenures[0] else being.family))]
        if tenure:
            lines += [self.chance.choice(TITLES), self.organisation(tenure.at.name)]
            if self.chance.random() < self.taste.switchboard:
                lines.append(f"Phone: {tenure.at.switchboard}")
        if self.chance.random() < 0.25 and len(lines) < 4:
            lines.append(f"Mobile: {spaced(being.mobile)}")
        return "\n-- \n" + "\n".join(lines)

    def _letter(self, shown, address, day, *, is_sent=False, signature="", extra=""):
        number = len(self.messages)
        at = datetime(day.year, day.month, day.day, 8 + number % 10, number % 60, number // 60 % 60, tzinfo=UTC)
        own, other = f"{EGO_NAME} <{EGO_MAIL}>", mailbox(shown, address, self.chance)
        sender, to = (own, other) if is_sent else (other, own)
        text = " ".join(self.chance.sample(MATTERS, 2))
        head = f"From: {sender}\nTo: {to}\n{extra}Date: {format_datetime(at)}\nSubject: Note {number}\n"
        head += f"Message-ID: <{number}.mix@mail.example>\n" + ("" if is_sent else f"Delivered-To: {EGO_MAIL}\n")
        head += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        self.messages.append((at, f"{head}\nHello,\n\n{text}\n{signature}\n"))

    def _assistant(self, being, tenure, day):
        """Let a colleague write on behalf, from their own address under the other's name."""
        others = [
            one for one in self.world.people[being.number + 1 : being.number + 400]
            for job in one.tenures if job.at is tenure.at and job.start <= day <= job.end
        ]  # fmt: skip
        for other in others[:1]:
            address = next(job.address for job in other.tenures if job.at is tenure.at)
            facts = self.fact(f"email:{address}", other.number)
            facts.handles.add(address)
            facts.works.append((tenure.at, "domain", day, day))
            own = self.form(other, facts, at=tenure, plainly=True)
            for nth in range(3):
                shown = own if nth else f"{being.given} {being.family}"
                self._letter(shown, address, day, extra=f"Sender: {address}\n")

    def _shared_mailboxes(self):
        """Let functions write, some under an address that only a human sees to be shared, some under changing names."""
        chance = self.chance
        for at in self.world.organisations[:120]:
            local = chance.choice(("info", "sales", "no-reply", "berlin", "frontdesk", "projects"))
            address = f"{local}@{at.domain}"
            facts = self.fact(f"email:{address}", -1 - hash_of(address))
            staff = [one for one in self.world.people if any(job.at is at for job in one.tenures)][:3]
            for nth in range(4):
                shown = at.name
                if staff and local not in {"info", "no-reply"} and nth:
                    shown = " ".join(staff[nth % len(staff)].name)
                self._letter(shown, address, TODAY - timedelta(days=200 + nth))
            facts.handles.clear()

    def _mbox(self):
        with (self.folder / "mail.mbox").open("w", encoding="utf-8", newline="\n") as stream:
            for at, text in sorted(self.messages):
                stream.write(f"From MAILER-DAEMON {at:%a %b %d %H:%M:%S %Y}\n{text}\n")

    # -- the archive ---------------------------------------------------------------------------------------
    def _archive(self):
        chance, taste, rows, told = self.chance, self.taste, [], []
        for being in self.world.people:
            if chance.random() >= taste.linkedin:
                continue
            for slug in being.slugs:
                facts = self.fact(f"linkedin:{slug}", being.number)
                facts.handles.add(slug)
                facts.is_profile = True
                rows.append(self._connection(being, slug, facts))
            if chance.random() < 0.2:
                told += self._conversation(being, len(told))
        chance.shuffle(rows)
        folder = self.folder / "Complete_LinkedInDataExport_03-12-2026"
        folder.mkdir(exist_ok=True)
        files = {
            "Connections.csv": table(
                ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"],
                rows,
                before=NOTES,
            ),
            "messages.csv": table(MESSAGE_HEADER, told),
            "Profile.csv": table(
                ["First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline"],
                [("Ada", "Invented", "", "", "Dec 10", "Engineer of things")],
            ),
            "Email Addresses.csv": table(
                ["Email Address", "Confirmed", "Primary", "Updated On"], [(EGO_MAIL, "Yes", "Yes", "6/5/19, 3:04 PM")]
            ),
        }
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")

    def _connection(self, being, slug, facts):
        chance, now = self.chance, being.tenures[0]
        given, family = being.given, being.family
        email = being.private[0] if chance.random() < self.taste.listed_email else ""
        if email:
            facts.handles.add(email)
        roll = chance.random()
        if roll < 0.05:
            family += chance.choice((", PhD", " 🚀", ", MBA", " (she/her)", ", PMP®"))
        elif roll < 0.07:
            family = f"{family[0]}."
        elif roll < 0.10:
            given = nickname(given, chance)
        elif roll < 0.12 and being.born != being.family:
            family = f"{family} ({being.born})"
        if roll < 0.05 or roll >= 0.07:
            facts.names.add(being.name)
        has_job = chance.random() < 0.92
        if has_job:
            facts.works.append((now.at, "name", TODAY, TODAY))
        since = now.start + timedelta(days=chance.randrange(-600, 600))
        since = min(max(since, TODAY - timedelta(days=5000)), TODAY - timedelta(days=3))
        return (
            given, family, f"https://www.linkedin.com/in/{slug}", email, self.organisation(now.at.name) if has_job else "",
            chance.choice(TITLES) if has_job else "", since.strftime("%d %b %Y"),
        )  # fmt: skip

    def _conversation(self, being, number):
        """Write a conversation; in some nothing but the name says with whom."""
        chance = self.chance
        is_named_only = chance.random() < 0.15
        url = "" if is_named_only else f"https://www.linkedin.com/in/{being.slugs[0]}"
        name, conversation = " ".join(being.name), f"2-{number:08x}=="
        if is_named_only:
            facts = self.fact(f"named:{conversation}", being.number)
            facts.names.add(being.name)
        day = TODAY - timedelta(days=chance.randrange(1, 2000))
        sides = [(name, url), (EGO_NAME, "https://www.linkedin.com/in/ada-invented")]
        for nth in range(2):
            (sender, sender_url), (to, to_url) = sides if nth == 0 else sides[::-1]
            yield (
                conversation, "", sender, sender_url, to, to_url, f"{day} 10:0{nth}:00 UTC", "", chance.choice(MATTERS), "INBOX",
                "", "No", "No",
            )  # fmt: skip

    # -- calendar, phone book, table -----------------------------------------------------------------------
    def _calendar(self):
        chance = self.chance
        guests = [
            (being, address, tenure)
            for being in self.world.people if chance.random() < self.taste.meetings
            for address, tenure in [(being.tenures[0].address, being.tenures[0])] * 3 + [(being.private[0], None)]
            if chance.random() < 0.4
        ]  # fmt: skip
        lines = [
            "BEGIN:VCALENDAR",
            "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
            "VERSION:2.0",
            f"X-WR-CALNAME:{EGO_MAIL}",
        ]
        chance.shuffle(guests)
        number = 0
        while guests:
            some, guests = guests[:3], guests[3:]
            day = max((job.start for _, _, job in some if job), default=TODAY - timedelta(days=900)) + timedelta(
                days=chance.randrange(150)
            )
            day = min(day, TODAY - timedelta(days=1))
            number += 1
            lines += [
                "BEGIN:VEVENT", f"DTSTART:{day:%Y%m%d}T100000Z", f"DTEND:{day:%Y%m%d}T110000Z", "DTSTAMP:20260101T000000Z",
                f"UID:{number}@mix.example", "SUMMARY:Review", "STATUS:CONFIRMED", f"ORGANIZER;CN=Ada:mailto:{EGO_MAIL}",
            ]  # fmt: skip
            for being, address, job in some:
                facts = self.fact(f"email:{address}", being.number)
                facts.handles.add(address)
                if job:
                    facts.works.append((job.at, "domain", day, day))
                shown = self.form(being, facts, at=job) if chance.random() < 0.6 else ""
                name = f';CN="{shown}"' if shown else f";CN={address}"
                lines.append(f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED{name}:mailto:{address}")
            lines.append("END:VEVENT")
        (self.folder / "calendar.ics").write_text(
            "\r\n".join(map(folded, [*lines, "END:VCALENDAR"])) + "\r\n", encoding="utf-8", newline=""
        )

    def _entry(self, being, label):
        """Choose what an address book says of somebody."""
        chance, taste = self.chance, self.taste
        facts = self.fact(label, being.number)
        entry = {"name": self.form(being, facts, plainly=True), "phones": [], "emails": []}
        if chance.random() < 0.04:
            entry["name"] = being.given
            facts.names.clear()
        if chance.random() < 0.7:
            entry["phones"].append(being.mobile if chance.random() < 0.5 else spaced(being.mobile))
            facts.handles.add(being.mobile)
        if being.home and chance.random() < 0.6:
            entry["phones"].append(being.home)
        if being.household and chance.random() < 0.6:
            entry["emails"].append(being.household)
        for address in being.private:
            if chance.random() < 0.35:
                entry["emails"].append(address)
                facts.handles.add(address)
        tenure = chance.choice(being.tenures)
        if chance.random() < 0.35:
            entry["organisation"] = self.organisation(tenure.at.name)
            facts.works.append((tenure.at, "name", None, None))
            if chance.random() < taste.switchboard:
                entry["phones"].append(tenure.at.switchboard)
        if chance.random() < 0.12:
            entry["emails"].append(tenure.address)
            facts.handles.add(tenure.address)
            facts.works.append((tenure.at, "domain", None, None))
        if chance.random() < taste.birthday:
            facts.birthday = chance.random() < 0.7
            entry["birthday"] = being.birthday.isoformat() if facts.birthday else f"--{being.birthday:%m-%d}"
        if chance.random() < taste.postal:
            facts.postal = True
            entry["address"] = (being.street, being.town, being.postcode, "Germany")
        return entry

    def _phone_book(self):
        chance, lines = self.chance, []
        for being in self.world.people:
            if chance.random() >= self.taste.phone_book:
                continue
            for copy in range(2 if chance.random() < 0.05 else 1):  # some are in the phone book twice
                label = f"T{being.number}.{copy}"
                entry = self._entry(being, label)
                lines += ["BEGIN:VCARD", "VERSION:3.0", f"UID:{label.replace('.', '-')}-mix", f"NOTE:{label}"]
                lines += [*_name_lines(entry["name"]), *(f"TEL;type=CELL:{one}" for one in entry["phones"])]
                lines += [f"EMAIL;type=INTERNET:{one}" for one in entry["emails"]]
                if "organisation" in entry:
                    lines.append(f"ORG:{entry['organisation']};")
                if "birthday" in entry:
                    lines.append(
                        f"BDAY:{entry['birthday'].replace('--', '1604-')}".replace(
                            "BDAY:1604", "BDAY;X-APPLE-OMIT-YEAR=1604:1604"
                        )
                    )
                if "address" in entry:
                    street, town, postcode, country = entry["address"]
                    lines.append(f"ADR;type=HOME:;;{street};{town};;{postcode};{country}")
                lines.append("END:VCARD")
        (self.folder / "contacts.vcf").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")

    def _table(self):
        header = (
            "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,"
            "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Street,Address 1 - City,"
            "Address 1 - Postal Code,Address 1 - Country"
        ).split(",")
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(header)
        for being in self.world.people:
            if self.chance.random() < self.taste.table:
                label = f"G{being.number}"
                entry = self._entry(being, label)
                given, family = _parts(entry["name"])
                street, town, postcode, country = entry.get("address", ("", "", "", ""))
                writer.writerow([
                    given, "", family, entry.get("organisation", ""), "", entry.get("birthday", ""), label, "* myContacts", "* Home",
                    " ::: ".join(entry["emails"]), "Mobile", " ::: ".join(entry["phones"]), "Home", street, town, postcode, country,
                ])  # fmt: skip
        (self.folder / "contacts.csv").write_text(out.getvalue(), encoding="utf-8", newline="")


def hash_of(text):
    """Make a number of a text, the same in every run."""
    return int.from_bytes(text.encode()[:16].ljust(16, b"\0"), "big")


def spaced(number):
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def mailbox(shown, address, chance):
    """Write an address with a name as a mail program would."""
    if not shown:
        return address
    if not shown.isascii():
        return f"{Header(shown, 'utf-8').encode()} <{address}>"
    return f'"{shown}" <{address}>' if "," in shown or "." in shown or chance.random() < 0.5 else f"{shown} <{address}>"


def folded(line):
    """Fold a line of a calendar at 60 letters, which never cuts one in two."""
    return "\r\n ".join(line[at : at + 60] for at in range(0, len(line), 60)) or line


def _parts(name):
    suffix = " Jr." if name.endswith(" Jr.") else ""
    given, _, family = name.removesuffix(" Jr.").rpartition(" ")
    return (given, family + suffix) if given else (family, "")


def _name_lines(name):
    given, family = _parts(name)
    suffix = "Jr." if family.endswith(" Jr.") else ""
    return [f"N:{family.removesuffix(' Jr.')};{given};;;{suffix}", f"FN:{name}"]


class Judge:
    """Says which true pairs can be decided."""

    def __init__(self, world, facts, placed):
        self.world, self.placed = world, placed  # by card: what is true of it
        in_book = {fact.person for fact in facts.values()}
        self.bearers = defaultdict(set)
        for being in world.people:
            if being.number in in_book:
                for family in (being.family, being.born):
                    self.bearers[being.given, family] |= {being.number, *being.slugs[1:]}  # a second profile counts
        self.heads = Counter(at.name.split()[0].lower() for at in world.organisations)

    def decidable(self, true, gap=timedelta(0)):
        """Give the true pairs that share evidence beyond the name, with those that follow by a chain of them.

        gap: between two sightings at one organisation that are still taken for one tenure.
        """
        return joined_pairs(chains({(a, b) for a, b in true if self.decides(self.placed[a], self.placed[b], gap)}))

    def decides(self, one, two, gap):
        """Say whether a true pair shares evidence beyond the name."""
        if one.handles & two.handles:
            return True
        if one.is_profile and two.is_profile:
            return False  # nothing tells two profiles of one from those of two
        names = one.names & two.names
        if not names:
            return False
        if (one.birthday and two.birthday) or (one.postal and two.postal):
            return True
        return any(
            here is there and self.is_one(here, kind, other) and meet((first, last), (start, end), gap)
            and any(self.is_only_bearer(name, here) for name in names)
            for here, kind, first, last in one.works for there, other, start, end in two.works
        )  # fmt: skip

    def is_one(self, at, kind, other):
        """Say whether both sightings name the organisation so that a stranger could tell."""
        if kind == other:
            return True
        label, name = at.domain.split(".")[0].replace("-", ""), at.name.lower()
        return label == name.replace(" ", "") or (label == name.split()[0] and self.heads[label] == 1)

    def is_only_bearer(self, name, at):
        """Say whether the book holds one bearer of the name, and the organisation's size makes no second likely."""
        return len(self.bearers[name]) == 1 and at.staff * self.world.share(*name) < EXPECTED_BEARERS


def label_of(card):
    """Name the facts of a card that the book holds."""
    if card.note:
        return card.note.split("\n")[0]
    if card.key.startswith("named:"):
        return f"named:{card.key.rpartition('in:')[2]}"
    return card.key


def read_back(folder):
    """Give the persons of a book as lists of cards, and its questions as pairs of card ids."""
    book = open_book(folder, now=datetime(2026, 3, 12, tzinfo=UTC))
    try:
        people = [book.digest.cards(person.number) for person in book.digest.people(known=None)]
        questions = [(one.card_a, one.card_b) for one in book.digest.questions() if one.kind == "same"]
        known = {card.id for one in book.digest.people() for card in book.digest.cards(one.number)}
        return people, questions, known
    finally:
        book.close()


def measure(world, facts, book):
    """Compare the persons of the book with the truth."""
    people, questions, known = read_back(book)
    cards = {card.id: card for group in people for card in group}
    labels = {card: label_of(one) for card, one in cards.items()}
    placed = {card: facts[label] for card, label in labels.items() if label in facts}
    owners = defaultdict(list)
    for card, fact in placed.items():
        owners[fact.person].append(card)
    true = joined_pairs(group for person, group in owners.items() if person >= 0)
    judge = Judge(world, facts, placed)
    decidable = judge.decidable(true)
    found = {
        pair
        for pair in joined_pairs([card.id for card in group] for group in people)
        if pair[0] in placed and pair[1] in placed
    }
    neutral = {pair for pair in found if _is_household(world, placed, labels, pair)}
    wrong = found - true - neutral
    names = {being.number: being.name for being in world.people}
    same_name = {
        pair for pair in wrong if names.get(placed[pair[0]].person, 0) == names.get(placed[pair[1]].person, 1)
    }  # fmt: skip
    right = [(a, b) for a, b in questions if a in placed and b in placed and placed[a].person == placed[b].person]
    group = {card.id: [one.id for one in cards_] for cards_ in people for card in cards_}
    asked = {(min(a, b), max(a, b)) for one, two in questions for a in group.get(one, ()) for b in group.get(two, ())}
    left = true - decidable - found
    among_known = {pair for pair in left if pair[0] in known and pair[1] in known}
    hundred = {pair for pair in right if pair in set(questions[:100])}
    figures = {
        "cards": len(cards), "cards not recognised": len(cards) - len(placed), "persons": len(people),
        "namesake share": world.namesake_share(), "true pairs": len(true), "decidable pairs": len(decidable),
        "precision": len(found & true) / max(1, len(found & true) + len(wrong)), "wrong pairs": len(wrong),
        "namesakes merged": len(same_name), "recall over decidable": len(found & decidable) / max(1, len(decidable)),
        **wider(true, found=found, asked=asked, judge=judge, widths=WIDER),
        "recall over all true pairs": len(found & true) / max(1, len(true)),
        "questions": len(questions), "true among the first hundred": len(hundred) / max(1, min(100, len(questions))),
        "true among all questions": len(right) / max(1, len(questions)), "undecidable true pairs left": len(left),
        "asked about": len(left & asked) / max(1, len(left)), "of them among known people": len(among_known),
        "asked about, known": len(among_known & asked) / max(1, len(among_known)),
    }  # fmt: skip
    return figures, cards, {"wrong": wrong, "missed": decidable - found, "not asked": among_known - asked}, questions


def _is_household(world, placed, labels, pair):
    """Say whether a pair is a household's mailbox with one of the household: neither right nor wrong."""
    for one, two in (pair, pair[::-1]):
        if placed[one].person >= 0 > placed[two].person:
            return world.people[placed[one].person].household == labels[two].removeprefix("email:")
    return False


def imported(folder, book):
    """Import a folder with the program itself, and give its seconds; a book that is kept is only digested anew."""
    kith = Path(sys.executable).with_name("kith")
    start = perf_counter()
    if book.exists():
        subprocess.run([kith, "--book", book, "rebuild"], capture_output=True, check=True)
        return perf_counter() - start
    files = sorted(folder.iterdir())
    done = subprocess.run(
        [kith, "--book", book, "--json", "import", *files], capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 3}:
        raise SystemExit(done.stderr)
    if done.returncode == 3:
        print(json.loads(done.stdout or "{}"))
    return perf_counter() - start


def show(title, pairs, *, cards, facts, limit):
    """List pairs with their cards."""
    for pair in sorted(pairs)[:limit]:
        print(f"  {title}")
        for card in pair:
            one = cards[card]
            spans = [tuple(span.values()) for span in one.spans]
            fact = facts[label_of(one)]
            print(
                f"    [{fact.person if fact.person >= 0 else 'nobody'}] {one.key} {one.name!r} {one.other_names} {one.names} "
                f"{[value for _, value in one.handles]} {one.organisation!r} {spans} {one.birthday} {one.addresses} {one.seen_from} {one.seen_to}"
            )


def run(seed, folder, options):
    world = World(options.people, seed)
    facts = Files(world, folder / "files").write()
    seconds = imported(folder / "files", folder / "book")
    figures, cards, pairs, questions = measure(world, facts, folder / "book")
    print(f"\n{options.people:,} people, seed {seed}, imported in {seconds:.0f} s")
    for name, value in figures.items():
        print(f"  {name:<36} {value:,.4f}" if isinstance(value, float) else f"  {name:<36} {value:,}")
    for title, some in pairs.items():
        show(title, some, cards=cards, facts=facts, limit=options.show)
    vain = [
        pair
        for pair in questions[:100]
        if not (pair[0] in cards and pair[1] in cards)
        or facts[label_of(cards[pair[0]])].person != facts[label_of(cards[pair[1]])].person
    ]
    show("asked in vain", vain, cards=cards, facts=facts, limit=options.show)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--show", type=int, default=0, help="list so many wrong and missed pairs")
    parser.add_argument("--keep", type=Path, help="keep the files and books here")
    options = parser.parse_args()
    for seed in options.seeds:
        if options.keep:
            run(seed, options.keep / str(seed), options)
        else:
            with tempfile.TemporaryDirectory() as folder:
                run(seed, Path(folder), options)


if __name__ == "__main__":
    main()
