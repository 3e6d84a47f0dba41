"""Believable mailboxes of any size, the same for the same seed: as mbox, Takeout's mbox, Maildir or single files.

A person writes and answers for years, with a few correspondents often and with many seldom; lists, newsletters and
robots write too. Headers are as long as real ones. What no person wrote carries the marks that such mail has.

    python benchmarks/mailboxes.py OUT.mbox --messages 50000 --bytes 250000000 --seed 1 [--takeout]
"""

import argparse
import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime, quote
from pathlib import Path

EGO = "ada.berg@example.org"
BEGINS = datetime(2021, 1, 4, 7, 0, tzinfo=UTC)
ATTACHED_SHARE = 0.08  # of the messages carry a file
BULK_SHARE = 0.35  # of what comes in is newsletters, lists and robots
NATURAL_BYTES = 2600  # of a message without attachment, about

GIVEN = """Ann Bao Cleo Dmitri Eva Farid Grace Hana Ivan José Karin Liam Mei Nadia Olga Pedro Qing Rosa Søren Tomás Uma
Viktor Wanda Xavier Yusuf Zoë André Björn Chloé Dagmar Émile François Günther Håkon İpek Jürgen Łukasz Marta Noël Oğuz""".split()
FAMILY = """Lee Santos Novák Müller Khan Smith Okafor Tanaka Rossi García Jensen Kowalski Dubois Nguyen Petrov Haddad
Lindqvist Berger O'Neill Fernández Wójcik Yıldız Schröder Costa Brown Ivanova Park Silva Weiß Larsen""".split()
DOMAINS = """acme.example north.example kontor.example blue-lake.example uni.example studio.example gmail.com
outlook.com bank.example lab.example""".split()
TITLES = "Head of Research|Senior Engineer|Partner|Product Designer|Managing Director|Data Scientist|Lecturer".split(
    "|"
)
SUBJECTS = """Draft of the report|Lunch next week|Your question about the budget|Minutes of Monday|Zürich workshop
Introduction|The contract|Slides|Re-planning Q3|Prüfung der Unterlagen|Visit in Lisbon|Proposal|Access to the data
Thanks|Interview on Friday|Reference|A favour|Photos|Next steps|Review of chapter 3""".replace("\n", "|").split("|")
LISTS = [("dev", "lists.example"), ("alumni", "uni.example"), ("announce", "studio.example")]
ROBOTS = ["no-reply@shop.example", "notifications@forge.example", "noreply@bank.example", "newsletter@press.example"]
SENTENCES = [
    "I have read the draft and think the second part could be shorter.", "Could you send me the figures by Thursday?",
    "Thank you for taking the time on Monday, it helped a lot.", "I will send you the slides tomorrow.",
    "We moved the workshop to the larger room on the third floor.", "Let me know if that works for you.",
    "The results are better than we hoped, though one series is missing.", "What do you think about the new plan?",
    "I would like you to meet Rosa, who leads the group in Lisbon.", "Nothing urgent, just wanted to say hello.",
    "The contract is with the lawyers, they promised an answer this week.", "Sorry for the late reply, I was travelling.",
    "We are looking for a senior engineer, do you know anybody?", "From the numbers alone I cannot tell.",
    "Please find the minutes below and add what I forgot.", "See you on Friday at ten.",
]  # fmt: skip
EVERYDAY_SHARE = 0.87  # of sentences as people write most of them: about 0.4 findings a message, where SENTENCES give 2
EVERYDAY = [
    "The second part of the report is shorter now.", "It rained all week, so the visit was moved indoors.",
    "The numbers of last year are in the appendix.", "Both rooms are booked from nine to noon.",
    "The committee met on Monday and went through the list.", "Most of the work is done, the rest is typing.",
    "There is a new coffee machine on the third floor.", "The train was late again this morning.",
    "Version four has the corrected table on page twelve.", "The old server is switched off since Sunday.",
    "Nobody from the other team was there.", "The printer on our floor works again.",
    "The draft is in the shared folder, next to the old one.", "My part is finished and checked.",
    "The figures match those of the spring.", "Chapter three has grown by two pages.",
]  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """One message, with plain line feeds, and what its container says of it."""

    raw: bytes
    at: datetime
    message_id: str
    thread: int
    is_sent: bool
    is_bulk: bool
    is_read: bool


@dataclass(frozen=True)
class Correspondent:
    """Somebody who writes."""

    name: str
    address: str
    title: str


def cast(chance: random.Random, people: int) -> list[Correspondent]:
    found = []
    for number in range(people):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        plain = f"{given}.{family}".lower().encode("ascii", "ignore").decode().replace("'", "")
        found.append(
            Correspondent(f"{given} {family}", f"{plain}{number}@{chance.choice(DOMAINS)}", chance.choice(TITLES))
        )
    return found


def shown(name: str, address: str, chance: random.Random) -> str:
    """Write an address as one of many programs would."""
    if not name.isascii():
        return f"{Header(name, 'utf-8').encode()} <{address}>"
    way = chance.random()
    if way < 0.1:
        return address
    if way < 0.3:
        given, _, family = name.partition(" ")
        return f'"{quote(family)}, {given}" <{address}>'
    return f'"{quote(name)}" <{address}>' if way < 0.5 or "'" in name else f"{name} <{address}>"


class Mailbox:
    """Writes the messages of a seeded mailbox in the order of their times."""

    def __init__(
        self, *, seed: int, people: int, ego: str, ego_name: str = "Ada Berg", days: int = 1800, everyday: bool = False
    ) -> None:
        self.chance = random.Random(seed)
        self.people = cast(self.chance, people)
        self.weights = [1 / (rank + 2) for rank in range(people)]
        self.ego, self.ego_name, self.days = ego, ego_name, days
        self.noise = base64.b64encode(self.chance.randbytes(200_000)).decode()
        self.paragraphs = [" ".join(self.chance.sample(SENTENCES, 4)) for _ in range(400)]
        if everyday:
            self.paragraphs = [" ".join(self.everyday()) for _ in range(400)]
        self.threads: list[tuple[int, str, list[str], Correspondent]] = []

    def signed(self, count: int) -> str:
        at = self.chance.randrange(len(self.noise) - count)
        return self.noise[at : at + count]

    def identifier(self, domain: str) -> str:
        return f"{self.chance.getrandbits(64):x}.{self.chance.getrandbits(40):x}@{domain}"

    def everyday(self) -> list[str]:
        chance = self.chance
        return [chance.choice(EVERYDAY if chance.random() < EVERYDAY_SHARE else SENTENCES) for _ in range(4)]

    def words(self) -> str:
        return "\n\n".join(self.chance.choices(self.paragraphs, k=self.chance.choice([1, 1, 2, 3, 4])))

    def trace(self, sender: str, at: datetime) -> str:
        """Write the lines that servers add to what comes in."""
        date = format_datetime(at + timedelta(seconds=3))
        return (
            f"Delivered-To: {self.ego}\n"
            f"Received: by 2002:a05:6402:{self.chance.getrandbits(16):x} with SMTP id x{self.chance.getrandbits(40):x};\n        {date}\n"
            f"X-Received: by 10.1.2.3 with SMTP id b{self.chance.getrandbits(30)};\n        {date}\n"
            f"ARC-Seal: i=1; a=rsa-sha256; t=1700000000; cv=none;\n        d=example.com; s=arc-20240605;\n        b={self.signed(68)}\n         {self.signed(70)}\n         {self.signed(70)}\n"
            f"Return-Path: <{sender}>\n"
            f"Received: from mail.{sender.partition('@')[2]} (mail.{sender.partition('@')[2]}. [192.0.2.{self.chance.randrange(255)}])\n"
            f"        by mx.example.com with ESMTPS id n{self.chance.getrandbits(40):x}\n        for <{self.ego}>\n"
            f"        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        {date}\n"
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n        d={sender.partition('@')[2]}; s=k1;\n"
            f"        h=to:subject:message-id:date:from:mime-version:from:to:cc:subject;\n        bh={self.signed(44)};\n"
            f"        b={self.signed(68)}\n         {self.signed(70)}\n         {self.signed(70)}\n"
        )

    def body(self, text: str, at_least: int) -> str:
        """Put the body together, with HTML beside the text in every third, and a file where room is to be filled."""
        boundary = f"b{self.chance.getrandbits(60):015x}"
        plain = f'Content-Type: text/plain; charset="UTF-8"\nContent-Transfer-Encoding: 8bit\n\n{text}\n'
        if self.chance.random() < 0.33:
            html = "".join(f"<p>{part}</p>\n" for part in text.split("\n\n"))
            plain = (
                f'Content-Type: multipart/alternative; boundary="a{boundary}"\n\n--a{boundary}\n{plain}\n--a{boundary}\n'
                f'Content-Type: text/html; charset="UTF-8"\n\n<html><body><div dir="ltr">{html}</div></body></html>\n\n--a{boundary}--\n'
            )
        if at_least <= 0:
            return f"MIME-Version: 1.0\n{plain}"
        lines = [self.noise[at : at + 76] for at in range(0, 76_000, 76)]
        file = "\n".join((lines * (at_least // 77_000 + 1))[: at_least // 77 + 1])
        return (
            f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{boundary}"\n\n--{boundary}\n{plain}\n--{boundary}\n'
            f'Content-Type: application/pdf; name="report.pdf"\nContent-Disposition: attachment; filename="report.pdf"\n'
            f"Content-Transfer-Encoding: base64\n\n{file}\n--{boundary}--\n"
        )

    def personal(self, at: datetime, fill: int) -> Mail:
        chance = self.chance
        is_reply = bool(self.threads) and chance.random() < 0.6
        if is_reply:
            thread, subject, ids, other = self.threads[
                chance.randrange(max(0, len(self.threads) - 60), len(self.threads))
            ]
        else:
            other = chance.choices(self.people, self.weights)[0]
            thread, subject, ids = chance.getrandbits(60), f"{chance.choice(SUBJECTS)} {chance.randrange(999)}", []
            self.threads.append((thread, subject, ids, other))
        is_sent = chance.random() < 0.45
        me, them = f"{self.ego_name} <{self.ego}>", shown(other.name, other.address, chance)
        writer, reader = (me, them) if is_sent else (them, me)
        address = self.ego if is_sent else other.address
        own = self.identifier(address.partition("@")[2])
        more = [
            shown(p.name, p.address, chance)
            for p in chance.choices(self.people, self.weights, k=chance.choice([0, 0, 0, 1, 3]))
        ]
        title = f"Re: {subject}" if ids else subject
        stated = format_datetime(at.astimezone(_zone(chance)))
        head = (
            ("" if is_sent else self.trace(address, at)) + f"From: {writer}\nTo: {reader}\n"
            + (f"Cc: {(',' + chr(10) + '        ').join(more)}\n" if more else "")
            + f"Date: {stated}\nSubject: {title if title.isascii() else Header(title, 'utf-8').encode()}\nMessage-ID: <{own}>\n"
            + (f"In-Reply-To: <{ids[-1]}>\nReferences: {(chr(10) + ' ').join(f'<{i}>' for i in ids[-12:])}\n" if ids else "")
            + "User-Agent: Mozilla Thunderbird\nX-Mailer: Apple Mail (2.3774)\n"
        )  # fmt: skip
        name = self.ego_name if is_sent else other.name
        text = f"Hi {(other.name if is_sent else self.ego_name).split()[0]},\n\n{self.words()}\n\nBest\n{name}\n-- \n{name}\n{other.title if not is_sent else 'Researcher'}\n+49 30 1234{chance.randrange(1000):03d}"
        if ids:
            text += f"\n\nOn {stated}, {other.name} wrote:\n> " + self.words().replace("\n", "\n> ")
        ids.append(own)
        raw = (head + self.body(text, fill)).encode()
        return Mail(raw, at, own, thread, is_sent, is_bulk=False, is_read=chance.random() < 0.9)

    def bulk(self, at: datetime) -> Mail:
        chance = self.chance
        own = self.identifier("bulk.example")
        if chance.random() < 0.4:
            other, (local, domain) = chance.choice(self.people), chance.choice(LISTS)
            writer = shown(other.name, other.address, chance)
            marks = (
                f"List-Id: <{local}.{domain}>\nPrecedence: list\nList-Unsubscribe: <mailto:{local}-leave@{domain}>\n"
            )
            address, reader = f"{local}-bounces@{domain}", f"{local}@{domain}"
        else:
            address = chance.choice(ROBOTS)
            writer, reader = f"{address.partition('@')[2].partition('.')[0].title()} <{address}>", self.ego
            marks = f"List-Unsubscribe: <https://news.example/{chance.getrandbits(60):x}>\nFeedback-ID: {chance.getrandbits(30)}:campaign\n"
        head = (
            self.trace(address, at) + f"From: {writer}\nTo: {reader}\nDate: {format_datetime(at)}\n{marks}"
            f"Subject: {chance.choice(SUBJECTS).encode('ascii', 'ignore').decode()}\nMessage-ID: <{own}>\n"
        )
        raw = (head + self.body(self.words(), 0)).encode()
        return Mail(raw, at, own, chance.getrandbits(60), is_sent=False, is_bulk=True, is_read=chance.random() < 0.4)

    def messages(self, count: int, bytes_target: int | None) -> Iterator[Mail]:
        at, step, written = BEGINS, self.days * 86_400 / max(count, 1), 0
        for number in range(count):
            at += timedelta(seconds=int(self.chance.expovariate(1 / step)) + 1)
            fill = 0
            if self.chance.random() < ATTACHED_SHARE:
                missing = (bytes_target or 0) * (number + 1) // count - written - NATURAL_BYTES
                fill = max(1500, min(missing, 4 << 20))
            mail = self.bulk(at) if self.chance.random() < BULK_SHARE else self.personal(at, fill)
            written += len(mail.raw) + 60
            yield mail


def _zone(chance: random.Random):
    from datetime import timezone

    return timezone(timedelta(hours=chance.choice([0, 1, 2, -5, -8, 9])))


def generate(
    messages: int,
    bytes_target: int | None = None,
    *,
    seed: int = 1,
    people: int = 300,
    ego: str = EGO,
    everyday: bool = False,
) -> Iterator[Mail]:
    """Yield the messages of a mailbox: `people` correspond with `ego`; bytes_target is reached by attachments.

    `everyday`: most sentences ask, promise and thank for nothing, as in real mail; else the readers find 2 in each.
    """
    return Mailbox(seed=seed, people=people, ego=ego, everyday=everyday).messages(messages, bytes_target)


def separated(mail: Mail, *, takeout: bool) -> bytes:
    """Put a message into mbox form: separator, quoted From lines, empty line behind it."""
    raw = mail.raw.replace(b"\nFrom ", b"\n>From ")
    if not takeout:
        return f"From MAILER-DAEMON {mail.at:%a %b %d %H:%M:%S %Y}\n".encode() + raw + b"\n"
    labels = "Sent" if mail.is_sent else "Inbox,Category Updates" if mail.is_bulk else "Inbox,Important"
    head = f"From {mail.thread}@xxx {mail.at:%a %b %d %H:%M:%S +0000 %Y}\nX-GM-THRID: {mail.thread}\nX-Gmail-Labels: {labels}"
    return (head + ("" if mail.is_read else ",Unread") + "\n").encode() + raw + b"\n"


def write_mbox(
    path: Path,
    messages: int,
    bytes_target: int | None = None,
    *,
    seed: int = 1,
    people: int = 300,
    ego: str = EGO,
    takeout: bool = False,
    everyday: bool = False,
) -> int:
    """Write a mailbox file and give its size in bytes."""
    size = 0
    with path.open("wb", buffering=1 << 20) as stream:
        for mail in generate(messages, bytes_target, seed=seed, people=people, ego=ego, everyday=everyday):
            size += stream.write(separated(mail, takeout=takeout))
    return size


def write_maildir(
    path: Path, messages: int, bytes_target: int | None = None, *, seed: int = 1, people: int = 300, ego: str = EGO
) -> int:
    """Write a Maildir with a Sent folder and give its size in bytes."""
    size = 0
    for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
        (path / folder).mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(generate(messages, bytes_target, seed=seed, people=people, ego=ego)):
        folder = path / (".Sent/cur" if mail.is_sent else "cur" if mail.is_read else "new")
        flags = "" if folder.name == "new" else ":2,S"
        size += (folder / f"{int(mail.at.timestamp())}.M{number}P1.host{flags}").write_bytes(mail.raw)
    return size


def write_eml(
    path: Path, messages: int, bytes_target: int | None = None, *, seed: int = 1, people: int = 300, ego: str = EGO
) -> int:
    """Write a folder of single messages, a thousand in a subfolder, and give its size in bytes."""
    size = 0
    for number, mail in enumerate(generate(messages, bytes_target, seed=seed, people=people, ego=ego)):
        file = path / f"{number // 1000:04d}" / f"{number:07d}.eml"
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(mail.raw.replace(b"\n", b"\r\n"))
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--ego", default=EGO)
    parser.add_argument("--takeout", action="store_true")
    parser.add_argument("--everyday", action="store_true", help="mbox: about 0.4 findings a message instead of 2")
    parser.add_argument("--kind", choices=["mbox", "maildir", "eml"], default="mbox")
    given = parser.parse_args()
    rest = {"seed": given.seed, "people": given.people, "ego": given.ego}
    if given.kind == "mbox":
        size = write_mbox(
            given.out, given.messages, given.bytes, takeout=given.takeout, everyday=given.everyday, **rest
        )
    else:
        write = write_maildir if given.kind == "maildir" else write_eml
        size = write(given.out, given.messages, given.bytes, **rest)
    print(f"{given.messages:,} messages, {size / 1e6:,.1f} MB")


if __name__ == "__main__":
    main()
