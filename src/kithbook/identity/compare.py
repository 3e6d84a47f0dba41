"""Comparison of two cards: what speaks for one person, what against, and what follows."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp2
from typing import Final, Literal

from rapidfuzz.distance import OSA, JaroWinkler

from kithbook.identity import agreement as agreeing
from kithbook.identity import rarity
from kithbook.identity.agreement import Agreement
from kithbook.identity.features import SLACK_DAYS, Features, Job, Window, staff
from kithbook.identity.fold import CACHED_WORDS
from kithbook.identity.normalise import TAIL, Place, is_landline, is_mobile
from kithbook.identity.organise import domain_fit
from kithbook.model.times import PartialDate

# Match weights are log2(m/u): how much likelier an agreement is among pairs of one person than among pairs of two.
SAME_WEIGHT: Final = 20.0  # a pair in 10,000 cards is one person once in 2**13: 2**7 to one remain
QUESTION_WEIGHT: Final = 14.0  # as likely as not
HANDLE_WEIGHT: Final = 24.0  # a personal address is one of tens of millions
CALLED_MANY: Final = 4  # full names at one number from which it is a switchboard
MAILED_MANY: Final = 8  # full names at one address from which it is shared: people are written in several ways
PROFILE_WEIGHT: Final = 30.0  # one account a person; the address survives a change of name
PHONE_WEIGHT: Final = 22.0  # as personal as an address, but landlines serve households
TAIL_WEIGHT: Final = 16.0  # eight digits, and some numbers share their end
NAMES_AT_ODDS: Final = -12.0
COUPLE: Final = -16.0  # one mailbox, one family name, two given names: two people who share it
BIRTHDAY_WEIGHT: Final = 14.0  # one day in 365 of one year in about 50
DAY_WEIGHT: Final = 8.5  # one day in 365
NEAR_BIRTHDAY_WEIGHT: Final = 9.0
OTHER_BIRTHDAY_WEIGHT: Final = -12.0
ADDRESS_WEIGHT: Final = 12.0  # a street and a number; a household shares it, so it is no handle
NEAR_ADDRESS_WEIGHT: Final = 8.0
CITY_WEIGHT: Final = 3.0
OTHER_CITY_WEIGHT: Final = -1.0  # people move, and cards grow old
SIMILAR_STREET: Final = 0.92  # Jaro–Winkler of a street with a slip or two
ORGANISATION_WEIGHT: Final = 10.0  # one of about a thousand that one person's acquaintances work for
PART_ORGANISATION_WEIGHT: Final = 6.0  # "Acme" and "Acme Consulting": perhaps one, perhaps sisters
SHORTEST_START: Final = 4  # letters of a name that may stand for a longer one
UNDATED_LOSS: Final = 1.0
DISTANT_ORGANISATION_WEIGHT: Final = 3.0  # the same, at another time
DOMAIN_WEIGHT: Final = 9.0
LOCAL_PART_WEIGHT: Final = 3.0
OTHER_PROFILE_WEIGHT: Final = -10.0
KNOWN_SHARE: Final = 1 / 30  # the share of an organisation's people that a book holds
EXPECTED_BEARERS: Final = (
    0.05  # second bearers of a name to be expected in an organisation, above which it proves nothing
)

# Sightings further apart than one side's slack may be of one who left and another who came: who came is added to those
# expected, and a hundredth of them is borne, since chance is not all that brings namesakes to one employer.
DISTANT_BEARERS: Final = EXPECTED_BEARERS / 100
TITLE_SHARE: Final = 1 / 8  # of the people at an organisation who bear one title
YEAR: Final = 365.25
TENURE_DAYS: Final = 2 * SLACK_DAYS  # after which half of a staff is another

TYPICAL_BOOK: Final = 8_192  # cards, of which so many bear a part of a name
SLIP_CROWD: Final = 16  # cards at an organisation from which a slip of the pen may be another person there

PROFILE_REASON: Final = "the same LinkedIn profile"
BIRTHDAY_REASON: Final = "the same birthday"
POSTAL_REASON: Final = "the same postal address"
HANDLE_REASONS: Final = (  # how the reasons of a personal handle begin
    PROFILE_REASON,
    "the same key",
    "the same e-mail address",
    "the same phone number",
)

Verdict = Literal["same", "question"]


@dataclass(frozen=True, slots=True)
class Match:
    """Two cards that are, or may be, one person."""

    a: str  # the smaller card id
    b: str
    weight: float
    verdict: Verdict
    reasons: tuple[str, ...]
    goes_beyond_name: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for or against. `proves`: it goes beyond the name and, with the name, suffices."""

    weight: float
    reason: str = ""
    proves: bool = False
    is_handle: bool = False
    forbids: bool = False


def compare(a: Features, b: Features, counts: Mapping[str, int]) -> Match | None:
    """Compare two cards; None where they are plainly two people or nothing speaks for one. Symmetrical."""
    if a.card == b.card or a.is_bulk or b.is_bulk:
        return None
    if b.card < a.card:
        a, b = b, a
    shares = not (a.contact_keys.isdisjoint(b.contact_keys) and a.tails.isdisjoint(b.tails))
    if not shares and a.profiles and b.profiles and a.source == b.source and not _born_together(a, b):
        return None  # one network tells its members apart
    named = agreeing.best(a.names, b.names)
    handles = list(_handles(a, b, named, counts)) if shares else []
    if not handles and (named.is_silent or (named.is_contrary and not _born_together(a, b))):
        return None
    if not handles and (a.is_many or b.is_many):
        return None  # which of those who share the address is meant?
    evidence = [*handles, *_beyond(a, b, named, counts)]
    if not evidence and not named.is_full:
        return None
    name_weight = _name_weight(a, b, named, counts)
    if handles and named.is_contrary and not _may_share(named):
        name_weight = COUPLE if named.family > agreeing.ALIKE else NAMES_AT_ODDS
    weight = name_weight + sum(found.weight for found in evidence)
    return _conclude(a, b, named, weight, evidence)


def _conclude(a: Features, b: Features, named: Agreement, weight: float, evidence: list[Evidence]) -> Match | None:
    forbidden = any(found.forbids for found in evidence)
    proof = any(found.proves for found in evidence)
    handle = any(found.is_handle for found in evidence)
    is_same = proof and not forbidden and not (a.is_many or b.is_many) and weight >= SAME_WEIGHT
    if not is_same and weight < QUESTION_WEIGHT and not (handle and weight > 0):
        return None
    reasons = tuple(found.reason for found in evidence if found.reason and found.weight > 0)
    against = tuple(found.reason for found in evidence if found.reason and found.weight <= 0)
    return Match(
        a.card,
        b.card,
        round(weight, 3),
        "same" if is_same else "question",
        (*_name_reason(a, b, named), *reasons, *against),
        goes_beyond_name=any(found.weight > 0 and (found.proves or found.is_handle) for found in evidence),
    )


def _name_weight(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> float:
    weight = named.weight(_count(named.given_word, "given:", counts), _count(named.family_word, "surname:", counts))
    if named.is_full:
        bearers = max(_count(a.name_key, "name:", counts), _count(b.name_key, "name:", counts))
        weight = min(weight, rarity.weight(max(1, bearers) / rarity.BOOK) + 4) if bearers > 8 else weight
    return weight


def _count(key: str, kind: str, counts: Mapping[str, int]) -> int:
    return counts.get(f"{kind}{key}", 0) if key else 0


def _name_reason(a: Features, b: Features, named: Agreement) -> Iterator[str]:
    one, two = a.shown, b.shown
    if not one or not two:
        yield from () if named.is_silent else (f"{_written(a)} and {_written(b)}, which agree",)
    elif one == two:
        yield f"both named {one}"
    elif named.is_contrary:
        yield f"named {one} and {two}, which differ"
    elif named.is_silent:
        yield f"named {one} and {two}"
    else:
        yield f"named {one} and {two}, which agree"


def _written(card: Features) -> str:
    """Say how a card is named; a bare address speaks by its spelling."""
    return f"named {card.shown}" if card.shown else f"written {min(card.contact_keys, default=':').partition(':')[2]}"


# -- handles -----------------------------------------------------------------------------------------------


def _handles(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    fits = _may_share(named)
    strangers = named.given == named.family == agreeing.DIFFERENT
    for slug in sorted(a.profiles & b.profiles):
        if counts.get(f"profile:{slug}", 0) < CALLED_MANY:  # a placeholder that many bear is no profile
            yield Evidence(PROFILE_WEIGHT, f"{PROFILE_REASON} {slug}", proves=not strangers, is_handle=True)
    for key in sorted(a.keys & b.keys):
        yield Evidence(HANDLE_WEIGHT, f"the same key {key.partition(':')[2]}", proves=fits, is_handle=True)
    for address in sorted(a.emails & b.emails):
        shared = counts.get(f"email:{address}", 0) >= MAILED_MANY
        if not shared or named.is_full:
            yield Evidence(HANDLE_WEIGHT, f"the same e-mail address {address}", proves=fits, is_handle=True)
    yield from _phones(a, b, named, counts)


def _may_share(named: Agreement) -> bool:
    """Say whether the names allow that one person has both: a couple differs in the given name, a bride does not."""
    married = named.given == agreeing.SAME and named.family == agreeing.DIFFERENT
    return not named.is_contrary or (married and named.malus > agreeing.MIDDLE_LOSS)


def _phones(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    if not a.phones or not b.phones or named.given == agreeing.DIFFERENT:
        return  # a household or a front desk: says nothing of two people
    fits = not named.is_contrary and not named.is_silent
    changed = _may_share(named) and named.is_contrary  # a family name that changed with marriage
    shared = {number for number in a.phones & b.phones if number.startswith("+")}
    for number in sorted(shared):
        if counts.get(f"phone:{number}", 0) < CALLED_MANY:
            own = named.is_full or not is_landline(number)
            proves = (fits and own) or (changed and is_mobile(number))
            yield Evidence(PHONE_WEIGHT, f"the same phone number {number}", proves=proves, is_handle=True)
    if shared or not named.is_full:
        return
    # Written without its country on one side: the last digits, under one full name
    ours = {number[-TAIL:]: number for number in a.phones}
    theirs = {number[-TAIL:]: number for number in b.phones}
    for tail in sorted(ours.keys() & theirs.keys()):
        is_whole = ours[tail].startswith("+") and theirs[tail].startswith("+")
        busiest = max(counts.get(f"phone:{number}", 0) for number in (ours[tail], theirs[tail]))
        if not is_whole and busiest < CALLED_MANY:
            yield Evidence(TAIL_WEIGHT, f"the same phone number ending in {tail}", proves=True, is_handle=True)


# -- what goes beyond the name -----------------------------------------------------------------------------


def _beyond(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    where = max((_place(one, two) for one in a.places for two in b.places), default=0.0) if a.places else 0.0
    yield from _birthdays(a, b, named, where)
    yield from _places(a, b, named, where)
    yield from _organisations(a, b, named, counts)
    yield from _local_parts(a, b)
    if a.profiles and b.profiles and not a.profiles & b.profiles:
        personal = bool(a.emails & b.emails) or bool(a.phones & b.phones)
        yield Evidence(OTHER_PROFILE_WEIGHT, "two different LinkedIn profiles", forbids=not personal)


def _born_together(a: Features, b: Features) -> bool:
    return a.birthday is not None and a.birthday == b.birthday and bool(a.birthday.year and a.birthday.day)


def _birthdays(a: Features, b: Features, named: Agreement, where: float) -> Iterator[Evidence]:
    one, two = a.birthday, b.birthday
    if one is None or two is None or not (one.day and two.day):
        return
    if one.year and two.year:
        yield _whole_birthdays(one, two, named, where)
    elif (one.month, one.day) == (two.month, two.day):
        yield Evidence(DAY_WEIGHT, f"{BIRTHDAY_REASON}, {one.month:02d}-{one.day:02d}")
    else:
        yield Evidence(OTHER_BIRTHDAY_WEIGHT, f"different birthdays, {one} and {two}", forbids=True)


def _whole_birthdays(one: PartialDate, two: PartialDate, named: Agreement, where: float) -> Evidence:
    """Weigh two whole birthdays. With the address too, half a name is enough; but twins differ in the given name."""
    if one == two:
        half = named.given > agreeing.INITIAL or (named.given >= agreeing.MISSING < named.family)
        proves = named.is_near or (half and where >= NEAR_ADDRESS_WEIGHT)
        return Evidence(BIRTHDAY_WEIGHT, f"{BIRTHDAY_REASON} {one}", proves=proves)
    if is_near(one, two):
        return Evidence(NEAR_BIRTHDAY_WEIGHT, f"birthdays that differ by a slip, {one} and {two}")
    return Evidence(OTHER_BIRTHDAY_WEIGHT, f"different birthdays, {one} and {two}", forbids=True)


def is_near(one: PartialDate, two: PartialDate) -> bool:
    """Say whether two whole dates differ by one slip of the pen: a digit, two swapped, day and month swapped."""
    if one.year == two.year and (one.month, one.day) == (two.day, two.month):
        return True
    return OSA.distance(str(one).replace("-", ""), str(two).replace("-", ""), score_cutoff=1) <= 1


def _places(a: Features, b: Features, named: Agreement, where: float) -> Iterator[Evidence]:
    if where >= ADDRESS_WEIGHT:
        yield Evidence(where, f"{POSTAL_REASON} {a.places[0].shown}", proves=named.is_near)
    elif where >= NEAR_ADDRESS_WEIGHT:
        yield Evidence(where, f"nearly the same postal address {a.places[0].shown}")
    elif a.city and a.city == b.city:
        yield Evidence(CITY_WEIGHT, f"both in {a.city.title()}")
    elif a.city and b.city:
        yield Evidence(OTHER_CITY_WEIGHT)


def _place(one: Place, two: Place) -> float:
    street = any(
        mine == yours or JaroWinkler.similarity(mine, yours) >= SIMILAR_STREET
        for mine in one.lines
        for yours in two.lines
    )
    if not street:
        return 0.0
    number = bool(one.number) and one.number == two.number
    area = (bool(one.postcode) and one.postcode == two.postcode) or (bool(one.city) and one.city == two.city)
    if number and area:
        return ADDRESS_WEIGHT
    return NEAR_ADDRESS_WEIGHT if number or area else 0.0


def _organisations(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    if not a.jobs or not b.jobs:
        return
    own = {address.rpartition("@")[2] for address in a.emails & b.emails}  # says no more than the address does
    shared = [
        found
        for one in a.jobs
        for two in b.jobs
        if not (one.is_domain and two.is_domain and one.organisation in own) and (found := _jobs(one, two))
    ]
    if not shared:
        return
    best = max(shared, key=lambda found: (found.weight, found.is_near, found.is_titled))
    if not best.overlaps and not best.is_titled:
        yield Evidence(DISTANT_ORGANISATION_WEIGHT, f"both at {best.shown}, at different times")
        return
    yield Evidence(
        best.weight,
        best.reason,
        proves=named.is_full
        and not best.is_numbered
        and not (named.is_guess and min(named.given, named.family) < agreeing.PART)
        and _is_only_bearer(a, b, named, best, counts),
    )


def _is_only_bearer(a: Features, b: Features, named: Agreement, shared: "Shared", counts: Mapping[str, int]) -> bool:
    """Say whether neither the book shows, nor the organisation's size makes likely, a second bearer of the name."""
    bearers = max(_count(a.name_key, "bearer:", counts), _count(b.name_key, "bearer:", counts))
    domains = [job.organisation for job in (*a.jobs, *b.jobs) if job.is_domain]
    full = [name for name in (*a.names, *b.names) if name.is_full and not name.is_guess]
    if bearers > 1 or any(counts.get(staff(name, domain), 0) > 1 for name in full for domain in domains):
        return False
    if are_two_lines(a.mobiles, b.mobiles):
        return False
    seen = max(counts.get(f"organisation:{name}", 0) for name in shared.organisations)
    if seen >= SLIP_CROWD and agreeing.TYPO in (named.given, named.family):
        return False
    expected = seen / KNOWN_SHARE * _share(named, counts)
    if shared.is_near:
        return expected < EXPECTED_BEARERS
    if shared.is_titled:
        expected *= TITLE_SHARE
    return shared.is_whole and expected * (1 + shared.gap / TENURE_DAYS) < DISTANT_BEARERS


def are_two_lines(ours: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Say whether both have mobile numbers and none in common."""
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _share(named: Agreement, counts: Mapping[str, int]) -> float:
    """Estimate the share of people who bear a name: the table's, or what cards besides these two show if that is more.

    The two names count as agreeing wholly in what they share; what a lesser agreement costs makes others likelier.
    """
    shown = exp2(-named.weight(0, 0))
    for word, kind, table in (
        (named.given_word, "given:", rarity.given_share),
        (named.family_word, "surname:", rarity.surname_share),
    ):
        share = table(word)
        shown *= max(share, (_count(word, kind, counts) - 2) / TYPICAL_BOOK) / share
    return shown


@dataclass(frozen=True, slots=True)
class Shared:
    """An organisation that two cards share."""

    weight: float
    shown: str
    organisations: tuple[str, str]
    is_dated: bool
    is_numbered: bool
    is_titled: bool  # under one title
    gap: int  # days between the two sightings; none where either is undated

    @property
    def is_near(self) -> bool:
        """Say whether both were seen there within the slack of one side."""
        return self.gap <= SLACK_DAYS

    @property
    def is_whole(self) -> bool:
        """Say whether it is one organisation by its whole name, and not perhaps a sister."""
        return self.weight > PART_ORGANISATION_WEIGHT

    @property
    def overlaps(self) -> bool:
        """Say whether both were seen there within the slack of both sides."""
        return self.gap <= 2 * SLACK_DAYS

    @property
    def reason(self) -> str:
        """Say it in words."""
        if not self.is_dated:
            return f"both at {self.shown}"
        if self.is_near:
            return f"both at {self.shown} at the same time"
        years = f"within {ceil(self.gap / YEAR)} years"
        return f"both at {self.shown} under one title, {years}" if self.is_titled else f"both at {self.shown}, {years}"


def _jobs(one: Job, two: Job) -> Shared | None:
    weight = _same_organisation(one, two)
    if not weight:
        return None
    is_titled = bool(one.title) and one.title == two.title
    gap = 0 if one.window is None or two.window is None else _gap(one.window, two.window)
    is_dated = one.window is not None and two.window is not None
    if gap > 2 * SLACK_DAYS and not is_titled:
        weight = DISTANT_ORGANISATION_WEIGHT
    return Shared(
        weight if is_dated else weight - UNDATED_LOSS,
        two.shown if one.is_domain else one.shown,
        (one.organisation, two.organisation),
        is_dated,
        one.is_numbered or two.is_numbered,
        is_titled,
        gap,
    )


def _gap(one: Window, two: Window) -> int:
    """Give the days between two sightings, each of which reaches its slack to either side."""
    return max(0, max(one[0], two[0]) - min(one[1], two[1]) + 2 * SLACK_DAYS)


@lru_cache(maxsize=CACHED_WORDS)
def _alike_organisations(one: str, two: str) -> float:
    """Weigh two canonical names: the same, or one the beginning of the other (Acme, Acme Consulting)."""
    if one == two:
        return ORGANISATION_WEIGHT
    shorter, longer = sorted((one, two), key=len)
    is_start = len(shorter) >= SHORTEST_START and longer.startswith(f"{shorter} ")
    return PART_ORGANISATION_WEIGHT if is_start else 0.0


def _same_organisation(one: Job, two: Job) -> float:
    if one.is_domain and two.is_domain:
        return DOMAIN_WEIGHT if one.organisation == two.organisation else 0.0
    if one.is_domain == two.is_domain:
        return _alike_organisations(one.organisation, two.organisation)
    domain, named = (one, two) if one.is_domain else (two, one)
    return {2: DOMAIN_WEIGHT, 1: PART_ORGANISATION_WEIGHT, 0: 0.0}[domain_fit(domain.organisation, named.organisation)]


def _local_parts(a: Features, b: Features) -> Iterator[Evidence]:
    if not a.emails or not b.emails:
        return
    locals_a = {address.partition("@")[0] for address in a.emails}
    locals_b = {address.partition("@")[0] for address in b.emails}
    if not a.emails & b.emails and locals_a & locals_b:
        shared = min(locals_a & locals_b)
        yield Evidence(LOCAL_PART_WEIGHT, f"both write as {shared}@")
