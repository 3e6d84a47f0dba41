"""Cards from records and mentions, and the changes between their versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from kithbook.digest.interactions import AT
from kithbook.digest.rulings import OwnWords
from kithbook.identity.normalise import work_domain
from kithbook.identity.organise import is_domain_of, organisation_key
from kithbook.model import change, handle, ids, record, times
from kithbook.model.card import CONNECTION, CONTACT, OWNER, SEEN, Card
from kithbook.model.digested import Made, Mention, Naming
from kithbook.model.run import AsOf

LISTED_LEAST: Final = 3  # bulk mails addressed to a handle before it counts as a list: one may copy a person in
VOLUME_WITHOUT_ANSWER: Final = 30  # so many messages, and ego never wrote back: a robot, or as good as one
ABSENCE_SHARE: Final = 0.8  # a later archive that holds less than this of the earlier one is not the whole list
SHOWN_NAMES: Final = 8
# A name above so few of a handle's letters, or above so small a share of them, may be forged.
FEW_LETTERS: Final = 3
STRAY_SHARE: Final = 0.2
LASTING: Final = frozenset({handle.EMAIL, handle.LINKEDIN})  # a telephone number is given to the next
ONE_OF: Final = "#one-of:"  # behind a source's key that stands on several people's cards: which of them
MAIL: Final = "mail"  # the channel whose signatures tell of positions


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a card's key: who saw it, and of which day they speak."""

    raw: bytes  # the record's id
    kind: str
    content: Mapping[str, Any]
    seen: tuple[tuple[str, AsOf, str], ...]  # (run, as-of, source)

    @property
    def latest(self) -> date:
        """Give the latest day of which a run that saw it speaks."""
        return max((as_of.day or date.min for _, as_of, _ in self.seen), default=date.min)


@dataclass(frozen=True, slots=True)
class Complete:
    """A run that read the whole list of connections of a member."""

    run: str
    account: str
    as_of: AsOf
    count: int


def current(versions: Sequence[Version]) -> list[Version]:
    """Give the contents that stand now: those of the latest as-of; within one run all of them stand."""
    if len(versions) <= 1:
        return list(versions)
    top = max(versions, key=lambda version: (version.latest, version.raw))
    runs = {run for run, as_of, _ in top.seen if (as_of.day or date.min) == top.latest}
    together = [v for v in versions if any(run in runs for run, _, _ in v.seen)]
    return sorted(together, key=lambda version: version.raw)


def standing(key: str, versions: Sequence[Version]) -> list[tuple[str, list[Version]]]:
    """Sort the standing contents of one key into people: the same UID on two names is two cards."""
    found = current(versions)
    if len(found) == 1:
        return [(key, found)]
    by_name: dict[str, list[Version]] = {}
    for version in found:
        by_name.setdefault(_folded(str(version.content.get("name", ""))), []).append(version)
    # Named after the name, not after the content: what else a card says may change, and rulings are anchored on it.
    return [
        (key if nth == 0 else f"{key}{ONE_OF}{ids.digest(name).hex()}", by_name[name])
        for nth, name in enumerate(sorted(by_name))
    ]


def source_key(key: str) -> str:
    """Give the key that a source uses, also of one of several people who stand under it."""
    return key.partition(ONE_OF)[0]


def described(key: str, group: Sequence[Version], mention: Mention | None, *, before: Sequence[Version] = ()) -> Card:
    """Make the card of one or more contents that speak of one person. before: all contents that its key ever had."""
    content = _joined([version.content for version in group])
    source = next((source for version in group for _, _, source in version.seen), "")
    days = [as_of.day for version in group for _, as_of, _ in version.seen if as_of.is_dated and as_of.day]
    since, relation = str(content.get("since", "")), str(content.get("relation", CONTACT))
    first = [date.fromisoformat(since)] if since else []
    if mention:
        days += [times.from_day_number(mention.first), times.from_day_number(mention.last)]
    return Card(
        key=key,
        source=source,
        name=str(content.get("name", "")) or (mention.names[0].name if mention and mention.names else ""),
        names=content.get("names", {}),
        other_names=_others(content.get("name", ""), mention),
        doubtful_names=_doubtful(mention.names) if mention else (),
        handles=_handles(content.get("handles", ()), mention),
        former=_former(content, before),
        organisation=str(content.get("organisation", "")),
        title=str(content.get("title", "")),
        spans=tuple(content.get("spans", ())),
        birthday=str(content.get("birthday", "")),
        addresses=tuple(content.get("addresses", ())),
        location=str(content.get("location", "")),
        since=since,
        relation=relation,
        tags=tuple(content.get("tags", ())),
        note=str(content.get("note", "")),
        fields={**content.get("fields", {}), **_extra(content)},
        seen_from=min([*days, *first], default=None),
        seen_to=max(days, default=None),
        lists=_runs(group) if relation == CONTACT else (),
        archives=_runs(before or group) if relation == CONNECTION and since else (),
        is_self=any(version.kind == record.SELF for version in group),
    )


def _runs(versions: Iterable[Version]) -> tuple[str, ...]:
    return tuple(sorted({run for version in versions for run, _, _ in version.seen}))


def remarked(card: Card, remarks: Iterable[Mapping[str, Any]]) -> Card:
    """Put on a card what its source keeps about it in records of their own, oldest first."""
    return replace(card, remarks=tuple(sorted(remarks, key=lambda one: (one.get("at", ""), one["record"]))))


def of_a_stranger(card: Card) -> Card:
    """Take a card from an archive that is not ego's for what it is: somebody of whom it speaks."""
    return replace(card, is_self=False, relation=SEEN)


def _joined(contents: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Join contents of one key and name: lists add up, of single values the first stands."""
    if len(contents) == 1:
        return contents[0]
    joined: dict[str, Any] = {}
    for content in contents:
        for name, value in content.items():
            if isinstance(value, list):
                joined[name] = [*joined.get(name, []), *(v for v in value if v not in joined.get(name, []))]
            else:
                joined.setdefault(name, value)
    return joined


def _extra(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content[name] for name in ("department", "rhythm_days") if content.get(name)}


def _handles(stated: Iterable[Sequence[str]], mention: Mention | None) -> tuple[tuple[str, str], ...]:
    found = [(kind, value) for kind, value in stated]
    if mention and mention.handle:
        found.append(mention.handle)
    return tuple(dict.fromkeys(found))


def _former(content: Mapping[str, Any], before: Sequence[Version]) -> tuple[tuple[str, str], ...]:
    """Give what reached them once: letters from there are theirs. Under another name it may have been another's."""
    if len(before) == 1:
        return ()
    now = {(kind, value) for kind, value in content.get("handles", ())}
    name = _folded(str(content.get("name", "")))
    found = {
        (kind, value)
        for version in before
        if name and _folded(str(version.content.get("name", ""))) == name
        for kind, value in version.content.get("handles", ())
        if kind in LASTING
    }
    return tuple(sorted(found - now))


def _others(name: object, mention: Mention | None) -> tuple[str, ...]:
    return tuple(other.name for other in mention.names if other.name != name)[:SHOWN_NAMES] if mention else ()


def _doubtful(namings: Sequence[Naming]) -> tuple[str, ...]:
    """Give the names that somebody else may have put beside a handle: anybody may write any into a letter.

    Where ego writes to them under a name, or one stands above nearly all they wrote, a name is doubtful that only
    third parties write, or few letters beside these. Where neither is so, who writes there is not known, and none is.
    """
    told = [one for one in namings if one.by_them or one.by_ego]
    if not told:
        return ()
    is_named_by_ego = any(one.by_ego for one in told)
    sure = max(one.by_them + one.by_ego for one in told)
    least = max(FEW_LETTERS, STRAY_SHARE * sure) if is_named_by_ego else STRAY_SHARE * sure
    return tuple(one.name for one in namings[:SHOWN_NAMES] if not one.by_ego and one.by_them < least)


def mentioned(key: str, mention: Mention, *, has_answers: bool) -> Card:
    """Make the card of a bare handle that occurs in messages and meetings only.

    has_answers: ego's own mail is in the book, so that silence on ego's side means something.
    """
    fields = mention.signatures[-1][0] if mention.signatures else {}
    return Card(
        key=key,
        source=MAIL if MAIL in mention.channels else next(iter(mention.channels), ""),
        name=mention.names[0].name if mention.names else "",
        other_names=tuple(one.name for one in mention.names[1:SHOWN_NAMES]),
        doubtful_names=_doubtful(mention.names),
        handles=_handles([["phone", str(fields["phone"])]] if fields.get("phone") else [], mention),
        organisation=str(fields.get("organisation", "")) or _named_organisation(key),
        title=str(fields.get("title", "")),
        spans=_spans(key, mention),
        relation=SEEN,
        seen_from=times.from_day_number(mention.first),
        seen_to=times.from_day_number(mention.last),
        is_bulk=is_bulk(mention, has_answers=has_answers),
        is_claimed=bool(mention.signatures) and not mention.received,
    )


def last_stated(mention: Mention) -> date:
    """Give the day of which a bare handle's organisation speaks.

    Who goes on using an organisation's own address is still there; a signature below a private one says so of its day.
    """
    if not mention.signatures:
        return times.from_day_number(mention.last)
    fields, _, signed = mention.signatures[-1]
    domain = work_domain(mention.key.removeprefix("email:"))
    is_own = domain and is_domain_of(domain, organisation_key(str(fields.get("organisation", ""))))
    return times.from_day_number(mention.last if is_own else signed)


def trusted(card: Card) -> Card:
    """Leave out of a card, before it is compared, what mail says of its own sender: anybody may sign as anybody.

    Once ego writes to the address its word counts, since whoever reads there has the answer.
    """
    if not card.is_claimed:
        return card
    handles = tuple(found for found in card.handles if found[0] != handle.PHONE)
    return replace(card, handles=handles, organisation="", spans=())


def _named_organisation(key: str) -> str:
    """Give the organisation by which a recommendation tells a name from others."""
    return key.partition(f"|{AT}")[2] if key.startswith("named:") else ""


def _spans(key: str, mention: Mention) -> tuple[Mapping[str, Any], ...]:
    """Where a person worked, by their signatures and by the domain of the address, at the days of its use."""
    signed: dict[tuple[str, str], tuple[int, int]] = {}
    for fields, first, last in mention.signatures:
        if fields.get("organisation"):
            place = (str(fields["organisation"]), str(fields.get("title", "")))
            before = signed.get(place, (first, last))
            signed[place] = (min(first, before[0]), max(last, before[1]))
    spans = [_span(*place, *days) for place, days in signed.items()]
    domain = work_domain(key.removeprefix("email:")) if key.startswith("email:") else None
    if domain and not any(is_domain_of(domain, organisation_key(span["organisation"])) for span in spans):
        spans.append(_span(domain, "", mention.first, mention.last))
    return tuple(spans)


def _span(organisation: str, title: str, first: int, last: int) -> Mapping[str, Any]:
    start, end = (times.from_day_number(day).isoformat()[:7] for day in (first, last))
    return {"organisation": organisation, "start": start, "end": end} | ({"title": title} if title else {})


def is_bulk(mention: Mention, *, has_answers: bool) -> bool:
    """Say whether a handle belongs to a list, a robot or a function rather than to a person.

    By the evidence on its messages; by its own name; and by volume without answer, where answers would show.
    """
    if mention.handle is not None and mention.handle[0] == handle.EMAIL and handle.is_shared(mention.handle[1]):
        return True
    if mention.listed >= max(LISTED_LEAST, mention.received + 1) and not mention.wrote and not mention.met:
        return True  # mail goes to it as to a list, and it never writes: also when ego writes there
    if mention.received or mention.met:
        return False  # ego wrote to it, or it came to a small meeting
    if mention.wrote and mention.wrote_bulk == mention.wrote:
        return True
    return has_answers and MAIL in mention.channels and mention.wrote >= VOLUME_WITHOUT_ANSWER


def judged(
    card: Card, group: Sequence[Version], mention: Mention | None, *, order: int, changes: tuple[change.Change, ...]
) -> Made:
    """Say of a described card whether ego knows the person, and since when: from the list it stands on, or by talk."""
    is_listed = card.relation in {CONNECTION, CONTACT}
    days = [as_of.day if as_of.is_dated else None for version in group for _, as_of, _ in version.seen]
    first: int | None = None
    if is_listed and card.since:
        first = times.day_number(date.fromisoformat(card.since))
    elif is_listed and days and None not in days:
        first = min(times.day_number(day) for day in days if day)
    talked = mention.known_from if mention else None
    if talked is not None and (first is not None or not is_listed):
        first = talked if first is None else min(first, talked)
    return Made(
        card=card,
        order=order,
        records=tuple(version.raw for version in group),
        changes=changes,
        is_known=is_listed or talked is not None,
        known_from=first,
        stated=max((day for day in days if day), default=None),
    )


def own(words: OwnWords) -> Card:
    """Make the card that holds the owner's own words on somebody."""
    content = words.content
    known = {"name", "names", "handles", "organisation", "title", "birthday", "location", "since", "note", "relation"}
    return Card(
        key=words.key,
        source=OWNER,
        name=str(content.get("name", "")),
        handles=_handles(content.get("handles", ()), None),
        organisation=str(content.get("organisation", "")),
        title=str(content.get("title", "")),
        birthday=str(content.get("birthday", "")),
        location=str(content.get("location", "")),
        since=str(content.get("since", "")),
        relation=CONTACT,
        note=str(content.get("note", "")),
        fields={name: value for name, value in content.items() if name not in known}
        | ({"removed": [list(pair) for pair in sorted(words.removed)]} if words.removed else {})
        | ({"emptied": emptied} if (emptied := sorted(name for name in content if content[name] == "")) else {}),
    )


def changes(card: str, versions: Sequence[Version], complete: Sequence[Complete]) -> tuple[change.Change, ...]:
    """Tell what later versions of a card say differently, and whether it left the connections."""
    found = []
    states = _states(versions) if len(versions) > 1 else []  # of the usual one there is nothing to tell
    for (earlier, before), (later, after) in pairwise(states):
        for name, key in ((change.ORGANISATION, organisation_key), (change.TITLE, _folded)):
            old, new = (str(version.content.get(name, "")) for version in (before, after))
            if old and new and key(old) != key(new):
                found.append(_change(card, name, (earlier, later), (old, new), (before, after)))
    return (*found, *_absences(card, versions, complete))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _states(versions: Sequence[Version]) -> list[tuple[AsOf, Version]]:
    """Give the content that stood at each as-of day, oldest first: of equal days the greater record id wins.

    A day on which one run saw it beside another content is left out: both stand, and neither follows the other.
    """
    by_day: dict[date, list[tuple[Version, str, AsOf]]] = {}
    for version in versions:
        for run, as_of, _ in version.seen:
            by_day.setdefault(as_of.day or date.min, []).append((version, run, as_of))
    states = []
    for _, seen in sorted(by_day.items()):
        stood = max((version for version, _, _ in seen), key=lambda version: version.raw)
        runs = {run for version, run, _ in seen if version is stood}
        if all(version is stood or run not in runs for version, run, _ in seen):
            # Of one day the surer basis dates the change, whichever run came first.
            states.append((max((as_of for version, _, as_of in seen if version is stood), key=_sureness), stood))
    return states


def _sureness(as_of: AsOf) -> tuple[bool, str]:
    return as_of.is_dated, as_of.basis


def _change(
    card: str, name: str, as_ofs: tuple[AsOf, AsOf], values: tuple[str, str], versions: tuple[Version, Version]
) -> change.Change:
    earlier, later = as_ofs
    return change.Change(
        person=0,
        card=card,
        at=later.day if later.is_dated else None,
        since=earlier.day if earlier.is_dated else None,
        field=name,
        before=values[0],
        after=values[1],
        source=versions[1].seen[-1][2],
        records=tuple(ids.spell(ids.RECORD, version.raw) for version in versions),
    )


def _absences(card: str, versions: Sequence[Version], complete: Sequence[Complete]) -> list[change.Change]:
    """Conclude an absence only between two whole lists of one member, the later not much shorter.

    Compared with the last list that held the card, so that a shortened one between the two hides nothing.
    """
    if not complete:
        return []
    holders = {run: version for version in versions for run, _, _ in version.seen if _is_connection(version)}
    found = []
    last: dict[str, Complete] = {}  # account → the list that held the card, until its absence is concluded
    for one in sorted(complete, key=lambda one: (one.as_of.day or date.min, one.run not in holders, one.run)):
        held = last.get(one.account)
        if one.run in holders:
            last[one.account] = one
        elif held and one.account and one.as_of.day != held.as_of.day and one.count >= ABSENCE_SHARE * held.count:
            del last[one.account]
            versions_of_both = (holders[held.run], holders[held.run])
            found.append(_change(card, change.CONNECTION, (held.as_of, one.as_of), ("connected", ""), versions_of_both))
    return found


def _is_connection(version: Version) -> bool:
    return version.content.get("relation") == CONNECTION
