"""Personal handles that two cards share: profiles, keys, addresses and telephones."""

from collections.abc import Iterator, Mapping
from typing import Final

from kithbook.identity import agreement as agreeing
from kithbook.identity.agreement import Agreement
from kithbook.identity.evidence import Evidence
from kithbook.identity.features import Features
from kithbook.identity.normalise import TAIL, is_landline, is_mobile

HANDLE_WEIGHT: Final = 24.0  # a personal address is one of tens of millions
CALLED_MANY: Final = 4  # full names at one number from which it is a switchboard
MAILED_MANY: Final = 8  # full names at one address from which it is shared: people are written in several ways
PROFILE_WEIGHT: Final = 30.0  # one account a person; the address survives a change of name
PHONE_WEIGHT: Final = 22.0  # as personal as an address, but landlines serve households
TAIL_WEIGHT: Final = 16.0  # eight digits, and some numbers share their end

PROFILE_REASON: Final = "the same LinkedIn profile"
CONNECTION_REASON: Final = "one connection, in one archive after the other, since"
HANDLE_REASONS: Final = (  # how the reasons of a personal handle begin
    PROFILE_REASON,
    CONNECTION_REASON,
    "the same key",
    "the same e-mail address",
    "the same phone number",
)


def shared_handles(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    """Weigh the handles that both have."""
    fits = may_share(named)
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


def may_share(named: Agreement) -> bool:
    """Say whether the names allow that one person has both: a couple differs in the given name, a bride does not."""
    married = named.given == agreeing.SAME and named.family == agreeing.DIFFERENT
    return not named.is_contrary or (married and named.malus > agreeing.MIDDLE_LOSS)


def _phones(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    if not a.phones or not b.phones or named.given == agreeing.DIFFERENT:
        return  # a household or a front desk: says nothing of two people
    fits = not named.is_contrary and not named.is_silent
    changed = may_share(named) and named.is_contrary  # a family name that changed with marriage
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
