"""What two people call each other, as far as letters and cards show it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kithbook.insight.drafting import plain
from kithbook.insight.drafting.matter import Called, Fact
from kithbook.model.card import OWNER, Card

_TITLE: Final = r"(?:dr|prof|professor|doctor|mr|mrs|ms|mx|sir|dame|herr|frau|m|mme)\.?"
_OPENED: Final = re.compile(
    rf"(?:(?P<word>dear|hi|hello|hey|good (?:morning|afternoon|evening)|sehr geehrter?|liebe[rs]?|hallo)\s+)?"
    rf"(?P<name>(?:{_TITLE}\s+){{0,2}}[^\W\d_][^,.;:!?\n]{{0,40}}?)\s*[,!–]\s",
    re.IGNORECASE,
)  # how a letter opens, where the greeting stands in one line with what follows
_TITLES: Final = re.compile(rf"^(?:{_TITLE}\s+)+", re.IGNORECASE)
_FORMAL: Final = re.compile(rf"{_TITLE}\s+\S", re.IGNORECASE)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[ -]?|[A-Za-z](?:[ -]|$)){1,4}")  # J., J. R., J.-P.; 王 is a name
_SPEAKS_WHOLE: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)  # whose given name alone is intimate
_PREFIX: Final = {"dr": "Dr", "dr.": "Dr", "prof": "Professor", "prof.": "Professor", "professor": "Professor"}


@dataclass(frozen=True, slots=True)
class Said:
    """The first words of a letter, or the name under it."""

    id: str
    text: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What the whole name on a card says: its given name where that is certain, and the name in the order of speech."""

    given: str
    whole: str


def called(
    cards: Sequence[Card], openings: Iterable[Said], signed: Iterable[Said], read: Mapping[str, Read] | None = None
) -> Called:
    """Find what to call a person, by the surest evidence that there is; without any, nobody is named.

    In this order: how ego's own letters opened, newest first; the given name that they sign with; the given name that a
    card states, the owner's own first; the one that a whole name shows for certain (`read`, by card); the whole name.
    Formal only where ego wrote so, or nobody yet wrote and a card bears a title. Never by an initial.
    """
    names = _names(cards)
    mine = [one for one in openings if one.is_mine]
    for one in mine:
        if (found := _opened(one, names)) is not None:
            return found
    for one in signed:
        if found := _signed(one, names):
            return found
    return _by_card(cards, read or {}, is_new=not mine)


def _opened(said: Said, names: frozenset[str]) -> Called | None:
    opening = _OPENED.match(said.text)
    if opening is None:
        return None
    name = plain.name(opening["name"])
    words = {word.casefold() for word in _TITLES.sub("", name).split()}
    if (
        not words or not words <= names or _is_initial(name)
    ):  # "Excellent, …" is no greeting, nor is "Sorry for the late reply Ann, …"
        return None
    if _FORMAL.match(name):
        return Called(_spelt(name), is_formal=True, facts=(Fact(f"You wrote “Dear {_spelt(name)}”.", (said.id,)),))
    fact = Fact(f"You called them {name} in your letter.", (said.id,))
    return Called(name, is_familiar=True, facts=(fact,))


def _signed(said: Said, names: frozenset[str]) -> Called | None:
    """Take the one name that somebody signs with."""
    name = plain.name(said.text)
    if not name or " " in name or name.casefold() not in names or _is_initial(name):
        return None
    return Called(name, is_familiar=True, facts=(Fact(f"They sign as {name}.", (said.id,)),))


def _by_card(cards: Sequence[Card], read: Mapping[str, Read], *, is_new: bool) -> Called:
    ranked = sorted(cards, key=lambda card: card.source != OWNER)
    for card in ranked:
        prefix = _PREFIX.get(card.names.get("prefix", "").strip().casefold())
        family = plain.name(card.names.get("family", ""))
        if is_new and prefix and family:
            name = f"{prefix} {family}"
            return Called(name, is_formal=True, facts=(Fact(f"A card names them {name}.", (card.id,)),))
    for card in ranked:
        if given := _stated(card):
            fact = Fact(f"The given name on the card from {card.source} is {given}.", (card.id,))
            return Called(given, is_familiar=not is_new, facts=(fact,))
    for card in ranked:
        said = read.get(card.id)
        if said and (given := _cased(plain.name(said.given))):
            fact = Fact(f"A card names them {plain.name(said.whole)}.", (card.id,))
            return Called(given, is_familiar=not is_new, facts=(fact,))
    for card in ranked:
        if whole := plain.name(read[card.id].whole if card.id in read else card.name):
            return Called(whole, facts=(Fact(f"A card names them {whole}.", (card.id,)),))
    return Called()


def _stated(card: Card) -> str:
    """Take the given name that a source states, without titles and initials; '' where the whole name is customary."""
    given = _TITLES.sub("", plain.name(card.names.get("given", "")))
    if _SPEAKS_WHOLE.search(given):
        return ""
    return _cased(" ".join(word for word in given.split() if not _is_initial(word)))


def _is_initial(name: str) -> bool:
    """Say whether no more than initials stand there."""
    return bool(_INITIALS.fullmatch(name))


def _cased(name: str) -> str:
    """Write a name as names are written, where a list has it all in capitals or in none."""
    is_shouted = name.isupper() and len(name) > len("JJ")
    return name.title() if is_shouted or name.islower() else name


def _names(cards: Iterable[Card]) -> frozenset[str]:
    """Give all words of a person's names, small letters."""
    said = (text for card in cards for text in (card.name, *card.names.values(), *card.other_names))
    return frozenset(word.casefold() for text in said for word in plain.name(text).split())


def _spelt(name: str) -> str:
    """Write a title as English does, without its full stop."""
    first, _, rest = name.partition(" ")
    return f"{_PREFIX.get(first.casefold(), first.rstrip('.'))} {rest}"
