"""How a card is called: the names that stand on it, those its address spells, and whether they are one person's."""

from collections.abc import Iterable, Iterator
from typing import Final

from kithbook.identity import names, normalise
from kithbook.identity.agreement import DIFFERENT, INITIAL, agreement, given_word
from kithbook.identity.fold import LONGEST_NAME, fold, loose
from kithbook.identity.names import Name
from kithbook.identity.organise import domain_fit
from kithbook.model.card import Card

WHOLE: Final = "whole"  # what of a name an address counts the bearers of
FAMILY: Final = "family"
GIVEN: Final = "given"
MOST_DIGITS: Final = 4  # behind an address that are read as a number
MOST_NAMES: Final = 6  # ways of writing a name that a card may bring; the first are the most frequent


def names_of(card: Card, emails: frozenset[str]) -> tuple[Name, ...]:
    """Read the names of a card: as stated, as written beside its address, and as its address spells them."""
    found = dict.fromkeys(names.from_parts(card.names)) if card.names else {}
    for text in (card.name, *card.other_names[: MOST_NAMES - 1]):
        if text:
            found.update(dict.fromkeys(names.read(text[:LONGEST_NAME])))
    if card.doubtful_names:
        found = dict.fromkeys(_undisputed(list(found), card.doubtful_names))
    if len(found) > 1 and len(emails) == 1 and not card.names:
        found = dict.fromkeys(_owners(list(found), next(iter(emails))))
    stated = [name for name in found if name.given]
    for address in sorted(emails)[:MOST_NAMES]:
        found.update(dict.fromkeys(_guessed(address, stated, is_full=any(name.is_full for name in found))))
    return tuple(found)[:MOST_NAMES]


def _undisputed(stated: list[Name], doubtful: Iterable[str]) -> list[Name]:
    """Leave out doubtful names that are at odds with every sure one; what only writes these otherwise may stay."""
    unsure = {name for text in doubtful for name in names.read(text[:LONGEST_NAME])}
    sure = [name for name in stated if name not in unsure]
    return [
        name for name in stated if name in sure or any(not agreement(name, one).is_contrary for one in sure)
    ] or stated


def _owners(stated: list[Name], address: str) -> list[Name]:
    """Leave out who wrote on behalf under another's address: it is spelt after some names, and not after theirs."""
    own = [name for name in stated if _is_spelt(name, address)]
    return [
        name for name in stated if name in own or not own or all(agreement(name, one).given != DIFFERENT for one in own)
    ]


def _is_spelt(name: Name, address: str) -> bool:
    """Say whether an address is made of a name: of the family name or the whole given name."""
    local = loose(fold(address.partition("@")[0])).replace(".", "")
    words = (loose("".join(name.family).replace("-", "")), loose(name.given[0]) if name.given else "")
    return any(len(word) > 2 and word in local for word in words)


def writes_for_many(called: Iterable[Name], emails: frozenset[str]) -> bool:
    """Say whether names at odds stand under the one address of a card, or the name of the organisation itself."""
    stated = [name for name in called if name.given and not name.is_guess]
    if len(emails) != 1 or len(stated) < 2:
        return False
    if _falls_apart([name for name in stated if name.is_full]):
        return True
    domain = normalise.work_domain(next(iter(emails)))
    return bool(domain) and any(domain_fit(domain, " ".join(name.given + name.family)) == 2 for name in stated)


def _falls_apart(full: list[Name]) -> bool:
    """Say whether names are of several people: no chain of forms (Ted, Edward, Edwadr) leads from the first to all."""
    reached, left = full[:1], full[1:]
    for one in reached:
        near = [two for two in left if agreement(one, two).given != DIFFERENT]
        reached += near
        left = [two for two in left if two not in near]
    return bool(left)


def _guessed(address: str, stated: list[Name], *, is_full: bool) -> Iterator[Name]:
    """Read names from an address: all that is known where nothing else is, else another family name (at birth, say)."""
    if _is_numbered(address) and normalise.work_domain(address):
        return
    local = loose(fold(normalise.unnumbered(address)))
    if any(local in {loose(one.given[0]), loose("".join(one.family))} for one in stated):
        return  # camille@ is Camille's, and no Cam Ille's
    for name in normalise.guess(address):
        if not is_full and (not stated or any(_completes(name, one) for one in stated)):
            yield name
        elif name.family and name.given and len(name.family[-1]) > 1:
            known = next((one.given[0] for one in stated if given_word(one.given[0], name.given[0]) >= INITIAL), "")
            if known and not any(_bears(one, name.family) for one in stated):
                yield Name((known,), name.family, is_sure=False, is_guess=True)


def _completes(guess: Name, stated: Name) -> bool:
    """Say whether an address writes out what a name abbreviates: E. Moore at emma.moore@."""
    found = agreement(guess, stated)
    return guess.is_full and not found.is_contrary and INITIAL in {found.given, found.family}


def _bears(name: Name, family: tuple[str, ...]) -> bool:
    return loose("".join(family)) in {loose("".join(name.family)), *map(loose, name.family)}


def namesakes(address: str, called: Iterable[Name]) -> tuple[str, int]:
    """Say of whom an address counts the bearers, and how many others it tells of: the part of the name, and a number.

    ann.smith2@ counts those of the WHOLE name, smith2@ those of one FAMILY name, ann2@ those of one GIVEN name; one
    without a number, or with another word before it, counts nobody.
    """
    digits = len(address.partition("@")[0]) - len(normalise.unnumbered(address))
    if not digits:
        return "", 0
    number = int(address.partition("@")[0][-min(digits, MOST_DIGITS) :])
    local = loose(fold(normalise.unnumbered(address)))
    families = {loose("".join(name.family)) for name in called if name.family}
    if any(len(family) > 1 and family in local for family in families):
        return (FAMILY if local in families else WHOLE), max(1, number - 1)
    is_given = local in {loose(name.given[0]) for name in called if name.given}
    return (GIVEN, max(1, number - 1)) if is_given else ("", 0)


def _is_numbered(address: str) -> bool:
    return address.partition("@")[0][-1:].isdigit()
