"""Comparison of two cards: what speaks for one person, what against, and what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import OSA, JaroWinkler

from kithbook.identity import agreement as agreeing
from kithbook.identity import rarity
from kithbook.identity.agreement import Agreement
from kithbook.identity.features import Features, Job
from kithbook.identity.normalise import Place
from kithbook.identity.organise import is_domain_of
from kithbook.model.times import PartialDate

# Match weights are log2(m/u): how much likelier an agreement is among pairs of one person than among pairs of two.
SAME_WEIGHT: Final = 20.0  # a pair in 10,000 cards is one person once in 2**13: 2**7 to one remain
QUESTION_WEIGHT: Final = 13.0  # as likely as not
HANDLE_WEIGHT: Final = 24.0  # a personal address is one of tens of millions
CALLED_MANY: Final = 4  # full names at one number from which it is a switchboard
MAILED_MANY: Final = 8  # full names at one address from which it is shared: people are written in several ways
NAMES_AT_ODDS: Final = -12.0
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
DISTANT_ORGANISATION_WEIGHT: Final = 3.0  # the same, at another time
DOMAIN_WEIGHT: Final = 9.0
LOCAL_PART_WEIGHT: Final = 3.0
OTHER_PROFILE_WEIGHT: Final = -10.0
KNOWN_SHARE: Final = 1 / 30  # the share of an organisation's people that a book holds
EXPECTED_BEARERS: Final = (
    0.05  # second bearers of a name to be expected in an organisation, above which it proves nothing
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
    named = agreeing.best(a.names, b.names)
    handles = list(_handles(a, b, named, counts))
    if not handles and (named.is_silent or (named.given == agreeing.DIFFERENT and not _born_together(a, b))):
        return None
    evidence = [*handles, *_beyond(a, b, named, counts)]
    if not evidence and not named.is_full:
        return None
    name_weight = _name_weight(a, b, named, counts)
    if named.is_silent or (handles and named.is_contrary):
        name_weight = NAMES_AT_ODDS if named.is_contrary else 0.0
    weight = name_weight + sum(found.weight for found in evidence)
    return _conclude(a, b, named, weight, evidence)


def _conclude(a: Features, b: Features, named: Agreement, weight: float, evidence: list[Evidence]) -> Match | None:
    forbidden = any(found.forbids for found in evidence)
    proof = any(found.proves for found in evidence)
    handle = any(found.is_handle for found in evidence)
    is_same = proof and not forbidden and weight >= SAME_WEIGHT
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
    weight = named.weight(counts.get(f"given:{named.given_word}", 0), counts.get(f"surname:{named.family_word}", 0))
    if named.is_full:
        bearers = max(_count(a.name_key, "name:", counts), _count(b.name_key, "name:", counts))
        weight = min(weight, rarity.weight(max(1, bearers) / rarity.BOOK) + 4) if bearers > 8 else weight
    return weight


def _count(key: str, kind: str, counts: Mapping[str, int]) -> int:
    return counts.get(f"{kind}{key}", 0) if key else 0


def _name_reason(a: Features, b: Features, named: Agreement) -> Iterator[str]:
    one, two = a.shown or "no name", b.shown or "no name"
    if one == two:
        yield f"both named {one}"
    elif named.is_contrary:
        yield f"named {one} and {two}, which differ"
    elif named.is_silent:
        yield f"named {one} and {two}"
    else:
        yield f"named {one} and {two}, which agree"


# -- handles -----------------------------------------------------------------------------------------------


def _handles(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    for slug in sorted(a.profiles & b.profiles):
        yield Evidence(HANDLE_WEIGHT + 6, f"the same LinkedIn profile {slug}", proves=True, is_handle=True)
    for key in sorted(a.keys & b.keys):
        fits = not named.is_contrary
        yield Evidence(HANDLE_WEIGHT, f"the same key {key.partition(':')[2]}", proves=fits, is_handle=True)
    for address in sorted(a.emails & b.emails):
        shared = counts.get(f"email:{address}", 0) >= MAILED_MANY
        if shared and not named.is_full:
            continue
        fits = not named.is_contrary
        yield Evidence(HANDLE_WEIGHT, f"the same e-mail address {address}", proves=fits, is_handle=True)
    for number in sorted(a.phones & b.phones):
        yield from _phone(number, named, counts)


def _phone(number: str, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    if counts.get(f"phone:{number}", 0) >= CALLED_MANY:
        return
    whole = number.startswith("+")
    shown = number if whole else f"ending in {number[1:]}"
    proves = not named.is_contrary and (whole or named.is_full) and not named.is_silent
    yield Evidence(HANDLE_WEIGHT - (2 if whole else 8), f"the same phone number {shown}", proves=proves, is_handle=True)


# -- what goes beyond the name -----------------------------------------------------------------------------


def _beyond(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    where = max((_place(one, two) for one in a.places for two in b.places), default=0.0)
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
        yield Evidence(DAY_WEIGHT, f"the same birthday, {one.month:02d}-{one.day:02d}")
    else:
        yield Evidence(OTHER_BIRTHDAY_WEIGHT, f"different birthdays, {one} and {two}", forbids=True)


def _whole_birthdays(one: PartialDate, two: PartialDate, named: Agreement, where: float) -> Evidence:
    """Weigh two whole birthdays. With the address too, half a name is enough; but twins differ in the given name."""
    if one == two:
        half = named.given > agreeing.INITIAL or (named.given >= agreeing.MISSING < named.family)
        proves = named.is_full or (half and where >= NEAR_ADDRESS_WEIGHT)
        return Evidence(BIRTHDAY_WEIGHT, f"the same birthday {one}", proves=proves)
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
        yield Evidence(where, f"the same postal address {a.places[0].shown}", proves=named.is_full)
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
    found = max(
        (pair for one in a.jobs for two in b.jobs if (pair := _jobs(one, two))), default=None, key=lambda pair: pair[0]
    )
    if found is None:
        return
    weight, reason, overlaps, organisation = found
    if not overlaps:
        yield Evidence(DISTANT_ORGANISATION_WEIGHT, reason)
        return
    bearers = max(_count(a.name_key, "bearer:", counts), _count(b.name_key, "bearer:", counts))
    crowd = counts.get(f"organisation:{organisation}", 0) / KNOWN_SHARE
    expected = crowd * 2 ** -max(0.0, named.weight(0, 0))
    unique = bearers < 2 and expected < EXPECTED_BEARERS
    proves = unique and named.is_full and not (named.is_guess and named.given < agreeing.FORM)
    yield Evidence(weight, reason, proves=proves)


def _jobs(one: Job, two: Job) -> tuple[float, str, bool, str] | None:
    if one.is_domain == two.is_domain:
        if one.organisation != two.organisation:
            return None
        weight = DOMAIN_WEIGHT if one.is_domain else ORGANISATION_WEIGHT
    else:
        domain, named = (one, two) if one.is_domain else (two, one)
        if not is_domain_of(domain.organisation, named.organisation):
            return None
        weight = DOMAIN_WEIGHT
    if one.window is None or two.window is None:
        return weight - 1, f"both at {one.shown}", True, one.organisation
    first, last = max(one.window[0], two.window[0]), min(one.window[1], two.window[1])
    if first > last:
        return DISTANT_ORGANISATION_WEIGHT, f"both at {one.shown}, at different times", False, one.organisation
    return weight, f"both at {one.shown} at the same time", True, one.organisation


def _local_parts(a: Features, b: Features) -> Iterator[Evidence]:
    locals_a = {address.partition("@")[0] for address in a.emails}
    locals_b = {address.partition("@")[0] for address in b.emails}
    if not a.emails & b.emails and locals_a & locals_b:
        shared = min(locals_a & locals_b)
        yield Evidence(LOCAL_PART_WEIGHT, f"both write as {shared}@")
