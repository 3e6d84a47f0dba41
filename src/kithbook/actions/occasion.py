"""What a letter is about: the reason of an item, and all else that is true between two people, as one matter."""

from dataclasses import replace
from datetime import date
from typing import Final

from kithbook.actions import remarked
from kithbook.actions.between import Between
from kithbook.actions.items import Meant
from kithbook.insight import phrases
from kithbook.insight.drafting import plain
from kithbook.insight.drafting.matter import Fact, Marked, Matter, Moved
from kithbook.insight.own import AGAIN
from kithbook.model import decision as verbs
from kithbook.model.change import ORGANISATION, TITLE
from kithbook.model.interaction import GESTURE, IN
from kithbook.model.person import Person
from kithbook.model.times import PartialDate


def matter_of(between: Between, meant: Meant | None = None) -> Matter:
    """Gather what is true between the two, and what the reason is about."""
    owner, whole = between.owner
    matter = Matter(
        person=_plain(between.person),
        day=between.day,
        nudge=meant.nudge if meant else "",
        owner=owner,
        owner_whole=whole,
        called=between.called,
        way=between.way,
        last=between.last,
        letter=between.letter,
        my_promise=between.open_promise(mine=True),
        their_promise=between.open_promise(mine=False),
        their_question=between.open_question,
        thanks=between.thanks,
        places=between.places,
        crowd=between.crowd,
    )
    gather = _ABOUT.get(meant.nudge) if meant else None
    return gather(between, matter, meant.occasion) if gather and meant else matter


def _plain(person: Person) -> Person:
    return replace(
        person,
        name=plain.line(person.name),
        organisation=plain.line(person.organisation),
        title=plain.line(person.title),
    )


# -- what each reason is about ---------------------------------------------------------------------------
def _birthday(between: Between, matter: Matter, year: str) -> Matter:
    cards = tuple(card.id for card in between.cards if card.birthday)
    born = _read(between.person.birthday)
    if born is None or born.month is None or born.day is None:
        return matter
    leap = date(2000, born.month, born.day)
    return replace(matter, marked=Marked(phrases.anniversary(leap, int(year)), cards or (between.person.founder,)))


def _connected(between: Between, matter: Matter, occasion: str) -> Matter:
    """Take the day on which they connected; of an anniversary the occasion is the year, of a welcome the day."""
    since = _read(between.person.since)
    first = since.earliest() if since and since.day else None
    if first is None:
        return matter
    said = [card for card in between.cards if card.since]
    where = "LinkedIn" if said and all(card.source == "linkedin" for card in said) else ""
    day = phrases.anniversary(first, int(occasion)) if occasion.isdecimal() else first
    evidence = tuple(card.id for card in said) or (between.person.founder,)
    marked = Marked(day, evidence, since=first, years=day.year - first.year, what=where)
    asked = [
        one for one in between.book.digest.interactions(between.person.number, kinds=(GESTURE,)) if one.day == first
    ]
    by_them = asked[0].direction == IN if len(asked) == 1 and not asked[0].subject else None
    return replace(matter, marked=marked, asked_by_them=by_them)


def _worked(between: Between, matter: Matter, year: str) -> Matter:
    for one in between.book.digest.positions(between.person.number):
        begun = _read(one.start)
        first = begun.earliest() if begun and begun.month else None
        if first and one.is_current and not one.end and one.organisation and int(year) > first.year:
            day = phrases.anniversary(first, int(year))
            marked = Marked(
                day, (one.record,), since=first, years=day.year - first.year, what=plain.line(one.organisation)
            )
            return replace(matter, marked=marked)
    return matter


def _moved(between: Between, matter: Matter, at: str) -> Matter:
    found = [one for one in between.book.digest.changes(between.person.number) if one.at and one.at.isoformat() == at]
    after = {one.field: one for one in found if one.field in {ORGANISATION, TITLE} and one.after}
    if not after:
        return matter
    place, title = after.get(ORGANISATION), after.get(TITLE)
    return replace(
        matter,
        moved=Moved(
            plain.line(place.after if place else between.person.organisation),
            plain.line(title.after if title else ""),
            place is not None,
            tuple(dict.fromkeys(record for one in after.values() for record in one.records)),
        ),
    )


def _found(between: Between, matter: Matter, occasion: str) -> Matter:
    """Take the promise or question that was found in a letter, or the promise that was entered."""
    for ruling in between.rulings:
        if ruling.id == occasion and ruling.verb == verbs.PROMISE:
            return replace(matter, quoted=between.entered(ruling))
    finding = next((one for one in between.findings if one.id == occasion), None)
    return replace(matter, quoted=between.quoted(finding)) if finding else matter


def _reminded(between: Between, matter: Matter, occasion: str) -> Matter:
    ruling = next((one for one in between.rulings if one.id == occasion and one.verb == verbs.REMIND), None)
    record = occasion.partition(AGAIN)[0]
    told = (one.text for card in between.cards for one in remarked.remarks(card) if one.id == record)
    text = plain.line(str(ruling.fields.get("text") or "") if ruling else next(told, ""))
    said = f"You noted, and it is not in the words: {phrases.said(text)}"
    return replace(matter, note=Fact(said, (record,))) if text else matter


def _met(between: Between, matter: Matter, occasion: str) -> Matter:
    return replace(matter, meeting=between.interaction(occasion))


def _prepared(between: Between, matter: Matter, occasion: str) -> Matter:
    """Take the meeting with the title that the owner gave it: these words are for the owner alone."""
    one = between.book.digest.interaction(occasion)
    if one is None:
        return matter
    meeting = replace(between.shown(one), subject=plain.subject(one.subject))
    return replace(matter, meeting=meeting)


def _written(between: Between, matter: Matter, day: str) -> Matter:
    """Take the letter of that day that was never answered."""
    found = (one for one in between.letters if one.day.isoformat() == day and one.direction == IN)
    letter = next((between.shown(one) for one in found), None)
    return replace(matter, letter=letter)


_ABOUT: Final = {
    "birthday": _birthday,
    "connection_anniversary": _connected,
    "job_change": _moved,
    "prepare_meeting": _prepared,
    "promise_due": _found,
    "reminder": _reminded,
    "reply_owed": _found,
    "thank_after_meeting": _met,
    "unanswered": _written,
    "welcome": _connected,
    "work_anniversary": _worked,
}


def _read(text: str) -> PartialDate | None:
    try:
        return PartialDate.read(text) if text else None
    except ValueError:
        return None
