"""tag: put people into groups of your own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from kithbook.actions import who
from kithbook.actions.answers import PersonRef, Ruled, said
from kithbook.model import decision
from kithbook.model.fault import UserError
from kithbook.store.book import Book

MATTERS: Final = "matters"  # the tag of those who come first among equals on the agenda; the first run asks for them


def tag(book: Book, whom: str, tags: Sequence[str], *, now: datetime, remove: bool = False) -> Ruled:
    """Put tags on a person, or take them away."""
    person = who.one(book, whom)
    if not tags:
        raise UserError("No tag was given.", do="Write one or more words, such as: board alumni.")
    words = [said(text, "tag").lstrip("#") for text in tags]
    kept = book.evidence.decide(
        decision.TAG, {"card": person.founder, "remove" if remove else "add": list(dict.fromkeys(words))}, at=now
    )
    return Ruled(kept.id, PersonRef.of(person))
