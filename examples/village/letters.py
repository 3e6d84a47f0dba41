"""Letters and the mailboxes in which they lie."""

# ruff: noqa: ANN001, ANN003, ANN201, ANN202, ANN204, E501 - a script that makes one world, whose letters are long lines

import base64
import hashlib
import quopri

from clock import stamp, utc
from world import CHANCE, MONTHS, PRIVATE, WORK


class Mail:
    """One message, and in which boxes it lies."""

    def __init__(self, at, sender, to, subject, text, **more):
        self.at, self.sender, self.to, self.subject, self.text = at, sender, to, subject, text
        self.cc = more.pop("cc", [])
        self.parents = more.pop("parents", [])
        self.headers = more.pop("headers", {})
        self.labels = more.pop("labels", None)
        self.form = more.pop("form", "8bit")
        self.thread = more.pop("thread", None)
        token = hashlib.sha256(f"{at}{sender}{to}{subject}{text}".encode()).hexdigest()
        self.id = f"{token[:20]}@{sender[1].partition('@')[2]}"
        self.number = int(token[20:34], 16)
        self.thread = self.thread or self.number

    @property
    def is_own(self):
        return self.sender in (PRIVATE, WORK)


def encoded(text):
    """Write a header: as it is in ASCII, else as one encoded word."""
    return text if text.isascii() else f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def address(person):
    name, mail = person
    return mail if not name else f'"{name}" <{mail}>' if "," in name else f"{encoded(name)} <{mail}>"


def written(mail, is_takeout):
    """Write a message as it stands in a mailbox, without its separator."""
    lines = []
    if is_takeout:
        labels = mail.labels or (
            "Sent" if mail.is_own else CHANCE.pick(["Inbox,Opened", "Inbox,Important,Opened", "Archived,Opened"])
        )
        lines += [f"X-GM-THRID: {1 << 60 | mail.thread}", f"X-Gmail-Labels: {encoded(labels)}"]
        if not mail.is_own:
            lines.append(
                f"Delivered-To: {next((mail_ for _, mail_ in [*mail.to, *mail.cc] if mail_ in (PRIVATE[1], WORK[1])), PRIVATE[1])}"
            )
    lines += [f"From: {address(mail.sender)}", f"To: {', '.join(map(address, mail.to))}"]
    if mail.cc:
        lines.append(f"Cc: {', '.join(map(address, mail.cc))}")
    lines += [f"Date: {stamp(mail.at)}", f"Subject: {encoded(mail.subject)}", f"Message-ID: <{mail.id}>"]
    if mail.parents:
        lines += [
            f"In-Reply-To: <{mail.parents[-1]}>",
            f"References: {' '.join(f'<{one}>' for one in mail.parents[-4:])}",
        ]
    lines += [f"{name}: {value}" for name, value in mail.headers.items()]
    lines += ["MIME-Version: 1.0", *_body(mail)]
    return "\n".join(lines) + "\n"


def _body(mail):
    if mail.form == "html":
        mark = f"=_{mail.id[:12]}"
        paragraphs = "".join(
            f"<p>{part}</p>" for part in mail.text.replace("&", "&amp;").replace("<", "&lt;").split("\n\n")
        )
        plain = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", mail.text]
        rich = [
            "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            f"<html><body>{paragraphs}</body></html>",
        ]
        return [
            f'Content-Type: multipart/alternative; boundary="{mark}"',
            "",
            f"--{mark}",
            *plain,
            f"--{mark}",
            *rich,
            f"--{mark}--",
        ]
    if mail.form == "quoted-printable":
        text = quopri.encodestring(mail.text.encode()).decode("ascii")
        return ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", text]
    kind = "8bit" if not mail.text.isascii() else "7bit"
    return ["Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {kind}", "", mail.text]


def mailbox(mails, is_takeout):
    """Write a mailbox: Takeout's separators with a zone inside the date, or the classic ones."""
    out = []
    for mail in sorted(mails, key=lambda one: (utc(one.at), one.id)):
        at = utc(mail.at)
        day = f"{'Mon Tue Wed Thu Fri Sat Sun'.split()[at.weekday()]} {MONTHS[at.month - 1]} {at.day:02d} {at:%H:%M:%S}"
        head = (
            f"From {1 << 60 | mail.number}@xxx {day} +0000 {at.year}"
            if is_takeout
            else f"From {mail.sender[1]} {day} {at.year}"
        )
        body = "\n".join(
            f">{line}" if line.lstrip(">").startswith("From ") else line
            for line in written(mail, is_takeout).split("\n")
        )
        out.append(f"{head}\n{body}\n")
    return "".join(out)
