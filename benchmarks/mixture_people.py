"""The invented world of `mixture_files.py`: people with their families, employers, addresses and namesakes.

Every seed has its own taste: how many have a nickname, a name at birth, several addresses, a second profile is drawn
first, from wide ranges, so that no one picture of the world is measured.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from mixture_words import (
    FREE,
    GIVEN,
    HEAD_ENDS,
    HEAD_STARTS,
    NICKNAMES,
    RARE_ENDS,
    RARE_STARTS,
    STREETS,
    SURNAMES,
    TOWNS,
)

TODAY = date(2026, 3, 12)
NAMESAKE_SHARE = 0.04
TRADES = "Analytics Bank Capital Consulting Data Energy Foods Health Logistics Media Motors Networks Software Studio Systems Works".split()
FORMS = [" Inc.", " GmbH", " Ltd", " AG", " S.A.", " LLC"]
SWITCHBOARD_SHARE = 0.2

SPELLINGS = {
    "Sergey": ["Sergei", "Sergej", "Сергей"], "Dmitry": ["Dmitri", "Dmitrij", "Дмитрий"], "Yulia": ["Julia", "Iulia", "Юлия"],
    "Aleksandr": ["Alexander", "Oleksandr", "Александр"], "Tatiana": ["Tatyana", "Татьяна"], "Natalia": ["Nataliya", "Наталья"],
    "Svetlana": ["Swetlana"], "Anastasia": ["Anastasiya"], "Mohammed": ["Muhammad", "Mohamed"], "Ahmed": ["Ahmad"],
    "Yusuf": ["Youssef"], "Katarzyna": ["Katarzina"], "Ivan": ["Иван"], "Elena": ["Yelena", "Елена"],
    "Ivanov": ["Iwanow", "Иванов"], "Petrov": ["Petrow", "Петров"], "Smirnov": ["Smirnow", "Смирнов"],
    "Kuznetsov": ["Kusnezow", "Кузнецов"], "Popov": ["Popow", "Попов"], "Volkov": ["Wolkow", "Волков"],
    "Papadopoulos": ["Παπαδόπουλος"], "Kostas": ["Κώστας"], "Eleni": ["Ελένη"],
}  # fmt: skip
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_STROKES = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "ı": "i", "đ": "d"})


@dataclass(frozen=True)
class Taste:
    """How often things happen in one world."""

    linkedin: float
    second_profile: float
    work_mail: float
    private_mail: float
    meetings: float
    phone_book: float
    table: float
    nickname: float
    typo: float
    initial: float
    reversed: float
    respelt: float
    married: float
    middle: float
    bare: float
    signature: float
    switchboard: float
    birthday: float
    postal: float
    listed_email: float

    @classmethod
    def drawn(cls, seed):
        """Draw a taste."""
        chance = Random(f"taste {seed}")
        ranges = {
            "linkedin": (0.55, 0.85), "second_profile": (0.005, 0.02), "work_mail": (0.15, 0.45), "private_mail": (0.1, 0.35),
            "meetings": (0.1, 0.3), "phone_book": (0.15, 0.4), "table": (0.05, 0.2), "nickname": (0.05, 0.3), "typo": (0.005, 0.04),
            "initial": (0.02, 0.08), "reversed": (0.03, 0.25), "respelt": (0.1, 0.5), "married": (0.03, 0.08), "middle": (0.03, 0.15),
            "bare": (0.03, 0.15), "signature": (0.2, 0.7), "switchboard": (0.1, 0.5), "birthday": (0.1, 0.4), "postal": (0.05, 0.25),
            "listed_email": (0.01, 0.05),
        }  # fmt: skip
        return cls(**{name: chance.uniform(*between) for name, between in ranges.items()})


@dataclass(frozen=True)
class Organisation:
    """An employer with its true size."""

    name: str
    domain: str
    staff: int
    switchboard: str
    style: str  # of its addresses


@dataclass
class Tenure:
    """A position that someone truly held."""

    at: Organisation
    start: date
    end: date
    address: str = ""


@dataclass
class Being:
    """One invented human being, with all that is true of them."""

    number: int
    given: str
    family: str
    born: str  # the family name at birth
    middle: str
    tenures: list
    birthday: date
    street: str
    postcode: str
    town: str
    mobile: str
    suffix: str = ""
    home: str = ""  # the number of the household
    household: str = ""  # the mailbox that a couple shares
    private: list = field(default_factory=list)
    slugs: list = field(default_factory=list)

    @property
    def name(self):
        """The name that is theirs now."""
        return self.given, self.family


def ascii_of(text):
    """Spell a name for an address."""
    plain = unicodedata.normalize("NFD", text.translate(_STROKES))
    return "".join(mark for mark in plain if mark.isascii() and (mark.isalpha() or mark == "-")).lower()


def respelt(word, chance):
    """Spell a name as somebody with another keyboard or alphabet would; the same where there is no other way."""
    ways = list(SPELLINGS.get(word, ()))
    if not word.isascii():
        plain = unicodedata.normalize("NFD", word.translate(_STROKES))
        ways += ["".join(mark for mark in plain if not unicodedata.combining(mark))] * 2
        if word.translate(_UMLAUTS) != word:
            ways.append(word.translate(_UMLAUTS))
    return chance.choice(ways) if ways else word


class World:
    """People, their employers and their names, the same for the same seed."""

    def __init__(self, people, seed):
        self.chance = Random(seed)
        self.taste = Taste.drawn(seed)
        self.rare = [first + last for first in RARE_STARTS for last in RARE_ENDS]
        self.common_share = self.chance.uniform(0.35, 0.6)
        given, families = GIVEN[:], SURNAMES[:]
        self.chance.shuffle(given)
        self.chance.shuffle(families)
        self.given_share = _zipf(given, self.chance.uniform(15, 40))
        self.family_share = {
            name: share * self.common_share for name, share in _zipf(families, self.chance.uniform(8, 30)).items()
        }
        self.organisations = self._employers(max(60, people // 3))
        self.taken = set()
        self.people = [self._being(number) for number in range(people)]
        self._relatives()
        self._namesakes()
        for being in self.people:
            self._handles(being)

    def share(self, given, family):
        """Give the share of people in the whole world who bear a name."""
        rare = (1 - self.common_share) / len(self.rare)
        return self.given_share[given] * self.family_share.get(family, rare)

    def namesake_share(self):
        """Give the share of people whose name another bears too."""
        bearers = Counter(being.name for being in self.people)
        return sum(count for count in bearers.values() if count > 1) / len(self.people)

    # -- employers -----------------------------------------------------------------------------------------
    def _employers(self, count):
        chance, found = self.chance, {}
        heads = [first + last for first in HEAD_STARTS for last in HEAD_ENDS]
        while len(found) < count:
            head, trade = chance.choice(heads), chance.choice(TRADES)
            name = head if chance.random() < 0.3 else f"{head} {trade}"
            label = name.lower().replace(" ", chance.choice(("", "-"))) if chance.random() < 0.5 else head.lower()
            if label in found:
                continue
            if chance.random() < 0.08:
                label = label[:3]  # the domain is an abbreviation
            ending = chance.choice(("com", "de", "co.uk", "io", "org", "example"))
            style = chance.choice(("{g}.{f}", "{g}.{f}", "{g}.{f}", "{i}{f}", "{i}.{f}", "{g}", "{f}"))
            staff = int(min(200_000, 8 * chance.paretovariate(0.7)))
            found[label] = Organisation(name, f"{label}.{ending}", staff, self._number("+4930"), style)
        return sorted(found.values(), key=lambda one: (-one.staff, one.name))

    def _number(self, start):
        return f"{start}{self.chance.randrange(10**7, 10**8)}"

    def _tenures(self):
        chance, tenures, end, seen = self.chance, [], TODAY, set()
        weights = self.__dict__.setdefault("weights", [one.staff**0.5 for one in self.organisations])
        own = self.organisations[5:40:9]  # where ego worked: a fifth of the acquaintances
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            at = chance.choice(own) if chance.random() < 0.2 else chance.choices(self.organisations, weights)[0]
            if at.name in seen:
                continue
            seen.add(at.name)
            start = end - timedelta(days=chance.randrange(200, 3000))
            tenures.append(Tenure(at, start, end))
            end = start - timedelta(days=chance.randrange(0, 300))
        return tenures

    # -- people --------------------------------------------------------------------------------------------
    def _given(self):
        return self.chance.choices(list(self.given_share), list(self.given_share.values()))[0]

    def _family(self):
        if self.chance.random() < self.common_share:
            return self.chance.choices(list(self.family_share), list(self.family_share.values()))[0]
        return self.chance.choice(self.rare)

    def _being(self, number):
        chance, family = self.chance, self._family()
        return Being(
            number, self._given(), family, self._family() if chance.random() < self.taste.married else family,
            self._given() if chance.random() < self.taste.middle else "", self._tenures(),
            date(1950, 1, 1) + timedelta(days=chance.randrange(50 * 365)), f"{chance.choice(STREETS)} {chance.randrange(1, 180)}",
            f"{chance.randrange(10_000, 99_999)}", chance.choice(TOWNS), self._number("+49151"),
        )  # fmt: skip

    def _relatives(self):
        """Make couples (one mailbox, one number, one roof) and fathers and sons of one name under one roof."""
        chance = self.chance
        free = chance.sample(self.people, min(len(self.people), 120))
        for place in range(0, min(60, len(free) - 1), 2):
            one, two = free[place : place + 2]
            two.family, two.street, two.postcode, two.town = one.family, one.street, one.postcode, one.town
            one.home = two.home = self._number("+4930")
            if chance.random() < 0.6:
                one.household = two.household = f"{ascii_of(one.family)}.family{place}@{chance.choice(FREE)}"
        for place in range(60, min(72, len(free) - 1), 2):
            father, son = free[place : place + 2]
            son.given, son.family, son.born, son.middle = father.given, father.family, father.born, ""
            son.street, son.postcode, son.town = father.street, father.postcode, father.town
            son.birthday = father.birthday + timedelta(days=chance.randrange(8000, 13000))
            if chance.random() < 0.5:
                son.suffix = "Jr."

    def _namesakes(self):
        """Give some the very name of another, a third of them at the same large employer, until four in a hundred share."""
        chance = self.chance
        while self.namesake_share() < NAMESAKE_SHARE:
            one, two = chance.sample(self.people, 2)
            if one.home or two.home or one.suffix or two.suffix:
                continue
            two.given, two.family = one.given, one.family
            one.born = two.born = one.family
            large = [tenure for tenure in one.tenures if tenure.at.staff > 1500]
            if large and chance.random() < 0.6:
                shared = large[0]
                two.tenures = [
                    Tenure(shared.at, shared.start + timedelta(days=chance.randrange(200)), shared.end),
                    *(tenure for tenure in two.tenures[1:] if tenure.at is not shared.at and tenure.end < shared.start),
                ]

    def _handles(self, being):
        chance, given, family = self.chance, ascii_of(being.given), ascii_of(being.family).replace("-", "")
        for _ in range(chance.choices((1, 2, 3), (7, 3, 1))[0]):
            pattern = chance.choice(("{g}.{f}", "{g}{f}", "{i}{f}", "{f}.{g}", "{g}_{f}", "{g}{y}", "{w}{n}", "{f}{n}"))
            local = pattern.format(
                g=given, f=family, i=given[:1], y=str(being.birthday.year)[2:], n=chance.randrange(1000),
                w=chance.choice(("sunny", "rider", "blue.sky", "pixel", "hike")),
            )  # fmt: skip
            being.private.append(self._unused(local, chance.choice(FREE)))
        if chance.random() < 0.04:
            being.private.append(self._unused(f"{given}.{family}", "alumni.university.example"))  # forwards for life
        for tenure in being.tenures:
            # Whoever has married keeps the address under the old name where it was given before
            old = ascii_of(being.born).replace("-", "") if tenure is not being.tenures[0] else family
            tenure.address = self._unused(tenure.at.style.format(g=given, f=old, i=given[:1]), tenure.at.domain)
        being.slugs = [f"{given}-{family}-{chance.randrange(16**6):06x}"]
        if chance.random() < self.taste.second_profile:
            being.slugs.append(f"{given}{family}{chance.randrange(100)}")

    def _unused(self, local, domain):
        address, number = f"{local}@{domain}", 2
        while one_mailbox(address) in self.taken:
            address, number = f"{local}{number}@{domain}", number + 1
        self.taken.add(one_mailbox(address))
        return address


def one_mailbox(address):
    """Spell an address so that all which reach one mailbox are one: at Gmail dots make no difference."""
    local, _, domain = address.partition("@")
    return f"{local.replace('.', '')}@{domain}" if domain == "gmail.com" else address


def _zipf(words, offset):
    words = list(dict.fromkeys(words))
    weights = [1 / (rank + offset) for rank in range(len(words))]
    return {word: weight / sum(weights) for word, weight in zip(words, weights, strict=True)}


def nickname(given, chance):
    """Give a pet form, or the name itself where none is customary."""
    return chance.choice(NICKNAMES[given]) if given in NICKNAMES else given


def slip(text, chance):
    """Swap two letters of a text."""
    places = [n for n in range(1, len(text) - 2) if text[n : n + 2].isalpha() and text[n] != text[n + 1]]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
