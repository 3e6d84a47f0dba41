"""What is true between the owner and a person, gathered for whoever puts it into words."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from kithbook.actions.about import About
from kithbook.identity import given
from kithbook.insight.drafting import calling, plain
from kithbook.insight.drafting.calling import Read, Said
from kithbook.insight.drafting.matter import (
    LINKEDIN,
    MAIL,
    NOWHERE,
    Called,
    Passed,
    Quoted,
    Thanks,
)
from kithbook.insight.promises import has_lapsed
from kithbook.model import decision as verbs
from kithbook.model import handle, reading
from kithbook.model.card import Card
from kithbook.model.decision import Decision
from kithbook.model.interaction import BROADCAST, CALL, IN, MEETING, MESSAGE, OUT, Finding, Interaction
from kithbook.model.position import EDUCATION, EMPLOYER, SharedPlace
from kithbook.model.reading import Reading
from kithbook.network import together

TALK: Final = 60  # interactions looked at: the last few letters stand among them
LETTERS: Final = 6  # whose first words and signatures are read
OPEN_DAYS: Final = 180  # an older question has been overtaken
THANKED_DAYS: Final = 3 * 365  # older thanks are history
# Only what can go on after "I thanked you for": one clause, about nothing that is seen from the writer's side.
_THANKED: Final = re.compile(
    r"(?:many thanks|thanks|thank you)(?: so much| very much| a lot| again)? for "
    r"(?P<what>(?!.*\b(?:I|me|my|we|us|our)\b)[^.;:!?]{3,90})[.!]",
    re.IGNORECASE,
)
INVITED: Final = {"organiser", "attendee"}


@dataclass(frozen=True)
class Between(About):
    """What passed and was said between the owner and a person, and what words may be built on."""

    @cached_property
    def passed(self) -> list[Interaction]:
        """List what passed up to the day between few, newest first; today's meetings are yet to come."""
        found = self.book.digest.interactions(
            self.person.number, until=self.day, kinds=(MESSAGE, MEETING, CALL), limit=TALK
        )
        return [
            one
            for one in found
            if not one.is_bulk
            and one.recipients <= BROADCAST
            and (one.kind != MEETING or one.day < self.day)
            and (one.kind != MESSAGE or one.direction in {IN, OUT})
        ]

    @cached_property
    def letters(self) -> list[Interaction]:
        """List the messages between the two alone."""
        return [one for one in self.passed if one.kind == MESSAGE and one.recipients <= 1]

    def readings(self, one: Interaction) -> list[Reading]:
        """Give what was found in a message."""
        records = (self.book.evidence.record_by_id(record) for record in self.book.digest.evidence(one.id))
        return [found for held in records if held for found in held[2]]

    @cached_property
    def heard(self) -> list[tuple[Interaction, list[Reading]]]:
        """Give the latest letters with what was found in them."""
        return [(one, self.readings(one)) for one in self.letters[:LETTERS]]

    @cached_property
    def language(self) -> str:
        """Name the language of the latest letters, '' where none is evident."""
        said = (found.language for _, readings in self.heard for found in readings)
        return next((language for language in said if language), "")

    @cached_property
    def called(self) -> Called:
        """Find what the two call each other."""
        found = [(one, reading_) for one, readings in self.heard for reading_ in readings]
        openings = [
            Said(one.id, say.quote, one.direction == OUT) for one, say in found if say.reader == reading.SNIPPET
        ]
        signed = [
            Said(one.id, str(say.fields.get("name") or ""), is_mine=False)
            for one, say in found
            if say.reader == reading.SIGNATURE and one.direction == IN
        ]
        read = {
            card.id: Read(given.certain(card.name, _emails(card)), given.in_order(card.name)) for card in self.cards
        }
        return calling.called(self.cards, openings, signed, read)

    @cached_property
    def owner(self) -> tuple[str, str]:
        """Give how the owner signs: to people they know, and whole."""
        person = self.book.digest.ego()
        said = [str(one.fields["name"]) for one in self.rulings if one.verb == verbs.EGO and one.fields.get("name")]
        whole = plain.name(said[-1] if said else person.name if person else "")
        cards = self.book.digest.cards(person.number) if person else []
        given = next((name for card in cards if (name := plain.name(card.names.get("given", "")))), "")
        return (given if given and given.casefold() in whole.casefold() else whole), whole

    # -- addresses -------------------------------------------------------------------------------------
    @cached_property
    def address(self) -> str | None:
        """Choose the e-mail address that was last in use; none that no person reads."""
        written = self._by_letters()
        cards = [card for card in self.cards if any(kind == handle.EMAIL for kind, _ in card.handles)]
        ranked = sorted(cards, key=lambda card: card.seen_to or date.min, reverse=True)
        said = [value for card in ranked for kind, value in card.handles if kind == handle.EMAIL]
        fit = [value for value in [*written, *said] if _is_address(value)]
        alone = [value for value in fit if not handle.is_shared(value)]
        return next(iter([*alone, *fit]), None)

    def _by_letters(self) -> list[str]:
        """Give the addresses under which letters passed, the latest first; of a card with several none is proved."""
        own = {card.id: [v for kind, v in card.handles if kind == handle.EMAIL] for card in self.cards}
        parts = (part.card for one in self.letters for part in one.participants)
        return [own[card][0] for card in dict.fromkeys(parts) if len(own.get(card, ())) == 1]

    def is_older(self, day: date) -> bool:
        """Say whether the address was last seen in use before a day."""
        used = [card.seen_to for card in self.cards if (handle.EMAIL, self.address) in card.handles and card.seen_to]
        return bool(self.address) and max(used, default=date.min) < day

    @cached_property
    def profile(self) -> str | None:
        """Give the address of their LinkedIn profile."""
        slugs = (value for card in self.cards for kind, value in card.handles if kind == handle.LINKEDIN)
        return next((f"https://www.linkedin.com/in/{_quoted(slug)}" for slug in slugs), None)

    @property
    def way(self) -> str:
        """Say how words would reach them."""
        return MAIL if self.address else LINKEDIN if self.profile else NOWHERE

    # -- what passed -----------------------------------------------------------------------------------
    def shown(self, one: Interaction) -> Passed:
        """Take what both know of it: a meeting's title only where they were invited, and not if it names them."""
        subject = plain.subject(one.subject)
        if one.kind != MESSAGE and not self._knows_title(one):
            subject = ""
        return Passed(one.id, one.day, one.kind, one.channel, one.direction, subject)

    def _knows_title(self, one: Interaction) -> bool:
        own = {card.id for card in self.cards}
        invited = any(part.card in own and part.role in INVITED for part in one.participants)
        names = {word.casefold() for word in plain.name(self.person.name).split()}
        return invited and not names & {word.strip(".,:;!?").casefold() for word in one.subject.split()}

    @cached_property
    def last(self) -> Passed | None:
        """Give what last passed between them."""
        return next((self.shown(one) for one in self.passed), None)

    @cached_property
    def letter(self) -> Passed | None:
        """Give the last letter by mail that says what it is about."""
        found = (self.shown(one) for one in self.letters if one.channel == MAIL)
        return next((one for one in found if one.subject), None)

    def interaction(self, identity: str) -> Passed | None:
        """Give one that is named by an id."""
        one = self.book.digest.interaction(identity)
        return self.shown(one) if one else None

    # -- what was said ---------------------------------------------------------------------------------
    @cached_property
    def findings(self) -> list[Finding]:
        """List the questions, promises and thanks between them up to the day, newest first."""
        found = self.book.digest.findings(
            [reading.QUESTION, reading.PROMISE, reading.THANKS], person=self.person.number
        )
        return [one for one in found if one.day <= self.day and not one.is_bulk]

    def quoted(self, one: Finding) -> Quoted:
        """Take the words of a finding."""
        due = str(one.fields.get("due") or "")
        is_mine = one.direction == OUT
        letter = self.interaction(one.interaction)
        return Quoted(one.id, plain.line(one.quote), one.day, is_mine, date.fromisoformat(due) if due else None, letter)

    def open_promise(self, *, mine: bool) -> Quoted | None:
        """Find the latest promise that is not known to be kept, and that was not found too long ago."""
        own = (one for one in reversed(self.own_rulings) if one.verb == verbs.PROMISE)
        entered = (self.entered(one) for one in own if one.id not in self.kept)
        for found in entered:
            if found.is_mine == mine:
                return found
        told = (one for one in self.findings if one.reader == reading.PROMISE and one.id not in self.kept)
        read = (self.quoted(one) for one in told if (one.direction == OUT) == mine)
        return next((one for one in read if not has_lapsed(one.day, one.due, self.day)), None)

    @cached_property
    def open_question(self) -> Quoted | None:
        """Find what they asked last, where nothing went to them since and the two have not spoken."""
        asked = next((one for one in self.findings if one.reader == reading.QUESTION and one.direction == IN), None)
        if asked is None or (self.day - asked.day).days > OPEN_DAYS:
            return None
        turned = (one for one in self.passed if one.direction == OUT or one.is_talk)
        return None if any(_is_after(one, asked) for one in turned) else self.quoted(asked)

    @cached_property
    def thanks(self) -> Thanks | None:
        """Find what the owner last thanked them for, in words that can stand in a sentence."""
        for one in self.findings:
            said = _THANKED.fullmatch(plain.line(one.quote))
            is_mine = one.reader == reading.THANKS and one.direction == OUT and one.recipients <= 1
            if is_mine and said and (self.day - one.day).days <= THANKED_DAYS:
                return Thanks(one.id, said["what"], one.day)
        return None

    def entered(self, ruling: Decision) -> Quoted:
        """Take the words of a promise that the owner entered."""
        due = str(ruling.fields.get("due") or "")
        text, is_mine = plain.line(str(ruling.fields["text"])), not ruling.fields.get("theirs")
        return Quoted(ruling.id, text, ruling.at.date(), is_mine, date.fromisoformat(due[:10]) if due else None)

    # -- what is shared --------------------------------------------------------------------------------
    @cached_property
    def places(self) -> tuple[SharedPlace, ...]:
        """Find the employers and schools of both; of a colleague of today that says nothing."""
        digest = self.book.digest
        ego = digest.ego()
        own = digest.positions(ego.number, until=self.day) if ego else ()
        found = together.places(own, digest.positions(self.person.number, until=self.day))
        said = [one for one in found if one.kind in {EMPLOYER, EDUCATION} and not one.is_present]
        return tuple(replace(one, name=plain.line(one.name)) for one in said)

    @cached_property
    def crowd(self) -> Passed | None:
        """Find the last meeting of many that both know by its title."""
        found = self.book.digest.interactions(self.person.number, until=self.day, kinds=(MEETING,), limit=TALK)
        held = (self.shown(one) for one in found if one.recipients > BROADCAST and one.day < self.day)
        return next((one for one in held if one.subject), None)


def _is_after(one: Interaction, asked: Finding) -> bool:
    """Say whether something passed after a question; where only its day is known, on a later day."""
    return one.day > asked.day if one.is_day else one.at > asked.at


def _is_address(value: str) -> bool:
    return handle.email(value) == value and value.isprintable() and not handle.is_no_reply(value)


def _quoted(slug: str) -> str:
    from urllib.parse import quote

    return quote(slug, safe="")


def _emails(card: Card) -> list[str]:
    return [value for kind, value in card.handles if kind == handle.EMAIL]
