"""draft: words to begin a letter with, composed from what is true between two people; the person sends, or does not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kithbook.actions import dates, items, who
from kithbook.actions.answers import PersonRef
from kithbook.actions.between import Between
from kithbook.actions.items import Meant
from kithbook.actions.occasion import matter_of
from kithbook.insight import drafting
from kithbook.insight.drafting.matter import LETTER, LINKEDIN, MAIL, NOTES, NOWHERE
from kithbook.model.card import Card
from kithbook.model.fault import UserError
from kithbook.model.person import Person
from kithbook.store.book import Book

DEATH: Final = ("deceased", "deathdate")  # what address books call the field, as insight.history reads it
MOVED: Final = "job_change"
LANGUAGES: Final = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
    "sv": "Swedish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One fact that the words use, with the ids of its evidence."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class By:
    """How the words could go out: `kind` mail, linkedin or none; `address` a mail address, a profile's, or ''."""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class DraftShown:
    """Words to begin with. `text` is empty only where `why_not` says why there are none."""

    item: str | None  # None where no item but a person was asked for
    person: PersonRef
    to: str | None
    subject: str
    text: str
    evidence: tuple[str, ...]
    form: str  # letter, or notes to bring to a meeting
    choices: tuple[str, ...]  # names of the variants; `variant` is the place of this one
    variant: int
    says: tuple[Said, ...]
    by: By
    remarks: tuple[str, ...]  # what to look at before it is sent
    why_not: str | None


def draft(book: Book, item: str, *, now: datetime, variant: int = 0) -> DraftShown:
    """Put the reason of an item into words; nothing is written, logged or sent."""
    meant = items.one(book, item, now=now)
    return _drafted(book, meant.person, meant, now=now, variant=variant)


def draft_to(book: Book, whom: str, *, now: datetime, variant: int = 0) -> DraftShown:
    """Put into words a hello to a person for no reason but that the owner wants to write."""
    person = who.one(book, whom)
    if person.is_ego:
        raise UserError("That is you.", do="Name somebody else.")
    return _drafted(book, person, None, now=now, variant=variant)


def _drafted(book: Book, person: Person, meant: Meant | None, *, now: datetime, variant: int) -> DraftShown:
    between = Between(book, person, dates.today(book, now))
    item = meant.id if meant else None
    if reason := _why_not(person, between.cards):
        return DraftShown(item, PersonRef.of(person), None, "", "", (), LETTER, (), 0, (), By(NOWHERE, ""), (), reason)
    made = drafting.compose(matter_of(between, meant), variant)
    is_letter = made.form != NOTES
    by_mail = is_letter and between.way == MAIL
    return DraftShown(
        item=item,
        person=PersonRef.of(person),
        to=between.address if by_mail else None,
        subject=made.subject if by_mail or not is_letter else "",
        text=made.text,
        evidence=tuple(dict.fromkeys(one for fact in made.facts for one in fact.evidence)),
        form=made.form,
        choices=made.choices,
        variant=made.choice,
        says=tuple(Said(fact.text, fact.evidence) for fact in made.facts),
        by=_by(between) if is_letter else By(NOWHERE, ""),
        remarks=(*([made.remark] if made.remark else []), *(_remarks(between, meant) if is_letter else ())),
        why_not=None,
    )


def _why_not(person: Person, cards: list[Card]) -> str:
    if any(name.casefold().startswith(DEATH) and value for card in cards for name, value in card.fields.items()):
        return "A source says that they have died."
    return "A list or a robot reads no letters." if person.is_bulk else ""


def _by(between: Between) -> By:
    address = {MAIL: between.address, LINKEDIN: between.profile}.get(between.way)
    return By(between.way, address or "")


def _remarks(between: Between, meant: Meant | None) -> list[str]:
    found = []
    if meant and meant.nudge == MOVED and between.address and between.is_older(date.fromisoformat(meant.occasion)):
        found.append(f"{between.address} is from before the change of work, and may no longer reach them.")
    if between.language in LANGUAGES:
        language = LANGUAGES[between.language]
        found.append(f"You last wrote to each other in {language}. These words are English: put them into {language}.")
    if between.way == NOWHERE:
        found.append("The book knows no address of theirs: add one, or say it when you meet.")
    return found
