"""Who is who on a realistic mix: an archive, a mailbox, calendars and phone books of 3,000 people, 4 % of them namesakes.

Run: .venv/bin/python benchmarks/mixture.py [--people N] [--seed N]

The generator knows which cards are one person's and which true pairs are *decidable*: pairs that share evidence beyond
the name, found by walking what was put on the cards (a personal handle; or the name with a full birthday, a postal
address, or an organisation or its domain at overlapping dates that no second bearer of the name shares). It never asks
the code that is measured.

Dates overlap where the days that the cards bear share one: an address is seen from its first to its last message, a guest
on the days of the meetings, a listed position on the day of the export. An entry of a phone book bears no day; it says
what holds when it is read, and no date denies it. Whether one tenure spans the gap between two sightings that share no
day stands on no card; a reader guesses it from how long people stay. Such pairs are therefore counted apart, in two wider
sets that hold the narrower: sightings within two years, and within four, the median tenure (United States Bureau of Labor
Statistics, Employee Tenure, 2022 and 2024: 4.1 and 3.9 years; the tenures of this world: 400 to 2,600 days).

A pair that follows from decidable ones by a chain is counted with them. A second bearer is to be expected where one
person in twenty would have one: `EXPECTED_BEARERS` of the people who truly work there, of whom `KNOWN_SHARE` are in the
book of this world.
"""

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from identity_resolve import chains, joined_pairs, resolve, scores
from kithbook.identity.value import question_value
from kithbook.model import handle
from kithbook.model.card import CONNECTION, CONTACT, SEEN, Card
from mixture_words import (
    DOMAIN_ENDINGS,
    FREE,
    GIVEN,
    HEAD_ENDS,
    HEAD_STARTS,
    NICKNAMES,
    ORGANISATION_ENDS,
    ORGANISATION_HEADS,
    RARE_ENDS,
    RARE_STARTS,
    STREETS,
    SURNAMES,
    TITLES,
    TOWNS,
)

TODAY = date(2026, 3, 1)
NAMESAKE_SHARE = 0.04
COMMON_SHARE = 0.45
GIVEN_WEIGHTS = [1 / (rank + 25) for rank in range(len(GIVEN))]
FAMILY_WEIGHTS = [1 / (rank + 12) for rank in range(len(SURNAMES))]
WIDER = {"two years": timedelta(days=731), "four years": timedelta(days=1461)}  # gaps of the wider sets of decidable
KNOWN_SHARE = 1 / 30  # of an organisation's people, the share who are in the book
EXPECTED_BEARERS = 0.05  # second bearers in an organisation, from which its name proves nothing


@dataclass
class Tenure:
    """A position that someone truly held."""

    organisation: str
    domain: str
    start: date
    end: date  # TODAY: still there
    address: str


@dataclass
class Being:
    """One invented human being, with all that is true of them."""

    number: int
    given: str
    family: str
    born_family: str
    tenures: list
    private: str
    mobile: str
    birthday: date
    street: str
    town: str
    slug: str
    cards: list = field(default_factory=list)


@dataclass
class Truth:
    """What the generator put on a card, in true values: the ground of decidability."""

    person: int
    handles: frozenset
    name: str  # full, initial, given, none
    birthday: bool
    address: bool
    families: frozenset = frozenset()  # the family names that the card shows
    works: tuple = ()  # (organisation, first day seen, last day seen)


def ascii_of(text):
    import unicodedata

    plain = unicodedata.normalize("NFD", text.replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("Ł", "L"))
    return "".join(mark for mark in plain if mark.isascii() and (mark.isalpha() or mark == "-")).lower()


class World:
    """A seeded world of people and what a book's sources say of them."""

    def __init__(self, people, seed):
        self.chance = random.Random(seed)
        self.heads = [*ORGANISATION_HEADS, *(first + last for first in HEAD_STARTS for last in HEAD_ENDS)]
        self.rare = [first + last for first in RARE_STARTS for last in RARE_ENDS]
        self.organisations = self._organisations(min(3000, max(40, people // 4)))
        self.people = [self._being(number) for number in range(people)]
        self._namesakes()
        for being in self.people:
            self._addresses(being)
        self.truth = {}
        self.cards = []
        self.switchboards = {organisation: self._landline() for organisation, _ in self.organisations[:40]}
        for being in self.people:
            self._sources(being)
        self._noise()
        self.chance.shuffle(self.cards)

    # -- people --------------------------------------------------------------------------------------------
    def _organisations(self, count):
        """Invent organisations; one in six shares the first word of its name with another."""
        found = {}
        while len(found) < count:
            head, end = self.chance.choice(self.heads), self.chance.choice(ORGANISATION_ENDS)
            name = f"{head} {end}".strip()
            ending = self.chance.choice(DOMAIN_ENDINGS)
            label = ascii_of(head) + ("" if self.chance.random() < 0.5 or not end else "-" + ascii_of(end.split()[0]))
            found.setdefault(name, f"{label}.{ending}")
        return list(found.items())

    def _being(self, number):
        chance = self.chance
        given = chance.choices(GIVEN, weights=GIVEN_WEIGHTS)[0]
        family = self._family()
        born = self._family() if chance.random() < 0.05 else family
        return Being(
            number, given, family, born, self._tenures(), "", self._mobile(),
            date(1955, 1, 1) + timedelta(days=chance.randrange(45 * 365)),
            f"{chance.choice(STREETS)} {chance.randrange(1, 180)}", chance.choice(TOWNS), "",
        )  # fmt: skip

    def _family(self):
        """Draw a family name: half of us bear one of a few hundred, half one of thousands."""
        chance = self.chance
        return (
            chance.choices(SURNAMES, weights=FAMILY_WEIGHTS)[0]
            if chance.random() < COMMON_SHARE
            else chance.choice(self.rare)
        )

    def _tenures(self):
        tenures, end, seen = [], TODAY, set()
        for _ in range(self.chance.choice((1, 1, 2, 2, 3))):
            # A few organisations employ many of ego's acquaintances, most employ one or two.
            place = min(int(self.chance.paretovariate(0.6)) - 1, len(self.organisations) - 1)
            organisation, domain = self.organisations[
                place if self.chance.random() < 0.5 else self.chance.randrange(len(self.organisations))
            ]
            if organisation in seen:
                continue
            seen.add(organisation)
            start = end - timedelta(days=self.chance.randrange(400, 2600))
            tenures.append(Tenure(organisation, domain, start, end, ""))
            end = start - timedelta(days=self.chance.randrange(0, 200))
        return tenures

    def _namesakes(self):
        """Give some the very name of another who works elsewhere, until four in a hundred share theirs."""
        while self.namesake_share() < NAMESAKE_SHARE:
            one, two = self.chance.sample(self.people, 2)
            if {tenure.organisation for tenure in one.tenures}.isdisjoint(
                tenure.organisation for tenure in two.tenures
            ):
                two.given, two.family, two.born_family = one.given, one.family, one.family
                one.born_family = one.family

    def namesake_share(self):
        bearers = Counter((being.given, being.family) for being in self.people)
        return sum(count for count in bearers.values() if count > 1) / len(self.people)

    def _addresses(self, being):
        chance, given, family = self.chance, ascii_of(being.given), ascii_of(being.family).replace("-", "")
        tail = chance.choice(("", "", str(being.birthday.year)[2:], str(chance.randrange(1, 999))))
        pattern = chance.choice(("{g}.{f}", "{g}{f}", "{i}{f}", "{f}.{g}", "{g}_{f}"))
        if chance.random() < 0.15:
            pattern = chance.choice(("sunny", "rider", "blue.sky", "pixel", "hike")) + str(chance.randrange(10**5))
        local = pattern.format(g=given, f=family, i=given[:1])
        being.private = self._unused(f"{local}{tail}", chance.choice(FREE))
        for tenure in being.tenures:
            style = ("{g}.{f}", "{i}{f}", "{g}")[
                sum(map(ord, tenure.domain)) % 8 % 3 if sum(map(ord, tenure.domain)) % 8 < 3 else 0
            ]
            tenure.address = self._unused(style.format(g=given, f=family, i=given[:1]), tenure.domain)
        being.slug = f"{given}-{family}-{chance.randrange(16**6):06x}"

    def _unused(self, local, domain):
        taken = self.__dict__.setdefault("taken", set())
        address, number = f"{local}@{domain}", 2
        while address in taken:
            address, number = f"{local}{number}@{domain}", number + 1
        taken.add(address)
        return address

    def _mobile(self):
        return f"+4915{self.chance.choice('12')}{self.chance.randrange(2 * 10**7, 3 * 10**7)}"

    def _landline(self):
        return f"+4930{self.chance.randrange(10**7, 10**8)}"

    # -- cards ---------------------------------------------------------------------------------------------
    def _sources(self, being):
        chance = self.chance
        if chance.random() < 0.72:
            self._linkedin(being)
        for tenure in being.tenures:
            if chance.random() < 0.32:
                self._mail(being, tenure)
        if chance.random() < 0.22:
            self._mail(being, None)
        if chance.random() < 0.25:
            self._calendar(being)
        if chance.random() < 0.3:
            self._contact(being, "vcard")
        if chance.random() < 0.1:
            self._contact(being, "google")
        if chance.random() < 0.04:
            self._name_only(being)

    def _families(self, being, card):
        shown = ascii_of(" ".join((card.name, *card.other_names)))
        return frozenset(family for family in (being.family, being.born_family) if ascii_of(family) in shown)

    def _keep(self, being, card, truth):
        self.cards.append(card)
        self.truth[card.id] = truth
        being.cards.append(card.id)

    def _linkedin(self, being):
        chance, now = self.chance, being.tenures[0]
        handles = [(handle.LINKEDIN, being.slug)]
        if chance.random() < 0.02:
            handles.append((handle.EMAIL, being.private))
        name = f"{being.given} {being.family}"
        if chance.random() < 0.06:
            name += chance.choice((", PhD", " 🚀", ", MBA", " (she/her)", " - hiring!", ", PMP®"))
        if chance.random() < 0.02:
            name = f"{being.given} {being.family[0]}."
        has_job = chance.random() < 0.9
        since = max(now.start - timedelta(days=600), date(2010, 1, 1)) + timedelta(days=chance.randrange(900))
        card = Card(
            key=f"linkedin:{being.slug}", source="linkedin", name=name, handles=tuple(handles), relation=CONNECTION,
            organisation=self._spelling(now.organisation) if has_job else "", title=chance.choice(TITLES) if has_job else "",
            since=since.isoformat(), seen_from=TODAY - timedelta(days=1), seen_to=TODAY,
        )  # fmt: skip
        works = ((now.organisation, TODAY, TODAY),) if has_job else ()
        self._keep(
            being,
            card,
            Truth(
                being.number,
                frozenset(value for _, value in handles),
                _kind(name),
                False,
                False,
                self._families(being, card),
                works,
            ),
        )

    def _spelling(self, organisation):
        chance = self.chance.random()
        if chance < 0.7:
            return organisation
        if chance < 0.8:
            return organisation.upper()
        if chance < 0.9:
            return organisation.split(" ")[0] if len(organisation.split(" ")) == 2 else organisation
        return organisation + self.chance.choice((" GmbH", ", Inc.", " Ltd", " AG"))

    def _mail(self, being, tenure):
        chance = self.chance
        address = tenure.address if tenure else being.private
        first = (tenure.start if tenure else TODAY - timedelta(days=2500)) + timedelta(days=chance.randrange(300))
        last = min(first + timedelta(days=chance.randrange(1500)), tenure.end if tenure else TODAY)
        name, others = self._display(being), ()
        if chance.random() < 0.25:
            others = (self._display(being),)
        spans, works = (), ((tenure.organisation, first, last),) if tenure else ()
        if tenure and chance.random() < 0.4:
            spans = (
                {
                    "organisation": self._spelling(tenure.organisation),
                    "title": chance.choice(TITLES),
                    "start": first.isoformat(),
                    "end": last.isoformat(),
                },
            )
        card = Card(
            key=f"email:{address}", source="mbox", name=name, other_names=others, handles=((handle.EMAIL, address),),
            spans=spans, relation=SEEN, seen_from=first, seen_to=max(first, last),
        )  # fmt: skip
        self._keep(
            being,
            card,
            Truth(being.number, frozenset((address,)), _kind(name), False, False, self._families(being, card), works),
        )

    def _display(self, being):
        chance, roll = self.chance, self.chance.random()
        given, family = being.given, being.family
        if roll < 0.55:
            return f"{given} {family}"
        if roll < 0.67:
            return f"{family}, {given}"
        if roll < 0.73 and given in NICKNAMES:
            return f"{chance.choice(NICKNAMES[given])} {family}"
        if roll < 0.78:
            return f"{given[0]}. {family}"
        if roll < 0.82:
            return given
        if roll < 0.85:
            return _slip(f"{given} {family}", chance)
        if roll < 0.88 and being.born_family != family:
            return f"{given} {being.born_family}"
        if roll < 0.93:
            return f"{ascii_of(given).title()} {ascii_of(family).title()}"
        if roll < 0.96:
            return f"{family} {given}"
        return ""

    def _calendar(self, being):
        chance = self.chance
        tenure = chance.choice([*being.tenures[:1] * 3, None])
        address = tenure.address if tenure else being.private
        end = tenure.end if tenure else TODAY
        first = end - timedelta(days=chance.randrange(1, 380))
        name = self._display(being) if chance.random() < 0.7 else ""
        card = Card(
            key=f"ics:{address}:{being.number}", source="ics", name=name, handles=((handle.EMAIL, address),),
            relation=SEEN, seen_from=first, seen_to=end,
        )  # fmt: skip
        works = ((tenure.organisation, first, end),) if tenure else ()
        self._keep(
            being,
            card,
            Truth(being.number, frozenset((address,)), _kind(name), False, False, self._families(being, card), works),
        )

    def _contact(self, being, source):
        chance, handles, values = self.chance, [], {}
        has_mobile = chance.random() < 0.75
        if has_mobile:
            handles.append((handle.PHONE, self._written(being.mobile)))
        if chance.random() < 0.45:
            handles.append((handle.EMAIL, being.private))
        tenure = chance.choice(being.tenures)
        organisation, works = "", ()
        if chance.random() < 0.35:
            organisation, works = self._spelling(tenure.organisation), ((tenure.organisation, None, None),)
            if tenure.organisation in self.switchboards and chance.random() < 0.5:
                handles.append((handle.PHONE, self.switchboards[tenure.organisation]))
        roll, given, family = chance.random(), being.given, being.family
        if roll < 0.15 and given in NICKNAMES:
            given = chance.choice(NICKNAMES[given])
        elif roll < 0.2:
            family = being.born_family
        elif roll < 0.23:
            family = ""
        names = {"given": given, "family": family} if family else {"given": given}
        has_birthday, has_address = chance.random() < 0.3, chance.random() < 0.15
        if has_birthday:
            values["birthday"] = being.birthday.isoformat() if chance.random() < 0.7 else f"--{being.birthday:%m-%d}"
        if has_address:
            values["addresses"] = ({"street": being.street, "city": being.town, "country": "Germany"},)
        card = Card(
            key=f"{source}:{being.number}", source=source, name=f"{given} {family}".strip(), names=names,
            handles=tuple(handles), organisation=organisation, relation=CONTACT, lists=(source,), **values,
        )  # fmt: skip
        true_handles = frozenset(value for kind, value in handles if kind == handle.EMAIL)
        true_handles |= {being.mobile} if has_mobile else set()
        whole = has_birthday and not values["birthday"].startswith("--")
        self._keep(
            being,
            card,
            Truth(being.number, true_handles, _kind(card.name), whole, has_address, self._families(being, card), works),
        )

    def _written(self, number):
        style = self.chance.random()
        if style < 0.5:
            return number
        if style < 0.8:
            return f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
        return f"0049 {number[3:6]}/{number[6:]}"

    def _name_only(self, being):
        card = Card(key=f"csv:{being.number}", source="csv", name=f"{being.given} {being.family}", relation=CONTACT)
        self._keep(being, card, Truth(being.number, frozenset(), "full", False, False, frozenset((being.family,))))

    def _noise(self):
        """Add what must match nobody: shared mailboxes, robots, couples' mailboxes, placeholders."""
        for number, (organisation, domain) in enumerate(self.organisations[:150]):
            for local in ("info", "sales", "no-reply")[: 1 + number % 3]:
                address = f"{local}@{domain}"
                card = Card(
                    key=f"email:{address}",
                    source="mbox",
                    name=organisation,
                    handles=((handle.EMAIL, address),),
                    is_bulk=local == "no-reply",
                )
                self.cards.append(card)
                self.truth[card.id] = Truth(-1 - len(self.truth), frozenset(), "none", False, False)
        for number in range(20):
            one, two = self.chance.sample(self.people, 2)
            address = f"family{number}@gmx.example"
            for being in (one, two):
                card = Card(
                    key=f"couple:{being.number}:{number}", source="vcard", name=f"{being.given} {one.family}",
                    names={"given": being.given, "family": one.family}, handles=((handle.EMAIL, address),), relation=CONTACT,
                )  # fmt: skip
                if one.given != two.given:
                    self.cards.append(card)
                    self.truth[card.id] = Truth(-1 - len(self.truth), frozenset((address,)), "full", False, False)


def _kind(name):
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return "none" if not words else "given"
    return "initial" if len(words[0].rstrip(".")) == 1 or len(words[1].rstrip(".")) == 1 else "full"


def _slip(text, chance):
    place = chance.choice([n for n in range(1, len(text) - 1) if text[n : n + 2].isalpha()])
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


class Judge:
    """Says which true pairs can be decided, from the true values that the generator put on the cards."""

    def __init__(self, world):
        self.world = world
        self.name = {being.number: (being.given, being.family) for being in world.people}
        self.bearers = Counter(self.name.values())
        self.staff = Counter(
            organisation for being in world.people for organisation in {tenure.organisation for tenure in being.tenures}
        )
        self.given = dict(zip(GIVEN, (weight / sum(GIVEN_WEIGHTS) for weight in GIVEN_WEIGHTS), strict=True))
        common = (COMMON_SHARE * weight / sum(FAMILY_WEIGHTS) for weight in FAMILY_WEIGHTS)
        self.family = dict(zip(SURNAMES, common, strict=True))

    def decidable(self, true, gap=timedelta(0)):
        """Give the true pairs that share evidence beyond the name, with those that follow by a chain of them.

        gap: between two sightings at one organisation that are still taken for one tenure.
        """
        facts = self.world.truth
        return joined_pairs(chains({(a, b) for a, b in true if self.decides(facts[a], facts[b], gap)}))

    def decides(self, one, two, gap):
        """Say whether a true pair shares evidence beyond the name."""
        if one.handles & two.handles:
            return True
        if one.name != "full" or two.name != "full" or not one.families & two.families:
            return False
        if (one.birthday and two.birthday) or (one.address and two.address):
            return True
        return any(
            organisation == other
            and meet((first, last), (start, end), gap)
            and self.is_only_bearer(one.person, organisation)
            for organisation, first, last in one.works
            for other, start, end in two.works
        )

    def is_only_bearer(self, person, organisation):
        """Say whether the name is borne once in the world, and its bearer is alone to be expected at the organisation."""
        given, family = self.name[person]
        share = self.given[given] * self.family.get(family, (1 - COMMON_SHARE) / len(self.world.rare))
        expected = self.staff[organisation] / KNOWN_SHARE * share
        return self.bearers[(given, family)] == 1 and expected < EXPECTED_BEARERS


def meet(ours, theirs, gap):
    """Say whether two periods, None to None where undated, share a day or lie no further apart than a gap."""
    return ours[0] is None or theirs[0] is None or max(ours[0], theirs[0]) - min(ours[1], theirs[1]) <= gap


def measure(world):
    resolved = resolve(world.cards)
    judge = Judge(world)
    names = judge.name
    true = {pair for being in world.people for pair in combinations(sorted(being.cards), 2)}
    found = joined_pairs(resolved.clusters.groups)
    precision, _, _ = scores(found, true)
    wrong = found - true
    same_name = sum(
        1 for a, b in wrong if names.get(world.truth[a].person) == names.get(world.truth[b].person) is not None
    )
    follows = judge.decidable(true)
    recall = len(found & follows) / len(follows)
    questions = resolved.clusters.questions
    ranked = rank(questions, world)
    asked = _asked(resolved, questions)
    open_pairs = true - follows
    first = ranked[:100]
    figures = {
        "cards": len(world.cards),
        "true pairs": len(true),
        "decidable pairs": len(follows),
        "precision": precision,
        "recall over decidable": recall,
        **wider(true, found=found, asked=asked, judge=judge, widths=WIDER),
        "wrong pairs": len(wrong),
        "namesakes merged": same_name,
        "questions": len(questions),
        "true among the first hundred": sum(_is_true(world, match) for match in first) / max(1, len(first)),
        "true among all questions": sum(_is_true(world, match) for match in questions) / max(1, len(questions)),
        "undecidable pairs": len(open_pairs),
        "undecidable pairs asked about": len(open_pairs & asked) / max(1, len(open_pairs)),
        "undecidable pairs merged": len(open_pairs & found) / max(1, len(open_pairs)),
        "seconds": resolved.seconds["all"],
        "pairs compared": resolved.pairs,
    }
    return figures, resolved, wrong, follows - found, open_pairs - asked - found


def wider(true, *, found, asked, judge, widths):
    """Count the wider sets of decidable pairs: how many, how many of them are joined, and what is asked of the rest."""
    figures = {}
    for name, gap in widths.items():
        pairs = judge.decidable(true, gap)
        missed = pairs - found
        figures |= {
            f"pairs within {name}": len(pairs),
            f"recall within {name}": 1 - len(missed) / max(1, len(pairs)),
            f"missed within {name}": len(missed),
            f"missed within {name}, asked about": len(missed & asked),
        }
    return figures


def _is_true(world, match):
    return world.truth[match.a].person == world.truth[match.b].person


def rank(questions, world):
    """Order the questions by their value, as the digest does."""
    known = {card.id: _acquaintance(card) for card in world.cards}
    return sorted(
        questions,
        key=lambda match: (-question_value(match, known_a=known[match.a], known_b=known[match.b]), match.a, match.b),
    )


def _acquaintance(card):
    return {CONNECTION: 0.6, CONTACT: 1.0, SEEN: 0.3}[card.relation]


def _asked(resolved, questions):
    """List the pairs of cards that one of the questions would join."""
    group = {card: members for members in resolved.clusters.groups for card in members}
    return {(min(a, b), max(a, b)) for match in questions for a in group[match.a] for b in group[match.b]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--show", type=int, default=0, help="list so many wrong and missed pairs")
    options = parser.parse_args()
    for seed in options.seeds:
        world = World(options.people, seed)
        figures, resolved, wrong, missed, unasked = measure(world)
        print(f"\n{options.people:,} people, seed {seed}")
        for name, value in figures.items():
            print(f"  {name:<36} {value:,.4f}" if isinstance(value, float) else f"  {name:<36} {value:,}")
        by_id = {card.id: card for card in world.cards}
        matches = {(match.a, match.b): match for match in resolved.matches}
        ranked = rank(resolved.clusters.questions, world)
        for match in [match for match in ranked[:100] if not _is_true(world, match)][: options.show]:
            print("asked in vain", match)
        for title, pairs in (("wrong", wrong), ("missed", missed), ("not asked", unasked)):
            for pair in sorted(pairs)[: options.show]:
                print(title, matches.get(pair), *(f"\n    {by_id[card]}" for card in pair))


if __name__ == "__main__":
    main()
