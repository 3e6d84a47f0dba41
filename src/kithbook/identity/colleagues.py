"""An organisation that two cards share: what it weighs, and whether a second bearer of the name is to be expected."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp2
from typing import Final

from kithbook.identity import agreement as agreeing
from kithbook.identity import rarity
from kithbook.identity.agreement import Agreement
from kithbook.identity.called import FAMILY
from kithbook.identity.evidence import Evidence, count
from kithbook.identity.features import SLACK_DAYS, Features, Job, Window, are_two_lines, staff
from kithbook.identity.fold import CACHED_WORDS
from kithbook.identity.organise import domain_fit

ORGANISATION_WEIGHT: Final = 10.0  # one of about a thousand that one person's acquaintances work for
PART_ORGANISATION_WEIGHT: Final = 6.0  # "Acme" and "Acme Consulting": perhaps one, perhaps sisters
SHORTEST_START: Final = 4  # letters of a name that may stand for a longer one
UNDATED_LOSS: Final = 1.0
DISTANT_ORGANISATION_WEIGHT: Final = 3.0  # the same, at another time
DOMAIN_WEIGHT: Final = 9.0
KNOWN_SHARE: Final = 1 / 30  # the share of an organisation's people that a book holds
EXPECTED_BEARERS: Final = 1 / 20  # second bearers to be expected in an organisation, from which it proves nothing
# Sightings further apart than one side's slack may be of one who left and another who came: who came is added to those
# expected, and a hundredth of them is borne, since chance is not all that brings namesakes to one employer.
DISTANT_BEARERS: Final = EXPECTED_BEARERS / 100
TITLE_SHARE: Final = 1 / 8  # of the people at an organisation who bear one title
YEAR: Final = 365.25
TENURE_DAYS: Final = 2 * SLACK_DAYS  # after which half of a staff is another

TYPICAL_BOOK: Final = 8_192  # cards, of which so many bear a part of a name
# By how much a lesser agreement makes others who agree as well likelier: by what it costs. Not so a form of a given
# name, since all its forms are counted as one.
LIKELIER: Final = {agreeing.PART: 4.0, agreeing.TYPO: 8.0}
TWO_ENTRIES_REASON: Final = "two entries of one list of contacts"
SLIP_CROWD: Final = 16  # cards at an organisation from which a slip of the pen may be another person there


def shared_organisations(a: Features, b: Features, named: Agreement, counts: Mapping[str, int]) -> Iterator[Evidence]:
    """Weigh the organisation that both are tied to; the weightiest where there are several."""
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
        and not any(job.is_numbered for job in best.jobs)
        and not (named.is_guess and min(named.given, named.family) < agreeing.PART)
        and _is_only_bearer(a, b, named, best, counts),
    )
    if are_two_entries(a.lists, b.lists):
        yield Evidence(0.0, TWO_ENTRIES_REASON)


def _is_only_bearer(a: Features, b: Features, named: Agreement, shared: "Shared", counts: Mapping[str, int]) -> bool:
    """Say whether neither the book shows, nor the organisation's size makes likely, a second bearer of the name."""
    domains = [job.organisation for job in (*a.jobs, *b.jobs) if job.is_domain]
    full = [name for name in (*a.names, *b.names) if name.is_full and not name.is_guess]
    if _has_second(a, b, counts) or any(counts.get(staff(name, domain), 0) > 1 for name in full for domain in domains):
        return False
    if are_two_lines(a.mobiles, b.mobiles) or are_two_entries(a.lists, b.lists):
        return False
    seen = max(counts.get(f"organisation:{job.organisation}", 0) for job in shared.jobs)
    if seen >= SLIP_CROWD and agreeing.TYPO in (named.given, named.family):
        return False
    given, family = _shares(named, counts)
    expected = seen / KNOWN_SHARE * given * family * exp2(-named.malus)
    expected += sum(job.others * (given if job.numbered == FAMILY else family) for job in shared.jobs)
    if shared.is_near:
        return expected < EXPECTED_BEARERS
    if shared.is_titled:
        expected *= TITLE_SHARE
    return shared.is_whole and expected * (1 + shared.gap / TENURE_DAYS) < DISTANT_BEARERS


def _has_second(a: Features, b: Features, counts: Mapping[str, int]) -> bool:
    """Say whether the book holds two bearers of the name, by their profiles or by their mobile numbers."""
    names = {a.name_key, b.name_key} - {""}
    return any(counts.get(f"{kind}:{name}", 0) > 1 for name in names for kind in ("bearer", "line"))


def are_two_entries(ours: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Say whether one list of contacts holds both: whoever keeps it may know two of the name."""
    return not ours.isdisjoint(theirs)


def _shares(named: Agreement, counts: Mapping[str, int]) -> tuple[float, float]:
    """Estimate the shares of people who bear the given and the family name: the table's, or the other cards' if more.

    The two names count as agreeing wholly in what they share; a lesser agreement makes others likelier.
    """
    given = max(rarity.given_share(named.given_word), _shown(named.given_word, "given:", counts))
    family = max(rarity.surname_share(named.family_word), _shown(named.family_word, "surname:", counts))
    return given * LIKELIER.get(named.given, 1.0), family * LIKELIER.get(named.family, 1.0)


def _shown(word: str, kind: str, counts: Mapping[str, int]) -> float:
    """Give the share of the book's cards that bear a word, these two left out."""
    return max(0, count(word, kind, counts) - 2) / TYPICAL_BOOK


@dataclass(frozen=True, slots=True)
class Shared:
    """An organisation that two cards share."""

    weight: float
    shown: str
    jobs: tuple[Job, Job]
    is_dated: bool
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
        (one, two),
        is_dated,
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
