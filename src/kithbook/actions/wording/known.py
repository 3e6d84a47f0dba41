"""What a ruling names, as its reader knows it: people by the names they have now, promises by their words."""

from collections.abc import Mapping
from dataclasses import dataclass

from kithbook.model import ids
from kithbook.model.decision import Decision
from kithbook.model.run import Run
from kithbook.store.book import Book


@dataclass(frozen=True)
class Known:
    """A book with its rulings and imports by id."""

    book: Book
    rulings: Mapping[str, Decision]
    runs: Mapping[str, Run]

    def name(self, card: object) -> str:
        """Name whoever holds a card."""
        person = self.book.digest.person(str(card or ""))
        return person.name if person else "somebody no longer in the book"

    def card(self, card: object) -> str:
        """Name whoever a card speaks of, as the card does: after a merge two of them bear the same name."""
        person = self.book.digest.person(str(card or ""))
        found = self.book.digest.cards(person.number) if person else []
        return next((one.name for one in found if one.id == card and one.name), self.name(card))

    def promised(self, promise: object) -> str:
        """Give the words of a promise: as it was entered, else as it was found in a message; "" if it is gone."""
        ruling = self.rulings.get(str(promise))
        if ruling:
            return str(ruling.fields.get("text") or "")
        found = self.book.digest.finding(str(promise)) if ids.is_id(str(promise)) else None
        return found.quote if found else ""
