"""Features: everything of a card that comparison needs, computed once."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from kithbook.identity import nicknames, normalise
from kithbook.identity.called import WHOLE, names_of, namesakes, writes_for_many
from kithbook.identity.fold import LONGEST_NAME, fold, loose, sound
from kithbook.identity.names import Name
from kithbook.identity.normalise import Place
from kithbook.identity.organise import domain_label, domain_start, organisation_key
from kithbook.model import handle
from kithbook.model.card import SEEN, Card
from kithbook.model.times import PartialDate

BLOCK_LIMIT: Final = 200  # cards in a block before the second key narrows it: 20,000 pairs are a fifth of a second
MOST_JOBS: Final = 12  # positions of a card that are compared; the newest come first in the sources
# A position is seen on some days and lasts longer. The median tenure is about four years (United States Bureau of Labor
# Statistics, Employee Tenure, 2022 and 2024: 4.1 and 3.9 years), so what was seen once reaches two years to each side.
SLACK_DAYS: Final = 730

Window = tuple[int, int]
_EMPTY: Final[frozenset[str]] = frozenset()
ALWAYS: Final[Window] = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True, slots=True)
class Job:
    """An organisation that a card is tied to: by name or by mail domain, and when (None: unknown)."""

    organisation: str  # canonical key, or the domain
    is_domain: bool
    window: Window | None
    shown: str
    title: str = ""  # folded
    numbered: str = ""  # what of the name the address counts the bearers of: the whole, the family or the given name
    others: int = 0  # bearers of it whom the number tells of

    @property
    def is_numbered(self) -> bool:
        """Say whether the organisation itself knows a second bearer of the whole name."""
        return self.numbered == WHOLE


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared. Pure values of the card alone; picklable."""

    card: str
    source: str
    relation: str
    is_bulk: bool
    is_self: bool
    names: tuple[Name, ...]
    shown: str
    emails: frozenset[str]
    phones: frozenset[str]
    profiles: frozenset[str]
    keys: frozenset[str]  # uid: and url: handles
    birthday: PartialDate | None
    places: tuple[Place, ...]
    city: str
    jobs: tuple[Job, ...]
    name_key: str  # of the first full name, '' if there is none
    narrow: str
    tails: frozenset[str]  # the last digits of the phones
    is_many: bool  # several people write under its one address
    lists: frozenset[str]  # of contacts, that it is an entry of
    archives: frozenset[str]  # that list it as a connection
    since: str  # the day of that connection, or ''

    @property
    def blocks(self) -> frozenset[str]:
        """Name the blocks that the card stands in; made anew each time, since they outweigh all else that is kept."""
        return frozenset() if self.is_bulk else frozenset(_blocks(self))

    @property
    def counted(self) -> frozenset[tuple[str, str]]:
        """Give what the card adds to the book's counts, as (what, which one); made anew each time."""
        return frozenset() if self.is_bulk else frozenset(_counted(self))

    @property
    def contact_keys(self) -> frozenset[str]:
        """List the personal handles, each as kind:value; made anew each time."""
        return self.keys.union(
            [f"email:{value}" for value in self.emails],
            [f"phone:{value}" for value in self.phones],
            [f"linkedin:{value}" for value in self.profiles],
        )

    @property
    def mobiles(self) -> frozenset[str]:
        """Give the numbers that one person carries about."""
        return frozenset(filter(normalise.is_mobile, self.phones))


@dataclass(frozen=True, slots=True)
class Handles:
    """The personal handles of a card, canonical."""

    emails: frozenset[str]
    phones: frozenset[str]
    profiles: frozenset[str]
    keys: frozenset[str]


def features(card: Card) -> Features:
    """Compute all that comparison needs of a card."""
    identifier = card.id
    handles = _handles(card)
    called = names_of(card, handles.emails)
    is_many = writes_for_many(called, handles.emails)
    full = _full(called)
    places = tuple(filter(None, map(normalise.place, card.addresses)))
    birthday = normalise.birthday(card.birthday) if card.birthday else None
    city = normalise.city(card.location) or next((place.city for place in places if place.city), "")
    jobs = tuple(_jobs(card, handles.emails, called))
    return Features(
        card=identifier,
        source=card.source,
        relation=card.relation,
        is_bulk=card.is_bulk,
        is_self=card.is_self,
        names=called,
        shown=_shown(card),
        emails=handles.emails,
        phones=handles.phones,
        profiles=handles.profiles,
        keys=handles.keys,
        birthday=birthday,
        places=places,
        city=city,
        jobs=jobs,
        name_key=full[0].plain if full else "",
        narrow=_narrow(jobs, city, birthday, identifier),
        tails=_set(value[-normalise.TAIL :] for value in handles.phones),
        is_many=is_many,
        lists=_set(card.lists),
        archives=_set(card.archives),
        since=card.since if card.archives else "",
    )


def _full(called: Iterable[Name]) -> list[Name]:
    """Give the full names that are stated."""
    return [name for name in called if name.is_full and not name.is_guess]


def _blocks(found: Features) -> Iterator[str]:
    return chain(
        _handle_blocks(found, _full(found.names)),
        _name_blocks(found.names),
        _job_blocks(found.names, found.jobs),
        _day_blocks(found.birthday, found.names),
        _place_blocks(found.places, found.names),
    )


def _shown(card: Card) -> str:
    text = card.name or f"{card.names.get('given', '')} {card.names.get('family', '')}"
    return " ".join(text[:LONGEST_NAME].split())


def _handles(card: Card) -> Handles:
    emails, phones, profiles = set(), set(), set()
    region = normalise.region_of(card.addresses)
    for kind, value in (*card.handles, *card.former):
        if kind == handle.EMAIL and not handle.is_shared(value):
            emails.add(normalise.mailbox(value))
        elif kind == handle.PHONE:
            phones.add(normalise.phone(value, region))
        elif kind == handle.LINKEDIN:
            profiles.add(value)
    return Handles(_set(emails), _set(phones - {""}), _set(profiles), _set(_keys(card)))


def _set(values: Iterable[str]) -> frozenset[str]:
    """Make a set; the empty one is always the same: of tens of thousands each would weigh as much as a full one."""
    return frozenset(values) or _EMPTY


def _keys(card: Card) -> Iterator[str]:
    for kind, value in card.handles:
        if kind == handle.UID:
            yield f"uid:{value}"
        elif kind == handle.URL and _is_profile(value):
            yield f"url:{value}"


_NETWORKS: Final = frozenset(
    """github.com gitlab.com twitter.com x.com facebook.com instagram.com xing.com researchgate.net orcid.org medium.com
    keybase.io mastodon.social bsky.app youtube.com vimeo.com dribbble.com behance.net stackoverflow.com t.me wa.me
    about.me linktr.ee""".split()
)


def _is_profile(url: str) -> bool:
    """Say whether a web address is one person's: a path on a network of people, not a front page."""
    host, _, path = url.partition("://")[2].partition("/")
    return host.removeprefix("www.") in _NETWORKS and bool(path.strip("/"))


def _jobs(card: Card, emails: Iterable[str], called: Iterable[Name]) -> Iterator[Job]:
    seen = _seen(card)
    if key := organisation_key(card.organisation):
        yield Job(key, is_domain=False, window=_stated(card) or seen, shown=card.organisation, title=_title(card.title))
    domains = {address: normalise.work_domain(address) for address in sorted(emails)}
    for span in card.spans[:MOST_JOBS]:
        if span.get("organisation") in domains.values():
            continue  # said below
        if key := organisation_key(span.get("organisation", "")):
            title = _title(span.get("title", ""))
            yield Job(key, is_domain=False, window=_span_window(span, seen), shown=span["organisation"], title=title)
    for address, domain in domains.items():
        if domain:
            numbered, others = namesakes(address, called)
            yield Job(domain, is_domain=True, window=seen, shown=domain, numbered=numbered, others=others)


def _title(text: str) -> str:
    return " ".join(fold(text[:LONGEST_NAME]).split())


def _stated(card: Card) -> Window | None:
    """Give when a list says that somebody works there: on the day it was exported, not when the tie began."""
    if card.relation == SEEN or card.seen_to is None:
        return None
    return card.seen_to.toordinal() - SLACK_DAYS, card.seen_to.toordinal() + SLACK_DAYS


def _seen(card: Card) -> Window | None:
    first, last = card.seen_from or card.seen_to, card.seen_to or card.seen_from
    if first is None or last is None:
        return None
    return first.toordinal() - SLACK_DAYS, last.toordinal() + SLACK_DAYS


def _span_window(span: object, seen: Window | None) -> Window | None:
    assert hasattr(span, "get")
    start, end = _partial(span.get("start", "")), _partial(span.get("end", ""))
    first = start.earliest() if start else None
    last = end.latest() if end else None
    if first is None and last is None:
        return seen
    return (
        first.toordinal() - SLACK_DAYS if first else ALWAYS[0],
        last.toordinal() + SLACK_DAYS if last else ALWAYS[1],
    )


def _partial(text: str) -> PartialDate | None:
    try:
        return PartialDate.read(text) if text else None
    except ValueError:
        return None


def _initials(called: Iterable[Name]) -> set[str]:
    return {word[0] for name in called for word in (name.given[:1] + name.family[-1:]) if word}


def _name_blocks(called: Iterable[Name]) -> Iterator[str]:
    for name in called:
        given = name.given[0] if name.given else ""
        family = loose("".join(name.family).replace("-", ""))
        if given and family:
            full = loose(nicknames.head(given))
            heard, called_so = sound(family), sound(loose(given))
            yield f"n:{min(heard, called_so)}.{max(heard, called_so)}"  # in either order
            yield f"i:{heard}.{full[:1]}"
            yield f"g:{full}.{heard[:2]}"
            if given[:1] != full[:1]:
                yield f"i:{heard}.{given[:1]}"
            parts = [part for word in name.family for part in word.split("-") if part]
            for part in {parts[0], parts[-1]} if len(parts) > 1 else ():  # either surname may stand alone
                yield f"i:{sound(loose(part))}.{full[:1]}"
        elif given or family:
            yield f"1:{given or family}"


def _job_blocks(called: Iterable[Name], jobs: Iterable[Job]) -> Iterator[str]:
    given = {loose(nicknames.head(name.given[0])) for name in called if name.given}
    for job in jobs:
        place = domain_start(job.organisation) if job.is_domain else job.organisation.partition(" ")[0]
        for word in given:
            yield f"o:{place}.{word if len(word) > 1 else '?'}"


def _handle_blocks(handles: Features, full: Iterable[Name]) -> Iterator[str]:
    found = [
        *(f"e:{value}" for value in handles.emails),
        *(f"p:{value[-normalise.TAIL :]}" for value in handles.phones),
        *(f"l:{value}" for value in handles.profiles),
        *handles.keys,
    ]
    yield from found
    for name in full:  # a number or address that hundreds share still brings together those of one name
        yield from (f"{value}.{name.key}" for value in found)


def _day_blocks(birthday: PartialDate | None, called: Iterable[Name]) -> Iterator[str]:
    if birthday is None or birthday.day is None:
        return
    if birthday.year:
        yield f"b:{birthday}"
    for letter in _initials(called):
        yield f"b:{birthday.month}-{birthday.day}.{letter}"


def _place_blocks(places: Iterable[Place], called: Iterable[Name]) -> Iterator[str]:
    families = {sound(loose("".join(name.family))) for name in called if name.family}
    for place in places:
        if place.number and place.postcode:
            yield f"a:{place.number}.{place.postcode}"
        if place.number and place.lines:
            yield f"a:{place.number}.{place.lines[0][:4]}"
        for family in families:
            yield f"a:{family}.{place.postcode or place.city}"


def _narrow(jobs: tuple[Job, ...], city: str, birthday: PartialDate | None, card: str) -> str:
    """Name the second key. A card that has nothing to tell it from its namesakes is compared with none of them."""
    if jobs:
        return domain_label(jobs[0].organisation) if jobs[0].is_domain else jobs[0].organisation.replace(" ", "")
    return city or (str(birthday) if birthday else "") or card


def are_two_lines(ours: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Say whether both have mobile numbers and none in common."""
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def staff(name: Name, domain: str) -> str:
    """Name the count of addresses that a name has under one domain: two are two people, or one's aliases."""
    return f"staff:{name.key}@{domain}"


def heeded(key: str) -> str:
    """Name the count in which every card stands whose comparison heeds another count; '' where they stand in that one.

    What is counted of the second bearers of a name concerns all cards under it.
    """
    kind, _, name = key.partition(":")
    return f"name:{name}" if kind in {"bearer", "line"} else ""


def _counted(found: Features) -> Iterator[tuple[str, str]]:
    called, jobs, card = found.names, found.jobs, found.card
    mobile = min(found.mobiles, default="")  # one a card: who carries two has them on one
    own = {} if found.is_many else {address: normalise.work_domain(address) for address in found.emails}
    for name in _full(called):
        yield f"name:{name.plain}", card
        if mobile:
            yield f"line:{name.plain}", mobile
        yield from ((f"bearer:{name.plain}", slug) for slug in found.profiles)
        yield from ((f"profile:{slug}", name.key) for slug in found.profiles)
        for job in jobs:
            if job.is_numbered:  # whoever is the second knows of a first
                yield from ((f"bearer:{name.plain}", f"{nth}@{job.organisation}") for nth in "12")
        yield from ((staff(name, domain), address) for address, domain in own.items() if domain)
        yield from ((f"phone:{value}", name.key) for value in found.phones)
        yield from ((f"email:{value}", name.key) for value in found.emails)
    for name in called:
        if name.family and not name.is_guess:
            yield f"surname:{loose(''.join(name.family))}", card
        if name.given and not name.is_guess:
            yield f"given:{loose(nicknames.head(name.given[0]))}", card
    for job in jobs:
        yield f"organisation:{job.organisation}", card
