"""Comparison of two cards: what speaks for one person, what against, and what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kithbook.identity import agreement as agreeing
from kithbook.identity import rarity
from kithbook.identity.agreement import Agreement
from kithbook.identity.colleagues import shared_organisations
from kithbook.identity.contacts import CONNECTION_REASON, may_share, shared_handles
from kithbook.identity.evidence import Evidence, count
from kithbook.identity.features import Features
from kithbook.identity.origins import born_and_living, born_together

# Match weights are log2(m/u): how much likelier an agreement is among pairs of one person than among pairs of two.
SAME_WEIGHT: Final = 20.0  # a pair in 10,000 cards is one person once in 2**13: 2**7 to one remain
QUESTION_WEIGHT: Final = 14.0  # as likely as not
NAMES_AT_ODDS: Final = -12.0
COUPLE: Final = -16.0  # one mailbox, one family name, two given names: two people who share it
LOCAL_PART_WEIGHT: Final = 3.0
OTHER_PROFILE_WEIGHT: Final = -10.0
CONNECTION_WEIGHT: Final = 16.0  # one day of ten years, and the one gone where the other came


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


def compare(a: Features, b: Features, counts: Mapping[str, int]) -> Match | None:
    """Compare two cards; None where they are plainly two people or nothing speaks for one. Symmetrical."""
    if a.card == b.card or a.is_bulk or b.is_bulk:
        return None
    if b.card < a.card:
        a, b = b, a
    shares = _share_handles(a, b)
    if not shares and not born_together(a, b):
        if a.profiles and b.profiles and a.source == b.source and not is_one_connection(a, b):
            return None  # one network tells its members apart
        if agreeing.are_plainly_two(a.names, b.names):
            return None
    named = agreeing.best(a.names, b.names)
    handles = list(shared_handles(a, b, named, counts)) if shares else []
    if not handles and (named.is_silent or (named.is_contrary and not born_together(a, b))):
        return None
    if not handles and (a.is_many or b.is_many):
        return None  # which of those who share the address is meant?
    evidence = [*handles, *_beyond(a, b, named, counts)]
    if not evidence and not named.is_full:
        return None
    name_weight = _name_weight(a, b, named, counts)
    if handles and named.is_contrary and not may_share(named):
        name_weight = COUPLE if named.family > agreeing.ALIKE else NAMES_AT_ODDS
    weight = name_weight + sum(found.weight for found in evidence)
    return _conclude(a, b, named, weight, evidence)


def _share_handles(a: Features, b: Features) -> bool:
    """Say whether two cards share a handle, or the end of a telephone number."""
    return not (
        a.emails.isdisjoint(b.emails)
        and a.profiles.isdisjoint(b.profiles)
        and a.tails.isdisjoint(b.tails)
        and a.phones.isdisjoint(b.phones)
        and a.keys.isdisjoint(b.keys)
    )


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
    weight = named.weight(count(named.given_word, "given:", counts), count(named.family_word, "surname:", counts))
    if named.is_full:
        bearers = max(count(a.name_key, "name:", counts), count(b.name_key, "name:", counts))
        weight = min(weight, rarity.weight(max(1, bearers) / rarity.BOOK) + 4) if bearers > 8 else weight
    return weight


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


# -- what goes beyond the name -----------------------------------------------------------------------------


def _beyond(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    yield from born_and_living(a, b, named)
    yield from shared_organisations(a, b, named, counts)
    yield from _local_parts(a, b)
    if is_one_connection(a, b):
        reason = f"{CONNECTION_REASON} {a.since}"
        yield Evidence(CONNECTION_WEIGHT, reason, proves=named.is_full and not named.is_contrary, is_handle=True)
    elif a.profiles and b.profiles and not a.profiles & b.profiles:
        personal = bool(a.emails & b.emails) or bool(a.phones & b.phones)
        yield Evidence(OTHER_PROFILE_WEIGHT, "two different LinkedIn profiles", forbids=not personal)


def is_one_connection(a: Features, b: Features) -> bool:
    """Say whether two lines of one member's archives are one connection whose profile got another address.

    Since the same day, and never in one archive together: an archive holds all connections of before, so whoever is
    missing in it stands there under the other address.
    """
    return bool(a.since) and a.since == b.since and a.archives.isdisjoint(b.archives)


def _local_parts(a: Features, b: Features) -> Iterator[Evidence]:
    if not a.emails or not b.emails:
        return
    locals_a = {address.partition("@")[0] for address in a.emails}
    locals_b = {address.partition("@")[0] for address in b.emails}
    if not a.emails & b.emails and locals_a & locals_b:
        shared = min(locals_a & locals_b)
        yield Evidence(LOCAL_PART_WEIGHT, f"both write as {shared}@")
