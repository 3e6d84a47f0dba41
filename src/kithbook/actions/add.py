"""add: enter a person that no file holds."""

from datetime import datetime

from kithbook.actions.answers import PersonRef, Ruled, said
from kithbook.actions.edit import spelt
from kithbook.digest.rulings import own_key
from kithbook.model import decision, ids
from kithbook.store.book import Book


def add(
    book: Book,
    name: str,
    *,
    now: datetime,
    email: str | None = None,
    phone: str | None = None,
    organisation: str | None = None,
    position: str | None = None,
    met: str | None = None,
) -> Ruled:
    """Enter a person. An address that the book knows already makes this one more card of that person."""
    from kithbook.actions.refresh import refresh

    given = {"email": email, "phone": phone, "organisation": organisation, "title": position, "met": met}
    fields = {"name": said(name, "name")}
    fields |= {field: spelt(field, value) for field, value in given.items() if value and value.strip()}
    ruling = book.evidence.decide(decision.ADD, fields, at=now)
    refresh(book, patient=False)
    card = ids.make(ids.CARD, own_key(ruling.id))
    person = book.digest.person(card)
    if person is None:  # an import holds the digest; the person will be there when it ends, under this id
        coming = ids.spell(ids.PERSON, ids.unspell(card)[1])
        return Ruled(ruling.id, PersonRef(coming, coming, fields["name"]))
    return Ruled(ruling.id, PersonRef.of(person))
