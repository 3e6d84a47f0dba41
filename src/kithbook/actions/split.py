"""split: rule that some cards of a person are somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kithbook.actions import who
from kithbook.actions.answers import PersonRef, picked
from kithbook.model import decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book


@dataclass(frozen=True, slots=True)
class Parted:
    """The ruling, who kept the name, and who the cards are now."""

    decision: str
    person: PersonRef
    parted: tuple[PersonRef, ...]


def split(book: Book, whom: str, cards: Sequence[str], *, now: datetime) -> Parted:
    """Take these cards away from the person; each must not link with any that remains."""
    from kithbook.actions.refresh import refresh

    person = who.one(book, whom)
    all_cards = who.cards_of(book, person)
    gone = [picked(card, all_cards, "card", where=f"kith show {person.slug} --cards") for card in cards]
    rest = [card for card in all_cards if card not in gone]
    if not gone or not rest:
        raise UserError(
            f"{person.name} must keep a card and lose one.", do=f"`kith show {person.slug} --cards` lists them."
        )
    ruling = book.evidence.decide(decision.SPLIT, {"cards": gone, "others": rest}, at=now)
    refresh(book, patient=False)
    after = [found for card in gone if (found := book.digest.person(card))]
    kept = book.digest.person(rest[0])
    assert kept is not None, "a ruling removes nobody"
    refs = dict.fromkeys(PersonRef.of(found) for found in after)
    return Parted(ruling.id, PersonRef.of(kept), tuple(refs))
