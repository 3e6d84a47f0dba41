"""Persons from their cards: which name, organisation and title stand for them, and whether ego knows them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from kithbook.digest.rulings import Rulings
from kithbook.identity.given import in_order
from kithbook.model import handle, times
from kithbook.model.card import CONNECTION, CONTACT, OWNER, SEEN, Card
from kithbook.model.digested import Face, Made

RANKS: Final[Mapping[str, int]] = {CONNECTION: 3, CONTACT: 2, SEEN: 1}
OWN_RANK: Final = 9  # the owner's own words win
SLUG_LENGTH: Final = 60
EMPTIED: Final = "emptied"  # the field of an owner's card that lists what they emptied


def face(made: Sequence[Made], rulings: Rulings, *, is_ego: bool) -> Face:
    """Choose what stands for the person of these cards."""
    ordered = sorted(made, key=lambda one: (one.order, one.card.id))
    founder = ordered[0].card
    people = [one for one in ordered if not one.card.is_bulk] or ordered
    organisation, title = _place(people)
    name = _name(people)
    tags = _tags(ordered, rulings)
    known = [one for one in people if one.is_known]
    return Face(
        founder=founder.id,
        cards=tuple(one.card.id for one in ordered),
        name=name,
        stem=stem(name),
        organisation=organisation,
        title=title,
        is_known=bool(known) and not is_ego and not all(one.card.is_bulk for one in ordered),
        known_from=_known_from(known),
        is_bulk=all(one.card.is_bulk for one in ordered),
        is_ego=is_ego,
        birthday=_first(people, "birthday"),
        since=min((one.card.since for one in people if one.card.since), default=""),
        location=_first(people, "location"),
        tags=tags,
        words=_words(ordered, tags, rulings),
    )


def _known_from(known: Sequence[Made]) -> date | None:
    days = [one.known_from for one in known]
    if not days or None in days:
        return None
    return times.from_day_number(min(day for day in days if day is not None))


def _rank(card: Card) -> int:
    return OWN_RANK if card.source == OWNER else RANKS.get(card.relation, 0)


def _word(one: Made) -> int:
    """Order the owner's own words: above all else, and the later above the earlier."""
    return one.order + 1 if one.card.source == OWNER else 0


def _name(made: Sequence[Made]) -> str:
    named = [one for one in made if one.card.name]
    if named:
        card = max(named, key=lambda one: (_word(one), *_standing(one.card), one.card.name)).card
        return card.name if card.source == OWNER else in_order(card.name)
    handles = sorted((kind != handle.EMAIL, value) for one in made for kind, value in one.card.handles)
    return handles[0][1] if handles else "(no name)"


def _standing(card: Card) -> tuple[int, date, int]:
    return _rank(card), card.seen_to or date.min, len(card.name)


def _place(made: Sequence[Made]) -> tuple[str, str]:
    """Choose organisation and title: of the card that speaks of the latest day, then as the owner said, in order."""
    placed = [one for one in made if one.card.source != OWNER and (one.card.organisation or one.card.title)]
    organisation = title = ""
    if placed:
        best = max(placed, key=lambda one: (one.stated or date.min, _rank(one.card), one.card.id)).card
        organisation, title = best.organisation, best.title
    for card in (one.card for one in sorted(made, key=_word) if one.card.source == OWNER):
        if _says(card, "organisation"):
            # A title goes with its organisation: what held there need not hold elsewhere.
            title = title if card.organisation == organisation else ""
            organisation = card.organisation
        if _says(card, "title"):
            title = card.title
    return organisation, title


def _says(card: Card, name: str) -> bool:
    """Say whether the owner set a field on this card, or emptied it."""
    return bool(getattr(card, name)) or name in card.fields.get(EMPTIED, ())


def _first(made: Sequence[Made], name: str) -> str:
    found = [one for one in made if getattr(one.card, name) or name in one.card.fields.get(EMPTIED, ())]
    if not found:
        return ""
    # A birthday with its year says more than one without.
    best = max(found, key=lambda one: (_word(one), _rank(one.card), len(getattr(one.card, name)), one.card.id))
    return str(getattr(best.card, name))


def _tags(made: Sequence[Made], rulings: Rulings) -> tuple[str, ...]:
    tags = {tag for one in made for tag in one.card.tags}
    for one in made:
        for tag in rulings.tags.get(one.card.id, ()):
            if tag.startswith("-"):
                tags.discard(tag[1:])
            else:
                tags.add(tag)
    return tuple(sorted(tags))


def _words(made: Sequence[Made], tags: Sequence[str], rulings: Rulings) -> str:
    words: dict[str, None] = {}
    for one in made:
        card = one.card
        for text in (card.name, *card.other_names, *card.names.values(), card.organisation, card.title, card.location):
            words[text] = None
        words[card.note] = None
        words |= dict.fromkeys(value for _, value in card.handles)
        words |= dict.fromkeys(str(span.get("organisation", "")) for span in card.spans)
        words |= dict.fromkeys(rulings.notes.get(card.id, ()))
        words |= dict.fromkeys(text for one in card.remarks for text in _remarked(one))
    words |= dict.fromkeys(tags)
    return searched(" \n".join(word[:1000] for word in words if word))


def _remarked(remark: Mapping[str, Any]) -> tuple[str, str]:
    return str(remark.get("text", "")), str(remark.get("fields", {}).get("reason", ""))


def searched(text: str) -> str:
    """Fold text for searching: case and accents, and what NFKD takes apart."""
    if text.isascii():
        return text.lower().replace("\x00", " ")
    # Twice: a letter of mathematics (𝓐, in names on LinkedIn) becomes a capital, and case takes others apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return plain.translate(_UNFOLDED).replace("\x00", " ")


_UNFOLDED: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)


def stem(name: str) -> str:
    """Make the readable part of a slug: plain letters where the script has them, its own letters elsewhere."""
    plain = re.sub(r"[^\w]+", "-", searched(name)).strip("-_")
    return plain[:SLUG_LENGTH].rstrip("-") or "someone"
