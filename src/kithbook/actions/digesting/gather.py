"""Records into interactions and cards: from the evidence, through the pure functions, into the digest."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from kithbook.actions.digesting.abreast import Abreast, is_worth_it, made, made_of
from kithbook.actions.digesting.matching import Matcher
from kithbook.actions.digesting.remarks import Told
from kithbook.actions.digesting.setting import Setting
from kithbook.digest import cards, interactions
from kithbook.digest.interactions import LOG
from kithbook.identity.organise import organisation_key
from kithbook.model import ids, record
from kithbook.model.card import CONNECTION, CONTACT, OWNER, Card
from kithbook.model.digested import Made, Mention, Row
from kithbook.model.position import EMPLOYER, Position
from kithbook.store.book import Book
from kithbook.store.digesting import Laying
from kithbook.store.evidence import Evidence

BATCH: Final = 1000
CARD_KINDS: Final = (record.CARD, record.SELF)
PLACE_OF_RULINGS: Final = 1 << 50  # what the owner entered came after every record that is kept
Tick = Callable[[int], None]
Item = TypeVar("Item")


def lay_interactions(
    evidence: Evidence, laying: Laying, setting: Setting, *, keys: Iterable[tuple[str, str]], tick: Tick
) -> set[int]:
    """Lay the interactions of these keys; give the cards that take part in them."""
    walk = evidence.versions(keys, kinds=interactions.KINDS)
    return _lay(laying, made_of(walk, ego=setting.ego, zone=setting.zone), tick)


def lay_all_interactions(book: Book, laying: Laying, setting: Setting, *, tick: Tick) -> None:
    """Lay the interactions of all keys, where it is worth it in two processes."""
    portions = book.evidence.portions(kinds=interactions.KINDS)
    if not is_worth_it(book):
        rows = (row for one in portions for row in made(one, ego=setting.ego, zone=setting.zone))
        _lay(laying, rows, tick)
        return
    with Abreast(book, ego=setting.ego, zone=setting.zone) as both:
        _lay(laying, (row for nth, one in enumerate(portions) for row in both.rows(nth, one)), tick)


def _lay(laying: Laying, rows: Iterable[Row], tick: Tick) -> set[int]:
    affected: set[int] = set()
    for batch in _batches(rows, BATCH):
        affected |= laying.put_interactions(batch)
        tick(len(batch))
    return affected


def lay_logs(laying: Laying, setting: Setting, ids_wanted: Collection[str] | None = None) -> set[int]:
    """Lay what the owner logged by hand; all of it, or what these rulings say."""
    rows = []
    for order, ruling in enumerate(setting.rulings.logs):
        if ids_wanted is None or ruling.id in ids_wanted:
            row = interactions.logged(ruling, zone=setting.zone)
            row.place = PLACE_OF_RULINGS + order
            rows.append(row)
    return laying.put_interactions(rows)


def lay_cards(
    evidence: Evidence,
    laying: Laying,
    setting: Setting,
    *,
    has_answers: bool,
    remarks: Told,
    matcher: Matcher,
    tick: Tick,
) -> None:
    """Lay all cards: those of records, those that only occur in interactions, and the owner's own words.

    matcher: it is given every card as it is laid.
    """
    for chunk in _batches(_of_records(evidence, None), BATCH):
        numbers = laying.numbers([key for key, _ in chunk])
        mentions = dict(laying.mentions(numbers.values()))
        made = [
            one
            for key, found in chunk
            for one in _made(key, found, mentions.get(numbers.get(key, 0)), remarks.get(key, ()), setting=setting)
        ]
        matcher.add(laying.cards(_put(laying, made)).items())
        tick(len(chunk))
    bare = (mention for _, mention in laying.mentions(laying.unmade()) if _is_named(mention))
    for some in _batches(bare, BATCH):
        made = [_bare(mention, has_answers=has_answers) for mention in some]
        matcher.add(laying.cards(_put(laying, made)).items())
        tick(len(some))
    matcher.add(laying.cards(_put(laying, list(_own(setting, None)))).items())


def relay_cards(
    evidence: Evidence, laying: Laying, setting: Setting, *, keys: Collection[str], remarks: Told, has_answers: bool
) -> tuple[set[int], set[int]]:
    """Lay these cards anew; give the numbers of those that stand and of those that are gone."""
    versions = dict(_of_records(evidence, [(kind, key) for key in keys for kind in CARD_KINDS]))
    numbers = laying.numbers(keys)
    mentions = dict(laying.mentions(numbers.values()))
    made: list[Made] = []
    for key in sorted(keys):
        mention = mentions.get(numbers.get(key, 0))
        if key in versions:
            made += _made(key, versions[key], mention, remarks.get(key, ()), setting=setting)
        elif mention is not None and _is_named(mention):
            made.append(_bare(mention, has_answers=has_answers))
    made += _own(setting, keys)
    stood = laying.variants(keys)
    standing = _put(laying, made)
    gone = stood - standing
    return standing, gone


def _of_records(
    evidence: Evidence, keys: Iterable[tuple[str, str]] | None
) -> Iterator[tuple[str, list[tuple[int, cards.Version]]]]:
    for kind, key, versions in evidence.versions(keys, kinds=CARD_KINDS):
        yield (
            key,
            [
                (one.record_number, cards.Version(one.record.raw_id, kind, one.record.content, one.seen))
                for one in versions
            ],
        )


def _made(
    key: str,
    found: Sequence[tuple[int, cards.Version]],
    mention: Mention | None,
    remarks: Collection[Mapping[str, Any]],
    *,
    setting: Setting,
) -> Iterator[Made]:
    versions = [version for _, version in found]
    order = min(number for number, _ in found)
    for name, group in cards.standing(key, versions):
        is_first = name == key
        card = cards.described(name, group, mention if is_first else None, before=versions)
        if card.id in setting.ego.strangers:
            card = cards.of_a_stranger(card)
        elif is_first and remarks:
            card = cards.remarked(card, remarks)
        changes = cards.changes(card.id, versions, setting.complete) if is_first else ()
        yield cards.judged(card, group, mention if is_first else None, order=order, changes=changes)


def _is_named(mention: Mention) -> bool:
    """Say whether a mention makes a card by itself; what the owner logged only names one, which may be gone by now."""
    return mention.channels != (LOG,)


def _bare(mention: Mention, *, has_answers: bool) -> Made:
    card = cards.mentioned(mention.key, mention, has_answers=has_answers)
    return Made(
        card=card,
        order=mention.place,
        is_known=mention.known_from is not None,
        known_from=mention.known_from,
        stated=cards.last_stated(mention),
    )


def _own(setting: Setting, keys: Collection[str] | None) -> Iterator[Made]:
    for key, words in setting.rulings.own.items():
        if keys is None or key in keys:
            yield Made(
                card=cards.own(words),
                order=PLACE_OF_RULINGS + words.order,
                records=tuple(ids.unspell(ruling)[1] for ruling in words.decisions),
                is_known=True,
            )


def _put(laying: Laying, made: Sequence[Made]) -> set[int]:
    rows = [(laying.card_number(one.card.key), one, _positions(one)) for one in made]
    laying.put_cards(rows)
    return {number for number, _, _ in rows}


def _positions(made: Made) -> list[Position]:
    """Give the positions that a card states: its present one, and those it lists."""
    card = made.card
    if card.is_bulk:
        return []
    record_id = (
        ids.spell(ids.DECISION if card.source == OWNER else ids.RECORD, made.records[-1]) if made.records else ""
    )
    found = [_position(card, record_id, span) for span in card.spans if span.get("organisation") or span.get("title")]
    present = {"organisation": card.organisation, "title": card.title}
    if card.relation in {CONNECTION, CONTACT} and any(present.values()):
        said = {(one.organisation, one.title) for one in found if one.is_current or not one.end}
        if (card.organisation, card.title) not in said:
            found.insert(0, _position(card, record_id, {**present, "current": True}))
    return found


def _position(card: Card, record_id: str, span: Mapping[str, object]) -> Position:
    organisation = str(span.get("organisation", ""))
    return Position(
        person=0,
        organisation=organisation,
        organisation_key=organisation_key(organisation) if organisation else "",
        title=str(span.get("title", "")),
        start=str(span.get("start", "")),
        end=str(span.get("end", "")),
        kind=str(span.get("kind", EMPLOYER)),
        source=card.source,
        record=record_id,
        is_current=bool(span.get("current")),
    )


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
