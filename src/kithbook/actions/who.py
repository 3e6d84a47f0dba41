"""Whom a WHO means: a slug, an id, an address, a number, a profile, or a name that only one person bears."""

from collections.abc import Sequence
from typing import Final

from kithbook.digest.persons import stem
from kithbook.model.fault import UnknownName
from kithbook.model.person import Person
from kithbook.store.book import Book

CANDIDATES: Final = 8  # more than a screen of names helps nobody to choose
ALIKE: Final = 70  # of 100, by rapidfuzz: two letters of seven may differ


def one(book: Book, who: str) -> Person:
    """Find the one person meant. Somebody merely seen gives way to somebody known; else all are listed."""
    text = who.strip()
    found = book.digest.resolve(text) if text else []
    known = [person for person in found if person.is_known or person.is_ego]
    if len(found) == 1 or len(known) == 1:
        return (known if len(known) == 1 else found)[0]
    if found:
        raise UnknownName(
            f"{len(found)} people go by {text!r}.",
            candidates=listed(found),
            do="Name one by the word at the start of the line.",
        )
    alike = (book.digest.search(text, limit=CANDIDATES, known=None) or near(book, text)) if text else []
    former = [person for person in alike if _bore(book, person, text)]
    if len(former) == 1:
        return former[0]
    raise UnknownName(
        f"Nobody goes by {text!r}.",
        candidates=listed(alike),
        do="Name one by the word at the start of the line." if alike else "`kith people` lists everybody.",
    )


def _bore(book: Book, person: Person, word: str) -> bool:
    """Say whether this word named one of a person's cards, as it did before they were merged with another."""
    return any(stem(card.name) == word.casefold() for card in book.digest.cards(person.number))


def near(book: Book, text: str) -> list[Person]:
    """Find a few known people whose names are spelt almost like this, the nearest first: by words, else as a whole."""
    from rapidfuzz import fuzz, process, utils

    from kithbook.actions import spelling  # these load numpy, and whoever is named as they are written needs none
    from kithbook.actions.word_index import Index, words_of

    people = book.digest.people()
    names = [person.name for person in people]
    places, _ = spelling.almost(Index.read(names), words_of(text))
    if not places:
        found = process.extract(
            text, names, scorer=fuzz.ratio, processor=utils.default_process, limit=CANDIDATES, score_cutoff=ALIKE
        )
        places = [at for _, _, at in found]
    return [people[at] for at in places[:CANDIDATES]]


def listed(people: Sequence[Person]) -> list[str]:
    """Write candidates, each with the slug that names them for certain."""
    lines = []
    for person in people[:CANDIDATES]:
        role = ", ".join(part for part in (person.title, person.organisation) if part)
        lines.append(f"{person.slug}  {person.name}" + (f" ({role})" if role else ""))
    if len(people) > CANDIDATES:
        lines.append(f"and {len(people) - CANDIDATES} more")
    return lines


def cards_of(book: Book, person: Person) -> list[str]:
    """Name all the cards that make this person: rulings on any of them are about this person."""
    return [card.id for card in book.digest.cards(person.number)]
