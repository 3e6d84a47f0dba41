"""answer: settle a question of the book's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kithbook.actions import who
from kithbook.actions.answers import picked, said
from kithbook.digest.ego import folded
from kithbook.model import decision, handle
from kithbook.model import question as kinds
from kithbook.model.fault import UserError
from kithbook.model.question import Question
from kithbook.store.book import Book

SAME: Final = "same"
DIFFERENT: Final = "different"
LATER: Final = "later"


@dataclass(frozen=True, slots=True)
class Answered:
    """The ruling, and the question that it settles."""

    decision: str
    question: str


def answer(book: Book, question: str, value: str, *, now: datetime) -> Answered:
    """Answer ``same``, ``different`` or ``later``; who you are: with your address, your profile or your name."""
    asked = {found.id: found for found in book.digest.questions()}
    found = asked[picked(question, list(asked), "question", where="kith questions")]
    word = said(value, "answer")
    if word.lower() == LATER:
        fields: dict[str, object] = {"question": found.id, "answer": LATER}
        return Answered(book.evidence.decide(decision.ANSWER, fields, at=now).id, found.id)
    if found.kind == kinds.EGO:
        verb, fields = _whose(book, found, word) if found.card_a else _who_ego_is(book, word)
    else:
        verb, fields = _whether_same(book, found, word)
    return Answered(book.evidence.decide(verb, {"question": found.id, **fields}, at=now).id, found.id)


def _whether_same(book: Book, question: Question, word: str) -> tuple[str, dict[str, object]]:
    chosen = [answer for answer in (SAME, DIFFERENT) if answer.startswith(word.lower())]
    if len(chosen) != 1:
        raise UserError(f"{word!r} does not answer whether two are one.", do="Say same, different or later.")
    fields: dict[str, object] = {"answer": chosen[0], "a": question.card_a, "b": question.card_b}
    if chosen[0] == SAME:
        fields |= {"cards": _shown_with(book, question.card_a), "others": _shown_with(book, question.card_b)}
    return decision.ANSWER, fields


def _shown_with(book: Book, card: str) -> list[str]:
    """List the cards of the person whom the question is about."""
    person = book.digest.person(card)
    return who.cards_of(book, person) if person else []


def _whose(book: Book, question: Question, word: str) -> tuple[str, dict[str, object]]:
    """Settle whether an address, or an archive, is the owner's."""
    address = address_asked(book, question)
    chosen = [answer for answer in (SAME, DIFFERENT) if answer.startswith(word.lower())]
    if len(chosen) != 1:
        what = "address" if address else "archive"
        raise UserError(f"{word!r} does not say whose {what} it is.", do="Say same (yours), different or later.")
    about = ("address", address) if address else ("archive", question.card_a)
    return decision.ANSWER, {"answer": chosen[0], about[0]: about[1]}


def address_asked(book: Book, question: Question) -> str | None:
    """Give the mail address that a question about ego is about; None where it is about an archive, or nobody."""
    cards = book.digest.cards(question.a) if question.kind == kinds.EGO and question.a else []
    about = next((card for card in cards if card.id == question.card_a), None)
    # An archive's member has a card of the archive's own, and may bear an address on it.
    return (
        next((value for kind, value in about.handles if handle.key(kind, value) == about.key), None) if about else None
    )


def _who_ego_is(book: Book, word: str) -> tuple[str, dict[str, object]]:
    address, slug = handle.email(word), handle.linkedin(word)
    if address:
        return decision.EGO, {"emails": [address]}
    if slug:
        return decision.EGO, {"linkedin": f"https://www.linkedin.com/in/{slug}"}
    if "@" in word:
        raise UserError(f"{word!r} is no e-mail address.", do="Give your address, your profile or your name.")
    return decision.EGO, {"name": word, **_borne(book, word)}


def _borne(book: Book, name: str) -> dict[str, object]:
    """Find the address or profile under which a name stands in the book: a name alone tells no message apart."""
    found = [person for person in book.digest.people(known=None) if folded(person.name) == folded(name)]
    cards = [card for person in found for card in book.digest.cards(person.number)]
    emails = sorted({value for card in cards for kind, value in card.handles if kind == handle.EMAIL})
    slugs = sorted({value for card in cards for kind, value in card.handles if kind == handle.LINKEDIN})
    if not emails and not slugs:
        raise UserError(
            f"Nobody in the book is called {name!r} and has an address.", do="Give your address or your profile."
        )
    borne: dict[str, object] = {"emails": emails} if emails else {}
    if len(slugs) == 1:
        borne["linkedin"] = f"https://www.linkedin.com/in/{slugs[0]}"
    return borne
