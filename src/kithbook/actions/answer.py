"""answer: settle a question of the book's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kithbook.actions.answers import picked, said
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
    rule = _who_ego_is if found.kind == kinds.EGO else _whether_same
    verb, fields = rule(found, word)
    return Answered(book.evidence.decide(verb, {"question": found.id, **fields}, at=now).id, found.id)


def _whether_same(question: Question, word: str) -> tuple[str, dict[str, object]]:
    chosen = [answer for answer in (SAME, DIFFERENT) if answer.startswith(word.lower())]
    if len(chosen) != 1:
        raise UserError(f"{word!r} does not answer whether two are one.", do="Say same, different or later.")
    return decision.ANSWER, {"answer": chosen[0], "a": question.card_a, "b": question.card_b}


def _who_ego_is(_question: Question, word: str) -> tuple[str, dict[str, object]]:
    address, slug = handle.email(word), handle.linkedin(word)
    if address:
        return decision.EGO, {"emails": [address]}
    if slug:
        return decision.EGO, {"linkedin": f"https://www.linkedin.com/in/{slug}"}
    if "@" in word:
        raise UserError(f"{word!r} is no e-mail address.", do="Give your address, your profile or your name.")
    return decision.EGO, {"name": word}
