"""The village's fixed points: its today, its chance and its people."""

# ruff: noqa: ANN001, ANN201, ANN204, E501 - a script that makes one world, whose letters are long lines

import random
import unicodedata
from datetime import date
from pathlib import Path

import cast
import words

HERE = Path(__file__).parent
TODAY = date.fromisoformat((HERE / "today.txt").read_text(encoding="ascii").strip())
BEGIN = date(2023, 11, 2)
FIRST, SECOND = date(2025, 10, 31), date(2026, 10, 30)  # the days of the two archives
PRIVATE, WORK = ("Ada Lindqvist", "ada@lindqvist.example"), ("Ada Lindqvist", "ada.lindqvist@tidewater.example")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday".split()
PEOPLE = 300
NOTE = (
    "When exporting your connection data, you may notice that some of the email addresses are missing. You will only see "
    "email addresses for connections who have allowed their connections to see or download their email address using this "
    "setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    "https://www.linkedin.com/help/linkedin/answer/261"
)


class Chance(random.Random):
    """A seeded source of which only random() is used, so that every Python gives the same village."""

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def some(self, items, count):
        rest = list(items)
        return [rest.pop(int(self.random() * len(rest))) for _ in range(min(count, len(rest)))]


CHANCE = Chance(20261102)


class Person:
    """Somebody of the village, as the files speak of them."""

    def __init__(self, key, name, mail, work):
        self.key, self.name, self.mail = key, name, mail
        self.organisation, self.title, self.phone, self.city = work
        self.slug = slug(name)
        self.since = None
        self.matters = CHANCE.some(words.MATTERS, 4)
        self.used = set()

    @property
    def first(self):
        return self.name.split()[-1 if self.key == "misaki" else 0]


def slug(name):
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("Ø", "O").replace("ł", "l"))
    return "-".join("".join(letter for letter in plain if letter.isascii()).lower().replace("'", "").split())


def populate():
    """Make the cast and everybody else; names are unique but for the one pair of namesakes."""
    people = {key: Person(key, name, mail, rest) for key, (name, mail, *rest) in cast.CAST.items()}
    names = {person.name for person in people.values()}
    while len(people) < PEOPLE:
        firsts, lasts = CHANCE.pick(cast.FAMILIES)
        name = f"{CHANCE.pick(firsts.split())} {CHANCE.pick(lasts.split())}"
        if name in names:
            continue
        names.add(name)
        organisation, domain, titles = CHANCE.pick(cast.ORGANISATIONS)
        local = slug(name).replace("-", ".")
        mail = f"{local}@{domain}" if domain else f"{local}@{CHANCE.pick(['posteo', 'inbox', 'fastpost'])}.example"
        phone = f"+{CHANCE.pick(['44 20 7946 0', '45 55 50 0', '49 30 5550 ', '47 555 0'])}{CHANCE.between(100, 999)}"
        city = CHANCE.pick("Aarhus Bremen Cork Delft Esbjerg Gdynia Gothenburg Leith Lisbon Oslo Turku Venice".split())
        people[local] = Person(local, name, mail, (organisation, CHANCE.pick(titles.split("|")), phone, city))
    people["misaki"].slug, people["olga"].slug = "misaki-tanaka-umibe", "olga-petrenko"
    people["kim_press"].slug, people["hanna"].slug = "daniel-kim-herald", "hanna-virtanen"
    return people
