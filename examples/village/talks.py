"""Everyday exchanges: who writes to whom, about what, and how it ends."""

# ruff: noqa: ANN001, ANN003, ANN201, ANN202, ANN204, E501 - a script that makes one world, whose letters are long lines

from datetime import date, timedelta

import cast
import words
from clock import moment, workday
from letters import Mail
from world import BEGIN, CHANCE, MONTHS, PRIVATE, WEEKDAYS, WORK


class Talk:
    """One matter between Ada and somebody: words that fit together, none twice to the same person."""

    def __init__(self, person):
        self.person = person
        self.subject, self.thing, self.parts, self.facts = CHANCE.pick(person.matters)
        self.part = CHANCE.pick(self.parts)
        self.ask, self.answer = self._fresh(words.ASKS)

    def fill(self, text):
        filled = (
            text.replace("{thing}", self.thing).replace("{part}", self.part).replace("{n}", str(CHANCE.between(3, 48)))
        )
        return filled.replace("{weekday}", CHANCE.pick(WEEKDAYS)).replace(
            "{month}", CHANCE.pick(["January", "March", "April", "June", "September"])
        )

    def _fresh(self, bank):
        fresh = [item for item in bank if item not in self.person.used] or bank
        chosen = CHANCE.pick(fresh)
        self.person.used.add(chosen)
        return chosen

    def say(self, bank):
        return self.fill(self._fresh(bank))

    def lines(self):
        """Give the texts of a short exchange: who begins asks, who is asked answers, and it ends well."""
        ask, answer = self.fill(self.ask), self.fill(self.answer)
        first = [self.say(words.OPENERS), self.say(self.facts), ask]
        if CHANCE.random() < 0.3:
            first = [self.say(self.facts), ask]
        second = [answer, self.say(self.facts)] if CHANCE.random() < 0.6 else [answer]
        if CHANCE.random() < 0.35:
            second.append(self.say(words.SMALL))
        third = [self.say(words.THANKED if CHANCE.random() < 0.2 else words.CLOSERS)]
        if CHANCE.random() < 0.3:
            third.append(self.say(words.SMALL))
        return [first, second, third][: 2 if CHANCE.random() < 0.4 else 3]


def letter(sender, to, sentences, **more):
    """Put sentences into a mail: greeting, paragraphs, closing and perhaps a signature."""
    hello = CHANCE.pick(["Hi {}", "Hello {}", "Dear {}", "{}"]).format(to)
    half = max(1, len(sentences) - 1)
    body = "\n\n".join(" ".join(part) for part in (sentences[:half], sentences[half:]) if part)
    bye = CHANCE.pick(["Best", "Best wishes", "Kind regards", "All the best", "Warm regards", "Cheers"])
    name = more.get("sign") or sender
    text = f"{hello},\n\n{wrapped(body)}\n\n{bye},\n{name}"
    if more.get("quoting"):
        at, who, old = more["quoting"]
        marked = "\n".join(f"> {line}" for line in old.split("\n")[2:5])
        text += f"\n\nOn {at.day} {MONTHS[at.month - 1]} {at.year}, at {at:%H:%M}, {who} wrote:\n{marked}"
    return text


def wrapped(text, width=92):
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + len(word) >= width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return "\n".join(lines)


def signature(person):
    lines = [
        person.name,
        f"{person.title}, {person.organisation}" if CHANCE.random() < 0.5 else f"{person.title}\n{person.organisation}",
    ]
    return "\n".join([*lines, person.phone] if person.phone else lines)


def exchange(person, day, mine=None):
    """Write one short exchange about a matter, beginning on a day."""
    talk = Talk(person)
    me = mine or (WORK if CHANCE.random() < 0.5 else PRIVATE)
    them = (person.name, person.mail)
    at, parents, mails = moment(workday(day)), [], []
    is_mine = CHANCE.random() < 0.5
    subject = talk.subject
    for sentences in talk.lines():
        sender, to = (me, them) if is_mine else (them, me)
        sign = None if is_mine or CHANCE.random() < 0.55 else signature(person)
        quoting = (mails[-1].at, mails[-1].sender[0], mails[-1].text) if mails and CHANCE.random() < 0.25 else None
        text = letter(
            "Ada" if is_mine else person.first,
            person.first if is_mine else "Ada",
            sentences,
            sign=sign,
            quoting=quoting,
        )
        form = CHANCE.pick(["8bit"] * 12 + ["quoted-printable", "html"])
        mail = Mail(
            at, sender, [to], subject, text, parents=list(parents), form=form, thread=mails[0].thread if mails else None
        )
        mails.append(mail)
        parents.append(mail.id)
        subject = subject if subject.startswith("Re: ") else f"Re: {subject}"
        is_mine = not is_mine
        at = moment(
            workday((at + timedelta(days=CHANCE.pick([0, 1, 1, 2, 3]))).date()),
            CHANCE.between(18, 20) if mails[-1].at.hour > 15 else 17,
        )
    return mails


def days(begin, end, count):
    """Spread some days over a span, unevenly, in order."""
    span = (end - begin).days
    return sorted(begin + timedelta(days=int(span * CHANCE.random())) for _ in range(count))


# Until when each of the cast is in touch in the ordinary way, and how many exchanges that makes. The rest is told below.
ORDINARY = {
    "ingrid": (BEGIN, date(2025, 6, 6), 52),
    "sofia": (BEGIN, date(2026, 8, 14), 46),
    "jonas": (BEGIN, date(2026, 10, 16), 40),
    "tom": (date(2024, 2, 1), date(2026, 10, 16), 34),
    "marta": (date(2024, 1, 8), date(2026, 10, 9), 24),
    "naomi": (date(2024, 6, 3), date(2026, 10, 12), 22),
    "priya": (BEGIN, date(2026, 9, 25), 20),
    "kasia": (date(2024, 3, 4), date(2026, 9, 18), 16),
    "gita": (date(2024, 9, 2), date(2026, 9, 4), 12),
    "owen": (date(2025, 1, 13), date(2026, 9, 11), 12),
    "mohamed": (date(2024, 5, 6), date(2026, 9, 30), 12),
    "bob": (BEGIN, date(2026, 7, 24), 10),
    "lucia": (date(2024, 10, 7), date(2026, 8, 28), 12),
    "mei": (date(2025, 2, 3), date(2026, 9, 21), 10),
    "kim_data": (date(2025, 3, 3), date(2026, 8, 7), 9),
    "kim_press": (date(2025, 9, 1), date(2026, 9, 14), 6),
    "henrik": (date(2025, 5, 5), date(2026, 9, 28), 6),
    "amara": (date(2025, 11, 3), date(2026, 9, 7), 6),
    "aoife": (date(2024, 4, 8), date(2026, 6, 12), 10),
    "ravi": (date(2024, 8, 5), date(2026, 8, 20), 9),
    "ines": (date(2025, 2, 10), date(2026, 9, 1), 7),
    "bram": (BEGIN, date(2026, 5, 8), 12),
    "yusuf": (date(2025, 6, 2), date(2026, 7, 3), 5),
    "olga": (date(2025, 4, 7), date(2026, 9, 9), 6),
    "misaki": (date(2025, 10, 6), date(2026, 8, 31), 4),
    "lena": (BEGIN, date(2026, 10, 20), 40),
    "samuel": (BEGIN, date(2026, 10, 20), 32),
    "grace": (date(2024, 11, 4), date(2026, 10, 20), 26),
}


def everyday(people):
    """Write the ordinary exchanges of three years."""
    mails = []
    for key, (begin, end, count) in ORDINARY.items():
        mine = WORK if key in {"lena", "samuel", "grace"} else None
        for day in days(begin, end, count):
            mails += exchange(people[key], day, mine)
    others = [person for key, person in people.items() if key not in cast.CAST]
    for number, person in enumerate(others[:110]):
        count = CHANCE.between(4, 7) if number < 18 else CHANCE.between(1, 2)
        begin = BEGIN + timedelta(days=CHANCE.between(0, 500))
        end = min(begin + timedelta(days=CHANCE.between(60, 700)), date(2026, 9, 1))
        for day in days(begin, end, count):
            mails += exchange(person, day)
    return mails
